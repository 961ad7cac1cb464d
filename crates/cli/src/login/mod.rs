//! Signing in at an issuer: OAuth 2.0's authorization code with PKCE (RFC 6749, RFC 7636), for a program on a person's machine
//! (RFC 8252), with OpenID Connect's identity token as its result.
//!
//! | part | what it is |
//! |---|---|
//! | [`issuer`] | where the issuer has what, and what it answers: the only place of requests |
//! | [`attempt`] | what is drawn for one attempt, and the address that the browser opens |
//! | [`loopback`] | where the browser comes back |
//! | [`claims`] | what the token must say before it is used |
//!
//! Requests go to the issuer's own host only. The token's signature is not looked at here: it comes from the issuer over TLS, and the node
//! that it is given to checks it. What the node takes for a session, and where that is kept, is the command's.

mod attempt;
mod claims;
mod issuer;
mod loopback;

use std::path::Path;
use std::time::Duration;

use anyhow::bail;
use wharf_node::Entropy;

pub(crate) use claims::Claims;

use attempt::Attempt;
use issuer::Issuer;
use loopback::Loopback;

/// What is asked of an issuer.
pub(crate) struct Request<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) client_id: &'a str,
    /// Besides `openid`.
    pub(crate) scopes: &'a [String],
    /// Authorities to trust besides the machine's.
    pub(crate) authority: Option<&'a Path>,
    /// Any, where there is none.
    pub(crate) redirect_port: Option<u16>,
    /// How long the browser is waited for.
    pub(crate) patience: Duration,
}

/// What an issuer says of a person.
pub(crate) struct Identified {
    /// For `AssumeRoleWithWebIdentity`.
    pub(crate) token: String,
    pub(crate) claims: Claims,
}

/// Has a person sign in; `open` is given the address for the browser.
pub(crate) async fn sign_in(request: &Request<'_>, open: impl FnOnce(&str)) -> anyhow::Result<Identified> {
    let issuer = Issuer::discover(request.issuer, request.authority).await?;
    let loopback = Loopback::bind(request.redirect_port).await?;
    let redirect = loopback.address();
    let attempt = Attempt::draw(&Entropy::system());
    open(&attempt.address(&issuer, request, &redirect)?);
    let mut strange = 0;
    let waiting = loopback.returned(|returned| attempt.is_answer(returned), &mut strange);
    let Ok(returned) = tokio::time::timeout(request.patience, waiting).await else {
        bail!(overdue(request.patience, strange));
    };
    let code = attempt.code(&returned?, request.issuer)?;
    let token = issuer
        .exchange(request.client_id, &code, &redirect, &attempt.verifier)
        .await?;
    let claims = Claims::read(&token, request.issuer, request.client_id, &attempt.nonce)?;
    Ok(Identified { token, claims })
}

/// Why there was no answer, after `strange` ones that were not this attempt's.
fn overdue(patience: Duration, strange: usize) -> String {
    let others = match strange {
        0 => String::new(),
        _ => format!(
            "; answers with another state than it was sent with, such as those of an older tab, came {strange} times and were not used"
        ),
    };
    format!(
        "the browser did not come back within {} seconds{others}; --timeout has it waited for longer",
        patience.as_secs()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_to_other_attempts_are_told_when_the_time_is_over() {
        assert!(!overdue(Duration::from_secs(9), 0).contains("state"));
        let said = overdue(Duration::from_secs(9), 2);
        assert!(
            said.contains("within 9 seconds; answers with another state") && said.contains("2 times"),
            "{said}"
        );
    }
}
