//! The lives of accounts: each id is given once, and the organization lends nothing to one that is not there.

use serde_json::json;
use wharf_node::iam::account::{self, CreateAccountError};
use wharf_node::organizations::account::{CloseAccount, CreateAccount, RemoveAccountFromOrganization};
use wharf_node::organizations::resource_policy::{DescribeResourcePolicy, PutResourcePolicy};
use wharf_node::organizations::root::ListRoots;

use super::{Company, ask, code, text};

// A grant to an account needs no other tie to it than its id and when it was made: the id is given once.
room!(the_id_of_a_closed_account_is_not_given_again, |bench| {
    let company = Company::new(bench).await;
    let id = company.dev.account;
    let close = json!({"AccountId": id.as_str()});
    ask::<CloseAccount>(bench, &company.alice, close).await.unwrap();
    for _ in 0..2 {
        let again = json!({"Email": "again@example.com", "AccountName": "again", "AccountId": id.as_str()});
        let refused = ask::<CreateAccount>(bench, &company.alice, again)
            .await
            .unwrap_err();
        assert_eq!(
            refused,
            ("InvalidInputException".to_owned(), "INVALID_PATTERN".to_owned())
        );
        let alone = account::create(&bench.node.identity, &id, "again", bench.clock.now()).await;
        assert!(matches!(alone, Err(CreateAccountError::Exists(_))), "{alone:?}");
        // Nor when it is in no organization any more.
        let _ =
            ask::<RemoveAccountFromOrganization>(bench, &company.alice, json!({"AccountId": id.as_str()}))
                .await;
    }
    let closed = account::find(&bench.node.identity, &id).await.unwrap();
    assert!(closed.unwrap().closed_at.is_some());
});

room!(a_member_that_is_not_there_is_lent_nothing, |bench| {
    let company = Company::new(bench).await;
    let lend = |principal: &str| {
        let statement = json!({"Effect": "Allow", "Principal": {"AWS": principal},
            "Action": "organizations:ListRoots", "Resource": "*"});
        let content = json!({"Version": "2012-10-17", "Statement": [statement]}).to_string();
        (
            content.clone(),
            ask::<PutResourcePolicy>(bench, &company.alice, json!({"Content": content})),
        )
    };
    let dev = company.dev.account.as_str();
    for absent in [
        "333333333333".to_owned(),
        "arn:aws:iam::333333333333:root".to_owned(),
        "arn:aws:iam::333333333333:user/none".to_owned(),
        format!("arn:aws:iam::{dev}:user/none"),
    ] {
        let refused = lend(&absent).1.await.unwrap_err();
        assert_eq!(
            refused,
            ("InvalidInputException".to_owned(), "INVALID_PRINCIPAL".to_owned())
        );
    }
    assert_eq!(
        code(ask::<ListRoots>(bench, &company.dev, json!({})).await),
        "AccessDeniedException"
    );
    let (content, lent) = lend(dev);
    assert_eq!(text(&lent.await.unwrap(), "/ResourcePolicy/Content"), content);
    let read = ask::<DescribeResourcePolicy>(bench, &company.alice, json!({}))
        .await
        .unwrap();
    assert_eq!(text(&read, "/ResourcePolicy/Content"), content);
    ask::<ListRoots>(bench, &company.dev, json!({})).await.unwrap();
});
