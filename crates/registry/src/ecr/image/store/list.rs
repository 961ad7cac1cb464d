//! The SQL of lists: pages by keyset, state by state.

use wharf_aws::Timestamp;
use wharf_aws::ecr::ImageStatus;
use wharf_kernel::page::within;
use wharf_oci::manifest::Manifest;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use super::super::model::{Annotations, ImageRow, Referrer};
use super::fold;

pub(super) static LIST_TAGS: Statement = Statement::scoped(
    "ecr.image.list_tags",
    "SELECT tag FROM tags WHERE account = $1 AND region = $2 AND repository = $3 AND (folded, tag) > ($4, $5) \
     ORDER BY folded, tag LIMIT $6",
);

/// A page of (state, digest, tag) after ($4, $5, $6), of states up to $7.
macro_rules! pairs {
    ($name:literal, $join:literal, $condition:literal) => {
        Statement::scoped(
            $name,
            concat!(
                "SELECT i.digest, t.tag, i.status FROM images i ",
                $join,
                " tags t ON t.account = i.account AND t.region = i.region AND t.repository = i.repository \
                 AND t.digest = i.digest \
                 WHERE i.account = $1 AND i.region = $2 AND i.repository = $3 ",
                $condition,
                " AND (i.status, i.digest) >= ($4, $5) AND i.status <= $7 \
                 AND ((i.status, i.digest) > ($4, $5) OR t.tag > $6) ORDER BY i.status, i.digest, t.tag LIMIT $8"
            ),
        )
    };
}

/// A page of images after (state $4, digest $5), of states up to $6.
macro_rules! images {
    ($name:literal, $condition:literal) => {
        Statement::scoped(
            $name,
            concat!(
                "SELECT digest, media_type, artifact_type, subject, content_size, pushed_at, status, archived_at, \
                 activated_at, pulled_at, tag_count FROM images WHERE account = $1 AND region = $2 AND repository = $3 ",
                $condition,
                " AND (status, digest) > ($4, $5) AND status <= $6 ORDER BY status, digest LIMIT $7"
            ),
        )
    };
}

pub(super) static LIST_ANY: Statement = pairs!("ecr.image.list_any", "LEFT JOIN", "");
pub(super) static LIST_TAGGED: Statement = pairs!("ecr.image.list_tagged", "JOIN", "AND i.tag_count > 0");
pub(super) static LIST_UNTAGGED: Statement = Statement::scoped(
    "ecr.image.list_untagged",
    "SELECT digest, NULL, status FROM images WHERE account = $1 AND region = $2 AND repository = $3 \
     AND tag_count = 0 AND (status, digest) > ($4, $5) AND status <= $6 ORDER BY status, digest LIMIT $7",
);
pub(super) static DESCRIBE_ANY: Statement = images!("ecr.image.describe_any", "");
pub(super) static DESCRIBE_TAGGED: Statement = images!("ecr.image.describe_tagged", "AND tag_count > 0");
pub(super) static DESCRIBE_UNTAGGED: Statement = images!("ecr.image.describe_untagged", "AND tag_count = 0");
pub(super) static DESCRIBE_ONE: Statement = Statement::scoped(
    "ecr.image.describe_one",
    "SELECT digest, media_type, artifact_type, subject, content_size, pushed_at, status, archived_at, activated_at, \
     pulled_at FROM images WHERE account = $1 AND region = $2 AND repository = $3 AND digest = $4",
);
pub(super) static TAGS_BETWEEN: Statement = Statement::scoped(
    "ecr.image.tags_between",
    "SELECT i.digest, t.tag FROM images i JOIN tags t ON t.account = i.account AND t.region = i.region \
     AND t.repository = i.repository AND t.digest = i.digest \
     WHERE i.account = $1 AND i.region = $2 AND i.repository = $3 AND i.tag_count > 0 AND i.status = $4 \
     AND i.digest >= $5 AND i.digest <= $6 ORDER BY i.digest, t.tag",
);
pub(super) static REFERRERS: Statement = Statement::scoped(
    "ecr.image.referrers",
    "SELECT digest, media_type, manifest_size, artifact_type, annotations, status FROM images \
     WHERE account = $1 AND region = $2 AND repository = $3 AND subject = $4 AND (status, digest) > ($5, $6) \
     AND status <= $7 ORDER BY status, digest LIMIT $8",
);

