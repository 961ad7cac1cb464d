//! `GET /v2/<name>/tags/list`: the tags of a repository, without regard to case.

use super::Target;
use crate::distribution::of_ecr;
use crate::ecr::image::store;
use crate::ecr::repository;
use wharf_kernel::Access;
use wharf_kernel::operation::operation;

/// What is asked.
#[derive(Debug)]
pub struct ListTagsInput {
    /// Of which repository.
    pub target: Target,
    /// The tag after which the page begins; empty for the first.
    pub last: String,
    /// How many tags at most.
    pub n: usize,
}

operation! {
    /// The list of tags.
    ListTags(ListTagsInput) -> (Vec<String>, bool),
    access(input, _) {
        let Target { registry, repository } = &input.target;
        vec![Access::repository("ListImages", registry, repository)]
    },
    run(context, input) {
        let Target { registry, repository } = &input.target;
        let cell = context.cell().await?;
        let repository = repository::require(&cell, registry, repository).await.map_err(of_ecr)?;
        let scope = context.scope(registry);
        let last = super::before_nul(&input.last);
        let mut page = store::list_tags(&cell.database, &scope, &repository.id, last, input.n + 1).await?;
        let more = page.len() > input.n;
        page.truncate(input.n);
        Ok((page, more))
    }
}
