//! The SQL of store identities.

use wharf_aws::Timestamp;
use wharf_blob::StoreIdentity;
use wharf_sql::{Database, Error, Row, Statement, Transaction, Value, params};

use super::Standing;
use wharf_kernel::Cell;

/// Regions of one page.
const PAGE: i64 = 100;

static READ: Statement = Statement::global(
    "store_identity.read",
    "SELECT id, epoch, restored_at, stopped_at, unrecorded, counted, accounts FROM store_identities WHERE region = $1",
)
.point();
static REGIONS: Statement = Statement::global(
    "store_identity.regions",
    "SELECT region FROM store_identities WHERE region > $1 ORDER BY region LIMIT $2",
);
static INSERT: Statement = Statement::global(
    "store_identity.insert",
    "INSERT INTO store_identities (region, id, epoch) VALUES ($1, $2, $3) ON CONFLICT (region) DO NOTHING",
);
static REPLACE: Statement = Statement::global(
    "store_identity.replace",
    "INSERT INTO store_identities (region, id, epoch, restored_at, accounts) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (region) \
     DO UPDATE SET id = excluded.id, epoch = excluded.epoch, restored_at = excluded.restored_at, accounts = excluded.accounts, \
     stopped_at = NULL",
);
static BELONG: Statement = Statement::global(
    "store_identity.belong",
    "UPDATE store_identities SET accounts = $2 WHERE region = $1 AND accounts IS NULL",
);
static RAISE: Statement = Statement::global(
    "store_identity.raise",
    "UPDATE store_identities SET epoch = epoch + 1 WHERE region = $1 AND id = $2 RETURNING epoch",
);
static RESTORED: Statement = Statement::global(
    "store_identity.restored",
    "UPDATE store_identities SET epoch = $3, restored_at = $4 WHERE region = $1 AND id = $2 AND epoch < $3",
);
static STOPPED: Statement = Statement::global(
    "store_identity.stopped",
    "UPDATE store_identities SET stopped_at = COALESCE(stopped_at, $2), unrecorded = $3, counted = $4 WHERE region = $1",
);
static GOES_ON: Statement = Statement::global(
    "store_identity.goes_on",
    "UPDATE store_identities SET stopped_at = NULL WHERE region = $1 AND stopped_at IS NOT NULL",
);
static SETTLE: Statement = Statement::global(
    "store_identity.settle",
    "UPDATE store_identities SET stopped_at = NULL, restored_at = NULL WHERE region = $1",
);
static HAS_LAYERS: Statement = Statement::global(
    "store_identity.has_layers",
    "SELECT 1 FROM layers WHERE digest > '' AND region = $1 LIMIT 1",
);
static IS_KNOWN: Statement = Statement::global(
    "store_identity.is_known",
    "SELECT 1 FROM layers WHERE digest = $1 AND region = $2 LIMIT 1",
);
static HAD: Statement = Statement::global(
    "store_identity.had",
    "SELECT 1 FROM dropped_layers WHERE digest = $1 AND region = $2 AND data_key = ''",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &READ,
    &REGIONS,
    &INSERT,
    &REPLACE,
    &BELONG,
    &RAISE,
    &RESTORED,
    &STOPPED,
    &GOES_ON,
    &SETTLE,
    &HAS_LAYERS,
    &IS_KNOWN,
    &HAD,
];

/// What the Region's rows say.
pub(super) async fn read(cell: &Cell) -> Result<Option<Standing>, Error> {
    read_in(&cell.database, cell.region.as_str()).await
}

/// The same, of a Region that is not opened.
pub(super) async fn read_in(database: &Database, region: &str) -> Result<Option<Standing>, Error> {
    let rows = database.query_global(&READ, params![region]).await?;
    let time = |row: &Row, column| Ok::<_, Error>(row.opt_integer(column)?.map(Timestamp::from_micros));
    let read = |row: &Row| {
        Ok(Standing {
            id: row.text(0)?.to_owned(),
            epoch: row.integer(1)?,
            restored_at: time(row, 2)?,
            stopped_at: time(row, 3)?,
            unrecorded: row.integer(4)?,
            counted: row.integer(5)?,
            accounts: row.opt_text(6)?.map(str::to_owned),
        })
    };
    rows.first().map(read).transpose()
}

