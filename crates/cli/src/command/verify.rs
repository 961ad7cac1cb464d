//! `wharf verify`: everything that is stored is read, and compared with what is said of it.

use std::process::ExitCode;

use serde_json::{Map, Value, json};
use wharf_aws::Region;
use wharf_node::Clock;

use super::operate::{Asked, block_on, known_region, regions, text};
use crate::arguments::{Format, Verify};
use crate::interrupt::unless_interrupted;
use crate::operator::Operator;
use crate::progress::Progress;
use crate::{Environment, output};

/// What was looked at: the members of the API's answer, and the words behind their figures.
const COUNTS: [(&str, &str); 6] = [
    ("blobs", "blobs"),
    ("bytes", "bytes"),
    ("layers", "layers"),
    ("images", "images"),
    ("deletedImages", "deleted images"),
    ("referrersWithoutSubject", "referrers without a subject"),
];

pub(crate) fn run(arguments: &Verify, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let operator = Operator::open(&arguments.place, environment).await?;
        let mut asked = Asked::default();
        let progress = Progress::new(environment);
        let done =
            || "the findings above are all up to here; a Region that was begun is begun again".to_owned();
        let work = verify(arguments, &operator, &mut asked, &progress);
        let done = unless_interrupted(&progress, done, work).await;
        operator.close().await;
        Ok(match done? {
            true => asked.code(),
            false => ExitCode::FAILURE,
        })
    })
}

/// Verifies Region by Region; whether nothing is damaged.
async fn verify(
    arguments: &Verify,
    operator: &Operator,
    asked: &mut Asked,
    progress: &Progress,
) -> anyhow::Result<bool> {
    let wanted = match &arguments.region {
        Some(region) => vec![known_region(operator, region.as_str()).await?],
        None => regions(operator).await?,
    };
    let mut is_whole = true;
    if wanted.is_empty() {
        // Nothing was stored in any Region: that is said, too.
        let members = ["damaged", "mended", "lockedBlobs", "lockedManifests"];
        let members = members.into_iter().chain(COUNTS.map(|(member, _)| member));
        let nothing: Value = members.map(|member| (member.to_owned(), json!(0))).collect();
        output::print(&match arguments.format {
            Format::Json => json!({"region": null, "checked": nothing}).to_string(),
            Format::Text => format!("no Region has a store yet: {}", total(&nothing, arguments.repair)),
        });
    }
    let count = wanted.len();
    for (at, region) in wanted.into_iter().enumerate() {
        let mut input = json!({"repair": arguments.repair});
        progress.begin(format!("verifying {region} ({} of {count})", at + 1), "blobs");
        let stored = match progress.is_shown() {
            true => stored(operator, &region).await,
            false => 0,
        };
        loop {
            let answer = operator.call("VerifyStore", Some(&region), input.clone()).await;
            let Some(mut stepped) = asked.answered(&region, answer)? else {
                break;
            };
            for finding in stepped["findings"].as_array().into_iter().flatten() {
                output::print(&match arguments.format {
                    Format::Json => for_programs(&region, finding).to_string(),
                    Format::Text => format!("{region}  {}", for_people(finding)),
                });
            }
            let checked = stepped["checked"].take();
            match stepped["position"].take() {
                Value::Null => {
                    is_whole &= checked["damaged"] == 0;
                    output::print(&match arguments.format {
                        Format::Json => json!({"region": region.as_str(), "checked": checked}).to_string(),
                        Format::Text => format!("{region}  {}", total(&checked, arguments.repair)),
                    });
                    break;
                }
                position => input["position"] = position,
            }
            let figure = |member: &str| checked[member].as_u64().unwrap_or(0);
            progress.things(usize::try_from(figure("blobs")).unwrap_or(usize::MAX), 0);
            progress.bytes(figure("bytes"), stored);
        }
    }
    Ok(is_whole)
}

