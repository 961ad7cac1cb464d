//! The SQL of what a lifecycle policy looks for besides its rules.

use wharf_aws::Timestamp;
use wharf_sql::{Database, Error, Row, Statement, params};

use crate::ecr::lifecycle_policy::store::Policy;

static ORPHANS: Statement = Statement::scoped(
    "ecr.lifecycle.orphans",
    "SELECT i.subject, i.status, i.digest FROM images i WHERE i.account = $1 AND i.region = $2 AND i.repository = $3 \
     AND i.subject IS NOT NULL AND i.pushed_at < $4 AND (i.subject, i.status, i.digest) > ($5, $6, $7) \
     AND (SELECT 1 FROM images s WHERE s.account = $1 AND s.region = $2 AND s.repository = $3 \
     AND s.digest = i.subject) IS NULL \
     AND (SELECT 1 FROM images s WHERE s.account = $1 AND s.region = $2 AND s.repository = $3 \
     AND s.other_form = i.subject LIMIT 1) IS NULL ORDER BY i.subject, i.status, i.digest LIMIT $8",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&ORPHANS];

/// A referrer whose subject is gone: the subject, the referrer's state and digest.
pub(crate) type Orphan = [String; 3];

/// Some referrers, pushed before `before`, whose subject is gone, also as the other form of an image; after `after`.
pub(crate) async fn orphans(
    database: &Database,
    policy: &Policy,
    before: Timestamp,
    [subject, status, digest]: &Orphan,
    most: i64,
) -> Result<Vec<Orphan>, Error> {
    let values = params![
        policy.repository.as_str(),
        before.micros(),
        subject.as_str(),
        status.as_str(),
        digest.as_str(),
        most
    ];
    let rows = database.query(&ORPHANS, &policy.scope, values).await?;
    let read = |row: &Row| {
        let text = |column| row.text(column).map(str::to_owned);
        Ok([text(0)?, text(1)?, text(2)?])
    };
    rows.iter().map(read).collect()
}