/// What a page of referrers costs at most, and their order: the sizes of their manifests, of which it shows the annotations.
pub(super) static REFERRER_SIZES: Statement = Statement::scoped(
    "ecr.image.referrer_sizes",
    "SELECT status, digest, manifest_size FROM images WHERE account = $1 AND region = $2 AND repository = $3 AND subject = $4 \
     AND (status, digest) > ($5, $6) AND status <= $7 ORDER BY status, digest LIMIT $8",
);

/// The most tags of a page of images, which may have a thousand each; one image has all of its own.
const MOST_TAGS: u64 = 20_000;
/// The most bytes of manifests that a page of referrers tells of: the largest manifest alone fills one.
const MOST_BYTES: u64 = Manifest::MAX_BYTES as u64;

/// A page's bounds as the statements take them.
fn limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// Which images a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tagged {
    Any,
    Yes,
    No,
}

/// The states that a list shows: one, or all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct States(Option<ImageStatus>);

impl States {
    /// One of them.
    pub(crate) fn only(status: ImageStatus) -> States {
        States(Some(status))
    }

    /// All of them.
    pub(crate) const ALL: States = States(None);

    /// The state at which the first page begins, given where the page before ended.
    fn first<'a>(&self, after: &'a str) -> &'a str
    where
        'static: 'a,
    {
        match self.0 {
            Some(status) if after.is_empty() => status.as_str(),
            _ => after,
        }
    }

    fn last(&self) -> &'static str {
        // After every state's name.
        self.0.map_or("Z", ImageStatus::as_str)
    }
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

/// One entry of `ListImages`: an untagged image has one without a tag.
pub(crate) struct Pair {
    pub(crate) digest: String,
    pub(crate) tag: Option<String>,
    pub(crate) status: String,
}

/// A page of (digest, tag) pairs after the state, digest and tag of the last one before.
pub(crate) async fn list_images(
    database: &Database,
    scope: &Scope,
    repository: &str,
    (tagged, states): (Tagged, States),
    [status, digest, tag]: [String; 3],
    size: usize,
) -> Result<Vec<Pair>, Error> {
    let (from, to) = (states.first(&status), states.last());
    let (statement, values) = match tagged {
        Tagged::Any => (&LIST_ANY, params![repository, from, digest, tag, to, limit(size)]),
        Tagged::Yes => (
            &LIST_TAGGED,
            params![repository, from, digest, tag, to, limit(size)],
        ),
        Tagged::No => (&LIST_UNTAGGED, params![repository, from, digest, to, limit(size)]),
    };
    let rows = database.query(statement, scope, values).await?;
    let read = |row: &Row| {
        Ok(Pair {
            digest: row.text(0)?.to_owned(),
            tag: match tagged {
                Tagged::No => None,
                _ => row.opt_text(1)?.map(str::to_owned),
            },
            status: row.text(2)?.to_owned(),
        })
    };
    rows.iter().map(read).collect()
}

/// A page of images by state and digest, with their tags; and whether it ends early, because it has as many tags as it may.
pub(crate) fn describe_images(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    (tagged, states): (Tagged, States),
    [status, digest]: [&str; 2],
    size: usize,
) -> Result<(Vec<ImageRow>, bool), Error> {
    let statement = match tagged {
        Tagged::Any => &DESCRIBE_ANY,
        Tagged::Yes => &DESCRIBE_TAGGED,
        Tagged::No => &DESCRIBE_UNTAGGED,
    };
    let values = params![
        repository,
        states.first(status),
        digest,
        states.last(),
        limit(size)
    ];
    let rows = transaction.query(statement, scope, values)?;
    let mut images = rows.iter().map(read_image).collect::<Result<Vec<_>, _>>()?;
    let tags = rows.iter().map(|row| row.integer(10));
    let tags = tags.collect::<Result<Vec<_>, _>>()?;
    images.truncate(within(tags.into_iter().map(i64::unsigned_abs), MOST_TAGS));
    let ends_early = images.len() < rows.len();
    if tagged != Tagged::No {
        for run in images.chunk_by_mut(|one, next| one.status == next.status) {
            attach_tags(transaction, scope, repository, run)?;
        }
    }
    Ok((images, ends_early))
}

