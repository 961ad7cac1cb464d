//! The SQL of damaged layers.

use wharf_aws::{Region, Timestamp};
use wharf_sql::{Error, Row, Scope, Statement, Transaction, Value, params};

use super::super::model::{Damage, DamagedBlob};
use crate::events::{self, DamageEvent, Damaged};
use crate::repository_key::RepositoryKey;
use wharf_kernel::Cell;

/// Repositories that are told of one damage at most.
const MOST_TOLD: i64 = 200;

pub(super) static MARK: Statement = Statement::global(
    "ecr.layer.mark_damaged",
    "INSERT INTO damaged_blobs (region, data_key, digest, damage, found_at) SELECT $1, $2, $3, $4, CAST($5 AS BIGINT) \
     WHERE EXISTS (SELECT 1 FROM layers l WHERE l.digest = $3 AND l.data_key = $2 AND l.region = $1) \
     ON CONFLICT (region, data_key, digest) DO UPDATE SET damage = excluded.damage, found_at = excluded.found_at \
     WHERE damaged_blobs.damage <> 'altered' OR excluded.damage = 'altered'",
);
pub(super) static TELL: Statement = Statement::global(
    "ecr.layer.tell_damaged",
    "UPDATE damaged_blobs SET told = 1 WHERE region = $1 AND data_key = $2 AND digest = $3 AND told = 0 RETURNING damage",
);
pub(super) static HOLDERS: Statement = Statement::global(
    "ecr.layer.holders",
    "SELECT l.account, l.repository, (SELECT r.name FROM repositories r WHERE r.account = l.account AND r.region = l.region \
     AND r.id = l.repository) FROM layers l WHERE l.digest = $3 AND l.data_key = $2 AND l.region = $1 LIMIT $4",
);
pub(super) static LIST_DAMAGED: Statement = Statement::global(
    "ecr.layer.list_damaged",
    "SELECT digest, damage, found_at FROM damaged_blobs WHERE region = $1 ORDER BY region, data_key, digest LIMIT $2",
);
pub(super) static HEAL: Statement = Statement::global(
    "ecr.layer.heal",
    "DELETE FROM damaged_blobs WHERE region = $1 AND data_key = $2 AND digest = $3",
);
pub(super) static FORGET_DAMAGED: Statement = Statement::global(
    "ecr.layer.forget_damaged",
    "DELETE FROM damaged_blobs WHERE region = $1 AND NOT EXISTS (SELECT 1 FROM layers l WHERE l.digest = damaged_blobs.digest \
     AND l.data_key = damaged_blobs.data_key AND l.region = damaged_blobs.region)",
);
pub(super) static COUNT_DAMAGED: Statement = Statement::global(
    "ecr.layer.count_damaged",
    "SELECT COUNT(*) FROM (SELECT 1 FROM damaged_blobs WHERE region = $1 LIMIT $2) counted",
);

/// The key of a mark: which bytes of the Region.
fn key(cell: &Cell, digest: &str, data_key: &str) -> Vec<Value> {
    params![cell.region.as_str(), data_key, digest]
}

/// Marks bytes as damaged, for all layers that have them.
pub(in crate::ecr::layer) async fn mark(
    cell: &Cell,
    digest: &str,
    data_key: &str,
    (damage, now): (Damage, Timestamp),
) -> Result<(), Error> {
    let how = params![damage.as_str(), now.micros()];
    let values = [key(cell, digest, data_key), how].concat();
    let mark =
        move |transaction: &mut Transaction<'_>| transaction.execute_global(&MARK, values.clone()).map(drop);
    cell.database.transaction("ecr.layer.mark_damaged", mark).await
}

/// Tells the repositories that have marked bytes, if they were not told yet; whether they were now.
pub(in crate::ecr::layer) async fn tell(
    cell: &Cell,
    digest: &str,
    data_key: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let bytes = key(cell, digest, data_key);
    let (region, digest) = (cell.region.clone(), digest.to_owned());
    let tell = move |transaction: &mut Transaction<'_>| {
        let Some(told) = transaction.query_one_global(&TELL, bytes.clone())? else {
            return Ok(false);
        };
        let damage = told.text(0)?;
        let holders = [bytes.clone(), params![MOST_TOLD]].concat();
        for holder in transaction.query_global(&HOLDERS, holders)? {
            // A repository that is deleted has no readers.
            let Some(name) = holder.opt_text(2)? else { continue };
            let scope = Scope::new(holder.text(0)?, region.as_str());
            let key = RepositoryKey {
                id: holder.text(1)?,
                name,
            };
            let event = DamageEvent {
                of: Damaged::Layer,
                digest: &digest,
                damage,
            };
            events::record(transaction, &scope, key, now, event)?;
        }
        Ok(true)
    };
    cell.database.transaction("ecr.layer.tell_damaged", tell).await
}

/// The marked bytes of a Region, some of them.
pub(in crate::ecr::layer) async fn list_damaged(cell: &Cell, most: i64) -> Result<Vec<DamagedBlob>, Error> {
    let values = params![cell.region.as_str(), most];
    let rows = cell.database.query_global(&LIST_DAMAGED, values).await?;
    let read = |row: &Row| {
        Ok(DamagedBlob {
            digest: row.text(0)?.to_owned(),
            damage: row.text(1)?.to_owned(),
            found_at: Timestamp::from_micros(row.integer(2)?),
        })
    };
    rows.iter().map(read).collect()
}

/// Takes a mark away: the bytes are whole.
pub(in crate::ecr::layer) async fn heal(cell: &Cell, digest: &str, data_key: &str) -> Result<(), Error> {
    let bytes = key(cell, digest, data_key);
    let heal =
        move |transaction: &mut Transaction<'_>| transaction.execute_global(&HEAL, bytes.clone()).map(drop);
    cell.database.transaction("ecr.layer.heal", heal).await
}

/// Takes the marks away that are of no layer any more.
pub(crate) fn forget_damaged(transaction: &mut Transaction<'_>, region: &Region) -> Result<(), Error> {
    let values = params![region.as_str()];
    transaction.execute_global(&FORGET_DAMAGED, values).map(drop)
}

/// How many blobs of the Region are marked, counted up to a bound.
pub(crate) async fn count_damaged(cell: &Cell, most: i64) -> Result<i64, Error> {
    let values = params![cell.region.as_str(), most];
    let rows = cell.database.query_global(&COUNT_DAMAGED, values).await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}
