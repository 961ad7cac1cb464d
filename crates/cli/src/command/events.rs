//! `wharf events`: what happened to images, as it was written down.

use std::collections::{HashMap, VecDeque};
use std::process::ExitCode;
use std::time::Duration;

use serde_json::{Value, json};
use wharf_aws::{Region, Timestamp};
use wharf_node::Clock;

use super::operate::{block_on, is_of_the_store, known_account, known_region, not_answered, regions};
use crate::arguments::{Events, Format};
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
            Some(moment) => moment.begin(now),
            None if arguments.follow => now,
            None => Timestamp::from_micros(0),
        };
        let mut readers: Vec<Reader> = Vec::new();
        let mut is_first = true;
        loop {
            // Opened for each look, so that a follower is not in the way of a node that starts.
            let operator = Operator::open(&arguments.place, environment).await?;
            let shown = async {
                if is_first {
                    check_names(&operator, arguments).await?;
                }
                show(&operator, &mut readers, since, arguments).await
            };
            let shown = shown.await;
            operator.close().await;
            let count = shown?;
            is_first = false;
            if !arguments.follow {
                let has_failed = readers.iter().any(|reader| reader.has_failed);
                if count == 0 && !has_failed && arguments.format == Format::Text {
                    output::print("no such events");
                }
                return Ok(match has_failed {
                    true => ExitCode::FAILURE,
                    false => ExitCode::SUCCESS,
                });
            }
            if !output::arrives() {
                return Ok(ExitCode::SUCCESS);
            }
            tokio::time::sleep(POLL).await;
        }
    })
}

/// Refuses an account that is not there, and a Region without a store unless it may get one while it is followed.
async fn check_names(operator: &Operator, arguments: &Events) -> anyhow::Result<()> {
    if let Some(account) = &arguments.account {
        known_account(operator, account).await?;
    }
    if let Some(region) = arguments.region.as_ref().filter(|_| !arguments.follow) {
        known_region(operator, region.as_str()).await?;
    }
    Ok(())
}

/// Shows what is new in every Region, those that are new themselves included, in the order of time; how many events.
async fn show(
    operator: &Operator,
    readers: &mut Vec<Reader>,
    since: Timestamp,
    arguments: &Events,
) -> anyhow::Result<usize> {
    for region in regions(operator).await? {
        let is_wanted = arguments.region.as_ref().is_none_or(|wanted| *wanted == region);
        if is_wanted && !readers.iter().any(|reader| reader.region == region) {
            readers.push(Reader::new(region, since));
        }
    }
    readers.iter_mut().for_each(Reader::begin);
    let mut count = 0;
    loop {
        for reader in readers.iter_mut() {
            reader.fill(operator).await?;
        }
        let next = readers
            .iter_mut()
            .filter_map(|reader| Some((reader.read.front()?.0, reader)));
        let Some((_, reader)) = next.min_by_key(|(at, _)| *at) else {
            return Ok(count);
        };
        let event = reader.read.pop_front();
        if let Some((_, event)) = event.filter(|(_, event)| wanted(event, arguments)) {
            count += 1;
            output::print(&match arguments.format {
                Format::Json => event.to_string(),
                Format::Text => line(&event),
            });
        }
    }
}

/// Reads a Region's events once each.
struct Reader {
    region: Region,
    from: Timestamp,
    /// The ids of those that were seen and are as late as `from`, with their times.
    seen: HashMap<String, Timestamp>,
    /// Those of the page that was read last that are not shown yet.
    read: VecDeque<(Timestamp, Value)>,
    /// Where the next page of this look begins; none before the first one.
    position: Option<Value>,
    /// The time of the event that was read last.
    last: Timestamp,
    /// Whether this look has read all pages.
    is_done: bool,
    /// Whether the Region's store failed at the last look.
    has_failed: bool,
}

impl Reader {
    fn new(region: Region, from: Timestamp) -> Reader {
        Reader {
            region,
            from,
            seen: HashMap::new(),
            read: VecDeque::new(),
            position: None,
            last: from,
            is_done: true,
            has_failed: false,
        }
    }

    /// Begins another look.
    fn begin(&mut self) {
        self.from = self.from.max(self.last.minus(OVERLAP));
        self.last = self.from;
        self.position = None;
        self.is_done = false;
    }

    /// Reads until there is something to show, or nothing more. A store that fails has nothing more; it is told of once.
    async fn fill(&mut self, operator: &Operator) -> anyhow::Result<()> {
        while self.read.is_empty() && !self.is_done {
            let input = match self.position.take() {
                Some(position) => json!({"position": position, "maxResults": PAGE}),
                None => json!({"since": self.from.micros() as f64 / 1e6, "maxResults": PAGE}),
            };
            let answer = operator.call("ListEvents", Some(&self.region), input).await;
            let had_failed = std::mem::take(&mut self.has_failed);
            let mut page = match answer {
                Err(error) if is_of_the_store(&error) => {
                    if !had_failed {
                        output::error(&not_answered(&self.region, &error));
                    }
                    (self.has_failed, self.is_done) = (true, true);
                    return Ok(());
                }
                answer => answer?,
            };
            let events = match page["events"].take() {
                Value::Array(events) if !events.is_empty() => events,
                _ => {
                    self.is_done = true;
                    return Ok(());
                }
            };
            self.position = Some(page["position"].take());
            for event in events {
                let event: Value = serde_json::from_str(event.as_str().unwrap_or_default())?;
                let id = event["id"].as_str().unwrap_or_default().to_owned();
                if let Some(Ok(time)) = event["time"].as_str().map(str::parse) {
                    self.last = time;
                }
                if self.seen.insert(id, self.last).is_none() {
                    self.read.push_back((self.last, event));
                }
            }
            // What is older than the next look goes back is not seen again.
            let overlap = self.last.minus(OVERLAP);
            self.seen.retain(|_, time| *time >= overlap);
        }
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

/// `2026-11-27T01:02:03Z us-east-1 111122223333 PUSH payments/api:v1 sha256:…`, in the words of the document.
fn line(event: &Value) -> String {
    let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).unwrap_or("-");
    let tag = event
        .pointer("/detail/image-tag")
        .and_then(Value::as_str)
        .map_or(String::new(), |tag| format!(":{tag}"));
    let class = event
        .pointer("/detail/target-storage-class")
        .and_then(Value::as_str)
        .map_or(String::new(), |class| format!(" {class}"));
    let line = format!(
        "{} {} {} {:<7} {}{tag} {}{class}",
        text("/time"),
        text("/region"),
        text("/account"),
        text("/detail/action-type"),
        text("/detail/repository-name"),
        event
            .pointer("/detail/layer-digest")
            .and_then(Value::as_str)
            .unwrap_or_else(|| text("/detail/image-digest")),
    );
    output::one_line(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_words_of_the_document() {
        let event = json!({
            "time": "2026-11-29T12:00:00Z", "region": "us-east-1", "account": "111122223333",
            "detail": {"action-type": "UPDATE_STORAGE_CLASS", "target-storage-class": "STANDARD",
                "repository-name": "app", "image-digest": "sha256:1"},
        });
        assert_eq!(
            line(&event),
            "2026-11-29T12:00:00Z us-east-1 111122223333 UPDATE_STORAGE_CLASS app sha256:1 STANDARD"
        );
    }
}
