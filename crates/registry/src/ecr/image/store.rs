//! The SQL of images and tags: what finds one is here, lists are in `store/list.rs`, what writes in `store/write.rs`, what says what an
//! image names in `store/children.rs`, what mends in `store/mend.rs`, and what marks damaged ones in `store/damaged.rs`.

pub(crate) mod children;
pub(crate) mod damaged;
pub(crate) mod deleted;
mod insert;
mod list;
pub(crate) mod mend;
mod state;
mod write;

use crate::sweep::Sweep;
use wharf_aws::Timestamp;
use wharf_oci::name::RepositoryName;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use super::super::layer_bytes;
use super::model::StoredManifest;

pub(crate) use children::{ChildKind, active_parents, image_children, parents};
pub(crate) use insert::*;
pub(crate) use list::*;
pub(crate) use state::*;
pub(crate) use write::*;

static FIND_BY_TAG: Statement = Statement::scoped(
    "ecr.image.find_by_tag",
    "SELECT i.digest, i.media_type, m.manifest, r.id, i.pulled_at, r.data_key, i.other_form FROM repositories r \
     JOIN tags t ON t.account = r.account AND t.region = r.region AND t.repository = r.id \
     JOIN images i ON i.account = r.account AND i.region = r.region AND i.repository = r.id \
     AND i.digest = t.digest AND i.status = 'ACTIVE' \
     LEFT JOIN manifests m ON m.account = r.account AND m.region = r.region AND m.repository = r.id \
     AND m.digest = t.digest \
     WHERE r.account = $1 AND r.region = $2 AND r.name = $3 AND t.tag = $4",
)
.point();
static FIND_BY_DIGEST: Statement = Statement::scoped(
    "ecr.image.find_by_digest",
    "SELECT i.digest, i.media_type, m.manifest, r.id, i.pulled_at, r.data_key, i.other_form FROM repositories r \
     JOIN images i ON i.account = r.account AND i.region = r.region AND i.repository = r.id \
     AND i.status = 'ACTIVE' \
     LEFT JOIN manifests m ON m.account = r.account AND m.region = r.region AND m.repository = r.id \
     AND m.digest = i.digest \
     WHERE r.account = $1 AND r.region = $2 AND r.name = $3 AND i.digest = $4",
)
.point();
static FIND_IN_ANY_STATE: Statement = Statement::scoped(
    "ecr.image.find_in_any_state",
    "SELECT i.digest, i.media_type, m.manifest, r.id, i.pulled_at, r.data_key, i.other_form FROM repositories r \
     JOIN images i ON i.account = r.account AND i.region = r.region AND i.repository = r.id \
     LEFT JOIN manifests m ON m.account = r.account AND m.region = r.region AND m.repository = r.id \
     AND m.digest = i.digest \
     WHERE r.account = $1 AND r.region = $2 AND r.name = $3 AND i.digest = $4",
);
static STORED_AS: Statement = Statement::scoped(
    "ecr.image.stored_as",
    "SELECT i.digest FROM images i WHERE i.account = $1 AND i.region = $2 AND i.repository = $3 AND i.other_form = $4 \
     AND (SELECT 1 FROM images o WHERE o.account = $1 AND o.region = $2 AND o.repository = $3 AND o.digest = $4) IS NULL \
     ORDER BY i.digest LIMIT 1",
)
.point();
static TAG_TARGET: Statement = Statement::scoped(
    "ecr.image.tag_target",
    "SELECT digest FROM tags WHERE account = $1 AND region = $2 AND repository = $3 AND tag = $4",
)
.point();
static SWEEP_TAGS: Statement = Statement::scoped(
    "ecr.image.sweep_tags",
    "DELETE FROM tags WHERE account = $1 AND region = $2 AND repository = $3 AND tag IN (SELECT tag FROM tags \
     WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static SWEEP_IMAGES: Statement = Statement::scoped(
    "ecr.image.sweep_images",
    "DELETE FROM images WHERE account = $1 AND region = $2 AND repository = $3 AND digest <= $4",
);
static SIZES_OF_IMAGES: Statement = Statement::scoped(
    "ecr.image.sizes_of_images",
    "SELECT digest, manifest_size FROM images WHERE account = $1 AND region = $2 AND repository = $3 \
     ORDER BY digest LIMIT $4",
);
static SWEEP_MANIFESTS: Statement = Statement::scoped(
    "ecr.image.sweep_manifests",
    "DELETE FROM manifests WHERE account = $1 AND region = $2 AND repository = $3 AND digest <= $4",
);
static SIZES_OF_MANIFESTS: Statement = Statement::scoped(
    "ecr.image.sizes_of_manifests",
    "SELECT digest, CAST(LENGTH(manifest) AS BIGINT) FROM manifests WHERE account = $1 AND region = $2 AND repository = $3 \
     ORDER BY digest LIMIT $4",
);
static SWEEP_CHILDREN: Statement = Statement::scoped(
    "ecr.image.sweep_children",
    // By the whole key: a base layer has as many rows as the repository has images.
    "DELETE FROM image_children WHERE account = $1 AND region = $2 AND repository = $3 \
     AND (child, child_kind, parent) IN (SELECT child, child_kind, parent \
     FROM image_children WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static SWEEP_DELETED: Statement = Statement::scoped(
    "ecr.image.sweep_deleted",
    "DELETE FROM deleted_images WHERE account = $1 AND region = $2 AND repository = $3 AND digest <= $4",
);
static SIZES_OF_DELETED: Statement = Statement::scoped(
    "ecr.image.sizes_of_deleted",
    "SELECT digest, manifest_size FROM deleted_images WHERE account = $1 AND region = $2 AND repository = $3 \
     ORDER BY digest LIMIT $4",
);
static SWEEP_DAMAGED: Statement = Statement::scoped(
    "ecr.image.sweep_damaged",
    "DELETE FROM damaged_manifests WHERE account = $1 AND region = $2 AND repository = $3 AND digest IN (SELECT digest \
     FROM damaged_manifests WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static SWEEP_COUNT: Statement = Statement::scoped(
    "ecr.image.sweep_count",
    "DELETE FROM image_counts WHERE account = $1 AND region = $2 AND repository = $3",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &FIND_BY_TAG,
    &FIND_BY_DIGEST,
    &FIND_IN_ANY_STATE,
    &STORED_AS,
    &NOTE_OTHER_FORM,
    &LIST_TAGS,
    &LIST_ANY,
    &LIST_TAGGED,
    &LIST_UNTAGGED,
    &DESCRIBE_ANY,
    &DESCRIBE_TAGGED,
    &DESCRIBE_UNTAGGED,
    &DESCRIBE_ONE,
    &TAGS_BETWEEN,
    &TAG_TARGET,
    &REFERRERS,
    &REFERRER_SIZES,
    &INSERT_IMAGE,
    &INSERT_MANIFEST,
    &REPLACE_MANIFEST,
    &FIND_IMAGE,
    &CHANGE_TAG_COUNT,
    &PUT_TAG,
    &DELETE_TAG,
    &DELETE_TAGS,
    &DELETE_IMAGE,
    &DELETE_MANIFEST,
    &FIND_CHILD,
    &FIND_LAYER,
    &COUNT_IMAGES,
    &SUBJECT_REFERRERS,
    &SET_ARCHIVED,
    &SET_ACTIVE,
    &SET_ACTIVATING,
    &ARCHIVE_LAYERS,
    &ARCHIVE_LEFT_LAYERS,
    &RESTORE_LAYERS,
    &ACTIVATING,
    &NOTE_PULL,
    &SWEEP_TAGS,
    &SWEEP_IMAGES,
    &SIZES_OF_IMAGES,
    &SWEEP_MANIFESTS,
    &SIZES_OF_MANIFESTS,
    &SWEEP_CHILDREN,
    &SWEEP_DELETED,
    &SIZES_OF_DELETED,
    &SWEEP_DAMAGED,
    &SWEEP_COUNT,
    &damaged::FIND_DELETED,
    &damaged::IS_MARKED,
    &damaged::MARK,
    &damaged::UNMARK,
    &damaged::LIST_DAMAGED,
];

