//! `HEAD` and `GET` of `/v2/<name>/blobs/<digest>`.

use wharf_blob::Download;
use wharf_oci::digest::Digest;

use super::{Fault, Target};
use crate::distribution::of_ecr;
use crate::ecr::encryption;
use crate::ecr::layer::store::{self, Held};
use crate::ecr::layer::{self, damage, download_path};
use crate::ecr::repository;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Cell, Error, Node};

/// Which blob.
#[derive(Debug)]
pub struct BlobInput {
    /// Of which repository.
    pub target: Target,
    /// Its digest.
    pub digest: Digest,
}

operation! {
    /// The size of a blob.
    HeadBlob(BlobInput) -> u64,
    access(input, _) {
        let Target { registry, repository } = &input.target;
        vec![Access::repository(
            "BatchCheckLayerAvailability",
            registry,
            repository,
        )]
    },
    run(context, input) {
        let cell = context.cell().await?;
        let held = require_whole(context.node, &cell, &input).await?;
        if held.orphaned && context.node.takes_changes() {
            let Target { registry, repository } = &input.target;
            layer::touch(&cell, registry, repository, &input.digest).await?;
        }
        Ok(held.size)
    }
}

operation! {
    /// The bytes of a blob, or where they are.
    GetBlob(BlobInput) -> Download,
    access(input, _) {
        let Target { registry, repository } = &input.target;
        vec![Access::repository("GetDownloadUrlForLayer", registry, repository)]
    },
    run(context, input) {
        let cell = context.cell().await?;
        let held = require_layer(&cell, &input).await?;
        let registry = &input.target.registry;
        let bytes = encryption::bytes(context.node, &cell, registry, &held.data_key).await.map_err(of_ecr)?;
        let found = damage::download(context.node, &cell, &bytes, (&input.digest, held)).await?;
        Ok(found.ok_or(Fault::BlobUnknown)?)
    }
}

operation! {
    /// A path of this node that downloads a blob for an hour.
    LocateBlob(BlobInput) -> String,
    access(input, call) {
        GetBlob::access(input, call)
    },
    run(context, input) {
        let cell = context.cell().await?;
        let held = require_whole(context.node, &cell, &input).await?;
        let Target { registry, repository } = &input.target;
        let located = download_path(context, &cell, (registry, repository), (&input.digest, &held)).await;
        located.map_err(of_ecr)
    }
}

/// The layer, if its bytes are there too, as many as its row says.
async fn require_whole(node: &Node, cell: &Cell, input: &BlobInput) -> Result<Held, Error<Fault>> {
    let held = require_layer(cell, input).await?;
    let whole = damage::whole(node, cell, &input.digest, held).await?;
    Ok(whole.ok_or(Fault::BlobUnknown)?)
}

async fn require_layer(cell: &Cell, input: &BlobInput) -> Result<Held, Error<Fault>> {
    let Target { registry, repository } = &input.target;
    let scope = cell.scope(registry);
    let held = store::find(&cell.database, &scope, repository, input.digest.as_str()).await?;
    // A client that finds an archived layer missing uploads it again, and so has it available.
    if let Some(held) = held.filter(|held| !held.archived) {
        return Ok(held);
    }
    repository::require(cell, registry, repository)
        .await
        .map_err(of_ecr)?;
    Err(Fault::BlobUnknown.into())
}
