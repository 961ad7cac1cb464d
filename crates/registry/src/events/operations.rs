//! Make, list and delete webhooks; look events and dead letters up.

use wharf_aws::wharf::*;

use super::deliver;
use super::model;
use super::webhook::{Hooks, WebhookError};
use super::{Position, list};
use wharf_kernel::operation::operation;
use wharf_kernel::operator;
use wharf_kernel::page::{Page, of_region};
use wharf_kernel::{Access, Context, Error, Purpose};

/// What the positions of events are sealed for.
const EVENTS: &[&str] = &["ListEvents"];

fn shown(hook: model::Webhook, pending: i64) -> Webhook {
    Webhook {
        name: hook.name,
        url: hook.url,
        repository_filter: hook.filter,
        created_at: hook.created_at,
        pending_events: pending,
    }
}

operation! {
    /// Has the events of a registry posted to a URL; gives the secret that signs them.
    CreateWebhook(CreateWebhookRequest) -> CreateWebhookResponse,
    access(_, _) { vec![Access::node("CreateWebhook")] },
    run(context, input) {
        let registry = operator::open_account(context, input.registry_id.as_ref()).await?;
        let (cell, node) = (context.cell().await?, context.node);
        let filter = input.repository_filter.unwrap_or_else(|| "*".to_owned());
        let now = node.clock.now();
        let hooks = Hooks::new(&cell, &registry, &node.sealer);
        let secret = hooks.create(&input.name, &input.url, &filter, &node.entropy, now).await?;
        Ok(CreateWebhookResponse {
            webhook: Webhook {
                name: input.name,
                url: input.url,
                repository_filter: filter,
                created_at: now,
                pending_events: 0,
            },
            secret: secret.to_string(),
        })
    }
}

operation! {
    /// The webhooks of a registry, by name, with how many events wait for each.
    ListWebhooks(ListWebhooksRequest) -> ListWebhooksResponse,
    access(_, _) { vec![Access::node("ListWebhooks")] },
    run(context, input) {
        let registry = operator::account(context, input.registry_id.as_ref()).await?;
        let cell = context.cell().await?;
        let all = Hooks::new(&cell, &registry, &context.node.sealer).list().await?;
        let webhooks = all.into_iter().map(|(hook, pending)| shown(hook, pending)).collect();
        Ok(ListWebhooksResponse { webhooks })
    }
}

operation! {
    /// Removes a webhook; what waits for it goes soon after, in steps.
    DeleteWebhook(DeleteWebhookRequest) -> DeleteWebhookResponse,
    access(_, _) { vec![Access::node("DeleteWebhook")] },
    run(context, input) {
        let registry = operator::account(context, input.registry_id.as_ref()).await?;
        let cell = context.cell().await?;
        let node = context.node;
        Hooks::new(&cell, &registry, &node.sealer).delete(&input.name, node.clock.now()).await?;
        node.forget_unreadable(&deliver::record(&cell.scope(&registry), &input.name));
        node.jobs.wake();
        Ok(DeleteWebhookResponse {})
    }
}

/// A page of the events that could not be delivered to a webhook, and the token of the next one.
async fn letters(
    context: &Context<'_>,
    hooks: &Hooks<'_>,
    name: &str,
    page: Page,
) -> Result<(Vec<model::DeadLetter>, Option<String>), Error<Fault>> {
    let (stream, sequence) = page.after.split_once(' ').unwrap_or(("", "0"));
    let after = (stream, sequence.parse().unwrap_or(0));
    let letters = hooks.dead_letters(name, after, page.limit()).await?;
    let key = |letter: &model::DeadLetter| format!("{} {}", letter.stream, letter.sequence);
    Ok(page.finish(context, letters, key))
}

operation! {
    /// The events that could not be delivered to a webhook.
    ListDeadLetters(ListDeadLettersRequest) -> ListDeadLettersResponse,
    access(_, _) { vec![Access::node("ListDeadLetters")] },
    run(context, input) {
        let registry = operator::account(context, input.registry_id.as_ref()).await?;
        let cell = context.cell().await?;
        let hooks = Hooks::new(&cell, &registry, &context.node.sealer);
        let list = ["ListDeadLetters", registry.as_str(), &input.name];
        let page = operator::page(context, &list, input.next_token.as_deref(), input.max_results)?;
        let (letters, next_token) = letters(context, &hooks, &input.name, page).await?;
        let shown = |letter: model::DeadLetter| DeadLetter {
            event: letter.document,
            reason: letter.reason,
            failed_at: letter.failed_at,
        };
        Ok(ListDeadLettersResponse { dead_letters: letters.into_iter().map(shown).collect(), next_token })
    }
}

operation! {
    /// Queues again what could not be delivered to a webhook, a page of it.
    RedeliverDeadLetters(RedeliverDeadLettersRequest) -> RedeliverDeadLettersResponse,
    access(_, _) { vec![Access::node("RedeliverDeadLetters")] },
    run(context, input) {
        let registry = operator::account(context, input.registry_id.as_ref()).await?;
        let cell = context.cell().await?;
        let hooks = Hooks::new(&cell, &registry, &context.node.sealer);
        let list = ["RedeliverDeadLetters", registry.as_str(), &input.name];
        let page = operator::page(context, &list, input.next_token.as_deref(), input.max_results)?;
        let (letters, next_token) = letters(context, &hooks, &input.name, page).await?;
        let queued_events = hooks.redeliver(&input.name, letters, context.node.clock.now()).await?;
        context.node.jobs.wake();
        Ok(RedeliverDeadLettersResponse { queued_events, next_token })
    }
}

operation! {
    /// The events of all registries of the Region in the order of their times, and the position from which the next call goes on.
    ListEvents(ListEventsRequest) -> ListEventsResponse,
    access(_, _) { vec![Access::node("ListEvents")] },
    run(context, input) {
        let (node, cell) = (context.node, context.cell().await?);
        let binding = of_region(context, EVENTS);
        let opened = input.position.as_deref().map(|position| {
            let plain = node.sealer.open_text(Purpose::NextToken, &binding, position)?;
            Position::parse(std::str::from_utf8(&plain).ok()?)
        });
        let after = match opened {
            Some(position) => position.ok_or_else(|| Error::Invalid("Invalid position".to_owned()))?,
            None => input.since.map_or_else(Position::default, Position::at),
        };
        let most = input.max_results.unwrap_or(operator::PAGE);
        let events = list(&cell.database, cell.region.as_str(), &after, most).await?;
        let position = events.last().map_or(&after, |last| &last.position).to_string();
        Ok(ListEventsResponse {
            position: Some(node.sealer.seal_text(Purpose::NextToken, &binding, position.as_bytes())),
            events: events.into_iter().map(|event| event.document).collect(),
        })
    }
}

impl From<WebhookError> for Error<Fault> {
    fn from(error: WebhookError) -> Error<Fault> {
        let message = error.to_string();
        Error::Fault(match error {
            WebhookError::NotFound(_) => Fault::WebhookNotFound { message },
            WebhookError::NameTaken(_) => Fault::WebhookAlreadyExists { message },
            WebhookError::Name(_) | WebhookError::Url | WebhookError::Filter(_) => {
                Fault::InvalidParameter { message }
            }
            WebhookError::TooMany => Fault::LimitExceeded { message },
            WebhookError::Unavailable(unavailable) => return Error::Unavailable(unavailable),
        })
    }
}