/// One image by digest, with its tags.
pub(crate) fn describe_image(
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

/// Tags of a run of images of one state, by one range over the digests.
fn attach_tags(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    images: &mut [ImageRow],
) -> Result<(), Error> {
    let (Some(first), Some(last)) = (images.first(), images.last()) else {
        return Ok(());
    };
    let (from, to) = (first.digest.as_str(), last.digest.as_str());
    let values = params![repository, first.status.as_str(), from, to];
    for row in transaction.query(&TAGS_BETWEEN, scope, values)? {
        if let Ok(index) =
            images.binary_search_by(|image| image.digest.as_str().cmp(row.text(0).unwrap_or("")))
        {
            images[index].tags.push(row.text(1)?.to_owned());
        }
    }
    Ok(())
}

/// A state as a row has it.
pub(crate) fn read_status(row: &Row, column: usize) -> Result<ImageStatus, Error> {
    let corrupt = |_| Error::Corrupt("images.status".to_owned());
    row.text(column)?.parse().map_err(corrupt)
}

fn read_image(row: &Row) -> Result<ImageRow, Error> {
    let time = |column| Ok::<_, Error>(row.opt_integer(column)?.map(Timestamp::from_micros));
    Ok(ImageRow {
        digest: row.text(0)?.to_owned(),
        media_type: row.text(1)?.to_owned(),
        artifact_type: row.opt_text(2)?.map(str::to_owned),
        subject: row.opt_text(3)?.map(str::to_owned),
        content_size: row.integer(4)?,
        pushed_at: Timestamp::from_micros(row.integer(5)?),
        status: read_status(row, 6)?,
        archived_at: time(7)?,
        activated_at: time(8)?,
        pulled_at: time(9)?,
        tags: Vec::new(),
    })
}

/// A page of the images whose subject is one of `subjects`, after the state and digest of the last one before; and whether there are more.
/// It has `size` of them at most, and ends before them where their manifests are large: `room` is asked for the bytes of those that it has.
pub(crate) fn referrers<E: From<Error>>(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    (repository, subjects): (&str, &[&str]),
    (states, [status, digest]): (States, [&str; 2]),
    size: usize,
    room: impl FnOnce(usize) -> Result<(), E>,
) -> Result<(Vec<Referrer>, bool), E> {
    let (from, to) = (states.first(status), states.last());
    let values = |subject: &str, size| params![repository, subject, from, digest, to, limit(size)];
    let mut sizes: Vec<([String; 2], &str, u64)> = Vec::new();
    for &subject in subjects {
        for row in transaction.query(&REFERRER_SIZES, scope, values(subject, size + 1))? {
            let place = [row.text(0)?.to_owned(), row.text(1)?.to_owned()];
            sizes.push((place, subject, row.integer(2)?.unsigned_abs()));
        }
    }
    sizes.sort_unstable();
    let count = within(sizes.iter().take(size).map(|(_, _, bytes)| *bytes), MOST_BYTES);
    let more = count < sizes.len();
    sizes.truncate(count);
    let bytes: u64 = sizes.iter().map(|(_, _, bytes)| bytes).sum();
    room(usize::try_from(bytes).unwrap_or(usize::MAX))?;
    let read = |row: &Row| {
        Ok(Referrer {
            digest: row.text(0)?.to_owned(),
            media_type: row.text(1)?.to_owned(),
            size: u64::try_from(row.integer(2)?).unwrap_or(0),
            artifact_type: row.opt_text(3)?.map(str::to_owned),
            annotations: row.opt_text(4)?.map(|text| Annotations::Text(text.to_owned())),
            status: read_status(row, 5)?,
        })
    };
    let mut referrers = Vec::with_capacity(count);
    for &subject in subjects {
        let own = sizes.iter().filter(|(_, of, _)| *of == subject).count();
        let rows = transaction.query(&REFERRERS, scope, values(subject, own))?;
        referrers.extend(rows.iter().map(read).collect::<Result<Vec<_>, Error>>()?);
    }
    referrers.sort_unstable_by(|one, other| {
        let [one, other] = [one, other].map(|referrer| (referrer.status.as_str(), &referrer.digest));
        one.cmp(&other)
    });
    Ok((referrers, more))
}
