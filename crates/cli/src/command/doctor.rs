//! `wharf doctor`.

use std::process::ExitCode;

use wharf_aws::AccountId;

use crate::Environment;
use crate::arguments::{Doctor, Format};
use crate::config::{Layers, Place};
use crate::doctor::{Finding, Machine, Outcome, Subject, examine};
use crate::folder::Folder;
use crate::node_file::NodeFile;
use crate::output;

pub(crate) fn run(arguments: &Doctor, environment: &Environment) -> anyhow::Result<ExitCode> {
    let place = Place::new(&Layers::resolve(&arguments.place, environment)?)?;
    let folder = Folder::new(&place.data);
    let findings = match subject(arguments, &folder) {
        Ok(subject) => {
            let found = format!(
                "{} was served by process {}",
                folder.path().display(),
                subject.node.pid
            );
            let mut findings = vec![Finding::ok("data", found)];
            findings.extend(examine(&Machine::this(environment), &subject));
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
