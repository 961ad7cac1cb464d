//! What the rooms of the identity plane ask about registries, answered by the rooms of ECR.

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use wharf_aws::{AccountId, Region};
use wharf_kernel::node::Holdings;
use wharf_kernel::{Node, Unavailable};
use wharf_registry::ecr::repository;

/// The registry plane.
pub(crate) struct RegistryPlane;

impl Holdings for RegistryPlane {
    fn region_of<'a>(
        &'a self,
        node: &'a Node,
        account: &'a AccountId,
    ) -> BoxFuture<'a, Result<Option<Region>, Unavailable>> {
        async move {
            for region in &node.settings.regions {
                let cell = node.cell_if_made(region).await?;
                if let Some(cell) = cell
                    && repository::has_any(&cell, account).await?
                {
                    return Ok(Some(region.clone()));
                }
            }
            Ok(None)
        }
        .boxed()
    }
}
