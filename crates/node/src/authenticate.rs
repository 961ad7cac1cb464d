//! Who is behind a credential: an access key, a session token, what an authorization token carries.
//!
//! The signature's arithmetic is `sigv4`'s and the front ends'; what the principal may do is `authorize`'s. A credential
//! is looked up on every request (in what the node remembers), so one that was taken away ends at once.

use std::sync::Arc;

use wharf_aws::wharf::Fault;
use wharf_aws::{AccessKeyId, AccountId, Region, SecretKey};
use wharf_policy::Principal;

use wharf_identity::iam::access_key::{self, OpenKeyError};
use wharf_identity::iam::account;
use wharf_identity::iam::principal::{self, EntityKind};
use wharf_identity::organizations::control_policy;
use wharf_kernel::operator::require_open;
use wharf_kernel::session::{self, Holder, Session};
use wharf_kernel::{Identity, Node, OsUser, Unavailable, Unreadable};
use wharf_registry::ecr::authorization_token::{self, TokenFault};

pub use wharf_kernel::operator::AccountFault;

/// A caller whose credential is good.
#[derive(Clone, Debug)]
pub struct Identified {
    /// The principal that the credential belongs to.
    pub principal: Principal,
    /// The account that the call is made in.
    pub account: AccountId,
    /// The access key: long-term, or the session's.
    pub access_key_id: String,
    /// The session, of temporary credentials.
    pub session: Option<Arc<Session>>,
    /// The user of the node's machine, of an operator.
    pub operator: Option<Arc<OsUser>>,
}

/// Why a credential is not good.
#[derive(Debug, thiserror::Error)]
pub enum CredentialFault {
    /// There is no such key, it is not active, the token does not belong to it, or its holder is gone.
    #[error("the credential is not valid")]
    Invalid,
    /// The secret of the access key does not open. Callers are told what they are told of a key that is not there.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The session is over.
    #[error("the session has ended")]
    Expired,
    /// The identity plane did not answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<wharf_sql::Error> for CredentialFault {
    fn from(error: wharf_sql::Error) -> CredentialFault {
        CredentialFault::Unavailable(error.into())
    }
}

impl From<OpenKeyError> for CredentialFault {
    fn from(error: OpenKeyError) -> CredentialFault {
        match error {
            OpenKeyError::Unreadable(unreadable) => unreadable.into(),
            OpenKeyError::Sql(error) => error.into(),
        }
    }
}

/// The caller of a call without a signature. `AssumeRoleWithWebIdentity` takes such calls: their token proves who asks.
pub fn unsigned(node: &Node) -> Identified {
    let (account, _) = &node.settings.default_registry;
    Identified {
        principal: Principal::web_identity("anonymous"),
        // The call belongs to no account. This one does not decide anything, for such a principal has no side of its own.
        account: *account,
        access_key_id: String::new(),
        session: None,
        operator: None,
    }
}

/// An operator: a user of the node's machine whom the data folder's socket let in. It acts as the root user of the account that
/// it names, or of the account that owns the node.
///
/// # Errors
/// There is no such account, or it is closed.
pub async fn operator(
    node: &Node,
    user: Arc<OsUser>,
    account: Option<AccountId>,
) -> Result<Identified, AccountFault> {
    let named = match account {
        Some(account) => {
            require_open(node, &account).await?;
            Some(account)
        }
        None => {
            let first = account::first(&node.identity).await;
            first.map_err(|error| AccountFault::Unavailable(error.into()))?
        }
    };
    let account = named.ok_or_else(|| {
        let message = NO_ACCOUNT.to_owned();
        AccountFault::Refused(Fault::AccountNotFound { message })
    })?;
    Ok(Identified {
        principal: Principal::root(&account),
        account,
        // What the node remembers of callers is kept by credential.
        access_key_id: format!("os-user:{}:{}", user.uid, user.name),
        session: None,
        operator: Some(user),
    })
}

/// What operators are told where nothing was ever started: a start makes the first account only once it serves.
const NO_ACCOUNT: &str = "The database has no account yet: is it the right one? The first account is made by a start that has no registries \
    beside it: move the folders `regions` and `made` out of the data folder, start `wharf serve`, stop it, and put them back.";

/// The caller behind the key of a signature, and the secret that the signature must have been made with.
pub async fn by_access_key(
    node: &Node,
    access_key_id: &str,
    session_token: Option<&str>,
) -> Result<(Identified, SecretKey), CredentialFault> {
    match session_token {
        None => by_long_term_key(node, access_key_id).await,
        Some(token) => {
            let id: AccessKeyId = access_key_id.parse().map_err(|_| CredentialFault::Invalid)?;
            let (session, secret) =
                session::open(&id, token, &node.sealer).ok_or(CredentialFault::Invalid)?;
            Ok((by_session(node, session).await?, secret))
        }
    }
}

