//! `wharf webhook create|list|delete|dead-letters|redeliver`.

use std::process::ExitCode;

use serde_json::json;
use wharf_services::Cell;
use wharf_services::events::Hooks;

use super::identity::{Identity, block_on};
use crate::arguments::{Format, Ring, Webhook};
use crate::{Environment, output};

/// Dead letters that are shown.
const MOST: i64 = 1000;

pub(crate) fn run(arguments: &Webhook, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let (Webhook::Create { registry, .. }
        | Webhook::List { registry }
        | Webhook::Delete { registry, .. }
        | Webhook::DeadLetters { registry, .. }
        | Webhook::Redeliver { registry, .. }) = arguments;
        let (identity, cell) = super::key::open(registry, environment).await?;
        let done = act(arguments, registry, &identity, &cell).await;
        cell.database.close().await;
        done?;
        Ok(ExitCode::SUCCESS)
    })
}

async fn act(arguments: &Webhook, registry: &Ring, identity: &Identity, cell: &Cell) -> anyhow::Result<()> {
    let hooks = Hooks::new(cell, &registry.account, &identity.sealer);
    let now = identity.clock.now();
    let as_json = registry.format == Format::Json;
    match arguments {
        Webhook::Create {
            name,
            url,
            repository,
            ..
        } => {
            let secret = hooks
                .create(name, url, repository, &identity.entropy, now)
                .await?;
            if as_json {
                return output::json(&json!({"name": name, "url": url, "secret": *secret}));
            }
            output::print(&format!(
                "Events of {repository} go to {url}. Their signatures are made with this secret, which is shown once:\n\n  \
                 {}\n",
                *secret
            ));
        }
        Webhook::List { .. } => {
            let all = hooks.list().await?;
            if as_json {
                let all: Vec<_> = all
                    .iter()
                    .map(|(hook, pending)| {
                        json!({
                            "name": hook.name, "url": hook.url, "repository": hook.filter, "pending": pending,
                            "created_at": hook.created_at.to_string(),
                        })
                    })
                    .collect();
                return output::json(&all);
            }
            let rows: Vec<_> = all
                .into_iter()
                .map(|(hook, pending)| [hook.name, hook.filter, hook.url, format!("{pending} waiting")])
                .collect();
            output::print(&output::table(&rows));
        }
        Webhook::Delete { name, .. } => {
            hooks.delete(name).await?;
            output::print(&format!("{name} is gone, with what waited for it"));
        }
        Webhook::DeadLetters { name, .. } => {
            for letter in hooks.dead_letters(name, MOST).await? {
                let event: serde_json::Value = serde_json::from_str(&letter.document)?;
                let line = json!({"failedAt": letter.failed_at.to_string(), "reason": letter.reason, "event": event});
                match as_json {
                    true => output::print(&line.to_string()),
                    false => output::print(&format!(
                        "{} {} {}: {}",
                        letter.failed_at,
                        event["detail"]["action-type"].as_str().unwrap_or("-"),
                        event["detail"]["repository-name"].as_str().unwrap_or("-"),
                        letter.reason
                    )),
                }
            }
        }
        Webhook::Redeliver { name, .. } => {
            let count = hooks.redeliver(name, now).await?;
            match as_json {
                true => output::json(&json!({"queued": count}))?,
                false => output::print(&format!("{count} events are posted again")),
            }
        }
    }
    Ok(())
}
