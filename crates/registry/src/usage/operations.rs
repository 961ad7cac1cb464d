//! Measure usage, and look it up.

use wharf_aws::wharf::*;
use wharf_aws::{AccountId, Timestamp};

use super::model::{Storage, Traffic};
use super::report::{self, Row};
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error, Unavailable, operator};

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
        owner: row.owner,
        account: account(&row.account)?,
        day: row.day,
        region: row.region,
        requests: row.requests,
        pulled_bytes: row.pulled_bytes,
    })
}

operation! {
    /// Measures what the registries of the Region hold now, and writes down what accounts asked and pulled until now.
    MeasureUsage(MeasureUsageRequest) -> MeasureUsageResponse,
    access(_, _) { vec![Access::node("MeasureUsage")] },
    run(context, _input) {
        let cell = context.cell().await?;
        super::write_down(context.node, &cell).await?;
        super::measure(&cell, context.node.clock.now()).await?;
        Ok(MeasureUsageResponse {})
    }
}

operation! {
    /// What the registries of the Region held, and what accounts asked and pulled, on the days from one to another, as it was last
    /// measured.
    GetUsage(GetUsageRequest) -> GetUsageResponse,
    access(_, _) { vec![Access::node("GetUsage")] },
    run(context, input) {
        let (from, to) = (start(&input.from)?, start(&input.to)?);
        let list = ["GetUsage", context.call.region.as_str(), &input.from, &input.to];
        let page = operator::page(context, &list, input.next_token.as_deref(), input.max_results)?;
        let cell = context.cell().await?;
        let rows = report::page(&cell, (from, to), &page.after, page.limit()).await?;
        let (rows, next_token) = page.finish(context, rows, Row::key);
        let mut response = GetUsageResponse { storage: Vec::new(), traffic: Vec::new(), next_token };
        for row in rows {
            match row {
                Row::Storage(row) => response.storage.push(storage(row)?),
                Row::Traffic(row) => response.traffic.push(traffic(row)?),
            }
        }
        Ok(response)
    }
}
