//! What decides a caller's requests on the caller's side: its policies, its organization's, and its condition keys.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use serde_json::value::RawValue;
use wharf_aws::Timestamp;
use wharf_policy::{Keys, Principal, PrincipalKind, Source};
use wharf_sql::Error;

use wharf_identity::iam::last_use::{self, LastUses};
use wharf_identity::iam::managed_policy;
use wharf_identity::iam::principal::{self, Entity};
use wharf_identity::organizations::control_policy::{self, ControlPolicies};
use wharf_kernel::identity::Revision;
use wharf_kernel::memory::Memory;
use wharf_kernel::session::{Holder, Session, SessionPolicy};
use wharf_kernel::{Call, Extension, Identity};

/// The caller's side of a decision. Remembered for each credential.
#[derive(Default)]
pub(crate) struct Caller {
    pub(super) policies: Vec<Source>,
    pub(super) boundaries: Vec<Source>,
    pub(super) session: Option<Vec<Source>>,
    pub(super) control_policies: Option<Arc<ControlPolicies>>,
    pub(super) keys: Keys,
    pub(super) is_service_linked: bool,
    /// When its use was noted last, in microseconds.
    noted_at: AtomicI64,
    /// What records say of who it is.
    pub(super) identity: OnceLock<Arc<RawValue>>,
}

/// How many callers a node remembers.
const REMEMBERED: u64 = 10_000;

struct Remembered(Memory<Revision, Caller>);

impl Extension for Remembered {}

impl Default for Remembered {
    fn default() -> Remembered {
        Remembered(Memory::new(REMEMBERED))
    }
}

impl Caller {
    /// Notes a use of the credential, unless one was just noted.
    pub(super) fn note(&self, identity: &Identity, call: &Call, service: &str, now: Timestamp) {
        let noted_at = self.noted_at.load(Ordering::Relaxed);
        // A clock that was set back counts as time gone by.
        if call.operator.is_none() && now.micros().abs_diff(noted_at) >= last_use::GRAIN_MICROS {
            self.noted_at.store(now.micros(), Ordering::Relaxed);
            LastUses::of(identity).note(call, service, now);
        }
    }
}

/// The caller's side of the decisions about a call.
pub(crate) async fn of(identity: &Identity, call: &Call) -> Result<Arc<Caller>, Error> {
    match call.principal.kind {
        // Nothing on their side decides: no account, no policies.
        PrincipalKind::Service | PrincipalKind::WebIdentity => Ok(Arc::new(outside(&call.principal))),
        _ => {
            let revision = identity.revision(&call.account).await?;
            let load = || load(identity, call, &revision);
            let again = || identity.revision_again(&call.account);
            let remembered = identity.extensions.get::<Remembered>();
            let name = &call.access_key_id;
            remembered.0.get(&revision, name, load, again).await
        }
    }
}

fn outside(principal: &Principal) -> Caller {
    let mut caller = Caller::default();
    if principal.kind == PrincipalKind::Service {
        caller
            .keys
            .insert("aws:PrincipalServiceName", [principal.arn.clone()]);
        caller
            .keys
            .insert("aws:PrincipalServiceNamesList", [principal.arn.clone()]);
        caller
            .keys
            .insert("aws:PrincipalIsAWSService", ["true".to_owned()]);
    }
    caller
}

/// The caller's side at a revision of its account. Its parts are of that revision too: it is kept for as long as that is the account's.
async fn load(identity: &Identity, call: &Call, revision: &Revision) -> Result<Caller, Error> {
    let control_policies = control_policy::at(identity, revision).await?;
    let session = call.session.as_deref();
    // A federated user's session may do at most what the user who began it may do.
    let federated = session.and_then(|session| match &session.holder {
        Holder::Federated { user, .. } => Some(user.as_deref()),
        _ => None,
    });
    let id = federated.unwrap_or_else(|| call.principal.unique_id.as_deref().map(entity_id));
    let entity = match id {
        Some(id) => Some(principal::entity_at(identity, revision, id).await?),
        None => None,
    };
    let entity = entity.as_ref().and_then(|entity| entity.as_ref().as_ref());
    let mut caller = Caller {
        keys: keys(&call.principal, &control_policies, entity, session),
        is_service_linked: entity.is_some_and(Entity::is_service_linked),
        control_policies: Some(control_policies),
        ..Caller::default()
    };
    if let Some(entity) = entity {
        caller.policies.clone_from(&entity.policies);
        caller.boundaries.extend(entity.boundary.clone());
    }
    if federated == Some(None) {
        caller.policies.push(everything());
    }
    if let Some(session) = session {
        caller.session = session_policies(identity, call, session).await?;
    }
    Ok(caller)
}

