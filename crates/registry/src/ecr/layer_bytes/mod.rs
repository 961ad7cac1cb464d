//! How many bytes the layers and manifests of a registry have, and how many they may have (setting `stored-bytes`).
//!
//! Each repository counts by itself, as on Amazon ECR's bill: a layer that two repositories hold counts twice. The manifest of a deleted
//! image counts until it can be restored no more, as its layers do. What is counted changes in the transactions that add and remove the
//! rows of layers, images and deleted images; a push that mends damaged rows changes nothing, because what was lost is still counted.
//! It is compared with the quota before the transactions, so that pushes do not wait for each other: those of the same moment may exceed
//! the quota together, and what is pushed after them is refused.
//!
//! Pushes add to 16 parts, by the first digit of a digest, and deletions take from 16 others, whose names have a `-` before the digit: only
//! the sum of all says how many bytes there are. A part grows or falls until a verification counts anew; it has room for 8 EiB.
//!
//! The table is called `layer_bytes` because it was made when manifests did not count.

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
        let (stored, damaged) = self.stored(cell).await?;
        Ok(most.saturating_sub(stored.saturating_sub(damaged)))
    }

    /// How many bytes an upload may have before it is known which layer it will be. What is damaged may come where there is no room for
    /// anything, as after a quota was lowered: whether it is that is looked at when the upload ends.
    pub(crate) async fn room_of_upload(self, cell: &Cell) -> Result<u64, wharf_sql::Error> {
        let Some(most) = self.most else {
            return Ok(u64::MAX);
        };
        let (stored, damaged) = self.stored(cell).await?;
        Ok(most.saturating_sub(stored.saturating_sub(damaged)).max(damaged))
    }

    /// How many bytes there are, and how many of them are damaged.
    async fn stored(self, cell: &Cell) -> Result<(u64, u64), wharf_sql::Error> {
        let scope = cell.scope(&self.registry);
        let stored = store::sum(&cell.database, &scope).await?;
        let damaged = store::damaged(&cell.database, &scope).await?;
        Ok((stored, damaged))
    }

    /// The fault of a new image for whose manifest of so many bytes there is no room.
    pub(crate) async fn refusal(self, cell: &Cell, size: u64) -> Result<Option<Fault>, wharf_sql::Error> {
        let room = self.room(cell).await?;
        Ok((size > room).then(|| self.exceeded()))
    }

    /// What is answered to what would be too much.
    pub(crate) fn exceeded(self) -> Fault {
        fault::limit_exceeded(format!(
            "The layers and manifests in the registry with id '{}' would have more bytes than they may have ({})",
            self.registry,
            self.most.unwrap_or(u64::MAX)
        ))
    }
}
