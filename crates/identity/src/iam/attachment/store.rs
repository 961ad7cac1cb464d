//! The SQL of attachments.

use std::collections::HashMap;

use wharf_aws::AccountId;
use wharf_sql::{Error, Row, Statement, Transaction, params};

use crate::iam::entity::store::columns;
use crate::iam::entity::{self, EntityRow, NameRange};
use crate::packed::{key, packed, wanted};

static ALL: Statement = Statement::global(
    "iam.attachment.all",
    "SELECT policy FROM iam_attachments WHERE account = $1 AND owner = $2 ORDER BY policy",
);
static OF_PRINCIPAL: Statement = Statement::global(
    "iam.attachment.of_principal",
    "SELECT owner, policy FROM iam_attachments WHERE account = $1 AND owner = $2 UNION ALL \
     SELECT a.owner, a.policy FROM iam_group_members m CROSS JOIN iam_attachments a \
     WHERE m.account = $1 AND m.user_id = $2 AND a.account = m.account AND a.owner = m.group_id",
);
static OF_PAGE: Statement = Statement::global(
    "iam.attachment.of_page",
    "SELECT a.owner, a.policy FROM iam_entities e CROSS JOIN iam_attachments a WHERE e.account = $1 AND e.kind = $2 \
     AND e.folded_name > $3 AND e.folded_name <= $4 AND a.account = e.account AND a.owner = e.id",
);
static OWNERS: Statement = Statement::global(
    "iam.attachment.owners",
    concat!(
        "SELECT ",
        columns!(),
        " FROM iam_attachments a JOIN iam_entities e ON e.id = a.owner \
         WHERE a.account = $1 AND a.policy = $2 AND a.owner > $3 ORDER BY a.owner LIMIT $4"
    ),
);
static COUNT: Statement = Statement::global(
    "iam.attachment.count",
    "SELECT COUNT(*) FROM iam_attachments WHERE account = $1 AND policy = $2",
);
static COUNT_ALL: Statement = Statement::global(
    "iam.attachment.count_all",
    concat!(
        wanted!("$2", 700),
        " SELECT (SELECT COUNT(*) FROM iam_attachments a WHERE a.account = $1 AND a.policy = ",
        key!("$2", 700),
        ") FROM wanted w"
    ),
);
static ATTACH: Statement = Statement::global(
    "iam.attachment.attach",
    "INSERT INTO iam_attachments (account, owner, policy) VALUES ($1, $2, $3) \
     ON CONFLICT (account, owner, policy) DO NOTHING",
);
static DETACH: Statement = Statement::global(
    "iam.attachment.detach",
    "DELETE FROM iam_attachments WHERE account = $1 AND owner = $2 AND policy = $3",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &ALL,
    &OF_PRINCIPAL,
    &OF_PAGE,
    &OWNERS,
    &COUNT,
    &COUNT_ALL,
    &ATTACH,
    &DETACH,
];

/// The policies of an owner, by ARN. A quota bounds their number.
pub(crate) fn all(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
) -> Result<Vec<String>, Error> {
    texts(&transaction.query_global(&ALL, params![account.as_str(), owner])?)
}

/// The policies of a principal and of a user's groups: ARNs, sorted, by the owner's unique id.
pub(crate) fn of_principal(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    principal: &str,
) -> Result<HashMap<String, Vec<String>>, Error> {
    by_owner(&transaction.query_global(&OF_PRINCIPAL, params![account.as_str(), principal])?)
}

/// The policies of all entities in a range of names: ARNs, sorted, by the owner's unique id.
pub(crate) fn of_page(
    transaction: &mut Transaction<'_>,
    range: &NameRange,
) -> Result<HashMap<String, Vec<String>>, Error> {
    by_owner(&transaction.query_global(&OF_PAGE, range.params())?)
}

/// Those that have a policy by unique id, after one.
pub(crate) fn owners(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    policy: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<EntityRow>, Error> {
    let rows = transaction.query_global(&OWNERS, params![account.as_str(), policy, after, limit])?;
    rows.iter().map(entity::store::read).collect()
}

pub(crate) fn count(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    policy: &str,
) -> Result<i64, Error> {
    let row = transaction.query_one_global(&COUNT, params![account.as_str(), policy])?;
    row.map_or(Ok(0), |row| row.integer(0))
}

/// How many have each of some policies, in their order.
pub(crate) fn count_all<'a>(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    policies: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<i64>, Error> {
    let values = params![account.as_str(), packed(policies, 700)];
    let rows = transaction.query_global(&COUNT_ALL, values)?;
    rows.iter().map(|row| row.integer(0)).collect()
}

pub(crate) fn attach(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    policy: &str,
) -> Result<(), Error> {
    let values = params![account.as_str(), owner, policy];
    transaction.execute_global(&ATTACH, values).map(drop)
}

/// Whether it was attached.
pub(crate) fn detach(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    policy: &str,
) -> Result<bool, Error> {
    Ok(transaction.execute_global(&DETACH, params![account.as_str(), owner, policy])? == 1)
}

fn by_owner(rows: &[Row]) -> Result<HashMap<String, Vec<String>>, Error> {
    let mut policies: HashMap<String, Vec<String>> = HashMap::new();
    for row in rows {
        let of_owner = policies.entry(row.text(0)?.to_owned()).or_default();
        of_owner.push(row.text(1)?.to_owned());
    }
    policies
        .values_mut()
        .for_each(|policies| policies.sort_unstable());
    Ok(policies)
}

fn texts(rows: &[Row]) -> Result<Vec<String>, Error> {
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}
