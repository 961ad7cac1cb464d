//! The organization, its units and its accounts.

use serde_json::json;
use wharf_aws::wharf::Fault;
use wharf_node::authenticate::{self, AccountFault};
use wharf_node::ecr::deleted_image::operations::RestoreImage;
use wharf_node::events::operations::CreateWebhook;
use wharf_node::operator::access_key::{CreateRootAccessKey, ListRootAccessKeys, RevealRootAccessKey};
use wharf_node::organizations::account::*;
use wharf_node::organizations::account_request::*;
use wharf_node::organizations::create_organization::*;
use wharf_node::organizations::delete_organization::*;
use wharf_node::organizations::enable_all_features::*;
use wharf_node::organizations::organization::*;
use wharf_node::organizations::resource_policy::*;
use wharf_node::organizations::root::*;
use wharf_node::organizations::tag_resource::*;
use wharf_node::organizations::unit::*;
use wharf_node::{OsUser, operator};

use super::{Company, account, ask, assume, code, text};

room!(an_account_is_in_one_organization, |bench| {
    let (alice, bob) = (bench.call(&bench.alice), bench.call(&bench.bob));
    assert_eq!(
        code(ask::<DescribeOrganization>(bench, &alice, json!({})).await),
        "AWSOrganizationsNotInUseException"
    );
    let company = Company::new(bench).await;
    assert_eq!(
        code(ask::<CreateOrganization>(bench, &alice, json!({})).await),
        "AlreadyInOrganizationException"
    );
    // A member sees its organization, and no more of it.
    let seen = ask::<DescribeOrganization>(bench, &company.dev, json!({}))
        .await
        .unwrap();
    assert_eq!(text(&seen, "/Organization/Id"), company.organization);
    assert_eq!(text(&seen, "/Organization/MasterAccountId"), "111111111111");
    let not_theirs = ask::<ListAccounts>(bench, &company.dev, json!({}))
        .await
        .unwrap_err();
    let words = "You don't have permissions to access this resource.";
    assert_eq!(not_theirs, ("AccessDeniedException".to_owned(), words.to_owned()));
    // An account in no organization has none to ask.
    assert_eq!(
        code(ask::<ListAccounts>(bench, &bob, json!({})).await),
        "AWSOrganizationsNotInUseException"
    );
    let other = ask::<CreateOrganization>(bench, &bob, json!({})).await.unwrap();
    assert_ne!(text(&other, "/Organization/Id"), company.organization);
    // Two organizations know nothing of each other.
    let input = json!({"AccountId": company.dev.account.as_str()});
    assert_eq!(
        code(ask::<DescribeAccount>(bench, &bob, input).await),
        "AccountNotFoundException"
    );
    assert_eq!(
        code(ask::<DeleteOrganization>(bench, &alice, json!({})).await),
        "OrganizationNotEmptyException"
    );
    ask::<DeleteOrganization>(bench, &bob, json!({})).await.unwrap();
    assert_eq!(
        code(ask::<DescribeOrganization>(bench, &bob, json!({})).await),
        "AWSOrganizationsNotInUseException"
    );
});

room!(a_new_account_has_a_role_for_the_management_account, |bench| {
    let company = Company::new(bench).await;
    let role = format!(
        "arn:aws:iam::{}:role/OrganizationAccountAccessRole",
        company.dev.account
    );
    let session = assume(bench, &bench.alice, &role).await.unwrap();
    assert_eq!(session.account, company.dev.account);
    assert!(
        assume(bench, &bench.bob, &role).await.is_err(),
        "another account's"
    );
});

