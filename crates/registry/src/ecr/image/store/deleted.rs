//! The SQL of deleted images that can be restored.

use bytes::Bytes;
use wharf_aws::Timestamp;
use wharf_kernel::Cell;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use super::super::model::DeletedImage;
use super::{children, damaged};

/// Within the database: a manifest has up to 4 MiB.
static KEEP: Statement = Statement::scoped(
    "ecr.deleted_image.keep",
    "INSERT INTO deleted_images (account, region, repository, digest, media_type, artifact_type, subject, annotations, \
     content_size, manifest_size, pushed_at, status, archived_at, activated_at, pulled_at, manifest, tags, deleted_at, \
     kept_until, other_form) \
     SELECT i.account, i.region, i.repository, i.digest, i.media_type, i.artifact_type, i.subject, i.annotations, \
     i.content_size, i.manifest_size, i.pushed_at, i.status, i.archived_at, i.activated_at, i.pulled_at, m.manifest, $5, \
     CAST($6 AS BIGINT), CAST($7 AS BIGINT), i.other_form FROM images i JOIN manifests m \
     ON m.account = i.account AND m.region = i.region AND m.repository = i.repository AND m.digest = i.digest \
     WHERE i.account = $1 AND i.region = $2 AND i.repository = $3 AND i.digest = $4",
);
static FIND: Statement = Statement::scoped(
    "ecr.deleted_image.find",
    "SELECT media_type, artifact_type, subject, annotations, content_size, manifest_size, pushed_at, status, archived_at, \
     activated_at, pulled_at, manifest, other_form, tags FROM deleted_images \
     WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
static LIST: Statement = Statement::scoped(
    "ecr.deleted_image.list",
    "SELECT digest, tags, content_size, deleted_at, kept_until FROM deleted_images \
     WHERE account = $1 AND region = $2 AND repository = $3 AND digest > $4 ORDER BY digest LIMIT $5",
);
static IMAGE: Statement = Statement::scoped(
    "ecr.deleted_image.restore_image",
    "INSERT INTO images (account, region, repository, digest, media_type, artifact_type, subject, annotations, \
     content_size, manifest_size, pushed_at, tag_count, status, archived_at, activated_at, pulled_at, other_form) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $13, $14, $15, $16)",
);
static DELETE: Statement = Statement::scoped(
    "ecr.deleted_image.delete",
    "DELETE FROM deleted_images WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4 \
     RETURNING manifest_size",
);
static IS_KEPT: Statement = Statement::scoped(
    "ecr.deleted_image.is_kept",
    "SELECT 1 FROM deleted_images WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
static EXPIRED: Statement = Statement::global(
    "ecr.deleted_image.expired",
    "SELECT account, repository, digest, manifest_size FROM deleted_images WHERE region = $1 AND kept_until <= $2 \
     ORDER BY kept_until LIMIT $3",
);

static COUNT: Statement = Statement::global(
    "ecr.deleted_image.count",
    "SELECT COUNT(*) FROM (SELECT 1 FROM deleted_images WHERE region = $1 AND kept_until > $2 LIMIT $3) counted",
);

pub(crate) static STATEMENTS: &[&Statement] =
    &[&KEEP, &FIND, &LIST, &IMAGE, &DELETE, &IS_KEPT, &EXPIRED, &COUNT];

/// What the rows of an image say.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    pub(crate) media_type: String,
    pub(crate) artifact_type: Option<String>,
    pub(crate) subject: Option<String>,
    annotations: Option<String>,
    content_size: i64,
    manifest_size: i64,
    pushed_at: i64,
    pub(crate) status: String,
    archived_at: Option<i64>,
    activated_at: Option<i64>,
    pulled_at: Option<i64>,
    pub(crate) manifest: Bytes,
    other_form: Option<String>,
}

fn rows(row: &Row) -> Result<Rows, Error> {
    let owned = |column| Ok::<_, Error>(row.opt_text(column)?.map(str::to_owned));
    Ok(Rows {
        media_type: row.text(0)?.to_owned(),
        artifact_type: owned(1)?,
        subject: owned(2)?,
        annotations: owned(3)?,
        content_size: row.integer(4)?,
        manifest_size: row.integer(5)?,
        pushed_at: row.integer(6)?,
        status: row.text(7)?.to_owned(),
        archived_at: row.opt_integer(8)?,
        activated_at: row.opt_integer(9)?,
        pulled_at: row.opt_integer(10)?,
        manifest: row.blob(11)?,
        other_form: owned(12)?,
    })
}

/// Keeps the rows of an image that is about to be deleted, and the tags that it had; whether it has a manifest, without which it is not kept.
pub(crate) fn keep(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    (repository, digest): (&str, &str),
    tags: &[String],
    (now, until): (Timestamp, Timestamp),
) -> Result<bool, Error> {
    let values = params![
        repository,
        digest,
        serde_json::json!(tags).to_string(),
        now.micros(),
        until.micros()
    ];
    Ok(transaction.execute(&KEEP, scope, values)? == 1)
}

/// A deleted image: what its rows were, and its tags.
pub(crate) fn find(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Option<(Rows, Vec<String>)>, Error> {
    let row = transaction.query_one(&FIND, scope, params![repository, digest])?;
    row.map(|row| Ok((rows(&row)?, tags(row.text(13)?)?))).transpose()
}

fn tags(text: &str) -> Result<Vec<String>, Error> {
    serde_json::from_str(text).map_err(|_| Error::Corrupt("deleted_images.tags".to_owned()))
}

/// A page of the deleted images of a repository, in the order of their digests.
pub(crate) async fn list(
    database: &Database,
    scope: &Scope,
    repository: &str,
    after: &str,
    most: i64,
) -> Result<Vec<DeletedImage>, Error> {
    let rows = database
        .query(&LIST, scope, params![repository, after, most])
        .await?;
    let read = |row: &Row| {
        Ok(DeletedImage {
            digest: row.text(0)?.to_owned(),
            tags: tags(row.text(1)?)?,
            size: row.integer(2)?,
            deleted_at: Timestamp::from_micros(row.integer(3)?),
            kept_until: Timestamp::from_micros(row.integer(4)?),
        })
    };
    rows.iter().map(read).collect()
}

/// How many deleted images of a Region can still be restored, counted up to a bound.
pub(crate) async fn count(cell: &Cell, now: Timestamp, most: i64) -> Result<i64, Error> {
    let values = params![cell.region.as_str(), now.micros(), most];
    let rows = cell.database.query_global(&COUNT, values).await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}

/// What a deleted image names: its layers, and its images.
pub(crate) fn children(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<(Vec<String>, Vec<String>), Error> {
    let (mut layers, mut images) = (Vec::new(), Vec::new());
    for (child, kind) in children::named(transaction, scope, repository, (digest, true))? {
        match kind.as_str() {
            "layer" => layers.push(child),
            _ => images.push(child),
        }
    }
    Ok((layers, images))
}

/// Puts the rows of an image back, without its manifest and tags.
pub(crate) fn restore(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    (repository, digest): (&str, &str),
    rows: &Rows,
) -> Result<(), Error> {
    let values = params![
        repository,
        digest,
        rows.media_type.as_str(),
        rows.artifact_type.as_deref(),
        rows.subject.as_deref(),
        rows.annotations.as_deref(),
        rows.content_size,
        rows.manifest_size,
        rows.pushed_at,
        rows.status.as_str(),
        rows.archived_at,
        rows.activated_at,
        rows.pulled_at,
        rows.other_form.as_deref()
    ];
    transaction.execute(&IMAGE, scope, values)?;
    children::set_kept(transaction, scope, repository, (digest, false))?;
    transaction
        .query_one(&DELETE, scope, params![repository, digest])
        .map(drop)
}

/// Ends the keeping of an image, if it is kept, and with it the mark of a damaged one: it was pushed again, or its time is over. How many
/// bytes its manifest had, which the caller takes from what is counted.
pub(crate) fn forget(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<i64, Error> {
    let Some(gone) = transaction.query_one(&DELETE, scope, params![repository, digest])? else {
        return Ok(0);
    };
    children::forget(transaction, scope, repository, digest)?;
    damaged::unmark(transaction, scope, repository, digest)?;
    gone.integer(0)
}

/// Whether an image is kept.
pub(crate) fn is_kept(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<bool, Error> {
    let row = transaction.query_one(&IS_KEPT, scope, params![repository, digest])?;
    Ok(row.is_some())
}

/// A deleted image whose time is over.
#[derive(Clone, Debug)]
pub(crate) struct Expired {
    pub(crate) scope: Scope,
    pub(crate) repository: String,
    pub(crate) digest: String,
    /// Of its manifest.
    pub(crate) bytes: i64,
}

/// Some of a Region's deleted images whose time is over.
pub(crate) async fn expired(
    database: &Database,
    region: &str,
    now: Timestamp,
    most: i64,
) -> Result<Vec<Expired>, Error> {
    let rows = database
        .query_global(&EXPIRED, params![region, now.micros(), most])
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Expired {
                scope: Scope::new(row.text(0)?, region),
                repository: row.text(1)?.to_owned(),
                digest: row.text(2)?.to_owned(),
                bytes: row.integer(3)?,
            })
        })
        .collect()
}
