//! A user or a role with everything about it that decides requests: its policies, its boundary, its tags.
//!
//! Owns no rows: it is put together from the rooms of users, roles, groups and policies, remembered under the account's
//! revision, and read by the pipeline.

use std::sync::Arc;

use wharf_aws::AccountId;
use wharf_aws::iam::Fault;
use wharf_kernel::identity::Revision;
use wharf_kernel::memory::Memory;
use wharf_kernel::{Context, Extension, Identity};
use wharf_policy::{PrincipalKind, Source};
use wharf_sql::{Database, Error, Transaction};

pub use super::entity::EntityKind;
use super::entity::{self, EntityRow, store as entities};
use super::{attachment, group_member, inline_policy, managed_policy, role, tag};

/// How many of them a node remembers.
const REMEMBERED: u64 = 10_000;

struct Remembered(Memory<Revision, Option<Entity>>);

impl Extension for Remembered {}

impl Default for Remembered {
    fn default() -> Remembered {
        Remembered(Memory::new(REMEMBERED))
    }
}

/// The role of a name, from memory.
pub async fn role(
    identity: &Identity,
    account: &AccountId,
    name: &str,
) -> Result<Arc<Option<Entity>>, Error> {
    let revision = identity.revision(account).await?;
    let load = || load_role(identity.database(), account, name);
    let key = format!("role/{}", name.to_lowercase());
    remembered(identity, &revision, &key, load).await
}

/// The user or role with a unique id, from memory.
pub async fn entity(
    identity: &Identity,
    account: &AccountId,
    id: &str,
) -> Result<Arc<Option<Entity>>, Error> {
    entity_at(identity, &identity.revision(account).await?, id).await
}

/// The same at a revision of the account that was read before, for what is remembered under that.
pub async fn entity_at(
    identity: &Identity,
    revision: &Revision,
    id: &str,
) -> Result<Arc<Option<Entity>>, Error> {
    let load = || load(identity.database(), revision.account(), id);
    remembered(identity, revision, id, load).await
}

async fn remembered<Load>(
    identity: &Identity,
    revision: &Revision,
    name: &str,
    load: impl FnOnce() -> Load,
) -> Result<Arc<Option<Entity>>, Error>
where
    Load: Future<Output = Result<Option<Entity>, Error>>,
{
    let again = || identity.revision_again(revision.account());
    let memory = identity.extensions.get::<Remembered>();
    memory.0.get(revision, name, load, again).await
}

/// The name of the calling user, from memory; `None` for the root user. Sessions of roles are no users.
pub(super) async fn calling_user(
    context: &Context<'_>,
) -> Result<Option<String>, wharf_kernel::Error<Fault>> {
    let principal = &context.call.principal;
    match (principal.kind, principal.unique_id.as_deref()) {
        (PrincipalKind::Root, _) => Ok(None),
        (PrincipalKind::User, Some(id)) => {
            let entity = entity(&context.node.identity, &context.call.account, id).await?;
            Ok(entity.as_ref().as_ref().map(|entity| entity.name.clone()))
        }
        _ => Err(wharf_kernel::Error::Invalid(
            "Must specify userName when calling with non-User credentials".to_owned(),
        )),
    }
}

/// A user or a role; a group where only its policies matter.
#[derive(Debug)]
pub struct Entity {
    /// Whether it is a user, a role or a group.
    pub kind: EntityKind,
    /// The account that owns it.
    pub account: AccountId,
    /// `AIDA…` or `AROA…`.
    pub id: String,
    /// Its name, without the path.
    pub name: String,
    /// Its ARN, with the path.
    pub arn: String,
    /// Its tags, keys as written.
    pub tags: Vec<(String, String)>,
    /// What it is allowed: inline and attached policies; a user's groups' too.
    pub policies: Vec<Source>,
    /// The most that it can be allowed.
    pub boundary: Option<Source>,
    /// Who may assume it; of roles only.
    pub trust: Option<Source>,
    /// The longest session in seconds; of roles only.
    pub max_session_seconds: u32,
}

