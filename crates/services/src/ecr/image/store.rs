//! The SQL of images and tags that reads; what writes is in `store/write.rs`.

mod write;

use wharf_aws::Timestamp;
use wharf_oci::name::RepositoryName;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use super::model::{ImageRow, Manifest, Referrer};

pub(super) use write::*;

static FIND_BY_TAG: Statement = Statement::scoped(
    "ecr.image.find_by_tag",
    "SELECT m.digest, m.media_type, m.manifest FROM repositories r \
     JOIN tags t ON t.account = r.account AND t.region = r.region AND t.repository = r.id \
     JOIN manifests m ON m.account = r.account AND m.region = r.region AND m.repository = r.id \
     AND m.digest = t.digest \
     WHERE r.account = $1 AND r.region = $2 AND r.name = $3 AND t.tag = $4",
)
.point();
static FIND_BY_DIGEST: Statement = Statement::scoped(
    "ecr.image.find_by_digest",
    "SELECT m.digest, m.media_type, m.manifest FROM repositories r \
     JOIN manifests m ON m.account = r.account AND m.region = r.region AND m.repository = r.id \
     WHERE r.account = $1 AND r.region = $2 AND r.name = $3 AND m.digest = $4",
)
.point();
static LIST_TAGS: Statement = Statement::scoped(
    "ecr.image.list_tags",
    "SELECT tag FROM tags WHERE account = $1 AND region = $2 AND repository = $3 AND (folded, tag) > ($4, $5) \
     ORDER BY folded, tag LIMIT $6",
);
static LIST_ANY: Statement = Statement::scoped(
    "ecr.image.list_any",
    "SELECT i.digest, t.tag FROM images i LEFT JOIN tags t ON t.account = i.account AND t.region = i.region \
     AND t.repository = i.repository AND t.digest = i.digest \
     WHERE i.account = $1 AND i.region = $2 AND i.repository = $3 AND i.digest >= $4 \
     AND (i.digest > $4 OR t.tag > $5) ORDER BY i.digest, t.tag LIMIT $6",
);
static LIST_TAGGED: Statement = Statement::scoped(
    "ecr.image.list_tagged",
    "SELECT digest, tag FROM tags WHERE account = $1 AND region = $2 AND repository = $3 \
     AND (digest, tag) > ($4, $5) ORDER BY digest, tag LIMIT $6",
);
static LIST_UNTAGGED: Statement = Statement::scoped(
    "ecr.image.list_untagged",
    "SELECT digest FROM images WHERE account = $1 AND region = $2 AND repository = $3 AND tag_count = 0 \
     AND digest > $4 ORDER BY digest LIMIT $5",
);
static DESCRIBE_ANY: Statement = Statement::scoped(
    "ecr.image.describe_any",
    "SELECT digest, media_type, artifact_type, subject, content_size, pushed_at FROM images \
     WHERE account = $1 AND region = $2 AND repository = $3 AND digest > $4 ORDER BY digest LIMIT $5",
);
static DESCRIBE_TAGGED: Statement = Statement::scoped(
    "ecr.image.describe_tagged",
    "SELECT digest, media_type, artifact_type, subject, content_size, pushed_at FROM images \
     WHERE account = $1 AND region = $2 AND repository = $3 AND tag_count > 0 AND digest > $4 ORDER BY digest LIMIT $5",
);
static DESCRIBE_UNTAGGED: Statement = Statement::scoped(
    "ecr.image.describe_untagged",
    "SELECT digest, media_type, artifact_type, subject, content_size, pushed_at FROM images \
     WHERE account = $1 AND region = $2 AND repository = $3 AND tag_count = 0 AND digest > $4 ORDER BY digest LIMIT $5",
);
static DESCRIBE_ONE: Statement = Statement::scoped(
    "ecr.image.describe_one",
    "SELECT digest, media_type, artifact_type, subject, content_size, pushed_at FROM images \
     WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
static TAGS_BETWEEN: Statement = Statement::scoped(
    "ecr.image.tags_between",
    "SELECT digest, tag FROM tags WHERE account = $1 AND region = $2 AND repository = $3 \
     AND digest >= $4 AND digest <= $5 ORDER BY digest, tag",
);
static TAG_TARGET: Statement = Statement::scoped(
    "ecr.image.tag_target",
    "SELECT digest FROM tags WHERE account = $1 AND region = $2 AND repository = $3 AND tag = $4",
)
.point();
static REFERRERS: Statement = Statement::scoped(
    "ecr.image.referrers",
    "SELECT digest, media_type, manifest_size, artifact_type, annotations FROM images \
     WHERE account = $1 AND region = $2 AND repository = $3 AND subject = $4 AND digest > $5 ORDER BY digest LIMIT $6",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &FIND_BY_TAG,
    &FIND_BY_DIGEST,
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
    &INSERT_IMAGE,
    &INSERT_MANIFEST,
    &FIND_IMAGE,
    &CHANGE_TAG_COUNT,
    &PUT_TAG,
    &DELETE_TAG,
    &DELETE_TAGS,
    &INSERT_CHILD,
    &DELETE_CHILDREN,
    &PARENTS,
    &DELETE_IMAGE,
    &DELETE_MANIFEST,
    &HAS_LAYER,
];

/// A page's bounds as the statements take them.
fn limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// The manifest that a tag names.
pub(crate) async fn find_by_tag(
    database: &Database,
    scope: &Scope,
    repository: &RepositoryName,
    tag: &str,
) -> Result<Option<Manifest>, Error> {
    let rows = database
        .query(&FIND_BY_TAG, scope, params![repository.as_str(), tag])
        .await?;
    rows.first().map(read_manifest).transpose()
}

/// The manifest with a digest.
pub(crate) async fn find_by_digest(
    database: &Database,
    scope: &Scope,
    repository: &RepositoryName,
    digest: &str,
) -> Result<Option<Manifest>, Error> {
    let rows = database
        .query(&FIND_BY_DIGEST, scope, params![repository.as_str(), digest])
        .await?;
    rows.first().map(read_manifest).transpose()
}

fn read_manifest(row: &Row) -> Result<Manifest, Error> {
    Ok(Manifest {
        digest: row.text(0)?.to_owned(),
        media_type: row.text(1)?.to_owned(),
        bytes: row.blob(2)?,
    })
}

/// A page of tags without regard to case, after the tag `after`.
pub(crate) async fn list_tags(
    database: &Database,
    scope: &Scope,
    repository: &str,
    after: &str,
    size: usize,
) -> Result<Vec<String>, Error> {
    let values = params![repository, fold(after), after, limit(size)];
    let rows = database.query(&LIST_TAGS, scope, values).await?;
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}

/// The key by which tags are listed.
pub(super) fn fold(tag: &str) -> String {
    tag.to_ascii_lowercase()
}

/// Which images a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tagged {
    Any,
    Yes,
    No,
}

