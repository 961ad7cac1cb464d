//! The SQL that compares the rows of an image with its manifest, and mends what follows from it or from other rows.

use std::collections::BTreeSet;

use bytes::Bytes;
use wharf_sql::{Error, Scope, Statement, Transaction, params};

use super::super::model::NewImage;
use super::{ChildKind, StoredImage, children};

static READ: Statement = Statement::scoped(
    "ecr.image.read_rows",
    "SELECT i.subject, i.annotations, m.manifest, (SELECT COUNT(*) FROM tags t WHERE t.account = $1 AND t.region = $2 \
     AND t.repository = $3 AND t.digest = $4), (SELECT COUNT(*) FROM damaged_manifests d WHERE d.account = $1 AND d.region = $2 \
     AND d.repository = $3 AND d.digest = $4) FROM images i LEFT JOIN manifests m ON m.account = i.account \
     AND m.region = i.region AND m.repository = i.repository AND m.digest = i.digest \
     WHERE i.account = $1 AND i.region = $2 AND i.repository = $3 AND i.digest = $4",
);
static MEND: Statement = Statement::scoped(
    "ecr.image.mend",
    "UPDATE images SET artifact_type = $5, subject = $6, annotations = $7, content_size = $8, manifest_size = $9 \
     WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
static MEND_TAG_COUNT: Statement = Statement::scoped(
    "ecr.image.mend_tag_count",
    "UPDATE images SET tag_count = (SELECT COUNT(*) FROM tags t WHERE t.account = $1 AND t.region = $2 AND t.repository = $3 \
     AND t.digest = $4) WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
static MEND_COUNT: Statement = Statement::scoped(
    "ecr.image.mend_count",
    "INSERT INTO image_counts (account, region, repository, images) VALUES ($1, $2, $3, (SELECT COUNT(*) FROM images \
     WHERE account = $1 AND region = $2 AND repository = $3)) \
     ON CONFLICT (account, region, repository) DO UPDATE SET images = excluded.images RETURNING images",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&READ, &MEND, &MEND_TAG_COUNT, &MEND_COUNT];

/// What the rows of an image say besides what [`StoredImage`] has.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    subject: Option<String>,
    annotations: Option<String>,
    /// As it is written down, if it is.
    pub(crate) manifest: Option<Bytes>,
    /// How many tags name it.
    pub(crate) tags: i64,
    /// Whether it is marked as damaged.
    pub(crate) is_marked: bool,
}

impl Rows {
    /// Whether the image's row says other than its manifest, read as it was when it was pushed first.
    pub(crate) fn says_other(&self, stored: &StoredImage, image: &NewImage, content_size: i64) -> bool {
        let manifest = &image.manifest;
        stored.media_type == manifest.media_type
            && (self.subject.as_deref() != subject(image)
                || self.annotations != image.annotations
                || stored.artifact_type.as_deref() != manifest.effective_artifact_type()
                || stored.content_size != content_size
                || stored.manifest_size != manifest_size(image))
    }
}

/// The digest of what an image is about.
pub(super) fn subject(image: &NewImage) -> Option<&str> {
    let subject = image.manifest.subject.as_ref();
    subject.map(|subject| subject.digest.as_str())
}

/// How many bytes its manifest has.
pub(super) fn manifest_size(image: &NewImage) -> i64 {
    i64::try_from(image.bytes.len()).unwrap_or(i64::MAX)
}

/// What the rows of a stored image say.
pub(crate) fn read(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Rows, Error> {
    let row = transaction.query_one(&READ, scope, params![repository, digest])?;
    let Some(row) = row else {
        return Ok(Rows::default());
    };
    Ok(Rows {
        subject: row.opt_text(0)?.map(str::to_owned),
        annotations: row.opt_text(1)?.map(str::to_owned),
        manifest: row.opt_blob(2)?,
        tags: row.integer(3)?,
        is_marked: row.integer(4)? > 0,
    })
}

/// Writes into an image's row what its manifest says.
pub(crate) fn image(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    image: &NewImage,
    content_size: i64,
) -> Result<(), Error> {
    let values = params![
        repository,
        image.digest.as_str(),
        image.manifest.effective_artifact_type(),
        subject(image),
        image.annotations.as_deref(),
        content_size,
        manifest_size(image)
    ];
    transaction.execute(&MEND, scope, values).map(drop)
}

/// Makes the rows that say what an image names those of what it names; whether they were others.
pub(crate) fn children(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    (repository, digest): (&str, &str),
    named: &[(String, ChildKind)],
) -> Result<bool, Error> {
    let rows = children::named(transaction, scope, repository, (digest, false))?;
    let there = rows.iter().map(|(child, kind)| (child.as_str(), kind.as_str()));
    let there: BTreeSet<(&str, &str)> = there.collect();
    let named = named.iter().map(|(child, kind)| (child.as_str(), kind.as_str()));
    let named: BTreeSet<(&str, &str)> = named.collect();
    for child in named.difference(&there) {
        children::put(transaction, scope, repository, *child, (digest, false))?;
    }
    for child in there.difference(&named) {
        children::drop_one(transaction, scope, repository, *child, (digest, false))?;
    }
    Ok(named != there)
}

/// Counts the tags of an image anew.
pub(crate) fn tag_count(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<(), Error> {
    transaction
        .execute(&MEND_TAG_COUNT, scope, params![repository, digest])
        .map(drop)
}

/// Counts the images of a repository anew; how many it has.
pub(crate) fn count(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
) -> Result<i64, Error> {
    let row = transaction.query_one(&MEND_COUNT, scope, params![repository])?;
    row.map_or(Ok(0), |row| row.integer(0))
}
