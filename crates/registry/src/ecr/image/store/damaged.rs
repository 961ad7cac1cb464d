//! The SQL of images, deleted ones that can be restored too, whose manifests are damaged.

use wharf_aws::Timestamp;
use wharf_oci::name::RepositoryName;
use wharf_sql::{Error, Row, Scope, Statement, Transaction, params};

use super::super::model::StoredManifest;
use super::{FIND_IN_ANY_STATE, read_manifest};
use crate::ecr::layer::Damage;
use crate::events::{self, DamageEvent, Damaged};
use crate::repository_key::RepositoryKey;
use wharf_kernel::Cell;

pub(super) static FIND_DELETED: Statement = Statement::scoped(
    "ecr.image.find_deleted",
    "SELECT d.digest, d.media_type, d.manifest, r.id, d.pulled_at, r.data_key, d.other_form FROM repositories r \
     JOIN deleted_images d ON d.account = r.account AND d.region = r.region AND d.repository = r.id \
     WHERE r.account = $1 AND r.region = $2 AND r.name = $3 AND d.digest = $4",
);
pub(super) static IS_MARKED: Statement = Statement::scoped(
    "ecr.image.is_marked_damaged",
    "SELECT damage FROM damaged_manifests WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
)
.point();
pub(super) static MARK: Statement = Statement::scoped(
    "ecr.image.mark_damaged",
    "INSERT INTO damaged_manifests (account, region, repository, digest, damage, found_at) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (account, region, repository, digest) DO NOTHING",
);
pub(super) static UNMARK: Statement = Statement::scoped(
    "ecr.image.unmark_damaged",
    "DELETE FROM damaged_manifests WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
pub(super) static LIST_DAMAGED: Statement = Statement::global(
    "ecr.image.list_damaged",
    "SELECT d.account, (SELECT r.name FROM repositories r WHERE r.account = d.account AND r.region = d.region \
     AND r.id = d.repository), d.repository, d.digest, d.damage, d.found_at FROM damaged_manifests d WHERE d.region = $1 \
     ORDER BY d.region, d.found_at, d.account, d.repository, d.digest LIMIT $2",
);

/// An image that is marked.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) account: String,
    /// The repository's name.
    pub(crate) name: String,
    /// The repository's id.
    pub(crate) repository: String,
    pub(crate) digest: String,
    pub(crate) damage: String,
    pub(crate) found_at: Timestamp,
}

/// The manifest of an image, archived or not, or of a deleted image that can be restored; and whether it is marked.
pub(crate) async fn find(
    cell: &Cell,
    scope: &Scope,
    name: &RepositoryName,
    digest: &str,
) -> Result<Option<(StoredManifest, bool)>, Error> {
    let (scope, name, digest) = (scope.clone(), name.clone(), digest.to_owned());
    let find = move |view: &mut Transaction<'_>| {
        let Some(found) = find_in(view, &scope, &name, &digest)? else {
            return Ok(None);
        };
        let values = params![found.repository.as_str(), digest.as_str()];
        let is_marked = view.query_one(&IS_MARKED, &scope, values)?.is_some();
        Ok::<_, Error>(Some((found, is_marked)))
    };
    cell.database.snapshot("ecr.image.find_damaged", find).await
}

fn find_in(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    name: &RepositoryName,
    digest: &str,
) -> Result<Option<StoredManifest>, Error> {
    for statement in [&FIND_IN_ANY_STATE, &FIND_DELETED] {
        if let Some(row) = transaction.query_one(statement, scope, params![name.as_str(), digest])? {
            return read_manifest(&row).map(Some);
        }
    }
    Ok(None)
}

/// Marks an image whose manifest is damaged, and tells of it, if the manifest still is the one that was read: nothing otherwise. Whether
/// it was not marked yet.
pub(crate) async fn mark(
    cell: &Cell,
    scope: &Scope,
    name: &RepositoryName,
    read: StoredManifest,
    (damage, now): (Damage, Timestamp),
) -> Result<Option<bool>, Error> {
    let (scope, name) = (scope.clone(), name.clone());
    let mark = move |transaction: &mut Transaction<'_>| {
        let (id, digest) = (read.repository.as_str(), read.digest.as_str());
        let found = find_in(transaction, &scope, &name, digest)?;
        // It may have been pushed since it was read.
        if found.is_none_or(|found| found.repository != id || found.written != read.written) {
            return Ok(None);
        }
        let damage = damage.as_str();
        let values = params![id, digest, damage, now.micros()];
        let is_new = transaction.execute(&MARK, &scope, values)? == 1;
        if is_new {
            let key = RepositoryKey {
                id,
                name: name.as_str(),
            };
            let event = DamageEvent {
                of: Damaged::Manifest,
                digest,
                damage,
            };
            events::record(transaction, &scope, key, now, event)?;
        }
        Ok(Some(is_new))
    };
    cell.database.transaction("ecr.image.mark_damaged", mark).await
}

/// Takes the mark of an image away, if it has one.
pub(crate) fn unmark(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<(), Error> {
    transaction
        .execute(&UNMARK, scope, params![repository, digest])
        .map(drop)
}

/// The same in a transaction of its own: the manifest is whole.
pub(crate) async fn heal(cell: &Cell, scope: &Scope, repository: &str, digest: &str) -> Result<(), Error> {
    let (scope, repository, digest) = (scope.clone(), repository.to_owned(), digest.to_owned());
    let heal = move |transaction: &mut Transaction<'_>| unmark(transaction, &scope, &repository, &digest);
    cell.database.transaction("ecr.image.unmark_damaged", heal).await
}

/// The marked images of a Region that were found first, without those of repositories that are deleted.
pub(crate) async fn list_damaged(cell: &Cell, most: i64) -> Result<Vec<Mark>, Error> {
    let values = params![cell.region.as_str(), most];
    let rows = cell.database.query_global(&LIST_DAMAGED, values).await?;
    let read = |row: &Row| {
        let Some(name) = row.opt_text(1)? else {
            return Ok(None);
        };
        let text = |column| row.text(column).map(str::to_owned);
        Ok(Some(Mark {
            account: text(0)?,
            name: name.to_owned(),
            repository: text(2)?,
            digest: text(3)?,
            damage: text(4)?,
            found_at: Timestamp::from_micros(row.integer(5)?),
        }))
    };
    rows.iter().filter_map(|row| read(row).transpose()).collect()
}
