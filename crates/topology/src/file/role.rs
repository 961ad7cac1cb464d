//! Builders and consumers of the file.

use super::problems::{Problems, meant};
use super::shape::{self, Named, Text};
use super::words::{ENVIRONMENTS, is_name};
use crate::company::{Account, Builder, Consumer, OidcTrust, Purpose};
use crate::desired::ADMINISTRATOR_ROLE;
use crate::pattern::Pattern;
use crate::service::{self, Puller};

/// The audience of tokens for AWS.
const AUDIENCE: &str = "sts.amazonaws.com";

fn check_name(problems: &mut Problems, name: &Text) {
    if !is_name(&name.value) {
        problems.add(name, "a role has a name of letters, digits, - and _");
    }
    // IAM tells no two roles apart by the case of their letters.
    if name.value.eq_ignore_ascii_case(ADMINISTRATOR_ROLE) {
        problems.add(
            name,
            format!(
                "{ADMINISTRATOR_ROLE} is the role by which the management account enters every other one, and may do everything: give this \
                 one another name"
            ),
        );
    }
}

pub(super) fn builders(
    problems: &mut Problems,
    named: Named<shape::Builder>,
    accounts: &[String],
) -> Vec<Builder> {
    let mut builders = Vec::new();
    for (name, shape) in named.0 {
        check_name(problems, &name);
        if shape.trust.is_empty() && shape.oidc.is_none() {
            problems.add(
                &name,
                format!(
                    "the role {} has no principal that can take it: say `trust: [account]` or `oidc:`",
                    name.value
                ),
            );
        }
        let oidc = shape.oidc.map(|oidc| {
            if !oidc.issuer.value.starts_with("https://") {
                problems.add(&oidc.issuer, "an issuer is a URL that begins with https://");
            }
            if oidc.subjects.is_empty() {
                problems.add(
                    &oidc.issuer,
                    "without `subjects` every token of the issuer would be accepted",
                );
            }
            OidcTrust {
                issuer: oidc.issuer.value.trim_end_matches('/').to_owned(),
                audience: oidc.audience.unwrap_or_else(|| AUDIENCE.to_owned()),
                subjects: oidc.subjects,
            }
        });
        let mut environments = Vec::new();
        for text in &shape.environments {
            environments.extend(problems.one_of(text, &ENVIRONMENTS, "environment"));
        }
        if environments.is_empty() {
            environments.extend(ENVIRONMENTS.map(|(_, environment)| environment));
        }
        builders.push(Builder {
            account: shape
                .account
                .as_ref()
                .map(|text| problems.index(accounts, text, "account")),
            environments,
            push: problems.patterns(shape.push),
            pull: problems.patterns(Some(shape.pull)),
            trust: problems.indexes(accounts, &shape.trust, "account"),
            oidc,
            name: name.value,
        });
    }
    builders
}

pub(super) fn consumers(
    problems: &mut Problems,
    named: Named<shape::Consumer>,
    names: &[String],
    units: &[String],
    accounts: &[Account],
) -> Vec<Consumer> {
    let mut consumers = Vec::new();
    for (name, shape) in named.0 {
        check_name(problems, &name);
        if shape.accounts.is_empty() && shape.units.is_empty() && shape.service.is_none() {
            problems.add(
                &name,
                format!(
                    "{} is nowhere: say `accounts:`, `units:` or `service:`",
                    name.value
                ),
            );
        }
        if let Some(service) = &shape.service
            && !service.value.ends_with(".amazonaws.com")
        {
            problems.add(service, "a service is called like lambda.amazonaws.com");
        }
        if let Some(service) = &shape.service
            && service::known(&service.value).is_some_and(|known| known.puller == Puller::Role)
        {
            problems.add(
                service,
                format!(
                    "{0} pulls as a role that it takes: say `accounts:` and `trust: [{0}]` instead of `service:`",
                    service.value
                ),
            );
        }
        let never = shape.service.iter().chain(&shape.trust);
        for text in never {
            if let Some(instead) = service::instead_of(&text.value) {
                problems.add(text, format!("{} never pulls: {instead}", text.value));
            }
        }
        let mut trust = Vec::new();
        for text in &shape.trust {
            let is_known = names.contains(&text.value) || text.value.ends_with(".amazonaws.com");
            if !is_known {
                problems.add(
                    text,
                    format!(
                        "{} is neither an account nor a service{}",
                        text.value,
                        meant(&text.value, names)
                    ),
                );
            }
            trust.push(text.value.clone());
        }
        consumers.push(Consumer {
            accounts: problems.indexes(names, &shape.accounts, "account"),
            units: problems.indexes(units, &shape.units, "unit"),
            service: shape.service.map(|service| service.value),
            pull: problems.patterns(shape.pull),
            trust,
            name: name.value,
        });
    }
    let workloads = accounts.iter().enumerate();
    let workloads = workloads.filter(|(_, account)| account.purpose == Purpose::Workload);
    let workloads: Vec<usize> = workloads.map(|(at, _)| at).collect();
    if consumers.is_empty() && !workloads.is_empty() {
        consumers.push(Consumer {
            name: "nodes".to_owned(),
            accounts: workloads,
            units: Vec::new(),
            service: None,
            pull: vec![Pattern::all()],
            trust: Vec::new(),
        });
    }
    consumers
}
