//! Set, get and delete the policy of a repository.

use wharf_aws::Arn;
use wharf_aws::ecr::{
    DeleteRepositoryPolicyRequest, DeleteRepositoryPolicyResponse, Fault, GetRepositoryPolicyRequest,
    GetRepositoryPolicyResponse, SetRepositoryPolicyRequest, SetRepositoryPolicyResponse,
};
use wharf_policy::PolicyKind;

use super::super::fault::{NamedRepository, repository_not_found};
use super::super::{policy_text, repository};
use super::store;
use crate::ecr::revision;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

fn missing(place: NamedRepository<'_>) -> Error<Fault> {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "Repository policy does not exist for the repository with name '{repository}' in the registry with id \
         '{registry}'"
    );
    Error::Fault(Fault::RepositoryPolicyNotFound { message })
}

operation! {
    /// `SetRepositoryPolicy`.
    SetRepositoryPolicy(SetRepositoryPolicyRequest) -> SetRepositoryPolicyResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "SetRepositoryPolicy",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let name = input.repository_name;
        let arn = Arn::repository_text(&context.call.region, &registry, name.as_str());
        policy_text::require_own(&input.policy_text, &arn)?;
        let document = policy_text::bind(context, input.policy_text, PolicyKind::Repository).await?;
        if input.force != Some(true) {
            let again = Access::repository("SetRepositoryPolicy", &registry, &name);
            policy_text::require_way_back(context, &again, &document).await?;
        }
        let (stored, wanted) = (document.clone(), name.clone());
        revision::change(&*context.cell().await?,
                "ecr.repository_policy.set",
                &registry,
                move |transaction, scope| {
                    let place = NamedRepository {
                        registry: &registry,
                        repository: &wanted,
                    };
                    let repository = repository::store::find_in(transaction, scope, &wanted)?
                        .ok_or_else(|| Error::Fault(repository_not_found(place)))?;
                    Ok::<_, Error<Fault>>(store::put(transaction, scope, &repository.id, &stored)?)
                },
            )
            .await?;
        Ok(SetRepositoryPolicyResponse {
            registry_id: Some(registry),
            repository_name: Some(name),
            policy_text: Some(policy_text::shown(context, document).await?),
        })
    }
}

operation! {
    /// `GetRepositoryPolicy`.
    GetRepositoryPolicy(GetRepositoryPolicyRequest) -> GetRepositoryPolicyResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "GetRepositoryPolicy",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let cell = context.cell().await?;
        let repository = repository::require(&cell, &registry, &input.repository_name).await?;
        let found = store::find(&cell.database, &context.scope(&registry), &repository.id).await?;
        let place = NamedRepository {
            registry: &registry,
            repository: &input.repository_name,
        };
        let document = found.ok_or_else(|| missing(place))?;
        Ok(GetRepositoryPolicyResponse {
            registry_id: Some(registry),
            repository_name: Some(input.repository_name),
            policy_text: Some(policy_text::shown(context, document).await?),
        })
    }
}

operation! {
    /// `DeleteRepositoryPolicy`.
    DeleteRepositoryPolicy(DeleteRepositoryPolicyRequest) -> DeleteRepositoryPolicyResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "DeleteRepositoryPolicy",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let name = input.repository_name;
        let wanted = name.clone();
        let document = revision::change(&*context.cell().await?,
                "ecr.repository_policy.delete",
                &registry,
                move |transaction, scope| {
                    let place = NamedRepository {
                        registry: &registry,
                        repository: &wanted,
                    };
                    let repository = repository::store::find_in(transaction, scope, &wanted)?
                        .ok_or_else(|| Error::Fault(repository_not_found(place)))?;
                    store::delete(transaction, scope, &repository.id)?.ok_or_else(|| missing(place))
                },
            )
            .await?;
        Ok(DeleteRepositoryPolicyResponse {
            registry_id: Some(registry),
            repository_name: Some(name),
            policy_text: Some(policy_text::shown(context, document).await?),
        })
    }
}
