//! The SQL of layers.

mod damaged;

use std::collections::HashSet;

use super::super::layer_bytes;
use crate::sweep::Sweep;
use wharf_aws::{Region, Timestamp};
use wharf_kernel::Cell;
use wharf_oci::name::RepositoryName;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

pub(crate) use damaged::forget_damaged;
use damaged::{COUNT_DAMAGED, FORGET_DAMAGED, HEAL, HOLDERS, LIST_DAMAGED, MARK, TELL};
pub(in crate::ecr::layer) use damaged::{count_damaged, heal, list_damaged, mark, tell};

/// The columns of a layer that [`read`] reads, and more.
macro_rules! held {
    ($more:literal, $from:literal) => {
        concat!(
            "SELECT l.size, l.archived, l.orphaned_at, l.data_key, l.repository, CAST(CASE WHEN EXISTS (SELECT 1 FROM damaged_blobs d \
             WHERE d.region = l.region AND d.data_key = l.data_key AND d.digest = l.digest) THEN 1 ELSE 0 END AS BIGINT)",
            $more,
            " FROM ",
            $from
        )
    };
}

static FIND: Statement = Statement::scoped(
    "ecr.layer.find",
    held!(
        "",
        "repositories r JOIN layers l ON l.account = r.account AND l.region = r.region AND l.repository = r.id \
         WHERE r.account = $1 AND r.region = $2 AND r.name = $3 AND l.digest = $4"
    ),
)
.point();
static IMAGE_OF: Statement = Statement::scoped(
    "ecr.layer.image_of",
    "SELECT c.parent FROM repositories r \
     JOIN image_children c ON c.account = r.account AND c.region = r.region AND c.repository = r.id \
     WHERE r.account = $1 AND r.region = $2 AND r.name = $3 AND c.child = $4 AND c.child_kind = 'layer' AND c.is_kept = 0 LIMIT 1",
)
.point();
static ROW: Statement = Statement::scoped(
    "ecr.layer.row",
    "SELECT archived, uploaded_at, data_key FROM layers WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
)
.point();
static INSERT: Statement = Statement::scoped(
    "ecr.layer.insert",
    "INSERT INTO layers (account, region, repository, digest, size, uploaded_at, data_key) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account, region, repository, digest) DO UPDATE \
     SET size = excluded.size, archived = 0, uploaded_at = excluded.uploaded_at, data_key = excluded.data_key, orphaned_at = NULL",
);

static NAMED_BY: Statement = Statement::scoped(
    "ecr.layer.named_by",
    held!(
        ", l.digest",
        "image_children c JOIN layers l ON l.account = c.account AND l.region = c.region \
         AND l.repository = c.repository AND l.digest = c.child WHERE c.account = $1 AND c.region = $2 \
         AND c.repository = $3 AND c.parent = $4 AND c.child_kind = 'layer' AND c.is_kept = $5"
    ),
);
static TOUCH: Statement = Statement::scoped(
    "ecr.layer.touch",
    "UPDATE layers SET orphaned_at = NULL WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4 \
     AND orphaned_at IS NOT NULL",
);
static DELETE: Statement = Statement::scoped(
    "ecr.layer.delete",
    "DELETE FROM layers WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4 AND uploaded_at = $5 \
     RETURNING size",
);

static SWEEP: Statement = Statement::scoped(
    "ecr.layer.sweep",
    "DELETE FROM layers WHERE account = $1 AND region = $2 AND repository = $3 AND digest IN (SELECT digest FROM \
     layers WHERE account = $1 AND region = $2 AND repository = $3 ORDER BY digest LIMIT $4) \
     RETURNING digest, size",
);
/// The same layers as those that `SWEEP` removes.
static NOTE_SWEPT: Statement = Statement::scoped(
    "ecr.layer.note_swept",
    "INSERT INTO dropped_layers (region, data_key, digest) SELECT region, data_key, digest FROM layers \
     WHERE account = $1 AND region = $2 AND repository = $3 ORDER BY digest LIMIT $4 ON CONFLICT DO NOTHING",
);
static NOTE_DROPPED: Statement = Statement::global(
    "ecr.layer.note_dropped",
    "INSERT INTO dropped_layers (region, data_key, digest) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
);
static DROPPED: Statement = Statement::global(
    "ecr.layer.dropped",
    "SELECT digest FROM dropped_layers WHERE region = $1 AND data_key = $2 AND digest >= $3 AND digest <= $4",
);
static FORGET: Statement = Statement::global(
    "ecr.layer.forget",
    "DELETE FROM dropped_layers WHERE region = $1 AND data_key = $2 AND digest = $3",
);

