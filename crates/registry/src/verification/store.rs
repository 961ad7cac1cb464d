//! The SQL of verification.

pub(super) mod registries;

use bytes::Bytes;
use wharf_aws::Timestamp;
use wharf_sql::{Error, Row, Scope, Statement, Transaction, params};

pub(super) use super::place::Place;
use crate::ecr::image::store as image_store;
use wharf_kernel::Cell;

/// Rows of one page; those of images have manifests of up to 4 MiB with them.
pub(super) const PAGE: i64 = 500;
const IMAGES_OF_A_PAGE: i64 = 20;

static REPOSITORIES: Statement = Statement::global(
    "verification.repositories",
    "SELECT account, region, name, id, data_key FROM repositories WHERE (account, region, name) > ($1, $2, $3) \
     ORDER BY account, region, name LIMIT $4",
);
static LAYERS: Statement = Statement::scoped(
    "verification.layers",
    "SELECT l.digest, l.size, l.data_key, d.damage, d.found_at FROM layers l LEFT JOIN damaged_blobs d ON d.region = l.region \
     AND d.data_key = l.data_key AND d.digest = l.digest WHERE l.account = $1 AND l.region = $2 AND l.repository = $3 \
     AND l.digest > $4 ORDER BY l.digest LIMIT $5",
);
/// Whether a repository that is looked at earlier has the same bytes, and says the same of their length.
static HAS_EARLIER: Statement = Statement::global(
    "verification.has_earlier",
    "SELECT 1 FROM layers l JOIN repositories r ON r.account = l.account AND r.region = l.region AND r.id = l.repository \
     WHERE l.digest = $3 AND l.data_key = $4 AND l.region = $2 AND l.size = $6 \
     AND (l.account < $1 OR (l.account = $1 AND r.name < $5)) LIMIT 1",
);
static IMAGES: Statement = Statement::scoped(
    "verification.images",
    "SELECT i.digest, i.media_type, i.manifest_size, i.tag_count, m.manifest, \
     (SELECT COUNT(*) FROM tags t WHERE t.account = i.account AND t.region = i.region AND t.repository = i.repository \
     AND t.digest = i.digest), CAST(CASE WHEN i.subject IS NULL OR EXISTS (SELECT 1 FROM images s WHERE s.account = i.account \
     AND s.region = i.region AND s.repository = i.repository AND s.digest = i.subject) OR EXISTS (SELECT 1 FROM images s \
     WHERE s.account = i.account AND s.region = i.region AND s.repository = i.repository AND s.other_form = i.subject) THEN 1 ELSE 0 END AS BIGINT) \
     FROM images i LEFT JOIN manifests m ON m.account = i.account AND m.region = i.region AND m.repository = i.repository \
     AND m.digest = i.digest WHERE i.account = $1 AND i.region = $2 AND i.repository = $3 AND i.digest > $4 \
     ORDER BY i.digest LIMIT $5",
);
static CHILDREN: Statement = Statement::scoped(
    "verification.children",
    "SELECT c.child_kind, c.child, CAST(CASE WHEN (c.child_kind = 'layer' AND EXISTS (SELECT 1 FROM layers l \
     WHERE l.account = c.account AND l.region = c.region AND l.repository = c.repository AND l.digest = c.child)) \
     OR (c.child_kind = 'image' AND EXISTS (SELECT 1 FROM images i WHERE i.account = c.account AND i.region = c.region \
     AND i.repository = c.repository AND i.digest = c.child)) THEN 1 ELSE 0 END AS BIGINT) FROM image_children c \
     WHERE c.account = $1 AND c.region = $2 AND c.repository = $3 AND c.parent = $4 AND c.is_kept = 0",
);
/// Deleted images that can be restored.
static KEPT: Statement = Statement::scoped(
    "verification.kept",
    "SELECT digest, media_type, manifest_size, manifest FROM deleted_images \
     WHERE account = $1 AND region = $2 AND repository = $3 AND digest > $4 ORDER BY digest LIMIT $5",
);
static TAGS: Statement = Statement::scoped(
    "verification.tags",
    "SELECT t.tag, t.digest, CAST(CASE WHEN EXISTS (SELECT 1 FROM images i WHERE i.account = t.account AND i.region = t.region \
     AND i.repository = t.repository AND i.digest = t.digest) THEN 1 ELSE 0 END AS BIGINT) FROM tags t \
     WHERE t.account = $1 AND t.region = $2 AND t.repository = $3 AND t.tag > $4 ORDER BY t.tag LIMIT $5",
);
static COUNT: Statement = Statement::scoped(
    "verification.count",
    "SELECT COUNT(*), COALESCE((SELECT c.images FROM image_counts c WHERE c.account = $1 AND c.region = $2 \
     AND c.repository = $3), 0) FROM images WHERE account = $1 AND region = $2 AND repository = $3",
);
static IS_THERE: Statement = Statement::scoped(
    "verification.is_there",
    "SELECT 1 FROM images WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
static MEND_SIZE: Statement = Statement::scoped(
    "verification.mend_size",
    "UPDATE images SET manifest_size = $5 WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
static MEND_KEPT_SIZE: Statement = Statement::scoped(
    "verification.mend_kept_size",
    "UPDATE deleted_images SET manifest_size = $5 WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
pub(crate) static STATEMENTS: &[&Statement] = &[
    &REPOSITORIES,
    &LAYERS,
    &HAS_EARLIER,
    &IMAGES,
    &CHILDREN,
    &KEPT,
    &TAGS,
    &COUNT,
    &IS_THERE,
    &MEND_SIZE,
    &MEND_KEPT_SIZE,
];

/// A page of repositories after a place; of all Regions that the database has.
pub(super) async fn repositories(cell: &Cell, after: &Place) -> Result<Vec<Place>, Error> {
    let values = params![
        after.account.as_str(),
        after.region.as_str(),
        after.name.as_str(),
        PAGE
    ];
    let read = |row: &Row| {
        let text = |column| row.text(column).map(str::to_owned);
        Ok(Place {
            account: text(0)?,
            region: text(1)?,
            name: text(2)?,
            id: text(3)?,
            data_key: text(4)?,
        })
    };
    let rows = cell.database.query_global(&REPOSITORIES, values).await?;
    rows.iter().map(read).collect()
}

/// A layer's row.
pub(super) struct Layer {
    pub(super) digest: String,
    pub(super) size: u64,
    pub(super) data_key: String,
    /// What its bytes are marked with, and when.
    pub(super) mark: Option<(String, Timestamp)>,
}

/// A page of a repository's layers.
pub(super) async fn layers(cell: &Cell, place: &Place, after: &str) -> Result<Vec<Layer>, Error> {
    let values = params![place.id.as_str(), after, PAGE];
    let read = |row: &Row| {
        Ok(Layer {
            digest: row.text(0)?.to_owned(),
            size: u64::try_from(row.integer(1)?).unwrap_or(0),
            data_key: row.text(2)?.to_owned(),
            mark: match (row.opt_text(3)?, row.opt_integer(4)?) {
                (Some(damage), Some(found_at)) => Some((damage.to_owned(), Timestamp::from_micros(found_at))),
                _ => None,
            },
        })
    };
    let rows = cell.database.query(&LAYERS, &place.scope(), values).await?;
    rows.iter().map(read).collect()
}

/// Whether a repository that is looked at earlier than this one has the bytes of a layer.
pub(super) async fn has_earlier(cell: &Cell, place: &Place, layer: &Layer) -> Result<bool, Error> {
    let values = params![
        place.account.as_str(),
        place.region.as_str(),
        layer.digest.as_str(),
        layer.data_key.as_str(),
        place.name.as_str(),
        i64::try_from(layer.size).unwrap_or(i64::MAX)
    ];
    let rows = cell.database.query_global(&HAS_EARLIER, values).await?;
    Ok(!rows.is_empty())
}

/// What a row says that an image names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Named {
    /// `layer` or `image`.
    pub(super) kind: String,
    pub(super) digest: String,
}

/// An image's row, and what hangs on it.
pub(crate) struct Image {
    pub(crate) digest: String,
    pub(super) media_type: String,
    pub(super) manifest_size: i64,
    pub(super) tag_count: i64,
    pub(super) tags: i64,
    /// Whether it is deleted, and kept to be restored.
    pub(super) is_kept: bool,
    /// As it is written down, if it is.
    pub(super) manifest: Option<Bytes>,
    pub(super) has_its_subject: bool,
    /// What it names, and whether the repository holds that.
    pub(super) named: Vec<(Named, bool)>,
}

impl Image {
    /// How many bytes its manifest has as it is written down.
    pub(crate) fn length(&self) -> u64 {
        self.manifest.as_ref().map_or(0, Bytes::len) as u64
    }
}

/// A page of a repository's images, of one moment.
pub(crate) async fn images(cell: &Cell, place: &Place, after: &str) -> Result<Vec<Image>, Error> {
    let (scope, repository, after) = (place.scope(), place.id.clone(), after.to_owned());
    let read = move |view: &mut Transaction<'_>| {
        let values = params![repository.as_str(), after.as_str(), IMAGES_OF_A_PAGE];
        let mut images = Vec::new();
        for row in view.query(&IMAGES, &scope, values)? {
            let digest = row.text(0)?;
            let children = view.query(&CHILDREN, &scope, params![repository.as_str(), digest])?;
            let named = |row: &Row| {
                let (kind, digest) = (row.text(0)?.to_owned(), row.text(1)?.to_owned());
                Ok((Named { kind, digest }, row.boolean(2)?))
            };
            images.push(Image {
                digest: digest.to_owned(),
                media_type: row.text(1)?.to_owned(),
                manifest_size: row.integer(2)?,
                tag_count: row.integer(3)?,
                manifest: row.opt_blob(4)?,
                tags: row.integer(5)?,
                has_its_subject: row.boolean(6)?,
                is_kept: false,
                named: children.iter().map(named).collect::<Result<_, Error>>()?,
            });
        }
        Ok(images)
    };
    cell.database.snapshot("verification.images", read).await
}

/// The same of its deleted images that can be restored. That what they name is there is not asked.
pub(crate) async fn kept_images(cell: &Cell, place: &Place, after: &str) -> Result<Vec<Image>, Error> {
    let (scope, repository, after) = (place.scope(), place.id.clone(), after.to_owned());
    let read = move |view: &mut Transaction<'_>| {
        let values = params![repository.as_str(), after.as_str(), IMAGES_OF_A_PAGE];
        let mut images = Vec::new();
        for row in view.query(&KEPT, &scope, values)? {
            let digest = row.text(0)?;
            let children = image_store::children::named(view, &scope, &repository, (digest, true))?;
            let named = |(digest, kind)| (Named { kind, digest }, true);
            images.push(Image {
                digest: digest.to_owned(),
                media_type: row.text(1)?.to_owned(),
                manifest_size: row.integer(2)?,
                tag_count: 0,
                manifest: row.opt_blob(3)?,
                tags: 0,
                has_its_subject: true,
                is_kept: true,
                named: children.into_iter().map(named).collect(),
            });
        }
        Ok(images)
    };
    cell.database.snapshot("verification.kept_images", read).await
}

