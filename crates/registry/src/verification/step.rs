//! The steps of a verification, each from where the one before it ended.

mod bytes;
mod images;
mod rows;
mod tables;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use wharf_aws::Timestamp;

use self::tables::Plane;
use super::pace::Pace;
use super::store::{self, Place};
use super::{Checked, Finding, What};
use crate::ecr::encryption::{self, CompartmentKey};
use wharf_kernel::{Cell, Node, Unavailable};

/// Rows and blobs that one step looks at, but for what is left of a page.
const MOST: usize = 1000;
/// Bytes that one step reads, but for what is left of a blob or a page of manifests. A step of a collection reads no more either.
pub(crate) const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// Bytes that a row, or to find a blob's file, counts as.
const ROW: u64 = 16 * 1024;

/// How to verify.
#[derive(Clone, Copy, Debug, Default)]
pub struct Verify {
    /// Whether rows are mended that follow from others.
    pub repair: bool,
    /// The most bytes that are read in a second, by the node's verifications together; nothing for as fast as it goes.
    pub rate: Option<u64>,
}

/// How far a verification has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    at: At,
    /// When the verification began, in microseconds; nothing in what an older version wrote.
    #[serde(default)]
    began: Option<i64>,
    /// What was looked at so far.
    pub checked: Checked,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum At {
    /// Nothing was looked at.
    #[default]
    Begin,
    /// Tables after this one, of the identity plane's database.
    Identity(String),
    /// Tables after this one, of the Region's.
    Tables(String),
    /// Blobs of a compartment after this one.
    Bytes(CompartmentKey, Option<String>),
    /// Repositories after this one.
    After(Place),
    /// Layers of a repository after this one.
    Layers(Place, String),
    /// Images of a repository after this one.
    Images(Place, String),
    /// Its deleted images that can be restored, after this one.
    Kept(Place, String),
    /// Tags of a repository after this one.
    Tags(Place, String),
    /// Registries after this one, of a Region.
    Registries(String, String),
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stepped {
    /// There is more to do, from here on.
    To(Position),
    /// That was the last one.
    Done(Checked),
}

/// As it is written down.
impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| std::fmt::Error)?)
    }
}

impl std::str::FromStr for Position {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Position, serde_json::Error> {
        serde_json::from_str(text)
    }
}

/// What a step reports to.
type Report<'a> = &'a mut (dyn FnMut(Finding) + Send + Sync);

/// Verifies in one Region, from a position on.
///
/// # Errors
/// A store fails, or is not there.
pub async fn step(
    node: &Node,
    cell: &Cell,
    how: Verify,
    from: Position,
    report: Report<'_>,
) -> Result<Stepped, Unavailable> {
    let Position {
        mut at,
        began,
        checked,
    } = from;
    let now = node.clock.now();
    let began = match at {
        At::Begin => Some(now.micros()),
        _ => began,
    };
    let mut round = Round {
        node,
        cell,
        how,
        began: began.map(Timestamp::from_micros),
        pace: node.extensions.get(),
        read: 0,
        checked,
        report,
    };
    let mut looked = 0;
    while looked < MOST && round.read < MOST_BYTES {
        let (next, count) = match at {
            At::Begin => round.begin(),
            At::Identity(after) => round.table(Plane::Identity, &after).await?,
            At::Tables(after) => round.table(Plane::Registry, &after).await?,
            At::Bytes(place, after) => round.bytes(place, after).await?,
            At::After(place) => round.repository_after(&place).await?,
            At::Layers(place, after) => round.layers(place, &after).await?,
            At::Images(place, after) => round.images(place, &after).await?,
            At::Kept(place, after) => round.kept(place, &after).await?,
            At::Tags(place, after) => round.tags(place, &after).await?,
            At::Registries(account, region) => round.registries((&account, &region)).await?,
        };
        round.took(ROW.saturating_mul(count as u64)).await;
        let Some(next) = next else {
            return Ok(Stepped::Done(round.checked));
        };
        (at, looked) = (next, looked + count.max(1));
    }
    let checked = round.checked;
    Ok(Stepped::To(Position { at, began, checked }))
}

/// Where it goes on, and how much was looked at.
type Next = (Option<At>, usize);

struct Round<'a> {
    node: &'a Node,
    cell: &'a Cell,
    how: Verify,
    /// When the verification began, if that is known.
    began: Option<Timestamp>,
    pace: Arc<Pace>,
    /// Bytes that this step read.
    read: u64,
    checked: Checked,
    report: Report<'a>,
}

impl Round<'_> {
    async fn compartment_after(&self, last: Option<&CompartmentKey>) -> Result<Next, Unavailable> {
        let next = encryption::next_compartment(self.cell, last).await?;
        let rows = At::After(Place::default());
        Ok((Some(next.map_or(rows, |next| At::Bytes(next, None))), 0))
    }

    /// The next repository of the Region; after the last one, registries are looked at.
    async fn repository_after(&self, last: &Place) -> Result<Next, Unavailable> {
        let page = store::repositories(self.cell, last).await?;
        let count = page.len();
        let Some(end) = page.last().cloned() else {
            return Ok((Some(At::Registries(String::new(), String::new())), 0));
        };
        let of_here = |place: &Place| place.region == self.cell.region.as_str();
        match page.into_iter().find(of_here) {
            Some(place) => Ok((Some(At::Layers(place, String::new())), 1)),
            None => Ok((Some(At::After(end)), count)),
        }
    }

    /// Notes bytes that were read, and waits as long as the rate wants.
    async fn took(&mut self, bytes: u64) {
        self.read = self.read.saturating_add(bytes);
        self.pace.took(bytes, self.how.rate).await;
    }

    /// Counts and reports what is wrong.
    fn found(&mut self, finding: Finding) {
        match finding.is_mended {
            true => self.checked.mended += 1,
            false => self.checked.damaged += 1,
        }
        (self.report)(finding);
    }
}

/// What is wrong in a repository.
fn of_repository(place: &Place, what: What, digest: &str, detail: String) -> Finding {
    Finding {
        what,
        account: Some(place.account.clone()),
        repository: Some(place.name.clone()),
        digest: Some(digest.to_owned()).filter(|digest| !digest.is_empty()),
        detail,
        is_mended: false,
    }
}
