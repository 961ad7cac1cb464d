//! What the rooms of registries ask about accounts and principals, answered by the rooms of IAM.

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use wharf_aws::AccountId;
use wharf_identity::bootstrap;
use wharf_identity::iam::{account, principal, trust};
use wharf_identity::organizations::control_policy;
use wharf_kernel::node::{Directory, FoundRole, UnknownPrincipal};
use wharf_kernel::{Identity, Unavailable};

/// The identity plane.
pub(crate) struct IdentityPlane;

impl Directory for IdentityPlane {
    fn plane<'a>(&'a self, identity: &'a Identity) -> BoxFuture<'a, Result<Option<String>, Unavailable>> {
        async { Ok(bootstrap::plane(identity).await?) }.boxed()
    }

    fn is_open<'a>(
        &'a self,
        identity: &'a Identity,
        account: &'a AccountId,
    ) -> BoxFuture<'a, Result<Option<bool>, Unavailable>> {
        async {
            let found = account::find(identity, account).await?;
            Ok(found.map(|account| account.closed_at.is_none()))
        }
        .boxed()
    }

    fn exists<'a>(
        &'a self,
        identity: &'a Identity,
        account: &'a AccountId,
    ) -> BoxFuture<'a, Result<bool, Unavailable>> {
        async { Ok(control_policy::of(identity, account).await?.exists) }.boxed()
    }

    fn role<'a>(
        &'a self,
        identity: &'a Identity,
        account: &'a AccountId,
        name: &'a str,
    ) -> BoxFuture<'a, Result<Option<FoundRole>, Unavailable>> {
        async {
            let found = principal::role(identity, account, name).await?;
            Ok(found.as_ref().as_ref().map(|role| FoundRole {
                account: role.account,
                arn: role.arn.clone(),
                id: role.id.clone(),
            }))
        }
        .boxed()
    }

    fn bind<'a>(
        &'a self,
        identity: &'a Identity,
        policy: String,
    ) -> BoxFuture<'a, Result<Result<String, UnknownPrincipal>, Unavailable>> {
        let bind = move |transaction: &mut wharf_sql::Transaction<'_>| trust::bind_ids(transaction, &policy);
        async { Ok(identity.database().snapshot("ecr.policy.bind", bind).await?) }.boxed()
    }

    fn unbind<'a>(
        &'a self,
        identity: &'a Identity,
        policies: Vec<String>,
    ) -> BoxFuture<'a, Result<Vec<String>, Unavailable>> {
        let unbind =
            move |transaction: &mut wharf_sql::Transaction<'_>| trust::unbind_all(transaction, &policies);
        async { Ok(identity.database().snapshot("ecr.policy.shown", unbind).await?) }.boxed()
    }
}
