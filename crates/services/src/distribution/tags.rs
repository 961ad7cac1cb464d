//! `GET /v2/<name>/tags/list`: the tags of a repository, without regard to case.

use super::{Fault, Target};
use crate::ecr::image::{operations::require_repository, store};
use crate::{Access, Authorized, Call, Context, Error, Operation};

/// The list of tags.
pub struct ListTags;

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

impl Operation for ListTags {
    const SERVICE: &'static str = "distribution";
    const NAME: &'static str = "ListTags";
    type Input = ListTagsInput;
    /// The tags, and whether there are more.
    type Output = (Vec<String>, bool);
    type Fault = Fault;

    fn access(input: &Self::Input, _call: &Call) -> Vec<Access> {
        let Target { registry, repository } = &input.target;
        vec![Access::repository("ListImages", registry, repository)]
    }

    async fn run(
        context: &Context<'_>,
        input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
        let Target { registry, repository } = &input.target;
        let cell = context.cell().await?;
        let repository = require_repository(&cell, registry, repository).await?;
        let scope = context.scope(registry);
        let last = super::before_nul(&input.last);
        let mut page = store::list_tags(&cell.database, &scope, &repository.id, last, input.n + 1).await?;
        let more = page.len() > input.n;
        page.truncate(input.n);
        Ok((page, more))
    }
}
