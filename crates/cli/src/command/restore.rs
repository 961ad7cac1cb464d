//! `wharf restore`: undo the deletion of an image.

use std::process::ExitCode;

use anyhow::Context as _;
use serde_json::json;
use wharf_services::Cell;
use wharf_services::ecr::deleted_image::{list, restore};

use super::identity::{Identity, block_on};
use crate::arguments::{Format, Restore};
use crate::{Environment, output};

pub(crate) fn run(arguments: &Restore, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let (identity, cell) = super::key::open(&arguments.registry, environment).await?;
        let done = act(arguments, &identity, &cell).await;
        cell.database.close().await;
        done?;
        Ok(ExitCode::SUCCESS)
    })
}

async fn act(arguments: &Restore, identity: &Identity, cell: &Cell) -> anyhow::Result<()> {
    let (account, format) = (&arguments.registry.account, arguments.registry.format);
    let (name, digest) = match arguments.image.split_once('@') {
        Some((name, digest)) => (name, Some(digest)),
        None => (arguments.image.as_str(), None),
    };
    let name = name
        .parse()
        .ok()
        .with_context(|| format!("{name} is no name of a repository"))?;
    let Some(digest) = digest else {
        let all = list(cell, account, &name).await?;
        if format == Format::Json {
            let all: Vec<_> = all
                .iter()
                .map(|image| {
                    json!({
                        "digest": image.digest, "tags": image.tags, "size": image.size,
                        "deleted_at": image.deleted_at.to_string(), "kept_until": image.kept_until.to_string(),
                    })
                })
                .collect();
            return output::json(&all);
        }
        let rows: Vec<_> = all
            .into_iter()
            .map(|image| {
                [
                    format!("{name}@{}", image.digest),
                    format!("deleted {}", image.deleted_at),
                    format!("kept until {}", image.kept_until),
                    image.tags.join(" "),
                ]
            })
            .collect();
        output::print(&output::table(&rows));
        return Ok(());
    };
    let digest = digest
        .parse()
        .ok()
        .with_context(|| format!("{digest} is no digest"))?;
    let restored = restore(cell, account, &name, &digest, identity.clock.now()).await?;
    if format == Format::Json {
        return output::json(&json!({
            "digests": restored.digests, "tags": restored.tags, "taken": restored.taken,
        }));
    }
    for digest in &restored.digests {
        output::print(&format!("{name}@{digest} is back"));
    }
    if !restored.tags.is_empty() {
        output::print(&format!("with the tags {}", restored.tags.join(" ")));
    }
    if !restored.taken.is_empty() {
        output::print(&format!(
            "without the tags {}: other images have them by now",
            restored.taken.join(" ")
        ));
    }
    Ok(())
}
