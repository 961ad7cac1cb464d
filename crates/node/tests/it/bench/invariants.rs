//! What must be true of the rows and the bytes at any time, regardless of what happened before.

use std::collections::{BTreeMap, BTreeSet};

use wharf_blob::Store as _;
use wharf_oci::manifest::Manifest;
use wharf_sql::{Error, Row, Statement, params};

use super::Bench;

/// One life of a repository: account, Region, id. Every other key of the registry plane begins with it.
type Home = (String, String, String);
/// Something of a repository, by its digest.
type Key = (Home, String);

macro_rules! reads {
    ($($NAME:ident = $text:literal;)+) => { $(static $NAME: Statement = Statement::global(stringify!($NAME), $text);)+ };
}

reads! {
    LIVES = "SELECT account, region, id FROM repositories";
    DELETED = "SELECT account, region, key FROM jobs WHERE job = 'repository-removal'";
    IMAGES = "SELECT account, region, repository, digest, tag_count, media_type, manifest_size, status FROM images";
    MANIFESTS = "SELECT m.account, m.region, m.repository, m.digest, m.manifest, m.media_type, r.data_key FROM manifests m \
        LEFT JOIN repositories r ON r.account = m.account AND r.region = m.region AND r.id = m.repository";
    TAGS = "SELECT account, region, repository, digest, tag, folded FROM tags";
    CHILDREN = "SELECT account, region, repository, parent, child_kind, child FROM image_children \
        WHERE is_kept = 0";
    KEPT = "SELECT c.account, c.region, c.repository, c.parent, (SELECT COUNT(*) FROM deleted_images d WHERE d.account = c.account \
        AND d.region = c.region AND d.repository = c.repository AND d.digest = c.parent), \
        (SELECT COUNT(*) FROM layers l WHERE l.account = c.account AND l.region = c.region \
        AND l.repository = c.repository AND l.digest = c.child), c.child_kind FROM image_children c \
        WHERE c.is_kept = 1";
    LAYERS = "SELECT account, region, repository, digest, size, archived, data_key FROM layers";
    RESOURCE_TAGS = "SELECT account, region, repository, tag_key FROM resource_tags";
    COUNTS = "SELECT c.account, c.region, c.repository, c.images, (SELECT COUNT(*) FROM images i WHERE i.account = c.account \
        AND i.region = c.region AND i.repository = c.repository) FROM image_counts c JOIN repositories r \
        ON r.account = c.account AND r.region = c.region AND r.id = c.repository";
    REPOSITORIES = "SELECT v.account, v.region, v.repositories, (SELECT COUNT(*) FROM repositories r \
        WHERE r.account = v.account AND r.region = v.region) FROM registry_revisions v";
    BYTES = "SELECT b.account, b.region, CAST(SUM(b.bytes) AS BIGINT), CAST(COALESCE((SELECT SUM(l.size) FROM layers l \
        WHERE l.account = b.account AND l.region = b.region), 0) + COALESCE((SELECT SUM(i.manifest_size) FROM images i \
        WHERE i.account = b.account AND i.region = b.region), 0) + COALESCE((SELECT SUM(d.manifest_size) FROM deleted_images d \
        WHERE d.account = b.account AND d.region = b.region), 0) AS BIGINT) FROM layer_bytes b GROUP BY b.account, b.region";
    UPLOADS = "SELECT account, region, repository, id FROM layer_uploads";
}

/// All rows of the Region's database, of one moment.
pub(crate) struct Rows {
    lives: Vec<Row>,
    deleted: Vec<Row>,
    images: Vec<Row>,
    manifests: Vec<Row>,
    tags: Vec<Row>,
    children: Vec<Row>,
    layers: Vec<Row>,
    resource_tags: Vec<Row>,
    pub(crate) uploads: Vec<Row>,
    /// What deleted images name.
    kept: Vec<Row>,
    /// What is counted, and how much there is.
    counts: Vec<(i64, i64)>,
}

