//! The rooms: what Wharf does, without HTTP, without a database driver, without a bucket.
//!
//! A room is an aggregate, the noun that owns its rows: `ecr::repository`, `ecr::image`, `iam::access_key`. It holds
//! the noun's model, its operations and its SQL, and nobody else knows them. A front end decodes a request into an
//! operation's input and calls [`perform`], the only way to reach an operation: it asks the policy evaluator and makes
//! the [`Authorized`] input that an operation's `run` demands.
//!
//! Absent by intent: sockets, headers and status codes (`server`), SQL drivers (`sql`), files (`blob`), the clock and
//! the random source (given to [`Node::new`]).

#![forbid(unsafe_code)]

mod authorize;
mod call;
mod cell;
mod clock;
mod entropy;
mod error;
mod identity;
mod memory;
mod node;
mod page;
mod quota;
mod rate;
mod seal;
mod work;

pub mod audit;
pub mod authenticate;
pub mod collection;

pub mod distribution;
pub mod ecr;
pub mod events;
pub mod iam;
pub mod jobs;
pub mod kms;
pub mod maintenance;
pub mod operation;
pub mod operator;
pub mod organizations;
pub mod sts;
pub mod usage;

pub use authorize::{Access, IamResource, OrganizationResource, Resource};
pub use call::{Call, Endpoint, OsUser};
pub use cell::{Cell, CellError, ListRegions, OpenCell};
pub use clock::Clock;
pub use entropy::Entropy;
pub use error::{Error, Unavailable};
pub use identity::{Changed, Identity};
pub use node::{Node, Settings};
pub use operation::{Authorized, Context, Operation, perform};
pub use quota::Quotas;
pub use rate::Rates;
pub use seal::{MasterKey, Purpose, Sealer};

/// The services, each with its table of operations.
pub static SERVICES: [&operation::Service; 7] = [
    &distribution::DISTRIBUTION,
    &ecr::ECR,
    &iam::IAM,
    &kms::KMS,
    &operator::OPERATOR,
    &organizations::ORGANIZATIONS,
    &sts::STS,
];

/// The rows of all services.
pub fn rows() -> impl Iterator<Item = &'static operation::Row> {
    SERVICES.iter().flat_map(|service| (service.rows)()).copied()
}

/// Every SQL statement of the rooms, for the test that prepares each on both engines.
pub fn statements() -> Statements {
    Statements {
        identity: [
            identity::STATEMENTS.to_vec(),
            iam::statements(),
            organizations::statements(),
        ]
        .concat(),
        registry: [
            ecr::statements(),
            events::STATEMENTS.to_vec(),
            kms::STATEMENTS.to_vec(),
            collection::STATEMENTS.to_vec(),
            wharf_job::STATEMENTS.to_vec(),
            usage::STATEMENTS.to_vec(),
        ]
        .concat(),
    }
}

/// The statements of each database.
#[derive(Debug)]
pub struct Statements {
    /// Run against the identity plane's database.
    pub identity: Vec<&'static wharf_sql::Statement>,
    /// Run against a Region's database.
    pub registry: Vec<&'static wharf_sql::Statement>,
}
