//! The room of OpenID Connect providers: whose tokens the account's roles may be assumed with.

use wharf_aws::AccountId;
use wharf_sql::{Database, Error};

/// A provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Provider {
    /// Its issuer's URL without the scheme.
    pub(crate) url: String,
    /// The audiences that its tokens may have.
    pub(crate) client_ids: Vec<String>,
}

/// The ARN of a provider; `url` is without its scheme.
pub(crate) fn arn(account: &AccountId, url: &str) -> String {
    format!("arn:aws:iam::{account}:oidc-provider/{url}")
}

/// The provider of an account by its URL without the scheme.
pub(crate) async fn find(
    _database: &Database,
    _account: &AccountId,
    _url: &str,
) -> Result<Option<Provider>, Error> {
    Ok(None)
}
