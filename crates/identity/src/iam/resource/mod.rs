//! The entities of the identity plane as resources of IAM: the ARN and the tags of what an operation names.
//!
//! Owns no rows; it asks the rooms. A name that no entity has gets the ARN that it would have under the path `/`, so that a
//! denial never tells whether it exists.

use wharf_aws::AccountId;
use wharf_policy::{Keys, PrincipalKind};
use wharf_sql::{Error, Transaction};

pub use super::entity::named;
use super::entity::{EntityKind, arn_of, store as entities};
use super::{access_key, tag};
use wharf_kernel::IamResource;
use wharf_kernel::{Call, Identity};

/// What was named.
pub struct Found {
    /// Its ARN, with its path.
    pub arn: String,
    /// `aws:ResourceTag/…` and `iam:ResourceTag/…`.
    pub tags: Keys,
}

/// Finds what an operation names in the caller's account.
pub async fn find(identity: &Identity, call: &Call, resource: &IamResource) -> Result<Found, Error> {
    let (kind, name) = match resource {
        IamResource::Named(arn) => match named(arn) {
            Some((_, kind, name)) => (kind, name.to_owned()),
            None => return find_by_arn(identity, &call.account, arn).await,
        },
        IamResource::User(None) => {
            let own = &call.principal;
            let arn = match own.kind {
                PrincipalKind::AssumedRole => own.role_arn.as_ref().unwrap_or(&own.arn),
                _ => &own.arn,
            };
            return Ok(Found::untagged(arn.clone()));
        }
        IamResource::AccessKey(id) => return find_holder(identity, &call.account, id).await,
        IamResource::User(Some(name)) => (EntityKind::User, name.clone()),
        IamResource::Role(name) => (EntityKind::Role, name.clone()),
        IamResource::Group(name) => (EntityKind::Group, name.clone()),
        IamResource::InstanceProfile(name) => (EntityKind::InstanceProfile, name.clone()),
    };
    let account = call.account;
    let given = match resource {
        IamResource::Named(arn) => Some(arn.clone()),
        _ => None,
    };
    let database = identity.database();
    database
        .snapshot("iam.resource.find", move |transaction| {
            look_up(transaction, &account, kind, &name, given.as_deref())
        })
        .await
}

/// The user whose key it is; the root user; nothing when the account has no such key.
async fn find_holder(identity: &Identity, account: &AccountId, key: &str) -> Result<Found, Error> {
    let (account, key) = (*account, key.to_owned());
    let database = identity.database();
    database
        .snapshot("iam.resource.find_holder", move |transaction| {
            let Some(key) = access_key::find_of(transaction, &account, &key)? else {
                return Ok(Found::untagged("*".to_owned()));
            };
            let user = match key.user() {
                Some(user) => entities::find_by_id(transaction, user)?,
                None => return Ok(Found::untagged(format!("arn:aws:iam::{account}:root"))),
            };
            match user {
                Some(user) => look_up(transaction, &account, EntityKind::User, &user.name, None),
                None => Ok(Found::untagged("*".to_owned())),
            }
        })
        .await
}

/// What has no name but an ARN, under which its tags are: an identity provider.
async fn find_by_arn(identity: &Identity, account: &AccountId, arn: &str) -> Result<Found, Error> {
    let (account, arn) = (*account, arn.to_owned());
    let database = identity.database();
    database
        .snapshot("iam.resource.find_by_arn", move |transaction| {
            tagged(transaction, &account, Found::untagged(arn.clone()), &arn)
        })
        .await
}

fn look_up(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    kind: EntityKind,
    name: &str,
    given: Option<&str>,
) -> Result<Found, Error> {
    let entity = entities::find(transaction, account, kind, name)?;
    // An ARN that is given stands, there or not: another path is another entity.
    let entity = entity.filter(|entity| given.is_none_or(|arn| entity.arn() == arn));
    let Some(entity) = entity else {
        let arn = given.map_or_else(|| arn_of(account, kind, "/", name), str::to_owned);
        return Ok(Found::untagged(arn));
    };
    tagged(transaction, account, Found::untagged(entity.arn()), &entity.id)
}

/// With the tags of their owner.
fn tagged(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    mut found: Found,
    owner: &str,
) -> Result<Found, Error> {
    for (key, value) in tag::list(transaction, account, owner)? {
        found.tags.add(&format!("aws:ResourceTag/{key}"), [value.clone()]);
        found.tags.add(&format!("iam:ResourceTag/{key}"), [value]);
    }
    Ok(found)
}

impl Found {
    fn untagged(arn: String) -> Found {
        Found {
            arn,
            tags: Keys::default(),
        }
    }
}
