//! Create a repository (Amazon ECR API Reference, *CreateRepository*). Repositories that a push makes are made by
//! `creation_template`.

use wharf_aws::ecr::{
    CreateRepositoryRequest, CreateRepositoryResponse, EncryptionType, Fault, ImageTagMutability,
};

use super::fault::{self, NamedRepository, invalid_parameter};
use super::repository::store::{self, Inserted};
use super::repository::{Repository, TagMutability};
use super::{encryption, resource_tag, revision};
use crate::kms;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

operation! {
    /// `CreateRepository`.
    CreateRepository(CreateRepositoryRequest) -> CreateRepositoryResponse,
    check(input) { resource_tag::check(input.tags.as_ref().map_or(0, Vec::len)) },
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
                let place = NamedRepository {
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
