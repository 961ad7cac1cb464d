//! `GetSessionToken`.

use wharf_node::Changed;
use wharf_node::authenticate::{CredentialFault, by_access_key};
use wharf_node::iam::{access_key, account};
use wharf_node::sts::federation_token::GetFederationToken;
use wharf_node::sts::session_token::GetSessionToken;
use wharf_sql::{Error, Statement, params};

use super::{ask, call_with, lasts, who};
use crate::bench::Take as _;

room!(a_root_user_for_an_hour_at_most, |bench| {
    let call = bench.call(&bench.alice);
    let answer = ask::<GetSessionToken>(bench, &call, &[]).await.unwrap();
    assert_eq!(lasts(bench, &answer), 3_600, "cut without a word");
    let longest = ask::<GetSessionToken>(bench, &call, &[("DurationSeconds", "129600")])
        .await
        .unwrap();
    assert_eq!(lasts(bench, &longest), 3_600);
    let short = ask::<GetSessionToken>(bench, &call, &[("DurationSeconds", "900")])
        .await
        .unwrap();
    assert_eq!(lasts(bench, &short), 900);
    assert!(answer.text("/Credentials/AccessKeyId").starts_with("ASIA"));
    assert!(answer.text("/Credentials/SessionToken").len() < 600);
    let session = call_with(bench, &answer).await.unwrap();
    assert_eq!(who(bench, &session).await, "arn:aws:iam::111111111111:root");
    bench.advance(3_599);
    assert!(call_with(bench, &answer).await.is_ok());
    assert!(matches!(
        call_with(bench, &short).await,
        Err(CredentialFault::Expired)
    ));
    bench.advance(1);
    assert!(matches!(
        call_with(bench, &answer).await,
        Err(CredentialFault::Expired)
    ));
});

room!(a_token_belongs_to_its_key, |bench| {
    let call = bench.call(&bench.alice);
    let one = ask::<GetSessionToken>(bench, &call, &[]).await.unwrap();
    let other = ask::<GetSessionToken>(bench, &call, &[]).await.unwrap();
    let (id, token) = (
        one.text("/Credentials/AccessKeyId"),
        one.text("/Credentials/SessionToken"),
    );
    let invalid = async |id: &str, token: Option<&str>| {
        matches!(
            by_access_key(&bench.node, id, token).await,
            Err(CredentialFault::Invalid)
        )
    };
    assert!(!invalid(&id, Some(&token)).await);
    assert!(invalid(&other.text("/Credentials/AccessKeyId"), Some(&token)).await);
    assert!(
        invalid(bench.alice.key.id.as_str(), Some(&token)).await,
        "a long-term key with a token"
    );
    assert!(invalid(&id, None).await, "a temporary key without its token");
    assert!(invalid(&id, Some(&token[1..])).await);
    assert!(invalid(&id, Some("")).await);
    // The session is the root user's, not the key's that asked for it.
    access_key::set_active(&bench.node.identity, &bench.alice.key.id, false)
        .await
        .unwrap();
    assert!(!invalid(&id, Some(&token)).await);
});

room!(sessions_beget_none_this_way, |bench| {
    let call = bench.call(&bench.alice);
    let answer = ask::<GetSessionToken>(bench, &call, &[]).await.unwrap();
    let session = call_with(bench, &answer).await.unwrap();
    let again = ask::<GetSessionToken>(bench, &session, &[]).await.unwrap_err();
    assert_eq!(again.code, "AccessDenied");
    assert_eq!(
        again.message,
        "Cannot call GetSessionToken with session credentials"
    );
    let federated = ask::<GetFederationToken>(bench, &session, &[("Name", "carol")])
        .await
        .unwrap_err();
    assert_eq!(
        federated.message,
        "Cannot call GetFederationToken with session credentials"
    );
    let factor = [
        ("SerialNumber", "arn:aws:iam::111111111111:mfa/a"),
        ("TokenCode", "123456"),
    ];
    let refused = ask::<GetSessionToken>(bench, &call, &factor).await.unwrap_err();
    assert!(refused.message.contains("no MFA devices"), "{refused:?}");
    for (name, value) in [("DurationSeconds", "899"), ("DurationSeconds", "129601")] {
        let refused = ask::<GetSessionToken>(bench, &call, &[(name, value)])
            .await
            .unwrap_err();
        assert_eq!(refused.code, "ValidationError", "{name} {value}");
    }
});

static LOSE_ACCOUNT: Statement = Statement::global("test.lose_account", "DELETE FROM accounts WHERE id = $1");

static MAKE_LATER: Statement = Statement::global(
    "test.make_later",
    "UPDATE accounts SET created_at = created_at + $2 WHERE id = $1",
);

// Else no session worked that began before the clock of this node was as far as the other's was.
room!(
    a_root_users_session_is_good_in_an_account_that_a_node_ahead_made,
    |bench| {
        let (identity, bob) = (&bench.node.identity, bench.bob.id);
        // As another node had written it, whose clock is ahead by less than clients' may be.
        let ahead = 60_000_000_i64;
        let made = identity.change("test.make_later", Changed::Account(bob), move |transaction| {
            transaction.execute_global(&MAKE_LATER, params![bob.as_str(), ahead])
        });
        let made: Result<u64, Error> = made.await;
        assert_eq!(made.map_err(|error| error.to_string()), Ok(1));
        let call = bench.call(&bench.bob);
        let own = ask::<GetSessionToken>(bench, &call, &[]).await.unwrap();
        let federated = ask::<GetFederationToken>(bench, &call, &[("Name", "carol")]).await;
        let federated = federated.unwrap();
        for session in [&own, &federated] {
            assert!(call_with(bench, session).await.is_ok());
        }
    }
);

room!(a_root_users_session_is_of_the_account_that_it_began_in, |bench| {
    let (identity, bob) = (&bench.node.identity, bench.bob.id);
    let call = bench.call(&bench.bob);
    let own = ask::<GetSessionToken>(bench, &call, &[]).await.unwrap();
    let federated = ask::<GetFederationToken>(bench, &call, &[("Name", "carol")]).await;
    let federated = federated.unwrap();
    let both_are_invalid = async || {
        for session in [&own, &federated] {
            let opened = call_with(bench, session).await;
            assert!(matches!(opened, Err(CredentialFault::Invalid)));
        }
    };
    assert!(call_with(bench, &own).await.is_ok() && call_with(bench, &federated).await.is_ok());
    // As after an older identity database was put back.
    let lost = identity.change("test.lose_account", Changed::Account(bob), move |transaction| {
        transaction.execute_global(&LOSE_ACCOUNT, params![bob.as_str()])
    });
    let lost: Result<u64, Error> = lost.await;
    assert_eq!(lost.map_err(|error| error.to_string()), Ok(1));
    both_are_invalid().await;
    bench.advance(1);
    account::create(identity, &bob, "another", bench.clock.now())
        .await
        .unwrap();
    both_are_invalid().await;
    let fresh = ask::<GetSessionToken>(bench, &call, &[]).await.unwrap();
    assert!(call_with(bench, &fresh).await.is_ok());
});
