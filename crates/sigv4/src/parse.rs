//! Finds the signature of a request, in either form, and says what is missing from it.

use crate::ALGORITHM;
use crate::authorization;
use crate::encode::{echo, query_pairs};
use crate::fault::AuthFault;
use crate::presigned;
use crate::request::RequestParts;
use crate::verify::Presented;

/// Takes the signature of a request apart, without believing any of it.
///
/// `None`: nothing is signed (an `Authorization` of another scheme, Basic or Bearer, is not ours to judge).
/// Both forms at once are refused, and so is a query form beside an `Authorization` of any scheme.
///
/// # Errors
/// [`AuthFault::Incomplete`] names all that is missing, or the first thing that is malformed;
/// [`AuthFault::UnsupportedAlgorithm`] for another kind of AWS signature.
pub fn parse(parts: &RequestParts<'_>) -> Result<Option<Presented>, AuthFault> {
    parts.check_target()?;
    let query = query_pairs(parts.query.unwrap_or_default());
    let mut authorizations = parts.header("authorization");
    let authorization = authorizations.next();
    match (authorization, presigned::is_presigned(&query)) {
        (None, false) => Ok(None),
        (Some(_), true) => Err(AuthFault::Incomplete(
            "Only one of the 'Authorization' header and the 'X-Amz-Signature' query-string parameters may sign a request."
                .to_owned(),
        )),
        (None, true) => {
            parts.check_head()?;
            presigned::parse(&query).map(Some)
        }
        (Some(value), false) => {
            let scheme_length = value.iter().position(|byte| matches!(byte, b' ' | b'\t')).unwrap_or(value.len());
            let (scheme, rest) = value.split_at(scheme_length);
            if !scheme.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(b"AWS")) {
                return Ok(None);
            }
            if authorizations.next().is_some() {
                return Err(AuthFault::Incomplete("Header 'Authorization' must not be repeated.".to_owned()));
            }
            if scheme != ALGORITHM.as_bytes() {
                return Err(AuthFault::UnsupportedAlgorithm(echo(&String::from_utf8_lossy(scheme))));
            }
            parts.check_head()?;
            authorization::parse(parts, rest).map(Some)
        }
    }
}
