//! How many bytes the layers of a registry have, and how many they may have (setting `stored-bytes`).
//!
//! Each repository counts by itself, as on Amazon ECR's bill: a layer that two repositories hold counts twice. What is counted
//! changes in the transactions that add and remove layers' rows. It is compared with the quota before them, so that pushes do not
//! wait for each other: those of the same moment may exceed the quota together, and `PutImage` then refuses their images.

pub(crate) mod store;

use wharf_aws::AccountId;
use wharf_aws::ecr::Fault;
use wharf_kernel::{Cell, Context};

use super::fault;

/// How many bytes a registry may have, if there is a quota.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ByteQuota {
    registry: AccountId,
    most: Option<u64>,
}

impl ByteQuota {
    /// That of a registry.
    pub(crate) fn of(context: &Context<'_>, registry: &AccountId) -> ByteQuota {
        ByteQuota {
            registry: *registry,
            most: context.node.settings.quotas.stored_bytes.of(registry),
        }
    }

    /// Whether there is one.
    pub(crate) fn is_set(self) -> bool {
        self.most.is_some()
    }

    /// How many bytes more there may be; without a quota as many as there can be. What is damaged takes no room, so that it can be
    /// pushed again.
    pub(crate) async fn room(self, cell: &Cell) -> Result<u64, wharf_sql::Error> {
        let Some(most) = self.most else {
            return Ok(u64::MAX);
        };
        let scope = cell.scope(&self.registry);
        let stored = store::sum(&cell.database, &scope).await?;
        let damaged = store::damaged(&cell.database, &scope).await?;
        Ok(most.saturating_sub(stored.saturating_sub(damaged)))
    }

    /// The fault of an image that comes while there is more than there may be.
    pub(crate) async fn refusal(self, cell: &Cell) -> Result<Option<Fault>, wharf_sql::Error> {
        let Some(most) = self.most else { return Ok(None) };
        let stored = store::sum(&cell.database, &cell.scope(&self.registry)).await?;
        Ok((stored > most).then(|| self.exceeded()))
    }

    /// What is answered to what would be too much.
    pub(crate) fn exceeded(self) -> Fault {
        fault::limit_exceeded(format!(
            "The layers in the registry with id '{}' would have more bytes than they may have ({})",
            self.registry,
            self.most.unwrap_or(u64::MAX)
        ))
    }
}
