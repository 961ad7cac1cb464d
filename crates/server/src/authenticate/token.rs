//! Authorization tokens: HTTP Basic with user `AWS` (Amazon ECR User Guide, *Private registry authentication*).

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use http::HeaderMap;
use http::header::AUTHORIZATION;
use wharf_aws::Region;
use wharf_node::Call;
use wharf_node::authenticate::by_authorization_token;
use wharf_node::ecr::authorization_token::{TokenFault, access_key_id};

use super::refused;
use crate::request::RequestContext;

/// Clients disagree about padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The call behind a request of the registry protocol in `region`; `None` when it carries no credential at all.
pub(crate) async fn call(
    context: &RequestContext<'_>,
    headers: &HeaderMap,
    region: &Region,
) -> Result<Option<Call>, TokenFault> {
    let Some(value) = headers.get(AUTHORIZATION) else {
        return Ok(None);
    };
    let node = &context.state.node;
    let given = basic(value.as_bytes());
    let identified = match &given {
        Some((user_name, password)) => by_authorization_token(node, user_name, password, region).await,
        None => Err(TokenFault::Invalid),
    };
    match identified {
        Ok(identified) => Ok(Some(context.call(identified, region.clone(), headers))),
        Err(fault) => {
            if let Some(code) = code(&fault) {
                let key = given.and_then(|(_, password)| access_key_id(node, &password));
                let why = (code, fault.to_string());
                refused::record(context, headers, (key, Some(region.clone())), why).await;
            }
            Err(fault)
        }
    }
}

/// The code of a refusal in records; none where it is not the client's doing.
fn code(fault: &TokenFault) -> Option<&'static str> {
    match fault {
        TokenFault::Invalid => Some("InvalidAuthorizationToken"),
        TokenFault::Expired => Some("ExpiredAuthorizationToken"),
        TokenFault::OtherRegion(_) => Some("AuthorizationTokenOfOtherRegion"),
        TokenFault::Unavailable(_) => None,
    }
}

fn basic(value: &[u8]) -> Option<(String, String)> {
    let value = std::str::from_utf8(value).ok()?;
    let (scheme, credentials) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64.decode(credentials.trim()).ok()?).ok()?;
    let (user_name, password) = decoded.split_once(':')?;
    Some((user_name.to_owned(), password.to_owned()))
}
