//! `wharf audit`: look through the records of a data folder.

mod show;
mod wanted;

use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Seek, SeekFrom};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use serde_json::{Value, json};
use wharf_aws::nearest;
use wharf_node::audit::SIGN_IN;
use wharf_node::{Clock, rows};

use super::operate::{block_on, known_account};
use crate::Environment;
use crate::arguments::{Audit, AuditFormat};
use crate::audit::{AuditFile, list};
use crate::config::{Layers, Place};
use crate::exit::Usage;
use crate::folder::Folder;
use crate::operator::Operator;
use crate::{output, store};
use show::show;
use wanted::{Wanted, names};

/// Records that people are shown when they do not say.
const SHOWN: usize = 100;
/// What is recorded without a call.
const OWN_EVENTS: [&str; 4] = [
    SIGN_IN,
    "PolicyExecutionEvent",
    "DryRunEvent",
    "ImageActivationEvent",
];
/// How often a follower looks for more.
const POLL: Duration = Duration::from_millis(300);

pub(crate) fn run(arguments: &Audit, environment: &Environment) -> anyhow::Result<ExitCode> {
    let (_, place) = Layers::load(&arguments.place, environment, Place::new)?;
    let folder = Folder::new(&place.data);
    if !folder.audit().exists() {
        store::was_served(&place, &folder)?;
    }
    check_names(&arguments.event)?;
    block_on(write_down(&folder))?;
    let limit = match (arguments.last, arguments.format) {
        (Some(last), _) => Some(last).filter(|last| *last > 0),
        (None, AuditFormat::Text) if arguments.since.is_none() => Some(SHOWN),
        (None, _) => None,
    };
    let now = Clock::system().now();
    let wanted = Wanted {
        arguments,
        since: arguments.since.map(|moment| moment.begin(now)),
        until: arguments.until.map(|moment| moment.end(now)),
    };
    if arguments.format == AuditFormat::Csv {
        output::print(&show::head());
    }
    let mut last = VecDeque::new();
    // Where each file is read on by a follower.
    let mut ends = HashMap::new();
    let (mut broken, mut count, mut is_named) = (0, 0_usize, arguments.account.is_none());
    for file in read_list(&folder.audit())? {
        let is_old = wanted.since.is_some_and(|since| file.day < since.day());
        if is_old && is_named {
            let length = file
                .within(&folder.audit())
                .metadata()
                .map_or(0, |about| about.len());
            ends.insert(file, length);
            continue;
        }
        let end = read(
            &folder.audit(),
            &file,
            0,
            &mut |line| match serde_json::from_str::<Value>(line) {
                Ok(record) => {
                    let is_about = |account| names(&record, account);
                    is_named = is_named || arguments.account.as_ref().is_some_and(is_about);
                    if !wanted.is(&record) {
                        return;
                    }
                    count += 1;
                    match limit {
                        None => show(&record, arguments.format),
                        Some(limit) => {
                            last.push_back(record);
                            if last.len() > limit {
                                last.pop_front();
                            }
                        }
                    }
                }
                Err(_) => broken += 1,
            },
        )?;
        ends.extend(end.map(|end| (file, end)));
    }
    if let Some(account) = arguments.account.filter(|_| !is_named) {
        // No record names it: it may be there all the same, or be mistyped.
        block_on(async {
            let operator = Operator::open(&arguments.place, environment).await?;
            let known = known_account(&operator, &account).await;
            operator.close().await;
            known
        })?;
    }
    if broken > 0 {
        output::note(&format!(
            "{broken} lines are no records: a process was killed while it wrote them"
        ));
    }
    for record in &last {
        show(record, arguments.format);
    }
    if limit.is_some() && last.len() < count {
        output::note(&format!(
            "{} of {count} records, the newest: --last 0 shows all",
            last.len()
        ));
    }
    if arguments.follow {
        follow(&folder.audit(), ends, &wanted)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Has the node that serves the folder write down what it has in memory, if one does. One that cannot keeps no record from being read.
async fn write_down(folder: &Folder) -> anyhow::Result<()> {
    let asked = async {
        let Some(operator) = Operator::of_running(folder).await? else {
            return Ok(Value::Null);
        };
        operator.call("WriteDown", None, json!({})).await
    };
    match asked.await {
        Ok(answer) => {
            if let Some(why) = answer["lostRecords"].as_str() {
                output::note(&format!("records were lost: {why}"));
            }
        }
        Err(error) => output::note(&format!(
            "the newest records may be missing, because the server was not reached: {error:#}"
        )),
    }
    Ok(())
}

/// Refuses an event that no record has the name of.
fn check_names(events: &[String]) -> anyhow::Result<()> {
    let known: Vec<&str> = OWN_EVENTS.into_iter().chain(rows().map(|row| row.name)).collect();
    let Some(name) = events.iter().find(|name| !known.contains(&name.as_str())) else {
        return Ok(());
    };
    let near = nearest(name, known.iter().copied());
    let hint = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
    let said =
        format!("no operation has the name '{name}': they are written as in the API, such as PutImage{hint}");
    Err(Usage(said).into())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_no_record_has() {
        let check = |name: &str| check_names(&[name.to_owned()]);
        for name in ["PutImage", "CreateRootAccessKey", "PolicyExecutionEvent"] {
            assert!(check(name).is_ok(), "{name}");
        }
        for (wrong, meant) in [
            ("putimage", "PutImage"),
            ("BatchGetImages", "BatchGetImage"),
            ("signin", "SignIn"),
        ] {
            let said = check(wrong).unwrap_err().to_string();
            assert!(said.ends_with(&format!("did you mean {meant}?")), "{said}");
        }
        let said = check("Qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq")
            .unwrap_err()
            .to_string();
        assert!(said.ends_with("such as PutImage"), "{said}");
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
