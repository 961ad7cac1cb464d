//! What the rooms of the identity plane ask about registries. The crate `node` answers from the registry plane.

use futures_util::future::BoxFuture;
use wharf_aws::{AccountId, Region};

use super::Node;
use crate::Unavailable;

/// Answers about registries.
pub trait Holdings: Send + Sync {
    /// A Region in which there are repositories of an account, whether the account is there or not.
    fn region_of<'a>(
        &'a self,
        node: &'a Node,
        account: &'a AccountId,
    ) -> BoxFuture<'a, Result<Option<Region>, Unavailable>>;
}
