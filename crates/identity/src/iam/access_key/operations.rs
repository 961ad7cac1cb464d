//! Make, list, switch and delete the keys of users, and of the root user.

use wharf_aws::AccountId;
use wharf_aws::iam::{AccessKey as ShownKey, *};
use wharf_sql::Transaction;

use super::{AccessKey, KeyRow, seal, store};
use crate::iam::entity::{EntityKind, fold, store as entities};
use crate::iam::last_use::{self, LastUses};
use crate::iam::page;
use crate::iam::{access, fault, principal, subject};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Context, Error};

/// Keys of each user (IAM User Guide, *IAM and AWS STS quotas*).
pub(crate) const MAX_KEYS: usize = 2;

/// The user whose keys are meant, the caller when none is named; `None` is the root user.
async fn holder_name(context: &Context<'_>, name: Option<String>) -> Result<Option<String>, Error<Fault>> {
    match name {
        Some(name) => Ok(Some(name)),
        None => principal::calling_user(context).await,
    }
}

/// The unique id and the name of whose keys are meant, both empty for the root user.
fn find_holder(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    name: Option<&str>,
) -> Result<(String, String), Error<Fault>> {
    let Some(name) = name else {
        return Ok((String::new(), String::new()));
    };
    let user = subject::find(transaction, account, EntityKind::User, name)?;
    Ok((user.id, user.name))
}

/// [`find_holder`] on its own.
pub(in crate::iam) async fn holder(
    context: &Context<'_>,
    name: Option<String>,
) -> Result<(String, String), Error<Fault>> {
    let name = holder_name(context, name).await?;
    let account = context.call.account;
    let database = context.node.identity.database();
    database
        .snapshot("iam.access_key.holder", move |transaction| {
            find_holder(transaction, &account, name.as_deref())
        })
        .await
}

fn missing(id: &str) -> Error<Fault> {
    fault::no_such_entity(format!("The Access Key with id {id} cannot be found."))
}

/// The key of a holder, as the transaction sees it.
fn require(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    holder: &str,
    id: &str,
) -> Result<KeyRow, Error<Fault>> {
    let found = super::find_of(transaction, account, id)?;
    let is_theirs = |row: &KeyRow| row.user().unwrap_or_default() == holder;
    found.filter(is_theirs).ok_or_else(|| missing(id))
}

operation! {
    /// Makes a key. Only this answer has its secret.
    CreateAccessKey(CreateAccessKeyRequest) -> CreateAccessKeyResponse,
    access(input, _) { access::user_or_self("CreateAccessKey", input.user_name.as_deref()) },
    run(context, input) {
        let (holder, user_name) = holder(context, input.user_name).await?;
        let account = context.call.account;
        let mut key = AccessKey::generate(&account, &context.node.entropy, context.node.clock.now());
        key.user = Some(holder.clone()).filter(|holder| !holder.is_empty());
        let row = seal(&key, &context.node.sealer);
        let identity = &context.node.identity;
        identity
            .change("iam.access_key.create", Changed::Account(account), move |transaction| {
                // Looked up again: a user deleted meanwhile gets no key.
                if !holder.is_empty() && entities::find_by_id(transaction, &holder)?.is_none() {
                    return Err(fault::no_such_entity("The user cannot be found.".to_owned()));
                }
                if store::list(transaction, &account, &holder)?.len() >= MAX_KEYS {
                    return Err(fault::limit(format!("Cannot exceed quota for AccessKeysPerUser: {MAX_KEYS}")));
                }
                Ok(store::insert(transaction, &row)?)
            })
            .await?;
        Ok(CreateAccessKeyResponse {
            access_key: ShownKey {
                user_name,
                access_key_id: key.id.to_string(),
                status: StatusType::Active,
                secret_access_key: key.secret.expose().to_owned(),
                create_date: Some(key.created_at),
            },
        })
    }
}

