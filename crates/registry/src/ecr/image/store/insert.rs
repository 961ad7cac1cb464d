//! The SQL of a new image, of which rows may be there already.

use wharf_sql::{Error, Scope, Statement, Transaction, params};

use super::super::super::layer_bytes;
use super::super::model::NewImage;
use super::{ChildKind, children, count_images, deleted, mend, put_manifest};

pub(super) static INSERT_IMAGE: Statement = Statement::scoped(
    "ecr.image.insert",
    "INSERT INTO images (account, region, repository, digest, media_type, artifact_type, subject, annotations, \
     content_size, manifest_size, pushed_at, tag_count) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, (SELECT COUNT(*) FROM tags t WHERE t.account = $1 \
     AND t.region = $2 AND t.repository = $3 AND t.digest = $4)) RETURNING tag_count",
);

/// What storing an image came to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Inserted {
    /// How many images the repository has.
    pub(crate) images: i64,
    /// How many tags name the image: some, where its row was lost and theirs were not.
    pub(crate) tags: i64,
}

/// Stores an image and what it names. Rows of it that are there already, because its own was lost, become those of its manifest.
pub(crate) fn insert_image(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    image: &NewImage,
    content_size: i64,
    named: &[(String, ChildKind)],
) -> Result<Inserted, Error> {
    let digest = image.digest.as_str();
    let freed = deleted::forget(transaction, scope, repository, digest)?;
    let size = mend::manifest_size(image);
    let values = params![
        repository,
        digest,
        image.manifest.media_type.as_str(),
        image.manifest.effective_artifact_type(),
        mend::subject(image),
        image.annotations.as_deref(),
        content_size,
        size,
        image.pushed_at.micros()
    ];
    let row = transaction.query_one(&INSERT_IMAGE, scope, values)?;
    let tags = row.map_or(Ok(0), |row| row.integer(0))?;
    let (of, media_type) = ((repository, digest), image.manifest.media_type.as_str());
    let had_manifest = put_manifest(transaction, scope, of, media_type, &image.written.bytes)?;
    if had_manifest {
        mend::children(transaction, scope, of, named)?;
    } else {
        for (child, kind) in named {
            let child = (child.as_str(), kind.as_str());
            children::put(transaction, scope, repository, child, (digest, false))?;
        }
    }
    // What is left of an image is still counted.
    let (images, came) = match had_manifest || tags > 0 {
        true => (mend::count(transaction, scope, repository)?, 0),
        false => (count_images(transaction, scope, repository, 1)?, size),
    };
    // After the row of the repository's count, as deletions do: else each could wait for the other.
    layer_bytes::store::add(transaction, scope, digest, came - freed)?;
    Ok(Inserted { images, tags })
}
