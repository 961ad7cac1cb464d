//! Uploads that nobody finished within a day (Amazon ECR lets them expire silently).

use std::time::Duration;

use wharf_aws::Timestamp;
use wharf_sql::{Scope, Statement, params};

use crate::ecr::encryption::{self, Places};
use crate::{Cell, Unavailable};

/// How long an upload may take.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
const STEP: i64 = 500;

static EXPIRED: Statement = Statement::global(
    "maintenance.expire_uploads.expired",
    "SELECT account, region, repository, id, data_key FROM layer_uploads WHERE created_at < $1 AND region = $3 \
     ORDER BY created_at LIMIT $2",
);
static DELETE: Statement = Statement::scoped(
    "maintenance.expire_uploads.delete",
    "DELETE FROM layer_uploads WHERE account = $1 AND region = $2 AND repository = $3 AND id = $4",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&EXPIRED, &DELETE];

/// Removes uploads that began more than a day before `now`, and staged bytes of that age that no row knows.
pub async fn expire_uploads(cell: &Cell, now: Timestamp) -> Result<u64, Unavailable> {
    let lifetime = i64::try_from(LIFETIME.as_micros()).unwrap_or(i64::MAX);
    let cutoff = now.micros().saturating_sub(lifetime);
    let mut expired = 0;
    loop {
        let rows = cell
            .database
            .query_global(&EXPIRED, params![cutoff, STEP, cell.region.as_str()])
            .await?;
        for row in &rows {
            let scope = Scope::new(row.text(0)?, row.text(1)?);
            let (repository, id) = (row.text(2)?.to_owned(), row.text(3)?.to_owned());
            if let Ok(bytes) = id.parse() {
                let place = encryption::closed_bytes(cell, row.text(4)?).await?;
                place.abort(&bytes).await?;
            }
            cell.database
                .transaction("maintenance.expire_uploads.delete", move |transaction| {
                    transaction.execute(&DELETE, &scope, params![repository.as_str(), id.as_str()])
                })
                .await?;
            expired += 1;
        }
        if rows.is_empty() {
            break;
        }
    }
    // Bytes whose row was never written: the process died between the two.
    let mut walk = Places::default();
    loop {
        let places = encryption::places(cell, &mut walk).await?;
        if places.is_empty() {
            return Ok(expired);
        }
        for place in places {
            let place = encryption::closed_bytes(cell, &place).await?;
            for upload in place.uploads().await? {
                if upload.modified_micros < cutoff {
                    place.abort(&upload.id).await?;
                    expired += 1;
                }
            }
        }
    }
}
