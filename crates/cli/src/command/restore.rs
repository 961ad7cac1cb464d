//! `wharf restore`: undo the deletion of an image.

use std::process::ExitCode;

use anyhow::Context as _;
use serde_json::{Value, json};
use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;

use super::operate::{all, block_on, text, time, with_account_hint};
use crate::arguments::{Format, Restore};
use crate::operator::Operator;
use crate::{Environment, output};

pub(crate) fn run(arguments: &Restore, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let operator = Operator::open(&arguments.registry.place, environment).await?;
        let done = act(arguments, &operator).await;
        operator.close().await;
        done.map_err(|error| with_account_hint(error, &arguments.registry.account))?;
        Ok(ExitCode::SUCCESS)
    })
}

async fn act(arguments: &Restore, operator: &Operator) -> anyhow::Result<()> {
    let (name, digest) = match arguments.image.split_once('@') {
        Some((name, digest)) => (name, Some(digest)),
        None => (arguments.image.as_str(), None),
    };
    let _: RepositoryName = name
        .parse()
        .ok()
        .with_context(|| format!("{name} is no name of a repository"))?;
    match digest {
        None => list(arguments, operator, name).await,
        Some(digest) => {
            let _: Digest = digest
                .parse()
                .ok()
                .with_context(|| format!("{digest} is no digest"))?;
            restore(arguments, operator, name, digest).await
        }
    }
}

async fn list(arguments: &Restore, operator: &Operator, name: &str) -> anyhow::Result<()> {
    let registry = &arguments.registry;
    let input = json!({"registryId": registry.account.as_str(), "repositoryName": name, "maxResults": 1000});
    let region = registry.region.as_ref();
    let images = all(operator, "ListDeletedImages", region, input, "images").await?;
    if registry.format == Format::Json {
        let shown = |image: &Value| {
            json!({
                "digest": image["imageDigest"], "tags": image["imageTags"], "size": image["imageSizeInBytes"],
                "deleted_at": time(&image["deletedAt"]), "kept_until": time(&image["keptUntil"]),
            })
        };
        return output::json(&images.iter().map(shown).collect::<Vec<_>>());
    }
    let rows: Vec<_> = images
        .iter()
        .map(|image| {
            [
                format!("{name}@{}", text(&image["imageDigest"])),
                format!("deleted {}", time(&image["deletedAt"])),
                format!("kept until {}", time(&image["keptUntil"])),
                words(&image["imageTags"]),
            ]
        })
        .collect();
    output::print(&match rows.is_empty() {
        true => "there are none".to_owned(),
        false => output::table(&rows),
    });
    Ok(())
}

async fn restore(arguments: &Restore, operator: &Operator, name: &str, digest: &str) -> anyhow::Result<()> {
    let registry = &arguments.registry;
    let input = json!({
        "registryId": registry.account.as_str(), "repositoryName": name, "imageDigest": digest,
    });
    let restored = operator
        .call("RestoreImage", registry.region.as_ref(), input)
        .await?;
    let (digests, tags, taken) = (
        &restored["imageDigests"],
        &restored["imageTags"],
        &restored["takenImageTags"],
    );
    if registry.format == Format::Json {
        return output::json(&json!({"digests": digests, "tags": tags, "taken": taken}));
    }
    for digest in digests.as_array().into_iter().flatten() {
        output::print(&format!("{name}@{} is back", text(digest)));
    }
    let (tags, taken) = (words(tags), words(taken));
    if !tags.is_empty() {
        output::print(&format!("with the tags {tags}"));
    }
    if !taken.is_empty() {
        output::print(&format!(
            "without the tags {taken}: other images have them by now"
        ));
    }
    Ok(())
}

/// A list of texts with spaces between them.
fn words(list: &Value) -> String {
    let texts: Vec<String> = list.as_array().into_iter().flatten().map(text).collect();
    texts.join(" ")
}
