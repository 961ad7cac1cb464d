//! `wharf collect` and `wharf why`: bytes that nothing refers to, and what keeps the others.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use serde_json::{Map, Value, json};
use wharf_aws::Region;
use wharf_oci::digest::Digest;

use super::operate::{Asked, block_on, known_region, list, regions, served_and_left_out, text, time};
use crate::arguments::{CollectArguments, Force, Format, Why};
use crate::operator::{Operator, Refused};
use crate::{Environment, output};

/// How often a step is tried while another collection has its own, and the pause between two.
const TRIES: usize = 200;
const PAUSE: Duration = Duration::from_millis(25);

/// The words of the API, and those that programs are told.
const FINDINGS: [(&str, &str); 4] = [
    ("ORPHANED_LAYER", "orphanedLayer"),
    ("UNREFERENCED_BLOB", "unreferencedBlob"),
    ("REMOVED", "removed"),
    ("TAKEN_BACK", "takenBack"),
];

pub(crate) fn run(arguments: &CollectArguments, environment: &Environment) -> anyhow::Result<ExitCode> {
    super::serve::arm_fail_points(environment)?;
    block_on(async {
        let operator = Operator::open(&arguments.place, environment).await?;
        let mut asked = Asked::default();
        let done = collect(arguments, &operator, &mut asked).await;
        operator.close().await;
        let totals = done?;
        if matches!(arguments.format, Format::Text) {
            output::print(&totals.said(arguments.dry_run, arguments.grace == 0));
        }
        Ok(asked.code())
    })
}

async fn collect(
    arguments: &CollectArguments,
    operator: &Operator,
    asked: &mut Asked,
) -> anyhow::Result<Totals> {
    let mut totals = Totals::default();
    let (dry_run, at_once) = (arguments.dry_run, arguments.grace == 0);
    let wanted = match &arguments.region {
        Some(region) => vec![known_region(operator, region.as_str()).await?],
        None => regions(operator).await?,
    };
    for region in wanted {
        let force = arguments.force;
        let mut input = json!({
            "graceHours": arguments.grace, "dryRun": dry_run, "force": force == Some(Force::All),
            "takePushes": force.is_some(),
        });
        let (mut kept_before, mut restorable) = (None, 0);
        loop {
            let answer = step(operator, &region, &input).await;
            if let Err(error) = &answer
                && is_stopped(error)
            {
                let flag = operator.folder.flag();
                output::error(&anyhow!(
                    "{error:#}; if they may go: wharf collect --region {region} --force{flag}"
                ));
                asked.failed.push(region.clone());
                break;
            }
            if let Err(error) = &answer
                && is_refused(error, "PushesAtRiskException")
            {
                let flag = operator.folder.flag();
                bail!("{error:#} If that may be: wharf collect --grace 0 --force=pushes{flag}");
            }
            let Some(mut stepped) = asked.answered(&region, answer)? else {
                break;
            };
            for finding in stepped["findings"].as_array().into_iter().flatten() {
                totals.add(finding);
                let outcome = outcome(finding, dry_run, at_once);
                output::print(&match arguments.format {
                    Format::Json => for_programs(&region, finding, outcome).to_string(),
                    Format::Text => format!("{region}  {}", for_people(finding, outcome)),
                });
            }
            kept_before = stepped["keptBefore"]
                .as_f64()
                .map(|_| time(&stepped["keptBefore"]));
            restorable = stepped["restorableImages"].as_u64().unwrap_or(0);
            match stepped["position"].take() {
                Value::Null => break,
                position => input["position"] = position,
            }
        }
        if restorable > 0 {
            let (flag, images) = (
                operator.folder.flag(),
                match restorable {
                    1 => "a deleted image that can still be restored: they are".to_owned(),
                    count => format!("{count} deleted images that can still be restored: they are"),
                },
            );
            output::note(&format!(
                "{region}: the layers of {images} kept until then (restore-days); those of a deleted repository are not; \
                 wharf restore REPOSITORY{flag} lists the images and says how long"
            ));
        }
        if let Some(kept_before) = kept_before {
            output::note(&format!(
                "{region}: the database was restored, or the bytes were adopted, so all bytes from before {kept_before} are kept; when \
                 everything is there that should be, wharf collect --region {region} --force frees those that nothing refers to"
            ));
        }
    }
    Ok(totals)
}

