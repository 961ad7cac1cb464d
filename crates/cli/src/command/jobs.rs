//! `wharf jobs list|show|retry|cancel`: what nodes do by themselves.

use std::process::ExitCode;

use serde_json::{Map, Value, json};
use wharf_aws::Region;
use wharf_node::jobs::Id;

use super::operate::{Asked, block_on, known_region, list as names, regions, text, time};
use crate::arguments::{Format, JobState, Jobs, NamedJobs};
use crate::exit::Usage;
use crate::operator::Operator;
use crate::{Environment, output};

/// Jobs that people are shown when they do not say.
const SHOWN: usize = 200;
/// Jobs of one page.
const PAGE: usize = 1000;
/// Of why a job failed, what a table shows.
const REASON: usize = 80;

pub(crate) fn run(arguments: &Jobs, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let (Jobs::List { place, .. }
        | Jobs::Show { place, .. }
        | Jobs::Retry(NamedJobs { place, .. })
        | Jobs::Cancel(NamedJobs { place, .. })) = arguments;
        let operator = Operator::open(place, environment).await?;
        let done = act(arguments, &operator).await;
        operator.close().await;
        done
    })
}

async fn act(arguments: &Jobs, operator: &Operator) -> anyhow::Result<ExitCode> {
    match arguments {
        Jobs::List {
            region,
            job,
            state,
            limit,
            format,
            ..
        } => {
            let limit = match (limit, format) {
                (Some(0), _) | (None, Format::Json) => usize::MAX,
                (Some(limit), _) => *limit,
                (None, Format::Text) => SHOWN,
            };
            let regions = match region {
                Some(region) => vec![known_region(operator, region.as_str()).await?],
                None => regions(operator).await?,
            };
            let mut asked = Asked::default();
            let filter = (job.as_deref(), *state);
            let (jobs, is_all) = list(operator, &regions, filter, limit, &mut asked).await?;
            match format {
                Format::Json => jobs
                    .iter()
                    .for_each(|job| output::print(&for_programs(job).to_string())),
                Format::Text if jobs.is_empty() => {
                    output::print(&format!("no such jobs in {}", names(&regions)))
                }
                Format::Text => output::print(&table(&jobs, is_all)),
            }
            return Ok(asked.code());
        }
        Jobs::Show { job, format, .. } => {
            let (region, input) = named(operator, job).await?;
            let found = operator.call("GetJob", Some(&region), input).await?;
            match format {
                Format::Json => output::json(&for_programs(&found["job"]))?,
                Format::Text => output::print(&for_people(&found["job"], &operator.folder.flag())),
            }
        }
        Jobs::Retry(named) => return each(operator, "RetryJob", named, "is due now").await,
        Jobs::Cancel(named) => return each(operator, "CancelJob", named, "is cancelled").await,
    }
    Ok(ExitCode::SUCCESS)
}

/// The jobs of some Regions, up to `limit`, and whether those are all.
async fn list(
    operator: &Operator,
    regions: &[Region],
    (job, state): (Option<&str>, Option<JobState>),
    limit: usize,
    asked: &mut Asked,
) -> anyhow::Result<(Vec<Value>, bool)> {
    let mut found: Vec<Value> = Vec::new();
    for region in regions {
        let mut input = json!({});
        input["name"] = json!(job);
        input["state"] = json!(state.map(JobState::word));
        loop {
            // One more than wanted tells whether there are more.
            let wanted = limit.saturating_sub(found.len()).saturating_add(1);
            input["maxResults"] = json!(wanted.min(PAGE));
            let answer = operator.call("ListJobs", Some(region), input.clone()).await;
            let Some(mut page) = asked.answered(region, answer)? else {
                break;
            };
            if let Value::Array(more) = page["jobs"].take() {
                found.extend(more);
            }
            if found.len() > limit {
                found.truncate(limit);
                return Ok((found, false));
            }
            match page["nextToken"].take() {
                Value::Null => break,
                token => input["nextToken"] = token,
            }
        }
    }
    Ok((found, true))
}

