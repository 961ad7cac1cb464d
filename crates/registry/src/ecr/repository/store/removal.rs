//! The SQL that removes what hung on a repository whose name is gone.

use wharf_sql::{Database, Error, Scope, Statement, Transaction, params};

static TAGS: Statement = Statement::scoped(
    "ecr.repository.removal.tags",
    "DELETE FROM tags WHERE account = $1 AND region = $2 AND repository = $3 AND tag IN (SELECT tag FROM tags \
     WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static IMAGES: Statement = Statement::scoped(
    "ecr.repository.removal.images",
    "DELETE FROM images WHERE account = $1 AND region = $2 AND repository = $3 AND digest IN (SELECT digest FROM \
     images WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static MANIFESTS: Statement = Statement::scoped(
    "ecr.repository.removal.manifests",
    "DELETE FROM manifests WHERE account = $1 AND region = $2 AND repository = $3 AND digest IN (SELECT digest FROM \
     manifests WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static CHILDREN: Statement = Statement::scoped(
    "ecr.repository.removal.children",
    // By the whole key: a base layer has as many rows as the repository has images.
    "DELETE FROM image_children WHERE account = $1 AND region = $2 AND repository = $3 \
     AND (child, child_kind, parent) IN (SELECT child, child_kind, parent \
     FROM image_children WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static LAYERS: Statement = Statement::scoped(
    "ecr.repository.removal.layers",
    "DELETE FROM layers WHERE account = $1 AND region = $2 AND repository = $3 AND digest IN (SELECT digest FROM \
     layers WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static DELETED_IMAGES: Statement = Statement::scoped(
    "ecr.repository.removal.deleted_images",
    "DELETE FROM deleted_images WHERE account = $1 AND region = $2 AND repository = $3 AND digest IN (SELECT digest FROM \
     deleted_images WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static RESOURCE_TAGS: Statement = Statement::scoped(
    "ecr.repository.removal.resource_tags",
    "DELETE FROM resource_tags WHERE account = $1 AND region = $2 AND repository = $3 AND tag_key IN (SELECT \
     tag_key FROM resource_tags WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static PREVIEW_RESULTS: Statement = Statement::scoped(
    "ecr.repository.removal.preview_results",
    "DELETE FROM lifecycle_preview_results WHERE account = $1 AND region = $2 AND repository = $3 \
     AND (revision, position) IN (SELECT revision, position \
     FROM lifecycle_preview_results WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static COUNT: Statement = Statement::scoped(
    "ecr.repository.removal.count",
    "DELETE FROM image_counts WHERE account = $1 AND region = $2 AND repository = $3",
);
static STREAM: Statement = Statement::scoped(
    "ecr.repository.removal.stream",
    "DELETE FROM event_streams WHERE account = $1 AND region = $2 AND stream = $3",
);
static UPLOADS: Statement = Statement::scoped(
    "ecr.repository.removal.uploads",
    "SELECT id, data_key FROM layer_uploads WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4",
);
static UPLOAD: Statement = Statement::scoped(
    "ecr.repository.removal.upload",
    "DELETE FROM layer_uploads WHERE account = $1 AND region = $2 AND repository = $3 AND id = $4",
);

/// The tables that are emptied by count. Tags go first: nothing may name an image that is gone.
static TABLES: [&Statement; 8] = [
    &TAGS,
    &IMAGES,
    &MANIFESTS,
    &CHILDREN,
    &LAYERS,
    &DELETED_IMAGES,
    &RESOURCE_TAGS,
    &PREVIEW_RESULTS,
];

pub(crate) static STATEMENTS: &[&Statement] = &[
    &TAGS,
    &IMAGES,
    &MANIFESTS,
    &CHILDREN,
    &LAYERS,
    &DELETED_IMAGES,
    &RESOURCE_TAGS,
    &PREVIEW_RESULTS,
    &COUNT,
    &STREAM,
    &UPLOADS,
    &UPLOAD,
];
/// Removes some rows of each table; how many.
pub(in crate::ecr::repository) fn remove(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    most: i64,
) -> Result<u64, Error> {
    TABLES
        .iter()
        .map(|table| transaction.execute(table, scope, params![repository, most]))
        .sum()
}

/// Removes the rows of which there is one.
pub(in crate::ecr::repository) fn remove_last(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
) -> Result<(), Error> {
    for statement in [&COUNT, &STREAM] {
        transaction.execute(statement, scope, params![repository])?;
    }
    Ok(())
}

/// Some uploads into the repository, each with the data key that seals it.
pub(in crate::ecr::repository) async fn uploads(
    database: &Database,
    scope: &Scope,
    repository: &str,
    most: i64,
) -> Result<Vec<(String, String)>, Error> {
    let rows = database.query(&UPLOADS, scope, params![repository, most]).await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
        .collect()
}

/// Removes an upload's row.
pub(in crate::ecr::repository) fn remove_upload(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    upload: &str,
) -> Result<(), Error> {
    transaction
        .execute(&UPLOAD, scope, params![repository, upload])
        .map(drop)
}
