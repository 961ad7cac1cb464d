//! What was meant by a principal that is none.

use super::super::PolicyKind;
use crate::arn::cut;
use crate::diagnostic::Diagnostic;
use crate::document::{Clause, NamedPrincipal, Statement};
use crate::edit::{Edit, quoted};

const KINDS: &str = "name an account, a user, a role, a session, a service or an identity provider; patterns go into a condition \
                     on aws:PrincipalArn";

/// The refusal with what to write in its place, where that can be told.
pub(super) fn meant(
    refused: Diagnostic,
    named: &NamedPrincipal,
    statement: &Statement,
    kind: PolicyKind,
) -> Diagnostic {
    let text = named.value.text.as_str();
    let says = |message: &str, help: &str| Diagnostic {
        message: message.to_owned(),
        help: Some(help.into()),
        ..refused.clone()
    };
    let instead = |principal: &str| vec![Edit::text(named.value.span.clone(), principal)];
    if named.kind == "Service" {
        let full = format!("{}.amazonaws.com", text.trim_end_matches('.'));
        return match text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !text.is_empty() {
            true if is_for_all(statement, kind) => says(
                "a service has a domain name",
                &format!(
                    "did you mean {full}? Say for whom it calls, too: \"StringEquals\": {{\"aws:SourceAccount\": \"<account>\"}}"
                ),
            ),
            true => {
                says("a service has a domain name", &format!("did you mean {full}?")).edits(instead(&full))
            }
            false => says(
                "this names no service",
                "write the service's domain name, such as lambda.amazonaws.com",
            ),
        };
    }
    if named.kind == "Federated" {
        let url = text.trim_start_matches("https://");
        let help = match url.contains('.') && !url.contains(':') {
            true => format!("write arn:aws:iam::<account>:oidc-provider/{url}"),
            false => "write arn:aws:iam::<account>:oidc-provider/<URL without https://>, or arn:aws:iam::<account>:saml-provider/<name>".to_owned(),
        };
        return says("a provider is named by its ARN", &help);
    }
    if named.kind != "AWS" {
        return refused.help(KINDS);
    }
    if let Some(service) = text.strip_suffix(".amazonaws.com") {
        let help = format!("write {{\"Service\": \"{service}.amazonaws.com\"}}");
        return says("a service is no principal of type AWS", &help);
    }
    let parts = cut(text);
    let account = match parts[..] {
        [whole] => whole,
        [_, _, _, _, account, _] => account,
        _ => "",
    };
    let digits = account.bytes().filter(u8::is_ascii_digit).count();
    if digits == account.len() && digits > 0 && digits != 12 {
        let message = format!("an account id has 12 digits, and this has {digits}");
        return says(
            &message,
            "write all 12 digits; numbers lose the zeros in front, so write the id in quotes",
        );
    }
    match parts[..] {
        [unit] if is_id(unit, "ou-") || is_id(unit, "r-") => says(
            "a part of an organization is no principal",
            &format!(
                "let Principal be \"*\" with the condition \"ForAnyValue:StringLike\": {{\"aws:PrincipalOrgPaths\": \
                 \"<organization's id>/*/{unit}/*\"}}"
            ),
        ),
        [organization] if is_id(organization, "o-") => of_organization(&says, organization, named, statement),
        [_, _, "organizations", _, _, resource] => {
            let parts: Vec<&str> = resource.split('/').collect();
            match parts[..] {
                ["organization", organization] => of_organization(&says, organization, named, statement),
                ["account", _, account] => {
                    says("an account is named by its id", &format!("write {account}")).edits(instead(account))
                }
                ["ou" | "root", organization, unit] => {
                    let path = match parts[0] {
                        "ou" => format!("{organization}/*/{unit}/*"),
                        _ => format!("{organization}/{unit}/*"),
                    };
                    let condition = ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", &path];
                    let found = says(
                        "a part of an organization is no principal",
                        &conditioned("*", condition),
                    );
                    found.edits(under("*", condition, named, statement))
                }
                _ => refused.help(KINDS),
            }
        }
        [_, _, "iam", "", account, resource] if resource.starts_with("group/") => says(
            "a group is no principal",
            &format!(
                "name its users, or let its account in, arn:aws:iam::{account}:root, and give the group a policy"
            ),
        ),
        [_, partition, "iam", "", account, resource]
            if digits == 12 && resource.contains(['*', '?']) && !account.is_empty() =>
        {
            let root = format!("arn:{partition}:iam::{account}:root");
            let condition = ["ArnLike", "aws:PrincipalArn", text];
            let found = says("a principal has no wildcards", &conditioned(&root, condition));
            found.edits(under(&root, condition, named, statement))
        }
        [_, _, "iam", "", account, resource] if (account.to_owned() + resource).contains(['*', '?']) => {
            let condition = ["ArnLike", "aws:PrincipalArn", text];
            let message = "a principal has no wildcards";
            if statement.allows == Some(false) {
                let found = says(message, &conditioned("*", condition));
                return found.edits(under("*", condition, named, statement));
            }
            let whose = "\"StringEquals\": {\"aws:PrincipalOrgID\": \"<your organization's id>\"}";
            let (in_full, conditions) = match resource {
                "root" => (resource, whose.to_owned()),
                _ => {
                    let like = format!("\"ArnLike\": {{\"aws:PrincipalArn\": {}}}", quoted(text));
                    let in_full = if resource.contains(['*', '?']) {
                        "root"
                    } else {
                        resource
                    };
                    (in_full, format!("{like} and {whose}"))
                }
            };
            let help = format!(
                "name the accounts, arn:aws:iam::<account>:{in_full}; for those of your organization let the principal be \"*\" with {conditions}, \
                 since every customer of AWS can make a role of any name"
            );
            says(message, &help)
        }
        _ => refused.help(KINDS),
    }
}