/// A page of (digest, tag) pairs; an untagged image has one pair without a tag.
pub(crate) async fn list_images(
    database: &Database,
    scope: &Scope,
    repository: &str,
    tagged: Tagged,
    [digest, tag]: [String; 2],
    size: usize,
) -> Result<Vec<(String, Option<String>)>, Error> {
    let rows = match tagged {
        Tagged::Any => {
            database
                .query(&LIST_ANY, scope, params![repository, digest, tag, limit(size)])
                .await?
        }
        Tagged::Yes => {
            database
                .query(&LIST_TAGGED, scope, params![repository, digest, tag, limit(size)])
                .await?
        }
        Tagged::No => {
            database
                .query(&LIST_UNTAGGED, scope, params![repository, digest, limit(size)])
                .await?
        }
    };
    let tag = |row: &Row| {
        if tagged == Tagged::No {
            Ok(None)
        } else {
            Ok(row.opt_text(1)?.map(str::to_owned))
        }
    };
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), tag(row)?)))
        .collect()
}

/// A page of images by digest, with their tags.
pub(super) fn describe_images(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    tagged: Tagged,
    after: &str,
    size: usize,
) -> Result<Vec<ImageRow>, Error> {
    let statement = match tagged {
        Tagged::Any => &DESCRIBE_ANY,
        Tagged::Yes => &DESCRIBE_TAGGED,
        Tagged::No => &DESCRIBE_UNTAGGED,
    };
    let rows = transaction.query(statement, scope, params![repository, after, limit(size)])?;
    let mut images = rows.iter().map(read_image).collect::<Result<Vec<_>, _>>()?;
    // Between two untagged images lie the tags of all others: there is nothing to read.
    if tagged != Tagged::No {
        attach_tags(transaction, scope, repository, &mut images)?;
    }
    Ok(images)
}

/// One image by digest, with its tags.
pub(super) fn describe_image(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Option<ImageRow>, Error> {
    let row = transaction.query_one(&DESCRIBE_ONE, scope, params![repository, digest])?;
    let Some(row) = row else { return Ok(None) };
    let mut image = [read_image(&row)?];
    attach_tags(transaction, scope, repository, &mut image)?;
    let [image] = image;
    Ok(Some(image))
}

/// Tags of a run of images, by one range over the digests.
fn attach_tags(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    images: &mut [ImageRow],
) -> Result<(), Error> {
    let (Some(first), Some(last)) = (images.first(), images.last()) else {
        return Ok(());
    };
    let values = params![repository, first.digest.as_str(), last.digest.as_str()];
    for row in transaction.query(&TAGS_BETWEEN, scope, values)? {
        if let Ok(index) =
            images.binary_search_by(|image| image.digest.as_str().cmp(row.text(0).unwrap_or("")))
        {
            images[index].tags.push(row.text(1)?.to_owned());
        }
    }
    Ok(())
}

fn read_image(row: &Row) -> Result<ImageRow, Error> {
    Ok(ImageRow {
        digest: row.text(0)?.to_owned(),
        media_type: row.text(1)?.to_owned(),
        artifact_type: row.opt_text(2)?.map(str::to_owned),
        subject: row.opt_text(3)?.map(str::to_owned),
        content_size: row.integer(4)?,
        pushed_at: Timestamp::from_micros(row.integer(5)?),
        tags: Vec::new(),
    })
}

/// The digest that a tag names.
pub(super) fn tag_target(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    tag: &str,
) -> Result<Option<String>, Error> {
    let row = transaction.query_one(&TAG_TARGET, scope, params![repository, tag])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}

/// A page of the images whose subject is `subject`.
pub(crate) async fn referrers(
    database: &Database,
    scope: &Scope,
    repository: &str,
    subject: &str,
    after: &str,
    size: usize,
) -> Result<Vec<Referrer>, Error> {
    let values = params![repository, subject, after, limit(size)];
    let rows = database.query(&REFERRERS, scope, values).await?;
    let read = |row: &Row| {
        Ok(Referrer {
            digest: row.text(0)?.to_owned(),
            media_type: row.text(1)?.to_owned(),
            size: u64::try_from(row.integer(2)?).unwrap_or(0),
            artifact_type: row.opt_text(3)?.map(str::to_owned),
            annotations: row.opt_text(4)?.map(str::to_owned),
        })
    };
    rows.iter().map(read).collect()
}
