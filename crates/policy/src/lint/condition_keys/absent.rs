//! Keys that no request has which the statement is about.

use super::super::Lint;
use crate::check::PolicyKind;
use crate::check::is_github;
use crate::document::{Clause, Statement};
use crate::names;
use crate::operator::Test;

/// Actions whose requests may carry tags.
const TAGGING: &[&str] = &[
    "CreateRepository",
    "ListTagsForResource",
    "TagResource",
    "UntagResource",
];
/// Keys of VPC endpoints, which Wharf has not.
const ENDPOINT: &[&str] = &[
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:SourceVpce",
    "aws:VpcSourceIp",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
];
/// Keys that AWS's services give the sessions of roles that they take, for requests to any service (IAM User Guide, *AWS global condition context
/// keys*). Wharf has no such services.
const OF_SESSION: &[&str] = &[
    "codebuild:BuildArn",
    "codebuild:ProjectArn",
    "ec2:RoleDelivery",
    "ec2:SourceInstanceARN",
    "glue:CredentialIssuingService",
    "glue:RoleAssumedBy",
    "identitystore:UserId",
    "lambda:SourceFunctionArn",
    "ssm:SourceInstanceARN",
];
/// Keys of those who belong to an account.
const OF_ACCOUNT: &[&str] = &[
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:userid",
];

pub(super) fn look(lint: &mut Lint<'_>, statement: &Statement) {
    for clause in &statement.conditions {
        // The key of a set that holds without it does no harm.
        let Some(effect) = effect(statement, clause) else {
            continue;
        };
        let key = names::spelled(&clause.key.text);
        let Some((rule, why, help)) = reason(lint.kind, statement, clause, &key) else {
            continue;
        };
        let message = format!("{why}: {effect}");
        let edit = match help.strip_prefix("write ") {
            Some(meant) if !meant.contains(' ') => clause.with_key(statement, meant),
            _ => None,
        };
        lint.warn(rule, &clause.key.span, &message, &help).extend(edit);
    }
}

/// What comes of a key that is not there.
fn effect(statement: &Statement, clause: &Clause) -> Option<&'static str> {
    let operator = clause.operator;
    if operator.test == Test::Null {
        return None;
    }
    let holds = operator.negated || operator.if_exists;
    match (statement.allows?, holds) {
        (true, false) => Some("the statement allows nothing"),
        (false, true) => Some("the statement denies what it names to every principal"),
        (false, false) => Some("the statement denies nothing"),
        (true, true) => None,
    }
}

/// The rule, why there is no such key, and what to do.
fn reason(
    kind: PolicyKind,
    statement: &Statement,
    clause: &Clause,
    key: &str,
) -> Option<(&'static str, String, String)> {
    let absent = |why: String, help: String| Some(("absent-key", why, help));
    let service = key.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let listed = statement.actions();
    let ecr: Vec<&str> = listed
        .iter()
        .flat_map(|action| names::ecr_actions(&action.text))
        .collect();
    let of = |prefix: &str| {
        let mut actions = listed.iter();
        !listed.is_empty()
            && actions.all(|action| {
                action
                    .text
                    .to_ascii_lowercase()
                    .starts_with(&format!("{prefix}:"))
            })
    };
    let hurts = statement.is_allow() || clause.operator.negated;
    if OF_SESSION.iter().any(|known| clause.is_of(known)) {
        return (of("ecr") && hurts).then(|| {
            (
                "service-key",
                format!(
                    "no request to Wharf has {key}, which AWS's services give the sessions of their roles"
                ),
                "leave it out here, or use aws:PrincipalArn with the role".to_owned(),
            )
        });
    }
    let is_issuer = service.contains(['.', '/']) || ["saml", "localhost"].contains(&service.as_str());
    if of("ecr") && !is_issuer && !["aws", "ecr"].contains(&service.as_str()) {
        return absent(
            format!("requests to ECR have no {key}"),
            "leave it out, or use a key of aws: or ecr:".to_owned(),
        );
    }
    if of("ecr") && kind != PolicyKind::Trust && is_claim_of_trust(key) {
        return absent(
            format!("{key} is there only while a role is assumed, not in the session's requests"),
            "put it into the role's trust policy, or pass it as a session tag and use aws:PrincipalTag"
                .to_owned(),
        );
    }
    if of("ecr") && !ecr.is_empty() {
        let is_tag = key.starts_with("aws:RequestTag/") || key == "aws:TagKeys";
        if is_tag && !ecr.iter().any(|action| TAGGING.contains(action)) {
            return absent(
                format!("only requests that make or tag something have {key}"),
                match key.strip_prefix("aws:RequestTag/") {
                    Some(tag) => format!("write aws:ResourceTag/{tag}"),
                    None => "leave it out, or use aws:ResourceTag/<tag's key>".to_owned(),
                },
            );
        }
        let tag = key
            .strip_prefix("aws:ResourceTag/")
            .or_else(|| key.strip_prefix("ecr:ResourceTag/"));
        if let Some(tag) = tag
            && ecr.iter().all(|action| *action == "CreateRepository")
        {
            return absent(
                "a repository that is being made has no tags yet".to_owned(),
                format!("write aws:RequestTag/{tag}"),
            );
        }
        if tag.is_some() && ecr.iter().all(|action| *action == "GetAuthorizationToken") {
            return absent(
                "a token is asked of no repository, so there are no tags of one".to_owned(),
                "leave it out".to_owned(),
            );
        }
        if key == "ecr:AccountSetting" && !ecr.iter().any(|action| action.ends_with("AccountSetting")) {
            return absent(
                "only requests about a setting of the account have ecr:AccountSetting".to_owned(),
                "leave it out".to_owned(),
            );
        }
    }
    if kind == PolicyKind::Trust {
        let federated = statement.is_of("Federated");
        if federated && OF_ACCOUNT.contains(&key) {
            return absent(
                format!("who comes with a provider's token is in no account and has no {key}"),
                "use the keys of the provider's claims, <provider>:sub".to_owned(),
            );
        }
        if key == "sts:ExternalId" && !statement.means("sts:AssumeRole") {
            return absent(
                "only sts:AssumeRole carries sts:ExternalId".to_owned(),
                "leave it out".to_owned(),
            );
        }
    }
    let is_only_network = !statement
        .conditions
        .iter()
        .any(|other| other.is_of("aws:SourceIp") || other.is_of("aws:ViaAWSService"));
    if ENDPOINT.contains(&key) && is_only_network && hurts {
        return Some((
            "endpoint-key",
            format!("no request to Wharf has {key}, for it has no VPC endpoints"),
            "use aws:SourceIp with the addresses of the network".to_owned(),
        ));
    }
    None
}

/// Whether it is a claim of GitHub's that sessions do not keep.
fn is_claim_of_trust(key: &str) -> bool {
    let claim = key.rsplit_once(':').filter(|(issuer, _)| is_github(issuer));
    claim.is_some_and(|(_, claim)| !["aud", "sub", "amr"].contains(&claim.to_ascii_lowercase().as_str()))
}
