//! `AssumeRoleWithWebIdentity`.

use wharf_node::Call;
use wharf_node::authenticate;
use wharf_node::sts::web_identity::AssumeRoleWithWebIdentity;

use super::ask;
use crate::bench::{Bench, NOW};
use testing::{Key, github_claims};

#[allow(dead_code, reason = "not every test needs all of it")]
#[path = "../../../../identity/src/sts/web_identity/testing.rs"]
pub(super) mod testing;

const ISSUER: &str = "https://token.actions.example.com";

/// A call without a signature.
fn unsigned(bench: &Bench) -> Call {
    let unsigned = authenticate::unsigned(&bench.node);
    Call {
        principal: unsigned.principal,
        account: unsigned.account,
        access_key_id: unsigned.access_key_id,
        session: unsigned.session,
        ..bench.call(&bench.alice)
    }
}

async fn refusal(bench: &Bench, role: &str, token: &str) -> (String, String) {
    let parameters = [
        ("RoleArn", role),
        ("RoleSessionName", "run-1"),
        ("WebIdentityToken", token),
    ];
    let refused = ask::<AssumeRoleWithWebIdentity>(bench, &unsigned(bench), &parameters)
        .await
        .unwrap_err();
    (refused.code, refused.message)
}

const ROLE: &str = "arn:aws:iam::111111111111:role/ci";

room!(an_issuer_that_is_not_trusted, |bench| {
    let token = Key::elliptic("1").token(&github_claims(ISSUER, NOW));
    let (code, text) = refusal(bench, ROLE, &token).await;
    assert_eq!(code, "InvalidIdentityToken");
    assert_eq!(
        text,
        format!("No OpenIDConnect provider found in your account for {ISSUER}")
    );
    let (code, text) = refusal(bench, ROLE, "an access token").await;
    assert_eq!(code, "InvalidIdentityToken");
    assert!(text.contains("is not a valid JWT"), "{text}");
    let (code, _) = refusal(bench, "arn:aws:iam::111111111111:user/ci", &token).await;
    assert_eq!(code, "ValidationError");
});
