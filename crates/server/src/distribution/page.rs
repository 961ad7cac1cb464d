//! Pages of names: `n`, `last` and the `Link` header (OCI Distribution Specification, *Listing tags*).

use http::header::LINK;

use super::{RegistryRequest, fault};
use crate::response::{self, Answer};

const DEFAULT: usize = 100;
const MAX: usize = 1000;

/// A page's bounds: how many, and after what. Out of range is ECR's 405.
#[expect(
    clippy::result_large_err,
    reason = "the refusal is the answer itself, made once for a request"
)]
pub(super) fn bounds(request: &RegistryRequest<'_>) -> Result<(usize, String), Answer> {
    let n = match request.parameter("n") {
        None => DEFAULT,
        Some(text) => match text.parse::<usize>() {
            Ok(n) if n <= MAX => n,
            Ok(_) => {
                return Err(fault::parameter(
                    "maxResults",
                    "Member must have value less than or equal to 1000",
                ));
            }
            Err(_) => {
                return Err(fault::parameter(
                    "maxResults",
                    "Member must be a whole number from 0 to 1000",
                ));
            }
        },
    };
    Ok((n, request.parameter("last").unwrap_or_default()))
}

/// Points at the page after `last`.
pub(super) fn link(answer: &mut Answer, path: &str, n: usize, last: &str) {
    response::set(answer, LINK, &format!("<{path}?n={n}&last={last}>; rel=\"next\""));
}
