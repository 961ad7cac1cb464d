//! `GetDownloadUrlForLayer` (Amazon ECR API Reference), and the URLs that it gives.

use std::time::Duration;

use wharf_aws::ecr::{Fault, GetDownloadUrlForLayerRequest, GetDownloadUrlForLayerResponse};
use wharf_aws::{AccountId, Region, Timestamp};
use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;

use super::super::encryption;
use super::super::fault::{
    NamedRepository, invalid_digest, layer_archived, layer_inaccessible, layer_not_found, layer_sealed,
};
use super::damage;
use super::store::{self, Held};
use crate::ecr::repository;
use crate::usage;
use crate::usage::Meter;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Cell, Context, Error, Node, Purpose, Unavailable};

/// How long a download URL works.
const DOWNLOAD_URL_LIFETIME: Duration = Duration::from_secs(60 * 60);

operation! {
    /// `GetDownloadUrlForLayer`.
    GetDownloadUrlForLayer(GetDownloadUrlForLayerRequest) -> GetDownloadUrlForLayerResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "GetDownloadUrlForLayer",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let scope = context.scope(&registry);
        let cell = context.cell().await?;
        repository::require(&cell, &registry, &input.repository_name).await?;
        let place = NamedRepository {
            registry: &registry,
            repository: &input.repository_name,
        };
        let digest: Digest = input.layer_digest.parse().map_err(|_| invalid_digest("layerDigest"))?;
        let (database, name) = (&cell.database, &input.repository_name);
        let Some(held) = store::find(database, &scope, name, digest.as_str()).await? else {
            return Err(layer_not_found(place, digest.as_str()).into());
        };
        if held.archived {
            return Err(layer_archived(place, digest.as_str()).into());
        }
        let Some(held) = damage::whole(context.node, &cell, &digest, held).await? else {
            return Err(layer_not_found(place, digest.as_str()).into());
        };
        // A layer that no image names cannot be downloaded: it may be collected at any time.
        if store::image_of(database, &scope, name, digest.as_str()).await?.is_none() {
            return Err(layer_inaccessible(place, digest.as_str()).into());
        }
        let located = download_path(context, &cell, (&registry, name), (&digest, &held)).await;
        // The operation has no fault for keys.
        let located = located.map_err(|error| {
            error.map_fault(|fault| match fault {
                Fault::Kms { message, .. } => layer_sealed(place, digest.as_str(), &message),
                fault => fault,
            })
        });
        let download_url = Some(context.call.endpoint.url(&located?));
        Ok(GetDownloadUrlForLayerResponse {
            download_url,
            layer_digest: Some(input.layer_digest),
        })
    }
}

/// A path of this node that downloads the layer without further permission for an hour, as long as the repository has it. What seals it must open now, and then.
pub(crate) async fn download_path(
    context: &Context<'_>,
    cell: &Cell,
    (registry, name): (&AccountId, &RepositoryName),
    (digest, held): (&Digest, &Held),
) -> Result<String, Error<Fault>> {
    let Held {
        data_key, repository, ..
    } = held;
    encryption::bytes(context.node, cell, registry, data_key).await?;
    let issued_at = context.node.clock.now().micros();
    let (region, caller) = (&context.call.region, &context.call.account);
    let plain = format!("{region}\n{registry}\n{caller}\n{name}\n{repository}\n{digest}\n{issued_at}");
    let sealed = context
        .node
        .sealer
        .seal_text(Purpose::DownloadUrl, b"", plain.as_bytes());
    Ok(format!("/layers/{sealed}"))
}

/// What a download URL names.
struct Named {
    region: Region,
    registry: AccountId,
    caller: AccountId,
    name: RepositoryName,
    /// The id of the repository: another one may have its name by then.
    repository: String,
    digest: Digest,
}

/// A layer that is downloaded, and what counts its bytes.
pub struct LayerDownload {
    /// The layer.
    pub layer: wharf_blob::Download,
    /// For the account that got the URL.
    pub meter: Meter,
}

/// The account that got a download URL, by its last part; `None` when it is none of ours, altered, or over an hour old.
pub fn download_caller(node: &Node, sealed: &str) -> Option<AccountId> {
    read_download(node, sealed).map(|named| named.caller)
}

/// The bytes behind the last part of a download URL; `None` when it is none of ours, altered, or over an hour old, when the
/// repository or its layer is gone, when only archived images name it, or when the layer's key was disabled. Possession of the URL is the permission, as with a pre-signed one.
pub async fn open_download(node: &Node, sealed: &str) -> Result<Option<LayerDownload>, DownloadError> {
    let Some(named) = read_download(node, sealed) else {
        return Ok(None);
    };
    let cell = node.cell(&named.region).await.map_err(Unavailable::from)?;
    let scope = cell.scope(&named.registry);
    let held = store::find(&cell.database, &scope, &named.name, named.digest.as_str());
    let held = held.await.map_err(Unavailable::from)?;
    // What only archived images name is not downloaded, whenever the URL was given.
    let Some(held) = held.filter(|held| held.repository == named.repository && !held.archived) else {
        return Ok(None);
    };
    let bytes = match encryption::bytes(node, &cell, &named.registry, &held.data_key).await {
        Ok(bytes) => bytes,
        Err(Error::Unavailable(unavailable)) => return Err(unavailable.into()),
        Err(_) => return Ok(None),
    };
    match damage::download(node, &cell, &bytes, (&named.digest, held)).await? {
        Some(layer) => Ok(Some(LayerDownload {
            layer,
            meter: usage::meter(node, &named.region, &named.registry, &named.caller),
        })),
        None => Err(DownloadError::Damaged),
    }
}

/// Why a layer is not downloaded whose URL is valid.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// Its bytes are missing, or of another length.
    #[error("the bytes of the layer are missing or damaged")]
    Damaged,
    /// They cannot be read at the moment.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

fn read_download(node: &Node, sealed: &str) -> Option<Named> {
    let plain = node.sealer.open_text(Purpose::DownloadUrl, b"", sealed)?;
    let plain = String::from_utf8(plain).ok()?;
    let mut fields = plain.split('\n');
    let named = Named {
        region: fields.next()?.parse().ok()?,
        registry: fields.next()?.parse().ok()?,
        caller: fields.next()?.parse().ok()?,
        name: fields.next()?.parse().ok()?,
        repository: fields.next()?.to_owned(),
        digest: fields.next()?.parse().ok()?,
    };
    let issued_at = Timestamp::from_micros(fields.next()?.parse().ok()?);
    let age = node.clock.now().micros().saturating_sub(issued_at.micros());
    let lifetime = i64::try_from(DOWNLOAD_URL_LIFETIME.as_micros()).unwrap_or(i64::MAX);
    (age < lifetime).then_some(named)
}