impl Rows {
    /// How many rows belong to repositories.
    pub(crate) fn count(&self) -> usize {
        let Rows {
            images,
            manifests,
            tags,
            children,
            layers,
            resource_tags,
            uploads,
            ..
        } = self;
        [images, manifests, tags, children, layers, resource_tags, uploads]
            .map(Vec::len)
            .iter()
            .sum()
    }
}

fn home(row: &Row) -> Home {
    let text = |column| row.text(column).unwrap().to_owned();
    (text(0), text(1), text(2))
}

/// The life that the job is about which removes its rows: its id stands behind the last slash of the key.
fn removed(row: &Row) -> Home {
    let (account, region, key) = home(row);
    (account, region, key.rsplit('/').next().unwrap().to_owned())
}

fn key(row: &Row) -> Key {
    (home(row), row.text(3).unwrap().to_owned())
}

impl Bench {
    /// All rows of this Region.
    pub(crate) async fn rows(&self) -> Rows {
        let read = self.registry.snapshot("test.rows", |view| {
            Ok::<_, Error>(Rows {
                lives: view.query_global(&LIVES, params![])?,
                deleted: view.query_global(&DELETED, params![])?,
                images: view.query_global(&IMAGES, params![])?,
                manifests: view.query_global(&MANIFESTS, params![])?,
                tags: view.query_global(&TAGS, params![])?,
                children: view.query_global(&CHILDREN, params![])?,
                layers: view.query_global(&LAYERS, params![])?,
                resource_tags: view.query_global(&RESOURCE_TAGS, params![])?,
                uploads: view.query_global(&UPLOADS, params![])?,
                kept: view.query_global(&KEPT, params![])?,
                counts: [
                    (3, view.query_global(&COUNTS, params![])?),
                    (2, view.query_global(&REPOSITORIES, params![])?),
                    (2, view.query_global(&BYTES, params![])?),
                ]
                .into_iter()
                .flat_map(|(at, rows)| rows.into_iter().map(move |row| (at, row)))
                .map(|(at, row)| Ok((row.integer(at)?, row.integer(at + 1)?)))
                .collect::<Result<_, Error>>()?,
            })
        });
        read.await.unwrap()
    }

    /// Fails when rows and bytes do not belong together.
    pub(crate) async fn assert_consistent(&self) {
        let rows = self.rows().await;
        assert!(
            rows.counts.iter().all(|(counted, there)| counted == there),
            "{:?}",
            rows.counts
        );
        let swept: BTreeSet<Home> = rows.deleted.iter().map(removed).collect();
        let lives: BTreeSet<Home> = rows.lives.iter().map(home).chain(swept.clone()).collect();
        let owned = [
            &rows.images,
            &rows.manifests,
            &rows.tags,
            &rows.children,
            &rows.layers,
            &rows.resource_tags,
        ];
        for row in owned.into_iter().flatten() {
            assert!(lives.contains(&home(row)), "a row without a repository: {row:?}");
        }
        for row in rows.kept.iter().filter(|row| !swept.contains(&home(row))) {
            assert_eq!(row.integer(4).unwrap(), 1, "kept for no deleted image: {row:?}");
            let is_layer = row.text(6).unwrap() == "layer";
            assert!(
                !is_layer || row.integer(5).unwrap() == 1,
                "a kept layer is gone: {row:?}"
            );
        }
        // A deleted repository may be half swept; of a living one everything must agree.
        let live = |rows: Vec<Row>| -> Vec<Row> {
            rows.into_iter()
                .filter(|row| !swept.contains(&home(row)))
                .collect()
        };
        let layers = live(rows.layers);
        assert_images(
            &live(rows.images),
            &live(rows.manifests),
            &live(rows.tags),
            &live(rows.children),
            &layers,
        );
        for row in layers {
            let digest = row.text(3).unwrap().parse().unwrap();
            let size = match row.text(6).unwrap() {
                "" => self.bytes.plain().blobs.stat(&digest).await,
                key => {
                    let sealed = self.bytes.sealed(&key.parse().unwrap(), None).await;
                    sealed.unwrap().blobs.stat(&digest).await
                }
            };
            let size = size.unwrap_or_else(|error| panic!("{row:?}: {error}"));
            assert_eq!(i64::try_from(size).unwrap(), row.integer(4).unwrap(), "{row:?}");
        }
    }
}

