//! `wharf promote`: an image from stage to stage, by digest.

use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use anyhow::{Context as _, bail};
use serde_json::json;
use wharf_topology::live::{Client, Service};
use wharf_topology::promote::{Distance, Listener, Promotion, Reference, Side, Step};

use super::endpoint;
use super::operate::block_on;
use crate::arguments::{Format, Promote};
use crate::exit::Usage;
use crate::interrupt::unless_interrupted;
use crate::progress::Progress;
use crate::{Environment, output};

pub(crate) fn run(arguments: &Promote, environment: &Environment) -> anyhow::Result<ExitCode> {
    let read = |text: &String| Side::parse(text).ok_or_else(|| Usage(format!("{text} is no repository")));
    let (source, reference) = read(&arguments.source)?;
    let (destination, named) = read(&arguments.destination)?;
    let Some(reference) = reference else {
        let said = format!("say which image of {}: {0}:TAG or {0}@DIGEST", arguments.source);
        return Err(Usage(said).into());
    };
    let mut tags = arguments.tag.clone();
    match (named, &reference) {
        (Some(Reference::Tag(tag)), _) => tags.push(tag),
        (Some(Reference::Digest(_)), _) => {
            let said = "the destination takes no digest: the image keeps that of the source";
            return Err(Usage(said.to_owned()).into());
        }
        (None, Reference::Tag(tag)) if tags.is_empty() => tags.push(tag.clone()),
        (None, _) => {}
    }
    let work = async {
        let from = endpoint::client(&arguments.endpoint, environment).await?;
        let to = match &arguments.to_profile {
            None => from.clone(),
            Some(profile) => {
                let endpoint = crate::arguments::Endpoint {
                    endpoint_url: arguments.endpoint.endpoint_url.clone(),
                    region: arguments.endpoint.region.clone(),
                    profile: Some(profile.clone()),
                };
                endpoint::client(&endpoint, environment).await?
            }
        };
        let distance = distance((&from, &source), (&to, &destination)).await?;
        let promotion = Promotion {
            from: &from,
            source,
            to: &to,
            destination,
            distance,
            copies: AtomicBool::new(false),
        };
        let digest = promotion.resolve(&reference).await?;
        gates(arguments, &digest)?;
        if arguments.dry_run {
            tell(
                arguments.format,
                &format!("{digest} would be promoted"),
                &json!({"digest": digest, "dryRun": true}),
            );
            return anyhow::Ok(());
        }
        let progress = Progress::new(environment);
        let mut copying = Copying::new(arguments.format, &progress);
        let sent = Arc::clone(&copying.sent);
        let done = || {
            format!(
                "{} bytes were sent of {digest}, and the layers that are told of are there; they are not sent again",
                sent.load(Ordering::Relaxed)
            )
        };
        let work = async { anyhow::Ok(promotion.run(&digest, &tags, &mut copying).await?) };
        unless_interrupted(&progress, done, work).await?;
        let who = to.call(Service::Sts, "GetCallerIdentity", json!({})).await?;
        let who = who["Arn"].as_str().unwrap_or_default();
        let said = match promotion.distance {
            Distance::Nothing => format!(
                "{digest} has the tag {} in {} by {who}: nothing was copied, for source and destination are one repository in {}",
                tags.join(", "),
                arguments.destination,
                to.region()
            ),
            Distance::Repository | Distance::Registry => {
                format!("{digest} is promoted to {} by {who}", arguments.destination)
            }
        };
        tell(
            arguments.format,
            &said,
            &json!({"digest": digest, "destination": arguments.destination, "tags": tags, "by": who}),
        );
        Ok(())
    };
    block_on(work)?;
    Ok(ExitCode::SUCCESS)
}

/// Tells steps as they are done, and how many bytes of how many are sent.
struct Copying<'a> {
    format: Format,
    progress: &'a Progress,
    sent: Arc<AtomicU64>,
    to_send: u64,
}

impl<'a> Copying<'a> {
    fn new(format: Format, progress: &'a Progress) -> Copying<'a> {
        progress.begin("copying", "");
        Copying {
            format,
            progress,
            sent: Arc::default(),
            to_send: 0,
        }
    }

    fn show(&self) {
        self.progress
            .bytes(self.sent.load(Ordering::Relaxed), self.to_send);
    }
}

impl Listener for Copying<'_> {
    fn step(&mut self, step: &Step) {
        tell(self.format, &shown(step), &json!(step));
    }

    fn named(&mut self, bytes: u64) {
        self.to_send = self.to_send.saturating_add(bytes);
        self.show();
    }

    fn spared(&mut self, bytes: u64) {
        self.to_send = self.to_send.saturating_sub(bytes);
        self.show();
    }

    fn sent(&mut self, bytes: u64) {
        self.sent.fetch_add(bytes, Ordering::Relaxed);
        self.show();
    }
}

/// How far apart two sides are: by the accounts whose registries they are, the Regions, and the endpoints that they are asked at.
async fn distance(from: (&Client, &Side), to: (&Client, &Side)) -> anyhow::Result<Distance> {
    async fn registry((client, side): (&Client, &Side)) -> anyhow::Result<String> {
        if let Some(registry) = &side.registry {
            return Ok(registry.clone());
        }
        let who = client.call(Service::Sts, "GetCallerIdentity", json!({})).await?;
        Ok(who["Account"].as_str().unwrap_or_default().to_owned())
    }
    let is_same = registry(from).await? == registry(to).await?
        && from.0.region() == to.0.region()
        && from.0.endpoint() == to.0.endpoint();
    Ok(match is_same {
        true if from.1.repository == to.1.repository => Distance::Nothing,
        true => Distance::Repository,
        false => Distance::Registry,
    })
}

/// Every gate must end with 0.
fn gates(arguments: &Promote, digest: &str) -> anyhow::Result<()> {
    for gate in &arguments.gate {
        let status = Command::new("sh")
            .args(["-c", gate])
            .env("WHARF_DIGEST", digest)
            .env("WHARF_SOURCE", &arguments.source)
            .env("WHARF_DESTINATION", &arguments.destination)
            .status()
            .with_context(|| format!("the gate {gate} does not start"))?;
        if !status.success() {
            bail!("the gate {gate} refused ({status}): nothing was promoted");
        }
    }
    Ok(())
}

fn tell(format: Format, text: &str, value: &serde_json::Value) {
    match format {
        Format::Text => output::print(text),
        Format::Json => output::print(&value.to_string()),
    }
}

fn shown(step: &Step) -> String {
    match step {
        Step::Layer { digest, bytes } => format!("layer {digest}: {bytes} bytes"),
        Step::LayerMounted { digest } => format!("layer {digest}: mounted"),
        Step::LayerThere { digest } => format!("layer {digest}: there"),
        Step::Manifest { digest } => format!("manifest {digest}"),
        Step::Tag { tag } => format!("tag {tag}"),
    }
}