/// A page of a repository's tags: each with its image, and whether that is there.
pub(super) async fn tags(
    cell: &Cell,
    place: &Place,
    after: &str,
) -> Result<Vec<(String, String, bool)>, Error> {
    let values = params![place.id.as_str(), after, PAGE];
    let rows = cell.database.query(&TAGS, &place.scope(), values).await?;
    let read = |row: &Row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.boolean(2)?));
    rows.iter().map(read).collect()
}

/// How many images a repository has, and how many are counted.
pub(super) async fn count(cell: &Cell, place: &Place) -> Result<(i64, i64), Error> {
    let values = params![place.id.as_str()];
    let rows = cell.database.query(&COUNT, &place.scope(), values).await?;
    rows.first()
        .map_or(Ok((0, 0)), |row| Ok((row.integer(0)?, row.integer(1)?)))
}

/// A row that can be mended because it follows from others.
#[derive(Clone, Debug)]
pub(super) enum Mend {
    /// What an image's manifest names, or that of a deleted one that is kept.
    References {
        image: String,
        is_kept: bool,
        missing: Vec<Named>,
        surplus: Vec<Named>,
    },
    /// The size of an image's manifest, or of that of a deleted one that is kept.
    Size { image: String, is_kept: bool, size: i64 },
    /// How many tags an image has.
    Tags { image: String },
    /// How many images the repository has.
    Images,
}

