//! What operations on all kinds of entities do alike: find one by name in the caller's account, list them, rename one.

use wharf_aws::AccountId;
use wharf_aws::iam::Fault;
use wharf_sql::{Error as SqlError, Transaction};

use super::entity::{EntityKind, EntityRow, NameRange, fold, store};
use super::{access, fault};
use wharf_kernel::page::Page;
use wharf_kernel::{Access, Call, Changed, Context, Error, IamResource};

/// The path of roles that belong to a service.
pub(crate) const SERVICE_LINKED: &str = "/aws-service-role/";

/// What a name names.
pub(super) fn find(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    kind: EntityKind,
    name: &str,
) -> Result<EntityRow, Error<Fault>> {
    store::find(transaction, account, kind, name)?.ok_or_else(|| fault::not_found(kind, name))
}

/// What a name names, to be changed: a service-linked role may not be.
pub(super) fn find_to_change(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    kind: EntityKind,
    name: &str,
) -> Result<EntityRow, Error<Fault>> {
    let found = find(transaction, account, kind, name)?;
    if kind == EntityKind::Role && found.path.starts_with(SERVICE_LINKED) {
        return Err(fault::unmodifiable(&found.name));
    }
    Ok(found)
}

/// A page of a kind under a path, read and shown in one snapshot. IAM may answer fewer than asked for and go on: what the
/// path leaves out counts.
pub(super) async fn list_page<T: Send + 'static>(
    context: &Context<'_>,
    kind: EntityKind,
    page: &Page,
    prefix: &str,
    mut show: impl FnMut(&mut Transaction<'_>, &[EntityRow], &NameRange) -> Result<Vec<T>, SqlError>
    + Send
    + 'static,
) -> Result<(Vec<T>, Option<String>), Error<Fault>> {
    let account = context.call.account;
    let (after, limit) = (page.after.clone(), page.limit());
    let database = context.node.identity.database();
    let found = database
        .snapshot("iam.entity.page", move |transaction| {
            let entities = store::list(transaction, &account, kind, &after, limit)?;
            let range = NameRange::of(&account, kind, &after, &entities);
            let shown = show(transaction, &entities, &range)?;
            Ok::<_, Error<Fault>>(entities.into_iter().zip(shown).collect::<Vec<_>>())
        })
        .await?;
    let (found, marker) = page.finish(context, found, |(entity, _)| entity.folded_name());
    let below = found
        .into_iter()
        .filter(|(entity, _)| entity.path.starts_with(prefix));
    Ok((below.map(|(_, shown)| shown).collect(), marker))
}

/// Renaming needs the permission on what it is and on what it becomes (IAM API Reference, *UpdateUser*).
pub(super) fn rename_demands(
    action: &'static str,
    call: &Call,
    kind: EntityKind,
    name: &str,
    new_path: &Option<String>,
    new_name: &Option<String>,
) -> Vec<Access> {
    let now = match kind {
        EntityKind::Group => IamResource::Group(name.to_owned()),
        _ => IamResource::User(Some(name.to_owned())),
    };
    let mut demands = access::on(action, now);
    if new_path.is_some() || new_name.is_some() {
        let name = new_name.as_deref().unwrap_or(name);
        demands.extend(access::new(action, call, kind, new_path.as_deref(), name));
    }
    demands
}

/// Gives an entity another name or path.
pub(super) async fn rename(
    context: &Context<'_>,
    kind: EntityKind,
    name: String,
    new_name: Option<String>,
    new_path: Option<String>,
) -> Result<(), Error<Fault>> {
    let account = context.call.account;
    let identity = &context.node.identity;
    identity
        .change(
            "iam.entity.rename",
            Changed::Account(account),
            move |transaction| {
                let entity = find_to_change(transaction, &account, kind, &name)?;
                let new_name = new_name.as_deref().unwrap_or(&entity.name);
                let new_path = new_path.as_deref().unwrap_or(&entity.path);
                let is_other = fold(new_name) != entity.folded_name();
                if is_other && store::find(transaction, &account, kind, new_name)?.is_some() {
                    return Err(fault::already_exists(kind, new_name));
                }
                Ok(store::rename(transaction, &entity.id, new_name, new_path)?)
            },
        )
        .await
}