/// A step, once no other collection has its own.
async fn step(operator: &Operator, region: &Region, input: &Value) -> anyhow::Result<Value> {
    for _ in 0..TRIES {
        match operator.call("CollectBytes", Some(region), input.clone()).await {
            Err(error) if is_busy(&error) => tokio::time::sleep(PAUSE).await,
            stepped => return stepped,
        }
    }
    bail!("the node collects in {region} at the moment: try again when it is done");
}

fn is_busy(error: &anyhow::Error) -> bool {
    is_refused(error, "CollectionRunningException")
}

fn is_stopped(error: &anyhow::Error) -> bool {
    is_refused(error, "CollectionStoppedException")
}

fn is_refused(error: &anyhow::Error, code: &str) -> bool {
    let refused = error.downcast_ref::<Refused>();
    refused.is_some_and(|refused| refused.code == code)
}

pub(crate) fn why_is_it_there(arguments: &Why, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let digest: Digest = arguments
            .digest
            .parse()
            .ok()
            .with_context(|| format!("{} is no digest", arguments.digest))?;
        let operator = Operator::open(&arguments.place, environment).await?;
        let done = why(arguments.format, &digest, &operator).await;
        operator.close().await;
        done
    })
}

async fn why(format: Format, digest: &Digest, operator: &Operator) -> anyhow::Result<ExitCode> {
    let mut found = 0;
    let mut asked = Asked::default();
    let (served, mut left_out) = served_and_left_out(operator).await?;
    for region in served {
        let input = json!({"layerDigest": digest.as_str()});
        let answer = operator.call("ListLayerHolders", Some(&region), input).await;
        let Some(listed) = asked.answered(&region, answer)? else {
            continue;
        };
        for holder in listed["holders"].as_array().into_iter().flatten() {
            found += 1;
            output::print(&match format {
                Format::Json => {
                    let (account, repository) = (&holder["accountId"], &holder["repositoryName"]);
                    let (image, deleted) = (&holder["imageDigest"], &holder["deleted"]);
                    json!({
                        "region": region.as_str(), "account": account, "repository": repository,
                        "image": image, "deleted": deleted,
                    })
                    .to_string()
                }
                Format::Text => said(&region, holder),
            });
        }
    }
    left_out.extend_from_slice(&asked.failed);
    if found == 0 && !left_out.is_empty() {
        bail!(
            "no repository in the Regions that were asked holds a layer with this digest; {} had to be left out",
            list(&left_out)
        );
    }
    if found == 0 && format == Format::Text {
        output::print(
            "No repository holds a layer with this digest. If it is that of an image, ask for one of the layers that the \
             image's manifest names. If it was a layer's, its bytes are collected after the grace period.",
        );
    }
    Ok(asked.code())
}

fn said(region: &Region, holder: &Value) -> String {
    let reason = match holder["imageDigest"].as_str() {
        Some(image) if holder["deleted"] == true => {
            format!("its deleted image {image}, which can still be restored, names it")
        }
        Some(image) => format!("its image {image} names it"),
        None => "no image of it names it: it is collected after the grace period".to_owned(),
    };
    let (repository, account) = (repository(holder), text(&holder["accountId"]));
    format!("{region}  {repository} of {account}: {reason}")
}

fn repository(of: &Value) -> &str {
    of["repositoryName"].as_str().unwrap_or("a deleted repository")
}

