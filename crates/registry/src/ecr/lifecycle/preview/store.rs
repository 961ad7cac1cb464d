//! The SQL of previews.

use std::str::FromStr;

use crate::sweep::Sweep;
use wharf_aws::Timestamp;
use wharf_aws::ecr::{ImageActionType, LifecyclePolicyPreviewStatus, LifecyclePolicyStorageClass};
use wharf_job::Put;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use crate::repository_key::RepositoryKey;

/// The job that makes previews.
pub(super) const JOB: &str = "lifecycle-preview";

static FIND: Statement = Statement::scoped(
    "ecr.lifecycle.preview.find",
    "SELECT document, revision, status, started_at, expiring, archiving FROM lifecycle_previews \
     WHERE account = $1 AND region = $2 AND repository = $3",
)
.point();
static START: Statement = Statement::scoped(
    "ecr.lifecycle.preview.start",
    "INSERT INTO lifecycle_previews (account, region, repository, document, revision, status, started_at, expiring, \
     archiving) VALUES ($1, $2, $3, $4, $5, 'IN_PROGRESS', $6, 0, 0) ON CONFLICT (account, region, repository) \
     DO UPDATE SET document = excluded.document, revision = excluded.revision, status = excluded.status, \
     started_at = excluded.started_at, expiring = 0, archiving = 0",
);
static FINISH: Statement = Statement::scoped(
    "ecr.lifecycle.preview.finish",
    "UPDATE lifecycle_previews SET status = $5, expiring = $6, archiving = $7 \
     WHERE account = $1 AND region = $2 AND repository = $3 AND revision = $4",
);
static DELETE: Statement = Statement::scoped(
    "ecr.lifecycle.preview.delete",
    "DELETE FROM lifecycle_previews WHERE account = $1 AND region = $2 AND repository = $3",
);
static WAITING: Statement = Statement::scoped(
    "ecr.lifecycle.preview.waiting",
    "SELECT document, revision FROM lifecycle_previews WHERE account = $1 AND region = $2 AND repository = $3 \
     AND status = 'IN_PROGRESS'",
)
.point();
static FAIL: Statement = Statement::scoped(
    "ecr.lifecycle.preview.fail",
    "UPDATE lifecycle_previews SET status = 'FAILED' WHERE account = $1 AND region = $2 AND repository = $3 \
     AND status = 'IN_PROGRESS'",
);
static ADD: Statement = Statement::scoped(
    "ecr.lifecycle.preview.add",
    "INSERT INTO lifecycle_preview_results (account, region, repository, revision, position, digest, tags, pushed_at, \
     action, priority, storage_class) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
     ON CONFLICT (account, region, repository, revision, position) DO NOTHING",
);
static LIST: Statement = Statement::scoped(
    "ecr.lifecycle.preview.list",
    "SELECT position, digest, tags, pushed_at, action, priority, storage_class FROM lifecycle_preview_results \
     WHERE account = $1 AND region = $2 AND repository = $3 AND revision = $4 AND position > $5 \
     ORDER BY position LIMIT $6",
);
static BY_DIGEST: Statement = Statement::scoped(
    "ecr.lifecycle.preview.by_digest",
    "SELECT position, digest, tags, pushed_at, action, priority, storage_class FROM lifecycle_preview_results \
     WHERE account = $1 AND region = $2 AND repository = $3 AND revision = $4 AND digest = $5",
);
static FORGET: Statement = Statement::scoped(
    "ecr.lifecycle.preview.forget",
    "DELETE FROM lifecycle_preview_results WHERE account = $1 AND region = $2 AND repository = $3 \
     AND (revision, position) IN (SELECT revision, position FROM lifecycle_preview_results \
     WHERE account = $1 AND region = $2 AND repository = $3 AND revision <> $4 LIMIT $5)",
);

static SWEEP: Statement = Statement::scoped(
    "ecr.lifecycle.preview.sweep",
    "DELETE FROM lifecycle_preview_results WHERE account = $1 AND region = $2 AND repository = $3 \
     AND (revision, position) IN (SELECT revision, position \
     FROM lifecycle_preview_results WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &FIND, &START, &FINISH, &DELETE, &WAITING, &FAIL, &ADD, &LIST, &BY_DIGEST, &FORGET, &SWEEP,
];

/// How the rows of a repository go whose name is gone.
pub(crate) static SWEEPS: &[Sweep] = &[Sweep::rows("lifecycle_preview_results", &SWEEP)];

/// A preview.
pub(super) struct Preview {
    pub(super) document: String,
    pub(super) revision: String,
    pub(super) status: LifecyclePolicyPreviewStatus,
    pub(super) started_at: Timestamp,
    pub(super) expiring: i64,
    pub(super) archiving: i64,
}

/// A column that holds one of the names of an enumeration.
fn parsed<T: FromStr>(row: &Row, column: usize, name: &str) -> Result<T, Error> {
    let parsed = row.text(column)?.parse();
    parsed.map_err(|_| Error::Corrupt(name.to_owned()))
}

fn read(row: &Row) -> Result<Preview, Error> {
    Ok(Preview {
        document: row.text(0)?.to_owned(),
        revision: row.text(1)?.to_owned(),
        status: parsed(row, 2, "lifecycle_previews.status")?,
        started_at: Timestamp::from_micros(row.integer(3)?),
        expiring: row.integer(4)?,
        archiving: row.integer(5)?,
    })
}

