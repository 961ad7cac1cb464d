//! Put, get and delete the policy of the caller's registry.

use wharf_aws::ecr::{
    DeleteRegistryPolicyRequest, DeleteRegistryPolicyResponse, Fault, GetRegistryPolicyRequest,
    GetRegistryPolicyResponse, PutRegistryPolicyRequest, PutRegistryPolicyResponse,
};
use wharf_policy::PolicyKind;

use super::super::policy_text;
use super::store;
use crate::{Access, Authorized, Call, Context, Error, Operation, audit};

fn missing(registry: &wharf_aws::AccountId) -> Error<Fault> {
    let message = format!("Registry policy does not exist in the registry with id '{registry}'");
    Error::Fault(Fault::RegistryPolicyNotFound { message })
}

/// `PutRegistryPolicy`.
pub struct PutRegistryPolicy;

impl Operation for PutRegistryPolicy {
    const SERVICE: &'static str = "ecr";
    const NAME: &'static str = "PutRegistryPolicy";
    type Input = PutRegistryPolicyRequest;
    type Output = PutRegistryPolicyResponse;
    type Fault = Fault;

    fn elements(output: &Self::Output) -> Option<audit::Elements> {
        audit::elements(output)
    }

    fn access(_input: &Self::Input, call: &Call) -> Vec<Access> {
        vec![Access::registry("PutRegistryPolicy", &call.account)]
    }

    async fn run(
        context: &Context<'_>,
        input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
        let registry = context.call.account;
        let text = input.into_inner().policy_text;
        let document = policy_text::bind(context, text, PolicyKind::Registry).await?;
        let stored = document.clone();
        context
            .cell()
            .await?
            .change("ecr.registry_policy.put", &registry, move |transaction, scope| {
                Ok::<_, Error<Fault>>(store::put(transaction, scope, &stored)?)
            })
            .await?;
        Ok(PutRegistryPolicyResponse {
            registry_id: Some(registry),
            policy_text: Some(policy_text::shown(context, document).await?),
        })
    }
}

/// `GetRegistryPolicy`.
pub struct GetRegistryPolicy;

impl Operation for GetRegistryPolicy {
    const SERVICE: &'static str = "ecr";
    const NAME: &'static str = "GetRegistryPolicy";
    type Input = GetRegistryPolicyRequest;
    type Output = GetRegistryPolicyResponse;
    type Fault = Fault;

    fn access(_input: &Self::Input, call: &Call) -> Vec<Access> {
        vec![Access::registry("GetRegistryPolicy", &call.account)]
    }

    async fn run(
        context: &Context<'_>,
        _input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
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

/// `DeleteRegistryPolicy`.
pub struct DeleteRegistryPolicy;

impl Operation for DeleteRegistryPolicy {
    const SERVICE: &'static str = "ecr";
    const NAME: &'static str = "DeleteRegistryPolicy";
    type Input = DeleteRegistryPolicyRequest;
    type Output = DeleteRegistryPolicyResponse;
    type Fault = Fault;

    fn elements(output: &Self::Output) -> Option<audit::Elements> {
        audit::elements(output)
    }

    fn access(_input: &Self::Input, call: &Call) -> Vec<Access> {
        vec![Access::registry("DeleteRegistryPolicy", &call.account)]
    }

    async fn run(
        context: &Context<'_>,
        _input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
        let registry = context.call.account;
        let cell = context.cell().await?;
        let document = store::find(&cell.database, &context.scope(&registry)).await?;
        let document = document.ok_or_else(|| missing(&registry))?;
        cell.change(
            "ecr.registry_policy.delete",
            &registry,
            move |transaction, scope| {
                if store::delete(transaction, scope)? {
                    return Ok(());
                }
                Err(missing(&registry))
            },
        )
        .await?;
        Ok(DeleteRegistryPolicyResponse {
            registry_id: Some(registry),
            policy_text: Some(policy_text::shown(context, document).await?),
        })
    }
}