/// Writes the rows again that say what an image names, or a deleted one that is kept; whether it is still there.
pub(crate) fn name_again(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    (repository, image): (&str, &str),
    missing: &[Named],
    is_kept: bool,
) -> Result<bool, Error> {
    let is_there = match is_kept {
        true => image_store::deleted::is_kept(transaction, scope, repository, image)?,
        false => transaction
            .query_one(&IS_THERE, scope, params![repository, image])?
            .is_some(),
    };
    if !is_there {
        return Ok(false);
    }
    for Named { kind, digest } in missing {
        image_store::children::put(transaction, scope, repository, (digest, kind), (image, is_kept))?;
    }
    Ok(true)
}

/// Mends rows of a repository.
pub(super) async fn mend(cell: &Cell, place: &Place, mend: Mend) -> Result<(), Error> {
    let (scope, repository) = (place.scope(), place.id.clone());
    let write = move |transaction: &mut Transaction<'_>| {
        let repository = repository.as_str();
        match &mend {
            Mend::References {
                image,
                is_kept,
                missing,
                surplus,
            } => {
                if !name_again(transaction, &scope, (repository, image), missing, *is_kept)? {
                    return Ok(());
                }
                for Named { kind, digest } in surplus {
                    let (child, parent) = ((digest.as_str(), kind.as_str()), (image.as_str(), *is_kept));
                    image_store::children::drop_one(transaction, &scope, repository, child, parent)?;
                }
                Ok(())
            }
            Mend::Size { image, is_kept, size } => {
                let mend = match is_kept {
                    true => &MEND_KEPT_SIZE,
                    false => &MEND_SIZE,
                };
                let values = params![repository, image.as_str(), *size];
                transaction.execute(mend, &scope, values).map(drop)
            }
            Mend::Tags { image } => image_store::mend::tag_count(transaction, &scope, repository, image),
            Mend::Images => image_store::mend::count(transaction, &scope, repository).map(drop),
        }
    };
    cell.database.transaction("verification.mend", write).await
}
