//! Organizations, their units and their paths in conditions.

use super::Lint;
use crate::arn::cut;
use crate::document::{Clause, Spanned, Statement};
use crate::edit::Edit;
use crate::names;
use crate::operator::{Operator, Set, Test};

const PATHS: [&str; 4] = [
    "aws:PrincipalOrgPaths",
    "aws:SourceOrgPaths",
    "aws:ResourceOrgPaths",
    "aws:VpceOrgPaths",
];
const IDS: [&str; 4] = [
    "aws:PrincipalOrgID",
    "aws:SourceOrgID",
    "aws:ResourceOrgID",
    "aws:VpceOrgID",
];

/// Whether a clause compares paths of an organization.
pub(super) fn is_path(clause: &Clause) -> bool {
    PATHS.iter().any(|key| clause.is_of(key)) && clause.operator.test != Test::Null
}

pub(super) fn look(lint: &mut Lint<'_>) {
    for statement in lint.statements() {
        for clause in statement
            .conditions
            .iter()
            .filter(|clause| clause.operator.test != Test::Null)
        {
            if is_path(clause) {
                operator(lint, statement, clause);
                clause
                    .values
                    .iter()
                    .for_each(|value| path(lint, statement, clause, value));
            }
            if IDS.iter().any(|key| clause.is_of(key)) {
                clause
                    .values
                    .iter()
                    .for_each(|value| id(lint, statement, clause, value));
            }
        }
    }
}

/// The keys are lists, which want a set operator.
fn operator(lint: &mut Lint<'_>, statement: &Statement, clause: &Clause) {
    if clause.operator.set.is_some() {
        return;
    }
    let has_star = clause.values.iter().any(|value| value.text.contains(['*', '?']));
    let right = Operator {
        // Of a list none must equal, where what equals is what is meant to be spared.
        set: Some(if clause.operator.negated {
            Set::All
        } else {
            Set::Any
        }),
        test: match has_star {
            true => Test::StringLike,
            false => clause.operator.test,
        },
        ..clause.operator
    };
    let right = right.to_string();
    let message = "the key is a list, and this operator is for one value";
    let edit = clause.under(lint.text, statement, &right);
    lint.warn(
        "organization-path",
        &clause.written.span,
        message,
        &format!("use {right}"),
    )
    .extend(edit);
}

/// What is wrong with a path: `o-…/r-…/ou-…/`, with a star for what is below.
fn path(lint: &mut Lint<'_>, statement: &Statement, clause: &Clause, value: &Spanned) {
    let text = value.text.as_str();
    if text.contains("${") || text == "*" {
        return;
    }
    if let Some(account) = account_in(text) {
        let found = (
            "organization-path",
            "a path ends with the unit: accounts are no part of it",
        );
        of_account(lint, statement, clause, value, found, account);
        return;
    }
    let parts: Vec<&str> = text.split('/').collect();
    let first = parts.first().copied().unwrap_or_default();
    let last = parts.last().copied().unwrap_or_default();
    let wants_star = matches!(clause.operator.test, Test::StringLike);
    let end = if wants_star { "/*" } else { "/" };
    let mut say = |message: &str, right: Option<String>, help: &str| {
        let help = right
            .as_ref()
            .map_or_else(|| help.to_owned(), |right| format!("write {right}"));
        let edits = lint.warn("organization-path", &value.span, message, &help);
        edits.extend(right.map(|right| Edit::text(value.span.clone(), &right)));
    };
    if let Some(path) = of_arn(text) {
        // What is below a unit has a path that is longer.
        let right = wants_star.then(|| path.clone());
        let message = "a path is no ARN: no request has this one";
        say(
            message,
            right,
            &format!("write {path} under ForAnyValue:StringLike"),
        );
    } else if first.starts_with("o-") && parts.get(1).is_some_and(|part| part.starts_with("ou-")) {
        let path = format!("{first}/*/{}", parts[1..].join("/"));
        let right = wants_star.then(|| path.clone());
        let message =
            "between the organization and its units a path has the root, r-…: no request has this one";
        say(
            message,
            right,
            &format!("write {path} under ForAnyValue:StringLike"),
        );
    } else if !first.starts_with("o-") && !first.starts_with('*') {
        let message = "a path begins with the organization's id: no request has this one";
        let unit = text.trim_end_matches(['*', '/']);
        say(
            message,
            None,
            &format!("write <organization's id>/*/{unit}{end} under ForAnyValue:StringLike"),
        );
    } else if parts.len() == 1 && !first.contains('*') {
        say(
            "a path ends with a slash: no request has this one",
            Some(format!("{text}{end}")),
            "",
        );
    } else if last.is_empty()
        || last == "*"
        || last == "ou-*"
        || last.ends_with("-*") && last.matches('-').count() == 2
    {
        // The unit itself and what is below it, or only what is below it.
    } else if let Some(unit) = last.strip_suffix('*') {
        let right = parts[..parts.len() - 1]
            .iter()
            .copied()
            .chain([unit, "*"])
            .collect::<Vec<_>>()
            .join("/");
        let message = "without a slash before the star other units, whose ids begin so, are meant too, and a slash ends every path";
        say(message, Some(right), "");
    } else {
        say(
            "a path ends with a slash: no request has this one",
            Some(format!("{text}{end}")),
            "",
        );
    }
}

