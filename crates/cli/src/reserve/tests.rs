//! Reserves on small disks, which become full.

use std::io::Write as _;
use std::os::unix::fs::symlink;

use wharf_sql::testing::SmallDisk;

use super::disk::{LOG_PART, PART};
use super::*;

#[test]
fn a_reserve_that_another_node_uses_is_not_made_whole() {
    let disk = SmallDisk::new(24);
    fs::create_dir(disk.path().join("us-east-1")).unwrap();
    let [one, other] = ["one", "other"].map(|name| {
        let folder = disk.beside().join(name);
        fs::create_dir(&folder).unwrap();
        symlink(disk.path(), folder.join("regions")).unwrap();
        Reserve::of(&Folder::new(&folder))
    });
    let is_whole = || Kept::of(&disk.path().join("us-east-1").join(NAME)).bytes >= 24 * 1024 * 1024 / PART;
    for reserve in [&one, &other] {
        assert_eq!(reserve.look(false, true), None);
    }
    assert!(is_whole());
    disk.fill();
    assert!(one.look(false, false).is_some());
    one.give_up(false, 0);
    assert!(!is_whole());
    assert!(other.look(false, true).is_some() && !is_whole());
    assert!(one.look(true, true).is_some() && is_whole());
}

#[test]
fn a_disk_that_takes_no_more_files_is_full() {
    let disk = SmallDisk::new(24);
    disk.allow_files(320);
    let reserve = Reserve::of(&Folder::new(disk.path()));
    assert_eq!(reserve.look(false, true), None);
    disk.fill_files();
    let found = reserve.look(false, true);
    assert!(matches!(found, Some(Closed::NoFiles { .. })), "{found:?}");
    let make = |name: &str| File::create(disk.path().join(name));
    assert!(make("log").is_err());
    reserve.give_up(false, 0);
    assert!(make("log").is_ok(), "what deletions need is there");
    disk.make_room();
    assert_eq!(reserve.look(true, true), None);
    assert_eq!(Kept::of(&disk.path().join(NAME)).files, 320 / PART);
}

/// Another program takes what is given up, each time.
#[test]
fn what_is_given_up_is_a_part_and_logs_keep_their_own() {
    let disk = SmallDisk::new(24);
    let log = disk.path().join("identity.db-wal");
    File::create(&log).unwrap();
    let reserve = Reserve::of(&Folder::new(disk.path()));
    assert_eq!(reserve.look(false, true), None);
    let own = || fs::metadata(&log).unwrap().blocks() * 512;
    let whole = 24 * 1024 * 1024 / PART;
    assert_eq!((own(), fs::metadata(&log).unwrap().len()), (whole / LOG_PART, 0));
    let kept = || Kept::of(&disk.path().join(NAME)).bytes;
    assert_eq!(kept(), whole);
    disk.fill();
    reserve.look(false, false);
    reserve.give_up(false, 0);
    assert_eq!(kept(), whole - SLICE);
    disk.fill();
    reserve.give_up(false, 0);
    assert_eq!(kept(), whole - 2 * SLICE, "the next one has as much");
    // What was free enough is given up no more.
    reserve.give_up(false, 0);
    assert_eq!(kept(), whole - 2 * SLICE);
    disk.fill();
    reserve.give_up(false, 1);
    assert_eq!(kept(), whole - 6 * SLICE, "after a refusal it is more");
    disk.fill();
    let written = vec![1; usize::try_from(own()).unwrap()];
    let mut log = OpenOptions::new().write(true).open(&log).unwrap();
    log.write_all(&written).unwrap();
    disk.make_room();
    reserve.look(true, false);
    assert_eq!(kept(), whole, "what is free again goes back at once");
}

#[test]
fn what_is_missing_is_the_same_at_every_look() {
    let disk = SmallDisk::new(24);
    let reserve = Reserve::of(&Folder::new(disk.path()));
    assert_eq!(reserve.look(false, true), None);
    disk.fill();
    let first = reserve.look(false, true);
    assert!(matches!(first, Some(Closed::NoSpace { .. })), "{first:?}");
    assert_eq!(reserve.look(true, true), first);
}
