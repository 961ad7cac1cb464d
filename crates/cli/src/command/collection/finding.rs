//! What is said of one finding: a line for people, or an object for programs.

use serde_json::{Map, Value, json};
use wharf_aws::Region;

use super::repository;
use crate::command::operate::{text, time};

/// The words of the API, and those that programs are told.
const FINDINGS: [(&str, &str); 9] = [
    ("ORPHANED_LAYER", "orphanedLayer"),
    ("UNREFERENCED_BLOB", "unreferencedBlob"),
    ("REMOVED", "removed"),
    ("TAKEN_BACK", "takenBack"),
    ("WAITING_BLOB", "waitingBlob"),
    ("UNRECORDED_BLOB", "unrecordedBlob"),
    ("GIVEN_UP_IMAGE", "givenUpImage"),
    ("LOST_REFERENCES", "lostReferences"),
    ("UNREAD_MANIFEST", "unreadManifest"),
];

/// What becomes of what was found, in the words that programs are told.
pub(super) fn outcome(finding: &Value, dry_run: bool, at_once: bool) -> &'static str {
    match finding["what"].as_str().unwrap_or_default() {
        "ORPHANED_LAYER" if finding["removed"] == true => "removed",
        // A dry run drops no layer, and says what a real one would do.
        "ORPHANED_LAYER" if dry_run && at_once => "would-go",
        "ORPHANED_LAYER" => "waits",
        "UNREFERENCED_BLOB" if dry_run => "would-go",
        "UNREFERENCED_BLOB" => "set-aside",
        "REMOVED" => "removed",
        "WAITING_BLOB" | "UNRECORDED_BLOB" => "waits",
        "GIVEN_UP_IMAGE" => "given-up",
        "LOST_REFERENCES" if dry_run => "would-be-mended",
        "LOST_REFERENCES" => "mended",
        "UNREAD_MANIFEST" => "stays",
        _ => "taken-back",
    }
}

pub(super) fn for_programs(region: &Region, finding: &Value, outcome: &str) -> Value {
    let mut line = Map::new();
    line.insert("region".to_owned(), json!(region.as_str()));
    let what = finding["what"].as_str().unwrap_or_default();
    if what == "ORPHANED_LAYER" {
        line.insert("repository".to_owned(), finding["repositoryName"].clone());
        line.insert("account".to_owned(), finding["accountId"].clone());
        line.insert("removed".to_owned(), finding["removed"].clone());
    }
    if what == "GIVEN_UP_IMAGE" {
        line.insert("account".to_owned(), finding["accountId"].clone());
    }
    if matches!(what, "LOST_REFERENCES" | "UNREAD_MANIFEST") {
        line.insert("repository".to_owned(), finding["repositoryName"].clone());
        line.insert("account".to_owned(), finding["accountId"].clone());
    }
    if finding["sizeInBytes"].is_number() {
        line.insert("size".to_owned(), finding["sizeInBytes"].clone());
    }
    if finding["goesAt"].is_number() {
        line.insert("goesAt".to_owned(), json!(time(&finding["goesAt"])));
    }
    let word = FINDINGS.iter().find(|(word, _)| *word == what);
    line.insert("what".to_owned(), json!(word.map_or(what, |(_, word)| word)));
    line.insert("digest".to_owned(), finding["digest"].clone());
    line.insert("outcome".to_owned(), json!(outcome));
    Value::Object(line)
}

