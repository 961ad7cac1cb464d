//! Actions that are of use only together.

use super::Lint;
use crate::check::PolicyKind;
use crate::document::{Spanned, Statement};
use crate::edit::{Edit, quoted};
use crate::names;

/// What a push asks for (Amazon ECR User Guide, *IAM permissions for pushing an image*).
const PUSH: &[&str] = &[
    "ecr:BatchCheckLayerAvailability",
    "ecr:InitiateLayerUpload",
    "ecr:UploadLayerPart",
    "ecr:CompleteLayerUpload",
    "ecr:PutImage",
];
/// What a statement lists of them when it is meant for a push.
const MEANT_FOR_PUSH: usize = 3;
const MANIFEST: &str = "ecr:BatchGetImage";
const LAYER: &str = "ecr:GetDownloadUrlForLayer";
const TOKEN: &str = "ecr:GetAuthorizationToken";

pub(super) fn look(lint: &mut Lint<'_>) {
    let is_asked = matches!(
        lint.kind,
        PolicyKind::Identity
            | PolicyKind::Boundary
            | PolicyKind::Session
            | PolicyKind::Repository
            | PolicyKind::Registry
    );
    if !is_asked {
        return;
    }
    for statement in lint.statements().filter(|statement| statement.is_allow()) {
        pull(lint, statement);
        push(lint, statement);
        replicate(lint, statement);
    }
    if matches!(lint.kind, PolicyKind::Boundary | PolicyKind::Session) {
        token(lint);
    }
}

/// Whether what a statement allows is allowed too by it or by a statement beside it for one of the same principals.
fn is_allowed_beside(lint: &Lint<'_>, statement: &Statement, action: &str) -> bool {
    let shares = |other: &Statement| {
        let own = statement.principals();
        own.is_empty()
            || other.is_of_everyone()
            || other.principals().iter().any(|one| {
                own.iter()
                    .any(|named| named.kind == one.kind && named.value.text == one.value.text)
            })
    };
    let mut others = lint.statements().filter(|other| other.is_allow());
    others.any(|other| other.means(action) && shares(other) && is_about_these(statement, other))
}

/// Whether each resource of a statement is one of another statement's, or has one of them.
fn is_about_these(statement: &Statement, other: &Statement) -> bool {
    let (Some(own), Some(others)) = (&statement.resource, &other.resource) else {
        return true;
    };
    let meet = |one: &str, other: &str| {
        one == other || names::is_resource(one, other) || names::is_resource(other, one)
    };
    own.negated
        || others.negated
        || own
            .values
            .iter()
            .all(|one| others.values.iter().any(|other| meet(&one.text, &other.text)))
}

fn value<'s>(statement: &'s Statement, action: &str) -> Option<&'s Spanned> {
    let mut actions = statement.actions().iter();
    actions.find(|value| value.text.eq_ignore_ascii_case(action))
}

/// The action that lists a part of a pull, also by a pattern that means little else: `ecr:BatchGet*`.
fn part<'s>(statement: &'s Statement, action: &str) -> Option<&'s Spanned> {
    let (_, name) = action.split_once(':')?;
    let by_pattern = |value: &&Spanned| {
        let meant = names::ecr_actions(&value.text);
        let mut all = meant.iter();
        meant.contains(&name) && all.all(|meant| meant.starts_with("Batch") || *meant == name)
    };
    value(statement, action).or_else(|| statement.actions().iter().find(by_pattern))
}

fn pull(lint: &mut Lint<'_>, statement: &Statement) {
    let pushes = |lint: &Lint<'_>| {
        PUSH[1..]
            .iter()
            .any(|action| is_allowed_beside(lint, statement, action))
    };
    for (listed, missing) in [(MANIFEST, LAYER), (LAYER, MANIFEST)] {
        let Some(action) = part(statement, listed) else {
            continue;
        };
        // A push reads manifests too.
        if is_allowed_beside(lint, statement, missing) || (listed == MANIFEST && pushes(lint)) {
            continue;
        }
        let what = if listed == MANIFEST {
            "the layers"
        } else {
            "the manifest"
        };
        let message = format!("a pull asks for {missing} too: without it {what} cannot be read");
        let edits = added(statement, action, &[missing]);
        lint.warn("pull-set", &action.span, &message, &format!("add {missing}"))
            .extend(edits);
    }
}

