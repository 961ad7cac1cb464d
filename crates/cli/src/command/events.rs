//! `wharf events`: what happened to images, as it was written down.

use std::collections::HashMap;
use std::process::ExitCode;
use std::time::Duration;

use serde_json::{Value, json};
use wharf_aws::{Region, Timestamp};
use wharf_node::Clock;

use super::operate::{block_on, regions};
use crate::arguments::{Events, Format, Moment};
use crate::operator::Operator;
use crate::{Environment, output};

/// Events of one page.
const PAGE: i64 = 500;
/// How often a follower looks for more.
const POLL: Duration = Duration::from_secs(2);
/// How far back a follower looks each time: events of several nodes are not written in the order of their times.
const OVERLAP: Duration = Duration::from_secs(10);

pub(crate) fn run(arguments: &Events, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let now = Clock::system().now();
        let since = match arguments.since {
            Some(Moment::At(at)) => at,
            Some(Moment::Ago(time)) => now.minus(time),
            None if arguments.follow => now,
            None => Timestamp::from_micros(0),
        };
        let mut readers: Vec<Reader> = Vec::new();
        loop {
            // Opened for each look, so that a follower is not in the way of a node that starts.
            let operator = Operator::open(&arguments.place, environment).await?;
            let shown = show(&operator, &mut readers, since, arguments).await;
            operator.close().await;
            shown?;
            if !arguments.follow || !output::arrives() {
                return Ok(ExitCode::SUCCESS);
            }
            tokio::time::sleep(POLL).await;
        }
    })
}

/// Shows what is new in every Region, those that are new themselves included.
async fn show(
    operator: &Operator,
    readers: &mut Vec<Reader>,
    since: Timestamp,
    arguments: &Events,
) -> anyhow::Result<()> {
    for region in regions(operator)? {
        let is_wanted = arguments.region.as_ref().is_none_or(|wanted| *wanted == region);
        if is_wanted && !readers.iter().any(|reader| reader.region == region) {
            readers.push(Reader::new(region, since));
        }
    }
    for reader in readers {
        reader.show(operator, arguments).await?;
    }
    Ok(())
}

/// Reads a Region's events once each.
struct Reader {
    region: Region,
    from: Timestamp,
    /// The ids of those that were seen and are as late as `from`, with their times.
    seen: HashMap<String, Timestamp>,
}

impl Reader {
    fn new(region: Region, from: Timestamp) -> Reader {
        Reader {
            region,
            from,
            seen: HashMap::new(),
        }
    }

    async fn show(&mut self, operator: &Operator, arguments: &Events) -> anyhow::Result<()> {
        let since = self.from.micros() as f64 / 1e6;
        let mut input = json!({"since": since, "maxResults": PAGE});
        let mut last = self.from;
        loop {
            let mut page = operator
                .call("ListEvents", Some(&self.region), input.clone())
                .await?;
            let Value::Array(events) = page["events"].take() else {
                break;
            };
            if events.is_empty() {
                break;
            }
            input = json!({"position": page["position"], "maxResults": PAGE});
            for event in events {
                let event: Value = serde_json::from_str(event.as_str().unwrap_or_default())?;
                let id = event["id"].as_str().unwrap_or_default().to_owned();
                if let Some(Ok(time)) = event["time"].as_str().map(str::parse) {
                    last = time;
                }
                if self.seen.insert(id, last).is_none() && wanted(&event, arguments) {
                    match arguments.format {
                        Format::Json => output::print(&event.to_string()),
                        Format::Text => output::print(&line(&event)),
                    }
                }
            }
            // What is older than the next look goes back is not seen again.
            let overlap = last.minus(OVERLAP);
            self.seen.retain(|_, time| *time >= overlap);
        }
        self.from = self.from.max(last.minus(OVERLAP));
        Ok(())
    }
}

fn wanted(event: &Value, arguments: &Events) -> bool {
    let is = |pointer: &str, text: &str| event.pointer(pointer).and_then(Value::as_str) == Some(text);
    arguments
        .account
        .as_ref()
        .is_none_or(|account| is("/account", account.as_str()))
        && arguments
            .repository
            .as_ref()
            .is_none_or(|name| is("/detail/repository-name", name))
}

/// `2026-11-27T01:02:03Z us-east-1 111122223333 PUSH payments/api:v1 sha256:…`
fn line(event: &Value) -> String {
    let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).unwrap_or("-");
    let tag = event
        .pointer("/detail/image-tag")
        .and_then(Value::as_str)
        .map_or(String::new(), |tag| format!(":{tag}"));
    let action = match text("/detail/target-storage-class") {
        "ARCHIVE" => "ARCHIVE",
        "STANDARD" => "RESTORE",
        _ => text("/detail/action-type"),
    };
    format!(
        "{} {} {} {action:<7} {}{tag} {}",
        text("/time"),
        text("/region"),
        text("/account"),
        text("/detail/repository-name"),
        text("/detail/image-digest"),
    )
}
