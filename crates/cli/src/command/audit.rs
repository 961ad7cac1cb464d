//! `wharf audit`: look through the records of a data folder.

use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Seek, SeekFrom};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::Value;
use wharf_aws::Timestamp;
use wharf_node::{Clock, rows};

use crate::Environment;
use crate::arguments::{Audit, Format, Moment};
use crate::audit::{AuditFile, list};
use crate::config::{Layers, Place};
use crate::folder::Folder;
use crate::{output, store};

/// Records that people are shown when they do not say.
const SHOWN: usize = 100;
/// What is recorded without a call.
const OWN_EVENTS: [&str; 3] = ["PolicyExecutionEvent", "DryRunEvent", "ImageActivationEvent"];
/// How often a follower looks for more.
const POLL: Duration = Duration::from_millis(300);

pub(crate) fn run(arguments: &Audit, environment: &Environment) -> anyhow::Result<ExitCode> {
    let place = Place::new(&Layers::resolve(&arguments.place, environment)?)?;
    let folder = Folder::new(&place.data);
    if !folder.audit().exists() {
        store::was_served(&place, &folder)?;
    }
    let folder = folder.audit();
    check_names(&arguments.event)?;
    let limit = match (arguments.last, arguments.format) {
        (Some(0), _) | (None, Format::Json) => None,
        (Some(last), _) => Some(last),
        (None, Format::Text) => Some(SHOWN),
    };
    let now = Clock::system().now();
    let wanted = Wanted {
        arguments,
        since: arguments.since.map(|moment| at(moment, now)),
        until: arguments.until.map(|moment| at(moment, now)),
    };
    let mut last = VecDeque::new();
    // Where each file is read on by a follower.
    let mut ends = HashMap::new();
    let (mut broken, mut is_cut) = (0, false);
    for file in read_list(&folder)? {
        if wanted.since.is_some_and(|since| file.day < since.day()) {
            let length = file.within(&folder).metadata().map_or(0, |about| about.len());
            ends.insert(file, length);
            continue;
        }
        let end = read(
            &folder,
            &file,
            0,
            &mut |line| match serde_json::from_str::<Value>(line) {
                Ok(record) if wanted.is(&record) => match limit {
                    None => show(&record, arguments.format),
                    Some(limit) => {
                        last.push_back(record);
                        if last.len() > limit {
                            last.pop_front();
                            is_cut = true;
                        }
                    }
                },
                Ok(_) => {}
                Err(_) => broken += 1,
            },
        )?;
        ends.extend(end.map(|end| (file, end)));
    }
    if broken > 0 {
        output::note(&format!(
            "{broken} lines are no records: a process was killed while it wrote them"
        ));
    }
    for record in &last {
        show(record, arguments.format);
    }
    if is_cut && arguments.last.is_none() {
        output::note("there are more: --last 0 shows all");
    }
    if arguments.follow {
        follow(&folder, ends, &wanted)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Refuses an event that no record has the name of.
fn check_names(events: &[String]) -> anyhow::Result<()> {
    let is_known = |name: &str| OWN_EVENTS.contains(&name) || rows().any(|row| row.name == name);
    match events.iter().find(|name| !is_known(name)) {
        Some(name) => {
            bail!("no operation has the name '{name}': they are written as in the API, such as PutImage")
        }
        None => Ok(()),
    }
}

fn at(moment: Moment, now: Timestamp) -> Timestamp {
    match moment {
        Moment::At(at) => at,
        Moment::Ago(time) => now.minus(time),
    }
}

fn read_list(folder: &Path) -> anyhow::Result<Vec<AuditFile>> {
    list(folder).with_context(|| format!("{} cannot be read", folder.display()))
}

/// Reads the whole lines of a file from an offset; says where they end. Nothing of a file that was removed since it was listed,
/// because its time was over.
fn read(
    folder: &Path,
    file: &AuditFile,
    from: u64,
    line: &mut dyn FnMut(&str),
) -> anyhow::Result<Option<u64>> {
    let path = file.within(folder);
    let mut opened = match File::open(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.with_context(|| format!("{} cannot be read", path.display()))?,
    };
    opened.seek(SeekFrom::Start(from))?;
    let mut reader = BufReader::new(opened);
    let (mut text, mut end) = (Vec::new(), from);
    loop {
        text.clear();
        let length = reader.read_until(b'\n', &mut text)?;
        if text.last() != Some(&b'\n') {
            return Ok(Some(end));
        }
        end += length as u64;
        let text = String::from_utf8_lossy(&text);
        if !text.trim().is_empty() {
            line(text.trim());
        }
    }
}

/// Shows what comes. A node whose clock was wrong goes back to an earlier file, so that each has its own end.
fn follow(folder: &Path, mut ends: HashMap<AuditFile, u64>, wanted: &Wanted<'_>) -> anyhow::Result<()> {
    while output::arrives() {
        std::thread::sleep(POLL);
        for file in read_list(folder)? {
            let from = ends.get(&file).copied().unwrap_or_default();
            let end = read(folder, &file, from, &mut |line| {
                let record = serde_json::from_str::<Value>(line).ok();
                if let Some(record) = record.filter(|record| wanted.is(record)) {
                    show(&record, wanted.arguments.format);
                }
            })?;
            ends.extend(end.map(|end| (file, end)));
        }
    }
    Ok(())
}

/// What is looked for.
struct Wanted<'a> {
    arguments: &'a Audit,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
}

impl Wanted<'_> {
    fn is(&self, record: &Value) -> bool {
        let Audit {
            account,
            event,
            principal,
            repository,
            denied,
            failed,
            ..
        } = self.arguments;
        let text = |pointer: &str| record.pointer(pointer).and_then(Value::as_str).unwrap_or("");
        let at: Option<Timestamp> = text("/eventTime").parse().ok();
        // One of the two records of a call into another account is enough, unless an account is asked for.
        let recipient = text("/recipientAccountId");
        let own = text("/userIdentity/accountId");
        let of_account = match account {
            Some(account) => recipient == account.as_str() || is_done_to(record, account.as_str()),
            None => own.is_empty() || recipient == own,
        };
        of_account
            && self.since.is_none_or(|since| at.is_some_and(|at| at >= since))
            && self.until.is_none_or(|until| at.is_some_and(|at| at <= until))
            && (event.is_empty() || event.iter().any(|event| event == text("/eventName")))
            && principal
                .as_ref()
                .is_none_or(|part| text("/userIdentity/arn").contains(part.as_str()))
            && repository.as_ref().is_none_or(|name| {
                [
                    text("/requestParameters/repositoryName"),
                    text("/serviceEventDetails/repositoryName"),
                ]
                .contains(&name.as_str())
            })
            && (!denied || text("/errorCode") == "AccessDenied")
            && (!failed || !text("/errorCode").is_empty())
    }
}

