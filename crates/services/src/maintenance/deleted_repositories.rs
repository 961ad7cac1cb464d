//! Rows of repositories whose names are gone.

use wharf_sql::{Scope, Statement, Transaction, params};

use crate::ecr::encryption;
use crate::{Cell, Unavailable};

/// Rows that one transaction removes from one table: pushes wait for it.
const STEP: i64 = 500;

static FIND: Statement = Statement::global(
    "maintenance.deleted_repositories.find",
    "SELECT account, region, id FROM deleted_repositories WHERE region = $1 ORDER BY account, region, id LIMIT 1",
);
static FORGET: Statement = Statement::scoped(
    "maintenance.deleted_repositories.forget",
    "DELETE FROM deleted_repositories WHERE account = $1 AND region = $2 AND id = $3",
);
static TAGS: Statement = Statement::scoped(
    "maintenance.deleted_repositories.tags",
    "DELETE FROM tags WHERE account = $1 AND region = $2 AND repository = $3 AND tag IN (SELECT tag FROM tags \
     WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static IMAGES: Statement = Statement::scoped(
    "maintenance.deleted_repositories.images",
    "DELETE FROM images WHERE account = $1 AND region = $2 AND repository = $3 AND digest IN (SELECT digest FROM \
     images WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static MANIFESTS: Statement = Statement::scoped(
    "maintenance.deleted_repositories.manifests",
    "DELETE FROM manifests WHERE account = $1 AND region = $2 AND repository = $3 AND digest IN (SELECT digest FROM \
     manifests WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static CHILDREN: Statement = Statement::scoped(
    "maintenance.deleted_repositories.children",
    // By the whole key: a base layer has as many rows as the repository has images.
    "DELETE FROM image_children WHERE account = $1 AND region = $2 AND repository = $3 \
     AND (child, child_kind, parent) IN (SELECT child, child_kind, parent \
     FROM image_children WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static LAYERS: Statement = Statement::scoped(
    "maintenance.deleted_repositories.layers",
    "DELETE FROM layers WHERE account = $1 AND region = $2 AND repository = $3 AND digest IN (SELECT digest FROM \
     layers WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static DELETED_IMAGES: Statement = Statement::scoped(
    "maintenance.deleted_repositories.deleted_images",
    "DELETE FROM deleted_images WHERE account = $1 AND region = $2 AND repository = $3 AND digest IN (SELECT digest FROM \
     deleted_images WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static RESOURCE_TAGS: Statement = Statement::scoped(
    "maintenance.deleted_repositories.resource_tags",
    "DELETE FROM resource_tags WHERE account = $1 AND region = $2 AND repository = $3 AND tag_key IN (SELECT \
     tag_key FROM resource_tags WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static PREVIEW_RESULTS: Statement = Statement::scoped(
    "maintenance.deleted_repositories.preview_results",
    "DELETE FROM lifecycle_preview_results WHERE account = $1 AND region = $2 AND repository = $3 \
     AND (revision, position) IN (SELECT revision, position \
     FROM lifecycle_preview_results WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);
static COUNT: Statement = Statement::scoped(
    "maintenance.deleted_repositories.count",
    "DELETE FROM image_counts WHERE account = $1 AND region = $2 AND repository = $3",
);
static STREAM: Statement = Statement::scoped(
    "maintenance.deleted_repositories.stream",
    "DELETE FROM event_streams WHERE account = $1 AND region = $2 AND stream = $3",
);
static UPLOADS: Statement = Statement::scoped(
    "maintenance.deleted_repositories.uploads",
    "SELECT id, data_key FROM layer_uploads WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4",
);
static UPLOAD: Statement = Statement::scoped(
    "maintenance.deleted_repositories.upload",
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
    &FIND,
    &FORGET,
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

/// Removes the rows of every deleted repository of the Region.
pub async fn sweep_deleted_repositories(cell: &Cell) -> Result<(), Unavailable> {
    let region = || params![cell.region.as_str()];
    while let Some(row) = cell.database.query_global(&FIND, region()).await?.first() {
        let scope = Scope::new(row.text(0)?, row.text(1)?);
        let id = row.text(2)?.to_owned();
        give_up_uploads(cell, &scope, &id).await?;
        while step(cell, &scope, &id).await? > 0 {
            tokio::task::yield_now().await;
        }
        cell.database
            .transaction("maintenance.deleted_repositories.forget", move |transaction| {
                for statement in [&COUNT, &STREAM] {
                    transaction.execute(statement, &scope, params![id.as_str()])?;
                }
                transaction.execute(&FORGET, &scope, params![id.as_str()])
            })
            .await?;
    }
    Ok(())
}

async fn step(cell: &Cell, scope: &Scope, id: &str) -> Result<u64, Unavailable> {
    let (scope, id) = (scope.clone(), id.to_owned());
    let remove = move |transaction: &mut Transaction<'_>| -> Result<u64, wharf_sql::Error> {
        TABLES
            .iter()
            .map(|table| transaction.execute(table, &scope, params![id.as_str(), STEP]))
            .sum()
    };
    Ok(cell
        .database
        .transaction("maintenance.deleted_repositories.step", remove)
        .await?)
}

async fn give_up_uploads(cell: &Cell, scope: &Scope, id: &str) -> Result<(), Unavailable> {
    loop {
        let uploads = cell.database.query(&UPLOADS, scope, params![id, STEP]).await?;
        if uploads.is_empty() {
            return Ok(());
        }
        for upload in uploads {
            let place = encryption::closed_bytes(cell, upload.text(1)?).await?;
            let upload = upload.text(0)?.to_owned();
            if let Ok(bytes) = upload.parse() {
                place.abort(&bytes).await?;
            }
            let (scope, id) = (scope.clone(), id.to_owned());
            cell.database
                .transaction("maintenance.deleted_repositories.upload", move |transaction| {
                    transaction.execute(&UPLOAD, &scope, params![id.as_str(), upload.as_str()])
                })
                .await?;
        }
    }
}
