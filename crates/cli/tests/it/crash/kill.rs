//! `kill -9` at random moments, under twenty clients, again and again on one folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::ledger::{Ledger, Upload};
use super::{Ground, check, load};
use crate::lab::{Image, drawn};

const CLIENTS: u64 = 20;
/// Milliseconds of work before each death; other ones below a second in a soak.
const MOMENTS: &[u64] = &[20, 35, 60, 90, 130, 180, 260, 350, 470, 700];

#[test]
fn at_any_moment() {
    let ground = Ground::new();
    let begun = Instant::now();
    let (mut acknowledged, mut went_on) = (0, 0);
    for (round, moment) in drawn(MOMENTS, 1_000).into_iter().enumerate() {
        let mut node = ground.serve(None);
        let password = super::api(&node).password();
        let load = load::push_until_it_breaks(&node, &password, CLIENTS, round as u64);
        std::thread::sleep(Duration::from_millis(moment));
        node.stop("KILL");
        let ledger = load.ledger();
        acknowledged += ledger.durable_blobs.len() + ledger.durable_images.len();

        let node = ground.serve(None);
        let password = super::api(&node).password();
        went_on += check::check(&mut super::registry(&node, &password), &ground.data(), &ledger);
    }
    println!("soak: {} deaths", MOMENTS.len());
    println!("soak: {acknowledged} acknowledged pushes found again");
    assert!(went_on > 0, "no upload was under way at any of these moments");
    assert!(
        acknowledged > 20,
        "only {acknowledged} pushes were acknowledged in {:?}",
        begun.elapsed()
    );
}

/// What the check must notice, one at a time: on disk, or as if clients had been told more than is true.
type Damage = (&'static str, fn(&Path, &mut Ledger));

const DAMAGE: &[Damage] = &[
    ("a byte of a blob", |data, ledger| {
        let file = blob_file(data, ledger.durable_blobs.first().unwrap());
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[0] ^= 1;
        std::fs::write(&file, bytes).unwrap();
    }),
    ("a blob", |data, ledger| {
        std::fs::remove_file(blob_file(data, ledger.durable_blobs.first().unwrap())).unwrap();
    }),
    ("an image", |_, ledger| {
        let image = Arc::new(Image::new(&[("file", b"never sent")]));
        ledger.durable_images.insert(image.digest());
        ledger.images.insert(image.digest(), image);
    }),
    ("a tag", |_, ledger| {
        ledger.tag_may_become("never-put", Some("sha256:0".to_owned()));
        ledger.tag_is("never-put");
    }),
    ("a tag's deletion", |_, ledger| {
        let (tag, states) = ledger
            .tags
            .iter_mut()
            .find(|(_, states)| states.len() == 1)
            .unwrap();
        assert!(states[0].take().is_some(), "{tag}");
    }),
    ("an upload", |_, ledger| {
        ledger.uploads.push(Upload {
            location: "/v2/crash/test/blobs/uploads/00000000-0000-4000-8000-000000000000".to_owned(),
            acknowledged: 1,
            ending: false,
            content: Arc::default(),
        });
    }),
];

fn blob_file(data: &Path, digest: &str) -> PathBuf {
    let hex = digest.strip_prefix("sha256:").unwrap();
    data.join("regions/us-east-1/blobs/sha256")
        .join(&hex[..2])
        .join(hex)
}

#[test]
fn damage_is_noticed() {
    for (what, damage) in DAMAGE {
        let ground = Ground::new();
        let mut node = ground.serve(Some("ecr.image.after-put=abort@5"));
        let password = super::api(&node).password();
        let load = load::push_until_it_breaks(&node, &password, 1, 0);
        assert!(node.ended_within(Duration::from_secs(30)).is_some());
        let mut ledger = load.ledger();
        damage(&ground.data(), &mut ledger);
        let node = ground.serve(None);
        let mut registry = super::registry(&node, &password);
        let check = move || check::check(&mut registry, &ground.data(), &ledger);
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(check));
        assert!(outcome.is_err(), "{what} was lost and the check did not notice");
    }
}
