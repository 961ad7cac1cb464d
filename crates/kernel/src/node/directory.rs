//! What the rooms of registries, and records of refusals, ask about accounts and principals. The crate `node` answers from the identity
//! plane.

use futures_util::future::BoxFuture;
use wharf_aws::AccountId;

use crate::{Identity, Unavailable};

/// The principal of a policy that names no user, role or account that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPrincipal(pub String);

/// A role that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRole {
    /// Its account.
    pub account: AccountId,
    /// Its ARN.
    pub arn: String,
    /// Its unique id, `AROA…`.
    pub id: String,
}

/// Answers about accounts and principals.
pub trait Directory: Send + Sync {
    /// What tells the identity plane from every other one; nothing while it has no account.
    fn plane<'a>(&'a self, identity: &'a Identity) -> BoxFuture<'a, Result<Option<String>, Unavailable>>;

    /// Whether an account is open; `None` when there is none.
    fn is_open<'a>(
        &'a self,
        identity: &'a Identity,
        account: &'a AccountId,
    ) -> BoxFuture<'a, Result<Option<bool>, Unavailable>>;

    /// Whether there is an account, open or closed: from memory, for what asks with each call.
    fn exists<'a>(
        &'a self,
        identity: &'a Identity,
        account: &'a AccountId,
    ) -> BoxFuture<'a, Result<bool, Unavailable>>;

    /// The role of a name in an account.
    fn role<'a>(
        &'a self,
        identity: &'a Identity,
        account: &'a AccountId,
        name: &'a str,
    ) -> BoxFuture<'a, Result<Option<FoundRole>, Unavailable>>;

    /// A policy as it is saved: with unique ids in place of the users and roles that it names as principals, and beside each
    /// account the time at which it was made.
    fn bind<'a>(
        &'a self,
        identity: &'a Identity,
        policy: String,
    ) -> BoxFuture<'a, Result<Result<String, UnknownPrincipal>, Unavailable>>;

    /// Saved policies as their authors wrote them, as far as those that they name live; all of one moment.
    fn unbind<'a>(
        &'a self,
        identity: &'a Identity,
        policies: Vec<String>,
    ) -> BoxFuture<'a, Result<Vec<String>, Unavailable>>;
}
