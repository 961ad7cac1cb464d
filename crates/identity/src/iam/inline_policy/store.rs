//! The SQL of inline policies.

use std::collections::{BTreeMap, HashMap};

use wharf_aws::AccountId;
use wharf_sql::{Error, Row, Statement, Transaction, params};

use crate::iam::entity::NameRange;

/// Texts by name.
pub(crate) type Policies = BTreeMap<String, String>;

static FIND: Statement = Statement::global(
    "iam.inline_policy.find",
    "SELECT document FROM iam_inline_policies WHERE account = $1 AND owner = $2 AND name = $3",
);
static ALL: Statement = Statement::global(
    "iam.inline_policy.all",
    "SELECT name, document FROM iam_inline_policies WHERE account = $1 AND owner = $2 ORDER BY name",
);
static OF_PRINCIPAL: Statement = Statement::global(
    "iam.inline_policy.of_principal",
    "SELECT owner, name, document FROM iam_inline_policies WHERE account = $1 AND owner = $2 UNION ALL \
     SELECT p.owner, p.name, p.document FROM iam_group_members m CROSS JOIN iam_inline_policies p \
     WHERE m.account = $1 AND m.user_id = $2 AND p.account = m.account AND p.owner = m.group_id",
);
static OF_PAGE: Statement = Statement::global(
    "iam.inline_policy.of_page",
    "SELECT p.owner, p.name, p.document FROM iam_entities e CROSS JOIN iam_inline_policies p \
     WHERE e.account = $1 AND e.kind = $2 AND e.folded_name > $3 AND e.folded_name <= $4 \
     AND p.account = e.account AND p.owner = e.id",
);
static NAMES: Statement = Statement::global(
    "iam.inline_policy.names",
    "SELECT name FROM iam_inline_policies WHERE account = $1 AND owner = $2 AND name > $3 ORDER BY name LIMIT $4",
);
static PUT: Statement = Statement::global(
    "iam.inline_policy.put",
    "INSERT INTO iam_inline_policies (account, owner, name, document) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (account, owner, name) DO UPDATE SET document = excluded.document",
);
static DELETE: Statement = Statement::global(
    "iam.inline_policy.delete",
    "DELETE FROM iam_inline_policies WHERE account = $1 AND owner = $2 AND name = $3",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &ALL, &OF_PRINCIPAL, &OF_PAGE, &NAMES, &PUT, &DELETE];

pub(super) fn find(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    name: &str,
) -> Result<Option<String>, Error> {
    let row = transaction.query_one_global(&FIND, params![account.as_str(), owner, name])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}

/// All of an owner's, by name. Their size is bounded, so their number is.
pub(crate) fn all(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
) -> Result<Vec<(String, String)>, Error> {
    let rows = transaction.query_global(&ALL, params![account.as_str(), owner])?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
        .collect()
}

/// The policies of a principal and of a user's groups, by name, for each owner's unique id.
pub(crate) fn of_principal(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    principal: &str,
) -> Result<HashMap<String, Policies>, Error> {
    by_owner(&transaction.query_global(&OF_PRINCIPAL, params![account.as_str(), principal])?)
}

/// The policies of all entities in a range of names, by name, for each owner's unique id.
pub(crate) fn of_page(
    transaction: &mut Transaction<'_>,
    range: &NameRange,
) -> Result<HashMap<String, Policies>, Error> {
    by_owner(&transaction.query_global(&OF_PAGE, range.params())?)
}

fn by_owner(rows: &[Row]) -> Result<HashMap<String, Policies>, Error> {
    let mut policies: HashMap<String, Policies> = HashMap::new();
    for row in rows {
        let of_owner = policies.entry(row.text(0)?.to_owned()).or_default();
        of_owner.insert(row.text(1)?.to_owned(), row.text(2)?.to_owned());
    }
    Ok(policies)
}

pub(crate) fn names(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<String>, Error> {
    let values = params![account.as_str(), owner, after, limit];
    let rows = transaction.query_global(&NAMES, values)?;
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}

pub(crate) fn put(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    name: &str,
    document: &str,
) -> Result<(), Error> {
    let values = params![account.as_str(), owner, name, document];
    transaction.execute_global(&PUT, values).map(drop)
}

/// Whether there was one.
pub(super) fn delete(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    name: &str,
) -> Result<bool, Error> {
    Ok(transaction.execute_global(&DELETE, params![account.as_str(), owner, name])? == 1)
}
