//! A registry's policy: which principals of other accounts get in, and what only a few principals of any account may do.

use serde_json::{Value, json};

use super::grant::{Grant, Kind, Place, Statement, Who, compact, distinguish, one_or_more};
use super::role::builder_accounts;
use super::split::{Parts, split};
use super::{
    ADMINISTRATOR_ROLE, DELETE, Ids, PULL, PUSH, Registry, RepositoryState, created, document, retention,
    role_arn,
};
use crate::company::{Builder, Company, Consumer};
use crate::pattern::Pattern;
use crate::service;

/// The registries, each policy in its shortest form and in parts of at most so many characters; without a number as every consumer and
/// builder asks for it, in one document.
pub(super) fn registries(company: &Company, ids: &Ids, characters: Option<usize>) -> Vec<Registry> {
    let mut registries = Vec::new();
    for account in company.registry_accounts() {
        let repositories = company.repositories_in(account);
        let repositories: Vec<RepositoryState> = repositories
            .map(|repository| RepositoryState {
                name: repository.name.clone(),
                immutable: repository.immutable,
                lifecycle: retention::lifecycle(company, &repository.name),
                policy: None,
            })
            .collect();
        let grants = grants(company, account);
        for region in &company.accounts[account].regions {
            let place = Place {
                company,
                ids,
                account,
                region,
            };
            let mut statements = services(&place);
            match characters {
                Some(_) => statements.extend(compact(&place, &grants)),
                None => statements.extend(grants.iter().map(|grant| place.statement(grant))),
            }
            statements.extend(limits(&place));
            distinguish(&mut statements);
            let mut repositories = repositories.clone();
            let parts = match characters {
                Some(max) => split(company, statements, max, &mut repositories),
                None => Parts {
                    policy: document(statements.into_iter().map(|statement| statement.value).collect()),
                    elsewhere: None,
                },
            };
            registries.push(Registry {
                account,
                region: region.clone(),
                policy: parts.policy,
                elsewhere: parts.elsewhere,
                repositories,
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

/// What lets services pull, and what services that take roles need besides.
fn services(place: &Place<'_>) -> Vec<Statement> {
    let mut statements = Vec::new();
    for consumer in &place.company.consumers {
        let mut add = |what: &str, principal: Value, actions: &[&str], condition: Value| {
            let mut value = json!({"Sid": format!("{}{what}", letters(&consumer.name)), "Effect": "Allow",
                "Principal": principal, "Action": actions, "Resource": place.resources(&consumer.pull)});
            if !condition.is_null() {
                value["Condition"] = condition;
            }
            statements.push(Statement {
                value,
                patterns: Some(consumer.pull.clone()),
            });
        };
        if let Some(service) = &consumer.service {
            let actions = service::known(service).map_or(&PULL[..], |service| service.needs);
            for (what, condition) in service_conditions(place, consumer) {
                add(what, json!({"Service": service}), actions, condition);
            }
            let is_for_all = consumer.accounts.is_empty() && consumer.units.is_empty();
            // Those of the consumer's accounts and units are let in as such.
            if is_for_all && service::known(service).is_some_and(|service| service.with_account) {
                let organization = &place.ids.organization;
                let condition = json!({"StringEquals": {"aws:PrincipalOrgID": organization}});
                add("OrganizationPull", json!("*"), &PULL, condition);
            }
        }
        let more = service::more(consumer);
        if more.is_empty() {
            continue;
        }
        let mut accounts = accounts(place, consumer);
        accounts.retain(|account| *account != place.account);
        if !accounts.is_empty() {
            let ids = accounts
                .iter()
                .map(|account| place.ids.accounts[*account].to_string());
            let accounts = ids.collect();
            add(
                "AccountsLook",
                json!({"AWS": one_or_more(accounts)}),
                &more,
                Value::Null,
            );
        }
        let paths = paths(place, &units(place, consumer));
        if !paths.is_empty() {
            let condition = json!({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": one_or_more(paths)}});
            add("UnitsLook", json!("*"), &more, condition);
        }
    }
    statements
}

/// For whom a service may pull: without accounts and units for the whole organization. One that pulls from its own Region only is let in
/// for no account that has nothing in this one.
fn service_conditions(place: &Place<'_>, consumer: &Consumer) -> Vec<(&'static str, Value)> {
    let company = place.company;
    let known = consumer.service.as_deref().and_then(service::known);
    let arn = known.and_then(|service| service.source_arn);
    let source_arns = |accounts: &[usize]| {
        let arn = arn.map(|arn| arn.replace("REGION", place.region.as_str()));
        let of = |arn: String| {
            let ids = accounts
                .iter()
                .map(|account| place.ids.accounts[*account].as_str());
            ids.map(|id| arn.replace("ACCOUNT", id)).collect()
        };
        arn.map(|arn| json!({"aws:SourceArn": one_or_more(of(arn))}))
    };
    // Those that are let in with others, by what these have in common.
    let but = |mut condition: Value, accounts: &mut dyn Iterator<Item = usize>| {
        let away: Vec<usize> = accounts
            .filter(|account| !company.acts_in(consumer, *account, place.region))
            .collect();
        if let Some(away) = source_arns(&away).filter(|_| !away.is_empty()) {
            condition["ArnNotLike"] = away;
        }
        condition
    };
    if consumer.accounts.is_empty() && consumer.units.is_empty() {
        let condition = json!({"StringEquals": {"aws:SourceOrgID": place.ids.organization}});
        return vec![("ServicePull", but(condition, &mut (0..company.accounts.len())))];
    }
    let accounts = accounts(place, consumer);
    let mut conditions = Vec::new();
    if !accounts.is_empty() {
        let mut condition = json!({});
        if let Some(arns) = source_arns(&accounts) {
            condition["ArnLike"] = arns;
        }
        if known.is_none_or(|service| service.source_account) {
            let ids = accounts
                .iter()
                .map(|account| place.ids.accounts[*account].to_string());
            condition["StringEquals"] = json!({"aws:SourceAccount": one_or_more(ids.collect())});
        }
        conditions.push(("ServicePull", condition));
    }
    let units = units(place, consumer);
    if !units.is_empty() {
        let paths = one_or_more(paths(place, &units));
        let condition = json!({"ForAnyValue:StringLike": {"aws:SourceOrgPaths": paths}});
        let mut within = (0..company.accounts.len()).filter(|account| {
            let unit = company.accounts[*account].unit;
            units.iter().any(|one| company.is_within(unit, *one))
        });
        conditions.push(("ServiceUnitsPull", but(condition, &mut within)));
    }
    conditions
}

/// The accounts of a consumer that pull from a registry.
fn accounts(place: &Place<'_>, consumer: &Consumer) -> Vec<usize> {
    let accounts = consumer.accounts.iter().copied();
    accounts
        .filter(|account| pulls(place, consumer, *account))
        .collect()
}

/// The units of a consumer that pull from a registry.
fn units(place: &Place<'_>, consumer: &Consumer) -> Vec<usize> {
    let units = consumer.units.iter().copied();
    let pulls = |unit: &usize| {
        let mut accounts = place.company.accounts_within(*unit);
        accounts.any(|account| pulls(place, consumer, account))
    };
    units.filter(pulls).collect()
}

/// Whether a consumer pulls from a registry for an account.
fn pulls(place: &Place<'_>, consumer: &Consumer, account: usize) -> bool {
    place.company.pulls_from(account, place.account) && place.company.acts_in(consumer, account, place.region)
}

/// The places in the tree of units, and below them.
fn paths(place: &Place<'_>, units: &[usize]) -> Vec<String> {
    let path = |unit: &usize| place.ids.path(place.company, Some(*unit)) + "*";
    units.iter().map(path).collect()
}

/// Who of other accounts is let into a registry.
fn grants(company: &Company, registry: usize) -> Vec<Grant> {
    let mut grants = Vec::new();
    for consumer in &company.consumers {
        grants.extend(pull(company, registry, consumer));
    }
    for builder in &company.builders {
        grants.extend(push(company, registry, builder));
    }
    grants.retain(|grant| !grant.who.is_empty() && !grant.patterns.is_empty());
    grants
}

/// What lets a consumer's accounts pull; nothing for those of the registry's own account, whose own policies do.
fn pull(company: &Company, registry: usize, consumer: &Consumer) -> [Grant; 2] {
    let grant = |kind: Kind, who: Vec<Who>| Grant {
        kind,
        by: vec![consumer.name.clone()],
        who,
        patterns: consumer.pull.clone(),
    };
    // A service that pulls as itself pulls for its accounts, which need nothing beside it unless its row says so.
    let service = consumer.service.as_deref();
    let is_let_in =
        service.is_none_or(|service| service::known(service).is_some_and(|service| service.with_account));
    let accounts = consumer.accounts.iter().copied().filter(|_| is_let_in);
    let accounts = accounts.filter(|account| *account != registry && company.pulls_from(*account, registry));
    let units = consumer.units.iter().copied().filter(|_| is_let_in);
    let units = units.filter(|unit| {
        let mut accounts = company.accounts_within(*unit);
        accounts.any(|account| company.pulls_from(account, registry))
    });
    [
        grant(Kind::AccountsPull, accounts.map(Who::Account).collect()),
        grant(Kind::UnitsPull, units.map(Who::Unit).collect()),
    ]
}

/// What lets a builder of another account push.
fn push(company: &Company, registry: usize, builder: &Builder) -> Vec<Grant> {
    let home = company.builder_account(builder, registry);
    if home == registry || !company.pushes_to(builder).contains(&registry) {
        return Vec::new();
    }
    let grant = |kind: Kind, patterns: Vec<Pattern>| Grant {
        kind,
        by: vec![builder.name.clone()],
        who: vec![Who::Role(home, builder.name.clone())],
        patterns,
    };
    vec![
        grant(Kind::Push, builder.push.clone()),
        grant(Kind::Pull, builder.pull.clone()),
        grant(Kind::Create, created(company, &builder.push)),
    ]
}

/// What binds every principal, administrators of the registry's account too: only builders push, only the organization's
/// administrators delete.
fn limits(place: &Place<'_>) -> [Statement; 2] {
    let (company, ids, registry) = (place.company, place.ids, place.account);
    let everything = place.resources(&[Pattern::all()]);
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
        only_builders["Condition"] = json!({"ArnNotEquals": {"aws:PrincipalArn": one_or_more(roles)}});
    }
    [
        only_builders,
        json!({"Sid": "OnlyAdministratorsDelete", "Effect": "Deny", "Principal": "*", "Action": DELETE,
            "Resource": everything, "Condition": {"ArnNotEquals": {"aws:PrincipalArn": administrator}}}),
    ]
    .map(|value| Statement {
        value,
        patterns: None,
    })
}

/// A name as a `Sid` may have it.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}
