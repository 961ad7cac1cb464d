//! `wharf collect` and `wharf why`: bytes that nothing refers to, and what keeps the others. Beside a running server or without
//! one: both make sure of bytes in the same way.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use serde_json::json;
use wharf_aws::Region;
use wharf_node::collection::{Collect, Digest, Finding, collect, why};
use wharf_node::{Cell, Clock};

use super::operate::block_on;
use crate::arguments::{CollectArguments, Format, Why};
use crate::config::{Layers, Place, flags::PlaceFlags};
use crate::folder::Folder;
use crate::{Environment, output, store};

/// How long what was set aside waits for a second look.
const WAIT: Duration = Duration::from_secs(60 * 60);

pub(crate) fn run(arguments: &CollectArguments, environment: &Environment) -> anyhow::Result<ExitCode> {
    super::serve::arm_fail_points(environment)?;
    block_on(async {
        let how = Collect {
            grace: Duration::from_secs(u64::from(arguments.grace) * 60 * 60),
            wait: if arguments.grace == 0 {
                Duration::ZERO
            } else {
                WAIT
            },
            dry_run: arguments.dry_run,
        };
        let clock = Clock::system();
        let mut totals = Totals::default();
        let cells = cells(&arguments.place, environment).await?;
        for cell in &cells {
            let region = cell.region.clone();
            let mut report = |finding: &Finding| {
                totals.add(finding);
                match arguments.format {
                    Format::Json => {
                        let mut line = json!(finding);
                        line["region"] = json!(region.as_str());
                        output::print(&line.to_string());
                    }
                    Format::Text => output::print(&format!("{region}  {}", said(finding))),
                }
            };
            let done = collect(cell, clock.now(), how, &mut report).await;
            ensure!(
                done.map_err(|error| anyhow::anyhow!("{error}"))?,
                "the node collects in {} at the moment: try again when it is done",
                cell.region
            );
        }
        close(&cells).await;
        if matches!(arguments.format, Format::Text) {
            output::print(&totals.said(arguments.dry_run));
        }
        Ok(ExitCode::SUCCESS)
    })
}

pub(crate) fn why_is_it_there(arguments: &Why, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let digest: Digest = arguments
            .digest
            .parse()
            .ok()
            .with_context(|| format!("{} is no digest", arguments.digest))?;
        let mut found = 0;
        let cells = cells(&arguments.place, environment).await?;
        for cell in &cells {
            let holders = why(cell, digest.as_str()).await;
            for holder in holders.map_err(|error| anyhow::anyhow!("{error}"))? {
                found += 1;
                let repository = holder.repository.as_deref().unwrap_or("a deleted repository");
                let reason = match &holder.image {
                    Some(image) if holder.deleted => {
                        format!("its deleted image {image}, which can still be restored, names it")
                    }
                    Some(image) => format!("its image {image} names it"),
                    None => "no image of it names it: it is collected after the grace period".to_owned(),
                };
                match arguments.format {
                    Format::Json => {
                        let mut line = json!(holder);
                        line["region"] = json!(cell.region.as_str());
                        output::print(&line.to_string());
                    }
                    Format::Text => output::print(&format!(
                        "{}  {repository} of {}: {reason}",
                        cell.region, holder.account
                    )),
                }
            }
        }
        close(&cells).await;
        if found == 0 && matches!(arguments.format, Format::Text) {
            output::print(
                "Nothing refers to it: its bytes, if there are any, are collected after the grace period.",
            );
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// The Regions whose stores are there.
pub(super) async fn cells(place: &PlaceFlags, environment: &Environment) -> anyhow::Result<Vec<Cell>> {
    let place = Place::new(&Layers::resolve(place, environment)?)?;
    let folder = Folder::new(&place.data);
    let open = store::cells(&place, &folder);
    let mut cells = Vec::new();
    for region in folder.regions().context("the data folder cannot be read")? {
        let region: Region = region;
        cells.push(open(region).await.map_err(|error| anyhow::anyhow!("{error}"))?);
    }
    ensure!(
        folder.path().is_dir(),
        "there is no registry in {}: name the right folder with --data",
        folder.path().display()
    );
    Ok(cells)
}

/// Ends the work with Regions when all of it is done: in PostgreSQL they share their connections.
async fn close(cells: &[Cell]) {
    for cell in cells {
        cell.database.close().await;
    }
}

fn said(finding: &Finding) -> String {
    match finding {
        Finding::OrphanedLayer {
            account,
            repository,
            digest,
            size,
            removed,
        } => format!(
            "layer {digest} ({size} bytes) of {} of {account}: no image names it; {}",
            repository.as_deref().unwrap_or("a deleted repository"),
            if *removed {
                "it goes"
            } else {
                "it waits for the grace period"
            }
        ),
        Finding::UnreferencedBlob { digest, size } => {
            format!("blob {digest} ({size} bytes): no repository holds it; it is set aside")
        }
        Finding::Removed { digest, size } => format!("blob {digest} ({size} bytes): removed"),
        Finding::TakenBack { digest } => {
            format!("blob {digest}: something refers to it by now; it is taken back")
        }
    }
}

#[derive(Default)]
struct Totals {
    aside: (u64, u64),
    removed: (u64, u64),
}

impl Totals {
    fn add(&mut self, finding: &Finding) {
        let (total, size) = match finding {
            Finding::UnreferencedBlob { size, .. } => (&mut self.aside, size),
            Finding::Removed { size, .. } => (&mut self.removed, size),
            _ => return,
        };
        total.0 += 1;
        total.1 += size;
    }

    fn said(&self, dry_run: bool) -> String {
        let (aside, removed) = (self.aside, self.removed);
        if dry_run {
            return format!(
                "{} blobs with {} bytes would be set aside; nothing was done",
                aside.0, aside.1
            );
        }
        format!(
            "{} blobs with {} bytes were set aside; {} with {} bytes are removed for good",
            aside.0, aside.1, removed.0, removed.1
        )
    }
}