/// How the rows of a repository go whose name is gone.
pub(crate) static SWEEPS: &[Sweep] = &[
    Sweep::rows("tags", &SWEEP_TAGS),
    Sweep::sized("images", &SIZES_OF_IMAGES, &SWEEP_IMAGES).then(layer_bytes::store::subtract_all),
    Sweep::sized("manifests", &SIZES_OF_MANIFESTS, &SWEEP_MANIFESTS),
    Sweep::rows("image_children", &SWEEP_CHILDREN),
    Sweep::sized("deleted_images", &SIZES_OF_DELETED, &SWEEP_DELETED).then(layer_bytes::store::subtract_all),
    Sweep::rows("damaged_manifests", &SWEEP_DAMAGED),
    Sweep::row("image_counts", &SWEEP_COUNT),
];

/// The manifest that a tag names, unless it is archived.
pub(crate) async fn find_by_tag(
    database: &Database,
    scope: &Scope,
    repository: &RepositoryName,
    tag: &str,
) -> Result<Option<StoredManifest>, Error> {
    let rows = database
        .query(&FIND_BY_TAG, scope, params![repository.as_str(), tag])
        .await?;
    rows.first().map(read_manifest).transpose()
}

/// The manifest with a digest, unless it is archived.
pub(crate) async fn find_by_digest(
    database: &Database,
    scope: &Scope,
    repository: &RepositoryName,
    digest: &str,
) -> Result<Option<StoredManifest>, Error> {
    let rows = database
        .query(&FIND_BY_DIGEST, scope, params![repository.as_str(), digest])
        .await?;
    rows.first().map(read_manifest).transpose()
}

