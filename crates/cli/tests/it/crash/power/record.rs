//! A node whose every change of a file is recorded, by `strace`, while clients push; and the record played up to any of its calls.
//!
//! **Needs root**, or the right to trace one's own processes.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;
use tempfile::TempDir;

use super::disk::{Disk, Names, Tree};
use super::draw::{Draw, Luck};
use super::trace::{self, Change, Step};
use super::work::{Client, Journal, Known, image};
use super::{PLAIN, REPOSITORIES, SEALED, environment, fast_folder};
use crate::lab::{Api, Registry};
use crate::program::{Node, eventually, stdout};

/// How much is recorded.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    pub(super) seed: u64,
    /// Images that each client pushes in a turn.
    pub(super) images: u64,
    /// Whether the node is stopped, killed and started again between turns.
    pub(super) restarts: bool,
    /// How often a tag is moved, which fills the log of rows.
    pub(super) moves: usize,
}

const CLIENTS: u64 = 3;

/// What a node did, call by call, and what its clients asked.
pub(super) struct Recording {
    home: TempDir,
    steps: Vec<Step>,
    /// The line at which each answer was sent, by its request.
    sent: HashMap<String, usize>,
    /// The line at which the repositories were there.
    begun: usize,
    journals: Vec<(&'static str, Journal)>,
}

impl Recording {
    /// Serves, pushes, deletes, collects, and starts again; each process is traced.
    pub(super) fn new(plan: Plan) -> Recording {
        let home = fast_folder();
        let mut recorder = Recorder::new(home.path());
        let api = Api::of_node(&recorder.node);
        api.create_repository(PLAIN);
        let sealed = json!({"repositoryName": SEALED, "encryptionConfiguration": {"encryptionType": "KMS"}});
        let made = api.call("CreateRepository", &sealed).expect(200);
        let made = made.header("x-amzn-requestid").unwrap().to_owned();
        recorder.work(plan, 0);
        let collect = ["collect", "--grace", "0", "--force=all,restorable"];
        stdout(&mut recorder.node.wharf(&collect));
        recorder.work(plan, 1);
        if plan.restarts {
            recorder.restart("TERM");
            recorder.work(plan, 2);
            recorder.restart("KILL");
            recorder.work(plan, 3);
        }
        recorder.end("KILL");
        let Recorder { steps, clients, .. } = recorder;
        let journals: Vec<_> = clients
            .into_iter()
            .map(|(name, client)| (name, client.journal))
            .collect();
        let mut sent: HashMap<String, usize> = steps.iter().filter_map(answer).collect();
        complete(&mut sent, &journals);
        let recording = Recording {
            begun: sent[&made],
            sent,
            steps,
            journals,
            home,
        };
        recording.is_complete();
        recording
    }

    /// The lines at which the power may go, in order: one for each call.
    pub(super) fn lines(&self) -> Vec<usize> {
        self.steps.iter().map(|step| step.begun).collect()
    }

    /// The lines at which a client was answered.
    pub(super) fn answers(&self) -> Vec<usize> {
        let answers = self.steps.iter().filter_map(answer);
        answers.map(|(_, line)| line).collect()
    }

    /// How often a log of rows was begun again while it was used: what it had is in the database file by then.
    pub(super) fn log_restarts(&self) -> usize {
        let is_log = |path: &Path| path.ends_with("regions/us-east-1/registry.db-wal");
        let (mut begun, mut is_there) = (0, false);
        for step in &self.steps {
            match &step.change {
                Change::Wrote {
                    path, at: Some(0), ..
                } if is_log(path) => begun += usize::from(is_there),
                Change::Removed(path) if is_log(path) => {}
                _ => continue,
            }
            is_there = matches!(step.change, Change::Wrote { .. });
        }
        begun
    }

