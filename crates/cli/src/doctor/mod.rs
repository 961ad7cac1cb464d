//! The doctor: what on this machine would keep a client from working, and what to do about it.
//!
//! Each check reads, or asks a program for its version; none changes anything, and lines of `/etc/hosts` are added only when that is asked for.
//! What it looks at is given as a [`Machine`], so that tests bring their own `/etc`, home folder, environment (and with its `PATH` programs)
//! and resolver. Checks of things that only some client needs warn; what no client could work with fails, and so does an `aws` that is missing
//! or would go to Amazon.

mod aws;
mod containers;
mod credentials;
mod docker;
mod hosts;
mod jobs;
mod machine;
mod names;
mod programs;
mod reach;
mod root;
mod secrets;
mod stores;
mod trust;

use std::path::PathBuf;

use serde::Serialize;
use wharf_aws::AccountId;

use crate::node_file::NodeFile;

pub(crate) use aws::{is_same, set};
pub use jobs::jobs;
pub use machine::{Machine, Resolve};
pub(crate) use names::{
    add_lines, add_names, append_command, fix_command, lacks_line, line as hosts_line,
    unknown as unknown_names,
};
pub use root::sudo;
pub use secrets::secrets;
pub use stores::stores;
pub use trust::trust_commands;

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at.
    pub check: &'static str,
    /// Whether it is as it should be.
    pub outcome: Outcome,
    /// What was seen.
    pub found: String,
    /// What to do, a line or a command each.
    pub todo: Vec<String>,
    /// The line that `/etc/hosts` lacks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosts_line: Option<String>,
}

/// Whether something is as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It is.
    Ok,
    /// Some clients will not work.
    Warn,
    /// It will not work.
    Fail,
}

/// What should be reached from the machine.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The node.
    pub node: NodeFile,
    /// Whose registry.
    pub account: AccountId,
    /// In which Region.
    pub region: String,
    /// Other hosts by which clients should reach that registry.
    pub hosts: Vec<String>,
    /// What users must add to `wharf env` to reach the same folder, with a leading space; empty for the default one.
    pub data_flag: String,
}

impl Subject {
    /// The registry's host, with its port unless it is the scheme's own.
    pub fn registry(&self) -> String {
        self.node.registry_host(&self.account, &self.region)
    }

    /// The registry's host without a port.
    pub fn registry_name(&self) -> String {
        self.node.registry_name(&self.account, &self.region)
    }

    /// Whether the registry's host is one that Amazon ECR could have, which some clients insist on.
    pub(crate) fn has_canonical_names(&self) -> bool {
        wharf_server::AWS_ZONES.contains(&self.node.zone.as_str())
    }

    /// The development authority's certificate.
    pub(crate) fn authority(&self) -> Option<&PathBuf> {
        self.node.ca.as_ref()
    }
}

/// Makes all checks.
pub fn examine(machine: &Machine, subject: &Subject) -> Vec<Finding> {
    let mut findings = reach::check(machine, subject);
    findings.extend(names::check(machine, subject));
    findings.extend(hosts::check(machine, subject));
    findings.extend(trust::check(machine, subject));
    findings.extend(docker::check(machine, subject));
    findings.extend(containers::check(machine, subject));
    findings.extend(credentials::check(machine, subject));
    findings.extend(aws::check(machine, subject));
    findings
}

impl Finding {
    pub(crate) fn ok(check: &'static str, found: impl Into<String>) -> Finding {
        Finding {
            check,
            outcome: Outcome::Ok,
            found: found.into(),
            todo: Vec::new(),
            hosts_line: None,
        }
    }

    pub(crate) fn warn(check: &'static str, found: impl Into<String>) -> Finding {
        Finding {
            outcome: Outcome::Warn,
            ..Finding::ok(check, found)
        }
    }

    pub(crate) fn fail(check: &'static str, found: impl Into<String>) -> Finding {
        Finding {
            outcome: Outcome::Fail,
            ..Finding::ok(check, found)
        }
    }

    pub(crate) fn todo(mut self, line: impl Into<String>) -> Finding {
        self.todo.push(line.into());
        self
    }

    /// The line, and the command that adds it.
    fn hosts_line(self, line: String, subject: &Subject) -> Finding {
        let registry = (&subject.account, subject.region.as_str());
        let fix = fix_command(&subject.node, &subject.data_flag, registry);
        let found = self.todo(append_command(&line)).todo(format!("or {fix}"));
        Finding {
            hosts_line: Some(line),
            ..found
        }
    }
}