/// Members that name the account to which an operator does something.
const DONE_TO: [&str; 4] = [
    "/requestParameters/accountId",
    "/requestParameters/registryId",
    // Of calls that name a key or a job only.
    "/responseElements/accessKey/accountId",
    "/responseElements/job/accountId",
];

/// Whether a call of another account does something to this one, and is recorded for the other account only.
fn is_done_to(record: &Value, account: &str) -> bool {
    let is_named = |member: &str| record.pointer(member).and_then(Value::as_str) == Some(account);
    record.get("sharedEventID").is_none() && DONE_TO.iter().any(|member| is_named(member))
}

fn show(record: &Value, format: Format) {
    output::print(&match format {
        Format::Json => record.to_string(),
        Format::Text => line(record),
    });
}

/// What a call is about that names no repository: the first of these members that it has, and what to call it.
const SUBJECTS: &[(&str, &str)] = &[
    ("/requestParameters/jobId", "job "),
    ("/requestParameters/accessKeyId", "key "),
    ("/requestParameters/accountId", "account "),
    ("/requestParameters/name", ""),
    ("/requestParameters/keyId", "key "),
    ("/responseElements/keyMetadata/keyId", "key "),
    ("/requestParameters/aliasName", ""),
    ("/requestParameters/policyArn", ""),
    ("/requestParameters/userName", "user "),
    ("/requestParameters/roleName", "role "),
    ("/requestParameters/groupName", "group "),
    ("/requestParameters/roleArn", ""),
    ("/requestParameters/targetId", ""),
    ("/requestParameters/policyId", "policy "),
];

