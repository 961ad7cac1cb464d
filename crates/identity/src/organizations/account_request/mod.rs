//! The room of requests to create an account: what became of each.

mod operations;
mod store;

use wharf_aws::organizations::{CreateAccountFailureReason, CreateAccountState, CreateAccountStatus};
use wharf_aws::{AccountId, Timestamp};

pub use operations::*;
pub(crate) use store::{STATEMENTS, delete_organization, insert};

/// A request, and the account or the reason why there is none.
#[derive(Clone, Debug)]
pub(crate) struct RequestRow {
    pub(crate) id: String,
    pub(crate) account_name: String,
    pub(crate) requested_at: Timestamp,
    pub(crate) outcome: Result<AccountId, CreateAccountFailureReason>,
}

impl RequestRow {
    fn state(&self) -> CreateAccountState {
        match self.outcome {
            Ok(_) => CreateAccountState::Succeeded,
            Err(_) => CreateAccountState::Failed,
        }
    }

    /// As answers show it.
    pub(crate) fn shown(&self) -> CreateAccountStatus {
        CreateAccountStatus {
            id: Some(self.id.clone()),
            account_name: Some(self.account_name.clone()),
            state: Some(self.state()),
            requested_timestamp: Some(self.requested_at),
            completed_timestamp: Some(self.requested_at),
            account_id: self.outcome.ok(),
            gov_cloud_account_id: None,
            failure_reason: self.outcome.err(),
        }
    }
}
