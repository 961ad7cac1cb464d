//! The model of the disk, case by case: what may be there when the power goes, and what must.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Names, Tree};
use super::draw::{Draw, Luck};
use super::trace::{Change, Step};

const BOTH: [Names; 2] = [Names::ByFolder, Names::InOrder];

fn path(name: &str) -> PathBuf {
    Path::new("/r").join(name)
}

fn made(name: &str) -> Change {
    let path = path(name);
    Change::Opened {
        path,
        makes: true,
        cuts: false,
    }
}

fn wrote(name: &str, at: u64, bytes: &[u8]) -> Change {
    let (path, bytes) = (path(name), bytes.to_vec());
    Change::Wrote {
        path,
        at: Some(at),
        bytes,
    }
}

fn renamed(from: &str, to: &str, exchanges: bool) -> Change {
    let (from, to) = (path(from), path(to));
    Change::Renamed { from, to, exchanges }
}

fn synced(name: &str) -> Change {
    Change::Synced(path(name))
}

/// A disk after these calls, one after the other.
fn after(names: Names, changes: &[Change]) -> Disk {
    let mut disk = Disk::new(Path::new("/r"), names, |_| true);
    for (at, change) in changes.iter().enumerate() {
        let step = Step {
            begun: at,
            ended: at,
            change: change.clone(),
        };
        disk.begin(&step);
        disk.end(&step);
    }
    disk
}

/// The files that are there: names, and what they hold.
fn shown(tree: &Tree) -> String {
    let files = tree.iter().filter_map(|(path, bytes)| {
        let name = path.strip_prefix("/r").unwrap().display();
        Some(format!("{name}={}", String::from_utf8_lossy(bytes.as_ref()?)))
    });
    files.collect::<Vec<_>>().join(" ")
}

/// All that may be there, as far as a thousand draws show it.
fn possible(disk: &Disk) -> BTreeSet<String> {
    let mut draw = Draw::new(1);
    let cuts = (0..1_000).map(|_| {
        let mut luck = Luck::drawn(&mut draw);
        luck.piece = 2;
        shown(&disk.cut(luck, &mut draw))
    });
    cuts.collect()
}

fn is(names: Names, changes: &[Change], expected: &[&str]) {
    let expected: BTreeSet<String> = expected.iter().map(|text| (*text).to_owned()).collect();
    let possible = possible(&after(names, changes));
    assert_eq!(possible, expected, "{names:?} {changes:?}");
}

#[test]
fn a_file_needs_two_syncs() {
    let mut changes = vec![made("a"), wrote("a", 0, b"xyz")];
    let some = ["a=\0", "a=\0\0z", "a=xy\0", "a=xyz", "a=", "", "a=\0\0\0"];
    for names in BOTH {
        is(
            names,
            &changes,
            &[some[1], some[2], some[3], some[4], some[5], some[6]],
        );
    }
    changes.push(synced("a"));
    is(Names::ByFolder, &changes, &["", "a=xyz"]);
    is(Names::InOrder, &changes, &["a=xyz"]);
    changes.push(synced(""));
    is(Names::ByFolder, &changes, &["a=xyz"]);
}

#[test]
fn a_name_without_its_bytes() {
    let changes = [made("a"), wrote("a", 0, b"x"), synced("")];
    for names in BOTH {
        is(names, &changes, &["a=", "a=\0", "a=x"]);
    }
}

#[test]
fn pieces_of_a_write_come_alone() {
    let mut changes = vec![made("a"), wrote("a", 0, b"old!"), synced("a"), synced("")];
    // The pieces begin at multiples of their length, not where the write begins.
    changes.push(wrote("a", 1, b"XYZ"));
    for names in BOTH {
        is(names, &changes, &["a=old!", "a=oXd!", "a=olYZ", "a=oXYZ"]);
    }
}

