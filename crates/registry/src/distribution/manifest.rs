//! `GET` and `HEAD` of `/v2/<name>/manifests/<reference>`.

use wharf_oci::digest::Digest;
use wharf_oci::media_type::Accept;
use wharf_oci::reference::Reference;
use wharf_sql::Scope;

use super::{Fault, Target};
use crate::distribution::of_ecr;
use crate::ecr::fault::NamedRepository;
use crate::ecr::image::{Manifest, StoredManifest, damage, form, pull_time, store};
use crate::ecr::repository;
use crate::usage::Usage;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Cell, Context, Error};

/// What is asked.
#[derive(Debug)]
pub struct GetManifestInput {
    /// Of which repository.
    pub target: Target,
    /// Which one.
    pub reference: Reference,
    /// What the client can read.
    pub accept: Accept,
    /// Whether the client takes the manifest, or only asks about it.
    pub pull: bool,
}

operation! {
    /// One manifest.
    GetManifest(GetManifestInput) -> Manifest,
    access(input, _) {
        let Target { registry, repository } = &input.target;
        vec![Access::repository("BatchGetImage", registry, repository)]
    },
    run(context, input) {
        let Target { registry, repository } = &input.target;
        let cell = context.cell().await?;
        let scope = context.scope(registry);
        let found = match &input.reference {
            Reference::Tag(tag) => {
                store::find_by_tag(&cell.database, &scope, repository, tag.as_str()).await?
            }
            Reference::Digest(digest) => {
                store::find_by_digest(&cell.database, &scope, repository, digest.as_str()).await?
            }
        };
        let found = match (found, &input.reference) {
            (None, Reference::Digest(digest)) => {
                // On the heap, so that the future of a manifest that is found has no room for it.
                Box::pin(find_by_other_form(&cell, &scope, &input.target, digest)).await?
            }
            (found, _) => found,
        };
        let whole = match found {
            Some(stored) => {
                context.call.memory.charge(stored.length())?;
                let place = NamedRepository { registry, repository };
                damage::whole(context, &cell, place, stored).await.map_err(of_ecr)?
            }
            None => None,
        };
        let given = match whole {
            Some(stored) => {
                let form = match is_other_wanted(&input, &stored) {
                    // On the heap too: few ask for it.
                    true => Box::pin(other_form(context, &cell, &input, &stored)).await?,
                    false => Some(None),
                };
                form.map(|form| (stored, form))
            }
            None => None,
        };
        let Some((stored, form)) = given else {
            let required = Box::pin(repository::require(&cell, registry, repository));
            required.await.map_err(of_ecr)?;
            return Err(Fault::ManifestUnknown.into());
        };
        if input.pull {
            let now = context.node.clock.now();
            pull_time::note(&cell, context.call, registry, &stored, now).await?;
            context.note_digest(&stored.digest);
            let bytes = stored.bytes.len() as u64;
            Usage::of(context.node).pulled(context.call, registry, bytes, now);
        }
        let Some(form) = form else {
            return Ok(stored);
        };
        // Another form of the image has a digest of its own.
        if input.pull {
            context.note_digest(&form.digest);
        }
        Ok(form)
    }
}

/// The manifest whose other form has a digest that an answer said.
async fn find_by_other_form(
    cell: &Cell,
    scope: &Scope,
    Target { registry, repository }: &Target,
    digest: &Digest,
) -> Result<Option<StoredManifest>, Error<Fault>> {
    let held = repository::require(cell, registry, repository)
        .await
        .map_err(of_ecr)?;
    match store::stored_as(&cell.database, scope, &held.id, digest.as_str()).await? {
        Some(stored) => Ok(store::find_by_digest(&cell.database, scope, repository, &stored).await?),
        None => Ok(None),
    }
}

/// Whether the other form of a manifest is asked for: its digest is, or a tag by a client that reads only that form.
fn is_other_wanted(input: &GetManifestInput, stored: &Manifest) -> bool {
    match &input.reference {
        Reference::Digest(digest) => digest.as_str() != stored.digest,
        Reference::Tag(_) => form::is_wanted(stored, |kind| input.accept.accepts(kind)),
    }
}

/// The other form, or none where a tag is answered as it is stored: there is no such form, or its digest cannot be written down.
/// Nothing at all for a digest that is not the form's.
async fn other_form(
    context: &Context<'_>,
    cell: &Cell,
    input: &GetManifestInput,
    stored: &Manifest,
) -> Result<Option<Option<Manifest>>, Error<Fault>> {
    let (caller, length) = (&context.call.account, stored.bytes.len());
    let make = || form::other(stored);
    let form = context.node.apart.read(caller, "manifest", length, make).await;
    match (&input.reference, form) {
        (Reference::Digest(digest), form) => Ok(form.filter(|form| form.digest == digest.as_str()).map(Some)),
        (Reference::Tag(_), None) => Ok(Some(None)),
        (Reference::Tag(_), Some(form)) => {
            let registry = &input.target.registry;
            let is_noted = form::note(context.node, cell, registry, stored, &form).await?;
            Ok(Some(is_noted.then_some(form)))
        }
    }
}
