//! The room of OpenID Connect providers: whose tokens the account's roles may be assumed with.

mod operations;
pub(crate) mod store;
mod tags;

pub use operations::*;
pub(crate) use store::{Provider, STATEMENTS};
pub use tags::*;

use wharf_aws::AccountId;
use wharf_sql::{Database, Error};

/// The ARN of a provider; `url` is without its scheme.
pub(crate) fn arn(account: &AccountId, url: &str) -> String {
    format!("arn:aws:iam::{account}:oidc-provider/{url}")
}

/// The URL, without its scheme, in the ARN of a provider of `account`.
fn url_of<'a>(account: &AccountId, arn: &'a str) -> Option<&'a str> {
    arn.strip_prefix(&format!("arn:aws:iam::{account}:oidc-provider/"))
}

/// The provider of an account by its URL without the scheme.
pub(crate) async fn find(
    database: &Database,
    account: &AccountId,
    url: &str,
) -> Result<Option<Provider>, Error> {
    let (account, url) = (*account, url.to_owned());
    database
        .snapshot("iam.oidc_provider.find", move |transaction| {
            store::find(transaction, &account, &url)
        })
        .await
}
