//! What to write instead of what is too much, and where.

use crate::company::{Builder, Company, Consumer, Place, Topology};

/// Where a role of the file is: a builder's or a consumer's.
fn place(company: &Company, role: &str) -> Place {
    let builders = company
        .builders
        .iter()
        .map(|one| &one.name)
        .zip(&company.places.builders);
    let consumers = company
        .consumers
        .iter()
        .map(|one| &one.name)
        .zip(&company.places.consumers);
    let found = builders.chain(consumers).find(|(name, _)| *name == role);
    // What the file does not write follows from its accounts.
    let first = company.places.accounts.first().copied().unwrap_or_default();
    found.map_or(first, |(_, place)| *place)
}

fn builder<'a>(company: &'a Company, name: &str) -> Option<&'a Builder> {
    company.builders.iter().find(|builder| builder.name == name)
}

pub(super) fn units() -> String {
    "put accounts of several units into one".to_owned()
}

pub(super) fn guardrail(is_of_registries: bool) -> String {
    match is_of_registries {
        true => "it names every account with a registry: have fewer (`topology: per-unit`), approve fewer of others, or leave \
                 approved-registries out of `guardrails`"
            .to_owned(),
        false => "leave one out of `guardrails`".to_owned(),
    }
}

pub(super) fn trust(company: &Company, role: &str) -> (Place, String) {
    let subjects = builder(company, role).and_then(|builder| builder.oidc.as_ref());
    let subjects = subjects.map_or(0, |oidc| oidc.subjects.iter().map(String::len).sum());
    let accounts = builder(company, role).map_or(0, |builder| builder.trust.len() * 15);
    let remedy = if subjects > accounts {
        "write one of `subjects` with a star for several"
    } else if builder(company, role).is_some() {
        "`trust` fewer accounts: one from which the others' pipelines take the role, or a builder for each of several"
    } else {
        "`trust` fewer accounts and services, or write a consumer for each of several"
    };
    (place(company, role), remedy.to_owned())
}

pub(super) fn role(company: &Company, role: &str) -> (Place, String) {
    let has_account = builder(company, role).is_some_and(|builder| builder.account.is_some());
    let remedy = if has_account && company.registry_accounts().len() > 1 {
        "leave its `account` out: then it has a role in the account of each registry, which names that registry alone"
    } else {
        "write one pattern with a star, such as `team/*`, for several, or a builder or consumer for each of several teams"
    };
    (place(company, role), remedy.to_owned())
}

pub(super) fn audiences(company: &Company, url: &str) -> (Place, String) {
    let of = |builder: &&Builder| builder.oidc.as_ref().is_some_and(|oidc| oidc.issuer == url);
    let last = company.builders.iter().rfind(of);
    let name = last.map(|builder| builder.name.as_str()).unwrap_or_default();
    (
        place(company, name),
        "let builders share an `audience`".to_owned(),
    )
}

pub(super) fn repositories() -> String {
    "have AWS raise it, or give units registries of their own (`topology: per-unit`)".to_owned()
}

pub(super) fn lifecycle() -> String {
    "say less under `retention`".to_owned()
}

/// About how many characters a consumer and a builder take in a registry's policy.
fn of_consumer(consumer: &Consumer) -> usize {
    let patterns: usize = consumer
        .pull
        .iter()
        .map(|pattern| 50 + pattern.as_str().len())
        .sum();
    consumer.accounts.len() * 15 + consumer.units.len() * 50 + patterns
}

fn of_builder(builder: &Builder) -> usize {
    let patterns = builder.push.iter().chain(&builder.pull);
    let patterns: usize = patterns.map(|pattern| 50 + pattern.as_str().len()).sum();
    // Its role is named where pushes of others are denied, too.
    let role = 35 + builder.name.len();
    if builder.account.is_some() {
        2 * role + 2 * patterns
    } else {
        role
    }
}

/// What to write so that a registry's policy is shorter, where the most of it is asked for.
pub(super) fn registry(company: &Company, registry: usize) -> (Place, String) {
    let consumer = company.consumers.iter().max_by_key(|one| of_consumer(one));
    let builder = company.builders.iter().max_by_key(|one| of_builder(one));
    let consumers: usize = company.consumers.iter().map(of_consumer).sum();
    let builders: usize = company.builders.iter().map(of_builder).sum();
    let apart = match company.topology {
        Topology::PerUnit | Topology::PerAccount => "",
        _ => ", or give units registries of their own (`topology: per-unit`)",
    };
    // What pushes make has no policy of its own, so the registry's has to say it.
    let templates = match company.templates.is_empty() {
        true => "",
        false => ", or leave out templates: what they make can only be spoken of in the registry's policy",
    };
    if let Some(builder) = builder.filter(|_| builders > consumers) {
        let remedy = format!(
            "{} builders push there: let teams share one, with a role in the registry's account (without `account`){apart}{templates}",
            company
                .builders
                .iter()
                .filter(|one| company.pushes_to(one).contains(&registry))
                .count()
        );
        return (place(company, &builder.name), remedy);
    }
    let Some(consumer) = consumer else {
        return (company.places.topology, format!("have fewer patterns{apart}"));
    };
    let remedy = match consumer.accounts.len() > consumer.pull.len() {
        true => format!(
            "say `units:` in place of `accounts:`: a unit is one path, however many accounts it has{apart}{templates}"
        ),
        false => format!("write one pattern with a star, such as `team/*`, for several{apart}{templates}"),
    };
    (place(company, &consumer.name), remedy)
}
