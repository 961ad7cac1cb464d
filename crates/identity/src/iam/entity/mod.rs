//! The room of what all named things of IAM have in common: a name that is unique in its account without regard to
//! case, a path, an ARN made of both, and a unique id that is never given again.
//!
//! Users, groups, roles, instance profiles and managed policies are rooms of their own for what only they have.

pub(crate) mod store;

use wharf_aws::{AccountId, Timestamp};
use wharf_sql::{Value, params};

pub(crate) use store::STATEMENTS;

use wharf_kernel::Entropy;

/// The kinds of named things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityKind {
    /// A user.
    User,
    /// A group.
    Group,
    /// A role.
    Role,
    /// An instance profile.
    InstanceProfile,
    /// A managed policy.
    Policy,
}

impl EntityKind {
    /// The word in ARNs and in the database.
    pub(crate) fn word(self) -> &'static str {
        match self {
            EntityKind::User => "user",
            EntityKind::Group => "group",
            EntityKind::Role => "role",
            EntityKind::InstanceProfile => "instance-profile",
            EntityKind::Policy => "policy",
        }
    }

    fn from_word(word: &str) -> Option<EntityKind> {
        let kinds = [
            EntityKind::User,
            EntityKind::Group,
            EntityKind::Role,
            EntityKind::InstanceProfile,
            EntityKind::Policy,
        ];
        kinds.into_iter().find(|kind| kind.word() == word)
    }

    /// The prefix of unique ids (IAM User Guide, *IAM identifiers*, unique identifiers).
    fn prefix(self) -> &'static str {
        match self {
            EntityKind::User => "AIDA",
            EntityKind::Group => "AGPA",
            EntityKind::Role => "AROA",
            EntityKind::InstanceProfile => "AIPA",
            EntityKind::Policy => "ANPA",
        }
    }
}

/// A named thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntityRow {
    pub(crate) account: AccountId,
    pub(crate) kind: EntityKind,
    pub(crate) name: String,
    /// `/`, or `/…/`.
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) created_at: Timestamp,
    /// Empty when there is none.
    pub(crate) description: String,
    /// The ARN of the policy that bounds it; of users and roles only.
    pub(crate) boundary: Option<String>,
}

impl EntityRow {
    /// A new one, with a unique id of its own.
    pub(crate) fn new(
        account: &AccountId,
        kind: EntityKind,
        path: Option<String>,
        name: String,
        created_at: Timestamp,
        entropy: &Entropy,
    ) -> EntityRow {
        EntityRow {
            account: *account,
            kind,
            name,
            path: path.unwrap_or_else(|| "/".to_owned()),
            id: unique_id(kind, entropy.bytes()),
            created_at,
            description: String::new(),
            boundary: None,
        }
    }

    pub(crate) fn arn(&self) -> String {
        arn_of(&self.account, self.kind, &self.path, &self.name)
    }

    pub(crate) fn folded_name(&self) -> String {
        fold(&self.name)
    }
}

/// The entities of a kind by name, after one and up to another: a page that was read.
pub(crate) struct NameRange {
    pub(crate) account: AccountId,
    pub(crate) kind: EntityKind,
    /// The folded name before the first.
    pub(crate) after: String,
    /// The folded name of the last.
    pub(crate) last: String,
}

impl NameRange {
    /// Of a page that was read after a folded name.
    pub(crate) fn of(account: &AccountId, kind: EntityKind, after: &str, page: &[EntityRow]) -> NameRange {
        NameRange {
            account: *account,
            kind,
            after: after.to_owned(),
            last: page.last().map(EntityRow::folded_name).unwrap_or_default(),
        }
    }

    /// As parameters of statements, in the order of the members.
    pub(crate) fn params(&self) -> Vec<Value> {
        params![
            self.account.as_str(),
            self.kind.word(),
            self.after.as_str(),
            self.last.as_str()
        ]
    }
}

/// The ARN of an entity: `arn:aws:iam::111122223333:user/path/name`.
pub(crate) fn arn_of(account: &AccountId, kind: EntityKind, path: &str, name: &str) -> String {
    format!("arn:aws:iam::{account}:{}{path}{name}", kind.word())
}

/// The account, the kind and the name in an entity's ARN.
pub fn named(arn: &str) -> Option<(&str, EntityKind, &str)> {
    let (account, resource) = arn.split_once(":iam::")?.1.split_once(':')?;
    let (word, path_and_name) = resource.split_once('/')?;
    let kind = EntityKind::from_word(word)?;
    Some((account, kind, path_and_name.rsplit('/').next()?))
}

/// The key of a name: names are compared without regard to case.
pub(crate) fn fold(name: &str) -> String {
    name.to_lowercase()
}

/// A prefix and 17 characters of base32.
fn unique_id(kind: EntityKind, random: [u8; 17]) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let characters = random
        .iter()
        .map(|byte| char::from(alphabet[usize::from(byte & 31)]));
    kind.prefix().chars().chain(characters).collect()
}
