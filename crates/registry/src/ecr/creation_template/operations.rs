//! Create, describe, update and delete templates (Amazon ECR API Reference).

use std::collections::BTreeMap;

use wharf_aws::ServiceFault;
use wharf_aws::ecr::{
    CreateRepositoryCreationTemplateRequest, CreateRepositoryCreationTemplateResponse,
    DeleteRepositoryCreationTemplateRequest, DeleteRepositoryCreationTemplateResponse,
    DescribeRepositoryCreationTemplatesRequest, DescribeRepositoryCreationTemplatesResponse,
    EncryptionConfigurationForRepositoryCreationTemplate, EncryptionType, Fault, ImageTagMutability, Tag,
    UpdateRepositoryCreationTemplateRequest, UpdateRepositoryCreationTemplateResponse,
};
use wharf_policy::{Action, PolicyKind};

use super::super::encryption;
use super::super::fault::{invalid_parameter, limit_exceeded, validation};
use super::super::paging::{Cursor, PAGE, no_page, page_size};
use super::super::repository::TagMutability;
use super::super::{lifecycle_policy, policy_text, resource_tag};
use super::{Template, role, store};
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Call, Context, Error, IamResource, Resource};

/// The most that one registry can have: every push to a repository that is not there reads them all.
pub(super) const MOST: usize = 1000;

/// `prod/` and `prod` are one prefix.
fn normal(prefix: &str) -> String {
    prefix.trim_end_matches('/').to_owned()
}

fn not_found(prefix: &str, call: &Call) -> Error<Fault> {
    let message = format!(
        "The repository creation template with prefix '{prefix}' does not exist in the registry with id '{}'",
        call.account
    );
    Error::Fault(Fault::TemplateNotFound { message })
}

/// An action on the registry; passing a role on needs `iam:PassRole`.
fn access(action: &'static str, role: Option<&str>, call: &Call) -> Vec<Access> {
    let pass = role.filter(|arn| !arn.is_empty()).map(|arn| {
        let resource = Resource::Iam(IamResource::Named(arn.to_owned()));
        Access::new(Action::new("iam", "PassRole"), resource)
            .with("iam:PassedToService", ["ecr.amazonaws.com".to_owned()])
    });
    [Access::registry(action, &call.account)]
        .into_iter()
        .chain(pass)
        .collect()
}

/// The encryption to keep; a key that is named must be there.
async fn encryption(
    context: &Context<'_>,
    asked: EncryptionConfigurationForRepositoryCreationTemplate,
) -> Result<(EncryptionType, String), Error<Fault>> {
    let kind = asked.encryption_type;
    let key = encryption::check(kind, asked.kms_key)?;
    if let Some(key) = &key {
        let cell = context.cell().await?;
        encryption::usable_key(context, &cell, &context.call.account, Some(key))
            .await
            .map_err(|error| error.map_fault(|fault| validation(ServiceFault::message(&fault))))?;
    }
    Ok((kind, key.unwrap_or_default()))
}

/// The resource tags to keep. Their faults are others here than where a repository is tagged.
fn resource_tags(tags: Vec<Tag>) -> Result<BTreeMap<String, String>, Fault> {
    let tags = resource_tag::validate(tags)
        .map_err(|fault| invalid_parameter("resourceTags", ServiceFault::message(&fault)))?;
    if tags.len() > resource_tag::MAX_TAGS {
        let reason = format!(
            "Member must have length less than or equal to {}",
            resource_tag::MAX_TAGS
        );
        return Err(invalid_parameter("resourceTags", &reason));
    }
    Ok(tags)
}

/// The repository policy to keep; an empty text is none.
async fn repository_policy(context: &Context<'_>, text: String) -> Result<Option<String>, Error<Fault>> {
    if text.is_empty() {
        return Ok(None);
    }
    policy_text::bind(context, text, PolicyKind::Repository)
        .await
        .map(Some)
}

/// The lifecycle policy to keep; an empty text is none.
fn lifecycle_policy(text: String) -> Result<Option<String>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    lifecycle_policy::parse(&text)?;
    Ok(Some(text))
}

/// The role to keep; an empty text is none.
fn custom_role(text: String, call: &Call) -> Result<Option<String>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    if role::own_role(&call.account, &text).is_none() {
        return Err(validation(format!(
            "customRoleArn '{text}' must be the ARN of a role of the account {}",
            call.account
        )));
    }
    Ok(Some(text))
}

