//! `wharf account create` and `wharf account list`.

use std::process::ExitCode;

use serde_json::json;
use wharf_aws::AccountId;
use wharf_services::iam::{access_key, account};
use wharf_services::organizations::account as member;

use super::identity::{Identity, block_on};
use crate::Environment;
use crate::arguments::{Account, Format};
use crate::output;

pub(crate) fn run(arguments: Account, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        match arguments {
            Account::Create {
                id,
                name,
                email,
                format,
                place,
            } => {
                let identity = Identity::open(&place, environment).await?;
                let named = (name.as_deref(), email.as_deref());
                create(&identity, &id, named, format).await?;
            }
            Account::List { format, place } => {
                list(&Identity::open(&place, environment).await?, format).await?;
            }
        }
        Ok(ExitCode::SUCCESS)
    })
}

async fn create(
    identity: &Identity,
    id: &AccountId,
    (name, email): (Option<&str>, Option<&str>),
    format: Format,
) -> anyhow::Result<()> {
    let now = identity.clock.now();
    let name = name.unwrap_or(id.as_str());
    let made = member::create(&identity.plane, &identity.entropy, id, name, email, now).await?;
    let key = access_key::AccessKey::generate(id, &identity.entropy, now);
    access_key::insert(&identity.plane, &identity.sealer, &key).await?;
    match format {
        Format::Json => output::json(&json!({
            "account": made.id.as_str(),
            "name": made.name,
            "access_key_id": key.id.as_str(),
            "secret_access_key": key.secret.expose(),
        })),
        Format::Text => {
            output::print(&format!(
                "Account {id} ({name}) is there, with an access key of its root user:\n\n{key}\n\
                 Next:\n  eval \"$(wharf env --account {id}{data})\"\n  aws ecr create-repository --repository-name \
                 hello",
                name = made.name,
                key = super::access_key::shown(&key),
                data = super::env::data_flag(&identity.folder),
            ));
            Ok(())
        }
    }
}

async fn list(identity: &Identity, format: Format) -> anyhow::Result<()> {
    let accounts = account::list(&identity.plane).await?;
    if format == Format::Json {
        let all: Vec<_> = accounts
            .iter()
            .map(|account| {
                json!({
                    "id": account.id.as_str(),
                    "name": account.name,
                    "created_at": account.created_at.to_string(),
                })
            })
            .collect();
        return output::json(&all);
    }
    let rows: Vec<_> = accounts
        .into_iter()
        .map(|account| {
            [
                account.id.to_string(),
                account.name,
                account.created_at.to_string(),
            ]
        })
        .collect();
    output::print(&output::table(&rows));
    Ok(())
}