/// `2026-11-27T01:02:03Z PutImage arn:… payments/api:v1 in 222222222222/us-east-1 from 127.0.0.1  AccessDenied: …`
fn line(record: &Value) -> String {
    let text = |pointer: &str| record.pointer(pointer).and_then(Value::as_str);
    let mut line = format!(
        "{} {:<26} {}",
        text("/eventTime").unwrap_or("-"),
        text("/eventName").unwrap_or("-"),
        text("/userIdentity/arn")
            .or(text("/userIdentity/invokedBy"))
            .unwrap_or("-"),
    );
    let repository =
        text("/requestParameters/repositoryName").or(text("/serviceEventDetails/repositoryName"));
    if let Some(repository) = repository {
        line.push_str(&format!(" {repository}"));
        let tag = text("/requestParameters/imageTag").or(text("/requestParameters/imageIds/0/imageTag"));
        let digest =
            text("/requestParameters/imageDigest").or(text("/requestParameters/imageIds/0/imageDigest"));
        match (tag, digest) {
            (Some(tag), _) => line.push_str(&format!(":{tag}")),
            (None, Some(digest)) => line.push_str(&format!("@{digest}")),
            (None, None) => {}
        }
    }
    let subject = SUBJECTS
        .iter()
        .find_map(|(member, kind)| Some((text(member)?, kind)));
    if let (None, Some((subject, kind))) = (repository, subject) {
        line.push_str(&format!(" {kind}{subject}"));
    }
    if let Some(hours) = record.pointer("/requestParameters/graceHours") {
        line.push_str(&format!(" after {hours} hours"));
    }
    if record.pointer("/requestParameters/dryRun") == Some(&Value::Bool(true)) {
        line.push_str(" as a dry run");
    }
    if let Some(owner) = text("/resources/0/accountId").or(text("/recipientAccountId")) {
        line.push_str(&format!(" in {owner}"));
        if let Some(region) = text("/awsRegion") {
            line.push_str(&format!("/{region}"));
        }
    }
    if let Some(from) = text("/sourceIPAddress") {
        line.push_str(&format!(" from {from}"));
    }
    if let Some(user) = text("/userIdentity/osUser/name") {
        line.push_str(&format!(" by {user} of this machine"));
    }
    if let Some(code) = text("/errorCode") {
        line.push_str(&format!("  {code}: {}", text("/errorMessage").unwrap_or("")));
    }
    // Names and messages are the caller's: a line's end in one would forge a record.
    output::one_line(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_operators_do_to_an_account() {
        let is = |record: Value| is_done_to(&record, "222233334444");
        for members in [
            serde_json::json!({"requestParameters": {"accountId": "222233334444"}}),
            serde_json::json!({"requestParameters": {"registryId": "222233334444"}}),
            serde_json::json!({"responseElements": {"accessKey": {"accountId": "222233334444"}}}),
            serde_json::json!({"responseElements": {"job": {"accountId": "222233334444"}}}),
        ] {
            assert!(is(members.clone()), "{members}");
        }
        assert!(!is(
            serde_json::json!({"requestParameters": {"registryId": "111122223333"}})
        ));
        // The account has a record of its own.
        let shared =
            serde_json::json!({"sharedEventID": "1", "requestParameters": {"registryId": "222233334444"}});
        assert!(!is(shared));
    }

    #[test]
    fn a_record_is_one_line_with_its_place() {
        let record = serde_json::json!({
            "eventTime": "2026-11-29T12:00:00Z", "eventName": "CollectBytes", "awsRegion": "eu-west-1",
            "recipientAccountId": "111122223333", "userIdentity": {"arn": "arn:aws:iam::111122223333:root"},
            "requestParameters": {"graceHours": 1, "dryRun": true},
        });
        let said = line(&record);
        assert!(
            said.ends_with(" after 1 hours as a dry run in 111122223333/eu-west-1"),
            "{said}"
        );
        let forged = serde_json::json!({
            "eventName": "DescribeKey", "requestParameters": {"keyId": "x\n2026-11-29T13:00:00Z DeleteRepository\u{1b}[2K"},
            "errorCode": "AccessDenied", "errorMessage": "User: u\nis not",
        });
        let said = line(&forged);
        assert!(!said.contains(char::is_control), "{said}");
    }

    #[test]
    fn names_that_no_record_has() {
        let check = |name: &str| check_names(&[name.to_owned()]);
        for name in ["PutImage", "CreateRootAccessKey", "PolicyExecutionEvent"] {
            assert!(check(name).is_ok(), "{name}");
        }
        assert!(check("Nope").is_err());
    }

    #[test]
    fn a_file_whose_time_is_over_has_no_lines_and_no_end() {
        let folder = tempfile::tempdir().unwrap();
        let file = AuditFile {
            day: "2026-11-27".to_owned(),
            number: 0,
        };
        let mut seen = Vec::new();
        let mut line = |line: &str| seen.push(line.to_owned());
        assert_eq!(read(folder.path(), &file, 0, &mut line).unwrap(), None);
        std::fs::write(file.within(folder.path()), "{}\n{\"half").unwrap();
        assert_eq!(read(folder.path(), &file, 0, &mut line).unwrap(), Some(3));
        assert_eq!(seen, ["{}"]);
    }
}