/// About how many bytes of blobs a Region has, as they were measured last; zero where it is not known.
async fn stored(operator: &Operator, region: &Region) -> u64 {
    let today = Clock::system().now();
    let input = json!({"from": today.day(), "to": today.day(), "maxResults": 1000});
    let Ok(usage) = operator.call("GetUsage", Some(region), input).await else {
        return 0;
    };
    let rows = usage["storage"].as_array().into_iter().flatten();
    rows.filter_map(|row| row["storedBytes"].as_u64()).sum()
}

fn counted(checked: &Value) -> String {
    let counts: Vec<String> = COUNTS
        .iter()
        .map(|(member, words)| format!("{} {words}", checked[*member]))
        .collect();
    counts.join(", ")
}

fn total(checked: &Value, repair: bool) -> String {
    let mut said = format!(
        "{} were verified; damaged: {}",
        counted(checked),
        checked["damaged"]
    );
    if repair {
        said.push_str(&format!("; mended: {}", checked["mended"]));
    }
    let (blobs, manifests) = (&checked["lockedBlobs"], &checked["lockedManifests"]);
    if *blobs != 0 || *manifests != 0 {
        said.push_str(&format!(
            "; not read, because their keys are disabled: {blobs} blobs, {manifests} manifests"
        ));
    }
    said
}

fn for_people(finding: &Value) -> String {
    let kind = match text(&finding["what"]).as_str() {
        "ALTERED_BLOB" | "UNREADABLE_BLOB" => "blob ",
        "MISSING_BYTES" => "layer without bytes ",
        "SHORT_BYTES" => "layer with bytes of another length ",
        "MISSING_LAYER" => "missing layer ",
        "MISSING_IMAGE" => "missing image ",
        "WRONG_TAG" => "missing image ",
        "TABLE" => "database",
        _ if finding["digest"].is_null() => "",
        _ => "image ",
    };
    let mut line = format!("{kind}{}", text(&finding["digest"]));
    let mut said = |word: &str, member: &str| {
        if let Some(value) = finding[member].as_str() {
            let space = if line.is_empty() { "" } else { " " };
            line.push_str(&format!("{space}{word}{value}"));
        }
    };
    said("of ", "repositoryName");
    said("of ", "accountId");
    let mended = if finding["mended"] == true { "; mended" } else { "" };
    format!("{line}: {}{mended}", text(&finding["detail"]))
}

fn for_programs(region: &Region, finding: &Value) -> Value {
    let mut line = Map::new();
    line.insert("region".to_owned(), json!(region.as_str()));
    line.insert("what".to_owned(), json!(words(&text(&finding["what"]))));
    for (name, member) in [
        ("account", "accountId"),
        ("repository", "repositoryName"),
        ("digest", "digest"),
        ("detail", "detail"),
        ("mended", "mended"),
    ] {
        if !finding[member].is_null() {
            line.insert(name.to_owned(), finding[member].clone());
        }
    }
    Value::Object(line)
}

/// `ALTERED_BLOB` as programs are told: `alteredBlob`.
fn words(name: &str) -> String {
    let mut word = String::new();
    for (at, part) in name.split('_').enumerate() {
        let (first, rest) = part.split_at(part.len().min(1));
        word.push_str(&match at {
            0 => first.to_lowercase(),
            _ => first.to_owned(),
        });
        word.push_str(&rest.to_lowercase());
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_where_it_is() {
        let found = json!({"what": "MISSING_BYTES", "digest": "sha256:1", "repositoryName": "app", "accountId": "111122223333",
            "detail": "gone", "mended": false});
        assert_eq!(
            for_people(&found),
            "layer without bytes sha256:1 of app of 111122223333: gone"
        );
        let count = json!({"what": "WRONG_COUNT", "accountId": "111122223333", "detail": "2 are counted", "mended": true});
        assert_eq!(for_people(&count), "of 111122223333: 2 are counted; mended");
        let region = "us-east-1".parse().unwrap();
        assert_eq!(for_programs(&region, &found)["what"], json!("missingBytes"));
        assert_eq!(for_programs(&region, &count).get("digest"), None);
    }
}
