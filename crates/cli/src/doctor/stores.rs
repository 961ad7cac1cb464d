//! Do databases and bytes belong together, and does collection go on?

use serde_json::Value;
use wharf_aws::Timestamp;

use super::{Finding, Subject};

const CHECK: &str = "bytes";
/// Damaged layers that are named, and damaged images.
const MOST_NAMED: usize = 10;

/// What the answers of each Region (`GetJobHealth`) say.
pub fn stores(subject: &Subject, answers: &[(String, Value)]) -> Vec<Finding> {
    let findings = answers.iter().flat_map(|(region, answer)| {
        let store = &answer["store"];
        [
            doubts(region, store),
            damaged(subject, region, store),
            damaged_manifests(subject, region, store),
            stopped(subject, region, store),
            restored(subject, region, store),
        ]
        .into_iter()
        .flatten()
    });
    findings.collect()
}

fn time(value: &Value) -> Option<Timestamp> {
    Timestamp::from_seconds_f64(value.as_f64()?).ok()
}

fn doubts(region: &str, store: &Value) -> Option<Finding> {
    let doubts = store["databaseDoubts"]
        .as_array()
        .filter(|doubts| !doubts.is_empty())?;
    let found = format!("the database of {region} is damaged, or its last changes may be lost");
    let said = doubts.iter().filter_map(Value::as_str);
    Some(said.fold(Finding::fail(CHECK, found), |finding, doubt| finding.todo(doubt)))
}

fn damaged(subject: &Subject, region: &str, store: &Value) -> Option<Finding> {
    let count = store["damagedBlobs"].as_i64().filter(|count| *count > 0)?;
    let found = format!(
        "damaged layers of {region}, which are not available because their bytes are missing, too few, or others: {count}"
    );
    let mut finding = Finding::fail(CHECK, found);
    let named = store["damaged"].as_array().into_iter().flatten();
    for layer in named.take(MOST_NAMED) {
        let text = |member: &str| layer[member].as_str().unwrap_or("?").to_owned();
        finding = finding.todo(format!("{} is {}", text("layerDigest"), text("damage")));
    }
    finding = others(finding, subject, count);
    let flag = &subject.data_flag;
    Some(
        finding
            .todo(format!(
                "wharf why DIGEST{flag} says who has one, and for which image"
            ))
            .todo("push them again, or put their files back: then they are available again"),
    )
}

fn damaged_manifests(subject: &Subject, region: &str, store: &Value) -> Option<Finding> {
    let count = store["damagedManifests"].as_i64().filter(|count| *count > 0)?;
    let found = format!(
        "damaged images of {region}, which are not available because their manifests are missing, or others: {count}"
    );
    let mut finding = Finding::fail(CHECK, found);
    let named = store["damagedImages"].as_array().into_iter().flatten();
    for image in named.take(MOST_NAMED) {
        let text = |member: &str| image[member].as_str().unwrap_or("?").to_owned();
        finding = finding.todo(format!(
            "the manifest of {}/{}@{} is {}",
            text("accountId"),
            text("repositoryName"),
            text("imageDigest"),
            text("damage")
        ));
    }
    Some(others(finding, subject, count).todo("push them again: then they are available again"))
}

/// Where those are named that the finding has no room for.
fn others(finding: Finding, subject: &Subject, count: i64) -> Finding {
    if count <= i64::try_from(MOST_NAMED).unwrap_or(i64::MAX) {
        return finding;
    }
    let pid = subject.node.pid;
    finding.todo(format!("the log of process {pid} names the others"))
}

fn stopped(subject: &Subject, region: &str, store: &Value) -> Option<Finding> {
    let (since, flag) = (time(&store["collectionStoppedAt"])?, &subject.data_flag);
    let (unrecorded, counted) = (&store["unrecordedBlobs"], &store["countedBlobs"]);
    let found = format!(
        "collection is stopped in {region} since {since}: of {counted} blobs {unrecorded} would go that the database never had as \
         layers"
    );
    let finding = Finding::warn(CHECK, found)
        .todo("is the database an old copy, or that of other bytes? Then stop the server, and put the right one back")
        .todo("or did pushes fail at the database, and was the node killed before it could note their bytes? Then these may go")
        .todo(format!("if these bytes may go: wharf collect --region {region} --force --dry-run{flag}, then the same without --dry-run"));
    Some(finding)
}

fn restored(subject: &Subject, region: &str, store: &Value) -> Option<Finding> {
    let (at, flag) = (time(&store["restoredAt"])?, &subject.data_flag);
    let found = format!(
        "the database of {region} was restored, or its bytes were adopted, which was noticed at {at}: all bytes that came before that \
         time, and all that the database never had as layers, are kept until you say that they may go"
    );
    let finding = Finding::warn(CHECK, found).todo(format!(
        "when everything is there that should be: wharf collect --region {region} --force --dry-run{flag}, then the same without --dry-run"
    ));
    Some(finding)
}
