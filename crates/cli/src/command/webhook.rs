//! `wharf webhook create|list|delete|dead-letters|redeliver`.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::operate::{all, block_on, none_in, text, time, with_account_hint};
use crate::arguments::{Format, Ring, Webhook};
use crate::operator::Operator;
use crate::{Environment, output};

pub(crate) fn run(arguments: &Webhook, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let (Webhook::Create { registry, .. }
        | Webhook::List { registry }
        | Webhook::Delete { registry, .. }
        | Webhook::DeadLetters { registry, .. }
        | Webhook::Redeliver { registry, .. }) = arguments;
        let operator = Operator::open(&registry.place, environment).await?;
        let done = act(arguments, registry, &operator).await;
        let folder = operator.folder.clone();
        operator.close().await;
        done.map_err(|error| with_account_hint(error, &registry.account, &folder))?;
        Ok(ExitCode::SUCCESS)
    })
}

async fn act(arguments: &Webhook, registry: &Ring, operator: &Operator) -> anyhow::Result<()> {
    let (account, region) = (registry.account.as_str(), registry.region.as_ref());
    let as_json = registry.format == Format::Json;
    match arguments {
        Webhook::Create {
            name,
            url,
            repository,
            ..
        } => {
            let input =
                json!({"registryId": account, "name": name, "url": url, "repositoryFilter": repository});
            let made = operator.call("CreateWebhook", region, input).await?;
            let secret = &made["secret"];
            if as_json {
                return output::json(&json!({"name": name, "url": url, "secret": secret}));
            }
            output::print(&format!(
                "Events of {repository} of {account} in {} go to {url}. Their signatures are made with this secret, which is shown once:\n\n  \
                 {}\n",
                operator.region_of(region),
                text(secret)
            ));
        }
        Webhook::List { .. } => {
            let mut listed = operator
                .call("ListWebhooks", region, json!({"registryId": account}))
                .await?;
            let Value::Array(hooks) = listed["webhooks"].take() else {
                return Ok(());
            };
            if as_json {
                let shown = |hook: &Value| {
                    json!({
                        "name": hook["name"], "url": hook["url"], "repository": hook["repositoryFilter"],
                        "pending": hook["pendingEvents"], "created_at": time(&hook["createdAt"]),
                    })
                };
                return output::json(&hooks.iter().map(shown).collect::<Vec<_>>());
            }
            let rows: Vec<_> = hooks
                .iter()
                .map(|hook| {
                    let pending = format!("{} waiting", hook["pendingEvents"]);
                    let [name, filter, url] =
                        ["name", "repositoryFilter", "url"].map(|member| text(&hook[member]));
                    [name, filter, url, pending]
                })
                .collect();
            output::print(&match rows.is_empty() {
                true => none_in("webhooks", registry, operator),
                false => output::table(&rows),
            });
        }
        Webhook::Delete { name, .. } => {
            let input = json!({"registryId": account, "name": name});
            operator.call("DeleteWebhook", region, input).await?;
            output::print(&format!("{name} is gone, with what waited for it"));
        }
        Webhook::DeadLetters { name, .. } => {
            let input = json!({"registryId": account, "name": name, "maxResults": 1000});
            let letters = all(operator, "ListDeadLetters", region, input, "deadLetters").await?;
            if letters.is_empty() && !as_json {
                output::print(&none_in(&format!("dead letters of {name}"), registry, operator));
            }
            for letter in letters {
                let event: Value = serde_json::from_str(letter["event"].as_str().unwrap_or_default())?;
                let (failed_at, reason) = (time(&letter["failedAt"]), text(&letter["reason"]));
                if as_json {
                    let line = json!({"failedAt": failed_at, "reason": reason, "event": event});
                    output::print(&line.to_string());
                } else {
                    let line = format!(
                        "{failed_at} {} {}: {reason}",
                        event["detail"]["action-type"].as_str().unwrap_or("-"),
                        event["detail"]["repository-name"].as_str().unwrap_or("-"),
                    );
                    output::print(&output::one_line(&line));
                }
            }
        }
        Webhook::Redeliver { name, .. } => {
            let (mut count, mut input) = (0, json!({"registryId": account, "name": name, "maxResults": 500}));
            loop {
                let mut queued = operator
                    .call("RedeliverDeadLetters", region, input.clone())
                    .await?;
                count += queued["queuedEvents"].as_u64().unwrap_or_default();
                match queued["nextToken"].take() {
                    Value::Null => break,
                    token => input["nextToken"] = token,
                }
            }
            match as_json {
                true => output::json(&json!({"queued": count}))?,
                false => output::print(&format!("{count} events are posted again")),
            }
        }
    }
    Ok(())
}
