//! Look usage up.

use wharf_aws::wharf::*;
use wharf_aws::{AccountId, Timestamp};

use super::model::{Storage, Traffic};
use super::report::report;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error, Unavailable};

fn start(day: &str) -> Result<Timestamp, Error<Fault>> {
    let parsed = format!("{day}T00:00:00Z").parse();
    parsed.map_err(|_| Error::Invalid(format!("'{day}' is no day: a day is written 2026-11-27")))
}

fn account(text: &str) -> Result<AccountId, Unavailable> {
    text.parse()
        .map_err(|_| Unavailable::Internal(format!("usage of '{text}', which is no account")))
}

fn storage(row: Storage) -> Result<StorageUsage, Unavailable> {
    Ok(StorageUsage {
        owner: account(&row.owner)?,
        day: row.day,
        region: row.region,
        logical_bytes: row.logical_bytes,
        stored_bytes: row.stored_bytes,
        images: row.images,
        repositories: row.repositories,
    })
}

fn traffic(row: Traffic) -> Result<TrafficUsage, Unavailable> {
    Ok(TrafficUsage {
        owner: account(&row.owner)?,
        account: account(&row.account)?,
        day: row.day,
        region: row.region,
        requests: row.requests,
        pulled_bytes: row.pulled_bytes,
    })
}

operation! {
    /// What the registries of the Region hold, and what accounts asked and pulled, on the days from one to another. What they hold
    /// today is measured first.
    GetUsage(GetUsageRequest) -> GetUsageResponse,
    access(_, _) { vec![Access::node("GetUsage")] },
    run(context, input) {
        let (from, to) = (start(&input.from)?, start(&input.to)?);
        let cell = context.cell().await?;
        super::write_down(context.node, &cell).await?;
        super::measure(&cell, context.node.clock.now()).await?;
        let (held, asked) = report(&cell, from, to).await?;
        Ok(GetUsageResponse {
            storage: held.into_iter().map(storage).collect::<Result<_, _>>()?,
            traffic: asked.into_iter().map(traffic).collect::<Result<_, _>>()?,
        })
    }
}
