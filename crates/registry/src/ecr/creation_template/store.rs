//! The SQL of creation templates.

use wharf_aws::Timestamp;
use wharf_aws::ecr::ImageTagMutability;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use super::super::repository::TagMutability;
use super::Template;

macro_rules! select {
    ($name:literal, $rest:literal) => {
        Statement::scoped(
            $name,
            concat!(
                "SELECT prefix, applied_for, description, resource_tags, tag_mutability, mutability_filters, \
                 repository_policy, lifecycle_policy, custom_role, created_at, updated_at, encryption_type, kms_key \
                 FROM repository_creation_templates WHERE account = $1 AND region = $2 ",
                $rest
            ),
        )
    };
}

static FIND: Statement = select!("ecr.creation_template.find", "AND prefix = $3");
static LIST: Statement = select!(
    "ecr.creation_template.list",
    "AND prefix > $3 ORDER BY prefix LIMIT $4"
);
static INSERT: Statement = Statement::scoped(
    "ecr.creation_template.insert",
    "INSERT INTO repository_creation_templates (account, region, prefix, applied_for, description, resource_tags, \
     tag_mutability, mutability_filters, repository_policy, lifecycle_policy, custom_role, created_at, updated_at, encryption_type, \
     kms_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
     ON CONFLICT (account, region, prefix) DO NOTHING",
);
static DELETE: Statement = Statement::scoped(
    "ecr.creation_template.delete",
    "DELETE FROM repository_creation_templates WHERE account = $1 AND region = $2 AND prefix = $3",
);
static COUNT: Statement = Statement::scoped(
    "ecr.creation_template.count",
    "SELECT COUNT(*) FROM repository_creation_templates WHERE account = $1 AND region = $2",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &LIST, &INSERT, &DELETE, &COUNT];

fn read(row: &Row) -> Result<Template, Error> {
    let corrupt = |column: &str| Error::Corrupt(format!("repository_creation_templates.{column}"));
    let owned = |column| Ok::<_, Error>(row.opt_text(column)?.map(str::to_owned));
    let mode: ImageTagMutability = row.text(4)?.parse().map_err(|_| corrupt("tag_mutability"))?;
    let reasons = row.text(1)?.split(',').filter(|reason| !reason.is_empty());
    Ok(Template {
        prefix: row.text(0)?.to_owned(),
        applied_for: reasons
            .map(|reason| reason.parse().map_err(|_| corrupt("applied_for")))
            .collect::<Result<_, _>>()?,
        description: owned(2)?,
        resource_tags: serde_json::from_str(row.text(3)?).map_err(|_| corrupt("resource_tags"))?,
        mutability: TagMutability {
            mode,
            exclusions: row.text(5)?.lines().map(str::to_owned).collect(),
        },
        repository_policy: owned(6)?,
        lifecycle_policy: owned(7)?,
        custom_role: owned(8)?,
        created_at: Timestamp::from_micros(row.integer(9)?),
        updated_at: Timestamp::from_micros(row.integer(10)?),
        encryption: row.text(11)?.parse().map_err(|_| corrupt("encryption_type"))?,
        kms_key: row.text(12)?.to_owned(),
    })
}

pub(super) fn find(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    prefix: &str,
) -> Result<Option<Template>, Error> {
    let row = transaction.query_one(&FIND, scope, params![prefix])?;
    row.as_ref().map(read).transpose()
}

/// A page of templates in the order of their prefixes, after `after`.
pub(super) async fn list(
    database: &Database,
    scope: &Scope,
    after: &str,
    most: usize,
) -> Result<Vec<Template>, Error> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = database.query(&LIST, scope, params![after, most]).await?;
    rows.iter().map(read).collect()
}

/// Adds a template; `false` when its prefix has one.
pub(super) fn insert(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    template: &Template,
) -> Result<bool, Error> {
    let reasons: Vec<&str> = template
        .applied_for
        .iter()
        .map(|reason| reason.as_str())
        .collect();
    let values = params![
        template.prefix.as_str(),
        reasons.join(","),
        template.description.as_deref(),
        serde_json::json!(template.resource_tags).to_string(),
        template.mutability.mode.as_str(),
        template.mutability.exclusions.join("\n"),
        template.repository_policy.as_deref(),
        template.lifecycle_policy.as_deref(),
        template.custom_role.as_deref(),
        template.created_at.micros(),
        template.updated_at.micros(),
        template.encryption.as_str(),
        template.kms_key.as_str()
    ];
    Ok(transaction.execute(&INSERT, scope, values)? == 1)
}

pub(super) fn delete(transaction: &mut Transaction<'_>, scope: &Scope, prefix: &str) -> Result<(), Error> {
    transaction.execute(&DELETE, scope, params![prefix]).map(drop)
}

pub(super) fn count(transaction: &mut Transaction<'_>, scope: &Scope) -> Result<usize, Error> {
    let row = transaction.query_one(&COUNT, scope, params![])?;
    row.map_or(Ok(0), |row| Ok(usize::try_from(row.integer(0)?).unwrap_or(0)))
}