operation! {
    /// The keys of a user, without their secrets.
    ListAccessKeys(ListAccessKeysRequest) -> ListAccessKeysResponse,
    access(input, _) { access::user_or_self("ListAccessKeys", input.user_name.as_deref()) },
    run(context, input) {
        let name = holder_name(context, input.user_name).await?;
        let folded = fold(name.as_deref().unwrap_or_default());
        let page = page::begin(context, &["access-keys", &folded], input.marker.as_deref(), input.max_items)?;
        let account = context.call.account;
        let database = context.node.identity.database();
        let (user_name, rows) = database
            .snapshot("iam.access_key.list", move |transaction| {
                let (holder, user_name) = find_holder(transaction, &account, name.as_deref())?;
                Ok::<_, Error<Fault>>((user_name, store::list(transaction, &account, &holder)?))
            })
            .await?;
        let rest = rows.into_iter().filter(|row| row.id() > page.after.as_str()).collect();
        let (rows, marker) = page.finish(context, rest, |row: &KeyRow| row.id().to_owned());
        let shown = |row: &KeyRow| AccessKeyMetadata {
            user_name: Some(user_name.clone()),
            access_key_id: Some(row.id().to_owned()),
            status: Some(if row.active { StatusType::Active } else { StatusType::Inactive }),
            create_date: Some(row.created_at()),
        };
        Ok(ListAccessKeysResponse {
            access_key_metadata: rows.iter().map(shown).collect(),
            is_truncated: Some(marker.is_some()),
            marker,
        })
    }
}

operation! {
    /// Switches a key on or off.
    UpdateAccessKey(UpdateAccessKeyRequest) -> UpdateAccessKeyResponse,
    access(input, _) { access::user_or_self("UpdateAccessKey", input.user_name.as_deref()) },
    run(context, input) {
        let active = match input.status {
            StatusType::Active => true,
            StatusType::Inactive => false,
            StatusType::Expired => return Err(Error::Invalid("A status is Active or Inactive".to_owned())),
        };
        let (holder, _) = holder(context, input.user_name).await?;
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.access_key.update", Changed::Account(account), move |transaction| {
                require(transaction, &account, &holder, &input.access_key_id)?;
                let id = input.access_key_id.parse().map_err(|_| missing(&input.access_key_id))?;
                store::set_active(transaction, &id, active)?;
                Ok::<_, Error<Fault>>(())
            })
            .await?;
        Ok(UpdateAccessKeyResponse {})
    }
}

operation! {
    /// Deletes a key.
    DeleteAccessKey(DeleteAccessKeyRequest) -> DeleteAccessKeyResponse,
    access(input, _) { access::user_or_self("DeleteAccessKey", input.user_name.as_deref()) },
    run(context, input) {
        let (holder, _) = holder(context, input.user_name).await?;
        let account = context.call.account;
        let identity = &context.node.identity;
        let removed = identity
            .change("iam.access_key.delete", Changed::Account(account), move |transaction| {
                let removed = require(transaction, &account, &holder, &input.access_key_id)?;
                last_use::store::delete(transaction, &input.access_key_id)?;
                store::delete(transaction, &input.access_key_id)?;
                Ok::<_, Error<Fault>>(removed)
            })
            .await?;
        context.node.forget_unreadable(&removed.record());
        Ok(DeleteAccessKeyResponse {})
    }
}

operation! {
    /// The last use of a key of the account, and whose the key is.
    GetAccessKeyLastUsed(GetAccessKeyLastUsedRequest) -> GetAccessKeyLastUsedResponse,
    access(input, _) { access::access_key("GetAccessKeyLastUsed", &input.access_key_id) },
    run(context, input) {
        let (account, id) = (context.call.account, input.access_key_id);
        let uses = LastUses::of(&context.node.identity);
        let database = context.node.identity.database();
        database
            .snapshot("iam.last_use.of_access_key", move |transaction| {
                let Some(key) = super::find_of(transaction, &account, &id)? else {
                    return Err(missing(&id));
                };
                let user = match key.user() {
                    Some(user) => entities::find_by_id(transaction, user)?,
                    None => None,
                };
                let used = last_use::find(transaction, &uses, &id)?;
                let never = || "N/A".to_owned();
                Ok::<_, Error<_>>(GetAccessKeyLastUsedResponse {
                    user_name: user.map(|user| user.name),
                    access_key_last_used: Some(AccessKeyLastUsed {
                        last_used_date: used.as_ref().map(|used| used.at),
                        service_name: used.as_ref().map_or_else(never, |used| used.service.clone()),
                        region: used.map_or_else(never, |used| used.region),
                    }),
                })
            })
            .await
    }
}