/// The Regions that have rows that say which store they belong to.
pub(super) async fn regions(database: &Database) -> Result<Vec<String>, Error> {
    let mut regions: Vec<String> = Vec::new();
    loop {
        let values = params![regions.last().map_or("", String::as_str), PAGE];
        let rows = database.query_global(&REGIONS, values).await?;
        for row in &rows {
            regions.push(row.text(0)?.to_owned());
        }
        if i64::try_from(rows.len()).unwrap_or(i64::MAX) < PAGE {
            return Ok(regions);
        }
    }
}

/// Whether a layer of the Region is there.
pub(super) async fn has_layers(cell: &Cell) -> Result<bool, Error> {
    let rows = cell
        .database
        .query_global(&HAS_LAYERS, params![cell.region.as_str()]);
    Ok(!rows.await?.is_empty())
}

/// Whether the Region has a layer of that digest, or had one without a key of its own.
pub(super) async fn is_known(cell: &Cell, digest: &str) -> Result<bool, Error> {
    for statement in [&IS_KNOWN, &HAD] {
        let values = params![digest, cell.region.as_str()];
        if !cell.database.query_global(statement, values).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Says which store the rows belong to, unless they say it already.
pub(super) async fn insert(cell: &Cell, identity: &StoreIdentity) -> Result<(), Error> {
    let values = params![cell.region.as_str(), identity.id.as_str(), identity.epoch];
    change(cell, "store_identity.insert", &INSERT, values).await
}

/// Has the rows belong to a store on purpose: what it had at that time is kept.
pub(super) async fn replace(
    cell: &Cell,
    identity: &StoreIdentity,
    accounts: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    let (region, id) = (cell.region.as_str(), identity.id.as_str());
    let values = params![region, id, identity.epoch, now.micros(), accounts];
    change(cell, "store_identity.replace", &REPLACE, values).await
}

/// Says whose accounts the rows belong to, unless they say it already.
pub(super) async fn belong(cell: &Cell, accounts: &str) -> Result<(), Error> {
    let values = params![cell.region.as_str(), accounts];
    change(cell, "store_identity.belong", &BELONG, values).await
}

/// Notes that the rows were restored to an earlier time.
pub(super) async fn restored(cell: &Cell, identity: &StoreIdentity, now: Timestamp) -> Result<(), Error> {
    let (region, id) = (cell.region.as_str(), identity.id.as_str());
    let values = params![region, id, identity.epoch, now.micros()];
    change(cell, "store_identity.restored", &RESTORED, values).await
}

/// Notes that a collection stopped, and why.
pub(super) async fn stopped(
    cell: &Cell,
    now: Timestamp,
    (unrecorded, counted): (i64, i64),
) -> Result<(), Error> {
    let values = params![cell.region.as_str(), now.micros(), unrecorded, counted];
    change(cell, "store_identity.stopped", &STOPPED, values).await
}

/// Notes that collection goes on.
pub(super) async fn goes_on(cell: &Cell) -> Result<(), Error> {
    change(
        cell,
        "store_identity.goes_on",
        &GOES_ON,
        params![cell.region.as_str()],
    )
    .await
}

/// Notes that an operator looked at what collection stopped for, and at what was restored.
pub(super) async fn settle(cell: &Cell) -> Result<(), Error> {
    change(
        cell,
        "store_identity.settle",
        &SETTLE,
        params![cell.region.as_str()],
    )
    .await
}

/// Raises the epoch of rows that belong to a store; nothing when they do not.
pub(super) async fn raise(cell: &Cell, id: &str) -> Result<Option<i64>, Error> {
    let (region, id) = (cell.region.clone(), id.to_owned());
    let raise = move |transaction: &mut Transaction<'_>| {
        let row = transaction.query_one_global(&RAISE, params![region.as_str(), id.as_str()])?;
        row.map(|row| row.integer(0)).transpose()
    };
    cell.database.transaction("store_identity.raise", raise).await
}

async fn change(
    cell: &Cell,
    name: &'static str,
    statement: &'static Statement,
    values: Vec<Value>,
) -> Result<(), Error> {
    let change = move |transaction: &mut Transaction<'_>| {
        transaction.execute_global(statement, values.clone()).map(drop)
    };
    cell.database.transaction(name, change).await
}