/// [`find_by_digest`], as the transaction sees it.
pub(crate) fn find_by_digest_in(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &RepositoryName,
    digest: &str,
) -> Result<Option<StoredManifest>, Error> {
    let row = transaction.query_one(&FIND_BY_DIGEST, scope, params![repository.as_str(), digest])?;
    row.as_ref().map(read_manifest).transpose()
}

/// The digest of the image whose other form has this one, unless an image has it itself.
pub(crate) async fn stored_as(
    database: &Database,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Option<String>, Error> {
    let values = params![repository, digest];
    let rows = database.query(&STORED_AS, scope, values).await?;
    rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()
}

/// [`stored_as`], as the transaction sees it.
pub(crate) fn stored_as_in(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Option<String>, Error> {
    let row = transaction.query_one(&STORED_AS, scope, params![repository, digest])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}

fn read_manifest(row: &Row) -> Result<StoredManifest, Error> {
    Ok(StoredManifest {
        digest: row.text(0)?.to_owned(),
        media_type: row.text(1)?.to_owned(),
        written: row.opt_blob(2)?,
        repository: row.text(3)?.to_owned(),
        pulled_at: row.opt_integer(4)?.map(Timestamp::from_micros),
        data_key: row.text(5)?.to_owned(),
        other_form: row.opt_text(6)?.map(str::to_owned),
    })
}

fn digests(rows: &[Row]) -> Result<Vec<String>, Error> {
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}

/// The key by which tags are listed.
pub(super) fn fold(tag: &str) -> String {
    tag.to_ascii_lowercase()
}

/// The digest that a tag names.
pub(crate) fn tag_target(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    tag: &str,
) -> Result<Option<String>, Error> {
    let row = transaction.query_one(&TAG_TARGET, scope, params![repository, tag])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}
