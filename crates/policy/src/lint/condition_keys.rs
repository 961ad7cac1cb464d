//! Keys that are not there, or whose values are not such.

mod absent;

use std::ops::Range;

use super::Lint;
use crate::arn::cut;
use crate::document::{Clause, Spanned, Statement};
use crate::edit::Edit;
use crate::names;

pub(super) fn look(lint: &mut Lint<'_>) {
    for statement in lint.statements() {
        for clause in &statement.conditions {
            unknown(lint, statement, clause);
            for value in &clause.values {
                if clause.is_of("aws:PrincipalArn") {
                    principal_arn(lint, value);
                }
                if ACCOUNTS.iter().any(|key| clause.is_of(key)) {
                    no_account(lint, value);
                }
                if ACCOUNTS.iter().chain(ARNS).any(|key| clause.is_of(key)) {
                    account_id(lint, &value.span, &value.text);
                }
            }
        }
        absent::look(lint, statement);
    }
}

/// Keys whose values are accounts.
const ACCOUNTS: &[&str] = &["aws:PrincipalAccount", "aws:SourceAccount", "aws:ResourceAccount"];
/// Keys whose values are ARNs.
const ARNS: &[&str] = &["aws:PrincipalArn", "aws:SourceArn"];

fn unknown(lint: &mut Lint<'_>, statement: &Statement, clause: &Clause) {
    let key = &clause.key.text;
    let Some((service, _)) = key.split_once(':') else {
        return;
    };
    let service = service.to_ascii_lowercase();
    if !["ecr", "sts"].contains(&service.as_str()) || names::known_key(key).is_some() {
        return;
    }
    let message = format!(
        "{} has no such condition key: no request has it",
        service.to_uppercase()
    );
    match names::nearest_key(key) {
        Some(meant) => {
            let edit = clause.with_key(statement, &meant);
            lint.warn(
                "key",
                &clause.key.span,
                &message,
                &format!("did you mean {meant}?"),
            )
            .extend(edit);
        }
        None if service == "ecr" => {
            let help = "leave it out; ECR has ecr:ResourceTag/<tag's key> and ecr:AccountSetting, and none for an image's tag or digest";
            lint.warn("key", &clause.key.span, &message, help);
        }
        None => {
            let help = "leave it out, or use sts:ExternalId, sts:RoleSessionName or sts:SourceIdentity";
            lint.warn("key", &clause.key.span, &message, help);
        }
    }
}

/// The key is a role's ARN for each of its sessions.
fn principal_arn(lint: &mut Lint<'_>, value: &Spanned) {
    let parts = cut(&value.text);
    if let [_, partition, "sts" | "iam", _, account, resource] = parts[..]
        && let Some(session) = resource.strip_prefix("assumed-role/")
    {
        let role = session.split('/').next().unwrap_or_default();
        let right = format!("arn:{partition}:iam::{account}:role/{role}");
        let message = "aws:PrincipalArn of a session is the ARN of its role: no request has this";
        let help = format!("write {right}, with the role's path if it has one");
        // Now no request has it; with the right ARN each account that it means would.
        let edit = is_one_account(account).then(|| Edit::text(value.span.clone(), &right));
        lint.warn("principal-arn", &value.span, message, &help)
            .extend(edit);
        return;
    }
    if parts.len() < 6 && !value.text.contains(['*', '?', '$']) {
        let message = "aws:PrincipalArn is an ARN, and this is none: no request has it";
        lint.warn(
            "principal-arn",
            &value.span,
            message,
            "write arn:aws:iam::<account>:role/<name>",
        );
    }
}

/// An ARN where an id is compared.
fn no_account(lint: &mut Lint<'_>, value: &Spanned) {
    let parts = cut(&value.text);
    if let [_, _, _, _, account, _] = parts[..] {
        let message = "the key is the id of an account, and this is an ARN: no request has it";
        if !is_one_account(account) {
            lint.warn(
                "account-id",
                &value.span,
                message,
                "write the ids of the accounts",
            );
            return;
        }
        let edits = lint.warn("account-id", &value.span, message, &format!("write {account}"));
        edits.push(Edit::text(value.span.clone(), account));
    }
}

/// Whether the account of an ARN is one, and not all of those that a pattern means.
pub(super) fn is_one_account(account: &str) -> bool {
    !account.is_empty() && !account.contains(['*', '?'])
}

/// An id that has not 12 digits, alone or in an ARN.
pub(super) fn account_id(lint: &mut Lint<'_>, span: &Range<usize>, text: &str) {
    let parts = cut(text);
    let account = match parts[..] {
        [whole] => whole,
        [_, _, _, _, account, _] => account,
        _ => return,
    };
    let is_number = !account.is_empty() && account.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && account.len() != 12 {
        let message = format!("an account id has 12 digits, and this has {}", account.len());
        let help = "write all 12 digits; numbers lose the zeros in front, so write the id in quotes";
        lint.warn("account-id", span, &message, help);
    }
}