room!(accounts_and_their_requests, |bench| {
    let company = Company::new(bench).await;
    let again = json!({"Email": "DEV@example.com", "AccountName": "again"});
    let refused = ask::<CreateAccount>(bench, &company.alice, again).await.unwrap();
    assert_eq!(
        text(&refused, "/CreateAccountStatus/FailureReason"),
        "EMAIL_ALREADY_EXISTS"
    );
    let id = text(&refused, "/CreateAccountStatus/Id");
    let input = json!({"CreateAccountRequestId": id});
    let same = ask::<DescribeCreateAccountStatus>(bench, &company.alice, input)
        .await
        .unwrap();
    assert_eq!(same, refused);
    let failed = json!({"States": ["FAILED"]});
    let failed = ask::<ListCreateAccountStatus>(bench, &company.alice, failed)
        .await
        .unwrap();
    assert_eq!(failed["CreateAccountStatuses"].as_array().unwrap().len(), 1);
    // Pages of one hold all of them once.
    let (mut ids, mut token) = (Vec::new(), serde_json::Value::Null);
    loop {
        let input = json!({"MaxResults": 1, "NextToken": token});
        let page = ask::<ListAccounts>(bench, &company.alice, input).await.unwrap();
        ids.push(text(&page, "/Accounts/0/Id"));
        token = page["NextToken"].clone();
        if token.is_null() {
            break;
        }
    }
    let mut wanted = [company.alice.account, company.dev.account, company.prod.account];
    wanted.sort();
    assert_eq!(ids, wanted.iter().map(ToString::to_string).collect::<Vec<_>>());
    let input = json!({"MaxResults": 1, "NextToken": "wnothing"});
    let refused = ask::<ListAccounts>(bench, &company.alice, input)
        .await
        .unwrap_err();
    assert_eq!(refused.1, "INVALID_NEXT_TOKEN");
    // A removed account goes on alone.
    let dev = json!({"AccountId": company.dev.account.as_str()});
    ask::<RemoveAccountFromOrganization>(bench, &company.alice, dev)
        .await
        .unwrap();
    assert_eq!(
        code(ask::<DescribeOrganization>(bench, &company.dev, json!({})).await),
        "AWSOrganizationsNotInUseException"
    );
    let own = json!({"AccountId": "111111111111"});
    assert_eq!(
        code(ask::<RemoveAccountFromOrganization>(bench, &company.alice, own).await),
        "MasterCannotLeaveOrganizationException"
    );
});

room!(a_closed_account_ends, |bench| {
    let company = Company::new(bench).await;
    let id = company.dev.account;
    let key = wharf_node::iam::access_key::AccessKey::generate(&id, &bench.node.entropy, bench.clock.now());
    let sealer = wharf_node::Sealer::new(&crate::bench::master_key(), bench.node.entropy.clone());
    wharf_node::iam::access_key::insert(&bench.node.identity, &sealer, &key)
        .await
        .unwrap();
    assert!(
        authenticate::by_access_key(&bench.node, key.id.as_str(), None)
            .await
            .is_ok()
    );
    let input = json!({"AccountId": id.as_str()});
    ask::<CloseAccount>(bench, &company.alice, input.clone())
        .await
        .unwrap();
    assert!(
        authenticate::by_access_key(&bench.node, key.id.as_str(), None)
            .await
            .is_err()
    );
    let shown = ask::<DescribeAccount>(bench, &company.alice, input.clone())
        .await
        .unwrap();
    assert_eq!(text(&shown, "/Account/Status"), "SUSPENDED");
    assert_eq!(
        code(ask::<CloseAccount>(bench, &company.alice, input).await),
        "AccountAlreadyClosedException"
    );
    let own = json!({"AccountId": "111111111111"});
    let refused = ask::<CloseAccount>(bench, &company.alice, own).await.unwrap_err();
    assert_eq!(refused.1, "CANNOT_CLOSE_MANAGEMENT_ACCOUNT");
});

room!(an_operator_makes_nothing_for_a_closed_account, |bench| {
    let company = Company::new(bench).await;
    let (alice, id) = (&company.alice, company.dev.account);
    let close = json!({"AccountId": id.as_str()});
    ask::<CloseAccount>(bench, alice, close).await.unwrap();
    let (of, registry) = (json!({"accountId": id.as_str()}), id.as_str());
    let hook = json!({"registryId": registry, "name": "deploy", "url": "https://receiver.example.com/"});
    let digest = format!("sha256:{}", "a1".repeat(32));
    let image = json!({"registryId": registry, "repositoryName": "app", "imageDigest": digest});
    for refused in [
        code(ask::<CreateRootAccessKey>(bench, alice, of.clone()).await),
        code(ask::<RevealRootAccessKey>(bench, alice, of.clone()).await),
        code(ask::<CreateWebhook>(bench, alice, hook).await),
        code(ask::<RestoreImage>(bench, alice, image).await),
    ] {
        assert_eq!(refused, "AccountClosedException");
    }
    ask::<ListRootAccessKeys>(bench, alice, of).await.unwrap();
    let user = std::sync::Arc::new(OsUser {
        uid: 0,
        name: "root".to_owned(),
    });
    let operator = async |id| authenticate::operator(&bench.node, user.clone(), id).await;
    assert!(matches!(
        operator(Some(id)).await,
        Err(AccountFault::Refused(Fault::AccountClosed { .. }))
    ));
    operator(Some(company.prod.account)).await.unwrap();
    operator(None).await.unwrap();
    let all = ask::<operator::account::ListAccounts>(bench, alice, json!({}))
        .await
        .unwrap();
    let closed = all["accounts"].as_array().unwrap().iter();
    let closed: Vec<&str> = closed
        .filter(|account| !account["closedAt"].is_null())
        .map(|account| account["accountId"].as_str().unwrap())
        .collect();
    assert_eq!(closed, [id.as_str()]);
});

