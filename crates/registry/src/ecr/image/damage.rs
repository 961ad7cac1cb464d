//! Manifests that are missing, or others than their digests say.
//!
//! A manifest is compared with its digest when it is read. One that is damaged is answered like one that is not there: so clients push
//! the image again, and that mends its rows (`put`). What a read or a verification finds is marked in the database, and its repository told of it,
//! in one transaction; so every node and the next process know. A mark does not decide what is served, the comparison does: a read that finds
//! the manifest whole takes the mark away, as do a push of the image and its end. An index that names a marked image is not taken, nor restored.
//!
//! Deleted images that can be restored are images here: a verification reads their manifests, and so does who restores one, which is refused
//! where it is damaged.
//!
//! A process remembers the marks (`known`), so that a read of a whole manifest asks no database for them. A push of an image that is there and
//! a restoration ask: another node may have marked what is whole by now. A node that is read only by its settings marks nothing and takes no
//! mark away, and one without space cannot: what it finds is noted in its memory alone.

mod known;
mod verified;

use wharf_aws::ecr::Fault;
use wharf_aws::{AccountId, Timestamp};
use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;

use super::model::{Manifest, StoredManifest};
use super::store;
use crate::ecr::encryption;
use crate::ecr::fault::NamedRepository;
use crate::ecr::layer::Damage;
use crate::ecr::layer::damage::tolerate;
use known::{Known, MOST, Name, Note};
use verified::Verified;
use wharf_kernel::{Cell, Context, Error, Node, Unavailable};

/// An image whose manifest is damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedManifest {
    /// Whose registry.
    pub account: AccountId,
    /// The repository.
    pub repository: RepositoryName,
    /// The image's digest.
    pub digest: String,
    /// What is wrong with the manifest: `missing`, `altered`.
    pub damage: String,
    /// When that was found.
    pub found_at: Timestamp,
}

/// The manifest, if it is what its digest says. Else the image is marked.
///
/// # Errors
/// The key that seals it is disabled, or a store fails.
pub(crate) async fn whole(
    context: &Context<'_>,
    cell: &Cell,
    place: NamedRepository<'_>,
    stored: StoredManifest,
) -> Result<Option<Manifest>, Error<Fault>> {
    let digest = stored.digest.clone();
    let read = read(
        context.node,
        cell,
        (&context.call.account, place.registry),
        stored,
    )
    .await?;
    let is_whole = read.is_some();
    if is_news(cell, place, &digest, is_whole) {
        // On the heap, so that the future of a manifest that is whole has no room for it.
        Box::pin(look_again(context.node, cell, name(place, &digest))).await;
    }
    Ok(read)
}

/// The manifest, if it is what its digest says.
async fn read(
    node: &Node,
    cell: &Cell,
    (caller, registry): (&AccountId, &AccountId),
    stored: StoredManifest,
) -> Result<Option<Manifest>, Error<Fault>> {
    let StoredManifest { digest, data_key, .. } = stored;
    let Some(written) = stored.written else {
        return Ok(None);
    };
    let opened = encryption::open_manifest(node, cell, registry, &data_key, &digest, written).await?;
    let Some(bytes) = opened else {
        return Ok(None);
    };
    // A seal is of the digest, too: what was opened needs no hash.
    if data_key.is_empty() {
        let verified = cell.extensions.get::<Verified>();
        if !verified.has(&digest, &bytes) {
            let fits = || {
                let digest = digest.parse::<Digest>();
                digest.is_ok_and(|digest| digest.matches(&bytes))
            };
            if !node.apart.read(caller, "digest", bytes.len(), fits).await {
                return Ok(None);
            }
            verified.keep(&digest, &bytes);
        }
    }
    Ok(Some(Manifest {
        digest,
        media_type: stored.media_type,
        bytes,
        repository: stored.repository,
        pulled_at: stored.pulled_at,
        other_form: stored.other_form,
    }))
}

fn name(place: NamedRepository<'_>, digest: &str) -> Name {
    (*place.registry, place.repository.clone(), digest.to_owned())
}

/// Whether a read found another state than the one that is known. One look into memory, where no manifest is damaged.
fn is_news(cell: &Cell, place: NamedRepository<'_>, digest: &str, is_whole: bool) -> bool {
    let known = Known::of(cell);
    let is_known = known.count() > 0 && known.get(&name(place, digest)).is_some();
    is_known == is_whole
}

/// Takes note of what a read, a verification or a push found: marks the image, or takes its mark away.
pub(crate) async fn note(node: &Node, cell: &Cell, place: NamedRepository<'_>, digest: &str, is_whole: bool) {
    if is_news(cell, place, digest, is_whole) {
        Box::pin(look_again(node, cell, name(place, digest))).await;
    }
}

async fn look_again(node: &Node, cell: &Cell, name: Name) {
    if let Err(error) = examine(node, cell, &name).await {
        tracing::debug!(region = %cell.region, digest = name.2, %error, "whether a manifest is damaged is noted later");
    }
    show_known(cell);
}

/// Whether a manifest is damaged, for who is about to restore its image. It is marked, or its mark taken away.
pub(crate) async fn is_damaged(
    node: &Node,
    cell: &Cell,
    place: NamedRepository<'_>,
    digest: &str,
) -> Result<bool, Unavailable> {
    let is_damaged = examine(node, cell, &name(place, digest)).await;
    show_known(cell);
    is_damaged
}