/// What becomes of what was found, in the words that programs are told.
fn outcome(finding: &Value, dry_run: bool, at_once: bool) -> &'static str {
    match finding["what"].as_str().unwrap_or_default() {
        "ORPHANED_LAYER" if finding["removed"] == true => "removed",
        // A dry run drops no layer, and says what a real one would do.
        "ORPHANED_LAYER" if dry_run && at_once => "would-go",
        "ORPHANED_LAYER" => "waits",
        "UNREFERENCED_BLOB" if dry_run => "would-go",
        "UNREFERENCED_BLOB" => "set-aside",
        "REMOVED" => "removed",
        _ => "taken-back",
    }
}

fn for_programs(region: &Region, finding: &Value, outcome: &str) -> Value {
    let mut line = Map::new();
    line.insert("region".to_owned(), json!(region.as_str()));
    let what = finding["what"].as_str().unwrap_or_default();
    if what == "ORPHANED_LAYER" {
        line.insert("repository".to_owned(), finding["repositoryName"].clone());
        line.insert("account".to_owned(), finding["accountId"].clone());
        line.insert("removed".to_owned(), finding["removed"].clone());
    }
    if what != "TAKEN_BACK" {
        line.insert("size".to_owned(), finding["sizeInBytes"].clone());
    }
    let word = FINDINGS.iter().find(|(word, _)| *word == what);
    line.insert("what".to_owned(), json!(word.map_or(what, |(_, word)| word)));
    line.insert("digest".to_owned(), finding["digest"].clone());
    line.insert("outcome".to_owned(), json!(outcome));
    Value::Object(line)
}

fn for_people(finding: &Value, outcome: &str) -> String {
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
        _ => format!("blob {digest}: something refers to it by now; it is taken back"),
    }
}

#[derive(Default)]
struct Totals {
    aside: (u64, u64),
    removed: (u64, u64),
    /// Whether there are layers that no image names.
    has_orphans: bool,
}

impl Totals {
    fn add(&mut self, finding: &Value) {
        let total = match finding["what"].as_str().unwrap_or_default() {
            "UNREFERENCED_BLOB" => &mut self.aside,
            "REMOVED" => &mut self.removed,
            "ORPHANED_LAYER" => {
                self.has_orphans = true;
                return;
            }
            _ => return,
        };
        total.0 += 1;
        total.1 += finding["sizeInBytes"].as_u64().unwrap_or(0);
    }

    fn said(&self, dry_run: bool, at_once: bool) -> String {
        let (aside, removed) = (self.aside, self.removed);
        if dry_run {
            let fate = match at_once {
                // What nothing holds is then removed in the same round.
                true => "removed for good",
                false => "set aside",
            };
            let mut said = vec!["a dry run: nothing was done".to_owned()];
            if aside.0 > 0 {
                said.push(format!(
                    "{} blobs with {} bytes would be {fate}",
                    aside.0, aside.1
                ));
            }
            // A dry run marks no layer, so it does not see that its bytes are free without it.
            if at_once && self.has_orphans {
                let bytes =
                    "the bytes of the layers above would be removed for good, unless other layers have them";
                said.push(bytes.to_owned());
            }
            if aside.0 == 0 && !self.has_orphans {
                said.push("there is nothing to free".to_owned());
            }
            return said.join("; ");
        }
        format!(
            "{} blobs with {} bytes were set aside; {} with {} bytes are removed for good",
            aside.0, aside.1, removed.0, removed.1
        )
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
    fn what_a_dry_run_would_do() {
        let mut totals = Totals::default();
        assert_eq!(
            totals.said(true, true),
            "a dry run: nothing was done; there is nothing to free"
        );
        totals.add(&json!({"what": "ORPHANED_LAYER", "removed": false}));
        assert_eq!(
            totals.said(true, true),
            "a dry run: nothing was done; the bytes of the layers above would be removed for good, unless other layers \
             have them"
        );
        assert_eq!(totals.said(true, false), "a dry run: nothing was done");
    }
}
