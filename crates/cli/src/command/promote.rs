//! `wharf promote`: an image from stage to stage, by digest.

use std::process::{Command, ExitCode};
use std::sync::atomic::AtomicBool;

use anyhow::{Context as _, bail};
use serde_json::json;
use wharf_topology::live::{Client, Service};
use wharf_topology::promote::{Distance, Promotion, Reference, Side, Step};

use super::endpoint;
use super::operate::block_on;
use crate::arguments::{Format, Promote};
use crate::{Environment, output};

pub(crate) fn run(arguments: &Promote, environment: &Environment) -> anyhow::Result<ExitCode> {
    let read = |text: &String| Side::parse(text).with_context(|| format!("{text} is no repository"));
    let (source, reference) = read(&arguments.source)?;
    let (destination, named) = read(&arguments.destination)?;
    let Some(reference) = reference else {
        bail!("say which image of {}: {0}:TAG or {0}@DIGEST", arguments.source);
    };
    let mut tags = arguments.tag.clone();
    match (named, &reference) {
        (Some(Reference::Tag(tag)), _) => tags.push(tag),
        (Some(Reference::Digest(_)), _) => {
            bail!("the destination takes no digest: the image keeps that of the source")
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
        let mut report = |step: &Step| tell(arguments.format, &shown(step), &json!(step));
        promotion.run(&digest, &tags, &mut report).await?;
        let who = to.call(Service::Sts, "GetCallerIdentity", json!({})).await?;
        let who = who["Arn"].as_str().unwrap_or_default();
        let said = format!("{digest} is promoted to {} by {who}", arguments.destination);
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

/// How far apart two sides are: by the accounts whose registries they are, and the Regions.
async fn distance(from: (&Client, &Side), to: (&Client, &Side)) -> anyhow::Result<Distance> {
    async fn registry((client, side): (&Client, &Side)) -> anyhow::Result<String> {
        if let Some(registry) = &side.registry {
            return Ok(registry.clone());
        }
        let who = client.call(Service::Sts, "GetCallerIdentity", json!({})).await?;
        Ok(who["Account"].as_str().unwrap_or_default().to_owned())
    }
    let is_same = registry(from).await? == registry(to).await? && from.0.region() == to.0.region();
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
