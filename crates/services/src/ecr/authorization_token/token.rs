//! What is inside a token.

use std::time::Duration;

use wharf_aws::{Region, Timestamp};
use wharf_policy::Principal;

use crate::{Node, Purpose, Unavailable, iam};

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

/// A password for `access_key_id` in `region`, and when it ends.
pub(super) fn issue(node: &Node, access_key_id: &str, region: &Region) -> (String, Timestamp) {
    let issued_at = node.clock.now();
    let plain = format!("{access_key_id}\n{region}\n{}", issued_at.micros());
    let password = node
        .sealer
        .seal_text(Purpose::AuthorizationToken, b"", plain.as_bytes());
    (password, expiry(issued_at))
}

/// The principal behind a registry login and the access key that obtained the token.
pub async fn authenticate(
    node: &Node,
    user_name: &str,
    password: &str,
    region: &Region,
) -> Result<(Principal, String), TokenFault> {
    if user_name != USER_NAME {
        return Err(TokenFault::Invalid);
    }
    let plain = node
        .sealer
        .open_text(Purpose::AuthorizationToken, b"", password)
        .and_then(|plain| String::from_utf8(plain).ok())
        .ok_or(TokenFault::Invalid)?;
    let mut fields = plain.split('\n');
    let (Some(access_key_id), Some(issued_in), Some(issued_at)) =
        (fields.next(), fields.next(), fields.next())
    else {
        return Err(TokenFault::Invalid);
    };
    let issued_at = issued_at
        .parse()
        .map(Timestamp::from_micros)
        .map_err(|_| TokenFault::Invalid)?;
    if node.clock.now() >= expiry(issued_at) {
        return Err(TokenFault::Expired);
    }
    if issued_in != region.as_str() {
        return Err(TokenFault::OtherRegion(region.clone()));
    }
    let principal = iam::access_key::find_principal(node, access_key_id)
        .await
        .map_err(Unavailable::from)?
        .ok_or(TokenFault::Invalid)?;
    Ok((principal, access_key_id.to_owned()))
}

fn expiry(issued_at: Timestamp) -> Timestamp {
    let lifetime = i64::try_from(LIFETIME.as_micros()).unwrap_or(i64::MAX);
    Timestamp::from_micros(issued_at.micros().saturating_add(lifetime))
}
