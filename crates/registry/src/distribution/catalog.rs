//! `GET /v2/_catalog`: the repositories of a registry, in the order of their names.

use wharf_aws::AccountId;

use crate::ecr::repository::store;
use wharf_kernel::Access;
use wharf_kernel::operation::operation;

/// What is asked.
#[derive(Debug)]
pub struct ListCatalogInput {
    /// Whose registry.
    pub registry: AccountId,
    /// The name after which the page begins; empty for the first.
    pub last: String,
    /// How many names at most.
    pub n: usize,
}

operation! {
    /// The list of repositories.
    ListCatalog(ListCatalogInput) -> (Vec<String>, bool),
    access(input, _) {
        vec![Access::all_repositories("DescribeRepositories", &input.registry)]
    },
    run(context, input) {
        let cell = context.cell().await?;
        let scope = context.scope(&input.registry);
        let mut page = store::list(
            &cell.database,
            &scope,
            super::before_nul(&input.last),
            input.n + 1,
        )
        .await?;
        let more = page.len() > input.n;
        page.truncate(input.n);
        Ok((
            page.into_iter()
                .map(|repository| repository.name.to_string())
                .collect(),
            more,
        ))
    }
}
