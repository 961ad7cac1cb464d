//! The SQL of what a page of profiles shows of their roles and tags.

use std::collections::HashMap;

use wharf_aws::AccountId;
use wharf_sql::{Error, Row, Statement, Transaction, params};

use crate::iam::entity::store::columns;
use crate::iam::entity::{self, EntityRow, NameRange};
use crate::iam::role::{self, store::RoleRow};
use crate::iam::tag;

// `CROSS JOIN` keeps SQLite to the order as written: from the rows of the page, not from all of the account.
static ROLES_OF_PAGE: Statement = Statement::global(
    "iam.instance_profile.roles_of_page",
    concat!(
        "SELECT ",
        columns!(),
        ", r.trust_policy, r.max_session_seconds, m.profile_id \
         FROM iam_entities p CROSS JOIN iam_instance_profile_roles m \
         JOIN iam_entities e ON e.id = m.role_id JOIN iam_roles r ON r.id = m.role_id \
         WHERE p.account = $1 AND p.kind = $2 AND p.folded_name > $3 AND p.folded_name <= $4 \
         AND m.account = p.account AND m.profile_id = p.id"
    ),
);
static TAGS_OF_ROLE: Statement = Statement::global(
    "iam.instance_profile.tags_of_role",
    "SELECT tag_key, tag_value, owner FROM iam_tags WHERE account = $1 AND owner IN (SELECT profile_id \
     FROM iam_instance_profile_roles WHERE account = $1 AND role_id = $2 AND profile_id > $3 AND profile_id <= $4) \
     ORDER BY owner, folded_key",
);

static PROFILES_OF_ROLES: Statement = Statement::global(
    "iam.instance_profile.profiles_of_roles",
    concat!(
        "SELECT ",
        columns!(),
        ", m.role_id FROM iam_entities r CROSS JOIN iam_instance_profile_roles m CROSS JOIN iam_entities e \
         WHERE r.account = $1 AND r.kind = $2 AND r.folded_name > $3 AND r.folded_name <= $4 \
         AND m.account = r.account AND m.role_id = r.id AND e.id = m.profile_id"
    ),
);
static TAGS_OF_ROLES: Statement = Statement::global(
    "iam.instance_profile.tags_of_roles",
    "SELECT t.tag_key, t.tag_value, t.owner FROM iam_entities r CROSS JOIN iam_instance_profile_roles m \
     CROSS JOIN iam_tags t WHERE r.account = $1 AND r.kind = $2 AND r.folded_name > $3 AND r.folded_name <= $4 \
     AND m.account = r.account AND m.role_id = r.id AND t.account = r.account AND t.owner = m.profile_id",
);

pub(crate) static STATEMENTS: &[&Statement] =
    &[&ROLES_OF_PAGE, &TAGS_OF_ROLE, &PROFILES_OF_ROLES, &TAGS_OF_ROLES];

/// The roles of all profiles in a range of names, by the profile's unique id.
pub(super) fn roles_of_page(
    transaction: &mut Transaction<'_>,
    range: &NameRange,
) -> Result<HashMap<String, (EntityRow, RoleRow)>, Error> {
    let rows = transaction.query_global(&ROLES_OF_PAGE, range.params())?;
    let read = |row: &Row| {
        let role = (entity::store::read(row)?, role::store::read(row, 8)?);
        Ok((row.text(10)?.to_owned(), role))
    };
    rows.iter().map(read).collect()
}

/// The tags of a role's profiles after a unique id and up to another, by the profile's unique id.
pub(super) fn tags_of_role(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    role: &str,
    after: &str,
    last: &str,
) -> Result<HashMap<String, Vec<(String, String)>>, Error> {
    let values = params![account.as_str(), role, after, last];
    tag::store::by_owner(&transaction.query_global(&TAGS_OF_ROLE, values)?)
}

/// The profiles of all roles in a range of names, by unique id, for each role's.
pub(super) fn profiles_of_roles(
    transaction: &mut Transaction<'_>,
    range: &NameRange,
) -> Result<HashMap<String, Vec<EntityRow>>, Error> {
    let mut profiles: HashMap<String, Vec<EntityRow>> = HashMap::new();
    for row in transaction.query_global(&PROFILES_OF_ROLES, range.params())? {
        let of_role = profiles.entry(row.text(8)?.to_owned()).or_default();
        of_role.push(entity::store::read(&row)?);
    }
    for of_role in profiles.values_mut() {
        of_role.sort_unstable_by(|one, other| one.id.cmp(&other.id));
    }
    Ok(profiles)
}

/// The tags of the profiles of all roles in a range of names, by the profile's unique id.
pub(super) fn tags_of_roles(
    transaction: &mut Transaction<'_>,
    range: &NameRange,
) -> Result<HashMap<String, Vec<(String, String)>>, Error> {
    let mut tags = tag::store::by_owner(&transaction.query_global(&TAGS_OF_ROLES, range.params())?)?;
    for of_profile in tags.values_mut() {
        of_profile.sort_unstable_by_key(|(key, _)| key.to_lowercase());
    }
    Ok(tags)
}
