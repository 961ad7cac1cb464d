//! What is inside a token.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use wharf_aws::{Region, Timestamp};

use wharf_kernel::session::{Session, pack, unpack};
use wharf_kernel::{Call, Node, Purpose, Unavailable};

/// The user name of every registry login.
pub(super) const USER_NAME: &str = "AWS";
const LIFETIME: Duration = Duration::from_secs(12 * 60 * 60);

/// Why a registry login was refused.
#[derive(Debug, thiserror::Error)]
pub enum TokenFault {
    /// Not a token of ours, or its access key is gone.
    #[error("not a valid authorization token")]
    Invalid,
    /// Older than twelve hours.
    #[error("Your authorization token has expired. Reauthenticate and try again.")]
    Expired,
    /// Issued by another Region.
    #[error(
        "Your authorization token is for a different region. Reauthenticate in region '{0}' and try again."
    )]
    OtherRegion(Region),
    /// The identity plane did not answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// What a password holds, sealed.
#[derive(Serialize, Deserialize)]
struct Token {
    /// The long-term key that obtained it.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// The session that obtained it, with its tags and policies.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    session: Option<Session>,
    #[serde(rename = "r")]
    region: String,
    #[serde(rename = "i")]
    issued_at: i64,
}

/// A password for the caller in the addressed Region, and when it ends.
pub(super) fn issue(node: &Node, call: &Call) -> (String, Timestamp) {
    let token = Token {
        key: call.session.is_none().then(|| call.access_key_id.clone()),
        session: call.session.as_deref().cloned(),
        region: call.region.to_string(),
        issued_at: node.clock.now().micros(),
    };
    let plain = serde_json::to_vec(&token).expect("INVARIANT: texts and numbers turn into JSON");
    let password = node
        .sealer
        .seal_text(Purpose::AuthorizationToken, b"", &pack(&plain));
    (password, expiry(&token))
}

/// Whose token it is.
#[derive(Debug)]
pub enum Holder {
    /// Of the session that obtained it.
    Session(Box<Session>),
    /// Of the long-term key that obtained it, by its id.
    Key(String),
}

/// Opens the password of a registry login.
///
/// # Errors
/// It is no token of ours for the Region, or it has ended.
pub fn open(node: &Node, user_name: &str, password: &str, region: &Region) -> Result<Holder, TokenFault> {
    if user_name != USER_NAME {
        return Err(TokenFault::Invalid);
    }
    let token = read(node, password).ok_or(TokenFault::Invalid)?;
    if node.clock.now() >= expiry(&token) {
        return Err(TokenFault::Expired);
    }
    if token.region != region.as_str() {
        return Err(TokenFault::OtherRegion(region.clone()));
    }
    match (token.session, token.key) {
        (Some(session), _) => Ok(Holder::Session(Box::new(session))),
        (None, Some(key)) => Ok(Holder::Key(key)),
        (None, None) => Err(TokenFault::Invalid),
    }
}

/// The access key that a password of ours was obtained with, whether the password still opens anything or not.
pub fn access_key_id(node: &Node, password: &str) -> Option<String> {
    let token = read(node, password)?;
    token.key.or(token.session.map(|session| session.access_key_id))
}

fn read(node: &Node, password: &str) -> Option<Token> {
    let packed = node
        .sealer
        .open_text(Purpose::AuthorizationToken, b"", password)?;
    serde_json::from_slice(&unpack(&packed)?).ok()
}

/// Twelve hours, and never longer than the session that obtained it.
fn expiry(token: &Token) -> Timestamp {
    let lifetime = i64::try_from(LIFETIME.as_micros()).unwrap_or(i64::MAX);
    let end = token.issued_at.saturating_add(lifetime);
    let session_end = token
        .session
        .as_ref()
        .map_or(i64::MAX, |session| session.expires_at);
    Timestamp::from_micros(end.min(session_end))
}
