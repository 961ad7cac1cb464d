//! `AssumeRole`.

use wharf_services::sts::assume_role::AssumeRole;

use super::ask;

const ROLE: [(&str, &str); 2] = [
    ("RoleArn", "arn:aws:iam::222222222222:role/build/ci"),
    ("RoleSessionName", "run-1"),
];

room!(what_is_refused_whatever_policies_say, |bench| {
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
