//! The SQL of lifecycle policies and their previews.

use wharf_aws::Timestamp;
use wharf_oci::name::RepositoryName;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use super::super::repository::Life;

use crate::Cell;

static FIND: Statement = Statement::scoped(
    "ecr.lifecycle.find",
    "SELECT document, evaluated_at FROM lifecycle_policies \
     WHERE account = $1 AND region = $2 AND repository = $3",
)
.point();
static PUT: Statement = Statement::scoped(
    "ecr.lifecycle.put",
    "INSERT INTO lifecycle_policies (account, region, repository, name, document, revision, due_at, leased_until) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0) ON CONFLICT (account, region, repository) DO UPDATE \
     SET document = excluded.document, revision = excluded.revision, due_at = excluded.due_at, leased_until = 0",
);
static DELETE: Statement = Statement::scoped(
    "ecr.lifecycle.delete",
    "DELETE FROM lifecycle_policies WHERE account = $1 AND region = $2 AND repository = $3",
);
static DUE: Statement = Statement::global(
    "ecr.lifecycle.due",
    "SELECT account, region, repository, name, document, revision FROM lifecycle_policies \
     WHERE due_at <= $1 AND leased_until <= $1 AND region = $2 ORDER BY due_at LIMIT 1",
);
static LEASE: Statement = Statement::scoped(
    "ecr.lifecycle.lease",
    "UPDATE lifecycle_policies SET leased_until = $6 WHERE account = $1 AND region = $2 AND repository = $3 \
     AND revision = $4 AND leased_until <= $5",
);
static HOLD: Statement = Statement::scoped(
    "ecr.lifecycle.hold",
    "UPDATE lifecycle_policies SET leased_until = $5 WHERE account = $1 AND region = $2 AND repository = $3 \
     AND revision = $4",
);
static EVALUATED: Statement = Statement::scoped(
    "ecr.lifecycle.evaluated",
    "UPDATE lifecycle_policies SET evaluated_at = $5, due_at = $6, leased_until = 0 \
     WHERE account = $1 AND region = $2 AND repository = $3 AND revision = $4",
);
static ORPHANS: Statement = Statement::scoped(
    "ecr.lifecycle.orphans",
    "SELECT i.subject, i.status, i.digest FROM images i WHERE i.account = $1 AND i.region = $2 AND i.repository = $3 \
     AND i.subject IS NOT NULL AND i.pushed_at < $4 AND (i.subject, i.status, i.digest) > ($5, $6, $7) \
     AND NOT EXISTS (SELECT 1 FROM images s WHERE s.account = $1 AND s.region = $2 AND s.repository = $3 \
     AND s.digest = i.subject) ORDER BY i.subject, i.status, i.digest LIMIT $8",
);

pub(crate) static STATEMENTS: &[&Statement] =
    &[&FIND, &PUT, &DELETE, &DUE, &LEASE, &HOLD, &EVALUATED, &ORPHANS];

/// A policy as it is stored.
pub(crate) struct Stored {
    pub(crate) document: String,
    pub(crate) evaluated_at: Option<Timestamp>,
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

/// A document for a repository, and when it is due.
#[derive(Clone, Debug)]
pub(crate) struct New<'a> {
    pub(crate) document: &'a str,
    pub(crate) revision: &'a str,
    pub(crate) due_at: Timestamp,
}

pub(crate) fn put(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    (repository, name): (&str, &RepositoryName),
    new: &New<'_>,
) -> Result<(), Error> {
    let values = params![
        repository,
        name.as_str(),
        new.document,
        new.revision,
        new.due_at.micros()
    ];
    transaction.execute(&PUT, scope, values).map(drop)
}

/// Takes the policy away, and gives it.
pub(crate) fn delete(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
) -> Result<Option<Stored>, Error> {
    let row = transaction.query_one(&FIND, scope, params![repository])?;
    transaction.execute(&DELETE, scope, params![repository])?;
    row.as_ref().map(read).transpose()
}

/// A policy whose turn it is.
#[derive(Clone, Debug)]
pub(crate) struct Due {
    pub(crate) scope: Scope,
    pub(crate) repository: String,
    pub(crate) name: String,
    pub(crate) document: String,
    pub(crate) revision: String,
}

impl Due {
    /// The life of the repository.
    pub(crate) fn life(&self) -> Life<'_> {
        Life {
            id: &self.repository,
            name: &self.name,
        }
    }
}

/// The policy of the Region that has waited longest and nobody holds.
pub(crate) async fn due(cell: &Cell, now: Timestamp) -> Result<Option<Due>, Error> {
    let values = params![now.micros(), cell.region.as_str()];
    let rows = cell.database.query_global(&DUE, values).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    Ok(Some(Due {
        scope: Scope::new(row.text(0)?, row.text(1)?),
        repository: row.text(2)?.to_owned(),
        name: row.text(3)?.to_owned(),
        document: row.text(4)?.to_owned(),
        revision: row.text(5)?.to_owned(),
    }))
}

/// Takes hold of a policy until `until`; `false` when somebody else has, or it is another document by now.
pub(crate) fn lease(
    transaction: &mut Transaction<'_>,
    due: &Due,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, Error> {
    let values = params![
        due.repository.as_str(),
        due.revision.as_str(),
        now.micros(),
        until.micros()
    ];
    Ok(transaction.execute(&LEASE, &due.scope, values)? == 1)
}

/// Holds a policy on; `false` when it is another document by now.
pub(crate) fn hold(transaction: &mut Transaction<'_>, due: &Due, until: Timestamp) -> Result<bool, Error> {
    let values = params![due.repository.as_str(), due.revision.as_str(), until.micros()];
    Ok(transaction.execute(&HOLD, &due.scope, values)? == 1)
}

/// Lets a policy go until its next turn.
pub(crate) fn evaluated(
    transaction: &mut Transaction<'_>,
    due: &Due,
    now: Timestamp,
    next: Timestamp,
) -> Result<(), Error> {
    let values = params![
        due.repository.as_str(),
        due.revision.as_str(),
        now.micros(),
        next.micros()
    ];
    transaction.execute(&EVALUATED, &due.scope, values).map(drop)
}

/// A referrer whose subject is gone: the subject, the referrer's state and digest.
pub(crate) type Orphan = [String; 3];

/// Some referrers, pushed before `before`, whose subject is gone; after `after`.
pub(crate) async fn orphans(
    database: &Database,
    due: &Due,
    before: Timestamp,
    [subject, status, digest]: &Orphan,
    most: i64,
) -> Result<Vec<Orphan>, Error> {
    let values = params![
        due.repository.as_str(),
        before.micros(),
        subject.as_str(),
        status.as_str(),
        digest.as_str(),
        most
    ];
    let rows = database.query(&ORPHANS, &due.scope, values).await?;
    let read = |row: &Row| {
        let text = |column| row.text(column).map(str::to_owned);
        Ok([text(0)?, text(1)?, text(2)?])
    };
    rows.iter().map(read).collect()
}
