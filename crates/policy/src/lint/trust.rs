//! Trust in identity providers.

pub(super) mod github;

use super::Lint;
use crate::check::{PolicyKind, is_github};
use crate::document::{Clause, Statement};
use crate::edit::Edit;
use crate::names;

/// Claims of GitHub's tokens that STS reads (IAM User Guide, *Available keys for AWS OIDC federation*).
const GITHUB_CLAIMS: &[&str] = &[
    "actor",
    "actor_id",
    "amr",
    "aud",
    "enterprise_id",
    "environment",
    "job_workflow_ref",
    "ref",
    "repository",
    "repository_id",
    "sub",
    "workflow",
];

pub(super) fn look(lint: &mut Lint<'_>) {
    if lint.kind != PolicyKind::Trust {
        return;
    }
    for statement in lint.statements() {
        actions(lint, statement);
        let urls: Vec<&str> = statement
            .principals()
            .iter()
            .filter_map(|named| url(&named.value.text))
            .collect();
        for clause in &statement.conditions {
            claim(lint, statement, clause, &urls);
        }
    }
}

/// The URL of a provider of OpenID Connect, without `https://`.
fn url(principal: &str) -> Option<&str> {
    let (_, url) = principal.split_once(":oidc-provider/")?;
    Some(url.strip_prefix("https://").unwrap_or(url))
}

/// Each kind of principal assumes a role by an action of its own.
fn actions(lint: &mut Lint<'_>, statement: &Statement) {
    let kinds = statement.principals();
    let federated = kinds.iter().filter(|named| named.kind == "Federated");
    let by_saml = |named: &&crate::document::NamedPrincipal| named.value.text.contains(":saml-provider/");
    let (saml, web) = (
        federated.clone().any(|named| by_saml(&named)),
        federated.clone().any(|named| !by_saml(&named)),
    );
    let own = kinds.iter().any(|named| named.kind != "Federated");
    let wanted = [
        (own, "sts:AssumeRole", "accounts, users, roles and services"),
        (
            web,
            "sts:AssumeRoleWithWebIdentity",
            "those who come with a provider's token",
        ),
        (
            saml,
            "sts:AssumeRoleWithSAML",
            "those who come with a SAML provider's assertion",
        ),
    ];
    let is_wanted = |action: &str| {
        wanted
            .iter()
            .any(|(is, wanted, _)| *is && wanted.eq_ignore_ascii_case(action))
    };
    for (_, action, who) in wanted.iter().filter(|(is, ..)| *is) {
        if statement.means(action) {
            continue;
        }
        // The action of another kind stands in its place.
        let mut listed = statement.actions().iter();
        let instead = listed.find(|value| {
            let mut all = wanted.iter().map(|(_, known, _)| *known);
            all.any(|known| known.eq_ignore_ascii_case(&value.text))
        });
        let Some(instead) = instead else { continue };
        let message = format!("{who} take a role by {action}, not by {}", instead.text);
        let edits = lint.warn(
            "federated-action",
            &instead.span,
            &message,
            &format!("write {action}"),
        );
        if !is_wanted(&instead.text) {
            edits.push(Edit::text(instead.span.clone(), action));
        }
    }
}

/// A claim as a key: of a provider that is named, and one that its tokens have.
fn claim(lint: &mut Lint<'_>, statement: &Statement, clause: &Clause, urls: &[&str]) {
    let Some((issuer, name)) = clause.key.text.rsplit_once(':') else {
        return;
    };
    let Some(first) = urls.first() else { return };
    if ["aws", "sts", "saml"]
        .iter()
        .any(|own| own.eq_ignore_ascii_case(issuer))
    {
        return;
    }
    if !urls.iter().any(|url| url.eq_ignore_ascii_case(issuer)) {
        let right = format!("{first}:{name}");
        let message = format!(
            "the keys of a provider's claims begin with its URL without https://, which is {first}: no request has this one"
        );
        let edit = clause.with_key(statement, &right);
        lint.warn(
            "provider-key",
            &clause.key.span,
            &message,
            &format!("write {right}"),
        )
        .extend(edit);
        return;
    }
    if !is_github(issuer) {
        return;
    }
    let lower = name.to_ascii_lowercase();
    if !GITHUB_CLAIMS.contains(&lower.as_str()) {
        let message = format!("AWS reads no claim {name} of GitHub's tokens: no request has this key there");
        let near = match lower.as_str() {
            // What begins like another claim is none of it.
            "repository_owner" | "repository_owner_id" | "repository_visibility" => None,
            "subject" => Some("sub"),
            "audience" => Some("aud"),
            "repo" => Some("repository"),
            _ => names::nearest(&lower, GITHUB_CLAIMS.iter().copied()),
        };
        let help = match near {
            Some(near) => format!("did you mean {issuer}:{near}?"),
            None if lower == "branch" => format!("write {issuer}:ref with the value refs/heads/<branch>"),
            None => {
                "use sub, repository, repository_id, ref, environment, job_workflow_ref, workflow or actor"
                    .to_owned()
            }
        };
        let edit = near.and_then(|near| clause.with_key(statement, &format!("{issuer}:{near}")));
        lint.warn("github-claim", &clause.key.span, &message, &help)
            .extend(edit);
    }
    if lower == "sub" {
        clause
            .values
            .iter()
            .for_each(|value| github::subject(lint, statement, clause, value));
    }
}
