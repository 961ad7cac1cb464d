//! A user or a role with everything about it that decides requests: its policies, its boundary, its tags.
//!
//! Owns no rows: it is put together from the rooms of users, roles, groups and policies, remembered by
//! [`crate::identity::Identity`], and read by the pipeline.

use wharf_aws::AccountId;
use wharf_policy::Source;
use wharf_sql::{Database, Error};

/// A user or a role.
pub(crate) struct Entity {
    /// Which of the two.
    pub(crate) kind: EntityKind,
    /// Whose it is.
    pub(crate) account: AccountId,
    /// `AIDA…` or `AROA…`.
    pub(crate) id: String,
    /// Its name, without the path.
    pub(crate) name: String,
    /// Its ARN, with the path.
    pub(crate) arn: String,
    /// Its tags, keys as written.
    pub(crate) tags: Vec<(String, String)>,
    /// What it is allowed: inline and attached policies; a user's groups' too.
    pub(crate) policies: Vec<Source>,
    /// The most that it can be allowed.
    pub(crate) boundary: Option<Source>,
    /// Who may assume it; of roles only.
    pub(crate) trust: Option<Source>,
    /// The longest session in seconds; of roles only.
    pub(crate) max_session_seconds: u32,
}

/// The two kinds of entities that make requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntityKind {
    /// An IAM user.
    User,
    /// An IAM role, by its sessions.
    Role,
}

impl Entity {
    /// Whether organization policies leave it alone (IAM User Guide, *Service-linked roles*).
    pub(crate) fn is_service_linked(&self) -> bool {
        self.arn.contains(":role/aws-service-role/")
    }
}

/// Reads the entity with a unique id.
pub(crate) async fn load(
    _database: &Database,
    _account: &AccountId,
    _id: &str,
) -> Result<Option<Entity>, Error> {
    Ok(None)
}

/// Reads the role of a name.
pub(crate) async fn load_role(
    _database: &Database,
    _account: &AccountId,
    _name: &str,
) -> Result<Option<Entity>, Error> {
    Ok(None)
}
