//! Where a verification is.

use serde::{Deserialize, Serialize};
use wharf_sql::Scope;

/// A repository.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) account: String,
    pub(super) region: String,
    pub(super) name: String,
    pub(super) id: String,
    /// The data key of its own; empty for none.
    pub(super) data_key: String,
}

impl Place {
    pub(super) fn scope(&self) -> Scope {
        Scope::new(&self.account, &self.region)
    }
}