/// Whether a service under its right name would do this for every customer of AWS.
fn is_for_all(statement: &Statement, kind: PolicyKind) -> bool {
    let says_whose = |clause: &Clause| {
        let key = clause.key.text.to_ascii_lowercase();
        let is_source = key.starts_with("aws:source") && key != "aws:sourceip";
        is_source && !clause.operator.negated && !clause.operator.if_exists
    };
    matches!(kind, PolicyKind::Repository | PolicyKind::Registry)
        && statement.allows == Some(true)
        && !statement.conditions.iter().any(says_whose)
}

fn is_id(text: &str, prefix: &str) -> bool {
    let rest = text.strip_prefix(prefix);
    rest.is_some_and(|rest| rest.len() > 3 && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

fn of_organization(
    says: &impl Fn(&str, &str) -> Diagnostic,
    organization: &str,
    named: &NamedPrincipal,
    statement: &Statement,
) -> Diagnostic {
    let condition = ["StringEquals", "aws:PrincipalOrgID", organization];
    let found = says("an organization is no principal", &conditioned("*", condition));
    found.edits(under("*", condition, named, statement))
}

fn conditioned(principal: &str, [operator, key, value]: [&str; 3]) -> String {
    format!(
        "let the principal be \"{principal}\" with the condition \"{operator}\": {{\"{key}\": \"{value}\"}}"
    )
}

/// The principal in the place of the one that is none, and the condition under which it is meant. Nothing where the statement names more, or
/// has such a condition already.
fn under(
    principal: &str,
    [operator, key, value]: [&str; 3],
    named: &NamedPrincipal,
    statement: &Statement,
) -> Vec<Edit> {
    let Some(element) = statement
        .principal
        .as_ref()
        .filter(|element| element.values.len() == 1 && !element.negated)
    else {
        return Vec::new();
    };
    let member = format!("{}: {{{}: {}}}", quoted(operator), quoted(key), quoted(value));
    let condition = match &statement.condition {
        None => Edit::insert(element.value.end, format!(", \"Condition\": {{{member}}}")),
        Some(_)
            if statement
                .conditions
                .iter()
                .any(|clause| clause.written.text == operator) =>
        {
            return Vec::new();
        }
        Some(_) if statement.conditions.is_empty() => return Vec::new(),
        Some(span) => Edit::insert(span.start + 1, format!("{member}, ")),
    };
    vec![Edit::text(named.value.span.clone(), principal), condition]
}
