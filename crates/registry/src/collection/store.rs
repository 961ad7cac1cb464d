//! The SQL of collection.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use wharf_aws::{Region, Timestamp};
use wharf_sql::{Error, Row, Scope, Statement, Transaction, params};

use super::Holder;
use crate::ecr::layer;
use crate::ecr::layer_bytes::store::Freed;
use wharf_kernel::Cell;

/// Layers of one page.
const PAGE: i64 = 500;
/// At most so many holders of one digest are reported.
const MOST_HOLDERS: i64 = 1000;

static LAYERS: Statement = Statement::global(
    "collection.layers",
    "SELECT l.account, l.region, l.repository, l.digest, l.size, l.uploaded_at, l.orphaned_at, \
     CAST(CASE WHEN EXISTS (SELECT 1 FROM image_children c WHERE c.account = l.account AND c.region = l.region \
     AND c.repository = l.repository AND c.child = l.digest AND c.child_kind = 'layer') THEN 1 ELSE 0 END AS BIGINT), \
     (SELECT r.name FROM repositories r WHERE r.account = l.account AND r.region = l.region AND r.id = l.repository) \
     FROM layers l WHERE (l.account, l.region, l.repository, l.digest) > ($1, $2, $3, $4) \
     ORDER BY l.account, l.region, l.repository, l.digest LIMIT $5",
);
static MARK: Statement = Statement::scoped(
    "collection.mark",
    "UPDATE layers SET orphaned_at = $5 WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4 \
     AND orphaned_at IS NULL AND NOT EXISTS (SELECT 1 FROM image_children c WHERE c.account = $1 AND c.region = $2 \
     AND c.repository = $3 AND c.child = $4 AND c.child_kind = 'layer')",
);
static CLEAR: Statement = Statement::scoped(
    "collection.clear",
    "UPDATE layers SET orphaned_at = NULL WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4 \
     AND orphaned_at IS NOT NULL",
);
static DROP: Statement = Statement::scoped(
    "collection.drop",
    "DELETE FROM layers WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4 \
     AND orphaned_at <= $5 AND uploaded_at <= $5 AND NOT EXISTS (SELECT 1 FROM image_children c \
     WHERE c.account = $1 AND c.region = $2 AND c.repository = $3 AND c.child = $4 AND c.child_kind = 'layer') \
     RETURNING data_key, size",
);
static REFERRED: Statement = Statement::global(
    "collection.referred",
    "SELECT DISTINCT digest FROM layers WHERE digest >= $1 AND digest <= $2 AND data_key = $4 AND region = $3",
);
static REFERRED_AFTER: Statement = Statement::global(
    "collection.referred_after",
    "SELECT DISTINCT l.digest FROM layers l WHERE l.digest >= $1 AND l.digest <= $2 AND l.data_key = $4 AND l.region = $3 \
     AND (l.orphaned_at IS NULL OR l.orphaned_at > $5 OR l.uploaded_at > $5 OR EXISTS (SELECT 1 FROM image_children c \
     WHERE c.account = l.account AND c.region = l.region AND c.repository = l.repository AND c.child = l.digest \
     AND c.child_kind = 'layer'))",
);
static HOLDERS: Statement = Statement::global(
    "collection.holders",
    "SELECT l.account, (SELECT r.name FROM repositories r WHERE r.account = l.account AND r.region = l.region \
     AND r.id = l.repository), COALESCE((SELECT 'image ' || c.parent FROM image_children c WHERE c.account = l.account \
     AND c.region = l.region AND c.repository = l.repository AND c.child = l.digest AND c.child_kind = 'layer' \
     AND c.is_kept = 0 LIMIT 1), \
     (SELECT 'kept ' || c.parent FROM image_children c WHERE c.account = l.account \
     AND c.region = l.region AND c.repository = l.repository AND c.child = l.digest AND c.child_kind = 'layer' \
     AND c.is_kept = 1 LIMIT 1)) \
     FROM layers l WHERE l.digest = $1 AND l.region = $3 LIMIT $2",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &LAYERS,
    &MARK,
    &CLEAR,
    &DROP,
    &REFERRED,
    &REFERRED_AFTER,
    &HOLDERS,
];

/// Where a layer is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LayerKey {
    pub(super) account: String,
    pub(super) region: String,
    pub(super) repository: String,
    pub(super) digest: String,
}

/// A layer, and whether an image names it.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) place: LayerKey,
    pub(super) size: i64,
    uploaded_at: Timestamp,
    orphaned_at: Option<Timestamp>,
    pub(super) is_named: bool,
    /// The name of its repository, if that is not deleted.
    pub(super) name: Option<String>,
}

impl Layer {
    pub(super) fn needs_a_look(&self) -> bool {
        !self.is_named || self.orphaned_at.is_some()
    }

