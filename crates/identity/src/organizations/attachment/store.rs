//! The SQL of attachments.

use wharf_sql::{Error, Row, Statement, Transaction, params};

use crate::organizations::policy_kind::PolicyKind;

static OF_TARGET: Statement = Statement::global(
    "organizations.attachment.of_target",
    "SELECT policy FROM organization_attachments WHERE organization = $1 AND target = $2 AND policy_type = $3 \
     ORDER BY policy",
);
static TARGETS: Statement = Statement::global(
    "organizations.attachment.targets",
    "SELECT target FROM organization_attachments WHERE organization = $1 AND policy = $2 AND target > $3 \
     ORDER BY target LIMIT $4",
);
static ATTACH: Statement = Statement::global(
    "organizations.attachment.attach",
    "INSERT INTO organization_attachments (organization, target, policy_type, policy) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (organization, target, policy_type, policy) DO NOTHING",
);
static ATTACH_TO_UNITS: Statement = Statement::global(
    "organizations.attachment.attach_to_units",
    "INSERT INTO organization_attachments (organization, target, policy_type, policy) \
     SELECT organization, id, $2, $3 FROM organization_units WHERE organization = $1 \
     ON CONFLICT (organization, target, policy_type, policy) DO NOTHING",
);
static ATTACH_TO_ACCOUNTS: Statement = Statement::global(
    "organizations.attachment.attach_to_accounts",
    "INSERT INTO organization_attachments (organization, target, policy_type, policy) \
     SELECT organization, account, $2, $3 FROM organization_accounts WHERE organization = $1 \
     ON CONFLICT (organization, target, policy_type, policy) DO NOTHING",
);
static DETACH: Statement = Statement::global(
    "organizations.attachment.detach",
    "DELETE FROM organization_attachments WHERE organization = $1 AND target = $2 AND policy_type = $3 \
     AND policy = $4",
);
static DELETE_TARGET: Statement = Statement::global(
    "organizations.attachment.delete_target",
    "DELETE FROM organization_attachments WHERE organization = $1 AND target = $2",
);
static DELETE_KIND: Statement = Statement::global(
    "organizations.attachment.delete_kind",
    "DELETE FROM organization_attachments WHERE organization = $1 AND policy_type = $2",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &OF_TARGET,
    &TARGETS,
    &ATTACH,
    &ATTACH_TO_UNITS,
    &ATTACH_TO_ACCOUNTS,
    &DETACH,
    &DELETE_TARGET,
    &DELETE_KIND,
];

/// The ids of a target's policies of a kind. A quota bounds their number.
pub(crate) fn of_target(
    transaction: &mut Transaction<'_>,
    organization: &str,
    target: &str,
    kind: PolicyKind,
) -> Result<Vec<String>, Error> {
    texts(&transaction.query_global(&OF_TARGET, params![organization, target, kind.word()])?)
}

/// The ids of what has a policy, after one.
pub(crate) fn targets(
    transaction: &mut Transaction<'_>,
    organization: &str,
    policy: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<String>, Error> {
    texts(&transaction.query_global(&TARGETS, params![organization, policy, after, limit])?)
}

pub(crate) fn attach(
    transaction: &mut Transaction<'_>,
    organization: &str,
    target: &str,
    kind: PolicyKind,
    policy: &str,
) -> Result<(), Error> {
    let values = params![organization, target, kind.word(), policy];
    transaction.execute_global(&ATTACH, values).map(drop)
}

/// Attaches a policy to every unit and every account.
pub(crate) fn attach_everywhere(
    transaction: &mut Transaction<'_>,
    organization: &str,
    kind: PolicyKind,
    policy: &str,
) -> Result<(), Error> {
    for statement in [&ATTACH_TO_UNITS, &ATTACH_TO_ACCOUNTS] {
        let values = params![organization, kind.word(), policy];
        transaction.execute_global(statement, values)?;
    }
    Ok(())
}

/// Whether it was attached.
pub(crate) fn detach(
    transaction: &mut Transaction<'_>,
    organization: &str,
    target: &str,
    kind: PolicyKind,
    policy: &str,
) -> Result<bool, Error> {
    let values = params![organization, target, kind.word(), policy];
    Ok(transaction.execute_global(&DETACH, values)? == 1)
}

/// Detaches all of a target that is about to be deleted.
pub(crate) fn delete_target(
    transaction: &mut Transaction<'_>,
    organization: &str,
    target: &str,
) -> Result<(), Error> {
    transaction
        .execute_global(&DELETE_TARGET, params![organization, target])
        .map(drop)
}

/// Detaches all of a kind.
pub(crate) fn delete_kind(
    transaction: &mut Transaction<'_>,
    organization: &str,
    kind: PolicyKind,
) -> Result<(), Error> {
    transaction
        .execute_global(&DELETE_KIND, params![organization, kind.word()])
        .map(drop)
}

fn texts(rows: &[Row]) -> Result<Vec<String>, Error> {
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}