/// The caller behind an active long-term key, and its secret.
async fn by_long_term_key(node: &Node, id: &str) -> Result<(Identified, SecretKey), CredentialFault> {
    let known = access_key::known(&node.identity, id)
        .await?
        .ok_or(CredentialFault::Invalid)?;
    let row = known.as_ref().as_ref().filter(|row| row.active);
    let key = access_key::open(node, row.ok_or(CredentialFault::Invalid)?)?;
    let principal = user(&node.identity, &key.account, key.user.as_deref(), None).await?;
    let identified = Identified {
        principal,
        account: key.account,
        access_key_id: id.to_owned(),
        session: None,
        operator: None,
    };
    Ok((identified, key.secret))
}

/// The caller behind a registry login.
///
/// # Errors
/// It is no token of ours for the Region, it has ended, or its holder is gone.
pub async fn by_authorization_token(
    node: &Node,
    user_name: &str,
    password: &str,
    region: &Region,
) -> Result<Identified, TokenFault> {
    let identified = match authorization_token::open(node, user_name, password, region)? {
        authorization_token::Holder::Session(session) => by_session(node, Arc::new(*session)).await,
        // With the secret its tokens end, too.
        authorization_token::Holder::Key(id) => by_long_term_key(node, &id)
            .await
            .map(|(identified, _)| identified),
    };
    identified.map_err(|fault| match fault {
        CredentialFault::Invalid | CredentialFault::Unreadable(_) => TokenFault::Invalid,
        CredentialFault::Expired => TokenFault::Expired,
        CredentialFault::Unavailable(unavailable) => TokenFault::Unavailable(unavailable),
    })
}

/// Whose long-term key it is, active or not; none where there is no such key, or that is not known at the moment.
pub async fn owner(node: &Node, access_key_id: &str) -> Option<AccountId> {
    let row = access_key::known(&node.identity, access_key_id).await.ok()??;
    row.as_ref().as_ref()?.account().ok()
}

/// The caller behind a session.
async fn by_session(node: &Node, session: Arc<Session>) -> Result<Identified, CredentialFault> {
    if session.has_ended(node.clock.now()) {
        return Err(CredentialFault::Expired);
    }
    let account = session.account().ok_or(CredentialFault::Invalid)?;
    let identity = &node.identity;
    let principal = match &session.holder {
        Holder::Role { id, session, .. } => {
            active(identity, &account).await?;
            let entity = principal::entity(identity, &account, id).await?;
            let role = entity
                .as_ref()
                .as_ref()
                .filter(|entity| entity.kind == EntityKind::Role);
            let role = role.ok_or(CredentialFault::Invalid)?;
            Principal::role_session(&account, &role.arn, &role.id, session)
        }
        Holder::Federated { user: holder, name } => {
            let parent = user(identity, &account, holder.as_deref(), Some(&session)).await?;
            Principal::federated_user(&account, &parent, name)
        }
        Holder::User { user: holder } => user(identity, &account, holder.as_deref(), Some(&session)).await?,
    };
    Ok(Identified {
        principal,
        account,
        access_key_id: session.access_key_id.clone(),
        session: Some(session),
        operator: None,
    })
}

/// A user of an account, or its root user, by the session if it acts by one.
async fn user(
    identity: &Identity,
    account: &AccountId,
    id: Option<&str>,
    session: Option<&Session>,
) -> Result<Principal, CredentialFault> {
    let Some(id) = id else {
        return root(identity, account, session).await;
    };
    active(identity, account).await?;
    let entity = principal::entity(identity, account, id).await?;
    let user = entity
        .as_ref()
        .as_ref()
        .filter(|entity| entity.kind == EntityKind::User);
    let user = user.ok_or(CredentialFault::Invalid)?;
    Ok(Principal::user(account, &user.arn, &user.id))
}

/// A closed account's credentials end with it.
async fn active(identity: &Identity, account: &AccountId) -> Result<(), CredentialFault> {
    if control_policy::of(identity, account).await?.active {
        Ok(())
    } else {
        Err(CredentialFault::Invalid)
    }
}

/// The root user of an account that is there. It has no unique id: a session of it is of the account that was there when it began, and
/// not of a later one with the same id, as after an older identity database was put back.
async fn root(
    identity: &Identity,
    account: &AccountId,
    session: Option<&Session>,
) -> Result<Principal, CredentialFault> {
    let known = control_policy::of(identity, account).await?;
    let is_of_it = |made_at: i64| session.is_none_or(|session| began_in(session, made_at));
    if known.active && known.account_life.made_at.is_some_and(is_of_it) {
        Ok(Principal::root(account))
    } else {
        Err(CredentialFault::Invalid)
    }
}

/// Whether a root user's session is of the account that was made then. The session says which one it is of: another node may have made
/// the account, by a clock that is ahead of the one by which the session began.
fn began_in(session: &Session, made_at: i64) -> bool {
    // Sessions begin on whole seconds.
    let second = |micros: i64| micros.div_euclid(1_000_000);
    match session.account_made_at {
        Some(of) => of == made_at,
        None => second(made_at) <= second(session.issued_at),
    }
}