room!(units_to_five_levels, |bench| {
    let company = Company::new(bench).await;
    let mut parent = company.root.clone();
    let mut path = format!("{}/{}/", company.organization, company.root);
    for level in 1..=5 {
        let unit = company.unit(bench, &parent, "unit").await.unwrap();
        path.push_str(&format!("{unit}/"));
        let input = json!({"OrganizationalUnitId": unit});
        let shown = ask::<DescribeOrganizationalUnit>(bench, &company.alice, input)
            .await
            .unwrap();
        assert_eq!(text(&shown, "/OrganizationalUnit/Path"), path, "level {level}");
        parent = unit;
    }
    let refused = company.unit(bench, &parent, "unit").await.unwrap_err();
    assert_eq!(refused.1, "OU_DEPTH_LIMIT_EXCEEDED");
    assert_eq!(
        code(company.unit(bench, &company.root, "unit").await),
        "DuplicateOrganizationalUnitException"
    );
    assert_eq!(
        code(company.unit(bench, "ou-none-12345678", "x").await),
        "ParentNotFoundException"
    );
    let (id, root) = (company.dev.account.as_str(), company.root.as_str());
    let moved =
        |from: &str, to: &str| json!({"AccountId": id, "SourceParentId": from, "DestinationParentId": to});
    ask::<MoveAccount>(bench, &company.alice, moved(root, &parent))
        .await
        .unwrap();
    let gone = ask::<MoveAccount>(bench, &company.alice, moved(root, &parent)).await;
    assert_eq!(code(gone), "DuplicateAccountException");
    let child = json!({"ChildId": id});
    let above = ask::<ListParents>(bench, &company.alice, child).await.unwrap();
    assert_eq!(text(&above, "/Parents/0/Id"), parent);
    let input = json!({"AccountId": id});
    let shown = ask::<DescribeAccount>(bench, &company.alice, input)
        .await
        .unwrap();
    assert_eq!(text(&shown, "/Account/Paths/0"), format!("{path}{id}/"));
    let input = json!({"ParentId": parent, "ChildType": "ACCOUNT"});
    let children = ask::<ListChildren>(bench, &company.alice, input).await.unwrap();
    assert_eq!(children["Children"], json!([{"Id": id, "Type": "ACCOUNT"}]));
    let unit = json!({"OrganizationalUnitId": parent});
    assert_eq!(
        code(ask::<DeleteOrganizationalUnit>(bench, &company.alice, unit.clone()).await),
        "OrganizationalUnitNotEmptyException"
    );
    ask::<MoveAccount>(bench, &company.alice, moved(&parent, root))
        .await
        .unwrap();
    ask::<DeleteOrganizationalUnit>(bench, &company.alice, unit.clone())
        .await
        .unwrap();
    assert_eq!(
        code(ask::<DescribeOrganizationalUnit>(bench, &company.alice, unit).await),
        "OrganizationalUnitNotFoundException"
    );
});

room!(tags_and_what_members_may_ask, |bench| {
    let company = Company::new(bench).await;
    let unit = company.unit(bench, &company.root, "teams").await.unwrap();
    let tags = json!({"ResourceId": unit, "Tags": [{"Key": "team", "Value": "a"}]});
    ask::<TagResource>(bench, &company.alice, tags).await.unwrap();
    let of = json!({"ResourceId": unit});
    let listed = ask::<ListTagsForResource>(bench, &company.alice, of.clone())
        .await
        .unwrap();
    assert_eq!(listed["Tags"], json!([{"Key": "team", "Value": "a"}]));
    // The resource policy opens what it names to whom it names, when their own policies do too.
    let open = |action: &str| {
        let principal = json!({"AWS": format!("arn:aws:iam::{}:root", company.dev.account)});
        let statement = json!({"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*"});
        json!({"Content": json!({"Version": "2012-10-17", "Statement": statement}).to_string()})
    };
    let refused = ask::<PutResourcePolicy>(bench, &company.alice, open("organizations:CloseAccount")).await;
    assert_eq!(refused.unwrap_err().1, "UNSUPPORTED_ACTION_IN_RESOURCE_POLICY");
    ask::<PutResourcePolicy>(bench, &company.alice, open("organizations:List*"))
        .await
        .unwrap();
    assert_eq!(
        ask::<ListTagsForResource>(bench, &company.dev, of.clone())
            .await
            .unwrap(),
        listed
    );
    assert_eq!(
        code(ask::<ListTagsForResource>(bench, &company.prod, of.clone()).await),
        "AccessDeniedException"
    );
    ask::<DeleteResourcePolicy>(bench, &company.alice, json!({}))
        .await
        .unwrap();
    assert_eq!(
        code(ask::<ListTagsForResource>(bench, &company.dev, of).await),
        "AccessDeniedException"
    );
});

