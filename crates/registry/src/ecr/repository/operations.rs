//! Create, describe, configure and delete repositories (Amazon ECR API Reference).

use wharf_aws::ecr::{
    CreateRepositoryRequest, CreateRepositoryResponse, DeleteRepositoryRequest, DeleteRepositoryResponse,
    DescribeRepositoriesRequest, DescribeRepositoriesResponse, EncryptionType, Fault, ImageTagMutability,
    PutImageTagMutabilityRequest, PutImageTagMutabilityResponse,
};

use super::super::fault::{self, Place, invalid_parameter};
use super::super::paging::{Cursor, PAGE, page_size};
use super::super::{encryption, lifecycle, repository_policy, resource_tag};
use super::store::{self, Inserted};
use super::{Repository, TagMutability};
use crate::ecr::revision;
use crate::kms;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

operation! {
    /// `CreateRepository`.
    CreateRepository(CreateRepositoryRequest) -> CreateRepositoryResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        let tags = || {
            let tags = input.tags.iter().flatten();
            tags.map(|tag| (tag.key.as_str(), tag.value.as_str()))
        };
        let demand = |action| Access::repository(action, &registry, &input.repository_name).with_tags(tags());
        let mut access = vec![demand("CreateRepository")];
        if tags().next().is_some() {
            access.push(demand("TagResource"));
        }
        access
    },
    run(context, input) {
        refuse_what_nothing_enforces(&input)?;
        let registry = context.call.registry(input.registry_id.as_ref());
        let (kind, key) = match input.encryption_configuration {
            Some(asked) => {
                let kind = asked.encryption_type;
                (kind, encryption::check(kind, asked.kms_key)?)
            }
            None => (EncryptionType::Aes256, None),
        };
        let mode = input.image_tag_mutability.unwrap_or(ImageTagMutability::Mutable);
        let mutability = TagMutability::new(mode, input.image_tag_mutability_exclusion_filters)?;
        let tags = resource_tag::validate(input.tags.unwrap_or_default())?;
        let cell = context.cell().await?;
        let (encryption, data_key) =
            encryption::begin(context, &cell, &registry, kind, key.as_deref()).await?;
        let repository = Repository {
            id: wharf_aws::RequestId::from_random(context.node.entropy.bytes()).to_string(),
            name: input.repository_name,
            created_at: context.node.clock.now(),
            mutability,
            encryption,
        };
        let description = repository.describe(context.call, &registry);
        let quota = context.node.settings.quotas.repositories;
        revision::change(&cell,
            "ecr.repository.create",
            &registry.clone(),
            move |transaction, scope| {
                let place = Place {
                    registry: &registry,
                    repository: &repository.name,
                };
                match store::insert(transaction, scope, &repository, quota)? {
                    Inserted::Yes => {}
                    Inserted::NameTaken => {
                        return Err(Error::Fault(fault::repository_already_exists(place)));
                    }
                    Inserted::OverQuota => return Err(fault::too_many_repositories(place, quota).into()),
                }
                if let Some(data_key) = &data_key {
                    kms::store::insert_data_key(transaction, scope, data_key)?;
                }
                resource_tag::put(transaction, scope, &repository.id, &tags)
            },
        )
        .await?;
        Ok(CreateRepositoryResponse {
            repository: Some(description),
        })
    }
}

/// Scanning comes with its engine; a setting that nothing enforces is refused, not stored.
fn refuse_what_nothing_enforces(input: &CreateRepositoryRequest) -> Result<(), Fault> {
    let scans = input
        .image_scanning_configuration
        .as_ref()
        .is_some_and(|scan| scan.scan_on_push == Some(true));
    if scans {
        return Err(invalid_parameter(
            "imageScanningConfiguration",
            "scanOnPush must be false: this registry has no image scanner",
        ));
    }
    Ok(())
}

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
            if input.next_token.is_some() || input.max_results.is_some() {
                return Err(
                    invalid_parameter("nextToken", "must be absent when repositoryNames is given").into(),
                );
            }
            let mut repositories = Vec::with_capacity(names.len());
            for name in names {
                let place = Place {
                    registry: &registry,
                    repository: name,
                };
                let found = store::find(&cell.database, &scope, name).await?;
                repositories.push(describe(
                    &found.ok_or_else(|| fault::repository_not_found(place))?,
                ));
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
                let place = Place {
                    registry: &registry,
                    repository: &name,
                };
                Err(Error::Fault(fault::repository_not_found(place)))
            })
            .await?;
        Ok(response)
    }
}

operation! {
    /// `DeleteRepository`.
    DeleteRepository(DeleteRepositoryRequest) -> DeleteRepositoryResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "DeleteRepository",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let (force, now, owner) = (input.force == Some(true), context.node.clock.now(), registry);
        let deleted: Repository = revision::change(&*context.cell().await?, "ecr.repository.delete", &registry, move |transaction, scope| {
                let place = Place {
                    registry: &owner,
                    repository: &input.repository_name,
                };
                let repository = store::find_in(transaction, scope, &input.repository_name)?
                    .ok_or_else(|| Error::Fault(fault::repository_not_found(place)))?;
                if !force && store::holds_images(transaction, scope, &repository)? {
                    return Err(Error::Fault(fault::repository_not_empty(place)));
                }
                store::delete(transaction, scope, &repository, now)?;
                repository_policy::store::delete(transaction, scope, &repository.id)?;
                lifecycle::store::delete(transaction, scope, repository.key())?;
                lifecycle::preview::store::delete(transaction, scope, repository.key())?;
                Ok(repository)
            })
            .await?;
        context.node.jobs.wake();
        Ok(DeleteRepositoryResponse {
            repository: Some(deleted.describe(context.call, &registry)),
        })
    }
}
