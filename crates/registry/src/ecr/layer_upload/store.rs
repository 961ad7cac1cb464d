//! The SQL of layer uploads.

use wharf_aws::Timestamp;
use wharf_blob::UploadId;
use wharf_oci::name::RepositoryName;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use super::Upload;

static FIND: Statement = Statement::scoped(
    "ecr.layer_upload.find",
    "SELECT u.repository, u.data_key, u.parts, u.short_part_end FROM repositories r \
     JOIN layer_uploads u ON u.account = r.account AND u.region = r.region AND u.repository = r.id \
     WHERE r.account = $1 AND r.region = $2 AND r.name = $3 AND u.id = $4",
)
.point();
static INSERT: Statement = Statement::scoped(
    "ecr.layer_upload.insert",
    "INSERT INTO layer_uploads (account, region, repository, id, created_at, last_part_size, has_short_part, data_key) \
     VALUES ($1, $2, $3, $4, $5, 0, 0, $6)",
);
static COUNT: Statement = Statement::scoped(
    "ecr.layer_upload.count",
    "SELECT COUNT(*) FROM (SELECT 1 FROM layer_uploads WHERE account = $1 AND region = $2 LIMIT $3) counted",
);
static OF_REGISTRY: Statement = Statement::scoped(
    "ecr.layer_upload.of_registry",
    "SELECT id, repository, data_key, parts, short_part_end, created_at FROM layer_uploads \
     WHERE account = $1 AND region = $2 ORDER BY repository, id LIMIT $3",
);
static PARTS: Statement = Statement::scoped(
    "ecr.layer_upload.parts",
    "SELECT parts, short_part_end FROM layer_uploads WHERE account = $1 AND region = $2 AND repository = $3 AND id = $4",
)
.point();
static SET_PARTS: Statement = Statement::scoped(
    "ecr.layer_upload.set_parts",
    "UPDATE layer_uploads SET parts = $5, short_part_end = $6 \
     WHERE account = $1 AND region = $2 AND repository = $3 AND id = $4",
);
static DELETE: Statement = Statement::scoped(
    "ecr.layer_upload.delete",
    "DELETE FROM layer_uploads WHERE account = $1 AND region = $2 AND repository = $3 AND id = $4",
);

static EXPIRED: Statement = Statement::global(
    "ecr.layer_upload.expired",
    "SELECT account, region, repository, id, data_key, created_at FROM layer_uploads \
     WHERE created_at < $1 AND region = $2 AND (created_at, id) > ($3, $4) ORDER BY created_at, id LIMIT $5",
);

static OF_REPOSITORY: Statement = Statement::scoped(
    "ecr.layer_upload.of_repository",
    "SELECT id, data_key FROM layer_uploads WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &FIND,
    &INSERT,
    &COUNT,
    &OF_REGISTRY,
    &PARTS,
    &SET_PARTS,
    &DELETE,
    &EXPIRED,
    &OF_REPOSITORY,
];

pub(super) async fn find(
    database: &Database,
    scope: &Scope,
    repository: &RepositoryName,
    id: &UploadId,
) -> Result<Option<Upload>, Error> {
    let rows = database
        .query(&FIND, scope, params![repository.as_str(), id.to_string()])
        .await?;
    let Some(row) = rows.first() else { return Ok(None) };
    Ok(Some(Upload {
        id: *id,
        repository: row.text(0)?.to_owned(),
        data_key: row.text(1)?.to_owned(),
        parts: row.integer(2)?,
        short_part_end: row.opt_integer(3)?,
    }))
}

/// How many uploads of a registry are under way, counted up to `most`.
pub(super) fn count(transaction: &mut Transaction<'_>, scope: &Scope, most: i64) -> Result<i64, Error> {
    let row = transaction.query_one(&COUNT, scope, params![most])?;
    row.map_or(Ok(0), |row| row.integer(0))
}

/// Uploads of a registry, at most `most` of them, each with the time when it began. An id that is none is left out.
pub(super) async fn of_registry(
    database: &Database,
    scope: &Scope,
    most: i64,
) -> Result<Vec<(Upload, Timestamp)>, Error> {
    let rows = database.query(&OF_REGISTRY, scope, params![most]).await?;
    let mut uploads = Vec::new();
    for row in &rows {
        let Ok(id) = row.text(0)?.parse() else { continue };
        let upload = Upload {
            id,
            repository: row.text(1)?.to_owned(),
            data_key: row.text(2)?.to_owned(),
            parts: row.integer(3)?,
            short_part_end: row.opt_integer(4)?,
        };
        uploads.push((upload, Timestamp::from_micros(row.integer(5)?)));
    }
    Ok(uploads)
}

pub(super) fn insert(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    (id, data_key): (&UploadId, &str),
    now: Timestamp,
) -> Result<(), Error> {
    let values = params![repository, id.to_string(), now.micros(), data_key];
    transaction.execute(&INSERT, scope, values).map(drop)
}

/// Counts a part, and notes where it ends if it is short; `false` if the upload has `most` parts already. The parts may be noted
/// in another order than they arrived in.
pub(super) fn add_part(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    upload: &Upload,
    short_end: Option<i64>,
    most: i64,
) -> Result<bool, Error> {
    let (repository, id) = (upload.repository.as_str(), upload.id.to_string());
    let Some(row) = transaction.query_one(&PARTS, scope, params![repository, id.as_str()])? else {
        // It was ended meanwhile: nothing is left to count.
        return Ok(true);
    };
    let (parts, known) = (row.integer(0)?, row.opt_integer(1)?);
    if parts >= most {
        return Ok(false);
    }
    let first_end = known.into_iter().chain(short_end).min();
    let values = params![repository, id, parts + 1, first_end];
    transaction.execute(&SET_PARTS, scope, values)?;
    Ok(true)
}

pub(crate) fn delete(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    id: &str,
) -> Result<(), Error> {
    transaction
        .execute(&DELETE, scope, params![repository, id])
        .map(drop)
}

/// An upload whose time is over.
#[derive(Debug)]
pub(super) struct Expired {
    pub(super) account: String,
    pub(super) region: String,
    pub(super) repository: String,
    pub(super) id: String,
    pub(super) data_key: String,
    pub(super) created_at: i64,
}

/// A page of a Region's uploads that began before a time, after one of them, oldest first.
pub(super) async fn expired(
    database: &Database,
    region: &str,
    before: Timestamp,
    (created_at, id): (i64, &str),
    most: i64,
) -> Result<Vec<Expired>, Error> {
    let values = params![before.micros(), region, created_at, id, most];
    let rows = database.query_global(&EXPIRED, values).await?;
    let read = |row: &Row| {
        let text = |column| row.text(column).map(str::to_owned);
        Ok(Expired {
            account: text(0)?,
            region: text(1)?,
            repository: text(2)?,
            id: text(3)?,
            data_key: text(4)?,
            created_at: row.integer(5)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Some uploads into the repository, each with the data key that seals it.
pub(super) async fn of_repository(
    database: &Database,
    scope: &Scope,
    repository: &str,
    most: i64,
) -> Result<Vec<(String, String)>, Error> {
    let rows = database
        .query(&OF_REPOSITORY, scope, params![repository, most])
        .await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
        .collect()
}
