//! The power goes: what a disk has then is put into a folder, the program serves it, and what clients know is compared with it.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, sync_channel};

use wharf_node::{ecr, iam};
use wharf_sql::{Database, Migration, SqliteOptions, Statement, params};

use super::disk::{Names, Tree};
use super::draw::{Draw, Luck};
use super::record::Recording;
use super::{PLAIN, environment, fast_folder};
use crate::crash::check;
use crate::lab::{Api, Image, Registry};
use crate::program::Node;

/// Folders that are served at the same time.
const AT_ONCE: usize = 2;

static INTEGRITY: Statement = Statement::global("test.integrity", "PRAGMA integrity_check");

/// When the power goes, and with what luck.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    number: usize,
    line: usize,
    names: Names,
    luck: Luck,
    draw: Draw,
}

/// What came of many cuts.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) cuts: usize,
    /// Acknowledged pushes that were found again.
    pub(super) pushes: usize,
    /// What was wrong after each cut after which something was.
    pub(super) losses: Vec<String>,
}

/// Moments drawn from a seed: half of them right after a client was told something.
pub(super) fn drawn(recording: &Recording, seed: u64, cuts: usize) -> Vec<Cut> {
    let (mut draw, lines, answers) = (Draw::new(seed), recording.lines(), recording.answers());
    let cuts = (0..cuts).map(|number| {
        let from = if draw.percent(50) { &answers } else { &lines };
        Cut {
            number,
            line: from[draw.below(from.len())],
            names: [Names::ByFolder, Names::InOrder][number % 2],
            luck: Luck::drawn(&mut draw),
            draw: Draw::new(draw.next()),
        }
    });
    let mut cuts: Vec<Cut> = cuts.collect();
    cuts.sort_by_key(|cut| cut.line);
    cuts
}

/// Cuts the power at each of these moments, which are in order.
pub(super) fn all(recording: &Recording, obeys: fn(&Path) -> bool, cuts: &[Cut]) -> Outcome {
    let (give, take) = sync_channel(1);
    let (take, outcome) = (Mutex::new(take), Mutex::new(Outcome::default()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| serve_all(recording, &take, &outcome));
        }
        for names in [Names::ByFolder, Names::InOrder] {
            let mut of_these = cuts.iter().filter(|cut| cut.names == names).cloned();
            let lines: Vec<usize> = of_these.clone().map(|cut| cut.line).collect();
            recording.play(names, obeys, lines, |disk| {
                let mut cut = of_these.next().unwrap();
                let tree = disk.cut(cut.luck, &mut cut.draw);
                give.send((cut, tree)).unwrap();
            });
        }
        drop(give);
    });
    outcome.into_inner().unwrap()
}

/// Serves what is left after cuts until there are no more.
fn serve_all(recording: &Recording, take: &Mutex<Receiver<(Cut, Tree)>>, outcome: &Mutex<Outcome>) {
    loop {
        let next = take.lock().unwrap().recv();
        let Ok((cut, tree)) = next else {
            return;
        };
        let home = fast_folder();
        let check = || served(recording, cut.line, &tree, home.path());
        let found = catch_unwind(AssertUnwindSafe(check));
        let mut outcome = outcome.lock().unwrap();
        outcome.cuts += 1;
        match found {
            Ok(pushes) => outcome.pushes += pushes,
            Err(panic) => {
                let said = panic.downcast_ref::<String>().map_or("it panicked", |said| said);
                let Cut {
                    number,
                    line,
                    names,
                    luck,
                    ..
                } = &cut;
                let when = format!("cut {number}, at call {line}, {names:?}, {luck:?}");
                outcome.losses.push(format!("{when}: {said}"));
            }
        }
    }
}

/// Serves what is left, compares it with what clients know, and gives the number of acknowledged pushes that are there.
fn served(recording: &Recording, line: usize, tree: &Tree, home: &Path) -> usize {
    write(recording, tree, home);
    let data = home.join("data");
    let mut node = Node::start_at(&data, &[], &environment());
    let pushes = match recording.known(line) {
        Some(known) => {
            let password = Api::of_node(&node).password();
            known
                .iter()
                .map(|(repository, known)| {
                    let mut registry = Registry::new(node.listen().parse().unwrap(), &password, repository);
                    for deleted in &known.deleted {
                        assert_eq!(registry.manifest(deleted), None, "{deleted} was deleted");
                    }
                    // It pushes again what was not acknowledged, and what was deleted.
                    check::check(&mut registry, &data, &known.ledger);
                    known.pushes()
                })
                .sum()
        }
        None => {
            works(&node);
            0
        }
    };
    let (status, said) = node.request("GET /readyz HTTP/1.1\r\nHost: localhost\r\n", "");
    assert_eq!((status, &*said), (200, "ready\n"));
    node.stop("KILL");
    let stderr = node.stderr();
    assert!(
        !stderr.contains("ERROR") && !stderr.contains("older than the bytes"),
        "{stderr}"
    );
    is_whole(&data.join("identity.db"), iam::MIGRATIONS);
    is_whole(&data.join("regions/us-east-1/registry.db"), ecr::MIGRATIONS);
    pushes
}

/// No client was told anything yet, and now one can push.
fn works(node: &Node) {
    let api = Api::of_node(node);
    let made = api.call("CreateRepository", &serde_json::json!({"repositoryName": PLAIN}));
    assert!(
        made.status == 200 || String::from_utf8_lossy(&made.body).contains("AlreadyExists"),
        "{made:?}"
    );
    let mut registry = Registry::new(node.listen().parse().unwrap(), &api.password(), PLAIN);
    let image = Image::new(&[("first", b"of all")]);
    registry.push(&image, "first");
    assert_eq!(registry.manifest("first"), Some(image.manifest));
}

fn write(recording: &Recording, tree: &Tree, home: &Path) {
    for (path, bytes) in tree {
        let path = home.join(recording.within(path));
        match bytes {
            None if path == home => {}
            None => DirBuilder::new().mode(0o700).create(path).unwrap(),
            Some(bytes) => {
                let mut options = OpenOptions::new();
                let file = options.write(true).create_new(true).mode(0o600).open(path);
                file.unwrap().write_all(bytes).unwrap();
            }
        }
    }
}

/// SQLite finds nothing wrong with a file and its log.
fn is_whole(path: &Path, migrations: &'static [Migration]) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let size = fs::metadata(path).unwrap().len();
    runtime.block_on(async {
        let database = Database::sqlite(path, migrations, &SqliteOptions::default()).unwrap();
        let rows = database.query_global(&INTEGRITY, params![]).await.unwrap();
        let said: Vec<String> = rows.iter().map(|row| row.text(0).unwrap().to_owned()).collect();
        assert_eq!(said, ["ok"], "{} of {size} bytes", path.display());
        database.close().await;
    });
}
