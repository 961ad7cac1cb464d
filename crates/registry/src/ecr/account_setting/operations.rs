//! Get and put an account setting. Only what something obeys can be set.

use wharf_aws::ecr::{
    Fault, GetAccountSettingRequest, GetAccountSettingResponse, PutAccountSettingRequest,
    PutAccountSettingResponse,
};

use super::super::fault::invalid_parameter;
use super::{
    AWS_NATIVE, BASIC_SCAN_TYPE_VERSION, BLOB_MOUNTING, DISABLED, ENABLED, REGISTRY_POLICY_SCOPE, SETTINGS,
    blob_mounting, registry_policy_scope, store,
};
use crate::ecr::revision;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Call, Error};
use wharf_sql::Transaction;

/// The values of a setting; the fault that there is none of that name.
fn values(name: &str) -> Result<&'static [&'static str], Fault> {
    let found = SETTINGS.iter().find(|(known, _)| *known == name);
    found.map(|(_, values)| *values).ok_or_else(|| {
        let known: Vec<&str> = SETTINGS.iter().map(|(known, _)| *known).collect();
        let reason = format!(
            "'{name}' is no account setting of this registry: [{}]",
            known.join(", ")
        );
        invalid_parameter("name", &reason)
    })
}

fn access(action: &'static str, name: &str, call: &Call) -> Vec<Access> {
    vec![Access::registry(action, &call.account).with("ecr:AccountSetting", [name.to_owned()])]
}

operation! {
    /// `GetAccountSetting`.
    GetAccountSetting(GetAccountSettingRequest) -> GetAccountSettingResponse,
    access(input, call) {
        access("GetAccountSetting", &input.name, call)
    },
    run(context, input) {
        values(&input.name)?;
        let cell = context.cell().await?;
        let scope = context.scope(&context.call.account);
        let (name, mounts) = (input.name.clone(), context.node.settings.blob_mounting);
        let read = move |view: &mut Transaction<'_>| {
            Ok::<_, Error<Fault>>(match name.as_str() {
                BASIC_SCAN_TYPE_VERSION => AWS_NATIVE,
                BLOB_MOUNTING => match blob_mounting(view, &scope)?.unwrap_or(mounts) {
                    true => ENABLED,
                    false => DISABLED,
                },
                REGISTRY_POLICY_SCOPE => registry_policy_scope(view, &scope)?.as_str(),
                other => unreachable!("INVARIANT: {other} is one of SETTINGS"),
            })
        };
        let value = cell.database.snapshot("ecr.account_setting.get", read).await?;
        Ok(GetAccountSettingResponse {
            name: Some(input.name.clone()),
            value: Some(value.to_owned()),
        })
    }
}

operation! {
    /// `PutAccountSetting`.
    PutAccountSetting(PutAccountSettingRequest) -> PutAccountSettingResponse,
    access(input, call) {
        access("PutAccountSetting", &input.name, call)
    },
    run(context, input) {
        let values = values(&input.name)?;
        if !values.contains(&input.value.as_str()) {
            let reason = format!("must be one of [{}]", values.join(", "));
            return Err(invalid_parameter("value", &reason).into());
        }
        let (name, value) = (input.name.clone(), input.value.clone());
        revision::change(&*context.cell().await?,
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
