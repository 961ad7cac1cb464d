//! `wharf account create` and `wharf account list`.

use std::process::ExitCode;

use serde_json::{Value, json};
use wharf_aws::AccountId;

use super::operate::{all, block_on, text, time};
use crate::Environment;
use crate::arguments::{Account, Format};
use crate::operator::Operator;
use crate::output;

pub(crate) fn run(arguments: Account, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let (Account::Create { place, .. } | Account::List { place, .. }) = &arguments;
        let operator = Operator::open(place, environment).await?;
        let done = act(&operator, &arguments).await;
        operator.close().await;
        done.map(|()| ExitCode::SUCCESS)
    })
}

async fn act(operator: &Operator, arguments: &Account) -> anyhow::Result<()> {
    match arguments {
        Account::Create {
            id,
            name,
            email,
            with_repositories,
            format,
            ..
        } => {
            let input = json!({
                "accountId": id.as_str(), "name": name, "email": email, "withRepositories": with_repositories,
            });
            create(operator, id, input, *format).await
        }
        Account::List { format, .. } => list(operator, *format).await,
    }
}

async fn create(operator: &Operator, id: &AccountId, input: Value, format: Format) -> anyhow::Result<()> {
    let made = operator.call("CreateAccount", None, input).await?;
    let name = text(&made["account"]["name"]);
    match format {
        Format::Json => output::json(&json!({
            "account": id.as_str(),
            "name": name,
            "access_key_id": made["accessKeyId"],
            "secret_access_key": made["secretAccessKey"],
        })),
        Format::Text => {
            output::print(&format!(
                "Account {id} ({name}) is there, with an access key of its root user:\n\n{key}\n\
                 Next:\n  eval \"$(wharf env --account {id}{data})\"\n  aws ecr create-repository --repository-name \
                 hello",
                key = super::access_key::shown(&text(&made["accessKeyId"]), &text(&made["secretAccessKey"])),
                data = operator.folder.flag(),
            ));
            Ok(())
        }
    }
}

async fn list(operator: &Operator, format: Format) -> anyhow::Result<()> {
    let accounts = all(operator, "ListAccounts", None, json!({}), "accounts").await?;
    if format == Format::Json {
        let shown = |account: &Value| {
            json!({
                "id": account["accountId"],
                "name": account["name"],
                "created_at": time(&account["createdAt"]),
                "closed_at": (!account["closedAt"].is_null()).then(|| time(&account["closedAt"])),
            })
        };
        return output::json(&accounts.iter().map(shown).collect::<Vec<_>>());
    }
    let rows: Vec<_> = accounts
        .iter()
        .map(|account| {
            [
                text(&account["accountId"]),
                text(&account["name"]),
                time(&account["createdAt"]),
                match &account["closedAt"] {
                    Value::Null => String::new(),
                    closed_at => format!("closed {}", time(closed_at)),
                },
            ]
        })
        .collect();
    output::print(&output::table(&rows));
    Ok(())
}
