//! Looking usage up.

use wharf_aws::Timestamp;

use super::model::{Storage, Traffic};
use super::{day, store};
use wharf_kernel::{Cell, Unavailable};

/// The usage of a Region's registries on the days from `from` to `to`, both included, in order.
pub async fn report(
    cell: &Cell,
    from: Timestamp,
    to: Timestamp,
) -> Result<(Vec<Storage>, Vec<Traffic>), Unavailable> {
    let (region, from, to) = (cell.region.as_str(), day(from), day(to));
    let (mut storage, mut traffic): (Vec<Storage>, Vec<Traffic>) = (Vec::new(), Vec::new());
    loop {
        let after = match storage.last() {
            Some(last) => [last.day.as_str(), &last.owner],
            // No account is called so: every row of the day comes after.
            None => [from.as_str(), ""],
        };
        let page = store::storage(&cell.database, region, &to, after).await?;
        if page.is_empty() {
            break;
        }
        storage.extend(page);
    }
    loop {
        let after = match traffic.last() {
            Some(last) => [last.day.as_str(), &last.owner, &last.account],
            None => [from.as_str(), "", ""],
        };
        let page = store::traffic(&cell.database, region, &to, after).await?;
        if page.is_empty() {
            return Ok((storage, traffic));
        }
        traffic.extend(page);
    }
}
