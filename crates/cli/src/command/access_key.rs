//! `wharf access-key create|list|activate|deactivate`.

use std::process::ExitCode;

use anyhow::bail;
use serde_json::json;
use wharf_aws::{AccessKeyId, AccountId};
use wharf_services::iam::access_key;

use super::identity::{Identity, block_on};
use crate::Environment;
use crate::arguments::{AccessKey, Format};
use crate::output;

pub(crate) fn run(arguments: AccessKey, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        match arguments {
            AccessKey::Create {
                account,
                format,
                place,
            } => create(&Identity::open(&place, environment).await?, &account, format).await?,
            AccessKey::List {
                account,
                format,
                place,
            } => list(&Identity::open(&place, environment).await?, &account, format).await?,
            AccessKey::Activate { id, place } => {
                set_active(&Identity::open(&place, environment).await?, &id, true).await?;
            }
            AccessKey::Deactivate { id, place } => {
                set_active(&Identity::open(&place, environment).await?, &id, false).await?;
            }
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// A key as people see it when it is made.
pub(super) fn shown(key: &access_key::AccessKey) -> String {
    format!(
        "  AWS_ACCESS_KEY_ID      {}\n  AWS_SECRET_ACCESS_KEY  {}\n",
        key.id,
        key.secret.expose()
    )
}

async fn create(identity: &Identity, account: &AccountId, format: Format) -> anyhow::Result<()> {
    identity.require(account).await?;
    let key = access_key::AccessKey::generate(account, &identity.entropy, identity.clock.now());
    access_key::insert(&identity.plane, &identity.sealer, &key).await?;
    match format {
        Format::Json => output::json(&json!({
            "account": account.as_str(),
            "access_key_id": key.id.as_str(),
            "secret_access_key": key.secret.expose(),
        })),
        Format::Text => {
            output::print(&format!(
                "A new access key of the root user of {account}:\n\n{}",
                shown(&key)
            ));
            Ok(())
        }
    }
}

async fn list(identity: &Identity, account: &AccountId, format: Format) -> anyhow::Result<()> {
    identity.require(account).await?;
    let keys = access_key::list(&identity.plane, &identity.sealer, account).await?;
    let status = |active| if active { "active" } else { "inactive" };
    if format == Format::Json {
        let all: Vec<_> = keys
            .iter()
            .map(|key| {
                json!({
                    "id": key.id.as_str(),
                    "status": status(key.active),
                    "created_at": key.created_at.to_string(),
                })
            })
            .collect();
        return output::json(&all);
    }
    let rows: Vec<_> = keys
        .iter()
        .map(|key| {
            [
                key.id.to_string(),
                status(key.active).to_owned(),
                key.created_at.to_string(),
            ]
        })
        .collect();
    output::print(&output::table(&rows));
    Ok(())
}

async fn set_active(identity: &Identity, id: &AccessKeyId, active: bool) -> anyhow::Result<()> {
    if !access_key::set_active(&identity.plane, id, active).await? {
        bail!("there is no access key {id}; `wharf access-key list --account ID` lists those of an account");
    }
    output::print(&format!(
        "{id} is {} from the next request on",
        if active { "active" } else { "inactive" }
    ));
    Ok(())
}
