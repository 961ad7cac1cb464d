//! `AssumeRoleWithWebIdentity`.

use wharf_aws::iam::CreateOpenIDConnectProviderRequest;
use wharf_node::Call;
use wharf_node::authenticate;
use wharf_node::iam::oidc_provider::CreateOpenIDConnectProvider;
use wharf_node::sts::web_identity::AssumeRoleWithWebIdentity;

use super::ask;
use crate::bench::{Bench, NOW, iam};
use testing::{Key, github_claims};

#[allow(dead_code, reason = "not every test needs all of it")]
#[path = "../../../../identity/src/sts/web_identity/testing.rs"]
pub(crate) mod testing;

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

room!(what_is_refused_before_the_issuer_is_asked, |bench| {
    let provider = CreateOpenIDConnectProviderRequest {
        url: ISSUER.to_owned(),
        client_id_list: Some(vec!["sts.amazonaws.com".to_owned()]),
        thumbprint_list: None,
        tags: None,
    };
    iam::ask::<CreateOpenIDConnectProvider>(bench, &bench.call(&bench.alice), provider).await;
    let key = Key::elliptic("1");
    // This node reaches no issuer, so a question to one is seen by its fault.
    for asked in [ISSUER.to_owned(), format!("{ISSUER}/")] {
        let token = key.token(&github_claims(&asked, NOW));
        let (code, _) = refusal(bench, ROLE, &token).await;
        assert_eq!(code, "IDPCommunicationError", "{asked}");
    }
    let token = key.token(&github_claims(&format!("{ISSUER}//"), NOW));
    let (_, text) = refusal(bench, ROLE, &token).await;
    assert!(text.starts_with("No OpenIDConnect provider found"), "{text}");
    let token = key.token(&github_claims(ISSUER, NOW - 86_400));
    let (code, _) = refusal(bench, ROLE, &token).await;
    assert_eq!(code, "ExpiredTokenException");
});