/// Everything: what a root user may do.
pub(crate) fn everything() -> Source {
    const TEXT: &str =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    Source::compile("root", TEXT)
}

/// The entity's part of a principal's unique id: `AROA…:session` is a session of `AROA…`.
fn entity_id(unique_id: &str) -> &str {
    unique_id.split(':').next().unwrap_or_default()
}

/// What restricts a session; `None` when nothing does. A federated user's session without policies may do nothing (IAM
/// User Guide, *Permissions for GetFederationToken*).
async fn session_policies(
    identity: &Identity,
    call: &Call,
    session: &Session,
) -> Result<Option<Vec<Source>>, Error> {
    if session.policies.is_empty() {
        let federated = matches!(session.holder, Holder::Federated { .. });
        return Ok(federated.then(Vec::new));
    }
    let managed = session.policies.iter().filter_map(|policy| match policy {
        SessionPolicy::Managed(arn) => Some(arn.clone()),
        SessionPolicy::Document(_) => None,
    });
    let arns: Vec<String> = managed.collect();
    let managed = match arns.is_empty() {
        true => HashMap::new(),
        false => managed_policy::sources(identity.database(), &call.account, arns).await?,
    };
    let sources = session.policies.iter().filter_map(|policy| match policy {
        SessionPolicy::Document(text) => Some(Source::compile("session-policy", text)),
        // A policy that is gone allows nothing.
        SessionPolicy::Managed(arn) => managed.get(arn).cloned(),
    });
    Ok(Some(sources.collect()))
}

/// The condition keys of a principal (IAM User Guide, *AWS global condition context keys*, properties of the principal and
/// of a role session). Without an entity, those that its ARN tells.
pub(crate) fn keys(
    principal: &Principal,
    control_policies: &ControlPolicies,
    entity: Option<&Entity>,
    session: Option<&Session>,
) -> Keys {
    let mut keys = Keys::default();
    let mut one = |name: &str, value: &str| keys.insert(name, [value.to_owned()]);
    one(
        "aws:PrincipalArn",
        principal.role_arn.as_deref().unwrap_or(&principal.arn),
    );
    if let Some(account) = &principal.account {
        one("aws:PrincipalAccount", account.as_str());
    }
    one("aws:PrincipalIsAWSService", "false");
    one(
        "aws:PrincipalType",
        match principal.kind {
            PrincipalKind::Root => "Account",
            PrincipalKind::User => "User",
            PrincipalKind::FederatedUser => "FederatedUser",
            PrincipalKind::AssumedRole => "AssumedRole",
            PrincipalKind::Service | PrincipalKind::WebIdentity => "Anonymous",
        },
    );
    if let Some(id) = principal.user_id() {
        one("aws:userid", &id);
    }
    if principal.kind == PrincipalKind::User
        && let Some(entity) = entity
    {
        one("aws:username", &entity.name);
    }
    if let Some(membership) = &control_policies.membership {
        one("aws:PrincipalOrgID", &membership.organization);
        one("aws:PrincipalOrgPaths", &membership.path);
    }
    for (key, value) in entity.iter().flat_map(|entity| &entity.tags) {
        one(&format!("aws:PrincipalTag/{key}"), value);
    }
    if let Some(session) = session {
        session_keys(session, &mut keys);
    }
    keys
}

fn session_keys(session: &Session, keys: &mut Keys) {
    let issued_at = Timestamp::from_micros(session.issued_at);
    keys.insert("aws:TokenIssueTime", [issued_at.to_string()]);
    // Present with temporary credentials only; absent, not false, with long-term keys.
    keys.insert(
        "aws:MultiFactorAuthPresent",
        [session.mfa_at.is_some().to_string()],
    );
    for tag in &session.tags {
        keys.insert(&format!("aws:PrincipalTag/{}", tag.key), [tag.value.clone()]);
    }
    if let Some(identity) = &session.source_identity {
        keys.insert("aws:SourceIdentity", [identity.clone()]);
    }
    if let Some(provider) = &session.provider {
        keys.insert("aws:FederatedProvider", [provider.name.clone()]);
        for (claim, values) in &provider.claims {
            keys.insert(claim, values.iter().cloned());
        }
    }
}
