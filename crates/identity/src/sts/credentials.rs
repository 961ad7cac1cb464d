//! Temporary credentials: a fresh key, its secret, and the token that is the session.

use wharf_aws::sts::Credentials;
use wharf_aws::{AccessKeyId, AccountId, SecretKey, Timestamp};

use crate::organizations::control_policy;
use wharf_kernel::Node;
use wharf_kernel::session::{Holder, Session};

/// A session that begins now and lasts `seconds`. Sessions begin and end on whole seconds, because that is how clients see them.
pub(super) fn begin(node: &Node, account: &AccountId, holder: Holder, seconds: i64) -> Session {
    let now = node.clock.now().micros().div_euclid(1_000_000);
    let micros = |seconds: i64| seconds.saturating_mul(1_000_000);
    Session {
        access_key_id: AccessKeyId::temporary(node.entropy.bytes()).to_string(),
        account: account.to_string(),
        holder,
        issued_at: micros(now),
        expires_at: micros(now.saturating_add(seconds)),
        policies: Vec::new(),
        tags: Vec::new(),
        source_identity: None,
        mfa_at: None,
        provider: None,
        account_made_at: None,
    }
}

/// The session of a user or of the root user. The root user's is of the account as it is now.
pub(super) async fn begin_of_user(
    node: &Node,
    account: &AccountId,
    holder: Holder,
    seconds: i64,
) -> Result<Session, wharf_sql::Error> {
    let mut session = begin(node, account, holder, seconds);
    if session.holder.is_root() {
        let known = control_policy::of(&node.identity, account).await?;
        session.account_made_at = known.account_life.made_at;
    }
    Ok(session)
}

/// The credentials of a session.
pub(super) fn of(node: &Node, session: &Session) -> Credentials {
    let secret = SecretKey::generate(node.entropy.bytes());
    Credentials {
        access_key_id: session.access_key_id.clone(),
        session_token: session.token(&secret, &node.sealer),
        secret_access_key: secret.expose().to_owned(),
        expiration: Timestamp::from_micros(session.expires_at),
    }
}
