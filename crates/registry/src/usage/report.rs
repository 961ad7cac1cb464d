//! Looking usage up.

use wharf_aws::Timestamp;

use super::model::{Storage, Traffic};
use super::store;
use wharf_kernel::{Cell, Unavailable};

/// Rows of one page.
const PAGE: i64 = 500;

/// A row of usage.
#[derive(Clone, Debug)]
pub(super) enum Row {
    /// What a registry held.
    Storage(Storage),
    /// What an account did.
    Traffic(Traffic),
}

impl Row {
    /// Where it stands: what was held comes first, each by day.
    pub(super) fn key(&self) -> String {
        match self {
            Row::Storage(row) => format!("storage {} {}", row.day, row.owner),
            Row::Traffic(row) => format!("traffic {} {} {}", row.day, row.owner, row.account),
        }
    }
}

/// A page of the usage of a Region's registries on the days from `from` to `to`, both included, after a row's key; empty at the
/// beginning.
pub(super) async fn page(
    cell: &Cell,
    (from, to): (Timestamp, Timestamp),
    after: &str,
    most: i64,
) -> Result<Vec<Row>, Unavailable> {
    let (region, from, to) = (cell.region.as_str(), from.day(), to.day());
    let mut after = after.split(' ');
    let (of, mut next) = (after.next(), || after.next().unwrap_or_default());
    let mut rows = Vec::new();
    let mut last = [from.as_str(), "", ""];
    if of == Some("traffic") {
        last = [next(), next(), next()];
    } else {
        // No account is called so: every row of the day comes after.
        let last = match of {
            Some("storage") => [next(), next()],
            _ => [from.as_str(), ""],
        };
        let page = store::storage(&cell.database, region, &to, last, most).await?;
        rows.extend(page.into_iter().map(Row::Storage));
    }
    let left = most - i64::try_from(rows.len()).unwrap_or(most);
    if left > 0 {
        let page = store::traffic(&cell.database, region, &to, last, left).await?;
        rows.extend(page.into_iter().map(Row::Traffic));
    }
    Ok(rows)
}

/// The usage of a Region's registries on the days from `from` to `to`, both included, in order.
pub async fn report(
    cell: &Cell,
    from: Timestamp,
    to: Timestamp,
) -> Result<(Vec<Storage>, Vec<Traffic>), Unavailable> {
    let (mut storage, mut traffic, mut after) = (Vec::new(), Vec::new(), String::new());
    loop {
        let page = page(cell, (from, to), &after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok((storage, traffic));
        };
        after = last.key();
        for row in page {
            match row {
                Row::Storage(row) => storage.push(row),
                Row::Traffic(row) => traffic.push(row),
            }
        }
    }
}