/// Does the same to each job that is named: one that is refused does not keep the others from it.
async fn each(
    operator: &Operator,
    operation: &str,
    named_jobs: &NamedJobs,
    said: &str,
) -> anyhow::Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    for job in &named_jobs.jobs {
        let done = async {
            let (region, input) = named(operator, job).await?;
            operator.call(operation, Some(&region), input).await
        };
        match (done.await, named_jobs.format) {
            (Ok(changed), Format::Json) => output::print(&for_programs(&changed["job"]).to_string()),
            (Ok(_), Format::Text) => output::print(&format!("{job} {said}")),
            (Err(error), _) => {
                output::error(&error);
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}

/// The Region of a job, and the input that names it.
async fn named(operator: &Operator, job: &str) -> anyhow::Result<(Region, Value)> {
    let id: Id = job.parse().map_err(|_| {
        Usage(format!(
            "'{job}' names no job: `wharf jobs list{}` shows names such as us-east-1/collection",
            operator.folder.flag()
        ))
    })?;
    let region = known_region(operator, id.scope.second()).await?;
    Ok((region, json!({ "jobId": job })))
}

fn for_programs(job: &Value) -> Value {
    let mut shown = Map::new();
    for (member, value) in job.as_object().into_iter().flatten() {
        let (name, value) = match member.as_str() {
            "jobId" => ("id", value.clone()),
            "state" => ("state", json!(text(value).to_lowercase())),
            "dueAt" | "heldUntil" | "createdAt" => (member.as_str(), json!(time(value))),
            other => (other, value.clone()),
        };
        shown.insert(name.to_owned(), value);
    }
    Value::Object(shown)
}

/// When a step of it begins next.
fn due(job: &Value) -> String {
    match (text(&job["state"]).as_str(), &job["dueAt"]) {
        (_, Value::Null) => "never".to_owned(),
        ("RUNNING", _) => "now".to_owned(),
        (_, due) => time(due),
    }
}

fn table(jobs: &[Value], is_all: bool) -> String {
    let title = ["JOB", "STATE", "DUE", "ATTEMPTS", "LAST ERROR"].map(str::to_owned);
    let row = |job: &Value| {
        let reason = text(&job["lastError"]).replace('\n', " ");
        let mut cut: String = reason.chars().take(REASON).collect();
        if cut.len() < reason.len() {
            cut.push('…');
        }
        let state = text(&job["state"]).to_lowercase();
        [
            text(&job["jobId"]),
            state,
            due(job),
            job["attempts"].to_string(),
            cut,
        ]
    };
    let rows: Vec<_> = std::iter::once(title).chain(jobs.iter().map(row)).collect();
    let mut shown = output::table(&rows);
    if !is_all {
        shown.push_str("there are more: --limit 0 shows all; --region, --job and --state narrow it\n");
    }
    shown
}

fn for_people(job: &Value, data: &str) -> String {
    let (id, state) = (text(&job["jobId"]), text(&job["state"]).to_lowercase());
    let mut rows = vec![
        ["job", &id].map(str::to_owned),
        ["state", &state].map(str::to_owned),
        ["due".to_owned(), due(job)],
        ["attempts".to_owned(), job["attempts"].to_string()],
        ["asked for".to_owned(), time(&job["createdAt"])],
    ];
    if !job["heldUntil"].is_null() {
        rows.push(["held until".to_owned(), time(&job["heldUntil"])]);
    }
    for (name, member) in [
        ("destination", "destination"),
        ("progress", "progress"),
        ("last error", "lastError"),
    ] {
        if !job[member].is_null() {
            rows.push([name.to_owned(), text(&job[member])]);
        }
    }
    let next = match state.as_str() {
        "dead" => format!("mend what the last error says, then: wharf jobs retry {id}{data}"),
        "cancelled" => format!("wharf jobs retry {id}{data}"),
        _ => return output::table(&rows),
    };
    rows.push(["next".to_owned(), next]);
    output::table(&rows)
}
