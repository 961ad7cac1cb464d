//! Principals of which none is there any more, and those that a `NotPrincipal` leaves out.

use super::Lint;
use crate::document::{NamedPrincipal, Statement};
use crate::edit::{Edit, quoted};

pub(super) fn look(lint: &mut Lint<'_>) {
    for statement in lint.statements() {
        let Some(element) = &statement.principal else {
            continue;
        };
        for named in element.values.iter().filter(|named| is_unique_id(named)) {
            let message = "this is the unique id of a user or role, which AWS shows in place of the ARN when that is deleted: one that is made \
                           again by the same name is not meant";
            let help = "write the ARN of the user or role that is there now, arn:aws:iam::<account>:role/<name>, or leave it out";
            lint.warn("unique-id", &named.value.span, message, help);
        }
        if element.negated && statement.is_deny() {
            not_principal(lint, statement, &element.values);
        }
    }
}

fn is_unique_id(named: &NamedPrincipal) -> bool {
    let text = named.value.text.as_str();
    named.kind == "AWS" && (text.starts_with("AROA") || text.starts_with("AIDA"))
}

/// A `NotPrincipal` spares a caller only if it names its account, its role and its session, or its user, one by one.
fn not_principal(lint: &mut Lint<'_>, statement: &Statement, values: &[NamedPrincipal]) {
    let Some(element) = &statement.principal else {
        return;
    };
    let aws: Vec<&str> = values
        .iter()
        .filter(|named| named.kind == "AWS")
        .map(|named| named.value.text.as_str())
        .collect();
    let account = |arn: &str| arn.split(':').nth(4).unwrap_or(arn).to_owned();
    let is_account = |text: &str| {
        text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) || text.ends_with(":root")
    };
    let entity = |arn: &str, kind: &str| {
        arn.split_once(&format!(":{kind}/"))
            .map(|(_, name)| name.to_owned())
    };
    let named: Vec<&&str> = aws
        .iter()
        .filter(|arn| entity(arn, "role").is_some() || entity(arn, "user").is_some())
        .collect();
    let has_account = |arn: &str| {
        aws.iter()
            .any(|other| is_account(other) && account(other) == account(arn))
    };
    let is_whole = |arn: &str| match entity(arn, "role") {
        Some(role) => {
            let name = role.rsplit('/').next().unwrap_or_default().to_owned();
            let session = format!("sts::{}:assumed-role/{name}/", account(arn));
            has_account(arn) && aws.iter().any(|other| other.contains(&session))
        }
        None => has_account(arn),
    };
    let accounts: Vec<String> = aws
        .iter()
        .filter(|text| is_account(text))
        .map(|text| account(text))
        .collect();
    let sessions = aws
        .iter()
        .any(|arn| arn.contains(":assumed-role/") || arn.contains(":federated-user/"));
    let (message, [operator, key], values) = if named.iter().any(|arn| !is_whole(arn)) {
        let values: Vec<String> = named.iter().map(|arn| (**arn).to_owned()).collect();
        let message = "NotPrincipal spares a role only if its account and each of its sessions are named beside it, and a user with \
                       its account: these are denied too";
        (message, ["ArnNotEquals", "aws:PrincipalArn"], values)
    } else if named.is_empty() && !accounts.is_empty() && !sessions {
        let message =
            "NotPrincipal with an account spares its root user alone: its users and roles are denied too";
        (message, ["StringNotEquals", "aws:PrincipalAccount"], accounts)
    } else {
        return;
    };
    let list: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    let list = match list.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    let condition = format!("{}: {{{}: {list}}}", quoted(operator), quoted(key));
    let help = format!("write \"Principal\": \"*\" with the condition {condition}");
    let only_aws = element.values.iter().all(|named| named.kind == "AWS");
    let edits = match statement.condition {
        None if only_aws => vec![
            Edit::replace(element.span.clone(), "\"Principal\""),
            Edit::replace(
                element.value.clone(),
                format!("\"*\", \"Condition\": {{{condition}}}"),
            ),
        ],
        _ => Vec::new(),
    };
    lint.warn("not-principal", &element.span, message, &help)
        .extend(edits);
}
