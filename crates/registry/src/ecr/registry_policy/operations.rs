//! Put, get and delete the policy of the caller's registry.

use wharf_aws::ecr::{
    DeleteRegistryPolicyRequest, DeleteRegistryPolicyResponse, Fault, GetRegistryPolicyRequest,
    GetRegistryPolicyResponse, PutRegistryPolicyRequest, PutRegistryPolicyResponse,
};
use wharf_policy::PolicyKind;
use wharf_sql::{Scope, Transaction};

use super::super::policy_text;
use super::store;
use crate::ecr::revision;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

fn missing(registry: &wharf_aws::AccountId) -> Error<Fault> {
    let message = format!("Registry policy does not exist in the registry with id '{registry}'");
    Error::Fault(Fault::RegistryPolicyNotFound { message })
}

operation! {
    /// `PutRegistryPolicy`.
    PutRegistryPolicy(PutRegistryPolicyRequest) -> PutRegistryPolicyResponse,
    access(_, call) {
        vec![Access::registry("PutRegistryPolicy", &call.account)]
    },
    run(context, input) {
        let registry = context.call.account;
        let text = input.policy_text;
        let document = policy_text::bind(context, text, PolicyKind::Registry).await?;
        let stored = document.clone();
        revision::change(&*context.cell().await?, "ecr.registry_policy.put", &registry, move |transaction, scope| {
                Ok::<_, Error<Fault>>(store::put(transaction, scope, &stored)?)
            })
            .await?;
        Ok(PutRegistryPolicyResponse {
            registry_id: Some(registry),
            policy_text: Some(policy_text::shown(context, document).await?),
        })
    }
}

operation! {
    /// `GetRegistryPolicy`.
    GetRegistryPolicy(GetRegistryPolicyRequest) -> GetRegistryPolicyResponse,
    access(_, call) {
        vec![Access::registry("GetRegistryPolicy", &call.account)]
    },
    run(context, _input) {
        let registry = context.call.account;
        let cell = context.cell().await?;
        let document = store::find(&cell.database, &context.scope(&registry)).await?;
        let document = document.ok_or_else(|| missing(&registry))?;
        Ok(GetRegistryPolicyResponse {
            registry_id: Some(registry),
            policy_text: Some(policy_text::shown(context, document).await?),
        })
    }
}

operation! {
    /// `DeleteRegistryPolicy`.
    DeleteRegistryPolicy(DeleteRegistryPolicyRequest) -> DeleteRegistryPolicyResponse,
    access(_, call) {
        vec![Access::registry("DeleteRegistryPolicy", &call.account)]
    },
    run(context, _input) {
        let registry = context.call.account;
        let cell = context.cell().await?;
        let delete = move |transaction: &mut Transaction<'_>, scope: &Scope| {
            store::delete(transaction, scope)?.ok_or_else(|| missing(&registry))
        };
        let document = revision::change(&cell, "ecr.registry_policy.delete", &registry, delete).await?;
        Ok(DeleteRegistryPolicyResponse {
            registry_id: Some(registry),
            policy_text: Some(policy_text::shown(context, document).await?),
        })
    }
}
