//! Trust policies of providers that sign tokens for every account: AWS saves them only with a condition on whose token it is (IAM User Guide,
//! *Identity-provider controls for shared OIDC providers*).

use super::{PolicyKind, says};
use crate::diagnostic::Diagnostic;
use crate::document::{Clause, Statement};
use crate::names;
use crate::operator::Test;

/// The issuer of GitHub Actions' tokens. Behind a slash an enterprise may have its name.
pub(crate) const GITHUB: &str = "token.actions.githubusercontent.com";

/// The URL of the provider that an ARN names, without `https://`, if its tokens are GitHub's.
pub(crate) fn github(principal: &str) -> Option<&str> {
    let (_, url) = principal.split_once(":oidc-provider/")?;
    let rest = url.strip_prefix(GITHUB)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(url)
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
        let help = format!(
            "say whose workflows may: \"StringLike\": {{\"{key}\": \"repo:<owner>/<repository>:*\"}}, or a narrower subject"
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