static SIZED: Statement = Statement::global(
    "ecr.layer.sized",
    "SELECT size FROM layers WHERE digest = $3 AND data_key = $2 AND region = $1 AND size = $4 LIMIT 1",
);
static SIZE: Statement = Statement::global(
    "ecr.layer.size",
    "SELECT size FROM layers WHERE digest = $3 AND data_key = $2 AND region = $1 LIMIT 1",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &FIND,
    &IMAGE_OF,
    &ROW,
    &INSERT,
    &NAMED_BY,
    &TOUCH,
    &DELETE,
    &SWEEP,
    &NOTE_SWEPT,
    &NOTE_DROPPED,
    &MARK,
    &TELL,
    &SIZED,
    &SIZE,
    &HOLDERS,
    &LIST_DAMAGED,
    &HEAL,
    &FORGET_DAMAGED,
    &COUNT_DAMAGED,
    &DROPPED,
    &FORGET,
];

/// How the rows of a repository go whose name is gone.
pub(crate) static SWEEPS: &[Sweep] = &[Sweep::rows("layers", &SWEEP)
    .after(&NOTE_SWEPT)
    .then(layer_bytes::store::subtract_all)];

/// A layer that a repository holds.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) size: u64,
    /// Whether only archived images name it: then it cannot be downloaded.
    pub(crate) archived: bool,
    /// Whether it was found without an image that names it, and waits to be collected.
    pub(crate) orphaned: bool,
    /// With which data key its bytes are sealed; empty for none.
    pub(crate) data_key: String,
    /// The id of the repository.
    pub(crate) repository: String,
    /// Whether its bytes are marked as damaged.
    pub(crate) is_damaged: bool,
}

/// The layer that the repository holds.
pub(crate) async fn find(
    database: &Database,
    scope: &Scope,
    repository: &RepositoryName,
    digest: &str,
) -> Result<Option<Held>, Error> {
    let rows = database
        .query(&FIND, scope, params![repository.as_str(), digest])
        .await?;
    rows.first().map(read).transpose()
}

/// [`find`], as the transaction sees it.
pub(crate) fn find_in(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &RepositoryName,
    digest: &str,
) -> Result<Option<Held>, Error> {
    let row = transaction.query_one(&FIND, scope, params![repository.as_str(), digest])?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Held, Error> {
    Ok(Held {
        size: u64::try_from(row.integer(0)?).unwrap_or(0),
        archived: row.boolean(1)?,
        orphaned: row.opt_integer(2)?.is_some(),
        data_key: row.text(3)?.to_owned(),
        repository: row.text(4)?.to_owned(),
        is_damaged: row.boolean(5)?,
    })
}

/// An image of the repository that names the layer, by digest.
pub(crate) async fn image_of(
    database: &Database,
    scope: &Scope,
    repository: &RepositoryName,
    digest: &str,
) -> Result<Option<String>, Error> {
    let rows = database
        .query(&IMAGE_OF, scope, params![repository.as_str(), digest])
        .await?;
    let parent = rows.first().map(|row| row.text(0).map(str::to_owned));
    parent.transpose()
}

/// The layers that an image names and the repository holds, by digest.
pub(crate) async fn named_by(
    database: &Database,
    scope: &Scope,
    repository: &str,
    image: &str,
) -> Result<Vec<(String, Held)>, Error> {
    let values = params![repository, image, false];
    by_digest(&database.query(&NAMED_BY, scope, values).await?)
}

/// The same of a deleted image that is kept, as the transaction sees it.
pub(crate) fn named_by_kept(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    image: &str,
) -> Result<Vec<(String, Held)>, Error> {
    let values = params![repository, image, true];
    by_digest(&transaction.query(&NAMED_BY, scope, values)?)
}

fn by_digest(rows: &[Row]) -> Result<Vec<(String, Held)>, Error> {
    rows.iter()
        .map(|row| Ok((row.text(6)?.to_owned(), read(row)?)))
        .collect()
}

/// The bytes of a layer: how many, and with which data key they are sealed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stored<'a> {
    pub(crate) digest: &'a str,
    pub(crate) size: u64,
    pub(crate) data_key: &'a str,
}