    /// What clients know at a line; nothing before the repositories are there.
    pub(super) fn known(&self, line: usize) -> Option<Vec<(&'static str, Known)>> {
        let known = REPOSITORIES.map(|repository| {
            let mut known = Known::default();
            for (_, journal) in self.journals.iter().filter(|(name, _)| *name == repository) {
                known.add(journal, |request| self.sent[request] <= line);
            }
            (repository, known)
        });
        (line >= self.begun).then(|| known.into())
    }

    /// Plays the calls on a disk, and shows it at each of these lines, which are in order.
    pub(super) fn play(
        &self,
        names: Names,
        obeys: fn(&Path) -> bool,
        lines: impl IntoIterator<Item = usize>,
        mut show: impl FnMut(&Disk),
    ) {
        let mut disk = Disk::new(self.home.path(), names, obeys);
        let mut moments: Vec<(usize, bool, &Step)> = Vec::new();
        for step in &self.steps {
            moments.extend([(step.begun, false, step), (step.ended, true, step)]);
        }
        moments.sort_by_key(|(line, is_end, _)| (*line, *is_end));
        let mut moments = moments.into_iter().peekable();
        for line in lines {
            while let Some((_, is_end, step)) = moments.next_if(|moment| moment.0 <= line) {
                match is_end {
                    true => disk.end(step),
                    false => disk.begin(step),
                }
            }
            show(&disk);
        }
    }

    /// The path of a file of the recording, within its home.
    pub(super) fn within<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(self.home.path()).unwrap()
    }

    /// The model has what the folder has: no call was missed.
    fn is_complete(&self) {
        let all = self.steps.iter().map(|step| step.ended).max().unwrap();
        for names in [Names::ByFolder, Names::InOrder] {
            let mut played = Tree::new();
            self.play(
                names,
                |_| true,
                [all],
                |disk| {
                    played = disk.cut(Luck::EVERYTHING, &mut Draw::new(0));
                },
            );
            played.remove(self.home.path());
            let mut there = Tree::new();
            found(&self.home.path().join("data"), &mut there);
            let names = |tree: &Tree| tree.keys().cloned().collect::<Vec<PathBuf>>();
            assert_eq!(
                names(&played),
                names(&there),
                "what was played, and what is there"
            );
            for (path, bytes) in &there {
                let lengths = [&played[path], bytes].map(|bytes| bytes.as_ref().map(|bytes| bytes.len()));
                assert!(
                    played[path] == *bytes,
                    "{} has other bytes than were recorded; lengths played and there: {lengths:?}",
                    path.display()
                );
            }
        }
    }
}

