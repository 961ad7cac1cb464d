//! PostgreSQL's SQLSTATEs and broken connections as our errors.
//!
//! Only the primary message is kept: details and hints may quote values.

use std::error::Error as _;

use deadpool_postgres::{PoolError, TimeoutType};
use tokio_postgres::error::SqlState;

use crate::{Error, error};

/// The step that begins a transaction.
pub(super) const BEGIN: &str = "begin";

pub(super) fn fault(name: &'static str, error: &tokio_postgres::Error) -> Error {
    let Some(refusal) = error.as_db_error() else {
        let broken = error.is_closed() || error.source().is_some_and(|source| source.is::<std::io::Error>());
        return if broken {
            Error::Unavailable(error.to_string())
        } else {
            Error::engine(name, describe(error))
        };
    };
    let code = refusal.code();
    let message = refusal.message();
    match code.code() {
        _ if *code == SqlState::UNIQUE_VIOLATION => Error::UniqueViolation,
        _ if *code == SqlState::DISK_FULL => Error::Full,
        // A standby refuses the transaction itself.
        _ if *code == SqlState::READ_ONLY_SQL_TRANSACTION
            || *code == SqlState::FEATURE_NOT_SUPPORTED && name == BEGIN =>
        {
            Error::ReadOnly
        }
        _ if *code == SqlState::LOCK_NOT_AVAILABLE => Error::Locked,
        _ if *code == SqlState::QUERY_CANCELED => Error::TooSlow,
        _ if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED => {
            Error::Busy
        }
        _ if is_stale_plan(error) => Error::Busy,
        "XX001" | "XX002" => Error::Corrupt(message.to_owned()),
        // Connection exceptions, too many connections, a session that the server ended because its transaction was idle.
        state if state.starts_with("08") || is_away(state) || matches!(state, "53300" | "25P03") => {
            Error::Unavailable(message.to_owned())
        }
        state => Error::engine(name, format!("{message} ({state})")),
    }
}

/// Shutdown and start-up of the server.
fn is_away(state: &str) -> bool {
    state.starts_with("57P")
}

/// Whether an error is none of the server's own, or says that the server is not there yet or any more.
pub(super) fn says_nothing(error: &tokio_postgres::Error) -> bool {
    error
        .as_db_error()
        .is_none_or(|refusal| is_away(refusal.code().code()))
}

/// Whether this process or its machine has no file descriptor left, which tells nothing about the server.
pub(super) fn is_out_of_files(error: &tokio_postgres::Error) -> bool {
    let source = error
        .source()
        .and_then(|source| source.downcast_ref::<std::io::Error>());
    source.is_some_and(error::is_out_of_files)
}

/// Another process changed the schema under a statement that was prepared before: preparing again helps.
pub(super) fn is_stale_plan(error: &tokio_postgres::Error) -> bool {
    error.as_db_error().is_some_and(|refusal| {
        *refusal.code() == SqlState::FEATURE_NOT_SUPPORTED && refusal.message().starts_with("cached plan")
    })
}

pub(super) fn pool_fault(error: PoolError) -> Error {
    match error {
        PoolError::Timeout(TimeoutType::Wait) => Error::Busy,
        PoolError::Timeout(_) => Error::Unavailable("no connection could be made in time".to_owned()),
        PoolError::Closed => Error::Closed,
        PoolError::Backend(error) => match fault("connect", &error) {
            Error::Engine { message, .. } => Error::Unavailable(message),
            other => other,
        },
        other => Error::engine("connect", other),
    }
}

/// The error and its reason. The reasons of errors that are not the server's name types and options, not values.
fn describe(error: &tokio_postgres::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
