//! The access keys of root users.

use wharf_aws::AccountId;
use wharf_aws::wharf::*;
use wharf_policy::Action;

use crate::iam::access_key::{self, AccessKey};
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Context, Error, operator};

/// The secret half, as an answer says it.
pub(super) fn secret(key: &AccessKey) -> String {
    key.secret.expose().to_owned()
}

fn shown(key: &AccessKey) -> RootAccessKey {
    RootAccessKey {
        access_key_id: key.id.to_string(),
        account_id: key.account,
        status: if key.active {
            AccessKeyStatus::Active
        } else {
            AccessKeyStatus::Inactive
        },
        created_at: key.created_at,
    }
}

/// What it takes to have to do with a root user's keys: the operator's action, and IAM's for the keys of users. A policy that
/// leaves IAM out, such as `PowerUserAccess`, shall not make its holder the root user of every account.
fn of_keys(action: &'static str, of_iam: &'static str) -> Vec<Access> {
    vec![Access::node(action), Access::anything(Action::new("iam", of_iam))]
}

/// The keys of an account's root user, the oldest first.
async fn keys(context: &Context<'_>, account: &AccountId) -> Result<Vec<AccessKey>, Error<Fault>> {
    let node = context.node;
    operator::account(context, Some(account)).await?;
    let mut keys = access_key::list(&node.identity, &node.sealer, account).await?;
    keys.sort_by_key(|key| key.created_at);
    Ok(keys)
}

operation! {
    /// Makes an access key of an account's root user.
    CreateRootAccessKey(CreateRootAccessKeyRequest) -> CreateRootAccessKeyResponse,
    access(_, _) { of_keys("CreateRootAccessKey", "CreateAccessKey") },
    run(context, input) {
        let node = context.node;
        operator::account(context, Some(&input.account_id)).await?;
        let key = AccessKey::generate(&input.account_id, &node.entropy, node.clock.now());
        access_key::insert(&node.identity, &node.sealer, &key).await?;
        Ok(CreateRootAccessKeyResponse { access_key: shown(&key), secret_access_key: secret(&key) })
    }
}

operation! {
    /// The access keys of an account's root user, without their secrets.
    ListRootAccessKeys(ListRootAccessKeysRequest) -> ListRootAccessKeysResponse,
    access(_, _) { vec![Access::node("ListRootAccessKeys")] },
    run(context, input) {
        let mut keys = keys(context, &input.account_id).await?;
        keys.sort_by(|one, other| one.id.as_str().cmp(other.id.as_str()));
        Ok(ListRootAccessKeysResponse { access_keys: keys.iter().map(shown).collect() })
    }
}

operation! {
    /// The newest active access key of an account's root user, with its secret. It changes nothing and is recorded like a change:
    /// someone becomes the account's root user.
    RevealRootAccessKey(RevealRootAccessKeyRequest) -> RevealRootAccessKeyResponse,
    access(_, _) { of_keys("RevealRootAccessKey", "CreateAccessKey") },
    run(context, input) {
        let keys = keys(context, &input.account_id).await?;
        let key = keys.iter().rfind(|key| key.active).ok_or_else(|| {
            let message = format!("The root user of {} has no active access key.", input.account_id);
            Error::Fault(Fault::AccessKeyNotFound { message })
        })?;
        Ok(RevealRootAccessKeyResponse { access_key: shown(key), secret_access_key: secret(key) })
    }
}

operation! {
    /// Activates or deactivates an access key of a root user; it holds from the next request on. Users' keys are IAM's.
    UpdateRootAccessKey(UpdateRootAccessKeyRequest) -> UpdateRootAccessKeyResponse,
    access(_, _) { of_keys("UpdateRootAccessKey", "UpdateAccessKey") },
    run(context, input) {
        let node = context.node;
        let missing = || {
            let message = format!("There is no access key {}.", input.access_key_id);
            Error::Fault(Fault::AccessKeyNotFound { message })
        };
        let id = input.access_key_id.parse().map_err(|_| missing())?;
        let found = access_key::find(&node.identity, &node.sealer, &id).await?;
        let key = found.filter(|key| key.user.is_none()).ok_or_else(missing)?;
        let active = input.status == AccessKeyStatus::Active;
        if !access_key::set_active(&node.identity, &id, active).await? {
            return Err(missing());
        }
        Ok(UpdateRootAccessKeyResponse { access_key: shown(&AccessKey { active, ..key }) })
    }
}