/// Under load the trace may lack an answer. A client had it before it asked again, so it counts from the next answer on.
fn complete(sent: &mut HashMap<String, usize>, journals: &[(&'static str, Journal)]) {
    let all: usize = journals
        .iter()
        .map(|(_, journal)| journal.answers().count())
        .sum();
    let known = sent.len();
    for (_, journal) in journals {
        let mut next = usize::MAX;
        for request in journal.answers().rev() {
            next = *sent.entry(request.clone()).or_insert(next);
        }
    }
    let missing = sent.len() - known;
    assert!(
        missing * 100 <= all,
        "{missing} of {all} answers are not in the trace"
    );
}

fn answer(step: &Step) -> Option<(String, usize)> {
    match &step.change {
        Change::Answered(request) => Some((request.clone(), step.begun)),
        _ => None,
    }
}

/// Everything in a folder that is a file or a folder, but SQLite's shared memory and the reserve.
fn found(path: &Path, tree: &mut Tree) {
    let kind = std::fs::symlink_metadata(path).unwrap().file_type();
    if kind.is_dir() {
        tree.insert(path.to_owned(), None);
        for entry in std::fs::read_dir(path).unwrap() {
            found(&entry.unwrap().path(), tree);
        }
    } else if kind.is_file() && !path.to_string_lossy().ends_with("-shm") && !path.ends_with("reserve") {
        tree.insert(path.to_owned(), Some(Arc::new(std::fs::read(path).unwrap())));
    }
}

/// A traced node and its clients.
struct Recorder {
    data: PathBuf,
    /// Where the trace of the process is.
    file: PathBuf,
    node: Node,
    lines: usize,
    steps: Vec<Step>,
    clients: Vec<(&'static str, Client)>,
}

impl Recorder {
    fn new(home: &Path) -> Recorder {
        let (data, file) = (home.join("data"), home.join("trace"));
        Recorder {
            node: traced(&data, &file),
            data,
            file,
            lines: 0,
            steps: Vec::new(),
            clients: Vec::new(),
        }
    }

    /// All clients push at once; images go away, a tag moves.
    fn work(&mut self, plan: Plan, turn: u64) {
        let password = Api::of_node(&self.node).password();
        let address = self.node.listen().parse().unwrap();
        let registry = |repository| Registry::new(address, &password, repository);
        if self.clients.is_empty() {
            let repositories = (0..CLIENTS).map(|_| PLAIN).chain([SEALED]);
            self.clients = repositories
                .map(|name| (name, Client::new(registry(name))))
                .collect();
        }
        std::thread::scope(|scope| {
            for (number, (repository, client)) in self.clients.iter_mut().enumerate() {
                client.registry = registry(repository);
                scope.spawn(move || work(client, plan, turn, number as u64));
            }
        });
    }

    fn restart(&mut self, signal: &str) {
        self.end(signal);
        self.node = traced(&self.data, &self.file);
    }

    /// Ends the process, and reads what it did.
    fn end(&mut self, signal: &str) {
        self.node.stop(signal);
        let pid = self.node.pid();
        eventually("strace has written everything", || has_ended(&self.file, pid));
        let trace = BufReader::new(File::open(&self.file).unwrap());
        let (steps, lines) = trace::read(trace, &self.data, self.lines);
        std::fs::remove_file(&self.file).unwrap();
        self.steps.extend(steps);
        self.lines = lines;
    }
}

/// One client's part of a turn.
fn work(client: &mut Client, plan: Plan, turn: u64, number: u64) {
    let tag = |at: u64| format!("c{number}-t{turn}-n{at}");
    let latest = format!("c{number}-latest");
    let mut deleted = Vec::new();
    for at in 0..plan.images {
        let image = image(plan.seed ^ turn << 48, number, at);
        client.push(&image, &tag(at));
        client.put(&image, &latest);
        if at % 3 == 2 {
            deleted.push(client.delete(&tag(at - 1)));
        }
    }
    // What was deleted comes back, before or after it was collected.
    if turn % 2 == 1 {
        for (at, image) in deleted.iter().enumerate() {
            client.push(image, &format!("c{number}-t{turn}-again{at}"));
        }
    }
    if number == 0 && turn == 2 {
        let images: Vec<_> = client.there.values().cloned().collect();
        for at in 0..plan.moves {
            client.put(&images[at % images.len()], &latest);
        }
    }
}

/// A node under `strace`, which writes into a file.
fn traced(data: &Path, file: &Path) -> Node {
    let strace = crate::lab::program("strace");
    let longest = trace::LONGEST.to_string();
    // The tracer is no parent of the process: signals and its end are the process's own.
    let under = [
        strace.to_str().unwrap(),
        "-D",
        "-f",
        "-q",
        "--seccomp-bpf",
        "-y",
        "-xx",
        "-s",
        &longest,
        "-e",
        trace::CALLS,
        "-e",
        "signal=KILL",
        "-o",
        file.to_str().unwrap(),
    ];
    Node::start_under(&under, data, &environment())
}

/// Whether the trace ends with the end of the process.
fn has_ended(file: &Path, pid: u32) -> bool {
    let mut file = File::open(file).unwrap();
    let length = file.metadata().unwrap().len();
    file.seek(SeekFrom::Start(length.saturating_sub(2_000))).unwrap();
    let mut end = Vec::new();
    file.read_to_end(&mut end).unwrap();
    let end = String::from_utf8_lossy(&end);
    end.lines()
        .any(|line| line.starts_with(&format!("{pid} ")) && line.contains(" +++ "))
        && end.ends_with('\n')
}
