//! The access keys of root users.

use std::cmp::Reverse;

use wharf_aws::wharf::*;
use wharf_policy::Action;

use crate::iam::access_key::{self, AccessKey, KeyRow, MAX_KEYS, OpenKeyError};
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Changed, Error, Node, operator};

/// The secret half, as an answer says it.
pub(super) fn secret(key: &AccessKey) -> String {
    key.secret.expose().to_owned()
}

fn shown(node: &Node, row: &KeyRow) -> Result<RootAccessKey, wharf_sql::Error> {
    let status = match access_key::open(node, row) {
        Ok(_) if row.active => RootAccessKeyStatus::Active,
        Ok(_) => RootAccessKeyStatus::Inactive,
        // Active or not, it lets no caller in.
        Err(OpenKeyError::Unreadable(_)) => RootAccessKeyStatus::Unreadable,
        Err(OpenKeyError::Sql(error)) => return Err(error),
    };
    Ok(RootAccessKey {
        access_key_id: row.id().to_owned(),
        account_id: row.account()?,
        status,
        created_at: row.created_at(),
    })
}

/// What it takes to have to do with a root user's keys: the operator's action, and IAM's for the keys of users. A policy that
/// leaves IAM out, such as `PowerUserAccess`, shall not make its holder the root user of every account.
fn of_keys(action: &'static str, of_iam: &'static str) -> Vec<Access> {
    vec![Access::node(action), Access::anything(Action::new("iam", of_iam))]
}

operation! {
    /// Makes an access key of an account's root user.
    CreateRootAccessKey(CreateRootAccessKeyRequest) -> CreateRootAccessKeyResponse,
    access(_, _) { of_keys("CreateRootAccessKey", "CreateAccessKey") },
    run(context, input) {
        let node = context.node;
        operator::open_account(context, Some(&input.account_id)).await?;
        let key = AccessKey::generate(&input.account_id, &node.entropy, node.clock.now());
        let row = access_key::seal(&key, &node.sealer);
        let access_key = shown(node, &row)?;
        let changed = Changed::Account(input.account_id);
        node.identity
            .change("operator.access_key.create", changed, move |transaction| {
                if access_key::insert_row_of_root(transaction, &row)? {
                    return Ok(());
                }
                let message = format!("A root user has at most {MAX_KEYS} access keys.");
                Err(Error::Fault(Fault::LimitExceeded { message }))
            })
            .await?;
        Ok(CreateRootAccessKeyResponse { access_key, secret_access_key: secret(&key) })
    }
}

operation! {
    /// The access keys of an account's root user, without their secrets.
    ListRootAccessKeys(ListRootAccessKeysRequest) -> ListRootAccessKeysResponse,
    access(_, _) { vec![Access::node("ListRootAccessKeys")] },
    run(context, input) {
        operator::account(context, Some(&input.account_id)).await?;
        let keys = access_key::rows_of_root(&context.node.identity, &input.account_id).await?;
        let shown: Result<Vec<_>, wharf_sql::Error> = keys.iter().map(|row| shown(context.node, row)).collect();
        Ok(ListRootAccessKeysResponse { access_keys: shown? })
    }
}

operation! {
    /// The newest active access key of an account's root user that opens, with its secret: one that does not hides no other. It changes
    /// nothing and is recorded like a change: someone becomes the account's root user.
    RevealRootAccessKey(RevealRootAccessKeyRequest) -> RevealRootAccessKeyResponse,
    access(_, _) { of_keys("RevealRootAccessKey", "CreateAccessKey") },
    run(context, input) {
        // The keys of a closed account let no caller in.
        operator::open_account(context, Some(&input.account_id)).await?;
        let keys = access_key::rows_of_root(&context.node.identity, &input.account_id).await?;
        let mut active: Vec<&KeyRow> = keys.iter().filter(|row| row.active).collect();
        active.sort_by_key(|row| Reverse(row.created_at()));
        let mut opened = active.iter().map(|row| access_key::open(context.node, row).map(|key| (*row, key)));
        // Where none opens, it is told of the newest.
        let newest = opened.next().map(|first| first.or_else(|error| opened.find_map(Result::ok).ok_or(error)));
        let (newest, key) = newest.ok_or_else(|| {
            let message = format!("The root user of {} has no active access key.", input.account_id);
            Error::Fault(Fault::AccessKeyNotFound { message })
        })??;
        Ok(RevealRootAccessKeyResponse { access_key: shown(context.node, newest)?, secret_access_key: secret(&key) })
    }
}

fn missing(id: &str) -> Error<Fault> {
    let message = format!("There is no access key {id}.");
    Error::Fault(Fault::AccessKeyNotFound { message })
}

operation! {
    /// Activates or deactivates an access key of a root user; it holds from the next request on. Users' keys are IAM's.
    UpdateRootAccessKey(UpdateRootAccessKeyRequest) -> UpdateRootAccessKeyResponse,
    access(_, _) { of_keys("UpdateRootAccessKey", "UpdateAccessKey") },
    run(context, input) {
        let missing = || missing(&input.access_key_id);
        let id = input.access_key_id.parse().map_err(|_| missing())?;
        let active = input.status == AccessKeyStatus::Active;
        let switched = access_key::switch_of_root(&context.node.identity, &id, active).await?;
        Ok(UpdateRootAccessKeyResponse { access_key: shown(context.node, &switched.ok_or_else(missing)?)? })
    }
}

operation! {
    /// Removes an access key of a root user for good, and gives it as it was. Users' keys are IAM's.
    DeleteRootAccessKey(DeleteRootAccessKeyRequest) -> DeleteRootAccessKeyResponse,
    access(_, _) { of_keys("DeleteRootAccessKey", "DeleteAccessKey") },
    run(context, input) {
        let removed = access_key::delete_of_root(&context.node.identity, &input.access_key_id).await?;
        let removed = removed.ok_or_else(|| missing(&input.access_key_id))?;
        let access_key = shown(context.node, &removed)?;
        context.node.forget_unreadable(&removed.record());
        Ok(DeleteRootAccessKeyResponse { access_key })
    }
}