room!(all_features_can_follow, |bench| {
    let bob = bench.call(&bench.bob);
    let input = json!({"FeatureSet": "CONSOLIDATED_BILLING"});
    ask::<CreateOrganization>(bench, &bob, input).await.unwrap();
    let roots = ask::<ListRoots>(bench, &bob, json!({})).await.unwrap();
    assert_eq!(roots["Roots"][0]["PolicyTypes"], json!([]));
    let member = account(bench, &bob, "later").await;
    let root = text(&roots, "/Roots/0/Id");
    let enable = json!({"RootId": root, "PolicyType": "RESOURCE_CONTROL_POLICY"});
    assert_eq!(
        code(ask::<EnablePolicyType>(bench, &bob, enable.clone()).await),
        "PolicyTypeNotAvailableForOrganizationException"
    );
    ask::<EnableAllFeatures>(bench, &bob, json!({})).await.unwrap();
    ask::<EnablePolicyType>(bench, &bob, enable).await.unwrap();
    let roots = ask::<ListRoots>(bench, &bob, json!({})).await.unwrap();
    assert_eq!(roots["Roots"][0]["PolicyTypes"].as_array().unwrap().len(), 2);
    // The member has the policies that allow everything: it can still work.
    let seen = ask::<DescribeOrganization>(bench, &member, json!({}))
        .await
        .unwrap();
    assert_eq!(text(&seen, "/Organization/FeatureSet"), "ALL");
});

room!(an_address_is_taken_in_capitals_too, |bench| {
    let company = Company::new(bench).await;
    for (email, state) in [
        ("\u{c4}rger@Example.com", "SUCCEEDED"),
        ("\u{c4}rger@example.com", "FAILED"),
        ("\u{c4}RGER@example.com", "FAILED"),
    ] {
        let input = json!({"Email": email, "AccountName": "trouble"});
        let made = ask::<CreateAccount>(bench, &company.alice, input).await.unwrap();
        assert_eq!(text(&made, "/CreateAccountStatus/State"), state, "{email}");
    }
});

room!(more_tags_than_a_thing_may_have_ask_no_policy, |bench| {
    use wharf_node::organizations::policy::CreatePolicy;

    let company = Company::new(bench).await;
    let all: Vec<_> = (0..51)
        .map(|at| json!({"Key": format!("k{at}"), "Value": ""}))
        .collect();
    let keys: Vec<_> = all.iter().map(|tag| &tag["Key"]).collect();
    // To a member the management account's operations are denied.
    let (dev, root) = (&company.dev, &company.root);
    for (most, refusal) in [
        (50, "AccessDeniedException"),
        (51, "ConstraintViolationException"),
    ] {
        let (tags, keys) = (&all[..most], &keys[..most]);
        let unit = json!({"ParentId": root, "Name": "unit", "Tags": tags});
        let policy = json!({"Content": "{}", "Description": "", "Name": "policy", "Type": "SERVICE_CONTROL_POLICY", "Tags": tags});
        let member = json!({"Email": "x@example.com", "AccountName": "x", "Tags": tags});
        let of_whole = json!({"Content": "{}", "Tags": tags});
        let tag = json!({"ResourceId": root, "Tags": tags});
        let untag = json!({"ResourceId": root, "TagKeys": keys});
        for refused in [
            ask::<CreateOrganizationalUnit>(bench, dev, unit).await,
            ask::<CreatePolicy>(bench, dev, policy).await,
            ask::<CreateAccount>(bench, dev, member).await,
            ask::<PutResourcePolicy>(bench, dev, of_whole).await,
            ask::<TagResource>(bench, dev, tag).await,
            ask::<UntagResource>(bench, dev, untag).await,
        ] {
            assert_eq!(code(refused), refusal);
        }
    }
});
