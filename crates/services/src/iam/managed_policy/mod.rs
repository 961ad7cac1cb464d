//! The room of managed policies: documents of their own, in versions, attached to users, groups and roles.

use wharf_aws::AccountId;
use wharf_policy::Source;
use wharf_sql::{Database, Error};

/// The default version of a policy of `account`, or of AWS's; `None` when there is none of that name.
pub(crate) async fn source(
    _database: &Database,
    _account: &AccountId,
    _arn: &str,
) -> Result<Option<Source>, Error> {
    Ok(None)
}
