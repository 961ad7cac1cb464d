//! The roles of builders and consumers: who takes them, and what they may do.

use serde_json::{Value, json};
use wharf_aws::Arn;

use super::grant::one_or_more;
use super::{Ids, PULL, Provider, Role, created, document, pulls, push_actions};
use crate::company::{Builder, Company};
use crate::pattern::Pattern;

/// Tokens for registries are given by the caller's own account, for no repository in particular.
fn token() -> Value {
    json!({"Sid": "Token", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"})
}

pub(super) fn roles(company: &Company, ids: &Ids) -> Vec<Role> {
    let mut roles = Vec::new();
    for builder in &company.builders {
        for account in builder_accounts(company, builder) {
            let registries = company.pushes_to(builder).into_iter();
            let registries = registries.filter(|at| company.builder_account(builder, *at) == account);
            let pushed = resources(company, ids, registries.clone(), &builder.push);
            let pulled = resources(company, ids, registries.clone(), &builder.pull);
            let pull = (!pulled.is_empty())
                .then(|| json!({"Sid": "Pull", "Effect": "Allow", "Action": PULL, "Resource": pulled}));
            let created = resources(company, ids, registries, &created(company, &builder.push));
            let create = (!created.is_empty()).then(|| {
                json!({"Sid": "CreateOnPush", "Effect": "Allow", "Action": "ecr:CreateRepository", "Resource": created})
            });
            roles.push(Role {
                account,
                name: builder.name.clone(),
                trust: trust(ids, builder, account),
                // A push looks for layers and at what a tag means now.
                policy: document(
                    [
                        token(),
                        json!({"Sid": "Push", "Effect": "Allow", "Action": push_actions(), "Resource": pushed}),
                    ]
                    .into_iter()
                    .chain(pull)
                    .chain(create)
                    .collect(),
                ),
            });
        }
    }
    for consumer in company
        .consumers
        .iter()
        .filter(|consumer| consumer.service.is_none())
    {
        for account in company.consumer_accounts(consumer) {
            let registries = company.registry_accounts().into_iter();
            let registries = registries.filter(|registry| company.pulls_from(account, *registry));
            let pulled = resources(company, ids, registries, &consumer.pull);
            let mut statements = vec![token()];
            if !pulled.is_empty() {
                statements.push(
                    json!({"Sid": "Pull", "Effect": "Allow", "Action": pulls(consumer), "Resource": pulled}),
                );
            }
            roles.push(Role {
                account,
                name: consumer.name.clone(),
                trust: consumer_trust(company, ids, &consumer.trust, account),
                policy: document(statements),
            });
        }
    }
    roles
}

/// The accounts that have a builder's role.
pub(super) fn builder_accounts(company: &Company, builder: &Builder) -> Vec<usize> {
    let registries = company.pushes_to(builder).into_iter();
    let mut accounts: Vec<usize> = registries
        .map(|at| company.builder_account(builder, at))
        .collect();
    accounts.sort_unstable();
    accounts.dedup();
    accounts
}

fn resources(
    company: &Company,
    ids: &Ids,
    registries: impl Iterator<Item = usize>,
    patterns: &[Pattern],
) -> Vec<String> {
    let mut arns = Vec::new();
    for registry in registries {
        for region in &company.accounts[registry].regions {
            let arn =
                |pattern: &Pattern| Arn::repository_text(region, &ids.accounts[registry], pattern.as_str());
            arns.extend(patterns.iter().map(arn));
        }
    }
    arns
}

fn trust(ids: &Ids, builder: &Builder, account: usize) -> Value {
    let mut statements = Vec::new();
    if !builder.trust.is_empty() {
        let accounts = builder.trust.iter().map(|at| ids.accounts[*at].to_string());
        let accounts: Vec<String> = accounts.collect();
        statements.push(
            json!({"Sid": "Accounts", "Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"AWS": one_or_more(accounts)}}),
        );
    }
    if let Some(oidc) = &builder.oidc {
        let name = oidc.issuer.trim_start_matches("https://");
        let provider = format!("arn:aws:iam::{}:oidc-provider/{name}", ids.accounts[account]);
        statements.push(
            json!({"Sid": "Tokens", "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
            "Principal": {"Federated": provider},
            "Condition": {"StringEquals": {format!("{name}:aud"): oidc.audience},
                "StringLike": {format!("{name}:sub"): oidc.subjects}}}),
        );
    }
    document(statements)
}

fn consumer_trust(company: &Company, ids: &Ids, trusted: &[String], account: usize) -> Value {
    let services: Vec<&String> = trusted
        .iter()
        .filter(|name| name.ends_with(".amazonaws.com"))
        .collect();
    let named = company.accounts.iter().enumerate();
    let named = named.filter(|(_, account)| trusted.contains(&account.name));
    let mut accounts: Vec<String> = named.map(|(at, _)| ids.accounts[at].to_string()).collect();
    if trusted.is_empty() {
        accounts.push(ids.accounts[account].to_string());
    }
    let mut principal = json!({});
    if !accounts.is_empty() {
        principal["AWS"] = one_or_more(accounts);
    }
    if !services.is_empty() {
        principal["Service"] = json!(services);
    }
    document(vec![
        json!({"Sid": "Accounts", "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}),
    ])
}

pub(super) fn providers(company: &Company) -> Vec<Provider> {
    let mut providers: Vec<Provider> = Vec::new();
    for builder in &company.builders {
        let Some(oidc) = &builder.oidc else { continue };
        for account in builder_accounts(company, builder) {
            let known = providers
                .iter_mut()
                .find(|known| known.account == account && known.url == oidc.issuer);
            match known {
                Some(known) if known.audiences.contains(&oidc.audience) => {}
                Some(known) => known.audiences.push(oidc.audience.clone()),
                None => providers.push(Provider {
                    account,
                    url: oidc.issuer.clone(),
                    audiences: vec![oidc.audience.clone()],
                }),
            }
        }
    }
    providers
}
