//! The SQL of repositories.

use wharf_aws::Timestamp;
use wharf_aws::ecr::ImageTagMutability;
use wharf_job::Put;
use wharf_kernel::Unavailable;
use wharf_oci::name::RepositoryName;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use super::super::encryption::Encryption;
use super::super::revision;
use super::{Repository, TagMutability};
use crate::store_identity::Here;

/// The job that removes what hung on a repository.
pub(crate) const REMOVAL: &str = "repository-removal";

static FIND: Statement = Statement::scoped(
    "ecr.repository.find",
    "SELECT id, name, created_at, tag_mutability, mutability_filters, encryption_type, kms_key, data_key \
     FROM repositories \
     WHERE account = $1 AND region = $2 AND name = $3",
)
.point();
static FIND_BESIDE: Statement = Statement::scoped(
    "ecr.repository.find_beside",
    "SELECT r.id, r.name, r.created_at, r.tag_mutability, r.mutability_filters, r.encryption_type, r.kms_key, r.data_key, s.id \
     FROM repositories r LEFT JOIN store_identities s ON s.region = r.region \
     WHERE r.account = $1 AND r.region = $2 AND r.name = $3",
)
.point();
static LIST: Statement = Statement::scoped(
    "ecr.repository.list",
    "SELECT id, name, created_at, tag_mutability, mutability_filters, encryption_type, kms_key, data_key \
     FROM repositories \
     WHERE account = $1 AND region = $2 AND name > $3 ORDER BY name LIMIT $4",
);
static INSERT: Statement = Statement::scoped(
    "ecr.repository.insert",
    "INSERT INTO repositories (account, region, id, name, created_at, tag_mutability, mutability_filters, \
     encryption_type, kms_key, data_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (account, region, name) DO NOTHING",
);
static SET_MUTABILITY: Statement = Statement::scoped(
    "ecr.repository.set_mutability",
    "UPDATE repositories SET tag_mutability = $4, mutability_filters = $5 \
     WHERE account = $1 AND region = $2 AND name = $3",
);
static HOLDS_IMAGES: Statement = Statement::scoped(
    "ecr.repository.holds_images",
    "SELECT 1 FROM images WHERE account = $1 AND region = $2 AND repository = $3 LIMIT 1",
);
static DELETE: Statement = Statement::scoped(
    "ecr.repository.delete",
    "DELETE FROM repositories WHERE account = $1 AND region = $2 AND name = $3",
);
pub(crate) static STATEMENTS: &[&Statement] = &[
    &FIND,
    &FIND_BESIDE,
    &LIST,
    &INSERT,
    &SET_MUTABILITY,
    &HOLDS_IMAGES,
    &DELETE,
];

/// The repository of that name, outside a transaction.
pub(crate) async fn find(
    database: &Database,
    scope: &Scope,
    name: &RepositoryName,
) -> Result<Option<Repository>, Error> {
    let rows = database.query(&FIND, scope, params![name.as_str()]).await?;
    rows.first().map(read).transpose()
}

/// The repository of that name, as the transaction sees it.
pub(crate) fn find_in(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    name: &RepositoryName,
) -> Result<Option<Repository>, Error> {
    transaction
        .query_one(&FIND, scope, params![name.as_str()])?
        .as_ref()
        .map(read)
        .transpose()
}

/// [`find_in`] for who writes rows that name bytes: refused where the rows belong to another store than the one that is here.
pub(crate) fn find_beside(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    name: &RepositoryName,
    here: &Here,
) -> Result<Option<Repository>, Unavailable> {
    let Some(row) = transaction.query_one(&FIND_BESIDE, scope, params![name.as_str()])? else {
        return Ok(None);
    };
    here.require(row.opt_text(8)?)?;
    Ok(Some(read(&row)?))
}

/// A page of repositories in the order of their names, after `after`.
pub(crate) async fn list(
    database: &Database,
    scope: &Scope,
    after: &str,
    limit: usize,
) -> Result<Vec<Repository>, Error> {
    let rows = database
        .query(
            &LIST,
            scope,
            params![after, i64::try_from(limit).unwrap_or(i64::MAX)],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// What became of a repository that was to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inserted {
    /// It is there.
    Yes,
    /// There is one of that name.
    NameTaken,
    /// The quota is used up: the transaction must not be kept.
    OverQuota,
}

/// Makes a repository, of at most `quota`.
pub(crate) fn insert(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &Repository,
    quota: i64,
) -> Result<Inserted, Error> {
    let values = params![
        repository.id.as_str(),
        repository.name.as_str(),
        repository.created_at.micros(),
        repository.mutability.mode.as_str(),
        repository.mutability.exclusions.join("\n"),
        repository.encryption.kind.as_str(),
        repository.encryption.kms_key.as_str(),
        repository.encryption.data_key.as_str()
    ];
    let inserted = transaction.execute(&INSERT, scope, values)? == 1;
    if inserted {
        let count = revision::store::count_repositories(transaction, scope, 1)?;
        if count > quota {
            return Ok(Inserted::OverQuota);
        }
        return Ok(Inserted::Yes);
    }
    Ok(Inserted::NameTaken)
}

pub(super) fn set_mutability(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    name: &RepositoryName,
    mutability: &TagMutability,
) -> Result<bool, Error> {
    let values = params![
        name.as_str(),
        mutability.mode.as_str(),
        mutability.exclusions.join("\n")
    ];
    Ok(transaction.execute(&SET_MUTABILITY, scope, values)? == 1)
}

pub(crate) fn holds_images(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &Repository,
) -> Result<bool, Error> {
    Ok(transaction
        .query_one(&HOLDS_IMAGES, scope, params![repository.id.as_str()])?
        .is_some())
}

/// Takes the name away and leaves the rows to a job.
pub(crate) fn delete(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &Repository,
    now: Timestamp,
) -> Result<(), Error> {
    transaction.execute(&DELETE, scope, params![repository.name.as_str()])?;
    revision::store::count_repositories(transaction, scope, -1)?;
    let work = Put {
        job: REMOVAL,
        key: &repository.key().text(),
        destination: "",
        due_at: now.micros(),
        now: now.micros(),
    };
    wharf_job::put(transaction, scope, &work)
}

fn read(row: &Row) -> Result<Repository, Error> {
    let corrupt = |column: &str| Error::Corrupt(format!("repositories.{column}"));
    let mode: ImageTagMutability = row.text(3)?.parse().map_err(|_| corrupt("tag_mutability"))?;
    let filters = row.text(4)?;
    Ok(Repository {
        id: row.text(0)?.to_owned(),
        name: row.text(1)?.parse().map_err(|_| corrupt("name"))?,
        created_at: Timestamp::from_micros(row.integer(2)?),
        mutability: TagMutability {
            mode,
            exclusions: filters.lines().map(str::to_owned).collect(),
        },
        encryption: Encryption {
            kind: row.text(5)?.parse().map_err(|_| corrupt("encryption_type"))?,
            kms_key: row.text(6)?.to_owned(),
            data_key: row.text(7)?.to_owned(),
        },
    })
}