    pub(super) fn is_due(&self, cutoff: Timestamp) -> bool {
        let marked = self.orphaned_at.is_some_and(|since| since <= cutoff);
        !self.is_named && marked && self.uploaded_at <= cutoff
    }

    /// Whether it goes if it is looked at now, which marks it first.
    pub(super) fn may_go(&self, now: Timestamp, cutoff: Timestamp) -> bool {
        let marked = self.orphaned_at.unwrap_or(now);
        !self.is_named && marked <= cutoff && self.uploaded_at <= cutoff
    }
}

/// A page of layers after a place; of all Regions that the database has.
pub(super) async fn layers(cell: &Cell, after: &LayerKey) -> Result<Vec<Layer>, Error> {
    let values = params![
        after.account.as_str(),
        after.region.as_str(),
        after.repository.as_str(),
        after.digest.as_str(),
        PAGE
    ];
    let read = |row: &Row| {
        let text = |column| row.text(column).map(str::to_owned);
        Ok(Layer {
            place: LayerKey {
                account: text(0)?,
                region: text(1)?,
                repository: text(2)?,
                digest: text(3)?,
            },
            size: row.integer(4)?,
            uploaded_at: Timestamp::from_micros(row.integer(5)?),
            orphaned_at: row.opt_integer(6)?.map(Timestamp::from_micros),
            is_named: row.boolean(7)?,
            name: row.opt_text(8)?.map(str::to_owned),
        })
    };
    let rows = cell.database.query_global(&LAYERS, values).await?;
    rows.iter().map(read).collect()
}

/// Marks layers that no image names, clears the mark of those that an image names, and removes those whose time has come;
/// which were removed.
pub(super) fn look(
    transaction: &mut Transaction<'_>,
    region: &Region,
    layers: &[Layer],
    times: (Timestamp, Timestamp),
) -> Result<Vec<bool>, Error> {
    let (mut removed, mut registries) = (Vec::new(), BTreeMap::<Scope, Freed>::new());
    for layer in layers {
        let dropped = look_at(transaction, region, layer, times)?;
        removed.push(dropped.is_some());
        if let Some(size) = dropped {
            let scope = Scope::new(&layer.place.account, &layer.place.region);
            registries
                .entry(scope)
                .or_default()
                .add(&layer.place.digest, size);
        }
    }
    let mut registries = registries.into_iter();
    registries.try_for_each(|(scope, freed)| freed.subtract(transaction, &scope))?;
    Ok(removed)
}

/// The same of one; its size, if it was removed.
fn look_at(
    transaction: &mut Transaction<'_>,
    region: &Region,
    layer: &Layer,
    (now, cutoff): (Timestamp, Timestamp),
) -> Result<Option<i64>, Error> {
    let place = &layer.place;
    let scope = Scope::new(&place.account, &place.region);
    let (repository, digest) = (place.repository.as_str(), place.digest.as_str());
    if layer.is_named {
        transaction.execute(&CLEAR, &scope, params![repository, digest])?;
        return Ok(None);
    }
    transaction.execute(&MARK, &scope, params![repository, digest, now.micros()])?;
    let values = params![repository, digest, cutoff.micros()];
    let Some(dropped) = transaction.query_one(&DROP, &scope, values)? else {
        return Ok(None);
    };
    layer::store::note_dropped(transaction, (region, dropped.text(0)?), digest)?;
    dropped.integer(1).map(Some)
}

/// Which of the digests from `first` to `last` repositories of the Region hold as layers whose bytes are sealed so, in all
/// accounts; with `after`, leaves out rows that a collection at that time would drop.
pub(super) async fn referred(
    cell: &Cell,
    (first, last): (&str, &str),
    data_key: &str,
    after: Option<Timestamp>,
) -> Result<HashSet<String>, Error> {
    let mut values = params![first, last, cell.region.as_str(), data_key];
    let statement = match after {
        None => &REFERRED,
        Some(after) => {
            values.extend(params![after.micros()]);
            &REFERRED_AFTER
        }
    };
    let rows = cell.database.query_global(statement, values).await?;
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}

/// Who holds a layer.
pub(super) async fn holders(cell: &Cell, digest: &str) -> Result<Vec<Holder>, Error> {
    let rows = cell
        .database
        .query_global(&HOLDERS, params![digest, MOST_HOLDERS, cell.region.as_str()])
        .await?;
    let read = |row: &Row| {
        // The kind, and the image behind the last space.
        let named = row.opt_text(2)?.and_then(|named| named.rsplit_once(' '));
        Ok(Holder {
            account: row.text(0)?.to_owned(),
            repository: row.opt_text(1)?.map(str::to_owned),
            image: named.map(|(_, image)| image.to_owned()),
            deleted: named.is_some_and(|(kind, _)| kind == "kept"),
        })
    };
    rows.iter().map(read).collect()
}
