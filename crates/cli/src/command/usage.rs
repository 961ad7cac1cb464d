//! `wharf usage`: what each account held, asked and took away, by day.

use std::process::ExitCode;

use serde_json::{Value, json};
use wharf_aws::Timestamp;
use wharf_node::Clock;
use wharf_node::usage::{Storage, Traffic};

use super::operate::{Asked, block_on, known_account, regions};
use crate::arguments::{Usage, UsageFormat};
use crate::interrupt::unless_interrupted;
use crate::operator::Operator;
use crate::progress::Progress;
use crate::{Environment, output};

pub(crate) fn run(arguments: &Usage, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let now = Clock::system().now();
        let today = now.day();
        let from = match &arguments.from {
            Some(day) => start(day)?,
            None => start(&format!("{}-01", &today[..7]))?,
        };
        let to = match &arguments.to {
            Some(day) => start(day)?,
            None => now,
        };
        let operator = Operator::open(&arguments.place, environment).await?;
        let mut asked = Asked::default();
        let progress = Progress::new(environment);
        let done = || "nothing was printed".to_owned();
        let work = report(&operator, arguments, (from, to), &mut asked, &progress);
        let report = unless_interrupted(&progress, done, work).await;
        operator.close().await;
        let (mut storage, mut traffic) = report?;
        if let Some(account) = &arguments.account {
            storage.retain(|row| row.owner == account.as_str());
            traffic.retain(|row| [row.owner.as_str(), &row.account].contains(&account.as_str()));
        }
        match arguments.format {
            UsageFormat::Json => output::json(&json!({"storage": storage, "traffic": traffic}))?,
            UsageFormat::Csv => output::print(&csv(&storage, &traffic)),
            UsageFormat::Text if storage.is_empty() && traffic.is_empty() => {
                output::print(&format!("no usage from {} to {}", from.day(), to.day()));
            }
            UsageFormat::Text => output::print(&text(&storage, &traffic)),
        }
        Ok(asked.code())
    })
}

/// The usage of all Regions from one day to another.
async fn report(
    operator: &Operator,
    arguments: &Usage,
    (from, to): (Timestamp, Timestamp),
    asked: &mut Asked,
    progress: &Progress,
) -> anyhow::Result<(Vec<Storage>, Vec<Traffic>)> {
    progress.begin("asking which Regions there are", "");
    if let Some(account) = &arguments.account {
        known_account(operator, account).await?;
    }
    let (mut storage, mut traffic) = (Vec::new(), Vec::new());
    let regions = regions(operator).await?;
    let count = regions.len();
    for (at, region) in regions.into_iter().enumerate() {
        progress.begin(format!("measuring {region} ({} of {count})", at + 1), "");
        // What is held at the moment, not what the node measured within the last hour.
        let measured = operator.call("MeasureUsage", Some(&region), json!({})).await;
        if asked.answered(&region, measured)?.is_none() {
            continue;
        }
        progress.begin(
            format!("reading the usage of {region} ({} of {count})", at + 1),
            "rows",
        );
        let before = storage.len() + traffic.len();
        let mut input = json!({"from": from.day(), "to": to.day(), "maxResults": 1000});
        loop {
            let answer = operator.call("GetUsage", Some(&region), input.clone()).await;
            let Some(mut page) = asked.answered(&region, answer)? else {
                break;
            };
            storage.extend(serde_json::from_value::<Vec<Storage>>(page["storage"].take())?);
            traffic.extend(serde_json::from_value::<Vec<Traffic>>(page["traffic"].take())?);
            progress.things(storage.len() + traffic.len() - before, 0);
            match page["nextToken"].take() {
                Value::Null => break,
                token => input["nextToken"] = token,
            }
        }
    }
    Ok((storage, traffic))
}

fn start(day: &str) -> anyhow::Result<Timestamp> {
    Ok(format!("{day}T00:00:00Z").parse()?)
}

/// No field has a comma or a quotation mark: days, Regions, accounts and numbers.
fn csv(storage: &[Storage], traffic: &[Traffic]) -> String {
    let mut rows = vec![
        "day,region,owner,account,requests,pulled_bytes,logical_bytes,stored_bytes,images,repositories"
            .to_owned(),
    ];
    rows.extend(storage.iter().map(|row| {
        let Storage {
            day,
            region,
            owner,
            logical_bytes,
            stored_bytes,
            images,
            repositories,
        } = row;
        format!("{day},{region},{owner},,,,{logical_bytes},{stored_bytes},{images},{repositories}")
    }));
    rows.extend(traffic.iter().map(|row| {
        let Traffic {
            day,
            region,
            owner,
            account,
            requests,
            pulled_bytes,
        } = row;
        format!("{day},{region},{owner},{account},{requests},{pulled_bytes},,,,")
    }));
    rows.join("\n")
}

fn text(storage: &[Storage], traffic: &[Traffic]) -> String {
    let head = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut held: Vec<[String; 7]> = Vec::new();
    let title = head(&[
        "DAY",
        "REGION",
        "OWNER",
        "LOGICAL",
        "STORED",
        "IMAGES",
        "REPOSITORIES",
    ]);
    held.extend(<[String; 7]>::try_from(title));
    held.extend(storage.iter().map(|row| {
        [
            row.day.clone(),
            row.region.clone(),
            row.owner.clone(),
            bytes(row.logical_bytes),
            bytes(row.stored_bytes),
            row.images.to_string(),
            row.repositories.to_string(),
        ]
    }));
    let mut asked: Vec<[String; 6]> = Vec::new();
    let title = head(&["DAY", "REGION", "OWNER", "ACCOUNT", "REQUESTS", "PULLED"]);
    asked.extend(<[String; 6]>::try_from(title));
    asked.extend(traffic.iter().map(|row| {
        [
            row.day.clone(),
            row.region.clone(),
            row.owner.clone(),
            row.account.clone(),
            row.requests.to_string(),
            bytes(row.pulled_bytes),
        ]
    }));
    format!("{}\n{}", output::table(&held), output::table(&asked))
}

/// `1.5 GiB`
fn bytes(count: i64) -> String {
    const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
    let (mut value, mut unit) = (count as f64, 0);
    while value >= 1024.0 && unit + 1 < UNITS.len() {
        (value, unit) = (value / 1024.0, unit + 1);
    }
    match unit {
        0 => format!("{count} B"),
        _ => format!("{value:.1} {}", UNITS[unit]),
    }
}
