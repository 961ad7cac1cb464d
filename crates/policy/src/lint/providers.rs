//! Identity providers as principals.

use super::Lint;
use crate::check::{PolicyKind, is_built_in};
use crate::document::NamedPrincipal;
use crate::edit::Edit;

pub(super) fn look(lint: &mut Lint<'_>) {
    for statement in lint.statements() {
        let named = statement.principal.iter().flat_map(|element| &element.values);
        for named in named.filter(|named| named.kind == "Federated") {
            match lint.kind {
                PolicyKind::Trust => name(lint, named),
                _ => of_no_role(lint, named),
            }
        }
    }
}

/// Who comes with a provider's token asks for nothing but a role.
fn of_no_role(lint: &mut Lint<'_>, named: &NamedPrincipal) {
    let message = "who comes with a provider's token takes a role first, and asks for all else by its session: this means no request";
    let help = "name the role, {\"AWS\": \"arn:aws:iam::<account>:role/<role>\"}; the provider stands in its trust policy";
    lint.warn("provider", &named.value.span, message, help);
}

/// The ARN of a provider has the URL of its tokens' issuer, without `https://`.
fn name(lint: &mut Lint<'_>, named: &NamedPrincipal) {
    let (text, span) = (named.value.text.as_str(), &named.value.span);
    if let Some((arn, url)) = text.split_once(":oidc-provider/https://") {
        let right = format!("{arn}:oidc-provider/{url}");
        let message = "the ARN of a provider has its URL without https://: no provider is called so";
        lint.warn("provider", span, message, &format!("write {right}"))
            .push(Edit::text(span.clone(), &right));
    } else if !text.starts_with("arn:") && text != "*" && !is_built_in(text) {
        let message = "a provider is named by its ARN: no token is of this one";
        let help = format!("write arn:aws:iam::<account>:oidc-provider/{text}");
        lint.warn("provider", span, message, &help);
    }
}
