//! `AssumeRole`.

use std::collections::BTreeMap;
use std::sync::Arc;

use wharf_aws::query::{Form, FromForm as _};
use wharf_aws::sts::AssumeRoleRequest;
use wharf_node::session::{Holder, Session, SessionTag};
use wharf_node::sts::assume_role::AssumeRole;
use wharf_node::{Access, Call, Operation as _, Resource};
use wharf_policy::Principal;

use super::ask;
use crate::bench::Bench;

const ROLE: [(&str, &str); 2] = [
    ("RoleArn", "arn:aws:iam::222222222222:role/build/ci"),
    ("RoleSessionName", "run-1"),
];

room!(what_is_refused_regardless_of_policies, |bench| {
    let root = bench.call(&bench.alice);
    let refused = ask::<AssumeRole>(bench, &root, &ROLE).await.unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.message.as_str()),
        ("AccessDenied", "Roles may not be assumed by root accounts.")
    );
    let no_role = [
        ("RoleArn", "arn:aws:iam::222222222222:user/ci"),
        ("RoleSessionName", "run-1"),
    ];
    let refused = ask::<AssumeRole>(bench, &root, &no_role).await.unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.message.as_str()),
        ("ValidationError", "Request ARN is invalid")
    );
    for (name, value) in [
        ("DurationSeconds", "43201"),
        ("DurationSeconds", "899"),
        ("RoleSessionName", "a"),
        ("RoleSessionName", "a b"),
        ("ExternalId", "!"),
        ("SourceIdentity", "a:b"),
    ] {
        let mut parameters = ROLE.to_vec();
        parameters.retain(|(known, _)| *known != name);
        parameters.push((name, value));
        let refused = ask::<AssumeRole>(bench, &root, &parameters).await.unwrap_err();
        assert_eq!(refused.code, "ValidationError", "{name}={value}");
    }
});

/// A call of a session of Bob's role `builder`, which has a transitive tag and perhaps a source identity.
fn chained(bench: &Bench, source_identity: Option<&str>) -> Call {
    let role = "arn:aws:iam::222222222222:role/builder";
    let tag = |key: &str, transitive| SessionTag {
        key: key.to_owned(),
        value: "before".to_owned(),
        transitive,
    };
    let session = Session {
        access_key_id: "ASIAIOSFODNN7EXAMPLE".to_owned(),
        account: bench.bob.id.to_string(),
        holder: Holder::Role {
            id: "AROAAAAAAAAAAAAAAAAAA".to_owned(),
            session: "job".to_owned(),
            chained: false,
        },
        issued_at: 0,
        expires_at: i64::MAX,
        policies: Vec::new(),
        tags: vec![tag("Team", true), tag("Stage", false)],
        source_identity: source_identity.map(str::to_owned),
        mfa_at: None,
        provider: None,
        account_made_at: None,
    };
    Call {
        principal: Principal::role_session(&bench.bob.id, role, "AROAAAAAAAAAAAAAAAAAA", "job"),
        session: Some(Arc::new(session)),
        ..bench.call(&bench.bob)
    }
}

fn demands(call: &Call, more: &str) -> Vec<Access> {
    let form =
        format!("RoleArn=arn:aws:iam::222222222222:role/build/ci&RoleSessionName=run-1{more}").into_bytes();
    let input = AssumeRoleRequest::from_form(&Form::parse(&form).unwrap()).unwrap();
    AssumeRole::access(&input, call)
}

fn actions(demands: &[Access]) -> Vec<String> {
    demands.iter().map(|access| access.action.to_string()).collect()
}

fn conditions(access: &Access) -> BTreeMap<&str, Vec<&str>> {
    access
        .conditions
        .iter()
        .map(|(key, values)| (key.as_str(), values.iter().map(String::as_str).collect()))
        .collect()
}

