//! An organization's things as resources of policies: the ARN, the owner, the tags, and the organization's resource
//! policy. Owns no rows; it asks the rooms. An id that nothing has gets the ARN that it would have.

use wharf_aws::AccountId;
use wharf_policy::{Keys, Source};
use wharf_sql::{Error, Transaction};

use super::id::Kind;
use super::{organization, policy, tag};
use wharf_kernel::OrganizationResource;
use wharf_kernel::{Call, Identity};

/// What was named.
pub struct Found {
    /// Its ARN.
    pub arn: String,
    /// The management account; the caller's own when it is in no organization.
    pub owner: AccountId,
    /// `aws:ResourceTag/…`, and `organizations:PolicyType` of a policy.
    pub keys: Keys,
    /// What members may ask.
    pub policy: Option<Source>,
}

/// Finds what an operation names in the organization that the caller's account is in.
pub async fn find(identity: &Identity, call: &Call, resource: &OrganizationResource) -> Result<Found, Error> {
    let (account, resource) = (call.account, resource.clone());
    identity
        .database()
        .snapshot("organizations.resource.find", move |transaction| {
            look_up(transaction, &account, &resource)
        })
        .await
}

fn look_up(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    resource: &OrganizationResource,
) -> Result<Found, Error> {
    let mut found = Found {
        arn: "*".to_owned(),
        owner: *account,
        keys: Keys::default(),
        policy: None,
    };
    let Some(organization) = organization::of_account(transaction, account)? else {
        return Ok(found);
    };
    found.owner = organization.management;
    let policy = organization.resource_policy.as_ref();
    found.policy = policy.map(|(id, text)| Source::compile(&organization.arn_of("resourcepolicy", id), text));
    let OrganizationResource::Entity(id) = resource else {
        return Ok(found);
    };
    found.arn = match Kind::of(id) {
        Some(Kind::Root) => organization.arn_of("root", id),
        Some(Kind::Unit) => organization.arn_of("ou", id),
        Some(Kind::Policy) => match policy::find(transaction, &organization, id)? {
            Some(policy) => {
                let word = policy.kind.word().to_owned();
                found.keys.insert("organizations:PolicyType", [word]);
                policy.arn(&organization)
            }
            None => organization.arn_of("policy", &format!("service_control_policy/{id}")),
        },
        Some(Kind::ResourcePolicy) => organization.arn_of("resourcepolicy", id),
        Some(Kind::Account) | None => organization.arn_of("account", id),
    };
    for (key, value) in tag::store::list(transaction, &organization.id, id)? {
        found.keys.add(&format!("aws:ResourceTag/{key}"), [value]);
    }
    Ok(found)
}
