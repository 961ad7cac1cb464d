//! Looking usage up.

use serde::{Deserialize, Serialize};
use wharf_aws::Timestamp;

use super::{day, store};
use wharf_kernel::{Cell, Unavailable};

/// What a registry held on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Storage {
    /// The day, in UTC.
    pub day: String,
    /// The Region.
    pub region: String,
    /// The registry's account.
    pub owner: String,
    /// Bytes of layers that its repositories hold, each by itself.
    pub logical_bytes: i64,
    /// Its part of the bytes on the disk.
    pub stored_bytes: i64,
    /// Its images.
    pub images: i64,
    /// Its repositories.
    pub repositories: i64,
}

/// What an account did with a registry on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Traffic {
    /// The day, in UTC.
    pub day: String,
    /// The Region.
    pub region: String,
    /// The registry's account.
    pub owner: String,
    /// Who asked.
    pub account: String,
    /// How often, allowed or not.
    pub requests: i64,
    /// Bytes of manifests and layers that went to it.
    pub pulled_bytes: i64,
}

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
