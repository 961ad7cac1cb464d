//! Put, get and delete a repository's lifecycle policy (Amazon ECR API Reference).

use wharf_aws::ecr::{
    DeleteLifecyclePolicyRequest, DeleteLifecyclePolicyResponse, Fault, GetLifecyclePolicyRequest,
    GetLifecyclePolicyResponse, PutLifecyclePolicyRequest, PutLifecyclePolicyResponse,
};

use super::super::fault::{NamedRepository, lifecycle_policy_not_found, repository_not_found};
use super::store;
use crate::ecr::repository;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

operation! {
    /// `PutLifecyclePolicy`.
    PutLifecyclePolicy(PutLifecyclePolicyRequest) -> PutLifecyclePolicyResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "PutLifecyclePolicy",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        super::parse(&input.lifecycle_policy_text)?;
        let registry = context.call.registry(input.registry_id.as_ref());
        let (scope, name) = (context.scope(&registry), input.repository_name.clone());
        let text = input.lifecycle_policy_text.clone();
        let revision = wharf_aws::RequestId::from_random(context.node.entropy.bytes()).to_string();
        let now = context.node.clock.now();
        context
            .cell()
            .await?
            .database
            .transaction("ecr.lifecycle.put", move |transaction| {
                let place = NamedRepository {
                    registry: &registry,
                    repository: &name,
                };
                let repository = repository::store::find_in(transaction, &scope, &name)?
                    .ok_or_else(|| Error::Fault(repository_not_found(place)))?;
                let new = store::New {
                    document: &text,
                    revision: &revision,
                    now,
                };
                store::put(transaction, &scope, repository.key(), &new)?;
                Ok::<_, Error<Fault>>(())
            })
            .await?;
        Ok(PutLifecyclePolicyResponse {
            registry_id: Some(registry),
            repository_name: Some(input.repository_name),
            lifecycle_policy_text: Some(input.lifecycle_policy_text),
        })
    }
}

operation! {
    /// `GetLifecyclePolicy`.
    GetLifecyclePolicy(GetLifecyclePolicyRequest) -> GetLifecyclePolicyResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "GetLifecyclePolicy",
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
        let stored = found.ok_or_else(|| lifecycle_policy_not_found(place))?;
        Ok(GetLifecyclePolicyResponse {
            registry_id: Some(registry),
            repository_name: Some(input.repository_name),
            last_evaluated_at: Some(stored.last_evaluated_at()),
            lifecycle_policy_text: Some(stored.document),
        })
    }
}

operation! {
    /// `DeleteLifecyclePolicy`.
    DeleteLifecyclePolicy(DeleteLifecyclePolicyRequest) -> DeleteLifecyclePolicyResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "DeleteLifecyclePolicy",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let (scope, name) = (context.scope(&registry), input.repository_name.clone());
        let deleted = context
            .cell()
            .await?
            .database
            .transaction("ecr.lifecycle.delete", move |transaction| {
                let place = NamedRepository {
                    registry: &registry,
                    repository: &name,
                };
                let repository = repository::store::find_in(transaction, &scope, &name)?
                    .ok_or_else(|| Error::Fault(repository_not_found(place)))?;
                store::delete(transaction, &scope, repository.key())?
                    .ok_or_else(|| Error::Fault(lifecycle_policy_not_found(place)))
            })
            .await?;
        Ok(DeleteLifecyclePolicyResponse {
            registry_id: Some(registry),
            repository_name: Some(input.repository_name),
            last_evaluated_at: Some(deleted.last_evaluated_at()),
            lifecycle_policy_text: Some(deleted.document),
        })
    }
}
