//! `BatchCheckLayerAvailability` (Amazon ECR API Reference): which layers a repository holds, and what its images call them.

use std::collections::{BTreeMap, BTreeSet};

use wharf_aws::AccountId;
use wharf_aws::ecr::{
    BatchCheckLayerAvailabilityRequest, BatchCheckLayerAvailabilityResponse, Fault, Layer, LayerAvailability,
    LayerFailure, LayerFailureCode,
};
use wharf_oci::digest::Digest;
use wharf_oci::manifest::Manifest;
use wharf_oci::name::RepositoryName;
use wharf_sql::Transaction;

use super::fault::{NamedRepository, repository_not_found};
use super::layer::store::Held;
use super::{image, layer, repository};
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Cell, Context, Error};

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
        let mut types = MediaTypes::of(&input.layer_digests);
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
                Some(held) => layer::damage::whole(context.node, &cell, &parsed, held).await?,
                None => None,
            };
            let availability = match &held {
                Some(Held { archived: true, .. }) => LayerAvailability::Archived,
                Some(_) => LayerAvailability::Available,
                None => LayerAvailability::Unavailable,
            };
            let media_type = match &held {
                Some(_) => types.find(context, &cell, (&registry, &input.repository_name), &parsed).await?,
                None => None,
            };
            layers.push(Layer {
                layer_digest: Some(digest.clone()),
                layer_availability: Some(availability),
                layer_size: held.map(|held| i64::try_from(held.size).unwrap_or(i64::MAX)),
                media_type,
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
        let find = |digest: &String| layer::store::find_in(view, &scope, &name, digest);
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
            let touch = |digest: &String| layer::store::touch(transaction, &scope, &repository, digest);
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

/// What images call the layers that are asked for, by digest. An upload has no media type: the manifests that name it have.
struct MediaTypes<'a> {
    wanted: BTreeSet<&'a str>,
    known: BTreeMap<String, String>,
}

impl MediaTypes<'_> {
    fn of(wanted: &[String]) -> MediaTypes<'_> {
        MediaTypes {
            wanted: wanted.iter().map(String::as_str).collect(),
            known: BTreeMap::new(),
        }
    }

    /// The media type of a layer that an image of the repository names; nothing for one that no image names, or only such as cannot
    /// be read.
    async fn find(
        &mut self,
        context: &Context<'_>,
        cell: &Cell,
        (registry, name): (&AccountId, &RepositoryName),
        layer: &Digest,
    ) -> Result<Option<String>, Error<Fault>> {
        if let Some(known) = self.known.get(layer.as_str()) {
            return Ok(Some(known.clone()));
        }
        let (database, scope) = (&cell.database, cell.scope(registry));
        let Some(image) = layer::store::image_of(database, &scope, name, layer.as_str()).await? else {
            return Ok(None);
        };
        let Some(stored) = image::store::find_by_digest(database, &scope, name, &image).await? else {
            return Ok(None);
        };
        let place = NamedRepository {
            registry,
            repository: name,
        };
        let read = match image::damage::whole(context, cell, place, stored).await {
            Err(Error::Fault(_)) => None,
            read => read?,
        };
        let Some(stored) = read else {
            return Ok(None);
        };
        let (caller, length) = (&context.call.account, stored.bytes.len());
        let read = || Manifest::parse(&stored.bytes, Some(&stored.media_type)).ok();
        let Some(manifest) = context.node.apart.read(caller, "manifest", length, read).await else {
            return Ok(None);
        };
        for named in manifest.config.into_iter().chain(manifest.layers) {
            if self.wanted.contains(named.digest.as_str()) {
                self.known.insert(named.digest.to_string(), named.media_type);
            }
        }
        Ok(self.known.get(layer.as_str()).cloned())
    }
}
