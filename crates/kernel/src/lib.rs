//! What every operation needs and no room owns: who calls and what is demanded, what declares an operation and carries it out,
//! the process and its Regions, the record of a call, pages, secrets at rest, the clock and the random source.
//!
//! [`perform`] is the only way to an operation: it asks the node's [`Gate`](node::Gate), and makes the [`Authorized`] input that
//! the operation's `run` demands.
//!
//! Absent by intent: any room (`identity`, `registry`), what decides a permission (`node`), sockets and status codes (`server`),
//! SQL drivers (`sql`), files (`blob`). Only [`Clock`] reads the time of day, and only [`Entropy`] draws at random; [`memory`] and rates
//! measure durations.

#![forbid(unsafe_code)]

mod access;
mod answer_memory;
mod apart;
mod call;
mod cell;
mod clock;
mod entropy;
mod error;
mod extensions;
mod quota;
mod rate;
mod seal;
mod unreadable;

pub mod audit;
pub mod identity;
pub mod memory;
pub mod node;
pub mod operation;
pub mod operator;
pub mod page;
pub mod session;
pub mod space;
pub mod work;

pub use access::{Access, IamResource, OrganizationResource, Resource};
pub use answer_memory::{AnswerMemory, Charge, NoMemory};
pub use apart::{Apart, For};
pub use call::{Call, CalledAlias, Endpoint, OsUser};
pub use cell::{Cell, HasStore, ListRegions, OpenCell};
pub use clock::Clock;
pub use entropy::Entropy;
pub use error::{CellError, Error, Unavailable};
pub use extensions::{Extension, Extensions};
pub use identity::{Changed, Identity};
pub use node::{Node, Settings};
pub use operation::{Authorized, Context, Operation, perform};
pub use quota::{Quotas, StoredBytes};
pub use rate::Rates;
pub use seal::{MasterKey, Purpose, Sealer};
pub use unreadable::Unreadable;