#[test]
fn a_rename_is_two_changes_or_one() {
    let folders = ["from", "to"].map(|name| Change::MadeFolder(path(name)));
    let mut changes = folders.to_vec();
    changes.extend([
        made("from/a"),
        synced("from/a"),
        synced("from"),
        synced("to"),
        synced(""),
    ]);
    changes.push(renamed("from/a", "to/a", false));
    is(
        Names::ByFolder,
        &changes,
        &["from/a=", "from/a= to/a=", "to/a=", ""],
    );
    is(Names::InOrder, &changes, &["from/a=", "to/a="]);
    changes.push(synced("to"));
    is(Names::ByFolder, &changes, &["from/a= to/a=", "to/a="]);
    is(Names::InOrder, &changes, &["to/a="]);
}

#[test]
fn an_exchange_keeps_both() {
    let mut changes = vec![made("a"), made("b"), wrote("a", 0, b"A"), wrote("b", 0, b"B")];
    changes.extend([synced("a"), synced("b"), synced(""), renamed("a", "b", true)]);
    is(Names::InOrder, &changes, &["a=A b=B", "a=B b=A"]);
    changes.push(synced(""));
    is(Names::ByFolder, &changes, &["a=B b=A"]);
}

#[test]
fn what_is_removed_may_come_back() {
    let mut changes = vec![made("a"), synced("a"), synced(""), Change::Removed(path("a"))];
    for names in BOTH {
        is(names, &changes, &["a=", ""]);
    }
    changes.push(synced(""));
    is(Names::ByFolder, &changes, &[""]);
}

#[test]
fn a_file_that_is_cut_may_be_long_still() {
    let mut changes = vec![made("a"), wrote("a", 0, b"abcd"), synced("a"), synced("")];
    let length = 2;
    changes.push(Change::Resized {
        path: path("a"),
        length,
    });
    for names in BOTH {
        is(names, &changes, &["a=abcd", "a=ab"]);
    }
}

/// What ends after a sync began is not covered by it, and no sync holds before it ended.
#[test]
fn a_sync_covers_what_had_ended_before_it() {
    for names in BOTH {
        let mut disk = after(names, &[made("a"), synced(""), wrote("a", 0, b"old")]);
        let step = |begun, ended, change| Step { begun, ended, change };
        let (late, sync) = (step(3, 5, wrote("a", 0, b"new")), step(4, 6, synced("a")));
        disk.begin(&late);
        disk.begin(&sync);
        assert!(possible(&disk).contains("a="), "{names:?}");
        disk.end(&late);
        disk.end(&sync);
        let possible = possible(&disk);
        assert!(
            possible.contains("a=old") && possible.contains("a=new"),
            "{names:?} {possible:?}"
        );
        assert!(!possible.contains("a="), "{names:?}");
    }
}

#[test]
fn a_disk_that_does_not_obey_loses() {
    let mut disk = Disk::new(Path::new("/r"), Names::ByFolder, |path| path != Path::new("/r"));
    for (at, change) in [made("a"), synced("a"), synced("")].into_iter().enumerate() {
        let step = Step {
            begun: at,
            ended: at,
            change,
        };
        disk.begin(&step);
        disk.end(&step);
    }
    assert_eq!(possible(&disk), BTreeSet::from([String::new(), "a=".to_owned()]));
}

/// Everything is there when all luck is good, and what was synced when it is bad.
#[test]
fn luck_has_two_ends() {
    let changes = [
        made("a"),
        wrote("a", 0, b"x"),
        synced("a"),
        synced(""),
        made("b"),
        wrote("a", 1, b"y"),
    ];
    for names in BOTH {
        let (disk, mut draw) = (after(names, &changes), Draw::new(1));
        assert_eq!(shown(&disk.cut(Luck::EVERYTHING, &mut draw)), "a=xy b=");
        assert_eq!(shown(&disk.cut(Luck::NOTHING, &mut draw)), "a=x");
    }
}
