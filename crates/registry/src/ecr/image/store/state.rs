//! The SQL of images' states, of their last pulls and of their other forms.

use wharf_aws::Timestamp;
use wharf_job::Put;
use wharf_sql::{Database, Error, Scope, Statement, Transaction, params};

use super::digests;
use crate::repository_key::RepositoryKey;

/// The job that makes images active.
pub(crate) const ACTIVATION: &str = "image-activation";

pub(super) static SUBJECT_REFERRERS: Statement = Statement::scoped(
    "ecr.image.subject_referrers",
    "SELECT digest FROM images WHERE account = $1 AND region = $2 AND repository = $3 AND subject = $4 AND status = $5 \
     ORDER BY digest LIMIT $6",
);
pub(super) static SET_ARCHIVED: Statement = Statement::scoped(
    "ecr.image.set_archived",
    "UPDATE images SET status = 'ARCHIVED', archived_at = $5 \
     WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
pub(super) static SET_ACTIVATING: Statement = Statement::scoped(
    "ecr.image.set_activating",
    "UPDATE images SET status = 'ACTIVATING' \
     WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
pub(super) static SET_ACTIVE: Statement = Statement::scoped(
    "ecr.image.set_active",
    "UPDATE images SET status = 'ACTIVE', activated_at = $5 \
     WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
// Each looks a layer's images up one by one, and ends with the first: the subqueries have a LIMIT, because a planner that knows
// nothing of the tables yet makes of EXISTS a join of the whole repository with itself, for every layer.
pub(super) static ARCHIVE_LAYERS: Statement = Statement::scoped(
    "ecr.image.archive_layers",
    "UPDATE layers SET archived = 1 WHERE account = $1 AND region = $2 AND repository = $3 AND digest IN (\
     SELECT c.child FROM image_children c WHERE c.account = $1 AND c.region = $2 AND c.repository = $3 \
     AND c.parent = $4 AND c.child_kind = 'layer' AND (\
     SELECT 1 FROM image_children o WHERE o.account = $1 AND o.region = $2 AND o.repository = $3 AND o.child = c.child \
     AND o.child_kind = 'layer' AND (SELECT i.status FROM images i WHERE i.account = $1 AND i.region = $2 \
     AND i.repository = $3 AND i.digest = o.parent) = 'ACTIVE' LIMIT 1) IS NULL)",
);
pub(super) static ARCHIVE_LEFT_LAYERS: Statement = Statement::scoped(
    "ecr.image.archive_left_layers",
    "UPDATE layers SET archived = 1 WHERE account = $1 AND region = $2 AND repository = $3 AND archived = 0 AND digest IN (\
     SELECT c.child FROM image_children c WHERE c.account = $1 AND c.region = $2 AND c.repository = $3 \
     AND c.parent = $4 AND c.child_kind = 'layer' AND (\
     SELECT 1 FROM image_children a WHERE a.account = $1 AND a.region = $2 AND a.repository = $3 AND a.child = c.child \
     AND a.child_kind = 'layer' AND (SELECT i.status FROM images i WHERE i.account = $1 AND i.region = $2 \
     AND i.repository = $3 AND i.digest = a.parent) IS NOT NULL LIMIT 1) IS NOT NULL AND (\
     SELECT 1 FROM image_children o WHERE o.account = $1 AND o.region = $2 AND o.repository = $3 AND o.child = c.child \
     AND o.child_kind = 'layer' AND (SELECT i.status FROM images i WHERE i.account = $1 AND i.region = $2 \
     AND i.repository = $3 AND i.digest = o.parent) = 'ACTIVE' LIMIT 1) IS NULL)",
);
pub(super) static RESTORE_LAYERS: Statement = Statement::scoped(
    "ecr.image.restore_layers",
    "UPDATE layers SET archived = 0, orphaned_at = NULL WHERE account = $1 AND region = $2 AND repository = $3 \
     AND (archived = 1 OR orphaned_at IS NOT NULL) AND digest IN (SELECT child FROM image_children WHERE account = $1 AND region = $2 AND repository = $3 \
     AND parent = $4 AND child_kind = 'layer')",
);
pub(super) static ACTIVATING: Statement = Statement::scoped(
    "ecr.image.activating",
    "SELECT digest FROM images WHERE account = $1 AND region = $2 AND repository = $3 AND status = 'ACTIVATING' \
     AND digest > $4 ORDER BY digest LIMIT $5",
);
pub(super) static NOTE_PULL: Statement = Statement::scoped(
    "ecr.image.note_pull",
    "UPDATE images SET pulled_at = $5 WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4 \
     AND (pulled_at IS NULL OR pulled_at < $5)",
);

pub(super) static NOTE_OTHER_FORM: Statement = Statement::scoped(
    "ecr.image.note_other_form",
    "UPDATE images SET other_form = $5 WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);

/// Referrers of a subject that are in a state: at most `most`, in the order of their digests.
pub(crate) fn subject_referrers(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    subject: &str,
    status: &str,
    most: usize,
) -> Result<Vec<String>, Error> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let values = params![repository, subject, status, most];
    digests(&transaction.query(&SUBJECT_REFERRERS, scope, values)?)
}

/// Archives an image, and those of its layers that no active image names.
pub(crate) fn set_archived(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
    now: Timestamp,
) -> Result<(), Error> {
    transaction.execute(&SET_ARCHIVED, scope, params![repository, digest, now.micros()])?;
    transaction
        .execute(&ARCHIVE_LAYERS, scope, params![repository, digest])
        .map(drop)
}

/// Archives those layers of an image that was just deleted that only archived images name by now.
pub(super) fn archive_left_layers(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<(), Error> {
    transaction
        .execute(&ARCHIVE_LEFT_LAYERS, scope, params![repository, digest])
        .map(drop)
}

/// Notes that an image is to be restored.
pub(crate) fn set_activating(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<(), Error> {
    transaction
        .execute(&SET_ACTIVATING, scope, params![repository, digest])
        .map(drop)
}

/// Makes an image active, and its layers available.
pub(crate) fn set_active(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
    now: Timestamp,
) -> Result<(), Error> {
    transaction.execute(&SET_ACTIVE, scope, params![repository, digest, now.micros()])?;
    restore_layers(transaction, scope, repository, digest)
}

/// Makes an image's layers available.
pub(crate) fn restore_layers(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<(), Error> {
    transaction
        .execute(&RESTORE_LAYERS, scope, params![repository, digest])
        .map(drop)
}

/// Asks for the images of a repository to be made active that are to be restored.
pub(crate) fn ask_for_activation(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    now: Timestamp,
) -> Result<(), Error> {
    let work = Put {
        job: ACTIVATION,
        key: &key.text(),
        destination: "",
        due_at: now.micros(),
        now: now.micros(),
    };
    wharf_job::put(transaction, scope, &work)
}

/// Some of the images of a repository that are being restored, after a digest.
pub(crate) async fn activating(
    database: &Database,
    scope: &Scope,
    repository: &str,
    after: &str,
    most: i64,
) -> Result<Vec<String>, Error> {
    let values = params![repository, after, most];
    digests(&database.query(&ACTIVATING, scope, values).await?)
}

/// Keeps the later of two pulls: nodes write in any order.
pub(crate) fn note_pull(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    (repository, digest): (&str, &str),
    at: Timestamp,
) -> Result<(), Error> {
    transaction
        .execute(&NOTE_PULL, scope, params![repository, digest, at.micros()])
        .map(drop)
}

/// Lets the digest of an image's other form name it; whether the image is there.
pub(crate) fn note_other_form(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    (repository, digest): (&str, &str),
    form: &str,
) -> Result<bool, Error> {
    let changed = transaction.execute(&NOTE_OTHER_FORM, scope, params![repository, digest, form])?;
    Ok(changed > 0)
}
