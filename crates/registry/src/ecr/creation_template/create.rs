//! Making a repository by a template.

use wharf_aws::AccountId;
use wharf_aws::ServiceFault;
use wharf_aws::ecr::{EncryptionType, Fault, RCTAppliedFor};
use wharf_oci::name::RepositoryName;
use wharf_policy::Decision;

use super::super::encryption::{self, Encryption};
use super::super::fault::{self, NamedRepository};
use super::super::repository::store::Inserted;
use super::super::repository::{self, Repository};
use super::super::{lifecycle_policy, repository_policy, resource_tag};
use super::model::choose;
use super::operations::MOST;
use super::{Template, role, store};
use crate::ecr::revision;
use crate::kms::{self, ManagedBy};
use wharf_kernel::{Access, Cell, Context, Error};

/// What a push needs beside what it was authorized for already.
const PUSH: [&str; 4] = [
    "InitiateLayerUpload",
    "UploadLayerPart",
    "CompleteLayerUpload",
    "PutImage",
];

/// The template by which a push makes the repository, if there is one.
pub(crate) async fn for_push(
    cell: &Cell,
    registry: &AccountId,
    name: &RepositoryName,
) -> Result<Option<Template>, Error<Fault>> {
    let templates = store::list(&cell.database, &cell.scope(registry), "", MOST).await?;
    Ok(choose(templates, name.as_str(), RCTAppliedFor::CreateOnPush))
}

/// Makes the repository that a push goes to, if a template says so and the caller may; `false` when no template does.
pub(crate) async fn on_push(
    context: &Context<'_>,
    cell: &Cell,
    registry: &AccountId,
    name: &RepositoryName,
) -> Result<bool, Error<Fault>> {
    let Some(template) = for_push(cell, registry, name).await? else {
        return Ok(false);
    };
    // A caller that may not push there must not leave a repository behind.
    let tags = || {
        template
            .resource_tags
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    };
    let create = Access::repository("CreateRepository", registry, name).with_tags(tags());
    let push = PUSH.map(|action| Access::repository(action, registry, name));
    for access in push.iter().chain([&create]) {
        if let Decision::Denied(denial) = context.decide(access).await? {
            return Err(Error::Denied(denial));
        }
    }
    let place = NamedRepository {
        registry,
        repository: name,
    };
    let not_created = |reason: &str| fault::repository_not_created(place, &template.prefix, reason);
    let key = match template.encryption {
        EncryptionType::Kms => {
            let named = Some(template.kms_key.as_str()).filter(|key| !key.is_empty());
            let key = encryption::usable_key(context, cell, registry, named).await;
            Some(key.map_err(|error| error.map_fault(|fault| not_created(ServiceFault::message(&fault))))?)
        }
        _ => None,
    };
    let own_key = key.as_ref().filter(|key| key.manager == ManagedBy::Customer);
    let key_arn = own_key.map(|key| key.arn(&cell.region, registry));
    if let Some(reason) = role::missing(context, registry, name, &template, key_arn).await? {
        return Err(not_created(&reason).into());
    }
    let encryption = match key {
        Some(key) => encryption::sealed_with(context, cell, registry, key).await?,
        None => (Encryption::default(), None),
    };
    make(context, cell, (registry, name), template, encryption).await?;
    Ok(true)
}

async fn make(
    context: &Context<'_>,
    cell: &Cell,
    (registry, name): (&AccountId, &RepositoryName),
    template: Template,
    encryption: (Encryption, Option<kms::NewDataKey>),
) -> Result<(), Error<Fault>> {
    let id = || wharf_aws::RequestId::from_random(context.node.entropy.bytes()).to_string();
    let now = context.node.clock.now();
    let revision = id();
    let (owner, quota) = (*registry, context.node.settings.quotas.repositories);
    let (encryption, data_key) = encryption;
    let repository = Repository {
        id: id(),
        name: name.clone(),
        created_at: now,
        mutability: template.mutability,
        encryption,
    };
    let change = move |transaction: &mut wharf_sql::Transaction<'_>, scope: &wharf_sql::Scope| {
        match repository::store::insert(transaction, scope, &repository, quota)? {
            Inserted::Yes => {}
            // Another push was faster.
            Inserted::NameTaken => return Ok(()),
            Inserted::OverQuota => {
                let place = NamedRepository {
                    registry: &owner,
                    repository: &repository.name,
                };
                return Err(fault::too_many_repositories(place, quota).into());
            }
        }
        if let Some(data_key) = &data_key {
            kms::store::insert_data_key(transaction, scope, data_key)?;
        }
        let of = &repository.id;
        resource_tag::put(transaction, scope, of, &template.resource_tags)?;
        if let Some(policy) = &template.repository_policy {
            repository_policy::store::put(transaction, scope, of, policy)?;
        }
        if let Some(document) = &template.lifecycle_policy {
            let new = lifecycle_policy::store::New {
                document,
                revision: &revision,
                now,
            };
            lifecycle_policy::store::put(transaction, scope, repository.key(), &new)?;
        }
        Ok::<_, Error<Fault>>(())
    };
    revision::change(cell, "ecr.creation_template.create", registry, change).await
}
