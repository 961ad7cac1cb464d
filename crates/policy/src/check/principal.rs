//! What AWS refuses of a `Principal` or a `NotPrincipal` (IAM User Guide, *AWS JSON policy elements: Principal*).

mod advice;

use super::{PolicyKind, provider, says};
use crate::diagnostic::{Diagnostic, Fault};
use crate::document::{NamedPrincipal, Statement};

/// AWS's text, as its users report it.
const FEDERATED: &str = "Federated principals must be valid domain names or SAML metadata ARNs";

pub(super) fn check(statement: &Statement, kind: PolicyKind, found: &mut Vec<Diagnostic>) {
    let Some(element) = &statement.principal else {
        if kind.has_principals() {
            let message = "a policy of this kind needs a Principal, and there is none";
            let refused = Diagnostic::error(statement.span.clone(), message, Fault::Syntax);
            found.push(refused.help("add \"Principal\": {\"AWS\": \"arn:aws:iam::<account>:root\"}"));
        }
        return;
    };
    if !kind.has_principals() {
        let text = "Policy document should not specify a principal.";
        found.push(
            says(
                &element.span,
                "a policy of this kind applies to the principal that has it: no Principal",
                text,
            )
            .help("leave Principal out"),
        );
        return;
    }
    if element.negated && (kind != PolicyKind::Repository && kind != PolicyKind::Registry) {
        found.push(Diagnostic::error(
            element.span.clone(),
            "NotPrincipal is not allowed here",
            Fault::Syntax,
        ));
    }
    if element.negated && statement.allows == Some(true) {
        let message = "NotPrincipal goes with Deny only";
        found.push(Diagnostic::error(element.span.clone(), message, Fault::Syntax));
    }
    for named in &element.values {
        if kind == PolicyKind::ResourceControl && !(named.kind == "AWS" && named.value.text == "*") {
            let message = "a resource control policy applies to every principal: Principal is \"*\"";
            found.push(Diagnostic::error(
                named.value.span.clone(),
                message,
                Fault::Syntax,
            ));
        }
        if !is_principal(named) {
            let (of, value) = (&named.kind, &named.value.text);
            let text = match of.as_str() {
                "Federated" => FEDERATED.to_owned(),
                _ => format!("Invalid principal in policy: \"{of}\":\"{value}\""),
            };
            let refused = says(&named.value.span, "this names no principal", &text).rule("principal");
            found.push(advice::meant(refused, named, statement, kind));
        }
    }
}

/// Whether it is of a form that its type has.
fn is_principal(named: &NamedPrincipal) -> bool {
    let text = named.value.text.as_str();
    match named.kind.as_str() {
        "AWS" => is_aws_principal(text),
        "Service" => {
            let labels = |c: char| c.is_ascii_alphanumeric() || "-.".contains(c);
            text.contains('.') && text.chars().all(labels)
        }
        "Federated" => provider::is_provider(text),
        _ => text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
    }
}

fn is_aws_principal(text: &str) -> bool {
    if text == "*" || text.parse::<wharf_aws::AccountId>().is_ok() {
        return true;
    }
    let is_id = ["AIDA", "AROA"].iter().any(|prefix| text.starts_with(prefix));
    if is_id && !text.contains(['*', '/']) {
        return true;
    }
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, service, "", account, resource] = parts[..] else {
        return false;
    };
    if !partition.starts_with("aws") || account.parse::<wharf_aws::AccountId>().is_err() {
        return false;
    }
    let named = |word: &str| {
        let name = resource.strip_prefix(word);
        name.is_some_and(|name| !name.is_empty() && !name.ends_with('/') && !name.contains(['*', '?']))
    };
    match service {
        "iam" => resource == "root" || named("user/") || named("role/"),
        "sts" => named("assumed-role/") || named("federated-user/"),
        _ => false,
    }
}
