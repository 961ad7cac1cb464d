//! Jobs: what a program does by itself, in bounded steps, once over all its processes.
//!
//! A [`Job`] is a type: a name, limits, and one bounded step. Its work is rows of the table `jobs`, which the domain puts
//! ([`put`], [`replace`], [`remove`]) in the transaction that makes the work, or which are there because a job comes again
//! and again ([`Cadence`]). A [`Supervisor`] claims the rows that are due, does their steps, and writes the outcomes:
//!
//! - **Once.** A claim raises the row's fencing number. A step writes through [`Lease::write`], which checks that number in
//!   the same transaction: a holder that lost the lease, by a pause or a cancellation, writes nothing. Effects outside the database
//!   may repeat and need an id of their own.
//! - **Again.** A step that fails, panics or takes too long is tried again after a growing, jittered wait, and is a *dead
//!   letter* after as many attempts as the job allows: visible, and never due until it is retried. An outage of the
//!   store is no attempt. The other rows of the job go on.
//! - **Bounded.** So many steps of a job at once, and so many for one destination, in each Region. A place that becomes free
//!   is filled at once; nothing waits for the slowest.
//!
//! Rows are scoped like all others ([`wharf_sql::Scope`]); the columns are called `account` and `region`, and mean nothing
//! here but that each Region is watched by itself. Time and randomness are arguments; the process's own clock is used for
//! timeouts and for telling whether the supervisor stands still.
//!
//! Absent by intent: what any job does, which Regions there are, and the table's migration (the owner of the database has it).

#![forbid(unsafe_code)]

mod backoff;
mod environment;
mod handle;
mod health;
mod job;
mod lease;
mod observe;
mod row;
mod store;
mod supervisor;
pub mod task;
mod watcher;

pub use environment::{Admission, Environment, Permit};
pub use handle::Handle;
pub use health::Health;
pub use job::{Cadence, Job, Limits, Outcome, Registered};
pub use lease::{Lease, StepError};
pub use row::{Id, NEVER, Row, State};
pub use store::{
    Cancelled, Figures, Put, STATEMENTS, cancel, figures, find, list, put, regions, remove, replace, retry,
};
pub use supervisor::{Opened, Source, Supervisor};