fn push(lint: &mut Lint<'_>, statement: &Statement) {
    let listed: Vec<&Spanned> = PUSH
        .iter()
        .filter_map(|action| value(statement, action))
        .collect();
    let missing: Vec<&str> = PUSH
        .iter()
        .copied()
        .filter(|action| !is_allowed_beside(lint, statement, action))
        .collect();
    let Some(last) = listed
        .last()
        .filter(|_| listed.len() >= MEANT_FOR_PUSH && !missing.is_empty())
    else {
        return;
    };
    let names = missing.join(", ");
    let message = format!("a push asks for {names} too: without it no image arrives");
    let edits = added(statement, last, &missing);
    lint.warn("push-set", &last.span, &message, &format!("add {names}"))
        .extend(edits);
}

fn replicate(lint: &mut Lint<'_>, statement: &Statement) {
    let (replicate, create) = ("ecr:ReplicateImage", "ecr:CreateRepository");
    let Some(action) = value(statement, replicate).filter(|_| lint.kind == PolicyKind::Registry) else {
        return;
    };
    if is_allowed_beside(lint, statement, create) {
        return;
    }
    let message = "a copy needs a repository: without ecr:CreateRepository only images of repositories that are here already are copied";
    let edits = added(statement, action, &[create]);
    lint.warn("replication-set", &action.span, message, &format!("add {create}"))
        .extend(edits);
}

/// What limits a session has to let it fetch a token.
fn token(lint: &mut Lint<'_>) {
    let meant = |statement: &&Statement| {
        statement.is_allow()
            && [MANIFEST, LAYER, "ecr:PutImage"]
                .iter()
                .any(|action| statement.means(action))
    };
    let Some(statement) = lint.statements().find(meant) else {
        return;
    };
    let whose = if lint.kind == PolicyKind::Boundary {
        "a boundary"
    } else {
        "a session's policy"
    };
    // A denial of more, such as of all of ECR, is no mistake.
    let denial = lint.statements().find(|other| {
        let is_of_all = [MANIFEST, LAYER].iter().all(|action| other.means(action));
        let applies = other.means(TOKEN) && other.is_about_everything() && other.conditions.is_empty();
        other.is_deny() && applies && !is_of_all
    });
    if let Some(denial) = denial {
        let message =
            format!("{whose} denies {TOKEN}: no client can sign in for the pushes and pulls that it allows");
        let help = format!("leave {TOKEN} out of the Deny, or allow no push and no pull");
        let span = denial
            .action
            .as_ref()
            .map_or(&denial.span, |action| &action.value);
        lint.warn("token-missing", span, &message, &help);
        return;
    }
    if lint.document.allows_everywhere(TOKEN) {
        return;
    }
    let Some(added) = lint.apart(statement, &quoted(TOKEN)) else {
        return;
    };
    let message =
        format!("{whose} is the most that is allowed: without {TOKEN} no client can sign in to push or pull");
    let span = statement
        .action
        .as_ref()
        .map_or(&statement.span, |action| &action.span);
    let edits = lint.statement_behind(statement, &added);
    lint.warn("token-missing", span, &message, &format!("add {added}"))
        .extend(edits);
}

/// The change that lists more actions behind one.
fn added(statement: &Statement, behind: &Spanned, actions: &[&str]) -> Option<Edit> {
    let element = statement.action.as_ref()?;
    let names: String = actions
        .iter()
        .map(|action| format!(", {}", quoted(action)))
        .collect();
    Some(match element.value == behind.span {
        true => Edit::replace(behind.span.clone(), format!("[{}{names}]", quoted(&behind.text))),
        false => Edit::insert(behind.span.end, names),
    })
}
