//! The SQL of OpenID Connect providers.

use wharf_aws::{AccountId, Timestamp};
use wharf_sql::{Error, Row, Statement, Transaction, params};

static FIND: Statement = Statement::global(
    "iam.oidc_provider.find",
    "SELECT url, client_ids, thumbprints, created_at FROM iam_oidc_providers WHERE account = $1 AND url = $2",
);
static LIST: Statement = Statement::global(
    "iam.oidc_provider.list",
    "SELECT url, client_ids, thumbprints, created_at FROM iam_oidc_providers WHERE account = $1 ORDER BY url",
);
static INSERT: Statement = Statement::global(
    "iam.oidc_provider.insert",
    "INSERT INTO iam_oidc_providers (account, url, client_ids, thumbprints, created_at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (account, url) DO NOTHING",
);
static UPDATE: Statement = Statement::global(
    "iam.oidc_provider.update",
    "UPDATE iam_oidc_providers SET client_ids = $3, thumbprints = $4 WHERE account = $1 AND url = $2",
);
static DELETE: Statement = Statement::global(
    "iam.oidc_provider.delete",
    "DELETE FROM iam_oidc_providers WHERE account = $1 AND url = $2",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &LIST, &INSERT, &UPDATE, &DELETE];

/// A provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Provider {
    /// Its issuer's URL without the scheme.
    pub(crate) url: String,
    /// The audiences that its tokens may have.
    pub(crate) client_ids: Vec<String>,
    /// SHA-1 thumbprints of its certificate's authority, which are kept and not used: its certificate is verified.
    pub(crate) thumbprints: Vec<String>,
    pub(crate) created_at: Timestamp,
}

pub(super) fn find(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    url: &str,
) -> Result<Option<Provider>, Error> {
    let row = transaction.query_one_global(&FIND, params![account.as_str(), url])?;
    row.as_ref().map(read).transpose()
}

/// All of an account's; a quota bounds their number.
pub(crate) fn list(transaction: &mut Transaction<'_>, account: &AccountId) -> Result<Vec<Provider>, Error> {
    let rows = transaction.query_global(&LIST, params![account.as_str()])?;
    rows.iter().map(read).collect()
}

/// Whether there was none of that URL.
pub(super) fn insert(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    provider: &Provider,
) -> Result<bool, Error> {
    let values = params![
        account.as_str(),
        provider.url.as_str(),
        provider.client_ids.join("\n"),
        provider.thumbprints.join("\n"),
        provider.created_at.micros()
    ];
    Ok(transaction.execute_global(&INSERT, values)? == 1)
}

pub(super) fn update(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    provider: &Provider,
) -> Result<(), Error> {
    let values = params![
        account.as_str(),
        provider.url.as_str(),
        provider.client_ids.join("\n"),
        provider.thumbprints.join("\n")
    ];
    transaction.execute_global(&UPDATE, values).map(drop)
}

pub(super) fn delete(transaction: &mut Transaction<'_>, account: &AccountId, url: &str) -> Result<(), Error> {
    transaction
        .execute_global(&DELETE, params![account.as_str(), url])
        .map(drop)
}

fn read(row: &Row) -> Result<Provider, Error> {
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    Ok(Provider {
        url: row.text(0)?.to_owned(),
        client_ids: lines(row.text(1)?),
        thumbprints: lines(row.text(2)?),
        created_at: Timestamp::from_micros(row.integer(3)?),
    })
}
