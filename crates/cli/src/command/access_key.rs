//! `wharf access-key create|list|activate|deactivate|delete`.

use std::process::ExitCode;

use anyhow::anyhow;
use serde_json::{Value, json};
use wharf_aws::{AccessKeyId, AccountId};

use super::operate::{block_on, text, time, with_account_hint};
use crate::Environment;
use crate::arguments::{AccessKey, Format};
use crate::operator::{Operator, Refused};
use crate::output;

pub(crate) fn run(arguments: AccessKey, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let (AccessKey::Create { place, .. }
        | AccessKey::List { place, .. }
        | AccessKey::Activate { place, .. }
        | AccessKey::Deactivate { place, .. }
        | AccessKey::Delete { place, .. }) = &arguments;
        let operator = Operator::open(place, environment).await?;
        let done = match &arguments {
            AccessKey::Create { account, format, .. } => create(&operator, account, *format).await,
            AccessKey::List { account, format, .. } => list(&operator, account, *format).await,
            AccessKey::Activate { id, format, .. } => set_active(&operator, id, true, *format).await,
            AccessKey::Deactivate { id, format, .. } => set_active(&operator, id, false, *format).await,
            AccessKey::Delete { id, format, .. } => delete(&operator, id, *format).await,
        };
        operator.close().await;
        done.map(|()| ExitCode::SUCCESS)
    })
}

/// The status of a key whose secret does not open, in lower case.
const UNREADABLE: &str = "unreadable";

/// What is said of such a key.
fn unreadable_key(id: &str, operator: &Operator) -> String {
    let data = operator.folder.flag();
    format!(
        "the secret of {id} does not open with the master key: `wharf access-key delete --id {id}{data}` removes it, unless you put its row \
         back from a copy of the database, or have the master key that sealed it"
    )
}

/// A key as people see it when it is made.
pub(super) fn shown(id: &str, secret: &str) -> String {
    format!("  AWS_ACCESS_KEY_ID      {id}\n  AWS_SECRET_ACCESS_KEY  {secret}\n")
}

async fn create(operator: &Operator, account: &AccountId, format: Format) -> anyhow::Result<()> {
    let input = json!({"accountId": account.as_str()});
    let made = operator.call("CreateRootAccessKey", None, input).await;
    let made = made.map_err(|error| with_account_hint(error, account, &operator.folder))?;
    let (id, secret) = (
        text(&made["accessKey"]["accessKeyId"]),
        text(&made["secretAccessKey"]),
    );
    match format {
        Format::Json => output::json(&json!({
            "account": account.as_str(),
            "access_key_id": id,
            "secret_access_key": secret,
        })),
        Format::Text => {
            output::print(&format!(
                "A new access key of the root user of {account}:\n\n{}",
                shown(&id, &secret)
            ));
            Ok(())
        }
    }
}

async fn list(operator: &Operator, account: &AccountId, format: Format) -> anyhow::Result<()> {
    let input = json!({"accountId": account.as_str()});
    let mut listed = operator
        .call("ListRootAccessKeys", None, input)
        .await
        .map_err(|error| with_account_hint(error, account, &operator.folder))?;
    let keys: Vec<[String; 3]> = match listed["accessKeys"].take() {
        Value::Array(keys) => keys
            .iter()
            .map(|key| {
                let status = text(&key["status"]).to_lowercase();
                [text(&key["accessKeyId"]), status, time(&key["createdAt"])]
            })
            .collect(),
        _ => Vec::new(),
    };
    if format == Format::Json {
        let shown = |[id, status, created_at]: &[String; 3]| json!({"id": id, "status": status, "created_at": created_at});
        return output::json(&keys.iter().map(shown).collect::<Vec<_>>());
    }
    output::print(&match keys.is_empty() {
        true => format!("no access keys of {account}"),
        false => output::table(&keys),
    });
    let unreadable = keys.iter().filter(|[_, status, _]| status == UNREADABLE);
    for [id, ..] in unreadable {
        output::print(&unreadable_key(id, operator));
    }
    Ok(())
}

async fn set_active(
    operator: &Operator,
    id: &AccessKeyId,
    active: bool,
    format: Format,
) -> anyhow::Result<()> {
    let status = if active { "ACTIVE" } else { "INACTIVE" };
    let input = json!({"accessKeyId": id.as_str(), "status": status});
    let changed = operator.call("UpdateRootAccessKey", None, input).await;
    let changed = changed.map_err(|error| with_key_hint(error, id, operator))?;
    let status = match text(&changed["accessKey"]["status"]).to_lowercase() {
        is if is == UNREADABLE => is,
        _ => status.to_lowercase(),
    };
    match format {
        Format::Json => output::json(&json!({"id": id.as_str(), "status": status})),
        Format::Text if status == UNREADABLE => {
            output::print(&unreadable_key(id.as_str(), operator));
            Ok(())
        }
        Format::Text => {
            output::print(&format!("{id} is {status} from the next request on"));
            Ok(())
        }
    }
}

async fn delete(operator: &Operator, id: &AccessKeyId, format: Format) -> anyhow::Result<()> {
    let input = json!({"accessKeyId": id.as_str()});
    let removed = operator.call("DeleteRootAccessKey", None, input).await;
    let removed = removed.map_err(|error| with_key_hint(error, id, operator))?;
    let account = text(&removed["accessKey"]["accountId"]);
    match format {
        Format::Json => output::json(&json!({"id": id.as_str(), "status": "deleted", "account": account})),
        Format::Text => {
            output::print(&format!(
                "{id} is gone: nothing of {account} is reached with it any more"
            ));
            Ok(())
        }
    }
}

fn with_key_hint(error: anyhow::Error, id: &AccessKeyId, operator: &Operator) -> anyhow::Error {
    match error.downcast_ref::<Refused>() {
        Some(refused) if refused.code == "AccessKeyNotFoundException" => anyhow!(
            "there is no access key {id} of a root user; `wharf access-key list --account ID{}` lists those of an account",
            operator.folder.flag()
        ),
        _ => error,
    }
}
