//! Describe and configure repositories (Amazon ECR API Reference).

use wharf_aws::ecr::{
    DescribeRepositoriesRequest, DescribeRepositoriesResponse, PutImageTagMutabilityRequest,
    PutImageTagMutabilityResponse,
};

use super::super::fault::{self, NamedRepository};
use super::super::paging::{Cursor, PAGE, no_page, page_size};
use super::store;
use super::{Repository, TagMutability};
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};
use wharf_oci::name::RepositoryName;

operation! {
    /// `DescribeRepositories`.
    DescribeRepositories(DescribeRepositoriesRequest) -> DescribeRepositoriesResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        match input.repository_names.as_deref() {
            // An empty list of names must not become an empty list of permissions.
            None | Some([]) => vec![Access::all_repositories("DescribeRepositories", &registry)],
            Some(names) => names
                .iter()
                .map(|name| Access::repository("DescribeRepositories", &registry, name))
                .collect(),
        }
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let scope = context.scope(&registry);
        let cell = context.cell().await?;
        let describe = |repository: &Repository| repository.describe(context.call, &registry);
        if let Some(names) = &input.repository_names {
            no_page("repositoryNames", input.next_token.as_deref(), input.max_results)?;
            let names = names.clone();
            // All as they are at one moment.
            let found = cell.database.snapshot("ecr.repository.describe", move |view| {
                let find = |name: &RepositoryName| {
                    let found = store::find_in(view, &scope, name)?;
                    Ok(found.ok_or_else(|| name.clone()))
                };
                names.iter().map(find).collect::<Result<Vec<_>, wharf_sql::Error>>()
            });
            let mut repositories = Vec::new();
            for found in found.await? {
                let repository = found.map_err(|name| {
                    fault::repository_not_found(NamedRepository {
                        registry: &registry,
                        repository: &name,
                    })
                })?;
                repositories.push(describe(&repository));
            }
            return Ok(DescribeRepositoriesResponse {
                repositories: Some(repositories),
                next_token: None,
            });
        }
        let cursor = Cursor::of(&[
            "DescribeRepositories",
            registry.as_str(),
            context.call.region.as_str(),
        ]);
        let [after] = cursor.decode(context, input.next_token.as_deref())?;
        let size = page_size(input.max_results, PAGE);
        let mut page = store::list(&cell.database, &scope, &after, size + 1).await?;
        let more = page.len() > size;
        page.truncate(size);
        let next_token = page
            .last()
            .filter(|_| more)
            .map(|last| cursor.encode(context, &[last.name.as_str()]));
        let repositories = Some(page.iter().map(describe).collect());
        Ok(DescribeRepositoriesResponse {
            repositories,
            next_token,
        })
    }
}

operation! {
    /// `PutImageTagMutability`.
    PutImageTagMutability(PutImageTagMutabilityRequest) -> PutImageTagMutabilityResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "PutImageTagMutability",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let mutability = TagMutability::new(
            input.image_tag_mutability,
            input.image_tag_mutability_exclusion_filters,
        )?;
        let response = PutImageTagMutabilityResponse {
            registry_id: Some(registry),
            repository_name: Some(input.repository_name.clone()),
            image_tag_mutability: Some(mutability.mode),
            image_tag_mutability_exclusion_filters: mutability.describe_filters(),
        };
        let (scope, name) = (context.scope(&registry), input.repository_name);
        context
            .cell()
            .await?
            .database
            .transaction("ecr.repository.set_mutability", move |transaction| {
                if store::set_mutability(transaction, &scope, &name, &mutability)? {
                    return Ok(());
                }
                let place = NamedRepository {
                    registry: &registry,
                    repository: &name,
                };
                Err(Error::Fault(fault::repository_not_found(place)))
            })
            .await?;
        Ok(response)
    }
}