/// The path of what the ARN of an organization, a root or a unit names, with all that is below.
fn of_arn(text: &str) -> Option<String> {
    let [_, _, "organizations", _, _, resource] = cut(text)[..] else {
        return None;
    };
    let parts: Vec<&str> = resource.split('/').collect();
    let path = match parts[..] {
        ["organization", own] => format!("{own}/*"),
        ["root", own, root] => format!("{own}/{root}/*"),
        ["ou", own, unit] => format!("{own}/*/{unit}/*"),
        _ => return None,
    };
    (path.starts_with("o-") && !resource.contains(['*', '?'])).then_some(path)
}

/// An account where its organization or unit is compared: what is around it would let in the others there too.
fn of_account(
    lint: &mut Lint<'_>,
    statement: &Statement,
    clause: &Clause,
    value: &Spanned,
    (rule, message): (&'static str, &str),
    account: &str,
) {
    let spelled = names::spelled(&clause.key.text);
    let key = spelled.replace("OrgPaths", "Account").replace("OrgID", "Account");
    let equals = Operator {
        set: None,
        test: Test::String,
        ..clause.operator
    };
    let equals = equals.to_string();
    let operator = match clause.written.text == equals {
        true => Some(None),
        false => clause.renamed(statement, &equals).map(Some),
    };
    let is_alone = clause.values.len() == 1;
    let edits = operator
        .zip(clause.with_key(statement, &key))
        .filter(|_| is_alone);
    let help = format!("an account is compared with {key}: \"{equals}\": {{\"{key}\": \"{account}\"}}");
    let found = lint.warn(rule, &value.span, message, &help);
    if let Some((operator, key)) = edits {
        found.extend(operator);
        found.extend([key, Edit::text(value.span.clone(), account)]);
    }
}

/// What is no organization's id.
fn id(lint: &mut Lint<'_>, statement: &Statement, clause: &Clause, value: &Spanned) {
    let text = value.text.as_str();
    let is_id = text.starts_with("o-") && !text.contains('/');
    if is_id || text.contains(['*', '?', '$']) || text.is_empty() {
        return;
    }
    let message = "the key is the organization's id, o-…: no request has this";
    if let Some(account) = account_in(text) {
        of_account(
            lint,
            statement,
            clause,
            value,
            ("organization-id", message),
            account,
        );
        return;
    }
    // The ARN of a unit is not its organization: what is in it is one part of that.
    let path = of_arn(text);
    let whole = path.as_ref().and_then(|path| path.split('/').next());
    if let Some(own) = whole.filter(|_| !text.contains(":ou/")) {
        let edits = lint.warn("organization-id", &value.span, message, &format!("write {own}"));
        edits.push(Edit::text(value.span.clone(), own));
        return;
    }
    let own = text.split('/').find(|part| part.starts_with("o-"));
    if path.is_none() && own.is_none() && !["r-", "ou-"].iter().any(|part| text.starts_with(part)) {
        let help = "write the organization's id, o-…, as `aws organizations describe-organization` shows it";
        lint.warn("organization-id", &value.span, message, help);
        return;
    }
    let paths = names::spelled(&clause.key.text).replace("OrgID", "OrgPaths");
    let path = path.unwrap_or_else(|| match own {
        Some(_) => format!("{}/*", text.trim_end_matches(['*', '/'])),
        None => format!("<organization's id>/*/{text}/*").replace("/*/r-", "/r-"),
    });
    let help =
        format!("write \"ForAnyValue:StringLike\": {{\"{paths}\": \"{path}\"}}, or the organization's id");
    let like = "ForAnyValue:StringLike";
    let alone = own.is_some() && clause.values.len() == 1;
    let renamed = clause
        .renamed(statement, like)
        .zip(clause.with_key(statement, &paths));
    let renamed = renamed.filter(|_| alone && !clause.operator.negated);
    let edits = lint.warn("organization-id", &value.span, message, &help);
    if let Some((operator, key)) = renamed {
        edits.extend([operator, key, Edit::text(value.span.clone(), &path)]);
    }
}

/// The account that a text is, or that it ends with as a path or as the ARN of one in an organization does.
fn account_in(text: &str) -> Option<&str> {
    let last = text.trim_end_matches(['*', '/']).rsplit('/').next()?;
    let is_part = !text.starts_with("arn:") || text.contains(":account/");
    (is_part && last.len() == 12 && last.bytes().all(|byte| byte.is_ascii_digit())).then_some(last)
}
