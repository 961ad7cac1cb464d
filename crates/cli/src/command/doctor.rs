//! `wharf doctor`.

use std::process::ExitCode;

use serde_json::json;
use wharf_aws::AccountId;
use wharf_node::Clock;

use super::operate::{block_on, regions};
use crate::Environment;
use crate::arguments::{Doctor, Format};
use crate::config::{Layers, Place};
use crate::doctor::{Finding, Machine, Outcome, Subject, examine, jobs};
use crate::folder::Folder;
use crate::node_file::NodeFile;
use crate::operator::Operator;
use crate::output;

pub(crate) fn run(arguments: &Doctor, environment: &Environment) -> anyhow::Result<ExitCode> {
    let place = Place::new(&Layers::resolve(&arguments.place, environment)?)?;
    let folder = Folder::new(&place.data);
    let findings = match subject(arguments, &folder) {
        Ok(subject) => {
            let pid = subject.node.pid;
            let tense = match folder.holder() == Some(pid) {
                true => "is",
                false => "was",
            };
            let found = format!("{} {tense} served by process {pid}", folder.path().display());
            let mut findings = vec![Finding::ok("data", found)];
            findings.extend(examine(&Machine::this(environment), &subject));
            findings.extend(jobs_of(&folder, &subject));
            findings
        }
        Err(error) => vec![Finding::fail("data", format!("{error:#}"))],
    };
    match arguments.format {
        Format::Json => output::json(&findings)?,
        Format::Text => output::print(&findings.iter().map(shown).collect::<String>()),
    }
    let failed = findings.iter().any(|finding| finding.outcome == Outcome::Fail);
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// What the node says of its jobs; nothing when none runs, which is told before.
fn jobs_of(folder: &Folder, subject: &Subject) -> Vec<Finding> {
    let asked = block_on(async {
        let Some(operator) = Operator::of_running(folder).await? else {
            return Ok(None);
        };
        let mut answers = Vec::new();
        for region in regions(&operator)? {
            let health = operator.call("GetJobHealth", Some(&region), json!({})).await?;
            answers.push((region.to_string(), health));
        }
        Ok(Some(answers))
    });
    match asked {
        Ok(Some(answers)) => jobs(subject, &answers, Clock::system().now()),
        Ok(None) => Vec::new(),
        Err(error) => vec![
            Finding::warn("jobs", format!("they cannot be asked about: {error:#}"))
                .todo("run it as the owner of the data folder, or as root"),
        ],
    }
}

fn subject(arguments: &Doctor, folder: &Folder) -> anyhow::Result<Subject> {
    let node = NodeFile::read(folder)?;
    let account = match arguments.account {
        Some(account) => account,
        None => node.account.parse::<AccountId>()?,
    };
    let region = arguments.region.as_ref().map(ToString::to_string);
    Ok(Subject {
        region: region.unwrap_or_else(|| node.region.clone()),
        account,
        node,
        data_flag: super::env::data_flag(folder),
    })
}

fn shown(finding: &Finding) -> String {
    let outcome = match finding.outcome {
        Outcome::Ok => "ok  ",
        Outcome::Warn => "warn",
        Outcome::Fail => "FAIL",
    };
    let mut text = format!("{outcome}  {}: {}\n", finding.check, finding.found);
    for line in &finding.todo {
        text.push_str(&format!("        {line}\n"));
    }
    text
}
