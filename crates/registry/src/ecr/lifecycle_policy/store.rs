//! The SQL of lifecycle policies.

use std::time::Duration;

use wharf_aws::Timestamp;
use wharf_job::Put;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use crate::repository_key::RepositoryKey;

/// The job that carries policies out.
pub(crate) const JOB: &str = "lifecycle-policy";
/// How long a new policy waits for its first turn.
const FIRST_TURN: Duration = Duration::from_secs(60);

static FIND: Statement = Statement::scoped(
    "ecr.lifecycle.find",
    "SELECT document, evaluated_at FROM lifecycle_policies \
     WHERE account = $1 AND region = $2 AND repository = $3",
)
.point();
static PUT: Statement = Statement::scoped(
    "ecr.lifecycle.put",
    "INSERT INTO lifecycle_policies (account, region, repository, name, document, revision) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account, region, repository) DO UPDATE \
     SET document = excluded.document, revision = excluded.revision",
);
static DELETE: Statement = Statement::scoped(
    "ecr.lifecycle.delete",
    "DELETE FROM lifecycle_policies WHERE account = $1 AND region = $2 AND repository = $3",
);
static READ: Statement = Statement::scoped(
    "ecr.lifecycle.read",
    "SELECT name, document, revision FROM lifecycle_policies WHERE account = $1 AND region = $2 AND repository = $3",
)
.point();
static EVALUATED: Statement = Statement::scoped(
    "ecr.lifecycle.evaluated",
    "UPDATE lifecycle_policies SET evaluated_at = $5 \
     WHERE account = $1 AND region = $2 AND repository = $3 AND revision = $4",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &PUT, &DELETE, &READ, &EVALUATED];

/// A policy as it is stored.
pub(crate) struct Stored {
    pub(crate) document: String,
    pub(crate) evaluated_at: Option<Timestamp>,
}

impl Stored {
    /// When it had its last turn; the beginning of the epoch before the first (AWS CLI Command Reference, *delete-lifecycle-policy*,
    /// its example).
    pub(crate) fn last_evaluated_at(&self) -> Timestamp {
        self.evaluated_at.unwrap_or(Timestamp::from_micros(0))
    }
}

fn read(row: &Row) -> Result<Stored, Error> {
    Ok(Stored {
        document: row.text(0)?.to_owned(),
        evaluated_at: row.opt_integer(1)?.map(Timestamp::from_micros),
    })
}

/// The policy of a repository.
pub(crate) async fn find(
    database: &Database,
    scope: &Scope,
    repository: &str,
) -> Result<Option<Stored>, Error> {
    let rows = database.query(&FIND, scope, params![repository]).await?;
    rows.first().map(read).transpose()
}

/// A document for a repository.
#[derive(Clone, Debug)]
pub(crate) struct New<'a> {
    pub(crate) document: &'a str,
    pub(crate) revision: &'a str,
    pub(crate) now: Timestamp,
}

/// Puts a policy in place of the one before, if any; its first turn comes soon.
pub(crate) fn put(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    new: &New<'_>,
) -> Result<(), Error> {
    let values = params![key.id, key.name, new.document, new.revision];
    transaction.execute(&PUT, scope, values)?;
    let work = Put {
        job: JOB,
        key: &key.text(),
        destination: "",
        due_at: new.now.plus(FIRST_TURN).micros(),
        now: new.now.micros(),
    };
    wharf_job::replace(transaction, scope, &work)
}

/// Takes the policy away, and gives it.
pub(crate) fn delete(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
) -> Result<Option<Stored>, Error> {
    let row = transaction.query_one(&FIND, scope, params![key.id])?;
    transaction.execute(&DELETE, scope, params![key.id])?;
    wharf_job::remove(transaction, scope, JOB, &key.text())?;
    row.as_ref().map(read).transpose()
}

/// A policy that is carried out.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    pub(crate) scope: Scope,
    pub(crate) repository: String,
    pub(crate) name: String,
    pub(crate) document: String,
    pub(crate) revision: String,
}

impl Policy {
    /// The repository.
    pub(crate) fn key(&self) -> RepositoryKey<'_> {
        RepositoryKey {
            id: &self.repository,
            name: &self.name,
        }
    }
}

/// The policy of a repository, to be carried out.
pub(crate) async fn policy(
    database: &Database,
    scope: &Scope,
    repository: &str,
) -> Result<Option<Policy>, Error> {
    let rows = database.query(&READ, scope, params![repository]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    Ok(Some(Policy {
        scope: scope.clone(),
        repository: repository.to_owned(),
        name: row.text(0)?.to_owned(),
        document: row.text(1)?.to_owned(),
        revision: row.text(2)?.to_owned(),
    }))
}

/// Says when a policy had its turn.
pub(crate) fn evaluated(
    transaction: &mut Transaction<'_>,
    policy: &Policy,
    now: Timestamp,
) -> Result<(), Error> {
    let values = params![policy.repository.as_str(), policy.revision.as_str(), now.micros()];
    transaction.execute(&EVALUATED, &policy.scope, values).map(drop)
}
