//! The room of repositories: names that hold images, and whether their tags may move.
//!
//! A repository's rows elsewhere (images, tags, layers, uploads) refer to its id: one that is made again under the name has
//! another. It is made in `create_repository` and deleted in `delete_repository`, which know the rooms of those rows.

mod model;
mod operations;
pub(crate) mod store;

pub use model::{Repository, TagMutability};
pub use operations::{DescribeRepositories, PutImageTagMutability};
pub(crate) use store::STATEMENTS;

use wharf_aws::AccountId;
use wharf_aws::ecr::Fault;
use wharf_kernel::{Cell, Error, Unavailable};
use wharf_oci::name::RepositoryName;

use super::fault::{NamedRepository, repository_not_found};

/// Whether an account has a repository in the Region.
///
/// # Errors
/// The database fails.
pub async fn has_any(cell: &Cell, account: &AccountId) -> Result<bool, Unavailable> {
    let some = store::list(&cell.database, &cell.scope(account), "", 1).await?;
    Ok(!some.is_empty())
}

/// The repository, or the fault that there is none.
pub(crate) async fn require(
    cell: &Cell,
    registry: &AccountId,
    name: &RepositoryName,
) -> Result<Repository, Error<Fault>> {
    let found = store::find(&cell.database, &cell.scope(registry), name).await?;
    Ok(found.ok_or_else(|| {
        repository_not_found(NamedRepository {
            registry,
            repository: name,
        })
    })?)
}
