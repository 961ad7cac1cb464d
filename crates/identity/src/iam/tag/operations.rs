//! Set, take away and list the tags of users, roles and instance profiles. The tags of a service's role are the account's to set.

use wharf_aws::iam::{Fault, Tag};

use super::{page, put, remove, wire};
use crate::iam::entity::{EntityKind, fold};
use crate::iam::page;
use crate::iam::subject;
use wharf_kernel::{Changed, Context, Error};

pub(in crate::iam) async fn put_on(
    context: &Context<'_>,
    kind: EntityKind,
    name: String,
    tags: Vec<Tag>,
) -> Result<(), Error<Fault>> {
    let account = context.call.account;
    let identity = &context.node.identity;
    identity
        .change("iam.tag.put", Changed::Account(account), move |transaction| {
            let owner = subject::find(transaction, &account, kind, &name)?;
            put(transaction, &account, &owner.id, &tags)
        })
        .await
}

pub(in crate::iam) async fn remove_from(
    context: &Context<'_>,
    kind: EntityKind,
    name: String,
    keys: Vec<String>,
) -> Result<(), Error<Fault>> {
    let account = context.call.account;
    let identity = &context.node.identity;
    identity
        .change("iam.tag.remove", Changed::Account(account), move |transaction| {
            let owner = subject::find(transaction, &account, kind, &name)?;
            Ok(remove(transaction, &account, &owner.id, &keys)?)
        })
        .await
}

/// A page of tags and its marker; `asked` is the marker and the size that the caller gives.
pub(in crate::iam) async fn list_of(
    context: &Context<'_>,
    kind: EntityKind,
    name: String,
    (marker, max_items): (Option<&str>, Option<i64>),
) -> Result<(Vec<Tag>, Option<String>), Error<Fault>> {
    let account = context.call.account;
    let begun = page::begin(context, &["tags", kind.word(), &fold(&name)], marker, max_items)?;
    let (after, limit) = (begun.after.clone(), begun.limit());
    let database = context.node.identity.database();
    let tags = database
        .snapshot("iam.tag.list", move |transaction| {
            let owner = subject::find(transaction, &account, kind, &name)?;
            Ok::<_, Error<Fault>>(page(transaction, &account, &owner.id, &after, limit)?)
        })
        .await?;
    let (tags, marker) = begun.finish(context, tags, |(key, _)| key.to_lowercase());
    Ok((wire(tags), marker))
}