room!(what_a_request_demands, |bench| {
    let user = Call {
        principal: Principal::user(
            &bench.bob.id,
            "arn:aws:iam::222222222222:user/dev",
            "AIDAAAAAAAAAAAAAAAAAA",
        ),
        ..bench.call(&bench.bob)
    };
    let plain = demands(&user, "");
    assert_eq!(actions(&plain), ["sts:AssumeRole"]);
    let arn = "arn:aws:iam::222222222222:role/build/ci".to_owned();
    assert_eq!(plain[0].resource, Resource::AssumedRole(arn));
    let expected = BTreeMap::from([
        ("sts:DurationSeconds", vec!["3600"]),
        ("sts:RoleSessionName", vec!["run-1"]),
    ]);
    assert_eq!(conditions(&plain[0]), expected);
    let all = demands(
        &user,
        "&ExternalId=id-1&SourceIdentity=mona&DurationSeconds=900&Tags.member.1.Key=Cost&Tags.member.1.Value=7\
         &Tags.member.2.Key=Env&Tags.member.2.Value=p&TransitiveTagKeys.member.1=cost",
    );
    assert_eq!(
        actions(&all),
        ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
    );
    let expected = BTreeMap::from([
        ("aws:RequestTag/Cost", vec!["7"]),
        ("aws:RequestTag/Env", vec!["p"]),
        ("aws:TagKeys", vec!["Cost", "Env"]),
        ("sts:DurationSeconds", vec!["900"]),
        ("sts:ExternalId", vec!["id-1"]),
        ("sts:RoleSessionName", vec!["run-1"]),
        ("sts:SourceIdentity", vec!["mona"]),
        ("sts:TransitiveTagKeys", vec!["Cost"]),
    ]);
    for access in &all {
        assert_eq!(conditions(access), expected, "{:?}", access.action);
    }
});

room!(what_comes_along_from_the_session_before, |bench| {
    let call = chained(bench, Some("mona"));
    let all = demands(&call, "&Tags.member.1.Key=Stage&Tags.member.1.Value=now");
    assert_eq!(
        actions(&all),
        ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
    );
    let conditions = conditions(&all[0]);
    assert_eq!(conditions["aws:RequestTag/Team"], ["before"]);
    assert_eq!(
        conditions["aws:RequestTag/Stage"],
        ["now"],
        "not the one before, which was not transitive"
    );
    assert_eq!(conditions["sts:SourceIdentity"], ["mona"]);
    assert_eq!(conditions["sts:TransitiveTagKeys"], ["Team"]);
    let role = [
        ("RoleArn", "arn:aws:iam::222222222222:role/build/ci"),
        ("RoleSessionName", "run-1"),
    ];
    for (more, words) in [
        (
            vec![("Tags.member.1.Key", "TEAM"), ("Tags.member.1.Value", "other")],
            "transitive tag",
        ),
        (vec![("SourceIdentity", "lisa")], "SourceIdentity"),
        (
            vec![("TransitiveTagKeys.member.1", "Stage")],
            "must be one of the tags",
        ),
    ] {
        let refused = ask::<AssumeRole>(bench, &call, &[&role[..], &more].concat())
            .await
            .unwrap_err();
        assert_eq!(refused.code, "ValidationError", "{more:?}");
        assert!(refused.message.contains(words), "{}", refused.message);
    }
    assert_eq!(actions(&demands(&chained(bench, None), "")).len(), 2);
});

room!(a_refusal_does_not_tell_whether_there_is_such_a_role, |bench| {
    let call = chained(bench, None);
    for role in [
        "arn:aws:iam::222222222222:role/none",
        "arn:aws:iam::111111111111:role/none",
        "arn:aws:iam::999999999999:role/none",
    ] {
        let asked = [("RoleArn", role), ("RoleSessionName", "run-1")];
        let refused = ask::<AssumeRole>(bench, &call, &asked).await.unwrap_err();
        let arn = "arn:aws:sts::222222222222:assumed-role/builder/job";
        let text = format!("User: {arn} is not authorized to perform: sts:AssumeRole on resource: {role}");
        assert_eq!((refused.code.as_str(), refused.message), ("AccessDenied", text));
    }
});
