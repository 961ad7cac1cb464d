//! The power goes at any moment, and no push that was acknowledged is lost.
//!
//! A node is traced while clients push ([`record`]): every change of a file, with its bytes, every sync and every answer ([`trace`]).
//! The calls are played up to one of them on a model of a disk ([`disk`]), on which what was synced is there and any part of the
//! rest ([`draw`] says how much). What is there then is served by the program, and compared with what its clients knew at that call
//! ([`cut`]). The model is tested case by case ([`survival`]), and by disks that forget a kind of sync, on which pushes must be lost.

mod cut;
mod disk;
mod draw;
mod dying;
mod record;
mod survival;
mod trace;
mod work;

use std::path::Path;

use tempfile::TempDir;

use crate::lab::{count, node_environment, seed};
use cut::Outcome;
use record::{Plan, Recording};

/// The repository that most clients push to, and one whose layers are sealed.
const PLAIN: &str = "power/plain";
const SEALED: &str = "power/sealed";
const REPOSITORIES: [&str; 2] = [PLAIN, SEALED];

/// How many times the power goes in the tests; `cargo xtask soak` asks for more.
const CUTS: usize = 200;
/// So many of them share a recording.
const OF_A_RECORDING: usize = 1_000;

fn environment() -> Vec<(&'static str, &'static str)> {
    let mut environment = node_environment();
    environment.extend([("WHARF_LOG", "warn"), ("WHARF_SEAL_LAYERS", "true")]);
    environment
}

/// What a few folders need beside each other, with the reserve of each.
const ENOUGH: u64 = 2 << 30;

/// A folder in memory, where there is enough: no disk is waited for that the tests only pretend to have.
fn fast_folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let about = rustix::fs::statvfs(memory).ok();
    let has_enough = about.is_some_and(|about| about.f_bavail * about.f_frsize >= ENOUGH);
    let made = has_enough.then(|| tempfile::tempdir_in(memory).ok()).flatten();
    made.unwrap_or_else(|| tempfile::tempdir().unwrap())
}

#[test]
fn no_acknowledged_push_is_lost() {
    let (seed, mut left) = (seed(), count("WHARF_SOAK_CUTS", CUTS));
    let mut total = Outcome::default();
    while left > 0 && total.losses.is_empty() {
        let seed = seed << 16 ^ left as u64;
        let recording = Recording::new(Plan {
            seed,
            images: 3,
            restarts: true,
            moves: 300,
        });
        assert!(
            recording.log_restarts() > 0,
            "no log of rows was written back and begun again: more moves are needed"
        );
        let cuts = cut::drawn(&recording, seed, left.min(OF_A_RECORDING));
        let outcome = cut::all(&recording, |_| true, &cuts);
        left -= outcome.cuts;
        total.cuts += outcome.cuts;
        total.pushes += outcome.pushes;
        total.losses.extend(outcome.losses);
    }
    println!("soak: {} power cuts", total.cuts);
    println!("soak: {} acknowledged pushes found again", total.pushes);
    assert!(
        total.losses.is_empty(),
        "{} cuts lost something: {:#?}",
        total.losses.len(),
        total.losses
    );
}

/// A kind of sync, and a disk that forgets it.
type Forgetful = (&'static str, fn(&Path) -> bool);

const FORGETFUL: &[Forgetful] = &[
    ("the names of blobs", |path| {
        !path.to_string_lossy().contains("/blobs/sha256")
    }),
    ("the bytes of uploads", |path| {
        !path.to_string_lossy().contains("/uploads/")
    }),
    ("the log of rows", |path| {
        !path.to_string_lossy().ends_with("registry.db-wal")
    }),
];

#[test]
fn a_disk_that_forgets_a_kind_of_sync_loses_pushes() {
    let recording = Recording::new(Plan {
        seed: 1,
        images: 3,
        restarts: false,
        moves: 0,
    });
    let cuts = cut::drawn(&recording, 1, 16);
    let obeying = cut::all(&recording, |_| true, &cuts);
    assert!(obeying.losses.is_empty(), "{:#?}", obeying.losses);
    for (what, obeys) in FORGETFUL {
        let outcome = cut::all(&recording, *obeys, &cuts);
        assert!(
            !outcome.losses.is_empty(),
            "{what} were forgotten, and no loss was noticed"
        );
    }
}
