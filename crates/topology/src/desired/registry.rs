//! A registry's policy: which principals of other accounts get in, and what only a few principals of any account may do.

use serde_json::{Value, json};
use wharf_aws::{Arn, Region};

use super::role::{builder_accounts, roots};
use super::{
    ADMINISTRATOR_ROLE, DELETE, Ids, PULL, PUSH, Registry, RepositoryState, created, document, push_actions,
    retention, role_arn,
};
use crate::company::{Company, Consumer};
use crate::pattern::Pattern;

pub(super) fn registries(company: &Company, ids: &Ids) -> Vec<Registry> {
    let mut registries = Vec::new();
    for account in company.registry_accounts() {
        let repositories = company.repositories_in(account);
        let repositories: Vec<RepositoryState> = repositories
            .map(|repository| RepositoryState {
                name: repository.name.clone(),
                immutable: repository.immutable,
                lifecycle: retention::lifecycle(company, &repository.name),
            })
            .collect();
        for region in &company.accounts[account].regions {
            let mut statements = Vec::new();
            for consumer in &company.consumers {
                statements.extend(pull(company, ids, account, region, consumer));
            }
            statements.extend(push(company, ids, account, region));
            statements.extend(limits(company, ids, account, region));
            registries.push(Registry {
                account,
                region: region.clone(),
                policy: document(statements),
                repositories: repositories.clone(),
                templates: retention::templates(company),
                mounts: company
                    .builders
                    .iter()
                    .any(|builder| !builder.pull.is_empty() && company.pushes_to(builder).contains(&account)),
            });
        }
    }
    registries
}

fn resources(ids: &Ids, account: usize, region: &Region, patterns: &[Pattern]) -> Vec<String> {
    let arn = |pattern: &Pattern| Arn::repository_text(region, &ids.accounts[account], pattern.as_str());
    patterns.iter().map(arn).collect()
}

/// What lets a consumer's accounts pull; nothing for those of the registry's own account, whose own policies do.
fn pull(company: &Company, ids: &Ids, registry: usize, region: &Region, consumer: &Consumer) -> Vec<Value> {
    let resource = resources(ids, registry, region, &consumer.pull);
    let sid = |what: &str| format!("{}{what}Pull", letters(&consumer.name));
    let mut statements = Vec::new();
    if let Some(service) = &consumer.service {
        statements.push(
            json!({"Sid": sid("Service"), "Effect": "Allow", "Principal": {"Service": service},
            "Action": PULL, "Resource": resource,
            "Condition": {"StringEquals": {"aws:SourceOrgID": ids.organization}}}),
        );
    }
    let accounts = consumer.accounts.iter().copied();
    let accounts = accounts.filter(|account| *account != registry && company.pulls_from(*account, registry));
    let accounts: Vec<&str> = accounts.map(|account| ids.accounts[account].as_str()).collect();
    if !accounts.is_empty() {
        statements.push(
            json!({"Sid": sid("Accounts"), "Effect": "Allow", "Principal": {"AWS": roots(&accounts)},
            "Action": PULL, "Resource": resource}),
        );
    }
    let units = consumer.units.iter().copied();
    let units = units.filter(|unit| {
        let mut accounts = company.accounts_within(*unit);
        accounts.any(|account| company.pulls_from(account, registry))
    });
    let paths: Vec<String> = units.map(|unit| ids.path(company, Some(unit)) + "*").collect();
    if !paths.is_empty() {
        statements.push(
            json!({"Sid": sid("Units"), "Effect": "Allow", "Principal": "*", "Action": PULL,
            "Resource": resource,
            "Condition": {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": paths}}}),
        );
    }
    statements
}

/// What lets builders of other accounts push.
fn push(company: &Company, ids: &Ids, registry: usize, region: &Region) -> Vec<Value> {
    let mut statements = Vec::new();
    for builder in &company.builders {
        if !company.pushes_to(builder).contains(&registry) {
            continue;
        }
        let home = company.builder_account(builder, registry);
        if home != registry {
            statements.push(
                json!({"Sid": format!("{}Push", letters(&builder.name)), "Effect": "Allow",
                "Principal": {"AWS": role_arn(&ids.accounts[home], &builder.name)},
                "Action": push_actions(),
                "Resource": resources(ids, registry, region, &builder.push)}),
            );
            if !builder.pull.is_empty() {
                statements.push(
                    json!({"Sid": format!("{}Pull", letters(&builder.name)), "Effect": "Allow",
                    "Principal": {"AWS": role_arn(&ids.accounts[home], &builder.name)},
                    "Action": PULL,
                    "Resource": resources(ids, registry, region, &builder.pull)}),
                );
            }
            let created = created(company, &builder.push);
            if !created.is_empty() {
                statements.push(
                    json!({"Sid": format!("{}Create", letters(&builder.name)), "Effect": "Allow",
                    "Principal": {"AWS": role_arn(&ids.accounts[home], &builder.name)},
                    "Action": "ecr:CreateRepository",
                    "Resource": resources(ids, registry, region, &created)}),
                );
            }
        }
    }
    statements
}

/// What binds every principal, administrators of the registry's account too: only builders push, only the organization's
/// administrators delete.
fn limits(company: &Company, ids: &Ids, registry: usize, region: &Region) -> Vec<Value> {
    let everything = Arn::repository_text(region, &ids.accounts[registry], "*");
    let pushing = company
        .builders
        .iter()
        .filter(|builder| company.pushes_to(builder).contains(&registry));
    let roles = pushing.flat_map(|builder| {
        let accounts = builder_accounts(company, builder).into_iter();
        let accounts = accounts.filter(|account| *account == company.builder_account(builder, registry));
        accounts.map(|account| role_arn(&ids.accounts[account], &builder.name))
    });
    let roles: Vec<String> = roles.collect();
    let administrator = role_arn(&ids.accounts[registry], ADMINISTRATOR_ROLE);
    let mut only_builders = json!({"Sid": "OnlyBuildersPush", "Effect": "Deny", "Principal": "*", "Action": PUSH,
        "Resource": everything});
    if !roles.is_empty() {
        only_builders["Condition"] = json!({"ArnNotEquals": {"aws:PrincipalArn": roles}});
    }
    vec![
        only_builders,
        json!({"Sid": "OnlyAdministratorsDelete", "Effect": "Deny", "Principal": "*", "Action": DELETE,
            "Resource": everything, "Condition": {"ArnNotEquals": {"aws:PrincipalArn": administrator}}}),
    ]
}

/// A name as a `Sid` may have it.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}
