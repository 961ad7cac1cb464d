//! Does the node get on with what it does by itself?

use std::time::Duration;

use serde_json::Value;
use wharf_aws::Timestamp;

use super::{Finding, Subject};

const CHECK: &str = "jobs";
/// What is due for longer has no place, or no node that could do it.
const LATE: Duration = Duration::from_secs(15 * 60);

/// What the answers of each Region (`GetJobHealth`) say.
pub fn jobs(subject: &Subject, answers: &[(String, Value)], now: Timestamp) -> Vec<Finding> {
    let mut findings: Vec<Finding> = answers
        .iter()
        .find_map(|(_, answer)| still(subject, answer))
        .into_iter()
        .collect();
    let (mut failed, mut given_up) = (0, 0);
    for (region, answer) in answers {
        let jobs: Vec<&Value> = answer["jobs"].as_array().into_iter().flatten().collect();
        failed += jobs.iter().filter_map(|job| job["failed"].as_i64()).sum::<i64>();
        let single = jobs.iter().filter(|job| job["isRecurring"] == false);
        given_up += single.filter_map(|job| job["cancelled"].as_i64()).sum::<i64>();
        findings.extend(dead(subject, region, &jobs));
        findings.extend(cancelled(subject, region, &jobs));
        findings.extend(late(subject, region, &jobs, now));
    }
    if findings.is_empty() {
        let names: Vec<&str> = answers.iter().map(|(region, _)| region.as_str()).collect();
        let mut found = match names.as_slice() {
            [] => "no Region has any yet".to_owned(),
            _ => format!(
                "in {} nothing is dead or late, and every recurring job has its turns",
                names.join(", ")
            ),
        };
        if failed > 0 {
            found.push_str(&format!("; {failed} failed, and are tried again"));
        }
        if given_up > 0 {
            found.push_str(&format!("; {given_up} that are not recurring were cancelled"));
        }
        findings.push(Finding::ok(CHECK, found));
    }
    findings
}

fn still(subject: &Subject, answer: &Value) -> Option<Finding> {
    let part = answer["standingStill"].as_str()?;
    let seconds = &answer["standingStillForSeconds"];
    let found = format!("those of {part} have made no progress for {seconds} seconds");
    Some(Finding::fail(CHECK, found).todo(format!(
        "read the log of process {}: does the database answer, and has the disk room? Else restart it",
        subject.node.pid
    )))
}

/// `event-delivery 2, lifecycle-policy 1`
fn counted(jobs: &[&Value], figure: &str) -> Option<String> {
    let some = jobs
        .iter()
        .filter(|job| job[figure].as_i64().is_some_and(|count| count > 0));
    let said: Vec<String> = some.map(|job| format!("{} {}", name(job), job[figure])).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

fn name(job: &Value) -> &str {
    job["name"].as_str().unwrap_or_default()
}

fn dead(subject: &Subject, region: &str, jobs: &[&Value]) -> Option<Finding> {
    let flag = &subject.data_flag;
    let found = format!("dead letters in {region}: {}", counted(jobs, "dead")?);
    let finding = Finding::warn(CHECK, found)
        .todo(format!("wharf jobs list --state dead --region {region}{flag}"))
        .todo(format!(
            "mend what the last errors say, then: wharf jobs retry JOB{flag}"
        ));
    Some(finding)
}

/// Of what comes again and again: the rest was cancelled for good.
fn cancelled(subject: &Subject, region: &str, jobs: &[&Value]) -> Vec<Finding> {
    let stopped = jobs
        .iter()
        .filter(|job| job["isRecurring"] == true && job["cancelled"] != 0);
    let finding = |job: &&Value| {
        let found = format!("{} is cancelled in {region}: it has no turns there", name(job));
        Finding::warn(CHECK, found).todo(format!(
            "wharf jobs retry {region}/{}{}",
            name(job),
            subject.data_flag
        ))
    };
    stopped.map(finding).collect()
}

fn late(subject: &Subject, region: &str, jobs: &[&Value], now: Timestamp) -> Option<Finding> {
    let since = |job: &&Value| Timestamp::from_seconds_f64(job["dueSince"].as_f64()?).ok();
    // What rests is not late: the state of the node says why.
    let awake = jobs.iter().filter(|job| job["isResting"] != true);
    let oldest = awake.filter_map(|job| Some((since(job)?, name(job))));
    let (since, name) = oldest
        .min_by_key(|(since, _)| *since)
        .filter(|(since, _)| *since < now.minus(LATE))?;
    let finding = Finding::warn(CHECK, format!("{name} is due in {region} since {since}, and was not begun"))
        .todo(format!("what is under way: wharf jobs list --state running --region {region}{}", subject.data_flag))
        .todo("how long steps take: wharf_job_step_seconds at /metrics; another node on the database would share the work");
    Some(finding)
}
