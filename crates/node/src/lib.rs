//! What puts the rooms together: authentication and authorization over their facts, the table of all operations, the jobs that a
//! node does by itself.
//!
//! A front end decodes a request into an operation's input and calls [`perform`], the only way to reach an operation.
//!
//! Absent by intent: sockets, headers and status codes (`server`), SQL of any room (`identity`, `registry`).

#![forbid(unsafe_code)]

mod authorize;
mod compose;
mod directory;
mod registries;
mod services;

pub mod authenticate;
pub mod jobs;
pub mod maintenance;
pub mod simulation;

pub use compose::compose;
pub use services::{Statements, row, rows, rows_of, services, statements};
pub use wharf_identity::{bootstrap, iam, master_key, operator, organizations, sts};
pub use wharf_kernel::operator::OPERATOR;
pub use wharf_kernel::{
    Access, AnswerMemory, Authorized, Call, CalledAlias, Cell, CellError, Changed, Charge, Clock, Context,
    Endpoint, Entropy, Error, Extensions, HasStore, IamResource, Identity, ListRegions, MasterKey, Node,
    OpenCell, Operation, OrganizationResource, OsUser, Purpose, Quotas, Rates, Resource, Sealer, Settings,
    StoredBytes, Unavailable, audit, node, operation, perform, session, space,
};
pub use wharf_registry::{collection, distribution, ecr, events, kms, store_identity, usage, verification};
