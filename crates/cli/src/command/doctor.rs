//! `wharf doctor`.

use std::io;
use std::process::ExitCode;

use serde_json::json;
use wharf_aws::AccountId;
use wharf_node::Clock;
use wharf_topology::live::{LiveError, Service};

use super::endpoint;
use super::operate::{block_on, regions};
use crate::Environment;
use crate::arguments::{Doctor, Endpoint, Format};
use crate::config::{Layers, Place};
use crate::doctor::{
    Finding, Machine, Outcome, Subject, add_lines, examine, fix_command, is_same, jobs, secrets, set, stores,
};
use crate::folder::Folder;
use crate::node_file::NodeFile;
use crate::operator::{NotLetIn, Operator};
use crate::output;

pub(crate) fn run(arguments: &Doctor, environment: &Environment) -> anyhow::Result<ExitCode> {
    let (_, place) = Layers::load(&arguments.place, environment, Place::new)?;
    let folder = Folder::of(&place);
    let findings = match subject(arguments, &folder) {
        Ok(subject) => {
            let pid = subject.node.pid;
            let tense = match folder.holder() == Some(pid) {
                true => "is",
                false => "was",
            };
            let found = format!("{} {tense} served by process {pid}", folder.path().display());
            let mut findings = vec![Finding::ok("data", found)];
            let machine = Machine::this(environment);
            let mut examined = examine(&machine, &subject);
            if arguments.fix {
                findings.push(fix(&machine, &subject, &examined));
                examined = examine(&machine, &subject);
            }
            findings.extend(examined);
            findings.extend(block_on(async { Ok(key(&subject, environment).await) })?);
            findings.extend(block_on(jobs_of(&folder, &subject))?);
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

/// Adds what `/etc/hosts` lacks.
fn fix(machine: &Machine, subject: &Subject, findings: &[Finding]) -> Finding {
    let lines = findings.iter().filter_map(|finding| finding.hosts_line.clone());
    match add_lines(machine, &lines.collect::<Vec<_>>()) {
        Ok(added) if added.is_empty() => Finding::ok("fix", "there was nothing to add to /etc/hosts"),
        Ok(added) => Finding::ok("fix", format!("added to /etc/hosts: {}", added.join(", "))),
        Err(error) => {
            let finding = Finding::fail("fix", format!("nothing was added to /etc/hosts: {error}"));
            let registry = (&subject.account, subject.region.as_str());
            match error.kind() {
                io::ErrorKind::PermissionDenied => finding.todo(format!(
                    "run it as root: {}",
                    fix_command(&subject.node, &subject.data_flag, registry)
                )),
                _ => finding,
            }
        }
    }
}

/// Whether the node knows the key that `aws` in this shell would sign with: it may be that of another data folder. Where requests go
/// elsewhere, or nowhere, other checks have told.
async fn key(subject: &Subject, environment: &Environment) -> Option<Finding> {
    let mut names = ["AWS_ACCESS_KEY_ID", "AWS_PROFILE"].into_iter();
    let from = names.find(|name| environment.get(name).is_some())?;
    let client = match endpoint::client(&Endpoint::default(), environment).await {
        Ok(client) => client,
        Err(error) => return Some(Finding::warn("key", format!("{error:#}")).todo(set(subject))),
    };
    let comes = |url: &str| is_same(url, &subject.node.endpoint);
    if !client.endpoint().is_some_and(comes) {
        return None;
    }
    match client.call(Service::Sts, "GetCallerIdentity", json!({})).await {
        Ok(who) => {
            let arn = who["Arn"].as_str().unwrap_or_default();
            Some(Finding::ok("key", format!("{from} is of {arn}")))
        }
        // That says nothing of the key.
        Err(error) if error.is(&["ServiceUnavailable", "Throttling", "SlowDown"]) => Some(Finding::warn(
            "key",
            format!("that of {from} cannot be asked about: {error}"),
        )),
        Err(error @ LiveError::Fault { .. }) => {
            let found = format!("the server refuses that of {from}: {error}");
            Some(Finding::fail("key", found).todo(set(subject)))
        }
        Err(_) => None,
    }
}

/// What the node says of its jobs.
async fn jobs_of(folder: &Folder, subject: &Subject) -> anyhow::Result<Vec<Finding>> {
    let (mut answers, mut findings) = (Vec::new(), Vec::new());
    let asked = async {
        let Some(operator) = Operator::of_running(folder).await? else {
            return Ok(false);
        };
        for region in regions(&operator).await? {
            match operator.call("GetJobHealth", Some(&region), json!({})).await {
                Ok(health) => answers.push((region.to_string(), health)),
                Err(error) => {
                    let found = format!("those of {region} cannot be asked about: {error:#}");
                    findings.push(Finding::warn("jobs", found).todo(see_log(subject)));
                }
            }
        }
        anyhow::Ok(true)
    };
    match asked.await {
        Ok(true) if answers.is_empty() && !findings.is_empty() => {}
        Ok(true) => {
            findings.extend(jobs(subject, &answers, Clock::system().now()));
            findings.extend(stores(subject, &answers));
            findings.extend(secrets(&answers));
        }
        // It takes the folder, and doctor changes nothing.
        Ok(false) => {
            let found = "no server can be asked; without one the command below looks at them";
            let todo = format!("wharf jobs list{}", subject.data_flag);
            findings.push(Finding::warn("jobs", found).todo(todo));
        }
        Err(error) => {
            let todo = match is_of_permission(&error) {
                true => "run it as the owner of the data folder, or as root".to_owned(),
                false => see_log(subject),
            };
            let found = format!("they cannot be asked about: {error:#}");
            findings.push(Finding::warn("jobs", found).todo(todo));
        }
    }
    Ok(findings)
}

fn see_log(subject: &Subject) -> String {
    format!("read the log of process {}: it says why", subject.node.pid)
}

fn is_of_permission(error: &anyhow::Error) -> bool {
    let mut causes = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>());
    error.is::<NotLetIn>() || causes.any(|cause| cause.kind() == io::ErrorKind::PermissionDenied)
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
        hosts: arguments.hosts.clone(),
        node,
        data_flag: folder.flag(),
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