impl Entity {
    /// Whether organization policies leave it alone (IAM User Guide, *Service-linked roles*).
    pub fn is_service_linked(&self) -> bool {
        self.arn.contains(":role/aws-service-role/")
    }
}

/// Reads the entity with a unique id.
pub async fn load(database: &Database, account: &AccountId, id: &str) -> Result<Option<Entity>, Error> {
    let (account, id) = (*account, id.to_owned());
    database
        .snapshot("iam.principal.load", move |transaction| {
            let row = entities::find_by_id(transaction, &id)?;
            let row = row.filter(|row| row.account == account);
            row.map(|row| build(transaction, row)).transpose()
        })
        .await
}

/// Reads the user, group or role of an ARN.
pub async fn load_named(
    database: &Database,
    account: &AccountId,
    arn: &str,
) -> Result<Option<Entity>, Error> {
    let Some((_, kind, name)) = entity::named(arn) else {
        return Ok(None);
    };
    let (account, arn, name) = (*account, arn.to_owned(), name.to_owned());
    database
        .snapshot("iam.principal.load_named", move |transaction| {
            let row = entities::find(transaction, &account, kind, &name)?;
            let row = row.filter(|row| row.arn() == arn);
            row.map(|row| build(transaction, row)).transpose()
        })
        .await
}

/// Reads the role of a name.
pub async fn load_role(
    database: &Database,
    account: &AccountId,
    name: &str,
) -> Result<Option<Entity>, Error> {
    let (account, name) = (*account, name.to_owned());
    database
        .snapshot("iam.principal.load_role", move |transaction| {
            let row = entities::find(transaction, &account, EntityKind::Role, &name)?;
            row.map(|row| build(transaction, row)).transpose()
        })
        .await
}

/// In a number of statements that does not grow with the policies nor with the groups.
fn build(transaction: &mut Transaction<'_>, row: EntityRow) -> Result<Entity, Error> {
    let account = row.account;
    let groups = match row.kind {
        EntityKind::User => {
            group_member::store::groups_of(transaction, &account, &row.id, "", i64::from(u8::MAX))?
        }
        _ => Vec::new(),
    };
    let mut inline = inline_policy::store::of_principal(transaction, &account, &row.id)?;
    let mut attached = attachment::store::of_principal(transaction, &account, &row.id)?;
    let arns = attached.values().flatten().chain(&row.boundary);
    let managed = managed_policy::sources_in(transaction, &account, arns.map(String::as_str))?;
    let mut policies = Vec::new();
    for owner in std::iter::once(&row).chain(&groups) {
        for (name, text) in inline.remove(&owner.id).unwrap_or_default() {
            let id = format!("{}_{}_{name}", owner.kind.word(), owner.name);
            policies.push(Source::compile(&id, &text));
        }
        let arns = attached.remove(&owner.id).unwrap_or_default();
        policies.extend(arns.iter().filter_map(|arn| managed.get(arn).cloned()));
    }
    let boundary = row.boundary.as_ref().map(|arn| {
        // A boundary whose policy is gone lets nothing through.
        let nothing = || Source::compile(arn, r#"{"Version":"2012-10-17","Statement":[]}"#);
        managed.get(arn).cloned().unwrap_or_else(nothing)
    });
    let role = match row.kind {
        EntityKind::Role => role::store::find(transaction, &row.id)?,
        _ => None,
    };
    let seconds = role.as_ref().map_or(0, |role| role.max_session_seconds);
    Ok(Entity {
        kind: row.kind,
        account,
        arn: row.arn(),
        tags: tag::list(transaction, &account, &row.id)?,
        policies,
        boundary,
        trust: role.map(|role| Source::compile("trust-policy", &role.trust_policy)),
        max_session_seconds: u32::try_from(seconds).unwrap_or(0),
        id: row.id,
        name: row.name,
    })
}