pub(super) fn for_people(finding: &Value, outcome: &str) -> String {
    let (digest, size) = (text(&finding["digest"]), &finding["sizeInBytes"]);
    match finding["what"].as_str().unwrap_or_default() {
        "ORPHANED_LAYER" => format!(
            "layer {digest} ({size} bytes) of {} of {}: no image names it; {}",
            repository(finding),
            text(&finding["accountId"]),
            match outcome {
                "waits" => "it waits for the grace period",
                _ => "it goes",
            }
        ),
        "UNREFERENCED_BLOB" => {
            format!("blob {digest} ({size} bytes): no repository holds it; it is set aside")
        }
        "REMOVED" => format!("blob {digest} ({size} bytes): removed"),
        "WAITING_BLOB" => {
            let goes_at = time(&finding["goesAt"]);
            format!("blob {digest} ({size} bytes): no repository holds it; it will go at {goes_at}")
        }
        "UNRECORDED_BLOB" => {
            let until = match finding["goesAt"].is_null() {
                true => "as long as the clock is not believed".to_owned(),
                false => format!("until {}", time(&finding["goesAt"])),
            };
            format!("blob {digest} ({size} bytes): the database never had it as a layer; it is kept {until}")
        }
        "GIVEN_UP_IMAGE" => {
            let account = text(&finding["accountId"]);
            format!("image {digest} of {account}, which was deleted: it can be restored no more")
        }
        "LOST_REFERENCES" => format!(
            "image {digest} of {} of {}: rows that say what it names were lost; {}, and its layers stay",
            repository(finding),
            text(&finding["accountId"]),
            match outcome {
                "mended" => "they are written again",
                _ => "they would be written again",
            }
        ),
        "UNREAD_MANIFEST" => format!(
            "image {digest} of {} of {}: its manifest cannot be read; no layer of the repository goes until it is, or the image is \
             gone (its key is disabled, or it is damaged)",
            repository(finding),
            text(&finding["accountId"])
        ),
        _ => format!("blob {digest}: something refers to it by now; it is taken back"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_goes_when_it_was_dropped_or_would_be() {
        let layer = |removed: bool| json!({"what": "ORPHANED_LAYER", "digest": "d", "removed": removed});
        for (removed, dry_run, word, said) in [
            (true, false, "removed", "it goes"),
            (false, true, "would-go", "it goes"),
            (false, false, "waits", "it waits for the grace period"),
        ] {
            let outcome = outcome(&layer(removed), dry_run, true);
            let line = for_people(&layer(removed), outcome);
            assert!(line.ends_with(said), "{line}");
            let region = "us-east-1".parse().unwrap();
            assert_eq!(for_programs(&region, &layer(removed), outcome)["outcome"], word);
        }
        assert_eq!(outcome(&layer(false), true, false), "waits");
    }

    #[test]
    fn an_image_whose_layers_stay_is_told() {
        for (what, dry_run, word, said) in [
            (
                "LOST_REFERENCES",
                false,
                "mended",
                "were lost; they are written again",
            ),
            (
                "LOST_REFERENCES",
                true,
                "would-be-mended",
                "were lost; they would be written again",
            ),
            ("UNREAD_MANIFEST", false, "stays", "cannot be read; no layer"),
        ] {
            let image =
                json!({"what": what, "digest": "d", "accountId": "111122223333", "repositoryName": "app"});
            let outcome = outcome(&image, dry_run, false);
            let line = for_people(&image, outcome);
            assert!(line.contains(said), "{line}");
            let line = for_programs(&"us-east-1".parse().unwrap(), &image, outcome);
            assert_eq!(
                (&line["outcome"], &line["repository"]),
                (&json!(word), &json!("app"))
            );
        }
    }

    #[test]
    fn what_waits_says_when_it_goes() {
        let waiting =
            json!({"what": "WAITING_BLOB", "digest": "d", "sizeInBytes": 5, "goesAt": 1_796_000_000});
        let line = for_programs(
            &"us-east-1".parse().unwrap(),
            &waiting,
            outcome(&waiting, true, false),
        );
        assert_eq!(
            (&line["outcome"], &line["goesAt"], &line["what"]),
            (
                &json!("waits"),
                &json!("2026-11-30T00:53:20Z"),
                &json!("waitingBlob")
            )
        );
        let said = for_people(&waiting, "waits");
        assert!(said.ends_with("it will go at 2026-11-30T00:53:20Z"), "{said}");
    }
}
