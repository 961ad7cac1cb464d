//! Get and put an account setting. Only what something obeys can be set.

use wharf_aws::ecr::{
    Fault, GetAccountSettingRequest, GetAccountSettingResponse, PutAccountSettingRequest,
    PutAccountSettingResponse,
};

use super::super::fault::invalid_parameter;
use super::{REGISTRY_POLICY_SCOPE, registry_policy_scope, store};
use crate::{Access, Authorized, Call, Context, Error, Operation};

fn unknown(name: &str) -> Error<Fault> {
    let reason = format!("'{name}' is no account setting of this registry; REGISTRY_POLICY_SCOPE is");
    invalid_parameter("name", &reason).into()
}

fn access(action: &'static str, name: &str, call: &Call) -> Vec<Access> {
    vec![Access::registry(action, &call.account).with("ecr:AccountSetting", [name.to_owned()])]
}

/// `GetAccountSetting`.
pub struct GetAccountSetting;

impl Operation for GetAccountSetting {
    const SERVICE: &'static str = "ecr";
    const NAME: &'static str = "GetAccountSetting";
    type Input = GetAccountSettingRequest;
    type Output = GetAccountSettingResponse;
    type Fault = Fault;

    fn access(input: &Self::Input, call: &Call) -> Vec<Access> {
        access("GetAccountSetting", &input.name, call)
    }

    async fn run(
        context: &Context<'_>,
        input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
        if input.name != REGISTRY_POLICY_SCOPE {
            return Err(unknown(&input.name));
        }
        let cell = context.cell().await?;
        let scope = context.scope(&context.call.account);
        let value = registry_policy_scope(&cell.database, &scope).await?;
        Ok(GetAccountSettingResponse {
            name: Some(input.name.clone()),
            value: Some(value.as_str().to_owned()),
        })
    }
}

/// `PutAccountSetting`.
pub struct PutAccountSetting;

impl Operation for PutAccountSetting {
    const SERVICE: &'static str = "ecr";
    const NAME: &'static str = "PutAccountSetting";
    type Input = PutAccountSettingRequest;
    type Output = PutAccountSettingResponse;
    type Fault = Fault;

    fn access(input: &Self::Input, call: &Call) -> Vec<Access> {
        access("PutAccountSetting", &input.name, call)
    }

    async fn run(
        context: &Context<'_>,
        input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
        let input = input.into_inner();
        if input.name != REGISTRY_POLICY_SCOPE {
            return Err(unknown(&input.name));
        }
        if !["V1", "V2"].contains(&input.value.as_str()) {
            return Err(invalid_parameter("value", "must be V1 or V2").into());
        }
        let (name, value) = (input.name.clone(), input.value.clone());
        context
            .cell()
            .await?
            .change(
                "ecr.account_setting.put",
                &context.call.account,
                move |transaction, scope| {
                    Ok::<_, Error<Fault>>(store::put(transaction, scope, &name, &value)?)
                },
            )
            .await?;
        Ok(PutAccountSettingResponse {
            name: Some(input.name),
            value: Some(input.value),
        })
    }
}
