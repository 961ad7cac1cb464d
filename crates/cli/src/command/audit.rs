//! `wharf audit`: look through the records of a data folder.

mod images;
mod reading;
mod show;
mod wanted;

use std::cell::Cell;
use std::collections::{HashMap, VecDeque};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use serde_json::{Value, json};
use wharf_aws::nearest;
use wharf_node::audit::SIGN_IN;
use wharf_node::{Clock, rows};

use super::operate::{block_on, known_account};
use crate::Environment;
use crate::arguments::{Audit, AuditFormat};
use crate::audit::AuditFile;
use crate::config::{Layers, Place};
use crate::exit::Usage;
use crate::folder::Folder;
use crate::interrupt::{self, unless_interrupted};
use crate::operator::Operator;
use crate::progress::Progress;
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
    let folder = Folder::of(&place);
    if !folder.audit().exists() {
        store::was_served(&place, &folder)?;
    }
    check_names(&arguments.event)?;
    block_on(search(arguments, &folder, environment))?;
    Ok(ExitCode::SUCCESS)
}

async fn search(arguments: &Audit, folder: &Folder, environment: &Environment) -> anyhow::Result<()> {
    write_down(folder).await?;
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
    let mut found = Found {
        wanted: &wanted,
        limit,
        last: VecDeque::new(),
        count: 0,
        broken: 0,
        is_named: arguments.account.is_none(),
        ends: HashMap::new(),
    };
    let progress = Progress::new(environment);
    let read = Cell::new((0, 0));
    let done = || {
        let (read, of) = read.get();
        let said = match limit {
            Some(_) => "none of their records is shown",
            None => "what is looked for in them was printed",
        };
        format!("{read} of {of} files were read, the oldest first; {said}")
    };
    let audit = folder.audit();
    let work = read_all(&audit, &mut found, (&progress, &read));
    unless_interrupted(&progress, done, work).await?;
    interrupt::ends_the_process();
    if let Some(account) = arguments.account.filter(|_| !found.is_named) {
        // No record names it: it may be there all the same, or be mistyped.
        let operator = Operator::open(&arguments.place, environment).await?;
        let known = known_account(&operator, &account).await;
        operator.close().await;
        known?;
    }
    found.show();
    if arguments.follow {
        follow(&audit, found.ends, &wanted).await?;
    }
    Ok(())
}

/// What was found so far.
struct Found<'a> {
    wanted: &'a Wanted<'a>,
    /// So many are shown at most, the newest, when all files were read. Without a limit each is shown as it is found.
    limit: Option<usize>,
    last: VecDeque<Value>,
    count: usize,
    /// Lines that are no records.
    broken: usize,
    /// Whether a record names the account that is asked for.
    is_named: bool,
    /// Where each file is read on by a follower.
    ends: HashMap<AuditFile, u64>,
}

impl Found<'_> {
    /// Whether a file has nothing that is looked for.
    fn passes_over(&self, file: &AuditFile) -> bool {
        let is_old = self.wanted.since.is_some_and(|since| file.day < since.day());
        is_old && self.is_named
    }

    fn line(&mut self, line: &str) {
        let Ok(record) = serde_json::from_str::<Value>(line) else {
            self.broken += 1;
            return;
        };
        let arguments = self.wanted.arguments;
        let account = &arguments.account;
        self.is_named = self.is_named || account.as_ref().is_some_and(|account| names(&record, account));
        if !self.wanted.is(&record) {
            return;
        }
        self.count += 1;
        let Some(limit) = self.limit else {
            show(&record, arguments);
            return;
        };
        self.last.push_back(record);
        if self.last.len() > limit {
            self.last.pop_front();
        }
    }

    /// Shows what waited until all files were read, and says what is not shown.
    fn show(&self) {
        if self.broken > 0 {
            output::note(&format!(
                "{} lines are no records: a process was killed while it wrote them",
                self.broken
            ));
        }
        for record in &self.last {
            show(record, self.wanted.arguments);
        }
        if self.limit.is_some() && self.last.len() < self.count {
            output::note(&format!(
                "{} of {} records, the newest: --last 0 shows all",
                self.last.len(),
                self.count
            ));
        }
    }
}

/// Reads all files, the oldest first; shows how far it is, and notes how many of how many were read.
async fn read_all(
    folder: &Path,
    found: &mut Found<'_>,
    (progress, read): (&Progress, &Cell<(usize, usize)>),
) -> anyhow::Result<()> {
    let files = reading::files(folder)?;
    let files: Vec<(AuditFile, u64)> = files
        .into_iter()
        .map(|file| {
            let length = reading::length(folder, &file);
            (file, length)
        })
        .collect();
    let count = files.len();
    let to_read = files.iter().filter(|(file, _)| !found.passes_over(file));
    let bytes: u64 = to_read.map(|(_, length)| length).sum();
    progress.begin("reading records", "files");
    let mut before = 0;
    for (at, (file, length)) in files.into_iter().enumerate() {
        progress.things(at, count);
        read.set((at, count));
        if found.passes_over(&file) {
            found.ends.insert(file, length);
            continue;
        }
        let mut line = |line: &str, end: u64| {
            found.line(line);
            progress.bytes(before + end, bytes);
        };
        let end = reading::read(folder, &file, 0, &mut line).await?;
        before += length;
        found.ends.extend(end.map(|end| (file, end)));
    }
    Ok(())
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

/// Shows what comes. A node whose clock was wrong goes back to an earlier file, so that each has its own end.
async fn follow(folder: &Path, mut ends: HashMap<AuditFile, u64>, wanted: &Wanted<'_>) -> anyhow::Result<()> {
    while output::arrives() {
        tokio::time::sleep(POLL).await;
        for file in reading::files(folder)? {
            let from = ends.get(&file).copied().unwrap_or_default();
            let mut line = |line: &str, _: u64| {
                let record = serde_json::from_str::<Value>(line).ok();
                if let Some(record) = record.filter(|record| wanted.is(record)) {
                    show(&record, wanted.arguments);
                }
            };
            let end = reading::read(folder, &file, from, &mut line).await?;
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
}