async fn describe(
    context: &Context<'_>,
    template: Template,
) -> Result<wharf_aws::ecr::RepositoryCreationTemplate, Error<Fault>> {
    let policy = match template.repository_policy.clone() {
        Some(document) => Some(policy_text::shown(context, document).await?),
        None => None,
    };
    Ok(template.describe(policy))
}

/// Templates with the policies as their authors wrote them, all of one moment.
async fn describe_all(
    context: &Context<'_>,
    templates: Vec<Template>,
) -> Result<Vec<wharf_aws::ecr::RepositoryCreationTemplate>, Error<Fault>> {
    let policies = templates
        .iter()
        .filter_map(|template| template.repository_policy.clone());
    let mut shown = policy_text::all_shown(context, policies.collect())
        .await?
        .into_iter();
    let described = templates.into_iter().map(|template| {
        let policy = template
            .repository_policy
            .is_some()
            .then(|| shown.next())
            .flatten();
        template.describe(policy)
    });
    Ok(described.collect())
}

operation! {
    /// `CreateRepositoryCreationTemplate`.
    CreateRepositoryCreationTemplate(CreateRepositoryCreationTemplateRequest) -> CreateRepositoryCreationTemplateResponse,
    access(input, call) {
        access(
            "CreateRepositoryCreationTemplate",
            input.custom_role_arn.as_deref(),
            call,
        )
    },
    run(context, input) {
        let (kind, kms_key) = match input.encryption_configuration {
            Some(asked) => encryption(context, asked).await?,
            None => (EncryptionType::Aes256, String::new()),
        };
        let mode = input.image_tag_mutability.unwrap_or(ImageTagMutability::Mutable);
        let now = context.node.clock.now();
        let policy = input.repository_policy.unwrap_or_default();
        let template = Template {
            prefix: normal(&input.prefix),
            applied_for: input.applied_for,
            description: input.description,
            resource_tags: resource_tags(input.resource_tags.unwrap_or_default())?,
            mutability: TagMutability::new(mode, input.image_tag_mutability_exclusion_filters)?,
            repository_policy: repository_policy(context, policy).await?,
            lifecycle_policy: lifecycle_policy(input.lifecycle_policy.unwrap_or_default())?,
            custom_role: custom_role(input.custom_role_arn.unwrap_or_default(), context.call)?,
            encryption: kind,
            kms_key,
            created_at: now,
            updated_at: now,
        };
        let (stored, registry) = (template.clone(), context.call.account);
        let scope = context.scope(&registry);
        let cell = context.cell().await?;
        cell.database
            .transaction("ecr.creation_template.create", move |transaction| {
                if !store::insert(transaction, &scope, &stored)? {
                    let message = format!(
                        "The repository creation template with prefix '{}' already exists in the registry with id \
                         '{registry}'",
                        stored.prefix
                    );
                    return Err(Error::Fault(Fault::TemplateAlreadyExists { message }));
                }
                if store::count(transaction, &scope)? > MOST {
                    let message = format!("A registry can have at most {MOST} repository creation templates");
                    return Err(limit_exceeded(message).into());
                }
                Ok(())
            })
            .await?;
        Ok(CreateRepositoryCreationTemplateResponse {
            registry_id: Some(registry),
            repository_creation_template: Some(describe(context, template).await?),
        })
    }
}

operation! {
    /// `DescribeRepositoryCreationTemplates`.
    DescribeRepositoryCreationTemplates(DescribeRepositoryCreationTemplatesRequest) -> DescribeRepositoryCreationTemplatesResponse,
    access(_, call) {
        access("DescribeRepositoryCreationTemplates", None, call)
    },
    run(context, input) {
        let registry = context.call.account;
        let scope = context.scope(&registry);
        let cell = context.cell().await?;
        let mut next_token = None;
        let templates = if let Some(prefixes) = &input.prefixes {
            no_page("prefixes", input.next_token.as_deref(), input.max_results)?;
            let prefixes: Vec<String> = prefixes.iter().map(|prefix| normal(prefix)).collect();
            let find = move |view: &mut wharf_sql::Transaction<'_>| {
                let mut found = Vec::new();
                for prefix in &prefixes {
                    found.extend(store::find(view, &scope, prefix)?);
                }
                Ok::<_, Error<Fault>>(found)
            };
            cell.database.snapshot("ecr.creation_template.find", find).await?
        } else {
            let cursor = Cursor::of(&[
                "DescribeRepositoryCreationTemplates",
                registry.as_str(),
                context.call.region.as_str(),
            ]);
            let [after] = cursor.decode(context, input.next_token.as_deref())?;
            let size = page_size(input.max_results, PAGE);
            let mut page = store::list(&cell.database, &scope, &after, size + 1).await?;
            let more = page.len() > size;
            page.truncate(size);
            next_token = page
                .last()
                .filter(|_| more)
                .map(|last| cursor.encode(context, &[&last.prefix]));
            page
        };
        let described = describe_all(context, templates).await?;
        Ok(DescribeRepositoryCreationTemplatesResponse {
            registry_id: Some(registry),
            repository_creation_templates: Some(described),
            next_token,
        })
    }
}

