//! Trust policies of providers that sign tokens for every account: AWS saves them only with a condition on whose token it is (IAM User Guide,
//! *Identity-provider controls for shared OIDC providers*).

use super::{PolicyKind, says};
use crate::arn::cut;
use crate::diagnostic::Diagnostic;
use crate::document::{Clause, Statement};
use crate::names;
use crate::operator::Test;

/// The issuer of GitHub Actions' tokens. Behind a slash an enterprise may have its name.
pub(crate) const GITHUB: &str = "token.actions.githubusercontent.com";

/// The URL of the provider that a principal names, without `https://`, if its tokens are GitHub's. It may be named wrongly: by the URL alone,
/// or with `https://`.
pub(crate) fn github(principal: &str) -> Option<&str> {
    let url = match principal.split_once(":oidc-provider/") {
        Some((_, url)) => url.strip_prefix("https://").unwrap_or(url),
        None => principal,
    };
    is_github(url).then_some(url)
}

/// Whether an issuer's URL, without `https://`, is that of GitHub's tokens.
pub(crate) fn is_github(url: &str) -> bool {
    let rest = url.strip_prefix(GITHUB);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The identity providers that every account has (IAM User Guide, *AWS JSON policy elements: Principal*).
pub(crate) fn is_built_in(name: &str) -> bool {
    let cognito = ["amazonaws.com", "amazonaws.com.cn"];
    ["accounts.google.com", "graph.facebook.com", "www.amazon.com"].contains(&name)
        || name
            .strip_prefix("cognito-identity")
            .is_some_and(|rest| cognito.iter().any(|end| rest.ends_with(end)))
}

/// Whether it is of a form that a provider's name has: a domain name, of a provider that every account has, or an ARN.
pub(super) fn is_provider(text: &str) -> bool {
    if let [arn, partition, "iam", "", account, resource] = cut(text)[..] {
        let mut kinds = ["oidc-provider/", "saml-provider/"].iter();
        let is_named = kinds.any(|kind| resource.strip_prefix(kind).is_some_and(|name| !name.is_empty()));
        let is_account = account.parse::<wharf_aws::AccountId>().is_ok();
        return arn == "arn" && partition.starts_with("aws") && is_account && is_named;
    }
    let domain = text.split('/').next().unwrap_or_default();
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    text == "*" || domain.contains('.') && domain.split('.').all(is_label)
}

pub(super) fn check(statement: &Statement, kind: PolicyKind, found: &mut Vec<Diagnostic>) {
    let (Some(principal), Some(action), Some(true)) =
        (&statement.principal, &statement.action, statement.allows)
    else {
        return;
    };
    let mut actions = action.values.iter();
    let assumes = actions.any(|action| names::is_meant(&action.text, "sts:AssumeRoleWithWebIdentity"));
    if kind != PolicyKind::Trust || principal.negated || assumes == action.negated {
        return;
    }
    for named in principal.values.iter().filter(|named| named.kind == "Federated") {
        let Some(url) = github(&named.value.text) else {
            continue;
        };
        let key = format!("{url}:sub");
        let mut clauses = statement
            .conditions
            .iter()
            .filter(|clause| clause.key.text.eq_ignore_ascii_case(&key));
        if clauses.any(is_scoped) {
            continue;
        }
        let arn = &named.value.text;
        let text = format!(
            "Trust policy with trusted principal {arn} must evaluate, using StringEquals, StringLike or \
             StringEqualsIgnoreCase, {key} which is not scoped to all."
        );
        let place = statement
            .conditions
            .iter()
            .find(|clause| clause.key.text.eq_ignore_ascii_case(&key));
        let span = place.map_or(&named.value.span, |clause| &clause.key.span);
        let named_so = match arn.starts_with("arn:") {
            true => String::new(),
            false => {
                format!("name the provider by its ARN, arn:aws:iam::<account>:oidc-provider/{url}, and ")
            }
        };
        let help = format!(
            "{named_so}say whose workflows may: \"StringLike\": {{\"{key}\": \"repo:<owner>/<repository>:*\"}}, or a narrower subject"
        );
        let message =
            "GitHub signs tokens for every account: without a condition on sub any workflow takes the role";
        found.push(says(span, message, &text).help(&help).rule("github-subject"));
    }
}

/// Whether it says which tokens are meant: of GitHub's subjects not all.
fn is_scoped(clause: &Clause) -> bool {
    let operator = clause.operator;
    let compares = matches!(
        operator.test,
        Test::String | Test::StringIgnoreCase | Test::StringLike
    );
    let is_all =
        |value: &str| operator.test == Test::StringLike && value.chars().all(|c| c == '*' || c == '?');
    compares
        && !operator.negated
        && !operator.if_exists
        && operator.set != Some(crate::operator::Set::All)
        && !clause.values.iter().any(|value| is_all(&value.text))
}
