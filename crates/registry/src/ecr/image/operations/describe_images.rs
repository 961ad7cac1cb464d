//! `DescribeImages`: one entry for each digest.

use wharf_aws::ecr::{DescribeImagesRequest, DescribeImagesResponse, Fault, ImageIdentifier};
use wharf_sql::{Scope, Transaction};

use super::super::super::fault::{NamedRepository, image_not_found};
use super::super::super::paging::{Cursor, PAGE, no_page, page_size};
use super::super::form;
use super::super::model::ImageRow;
use super::super::store;
use crate::ecr::repository;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

operation! {
    /// `DescribeImages`.
    DescribeImages(DescribeImagesRequest) -> DescribeImagesResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "DescribeImages",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let scope = context.scope(&registry);
        let cell = context.cell().await?;
        let repository = repository::require(&cell, &registry, &input.repository_name).await?;
        let place = NamedRepository {
            registry: &registry,
            repository: &input.repository_name,
        };
        if let Some(ids) = input.image_ids {
            no_page("imageIds", input.next_token.as_deref(), input.max_results)?;
            let (owner, name, id) = (registry, input.repository_name.clone(), repository.id);
            let images = cell
                .database
                .snapshot("ecr.image.describe_ids", move |transaction| {
                    let place = NamedRepository {
                        registry: &owner,
                        repository: &name,
                    };
                    ids.iter()
                        .map(|image| describe(transaction, &scope, &id, image, place))
                        .collect()
                })
                .await;
            let images: Vec<ImageRow> = images?;
            let image_details = Some(images.into_iter().map(|image| image.describe(place)).collect());
            return Ok(DescribeImagesResponse {
                image_details,
                next_token: None,
            });
        }
        let asked = input.filter.as_ref();
        let shown = super::filter(
            asked.and_then(|filter| filter.tag_status),
            asked.and_then(|filter| filter.image_status),
        );
        let cursor = Cursor::of(&["DescribeImages", &repository.id, &format!("{shown:?}")]);
        let after: [String; 2] = cursor.decode(context, input.next_token.as_deref())?;
        let size = page_size(input.max_results, PAGE);
        let (mut page, ends_early) = cell
            .database
            .snapshot("ecr.image.describe", move |transaction| {
                let id = &repository.id;
                let after = [after[0].as_str(), after[1].as_str()];
                store::describe_images(transaction, &scope, id, shown, after, size + 1)
                    .map_err(Error::<Fault>::from)
            })
            .await?;
        let more = ends_early || page.len() > size;
        page.truncate(size);
        let next_token = page
            .last()
            .filter(|_| more)
            .map(|last| cursor.encode(context, &[last.status.as_str(), &last.digest]));
        let image_details = Some(page.into_iter().map(|image| image.describe(place)).collect());
        Ok(DescribeImagesResponse {
            image_details,
            next_token,
        })
    }
}

/// The image that an identifier names; one that names none fails the whole call.
fn describe(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    id: &ImageIdentifier,
    place: NamedRepository<'_>,
) -> Result<ImageRow, Error<Fault>> {
    let digest = super::resolve(transaction, scope, repository, ("imageIds", id))?;
    let image = match digest {
        Some(digest) => form::find(transaction, scope, repository, &digest, |transaction, digest| {
            store::describe_image(transaction, scope, repository, digest)
        })?,
        None => None,
    };
    let missing = || image_not_found(place, id.image_digest.as_deref(), id.image_tag.as_deref());
    Ok(image.ok_or_else(missing)?)
}
