//! `wharf collect` and `wharf why`: bytes that nothing refers to, and what keeps the others.

mod finding;
mod kept;
mod totals;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{anyhow, bail};
use serde_json::{Value, json};
use wharf_aws::Region;
use wharf_oci::digest::Digest;

use super::operate::{Asked, block_on, known_region, list, regions, served_and_left_out, text, time};
use finding::{for_people, for_programs, outcome};
use kept::Of;
use totals::Totals;

use crate::arguments::{CollectArguments, Force, Format, Why};
use crate::exit::Usage;
use crate::interrupt::unless_interrupted;
use crate::operator::{Operator, Refused};
use crate::progress::Progress;
use crate::{Environment, output, terminal};

/// How often a step is tried while another collection has its own, and the pause between two.
const TRIES: usize = 200;
const PAUSE: Duration = Duration::from_millis(25);

pub(crate) fn run(arguments: &CollectArguments, environment: &Environment) -> anyhow::Result<ExitCode> {
    super::serve::arm_fail_points(environment)?;
    block_on(async {
        let operator = Operator::open(&arguments.place, environment).await?;
        let mut asked = Asked::default();
        let progress = Progress::new(environment);
        let done = agreed_and_collected(arguments, &operator, &mut asked, &progress).await;
        operator.close().await;
        let totals = done?;
        if matches!(arguments.format, Format::Text) {
            output::print(&totals.said(arguments.dry_run, arguments.grace == 0));
        }
        Ok(asked.code())
    })
}

/// Collects; what is otherwise kept only after the person at the terminal agreed to what goes.
async fn agreed_and_collected(
    arguments: &CollectArguments,
    operator: &Operator,
    asked: &mut Asked,
    progress: &Progress,
) -> anyhow::Result<Totals> {
    let is_asked = !(arguments.force.is_empty() || arguments.dry_run || arguments.yes);
    if is_asked && terminal::is_there() {
        let mut looked = Asked::default();
        let look = collect(arguments, operator, &mut looked, (progress, Pass::Look));
        let totals = progress.beside(look).await?;
        // How many bytes are freed with images that are given up, such a look does not see.
        if arguments.force.contains(&Force::Restorable) || !totals.are_nothing() {
            terminal::confirm(&format!("{}.", totals.would_go(arguments.grace == 0).join("; ")))?;
        }
    }
    let pass = match arguments.dry_run {
        true => Pass::DryRun,
        false => Pass::Collect,
    };
    let done = || "what was told is done, and what was under way may be".to_owned();
    let work = collect(arguments, operator, asked, (progress, pass));
    unless_interrupted(progress, done, work).await
}

/// What a pass over all Regions is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// To know how much would go.
    Look,
    /// To tell what would go.
    DryRun,
    Collect,
}

async fn collect(
    arguments: &CollectArguments,
    operator: &Operator,
    asked: &mut Asked,
    (progress, pass): (&Progress, Pass),
) -> anyhow::Result<Totals> {
    let mut totals = Totals::default();
    let (dry_run, at_once) = (pass != Pass::Collect, arguments.grace == 0);
    let wanted = match &arguments.region {
        Some(region) => vec![known_region(operator, region.as_str()).await?],
        None => regions(operator).await?,
    };
    let count = wanted.len();
    for (at, region) in wanted.into_iter().enumerate() {
        progress.begin(
            format!("collecting in {region} ({} of {count})", at + 1),
            "findings",
        );
        let mut found = 0;
        let forced = |what: Force| arguments.force.contains(&what);
        let mut input = json!({
            "graceHours": arguments.grace, "dryRun": dry_run, "force": forced(Force::All),
            "takePushes": forced(Force::All) || forced(Force::Pushes), "takeRestorable": forced(Force::Restorable),
            "takeUnrecorded": forced(Force::Unrecorded),
        });
        let (mut kept_before, mut restored_at, mut restorable) = (None, None, 0);
        let mut is_done = false;
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
                let words = arguments.force.iter().map(|word| format!(",{word}"));
                let words: String = words.collect();
                bail!("{error:#} If that may be: wharf collect --grace 0 --force=pushes{words}{flag}");
            }
            let Some(mut stepped) = asked.answered(&region, answer)? else {
                break;
            };
            for finding in stepped["findings"].as_array().into_iter().flatten() {
                totals.add(finding);
                found += 1;
                if pass == Pass::Look {
                    continue;
                }
                let outcome = outcome(finding, dry_run, at_once);
                output::print(&match arguments.format {
                    Format::Json => for_programs(&region, finding, outcome).to_string(),
                    Format::Text => format!("{region}  {}", for_people(finding, outcome)),
                });
            }
            progress.things(found, 0);
            progress.bytes(totals.freed(), 0);
            kept_before = stepped["keptBefore"]
                .as_f64()
                .map(|_| time(&stepped["keptBefore"]));
            // The last step that is forced does not find it any more.
            restored_at = stepped["restoredAt"]
                .as_f64()
                .map(|_| time(&stepped["restoredAt"]))
                .or(restored_at);
            restorable = stepped["restorableImages"].as_u64().unwrap_or(0);
            match stepped["position"].take() {
                Value::Null => {
                    is_done = true;
                    break;
                }
                position => input["position"] = position,
            }
        }
        let of = Of {
            region: &region,
            flag: operator.folder.flag(),
            dry_run,
        };
        if restorable > 0 {
            output::note(&of.restorable(restorable, dry_run && forced(Force::Restorable)));
        }
        match (kept_before, restored_at) {
            _ if pass == Pass::Look => {}
            (Some(kept_before), _) => output::note(&of.kept(&kept_before)),
            (None, Some(restored_at)) if is_done => output::note(&of.lifted(&restored_at)),
            _ => {}
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
            .map_err(|_| Usage(format!("{} is no digest", arguments.digest)))?;
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
