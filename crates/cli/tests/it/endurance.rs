//! A node that has worked for long holds no more than one that has just begun: clients push, pull and delete, what they
//! deleted is collected, turn after turn. `cargo xtask soak` gives it minutes; the tests give it a few seconds.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::lab::{Api, Image, Registry, incompressible, node_environment, seconds, seed};
use crate::program::{Node, stdout};

const REPOSITORY: &str = "endurance/test";
const CLIENTS: u64 = 4;
/// How many images a client pushes in a turn.
const IMAGES: u64 = 5;
/// Turns after which caches and pools are as full as they get.
const WARM: u64 = 3;

/// What a node holds between two turns.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Held {
    open_files: usize,
    blobs: usize,
    jobs: usize,
    resident_kib: u64,
}

impl Held {
    fn of(node: &Node) -> Held {
        let process = Path::new("/proc").join(node.pid().to_string());
        let status = std::fs::read_to_string(process.join("status")).unwrap();
        let resident = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .unwrap();
        let jobs = stdout(&mut node.wharf(&["jobs", "list", "--format", "json"]));
        let jobs: Vec<Value> = jobs
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let failed = |job: &&Value| ["dead", "failed"].iter().any(|state| job["state"] == *state);
        assert_eq!(jobs.iter().find(failed), None);
        Held {
            open_files: std::fs::read_dir(process.join("fd")).unwrap().count(),
            blobs: files(&node.data.join("regions/us-east-1/blobs")),
            jobs: jobs.len(),
            resident_kib: resident.trim().trim_end_matches(" kB").parse().unwrap(),
        }
    }

    /// A connection more or less is not growth; a file for each push is.
    fn is_as(&self, warm: &Held) {
        assert_eq!(
            (self.blobs, self.jobs),
            (warm.blobs, warm.jobs),
            "{self} after {warm}"
        );
        assert!(self.open_files <= warm.open_files + 16, "{self} after {warm}");
        assert!(
            self.resident_kib <= warm.resident_kib * 3 / 2 + 16 * 1024,
            "{self} after {warm}"
        );
    }
}

impl fmt::Display for Held {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            to,
            "{} open files, {} blobs, {} jobs, {} KiB resident",
            self.open_files, self.blobs, self.jobs, self.resident_kib
        )
    }
}

fn files(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(Result::unwrap);
    entries
        .map(|entry| match entry.file_type().unwrap().is_dir() {
            true => files(&entry.path()),
            false => 1,
        })
        .sum()
}

/// Pushes images, reads each back, and deletes them.
fn client(registry: &mut Registry, turn: u64, client: u64) {
    for number in 0..IMAGES {
        let common = incompressible(seed() ^ turn << 40 ^ number << 8, 60_000);
        let own = incompressible(seed() ^ turn << 40 ^ number << 8 ^ (client + 1), 90_000);
        let image = Image::new(&[("common", &common), ("own", &own)]);
        registry.push(&image, &format!("c{client}"));
        pulled(registry, &image);
        let deleted = registry.send("DELETE", &format!("manifests/{}", image.digest()), "", b"");
        deleted.unwrap().expect(202);
    }
}

/// Pulls an image, byte for byte.
fn pulled(registry: &mut Registry, image: &Image) {
    assert_eq!(registry.manifest(&image.digest()).as_ref(), Some(&image.manifest));
    for blob in image.blobs() {
        assert_eq!(registry.blob(&crate::lab::digest(blob)).as_ref(), Some(blob));
    }
}

#[test]
fn a_node_holds_no_more_than_when_it_began() {
    let mut environment = node_environment();
    environment.push(("WHARF_LOG", "error"));
    let node = Node::start(&[], &environment);
    let api = Api::of_node(&node);
    api.create_repository(REPOSITORY);
    let password = Arc::new(api.password());
    let address = node.listen().parse().unwrap();
    let registry = move || Registry::new(address, &password, REPOSITORY);
    let stays = Image::new(&[("stays", b"all the time")]);
    registry().push(&stays, "stays");

    let (begun, mut turns, mut warm) = (Instant::now(), 0, None);
    while turns <= WARM || begun.elapsed() < Duration::from_secs(seconds()) {
        std::thread::scope(|scope| {
            for number in 0..CLIENTS {
                let mut registry = registry();
                scope.spawn(move || client(&mut registry, turns, number));
            }
        });
        stdout(&mut node.wharf(&["collect", "--grace", "0", "--force=pushes,restorable"]));
        pulled(&mut registry(), &stays);
        turns += 1;
        if turns == WARM {
            warm = Some(Held::of(&node));
        }
    }
    let left = json!({"repositoryName": REPOSITORY});
    let left = api.call("ListImages", &left).expect(200).json();
    assert_eq!(left["imageIds"].as_array().map(Vec::len), Some(1), "{left}");
    let (held, warm) = (Held::of(&node), warm.unwrap());
    println!(
        "soak: {} images pushed, pulled and deleted",
        turns * CLIENTS * IMAGES
    );
    println!("soak: {turns} collections");
    println!("at the end {held}; after {WARM} turns {warm}");
    held.is_as(&warm);
}