fn assert_images(images: &[Row], manifests: &[Row], tags: &[Row], children: &[Row], layers: &[Row]) {
    let mut counts: BTreeMap<Key, i64> = images.iter().map(|row| (key(row), 0)).collect();
    for row in tags {
        let count = counts.get_mut(&key(row));
        *count.unwrap_or_else(|| panic!("a tag without an image: {row:?}")) += 1;
        assert_eq!(row.text(4).unwrap().to_ascii_lowercase(), row.text(5).unwrap());
    }
    let images: BTreeMap<Key, &Row> = images.iter().map(|row| (key(row), row)).collect();
    for (key, row) in &images {
        assert_eq!(
            row.integer(4).unwrap(),
            counts[key],
            "the number of tags of {row:?}"
        );
    }
    let with_manifest: BTreeSet<Key> = manifests.iter().map(key).collect();
    assert_eq!(
        with_manifest,
        images.keys().cloned().collect(),
        "images and manifests"
    );
    let archived: BTreeSet<Key> = layers
        .iter()
        .filter(|row| row.boolean(5).unwrap())
        .map(key)
        .collect();
    let layers: BTreeSet<Key> = layers.iter().map(key).collect();
    let active = |key: &Key| images[key].text(7).unwrap() == "ACTIVE";
    let mut named = BTreeSet::new();
    // What is sealed cannot be read here; what it names is believed.
    let is_sealed = |row: &&Row| row.opt_text(6).unwrap().is_some_and(|key| !key.is_empty());
    let sealed: BTreeSet<Key> = manifests.iter().filter(is_sealed).map(key).collect();
    for row in manifests.iter().filter(|row| !is_sealed(row)) {
        let (bytes, media_type) = (row.blob(4).unwrap(), row.text(5).unwrap());
        let digest: wharf_oci::digest::Digest = row.text(3).unwrap().parse().unwrap();
        assert!(digest.matches(&bytes), "the bytes of {digest}");
        let image = images[&key(row)];
        assert_eq!(image.text(5).unwrap(), media_type);
        assert_eq!(image.integer(6).unwrap(), i64::try_from(bytes.len()).unwrap());
        let manifest = Manifest::parse(&bytes, Some(media_type)).unwrap();
        for layer in manifest.required_blobs() {
            assert!(
                layers.contains(&(home(row), layer.digest.to_string())),
                "{digest} lacks {layer:?}"
            );
            let held = (home(row), layer.digest.to_string());
            assert!(
                !active(&key(row)) || !archived.contains(&held),
                "{digest} has {layer:?} archived"
            );
            named.insert((key(row), "layer".to_owned(), layer.digest.to_string()));
        }
        for child in manifest.children() {
            assert!(
                images.contains_key(&(home(row), child.digest.to_string())),
                "{digest} lacks {child:?}"
            );
            let child_key = (home(row), child.digest.to_string());
            assert!(
                !active(&key(row)) || active(&child_key),
                "{digest} has {child:?} archived"
            );
            named.insert((key(row), "image".to_owned(), child.digest.to_string()));
        }
    }
    let readable = children.iter().filter(|row| !sealed.contains(&key(row)));
    // A layer that images name, and no active one, is archived.
    let of_layers = || children.iter().filter(|row| row.text(4).unwrap() == "layer");
    let layer = |row: &Row| (home(row), row.text(5).unwrap().to_owned());
    let used: BTreeSet<Key> = of_layers().filter(|row| active(&key(row))).map(layer).collect();
    for row in of_layers().filter(|row| !used.contains(&layer(row))) {
        assert!(
            archived.contains(&layer(row)),
            "only archived images have {row:?}"
        );
    }
    let stored = readable.map(|row| {
        (
            key(row),
            row.text(4).unwrap().to_owned(),
            row.text(5).unwrap().to_owned(),
        )
    });
    assert_eq!(stored.collect::<BTreeSet<_>>(), named, "what images name");
}
