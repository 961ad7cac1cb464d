//! `BatchCheckLayerAvailability` and `GetDownloadUrlForLayer` (Amazon ECR API Reference).

use std::time::Duration;

use wharf_aws::ecr::{
    BatchCheckLayerAvailabilityRequest, BatchCheckLayerAvailabilityResponse, Fault,
    GetDownloadUrlForLayerRequest, GetDownloadUrlForLayerResponse, Layer, LayerAvailability, LayerFailure,
    LayerFailureCode,
};
use wharf_aws::{AccountId, Region, Timestamp};
use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;
use wharf_sql::Transaction;

use super::super::encryption;
use super::super::fault::{
    NamedRepository, invalid_digest, layer_archived, layer_inaccessible, layer_not_found, layer_sealed,
    repository_not_found,
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
    /// `BatchCheckLayerAvailability`.
    BatchCheckLayerAvailability(BatchCheckLayerAvailabilityRequest) -> BatchCheckLayerAvailabilityResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "BatchCheckLayerAvailability",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let cell = context.cell().await?;
        let held = held(context, &cell, (&registry, &input.repository_name), &input.layer_digests).await?;
        let (mut layers, mut failures) = (Vec::new(), Vec::new());
        for (digest, held) in input.layer_digests.iter().zip(held) {
            if digest.is_empty() {
                let reason = "Layer digest is missing";
                failures.push(failure(
                    digest,
                    LayerFailureCode::MissingLayerDigest,
                    reason.to_owned(),
                ));
                continue;
            }
            let Ok(parsed) = digest.parse::<Digest>() else {
                let reason = format!("Invalid layer digest '{digest}'");
                failures.push(failure(digest, LayerFailureCode::InvalidLayerDigest, reason));
                continue;
            };
            let held = match held {
                Some(held) => damage::whole(context.node, &cell, &parsed, held).await?,
                None => None,
            };
            let availability = match &held {
                Some(Held { archived: true, .. }) => LayerAvailability::Archived,
                Some(_) => LayerAvailability::Available,
                None => LayerAvailability::Unavailable,
            };
            layers.push(Layer {
                layer_digest: Some(digest.clone()),
                layer_availability: Some(availability),
                layer_size: held.map(|held| i64::try_from(held.size).unwrap_or(i64::MAX)),
                media_type: None,
            });
        }
        Ok(BatchCheckLayerAvailabilityResponse {
            layers: Some(layers),
            failures: Some(failures),
        })
    }
}

/// The layers of these digests that the repository holds, of one moment. Those that wait to be collected are wanted from now on.
async fn held(
    context: &Context<'_>,
    cell: &Cell,
    (registry, name): (&AccountId, &RepositoryName),
    digests: &[String],
) -> Result<Vec<Option<Held>>, Error<Fault>> {
    let (scope, owner, name, wanted) = (cell.scope(registry), *registry, name.clone(), digests.to_vec());
    let find = move |view: &mut Transaction<'_>| {
        let place = NamedRepository {
            registry: &owner,
            repository: &name,
        };
        let repository = repository::store::find_in(view, &scope, &name)?
            .ok_or_else(|| Error::Fault(repository_not_found(place)))?;
        let find = |digest: &String| store::find_in(view, &scope, &name, digest);
        let held = wanted.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        Ok::<_, Error<Fault>>((repository.id, held))
    };
    let (repository, held) = cell.database.snapshot("ecr.layer.held", find).await?;
    let orphaned = digests
        .iter()
        .zip(&held)
        .filter(|(_, held)| held.as_ref().is_some_and(|held| held.orphaned));
    let orphaned: Vec<String> = orphaned.map(|(digest, _)| digest.clone()).collect();
    if !orphaned.is_empty() && context.node.takes_changes() {
        let scope = cell.scope(registry);
        let touch = move |transaction: &mut Transaction<'_>| {
            let touch = |digest: &String| store::touch(transaction, &scope, &repository, digest);
            orphaned.iter().try_for_each(touch)
        };
        cell.database.transaction("ecr.layer.touch", touch).await?;
    }
    Ok(held)
}

fn failure(digest: &str, code: LayerFailureCode, reason: String) -> LayerFailure {
    LayerFailure {
        layer_digest: Some(digest.to_owned()),
        failure_code: Some(code),
        failure_reason: Some(reason),
    }
}

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
        if !store::is_referenced(database, &scope, name, digest.as_str()).await? {
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
/// repository or its layer is gone, or when the layer's key was disabled. Possession of the URL is the permission, as with a pre-signed one.
pub async fn open_download(node: &Node, sealed: &str) -> Result<Option<LayerDownload>, DownloadError> {
    let Some(named) = read_download(node, sealed) else {
        return Ok(None);
    };
    let cell = node.cell(&named.region).await.map_err(Unavailable::from)?;
    let scope = cell.scope(&named.registry);
    let held = store::find(&cell.database, &scope, &named.name, named.digest.as_str());
    let held = held.await.map_err(Unavailable::from)?;
    let Some(held) = held.filter(|held| held.repository == named.repository) else {
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