operation! {
    /// `UpdateRepositoryCreationTemplate`: what is absent stays.
    UpdateRepositoryCreationTemplate(UpdateRepositoryCreationTemplateRequest) -> UpdateRepositoryCreationTemplateResponse,
    access(input, call) {
        access(
            "UpdateRepositoryCreationTemplate",
            input.custom_role_arn.as_deref(),
            call,
        )
    },
    run(context, input) {
        let encrypted = match input.encryption_configuration {
            Some(asked) => Some(encryption(context, asked).await?),
            None => None,
        };
        let tags = input.resource_tags.map(resource_tags).transpose()?;
        let lifecycle = input.lifecycle_policy.map(lifecycle_policy).transpose()?;
        let role = input
            .custom_role_arn
            .map(|role| custom_role(role, context.call))
            .transpose()?;
        let policy = match input.repository_policy {
            Some(text) => Some(repository_policy(context, text).await?),
            None => None,
        };
        let (mode, filters) = (
            input.image_tag_mutability,
            input.image_tag_mutability_exclusion_filters,
        );
        let prefix = normal(&input.prefix);
        let (now, call) = (context.node.clock.now(), context.call.clone());
        let scope = context.scope(&call.account);
        let cell = context.cell().await?;
        let update = move |transaction: &mut wharf_sql::Transaction<'_>| {
            let mut template =
                store::find(transaction, &scope, &prefix)?.ok_or_else(|| not_found(&prefix, &call))?;
            if mode.is_some() || filters.is_some() {
                let mode = mode.unwrap_or(template.mutability.mode);
                template.mutability = TagMutability::new(mode, filters.clone())?;
            }
            if let Some(reasons) = &input.applied_for {
                template.applied_for.clone_from(reasons);
            }
            if let Some(description) = &input.description {
                template.description = Some(description.clone());
            }
            if let Some(tags) = &tags {
                template.resource_tags.clone_from(tags);
            }
            if let Some(policy) = &policy {
                template.repository_policy.clone_from(policy);
            }
            if let Some(lifecycle) = &lifecycle {
                template.lifecycle_policy.clone_from(lifecycle);
            }
            if let Some(role) = &role {
                template.custom_role.clone_from(role);
            }
            if let Some((kind, key)) = &encrypted {
                template.encryption = *kind;
                template.kms_key.clone_from(key);
            }
            template.updated_at = now;
            store::delete(transaction, &scope, &prefix)?;
            store::insert(transaction, &scope, &template)?;
            Ok::<_, Error<Fault>>(template)
        };
        let template = cell
            .database
            .transaction("ecr.creation_template.update", update)
            .await?;
        Ok(UpdateRepositoryCreationTemplateResponse {
            registry_id: Some(context.call.account),
            repository_creation_template: Some(describe(context, template).await?),
        })
    }
}

operation! {
    /// `DeleteRepositoryCreationTemplate`.
    DeleteRepositoryCreationTemplate(DeleteRepositoryCreationTemplateRequest) -> DeleteRepositoryCreationTemplateResponse,
    access(_, call) {
        access("DeleteRepositoryCreationTemplate", None, call)
    },
    run(context, input) {
        let prefix = normal(&input.prefix);
        let (scope, call) = (context.scope(&context.call.account), context.call.clone());
        let cell = context.cell().await?;
        let delete = move |transaction: &mut wharf_sql::Transaction<'_>| {
            let found =
                store::find(transaction, &scope, &prefix)?.ok_or_else(|| not_found(&prefix, &call))?;
            store::delete(transaction, &scope, &prefix)?;
            Ok::<_, Error<Fault>>(found)
        };
        let deleted = cell
            .database
            .transaction("ecr.creation_template.delete", delete)
            .await?;
        Ok(DeleteRepositoryCreationTemplateResponse {
            registry_id: Some(context.call.account),
            repository_creation_template: Some(describe(context, deleted).await?),
        })
    }
}
