//! Where a verification is.

use serde::{Deserialize, Serialize};
use wharf_sql::Scope;

/// A repository.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) name: String,
    pub(crate) id: String,
    /// The data key of its own; empty for none.
    pub(crate) data_key: String,
}

impl Place {
    pub(crate) fn scope(&self) -> Scope {
        Scope::new(&self.account, &self.region)
    }
}
