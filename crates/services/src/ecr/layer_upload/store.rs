//! The SQL of layer uploads.

use wharf_aws::Timestamp;
use wharf_blob::UploadId;
use wharf_oci::name::RepositoryName;
use wharf_sql::{Database, Error, Scope, Statement, Transaction, params};

use super::Upload;

static FIND: Statement = Statement::scoped(
    "ecr.layer_upload.find",
    "SELECT u.repository, u.last_part_size, u.has_short_part, u.data_key, u.parts FROM repositories r \
     JOIN layer_uploads u ON u.account = r.account AND u.region = r.region AND u.repository = r.id \
     WHERE r.account = $1 AND r.region = $2 AND r.name = $3 AND u.id = $4",
)
.point();
static INSERT: Statement = Statement::scoped(
    "ecr.layer_upload.insert",
    "INSERT INTO layer_uploads (account, region, repository, id, created_at, last_part_size, has_short_part, data_key) \
     VALUES ($1, $2, $3, $4, $5, 0, 0, $6)",
);
static SET_PARTS: Statement = Statement::scoped(
    "ecr.layer_upload.set_parts",
    "UPDATE layer_uploads SET last_part_size = $5, has_short_part = $6, parts = parts + 1 \
     WHERE account = $1 AND region = $2 AND repository = $3 AND id = $4",
);
static DELETE: Statement = Statement::scoped(
    "ecr.layer_upload.delete",
    "DELETE FROM layer_uploads WHERE account = $1 AND region = $2 AND repository = $3 AND id = $4",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &INSERT, &SET_PARTS, &DELETE];

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
        last_part_size: row.integer(1)?,
        has_short_part: row.boolean(2)?,
        data_key: row.text(3)?.to_owned(),
        parts: row.integer(4)?,
    }))
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

pub(super) fn set_parts(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    upload: &Upload,
    last_part_size: i64,
    has_short_part: bool,
) -> Result<(), Error> {
    let values = params![
        upload.repository.as_str(),
        upload.id.to_string(),
        last_part_size,
        has_short_part
    ];
    transaction.execute(&SET_PARTS, scope, values).map(drop)
}

pub(crate) fn delete(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    id: &UploadId,
) -> Result<(), Error> {
    transaction
        .execute(&DELETE, scope, params![repository, id.to_string()])
        .map(drop)
}
