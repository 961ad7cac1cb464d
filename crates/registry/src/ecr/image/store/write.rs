//! The SQL that changes images and tags; what stores a new image is in `insert`.

use bytes::Bytes;
use wharf_aws::Timestamp;
use wharf_aws::ecr::ImageStatus;
use wharf_sql::{Error, Scope, Statement, Transaction, params};

use super::state::archive_left_layers;
use super::{children, damaged, deleted, fold, read_status};
use crate::events::ImageFacts;

pub(super) static INSERT_MANIFEST: Statement = Statement::scoped(
    "ecr.image.insert_manifest",
    "INSERT INTO manifests (account, region, repository, digest, media_type, manifest) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account, region, repository, digest) DO NOTHING",
);
pub(super) static REPLACE_MANIFEST: Statement = Statement::scoped(
    "ecr.image.replace_manifest",
    "UPDATE manifests SET media_type = $5, manifest = $6 \
     WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
pub(super) static FIND_IMAGE: Statement = Statement::scoped(
    "ecr.image.find",
    "SELECT tag_count, content_size, status, media_type, artifact_type, subject, manifest_size, other_form FROM images \
     WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
pub(super) static CHANGE_TAG_COUNT: Statement = Statement::scoped(
    "ecr.image.change_tag_count",
    "UPDATE images SET tag_count = tag_count + $5 \
     WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
pub(super) static PUT_TAG: Statement = Statement::scoped(
    "ecr.image.put_tag",
    "INSERT INTO tags (account, region, repository, tag, folded, digest) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (account, region, repository, tag) DO UPDATE SET digest = excluded.digest",
);
pub(super) static DELETE_TAG: Statement = Statement::scoped(
    "ecr.image.delete_tag",
    "DELETE FROM tags WHERE account = $1 AND region = $2 AND repository = $3 AND tag = $4",
);
pub(super) static DELETE_TAGS: Statement = Statement::scoped(
    "ecr.image.delete_tags",
    "DELETE FROM tags WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4 RETURNING tag",
);
pub(super) static DELETE_IMAGE: Statement = Statement::scoped(
    "ecr.image.delete",
    "DELETE FROM images WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
pub(super) static DELETE_MANIFEST: Statement = Statement::scoped(
    "ecr.image.delete_manifest",
    "DELETE FROM manifests WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
/// Without one that is not pulled because its manifest is lost or marked.
pub(super) static FIND_CHILD: Statement = Statement::scoped(
    "ecr.image.find_child",
    "SELECT i.content_size, i.manifest_size, i.status FROM images i \
     JOIN manifests m ON m.account = i.account AND m.region = i.region AND m.repository = i.repository \
     AND m.digest = i.digest \
     WHERE i.account = $1 AND i.region = $2 AND i.repository = $3 AND i.digest = $4 \
     AND NOT EXISTS (SELECT 1 FROM damaged_manifests d WHERE d.account = i.account AND d.region = i.region \
     AND d.repository = i.repository AND d.digest = i.digest)",
);
pub(super) static FIND_LAYER: Statement = Statement::scoped(
    "ecr.image.find_layer",
    "SELECT archived, orphaned_at, size FROM layers l WHERE l.account = $1 AND l.region = $2 AND l.repository = $3 AND l.digest = $4 \
     AND NOT EXISTS (SELECT 1 FROM damaged_blobs d WHERE d.region = l.region AND d.data_key = l.data_key AND d.digest = l.digest)",
);

pub(super) static COUNT_IMAGES: Statement = Statement::scoped(
    "ecr.image.count",
    "INSERT INTO image_counts (account, region, repository, images) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (account, region, repository) DO UPDATE SET images = image_counts.images + $4 RETURNING images",
);

/// What the transaction needs to know of a stored image.
#[derive(Clone, Debug)]
pub(crate) struct StoredImage {
    pub(crate) tag_count: i64,
    pub(crate) content_size: i64,
    pub(crate) manifest_size: i64,
    pub(crate) status: ImageStatus,
    pub(crate) media_type: String,
    pub(crate) artifact_type: Option<String>,
    pub(crate) is_referrer: bool,
    /// The digest of its other form, once an answer said it.
    pub(crate) other_form: Option<String>,
}

impl StoredImage {
    /// What events say of it.
    pub(crate) fn facts<'a>(&'a self, digest: &'a str) -> ImageFacts<'a> {
        ImageFacts {
            digest,
            media_type: &self.media_type,
            artifact_type: self.artifact_type.as_deref(),
            is_referrer: self.is_referrer,
        }
    }
}

/// The image with a digest.
pub(crate) fn find_image(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Option<StoredImage>, Error> {
    let row = transaction.query_one(&FIND_IMAGE, scope, params![repository, digest])?;
    row.map(|row| {
        Ok(StoredImage {
            tag_count: row.integer(0)?,
            content_size: row.integer(1)?,
            manifest_size: row.integer(6)?,
            status: read_status(&row, 2)?,
            media_type: row.text(3)?.to_owned(),
            artifact_type: row.opt_text(4)?.map(str::to_owned),
            is_referrer: row.opt_text(5)?.is_some(),
            other_form: row.opt_text(7)?.map(str::to_owned),
        })
    })
    .transpose()
}

/// What a push needs to know of an image that an index names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StoredChild {
    pub(crate) content_size: i64,
    pub(crate) manifest_size: i64,
    pub(crate) status: ImageStatus,
}

/// The image with a digest, archived or not, if its manifest is there and not marked as damaged.
pub(crate) fn find_child(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Option<StoredChild>, Error> {
    let row = transaction.query_one(&FIND_CHILD, scope, params![repository, digest])?;
    row.map(|row| {
        Ok(StoredChild {
            content_size: row.integer(0)?,
            manifest_size: row.integer(1)?,
            status: read_status(&row, 2)?,
        })
    })
    .transpose()
}

/// What a push needs to know of a layer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StoredLayer {
    pub(crate) size: i64,
    /// Whether it is archived or waits to be collected.
    pub(crate) is_set_back: bool,
}

/// The layer with a digest, if the repository holds it.
pub(crate) fn find_layer(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Option<StoredLayer>, Error> {
    let row = transaction.query_one(&FIND_LAYER, scope, params![repository, digest])?;
    row.map(|row| {
        Ok(StoredLayer {
            size: row.integer(2)?,
            is_set_back: row.boolean(0)? || row.opt_integer(1)?.is_some(),
        })
    })
    .transpose()
}

/// Counts images that come or go, and says how many the repository has then.
pub(crate) fn count_images(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    more: i64,
) -> Result<i64, Error> {
    let row = transaction.query_one(&COUNT_IMAGES, scope, params![repository, more])?;
    row.map_or(Ok(0), |row| row.integer(0))
}

/// Writes a manifest down, sealed or not, over one that is there; whether one was.
pub(crate) fn put_manifest(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    (repository, digest): (&str, &str),
    media_type: &str,
    bytes: &Bytes,
) -> Result<bool, Error> {
    let values = params![repository, digest, media_type, Bytes::clone(bytes)];
    if transaction.execute(&INSERT_MANIFEST, scope, values.clone())? == 1 {
        return Ok(false);
    }
    transaction.execute(&REPLACE_MANIFEST, scope, values)?;
    Ok(true)
}

/// Lets `tag` name `digest`, and counts the tags of both images.
pub(crate) fn move_tag(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    tag: &str,
    from: Option<&str>,
    to: &str,
) -> Result<(), Error> {
    transaction.execute(&PUT_TAG, scope, params![repository, tag, fold(tag), to])?;
    transaction.execute(&CHANGE_TAG_COUNT, scope, params![repository, to, 1])?;
    if let Some(from) = from {
        transaction.execute(&CHANGE_TAG_COUNT, scope, params![repository, from, -1])?;
    }
    Ok(())
}

/// Removes one tag of an image.
pub(crate) fn delete_tag(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    tag: &str,
    digest: &str,
) -> Result<(), Error> {
    transaction.execute(&DELETE_TAG, scope, params![repository, tag])?;
    transaction
        .execute(&CHANGE_TAG_COUNT, scope, params![repository, digest, -1])
        .map(drop)
}

/// Removes an image with its tags, and says which those were, and whether it is kept with what it names: it may be, since when and until
/// when. A kept one that is marked as damaged stays so.
pub(crate) fn delete_image(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
    keep: Option<(Timestamp, Timestamp)>,
) -> Result<(Vec<String>, bool), Error> {
    let tags = transaction.query(&DELETE_TAGS, scope, params![repository, digest])?;
    let mut tags = tags
        .iter()
        .map(|row| row.text(0).map(str::to_owned))
        .collect::<Result<Vec<_>, _>>()?;
    tags.sort();
    let is_kept = match keep {
        Some(times) => deleted::keep(transaction, scope, (repository, digest), &tags, times)?,
        None => false,
    };
    let gone = transaction.execute(&DELETE_IMAGE, scope, params![repository, digest])?;
    transaction.execute(&DELETE_MANIFEST, scope, params![repository, digest])?;
    if !is_kept {
        damaged::unmark(transaction, scope, repository, digest)?;
    }
    if gone > 0 {
        count_images(transaction, scope, repository, -1)?;
        archive_left_layers(transaction, scope, repository, digest)?;
    }
    if is_kept {
        children::set_kept(transaction, scope, repository, (digest, true))?;
    } else {
        children::delete(transaction, scope, repository, digest)?;
    }
    Ok((tags, is_kept))
}
