//! `wharf events`: what happened to images, as it was written down.

use std::collections::HashSet;
use std::process::ExitCode;
use std::time::Duration;

use serde_json::Value;
use wharf_aws::Timestamp;
use wharf_services::events::{Position, Told, told};
use wharf_services::{Cell, Clock};

use super::collection::cells;
use super::identity::block_on;
use crate::arguments::{Events, Format, Moment};
use crate::{Environment, output};

/// Events of one page.
const PAGE: i64 = 500;
/// How often a follower looks for more.
const POLL: Duration = Duration::from_millis(300);
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
        let mut cells = cells(&arguments.place, environment).await?;
        if let Some(region) = &arguments.region {
            cells.retain(|cell| cell.region == *region);
        }
        let mut readers: Vec<_> = cells.iter().map(|cell| Reader::new(cell, since)).collect();
        loop {
            for reader in &mut readers {
                reader.show(arguments).await?;
            }
            if !arguments.follow {
                break;
            }
            tokio::time::sleep(POLL).await;
        }
        for cell in &cells {
            cell.database.close().await;
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Reads a Region's events once each.
struct Reader<'a> {
    cell: &'a Cell,
    from: Timestamp,
    /// Those that were shown and are written as late as `from`, by their ids.
    shown: HashSet<String>,
}

impl Reader<'_> {
    fn new(cell: &Cell, from: Timestamp) -> Reader<'_> {
        Reader {
            cell,
            from,
            shown: HashSet::new(),
        }
    }

    async fn show(&mut self, arguments: &Events) -> anyhow::Result<()> {
        let (mut after, mut seen, mut last) = (Position::at(self.from), HashSet::new(), self.from);
        loop {
            let page = told(&self.cell.database, self.cell.region.as_str(), &after, PAGE).await?;
            let Some(Told { position, .. }) = page.last() else {
                break;
            };
            last = Timestamp::from_micros(position.created_at);
            after = position.clone();
            for event in page {
                let event: Value = serde_json::from_str(&event.document)?;
                let id = event["id"].as_str().unwrap_or_default().to_owned();
                if !self.shown.contains(&id) && wanted(&event, arguments) {
                    match arguments.format {
                        Format::Json => output::print(&event.to_string()),
                        Format::Text => output::print(&line(&event)),
                    }
                }
                seen.insert(id);
            }
        }
        let overlap = last.minus(OVERLAP);
        if overlap > self.from {
            self.from = overlap;
        }
        self.shown = seen;
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
