//! `ListImages`: one entry for each (digest, tag).

use wharf_aws::ecr::{ImageIdentifier, ListImagesRequest, ListImagesResponse};

use super::super::super::paging::{Cursor, PAGE, page_size};
use super::super::store;
use crate::ecr::repository;
use wharf_kernel::Access;
use wharf_kernel::operation::operation;

operation! {
    /// `ListImages`.
    ListImages(ListImagesRequest) -> ListImagesResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "ListImages",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let scope = context.scope(&registry);
        let cell = context.cell().await?;
        let repository = repository::require(&cell, &registry, &input.repository_name).await?;
        let asked = input.filter.as_ref();
        let shown = super::filter(
            asked.and_then(|filter| filter.tag_status),
            asked.and_then(|filter| filter.image_status),
        );
        let cursor = Cursor::of(&["ListImages", &repository.id, &format!("{shown:?}")]);
        let after = cursor.decode(context, input.next_token.as_deref())?;
        let size = page_size(input.max_results, PAGE);
        let mut page =
            store::list_images(&cell.database, &scope, &repository.id, shown, after, size + 1).await?;
        let more = page.len() > size;
        page.truncate(size);
        let next_token = page.last().filter(|_| more).map(|last| {
            let tag = last.tag.as_deref().unwrap_or("");
            cursor.encode(context, &[&last.status, &last.digest, tag])
        });
        let image_ids = page
            .into_iter()
            .map(|pair| ImageIdentifier {
                image_digest: Some(pair.digest),
                image_tag: pair.tag,
            })
            .collect();
        Ok(ListImagesResponse {
            image_ids: Some(image_ids),
            next_token,
        })
    }
}
