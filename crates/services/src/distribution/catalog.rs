//! `GET /v2/_catalog`: the repositories of a registry, in the order of their names.

use wharf_aws::AccountId;

use super::Fault;
use crate::ecr::repository::store;
use crate::{Access, Authorized, Call, Context, Error, Operation};

/// The list of repositories.
pub struct ListCatalog;

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

impl Operation for ListCatalog {
    const SERVICE: &'static str = "distribution";
    const NAME: &'static str = "ListCatalog";
    type Input = ListCatalogInput;
    /// The names, and whether there are more.
    type Output = (Vec<String>, bool);
    type Fault = Fault;

    fn access(input: &Self::Input, _call: &Call) -> Vec<Access> {
        vec![Access::all_repositories("DescribeRepositories", &input.registry)]
    }

    async fn run(
        context: &Context<'_>,
        input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
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
