//! Everything that is stored is compared with what is said of it.

mod job;
mod keys;
mod rows;

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use wharf_blob::faulty::{Call, Fault};
use wharf_node::distribution::{GetBlob, HeadBlob};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::layer::damage;
use wharf_node::verification::{Checked, Finding, Position, Stepped, Verify, What, step};
use wharf_node::{Node, jobs};
use wharf_sql::{Error, Statement, params};

use crate::bench::{Bench, REGION, Take, TestImage, artifact, sha256};
use crate::distribution::{alice, blob};

pub(crate) const LOOK: Verify = Verify {
    repair: false,
    rate: None,
};
pub(crate) const REPAIR: Verify = Verify {
    repair: true,
    rate: None,
};

/// A whole round, each step from what the one before it wrote down. Each begins a second after the one before it.
pub(crate) async fn verify(bench: &Bench, how: Verify) -> (Vec<Finding>, Checked) {
    verify_on(bench, &bench.node, how).await
}

/// The same, by another node.
async fn verify_on(bench: &Bench, node: &Node, how: Verify) -> (Vec<Finding>, Checked) {
    bench.advance(1);
    let cell = node.cell(&REGION.parse().unwrap()).await.unwrap();
    let (mut findings, mut at) = (Vec::new(), Position::default());
    loop {
        let mut report = |finding| findings.push(finding);
        match step(node, &cell, how, at, &mut report).await.unwrap() {
            Stepped::Done(checked) => return (findings, checked),
            Stepped::To(next) => at = next.to_string().parse().unwrap(),
        }
    }
}

pub(crate) async fn found(bench: &Bench, how: Verify) -> Vec<(What, bool)> {
    let (findings, _) = verify(bench, how).await;
    findings
        .iter()
        .map(|finding| (finding.what, finding.is_mended))
        .collect()
}

fn file(bench: &Bench, bytes: &[u8]) -> PathBuf {
    let digest = sha256(bytes);
    let folder = bench.folder().join(REGION).join("blobs/sha256");
    folder.join(&digest.hex()[..2]).join(digest.hex())
}

fn flip(file: &std::path::Path) {
    let mut bytes = std::fs::read(file).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(file, bytes).unwrap();
}

/// Changes rows behind the program's back.
pub(crate) async fn change(bench: &Bench, statement: &'static Statement) {
    let change = move |transaction: &mut wharf_sql::Transaction<'_>| {
        assert!(transaction.execute_global(statement, params![])? > 0);
        Ok::<_, Error>(())
    };
    bench.registry.transaction("test.change", change).await.unwrap();
}

/// The events of damaged layers, as the Region told them.
async fn told(bench: &Bench) -> Vec<Value> {
    told_as(bench, "Wharf Layer Damage").await
}

/// The Region's events of a kind.
pub(crate) async fn told_as(bench: &Bench, kind: &str) -> Vec<Value> {
    let after = wharf_node::events::Position::default();
    let events = wharf_node::events::list(&bench.registry, REGION, &after, 100).await;
    let documents = events.unwrap().into_iter();
    let documents = documents.map(|event| serde_json::from_str::<Value>(&event.document).unwrap());
    documents.filter(|event| event["detail-type"] == kind).collect()
}

room!(what_is_whole_is_said_to_be, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    bench.push("app", Some("v2"), &image).await;
    let (findings, checked) = verify(bench, LOOK).await;
    assert_eq!(findings, []);
    let blobs = image.blobs.len() as u64;
    assert_eq!((checked.blobs, checked.layers, checked.images), (blobs, blobs, 1));
    let bytes: usize = image.blobs.iter().map(|blob| blob.len()).sum();
    assert_eq!(checked.bytes, bytes as u64);
});

room!(a_flipped_byte_is_found_and_the_next_push_heals_it, |bench| {
    bench.repository("app").await;
    bench.repository("other").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    bench.push("other", Some("v1"), &image).await;
    let layer = file(bench, image.layer());
    flip(&layer);
    let wrong = std::fs::read(&layer).unwrap();
    let head = |repository: &'static str| alice::<HeadBlob>(bench, blob(bench, repository, image.layer()));
    assert!(head("app").await.is_ok(), "no look tells");
    // It is one file, though two repositories have it.
    for round in ["found", "it stays damaged"] {
        let (findings, checked) = verify(bench, LOOK).await;
        let found: Vec<What> = findings.iter().map(|finding| finding.what).collect();
        assert_eq!((found, checked.damaged), (vec![What::AlteredBlob], 1), "{round}");
    }
    for repository in ["app", "other"] {
        assert_eq!(head(repository).await.err().unwrap().code, "BlobUnknown");
    }
    let marked = damage::list(&*bench.cell().await, 10).await.unwrap();
    assert_eq!((marked.len(), marked[0].damage.as_str()), (1, "altered"));
    // Each repository is told once.
    let events = told(bench).await;
    let names: Vec<String> = events
        .iter()
        .map(|event| event.text("/detail/repository-name"))
        .collect();
    assert_eq!(events.len(), 2, "{events:?}");
    assert!(names.contains(&"app".to_owned()) && names.contains(&"other".to_owned()));
    assert_eq!(events[0]["detail"]["damage"], "ALTERED");
    assert_eq!(
        events[0].text("/detail/layer-digest"),
        sha256(image.layer()).as_str()
    );
    // The wrong file is kept.
    let away: Vec<_> = std::fs::read_dir(bench.folder().join(REGION).join("damaged"))
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert_eq!(away, [wrong]);
    bench.layer("app", image.layer()).await;
    assert_eq!(found(bench, LOOK).await, []);
    assert!(head("other").await.is_ok());
    assert_eq!(damage::count(&*bench.cell().await).await.unwrap(), 0);
});