pub(super) fn find_in(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
) -> Result<Option<Preview>, Error> {
    let row = transaction.query_one(&FIND, scope, params![repository])?;
    row.as_ref().map(read).transpose()
}

pub(super) async fn find(
    database: &Database,
    scope: &Scope,
    repository: &str,
) -> Result<Option<Preview>, Error> {
    let rows = database.query(&FIND, scope, params![repository]).await?;
    rows.first().map(read).transpose()
}

pub(super) fn start(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    (document, revision): (&str, &str),
    now: Timestamp,
) -> Result<(), Error> {
    let values = params![key.id, document, revision, now.micros()];
    transaction.execute(&START, scope, values)?;
    let work = Put {
        job: JOB,
        key: &key.text(),
        destination: "",
        due_at: now.micros(),
        now: now.micros(),
    };
    wharf_job::replace(transaction, scope, &work)
}

/// Says that a preview will not be made.
pub(super) fn fail(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
) -> Result<(), Error> {
    transaction.execute(&FAIL, scope, params![key.id]).map(drop)
}

/// Says how a preview ended; nothing when another one began meanwhile.
pub(super) fn finish(
    transaction: &mut Transaction<'_>,
    waiting: &Waiting,
    status: LifecyclePolicyPreviewStatus,
    (expiring, archiving): (i64, i64),
) -> Result<(), Error> {
    let values = params![
        waiting.repository.as_str(),
        waiting.revision.as_str(),
        status.as_str(),
        expiring,
        archiving
    ];
    transaction.execute(&FINISH, &waiting.scope, values).map(drop)
}

/// Takes a repository's preview away; its results are swept.
pub(crate) fn delete(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
) -> Result<(), Error> {
    transaction.execute(&DELETE, scope, params![key.id])?;
    wharf_job::remove(transaction, scope, JOB, &key.text())
}

/// A preview that is still to be made.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    pub(super) scope: Scope,
    pub(super) repository: String,
    pub(super) document: String,
    pub(super) revision: String,
    pub(super) name: String,
}

pub(super) async fn waiting(
    database: &Database,
    scope: &Scope,
    key: RepositoryKey<'_>,
) -> Result<Option<Waiting>, Error> {
    let rows = database.query(&WAITING, scope, params![key.id]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    Ok(Some(Waiting {
        scope: scope.clone(),
        repository: key.id.to_owned(),
        document: row.text(0)?.to_owned(),
        revision: row.text(1)?.to_owned(),
        name: key.name.to_owned(),
    }))
}

/// What a policy would do to one image.
#[derive(Clone, Debug)]
pub(super) struct Effect {
    pub(super) position: i64,
    pub(super) digest: String,
    pub(super) tags: Vec<String>,
    pub(super) pushed_at: Timestamp,
    pub(super) action: ImageActionType,
    pub(super) priority: i64,
    pub(super) storage_class: LifecyclePolicyStorageClass,
}

pub(super) fn add(
    transaction: &mut Transaction<'_>,
    waiting: &Waiting,
    effect: &Effect,
) -> Result<(), Error> {
    let values = params![
        waiting.repository.as_str(),
        waiting.revision.as_str(),
        effect.position,
        effect.digest.as_str(),
        serde_json::Value::from(effect.tags.clone()).to_string(),
        effect.pushed_at.micros(),
        effect.action.as_str(),
        effect.priority,
        effect.storage_class.as_str()
    ];
    transaction.execute(&ADD, &waiting.scope, values).map(drop)
}

fn read_effect(row: &Row) -> Result<Effect, Error> {
    let corrupt = |_| Error::Corrupt("lifecycle_preview_results.tags".to_owned());
    Ok(Effect {
        position: row.integer(0)?,
        digest: row.text(1)?.to_owned(),
        tags: serde_json::from_str(row.text(2)?).map_err(corrupt)?,
        pushed_at: Timestamp::from_micros(row.integer(3)?),
        action: parsed(row, 4, "lifecycle_preview_results.action")?,
        priority: row.integer(5)?,
        storage_class: parsed(row, 6, "lifecycle_preview_results.storage_class")?,
    })
}

/// A page of effects after a position.
pub(super) async fn list(
    database: &Database,
    scope: &Scope,
    (repository, revision): (&str, &str),
    after: i64,
    most: usize,
) -> Result<Vec<Effect>, Error> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = database
        .query(&LIST, scope, params![repository, revision, after, most])
        .await?;
    rows.iter().map(read_effect).collect()
}

/// What would happen to one image, if anything.
pub(super) fn by_digest(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    (repository, revision): (&str, &str),
    digest: &str,
) -> Result<Option<Effect>, Error> {
    let row = transaction.query_one(&BY_DIGEST, scope, params![repository, revision, digest])?;
    row.as_ref().map(read_effect).transpose()
}

/// Removes some results of other previews of the repository; says how many.
pub(super) fn forget(transaction: &mut Transaction<'_>, waiting: &Waiting, most: i64) -> Result<u64, Error> {
    let values = params![waiting.repository.as_str(), waiting.revision.as_str(), most];
    transaction.execute(&FORGET, &waiting.scope, values)
}
