//! The SQL of what images name: a row for each layer and each image. The rows of a deleted image stay while it can be restored, marked
//! as kept: so collection leaves its layers alone.

use wharf_sql::{Error, Scope, Statement, Transaction, params};

use super::digests;

/// Over a row that is there, kept or not.
static PUT: Statement = Statement::scoped(
    "ecr.image.put_child",
    "INSERT INTO image_children (account, region, repository, child, child_kind, parent, is_kept) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account, region, repository, child, child_kind, parent) \
     DO UPDATE SET is_kept = excluded.is_kept",
);
static NAMED: Statement = Statement::scoped(
    "ecr.image.named",
    "SELECT child, child_kind FROM image_children WHERE account = $1 AND region = $2 AND repository = $3 AND parent = $4 \
     AND is_kept = $5",
);
static SET_KEPT: Statement = Statement::scoped(
    "ecr.image.set_kept_children",
    "UPDATE image_children SET is_kept = $5 WHERE account = $1 AND region = $2 AND repository = $3 AND parent = $4 \
     AND is_kept <> $5",
);
static DROP: Statement = Statement::scoped(
    "ecr.image.drop_child",
    "DELETE FROM image_children WHERE account = $1 AND region = $2 AND repository = $3 AND child = $4 AND child_kind = $5 \
     AND parent = $6 AND is_kept = $7",
);
static DELETE: Statement = Statement::scoped(
    "ecr.image.delete_children",
    "DELETE FROM image_children WHERE account = $1 AND region = $2 AND repository = $3 AND parent = $4",
);
static FORGET: Statement = Statement::scoped(
    "ecr.image.forget_children",
    "DELETE FROM image_children WHERE account = $1 AND region = $2 AND repository = $3 AND parent = $4 \
     AND is_kept = 1",
);
static IMAGES: Statement = Statement::scoped(
    "ecr.image.image_children",
    "SELECT child FROM image_children WHERE account = $1 AND region = $2 AND repository = $3 AND parent = $4 \
     AND child_kind = 'image' AND is_kept = 0",
);
static PARENTS: Statement = Statement::scoped(
    "ecr.image.parents",
    "SELECT parent FROM image_children WHERE account = $1 AND region = $2 AND repository = $3 AND child = $4 \
     AND child_kind = 'image' AND is_kept = 0 ORDER BY parent LIMIT 100",
);
static ACTIVE_PARENTS: Statement = Statement::scoped(
    "ecr.image.active_parents",
    "SELECT c.parent FROM image_children c JOIN images i ON i.account = c.account AND i.region = c.region \
     AND i.repository = c.repository AND i.digest = c.parent WHERE c.account = $1 AND c.region = $2 \
     AND c.repository = $3 AND c.child = $4 AND c.child_kind = 'image' AND i.status <> 'ARCHIVED' \
     ORDER BY c.parent LIMIT 100",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &PUT,
    &NAMED,
    &SET_KEPT,
    &DROP,
    &DELETE,
    &FORGET,
    &IMAGES,
    &PARENTS,
    &ACTIVE_PARENTS,
];

/// What an image's manifest names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ChildKind {
    Layer,
    Image,
}

impl ChildKind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            ChildKind::Layer => "layer",
            ChildKind::Image => "image",
        }
    }
}

/// Says that an image names something, or that a deleted one does, which is kept.
pub(crate) fn put(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    (child, kind): (&str, &str),
    (parent, is_kept): (&str, bool),
) -> Result<(), Error> {
    let values = params![repository, child, kind, parent, is_kept];
    transaction.execute(&PUT, scope, values).map(drop)
}

/// What an image names, or a deleted one that is kept: each with its kind.
pub(crate) fn named(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    (parent, is_kept): (&str, bool),
) -> Result<Vec<(String, String)>, Error> {
    let rows = transaction.query(&NAMED, scope, params![repository, parent, is_kept])?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
        .collect()
}

/// Says of everything that an image names whether it is kept, because the image is deleted or restored.
pub(super) fn set_kept(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    (parent, is_kept): (&str, bool),
) -> Result<(), Error> {
    transaction
        .execute(&SET_KEPT, scope, params![repository, parent, is_kept])
        .map(drop)
}

/// Removes the row of something that an image, or a deleted one that is kept, does not name.
pub(crate) fn drop_one(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    (child, kind): (&str, &str),
    (parent, is_kept): (&str, bool),
) -> Result<(), Error> {
    let values = params![repository, child, kind, parent, is_kept];
    transaction.execute(&DROP, scope, values).map(drop)
}

/// Removes the rows of everything that an image names, kept or not.
pub(super) fn delete(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    parent: &str,
) -> Result<(), Error> {
    transaction
        .execute(&DELETE, scope, params![repository, parent])
        .map(drop)
}

/// Removes those that are kept: the deleted image cannot be restored any more.
pub(super) fn forget(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    parent: &str,
) -> Result<(), Error> {
    transaction
        .execute(&FORGET, scope, params![repository, parent])
        .map(drop)
}

/// The images that an index names.
pub(crate) fn image_children(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Vec<String>, Error> {
    digests(&transaction.query(&IMAGES, scope, params![repository, digest])?)
}

/// The indexes that name the image as a child.
pub(crate) fn parents(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Vec<String>, Error> {
    digests(&transaction.query(&PARENTS, scope, params![repository, digest])?)
}

/// Indexes that name the image and are not archived.
pub(crate) fn active_parents(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    digest: &str,
) -> Result<Vec<String>, Error> {
    digests(&transaction.query(&ACTIVE_PARENTS, scope, params![repository, digest])?)
}