room!(a_damaged_file_that_is_put_back_is_found_again, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let layer = file(bench, image.layer());
    let damaged = bench.folder().join(REGION).join("damaged");
    flip(&layer);
    for round in 1..=3 {
        assert_eq!(
            found(bench, LOOK).await,
            [(What::AlteredBlob, false)],
            "round {round}"
        );
        let away = std::fs::read_dir(&damaged)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let away: Vec<PathBuf> = away.collect();
        assert_eq!(away.len(), round);
        // With its time, as an operator copies it back.
        std::fs::hard_link(&away[0], &layer).unwrap();
    }
    std::fs::remove_file(&layer).unwrap();
    bench.layer("app", image.layer()).await;
});

room!(a_blob_that_the_disk_does_not_read_stays, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    bench.bytes.fail(Call::Open, 1, Fault::Unread);
    assert_eq!(found(bench, LOOK).await, [(What::UnreadableBlob, false)]);
    assert_eq!(damage::count(&*bench.cell().await).await.unwrap(), 0);
    assert!(!bench.folder().join(REGION).join("damaged").exists());
    let head = alice::<HeadBlob>(bench, blob(bench, "app", image.layer()));
    assert!(head.await.is_ok());
    assert_eq!(found(bench, LOOK).await, [], "the disk reads it again");
});

room!(a_full_disk_hides_no_damage, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    flip(&file(bench, image.layer()));
    (1..10).for_each(|nth| bench.bytes.fail(Call::PutAway, nth, Fault::Full));
    let (findings, checked) = verify(bench, LOOK).await;
    assert_eq!(checked.blobs, image.blobs.len() as u64, "it goes on behind it");
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(
        findings[0].what == What::AlteredBlob && findings[0].detail.contains("was not moved"),
        "{findings:?}"
    );
    let head = async || alice::<HeadBlob>(bench, blob(bench, "app", image.layer())).await;
    assert_eq!(
        head().await.err().unwrap().code,
        "BlobUnknown",
        "it is not served"
    );
    let damaged = bench.folder().join(REGION).join("damaged");
    assert!(!damaged.exists() && file(bench, image.layer()).exists());
    let other = bench.restarted();
    let cell = other.cell(&REGION.parse().unwrap()).await.unwrap();
    assert_eq!(
        damage::count(&cell).await.unwrap(),
        0,
        "another node would heal a mark"
    );
    // With space it is moved, and missing for every node.
    bench.bytes.heal();
    assert_eq!(head().await.err().unwrap().code, "BlobUnknown");
    assert!(damaged.exists());
    let (call, input) = (bench.call(&bench.alice), blob(bench, "app", image.layer()));
    let elsewhere = wharf_node::perform::<HeadBlob>(&other, &call, input).await;
    assert!(elsewhere.is_err());
    assert_eq!(found(bench, LOOK).await, [(What::AlteredBlob, false)]);
    assert!(damaged.exists());
    bench.layer("app", image.layer()).await;
});

room!(a_short_file_is_told_with_both_lengths, |bench| {
    for repository in ["app", "other"] {
        bench.repository(repository).await;
        bench.push_new(repository, Some("v1"), "one").await;
    }
    let image = TestImage::new("one");
    let short = file(bench, image.layer());
    let short = std::fs::File::options().write(true).open(short).unwrap();
    short.set_len(1).unwrap();
    let (findings, checked) = verify(bench, LOOK).await;
    assert_eq!((findings.len(), checked.damaged), (1, 1), "{findings:?}");
    let both = format!("it has 1 bytes, and should have {}", image.layer().len());
    assert!(
        findings[0].what == What::ShortBytes && findings[0].detail.contains(&both),
        "{findings:?}"
    );
    bench.layer("app", image.layer()).await;
});

