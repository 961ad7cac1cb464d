//! `wharf restore`: undo the deletion of an image, or of all of a repository.

use std::process::ExitCode;

use anyhow::anyhow;
use serde_json::{Value, json};
use wharf_node::OPERATOR;
use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;

use super::operate::{all, block_on, none_in, text, time, with_account_hint};
use crate::arguments::{Format, Restore};
use crate::exit::Usage;
use crate::interrupt::unless_interrupted;
use crate::operator::{Operator, Refused};
use crate::progress::Progress;
use crate::{Environment, output};

pub(crate) fn run(arguments: &Restore, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let operator = Operator::open(&arguments.registry.place, environment).await?;
        let progress = Progress::new(environment);
        let done = act(arguments, &operator, &progress).await;
        let region = operator.region_of(arguments.registry.region.as_ref()).to_owned();
        let folder = operator.folder.clone();
        operator.close().await;
        let account = &arguments.registry.account;
        done.map_err(|error| match error.downcast_ref::<Refused>() {
            Some(refused) if refused.code == "RepositoryNotFoundException" => anyhow!(
                "there is no repository {} in {account}, {region}; another Region: --region",
                arguments.image.split('@').next().unwrap_or_default()
            ),
            _ => with_account_hint(error, account, &folder),
        })
    })
}

async fn act(arguments: &Restore, operator: &Operator, progress: &Progress) -> anyhow::Result<ExitCode> {
    let (name, digest) = match arguments.image.split_once('@') {
        Some((name, digest)) => (name, Some(digest)),
        None => (arguments.image.as_str(), None),
    };
    if let (None, Some((name, _))) = (digest, name.split_once(':')) {
        return misuse(&format!(
            "an image is restored by its digest, {name}@sha256:…: `wharf restore {name}{}` lists digests and tags",
            operator.folder.flag()
        ));
    }
    if name.parse::<RepositoryName>().is_err() {
        return misuse(&format!("{name} is no name of a repository"));
    }
    match digest {
        Some(_) if arguments.all => {
            return misuse("--all restores every image of a repository: name the repository only");
        }
        None if arguments.all => {
            let work = restore_all(arguments, operator, name, progress);
            let done = || "the images that are told of are back".to_owned();
            return unless_interrupted(progress, done, work).await;
        }
        None => list(arguments, operator, name).await?,
        Some(digest) => {
            if digest.parse::<Digest>().is_err() {
                return misuse(&format!("{digest} is no digest"));
            }
            restore(arguments, operator, name, digest).await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn misuse<T>(said: &str) -> anyhow::Result<T> {
    Err(Usage(said.to_owned()).into())
}

async fn list(arguments: &Restore, operator: &Operator, name: &str) -> anyhow::Result<()> {
    let registry = &arguments.registry;
    let images = deleted(arguments, operator, name).await?;
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
        true => none_in(&format!("deleted images of {name}"), registry, operator),
        false => output::table(&rows),
    });
    Ok(())
}

/// The images of a repository that can be restored.
async fn deleted(arguments: &Restore, operator: &Operator, name: &str) -> anyhow::Result<Vec<Value>> {
    let registry = &arguments.registry;
    let input = json!({"registryId": registry.account.as_str(), "repositoryName": name, "maxResults": 1000});
    let region = registry.region.as_ref();
    all(operator, "ListDeletedImages", region, input, "images").await
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
    say_tags(&restored);
    Ok(())
}

/// Restores what was deleted from a repository, page by page. An image that lacks something stays deleted and is told of.
async fn restore_all(
    arguments: &Restore,
    operator: &Operator,
    name: &str,
    progress: &Progress,
) -> anyhow::Result<ExitCode> {
    let registry = &arguments.registry;
    progress.begin(format!("restoring {name}"), "images");
    let count = match progress.is_shown() {
        true => deleted(arguments, operator, name).await?.len(),
        false => 0,
    };
    let mut told = 0;
    // As the registry's own root user: the operation is one that a repository's principals may have too.
    let at = (Some(&registry.account), registry.region.as_ref());
    let mut input = json!({"registryId": registry.account.as_str(), "repositoryName": name});
    let (mut is_any, mut code) = (false, ExitCode::SUCCESS);
    loop {
        let mut page = operator
            .call_as(&OPERATOR, "RestoreDeletedImages", at, input.clone())
            .await?;
        for image in page["restoredImages"].as_array().into_iter().flatten() {
            is_any = true;
            told += 1;
            progress.things(told, count);
            let digest = &image["imageDigest"];
            if registry.format == Format::Json {
                let (tags, taken) = (&image["imageTags"], &image["takenImageTags"]);
                output::print(&json!({"digest": digest, "tags": tags, "taken": taken}).to_string());
                continue;
            }
            output::print(&format!("{name}@{} is back", text(digest)));
            say_tags(image);
        }
        for image in page["incompleteImages"].as_array().into_iter().flatten() {
            (is_any, code) = (true, ExitCode::FAILURE);
            let (digest, reason) = (text(&image["imageDigest"]), text(&image["reason"]));
            output::error(&anyhow!("{name}@{digest} stays deleted: {reason}"));
        }
        match page["nextToken"].take() {
            Value::Null => break,
            token => input["nextToken"] = token,
        }
    }
    if !is_any && registry.format == Format::Text {
        output::print(&none_in(&format!("deleted images of {name}"), registry, operator));
    }
    Ok(code)
}

/// The tags that a restored image has again, and those that it has not.
fn say_tags(image: &Value) {
    let (tags, taken) = (words(&image["imageTags"]), words(&image["takenImageTags"]));
    if !tags.is_empty() {
        output::print(&format!("with the tags {tags}"));
    }
    if !taken.is_empty() {
        output::print(&format!(
            "without the tags {taken}: other images have them by now"
        ));
    }
}

/// A list of texts with spaces between them.
fn words(list: &Value) -> String {
    let texts: Vec<String> = list.as_array().into_iter().flatten().map(text).collect();
    texts.join(" ")
}