/// Reads a manifest anew, and marks its image, or takes its mark away. Whether it is damaged, as far as that can be told.
async fn examine(node: &Node, cell: &Cell, name: &Name) -> Result<bool, Unavailable> {
    let (registry, repository, digest) = name;
    let found = store::damaged::find(cell, &cell.scope(registry), repository, digest).await?;
    let Some((stored, is_marked)) = found else {
        return heal(node, cell, name, None).await.map(|()| false);
    };
    match read(node, cell, (registry, registry), stored.clone()).await {
        Ok(Some(_)) => {
            let marked = is_marked.then_some(stored.repository);
            heal(node, cell, name, marked).await.map(|()| false)
        }
        Ok(None) => {
            mark(node, cell, name, stored).await;
            Ok(true)
        }
        Err(Error::Unavailable(unavailable)) => Err(unavailable),
        // Its key is disabled: nothing more is known.
        Err(_) => Ok(false),
    }
}

/// Marks an image whose manifest was found damaged. Where nothing can be written, or is to be, that is noted.
async fn mark(node: &Node, cell: &Cell, name: &Name, stored: StoredManifest) {
    let (registry, repository, digest) = name;
    let damage = match stored.written {
        None => Damage::Missing,
        Some(_) => Damage::Altered,
    };
    let (known, id, now) = (Known::of(cell), stored.repository.clone(), node.clock.now());
    let marked = match node.settings.read_only {
        true => Err(Unavailable::ReadOnly),
        false => store::damaged::mark(cell, &cell.scope(registry), repository, stored, (damage, now))
            .await
            .map_err(Unavailable::from),
    };
    let is_new = match marked {
        // It was pushed or deleted meanwhile.
        Ok(None) => return,
        Ok(marked) => marked,
        Err(why) => {
            tracing::debug!(region = %cell.region, %digest, %why, "a damaged manifest is not marked yet");
            None
        }
    };
    let note = Note {
        damage: damage.as_str().to_owned(),
        found_at: now,
        marked: is_new.map(|_| id),
    };
    let was_noted = known.get(name).is_some();
    let is_noted = known.note(name.clone(), note);
    // What could not be marked was counted when it was noted; what another node marked was counted there.
    if is_new.map_or(is_noted, |is_new| is_new && !was_noted) {
        metrics::counter!("wharf_damaged_manifests_total").increment(1);
        tracing::error!(
            region = %cell.region, account = %registry, %repository, %digest, damage = damage.as_str(),
            "the manifest of an image is damaged: it is not available until the image is pushed again"
        );
    }
}

/// Forgets a manifest that is whole or gone, and takes its mark away: that which the database has for the id of a repository, maybe
/// another node's, or that which this process knows of.
async fn heal(node: &Node, cell: &Cell, name: &Name, marked: Option<String>) -> Result<(), Unavailable> {
    let known = Known::of(cell);
    let marked = marked.or_else(|| known.get(name).and_then(|note| note.marked));
    if let Some(repository) = marked.filter(|_| !node.settings.read_only) {
        let (registry, _, digest) = name;
        let healed = store::damaged::heal(cell, &cell.scope(registry), &repository, digest).await;
        // The mark is of no consequence, and goes later.
        tolerate(healed.map_err(Unavailable::from))?;
    }
    known.forget(name);
    Ok(())
}

/// How many manifests of the Region are known to be damaged, up to 1,000. Asks no database.
pub fn last_count(cell: &Cell) -> usize {
    Known::of(cell).count()
}

/// The damaged manifests of the Region, up to 1,000, as its database and this process know them.
///
/// # Errors
/// The database fails.
pub async fn list(cell: &Cell) -> Result<Vec<DamagedManifest>, Unavailable> {
    show(cell).await?;
    let listed = Known::of(cell).all().into_iter();
    let listed = listed.map(|((account, repository, digest), note)| DamagedManifest {
        account,
        repository,
        digest,
        damage: note.damage,
        found_at: note.found_at,
    });
    Ok(listed.collect())
}

/// Looks which images are marked, and shows in the node's metrics how many manifests of the Region are damaged.
///
/// # Errors
/// The database fails.
pub async fn show(cell: &Cell) -> Result<(), Unavailable> {
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let marks = store::damaged::list_damaged(cell, most).await?.into_iter();
    let marks = marks.filter_map(|mark| {
        let name: Name = (mark.account.parse().ok()?, mark.name.parse().ok()?, mark.digest);
        let note = Note {
            damage: mark.damage,
            found_at: mark.found_at,
            marked: Some(mark.repository),
        };
        Some((name, note))
    });
    Known::of(cell).set_marked(marks.collect());
    show_known(cell);
    Ok(())
}

fn show_known(cell: &Cell) {
    let region = cell.region.to_string();
    metrics::gauge!("wharf_damaged_manifests", "region" => region).set(last_count(cell) as f64);
}

/// Looks again at the manifests that were damaged: other nodes take pushes too, images go, and what could not be marked may be now.
///
/// # Errors
/// A store fails.
pub async fn review(node: &Node, cell: &Cell) -> Result<(), Unavailable> {
    show(cell).await?;
    review_some(node, cell, |_| true).await
}

/// The same for one repository, of which images were deleted.
pub(crate) async fn review_repository(
    node: &Node,
    cell: &Cell,
    place: NamedRepository<'_>,
) -> Result<(), Unavailable> {
    if last_count(cell) == 0 {
        return Ok(());
    }
    let is_here =
        |(registry, repository, _): &Name| registry == place.registry && repository == place.repository;
    review_some(node, cell, is_here).await
}

async fn review_some(node: &Node, cell: &Cell, is_meant: impl Fn(&Name) -> bool) -> Result<(), Unavailable> {
    let known = Known::of(cell).all().into_keys();
    let known: Vec<Name> = known.filter(is_meant).collect();
    for name in &known {
        examine(node, cell, name).await?;
    }
    show_known(cell);
    Ok(())
}