room!(a_read_only_node_tells_damage_and_changes_nothing, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let gone = bench.push_new("app", Some("v2"), "two").await;
    let (altered, short, missing) = (
        file(bench, image.layer()),
        file(bench, image.config()),
        file(bench, gone.layer()),
    );
    flip(&altered);
    std::fs::write(&short, "").unwrap();
    std::fs::remove_file(&missing).unwrap();

    let mut node = bench.restarted();
    node.settings.read_only = true;
    let cell = node.cell(&REGION.parse().unwrap()).await.unwrap();
    let head = async |bytes: &[u8]| {
        let (call, input) = (bench.call(&bench.alice), blob(bench, "app", bytes));
        wharf_node::perform::<HeadBlob>(&node, &call, input).await
    };
    let get = async |bytes: &[u8]| {
        let (call, input) = (bench.call(&bench.alice), blob(bench, "app", bytes));
        wharf_node::perform::<GetBlob>(&node, &call, input).await
    };
    // Looks and pulls.
    assert!(get(gone.layer()).await.is_err() && head(image.config()).await.is_err());
    assert_eq!(damage::last_count(&cell), 2);
    for _ in 0..2 {
        let (findings, checked) = verify_on(bench, &node, LOOK).await;
        let mut found: Vec<String> = findings.iter().map(|one| format!("{:?}", one.what)).collect();
        found.sort();
        assert_eq!(found, ["AlteredBlob", "MissingBytes", "ShortBytes"]);
        assert_eq!((checked.damaged, damage::last_count(&cell)), (3, 3));
    }
    assert_eq!(damage::list(&cell, 10).await.unwrap().len(), 3);
    for bytes in [image.layer(), image.config(), gone.layer()] {
        assert!(head(bytes).await.is_err() && get(bytes).await.is_err());
    }
    assert!(altered.exists() && short.exists());
    assert!(!bench.folder().join(REGION).join("damaged").exists());
    let rows = bench.cell().await;
    assert_eq!(damage::count(&rows).await.unwrap(), 0, "nothing is marked");
    assert_eq!(told(bench).await.len(), 0);

    // What is put back, or pushed by way of another node, is served.
    for bytes in [image.layer(), gone.layer()] {
        bench.layer("app", bytes).await;
    }
    std::fs::write(&short, image.config()).unwrap();
    for bytes in [image.layer(), image.config(), gone.layer()] {
        assert!(head(bytes).await.is_ok() && get(bytes).await.is_ok());
    }
    assert_eq!(damage::last_count(&cell), 0);
});

room!(long_manifests_are_read_apart, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("short"), "short").await;
    bench
        .push("app", Some("long"), &TestImage::with_note("long", 70_000))
        .await;
    let (findings, checked) = verify(bench, LOOK).await;
    let computed = bench.node.apart.computed("verification");
    assert_eq!((findings, checked.images, computed), (vec![], 2, 1));
});

room!(what_a_look_finds_is_told_once_too, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    std::fs::remove_file(file(bench, image.layer())).unwrap();
    for _ in 0..3 {
        let head = alice::<HeadBlob>(bench, blob(bench, "app", image.layer()));
        assert_eq!(head.await.err().unwrap().code, "BlobUnknown");
    }
    let events = told(bench).await;
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0]["detail"]["damage"], "MISSING");
    assert_eq!(found(bench, LOOK).await, [(What::MissingBytes, false)]);
    assert_eq!(told(bench).await.len(), 1);
    bench.layer("app", image.layer()).await;
});

room!(
    sealed_bytes_are_read_where_their_key_opens,
    |settings| { settings.seal_layers = true },
    |bench| {
        bench.repository("app").await;
        let kms = json!({"repositoryName": "sealed", "encryptionConfiguration": {"encryptionType": "KMS"}});
        bench.ask::<CreateRepository>(kms).await.unwrap();
        for repository in ["app", "sealed"] {
            bench.push_new(repository, Some("v1"), repository).await;
        }
        let (findings, checked) = verify(bench, LOOK).await;
        assert_eq!((findings, checked.blobs, checked.locked_blobs), (vec![], 4, 0));
        for folder in std::fs::read_dir(bench.folder().join(REGION).join("sealed")).unwrap() {
            let folder = folder.unwrap().path().join("blobs/sha256");
            let folders = std::fs::read_dir(folder).unwrap();
            // Some of them are made before they have a blob.
            let blob = folders
                .flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap())
                .next();
            flip(&blob.unwrap().unwrap().path());
        }
        let found = found(bench, LOOK).await;
        let altered = found
            .iter()
            .filter(|(what, _)| *what == What::AlteredBlob)
            .count();
        assert_eq!(altered, 2, "{found:?}");
        for repository in ["app", "sealed"] {
            bench.layers(repository, &TestImage::new(repository)).await;
        }
    }
);

static FORGET_CHILDREN: Statement = Statement::global("test.forget_children", "DELETE FROM image_children");
static COUNT_TAGS: Statement =
    Statement::global("test.count_tags", "UPDATE images SET tag_count = tag_count + 3");
static COUNT_IMAGES: Statement =
    Statement::global("test.count_images", "UPDATE image_counts SET images = images + 5");
static COUNT_REPOSITORIES: Statement = Statement::global(
    "test.count_repositories",
    "UPDATE registry_revisions SET repositories = repositories + 1 WHERE repositories > 0",
);
static FORGET_LAYERS: Statement = Statement::global("test.forget_layers", "DELETE FROM layers");