/// What became of a layer's row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Inserted {
    /// Whether the layer was not available before.
    pub(crate) is_new: bool,
    /// What the row says of when the layer was uploaded: another time after every upload.
    pub(crate) uploaded_at: Timestamp,
}

/// Makes a layer available, an archived one again. Its bytes are these from now on.
pub(crate) fn insert(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    layer: Stored<'_>,
    now: Timestamp,
) -> Result<Inserted, Error> {
    let Stored { digest, data_key, .. } = layer;
    let size = i64::try_from(layer.size).unwrap_or(i64::MAX);
    let known = transaction.query_one(&ROW, scope, params![repository, digest])?;
    let (is_new, uploaded_at) = match &known {
        Some(row) => {
            if row.text(2)? != data_key {
                // Its bytes were sealed otherwise, and those are no layer's any more.
                let values = params![scope.second(), row.text(2)?, digest];
                transaction.execute_global(&NOTE_DROPPED, values)?;
            }
            (
                row.boolean(0)?,
                now.micros().max(row.integer(1)?.saturating_add(1)),
            )
        }
        None => (true, now.micros()),
    };
    let values = params![repository, digest, size, uploaded_at, data_key];
    transaction.execute(&INSERT, scope, values)?;
    // A size that is another one by now was damaged, and not counted so.
    if known.is_none() {
        layer_bytes::store::add(transaction, scope, digest, size)?;
    }
    let values = params![scope.second(), data_key, digest];
    let is_healed = transaction.execute_global(&HEAL, values)? > 0;
    Ok(Inserted {
        is_new: is_new || is_healed,
        uploaded_at: Timestamp::from_micros(uploaded_at),
    })
}

/// Says that a client wants a layer that waits to be collected.
pub(crate) fn touch(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<(), Error> {
    transaction
        .execute(&TOUCH, scope, params![repository, digest])
        .map(drop)
}

/// Takes a layer away whose bytes are gone, unless it was uploaded once more since.
pub(crate) fn delete(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
    uploaded_at: Timestamp,
) -> Result<(), Error> {
    let values = params![repository, digest, uploaded_at.micros()];
    match transaction.query_one(&DELETE, scope, values)? {
        Some(deleted) => layer_bytes::store::subtract(transaction, scope, digest, deleted.integer(0)?),
        None => Ok(()),
    }
}

/// How long bytes are that layers have; nothing when none has them. So long as they were `found`, where one layer says so: another one's
/// size may be damaged.
pub(crate) async fn size(
    cell: &Cell,
    digest: &str,
    data_key: &str,
    found: Option<u64>,
) -> Result<Option<u64>, Error> {
    let values = || params![cell.region.as_str(), data_key, digest];
    let mut rows = Vec::new();
    if let Some(found) = found {
        let found = i64::try_from(found).unwrap_or(i64::MAX);
        let values = [values(), params![found]].concat();
        rows = cell.database.query_global(&SIZED, values).await?;
    }
    if rows.is_empty() {
        rows = cell.database.query_global(&SIZE, values()).await?;
    }
    let size = |row: &Row| Ok(u64::try_from(row.integer(0)?).unwrap_or(0));
    rows.first().map(size).transpose()
}

/// Notes that bytes were a layer's, and may be no layer's by now: collection knows that they came by a push.
pub(crate) fn note_dropped(
    transaction: &mut Transaction<'_>,
    (region, data_key): (&Region, &str),
    digest: &str,
) -> Result<(), Error> {
    let values = params![region.as_str(), data_key, digest];
    transaction.execute_global(&NOTE_DROPPED, values).map(drop)
}

/// Which of the digests from `first` to `last` were layers, and may be none by now.
pub(crate) async fn dropped(
    cell: &Cell,
    (first, last): (&str, &str),
    data_key: &str,
) -> Result<HashSet<String>, Error> {
    let values = params![cell.region.as_str(), data_key, first, last];
    let rows = cell.database.query_global(&DROPPED, values).await?;
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}

/// Forgets bytes that were a layer's, because they are gone.
pub(crate) fn forget(
    transaction: &mut Transaction<'_>,
    (region, data_key): (&Region, &str),
    digest: &str,
) -> Result<(), Error> {
    let values = params![region.as_str(), data_key, digest];
    transaction.execute_global(&FORGET, values).map(drop)
}
