//! AWS's limits, seen before anything is changed: what a file asks for is written down, measured, and what is too much is told at the
//! line of the file that asks for the most of it, with what to write instead.

mod remedy;
mod template;

use std::fmt;

use serde::Serialize;
use serde_json::Value;

pub use self::template::templates;

use crate::company::{Company, Guardrail, Place};
use crate::desired::{Desired, Ids, Kind};
use crate::quota::{
    AUDIENCES, CONTROL_POLICIES, CONTROL_POLICY, LIFECYCLE_POLICY, LIFECYCLE_RULES, Limit, REGISTRY_POLICY,
    REPOSITORIES, REPOSITORY_POLICY, ROLE_POLICY, Raised, TRUST_POLICY, UNITS,
};

/// What is more than a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The line of the file, from 1.
    pub line: u64,
    /// The column, from 1.
    pub column: u64,
    /// What is too much.
    pub message: String,
    /// What to write instead.
    pub remedy: String,
    /// Whether AWS refuses it. What AWS raises on request only has to be known.
    pub stops: bool,
}

/// For people, as mistakes in the file are shown.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.told())
    }
}

impl Finding {
    /// What is too much, and what to write instead.
    pub fn told(&self) -> String {
        format!("{}: {}", self.message, self.remedy)
    }
}

/// Everything of a company that is more than AWS takes, in the order of the file.
pub fn findings(company: &Company, ids: &Ids) -> Vec<Finding> {
    let desired = Desired::of(company, ids);
    let mut findings = Findings(Vec::new());
    findings.tree(company);
    findings.guardrails(company, &desired);
    findings.identities(company, &desired);
    findings.registries(company, &desired);
    let Findings(mut findings) = findings;
    // An account's registries in several Regions have the same policy.
    findings.sort_by_cached_key(|finding| (finding.line, finding.column, finding.told()));
    findings.dedup();
    findings
}

struct Findings(Vec<Finding>);

impl Findings {
    /// Tells what is over a limit; the remedy is only looked for then.
    fn measure(
        &mut self,
        limit: Limit,
        (what, count): (&str, usize),
        remedy: impl FnOnce() -> (Place, String),
    ) {
        if count <= limit.max {
            return;
        }
        let (place, remedy) = remedy();
        let (count_told, max, unit) = (grouped(count), grouped(limit.max), limit.unit);
        let raised = match limit.raised {
            None => String::new(),
            Some(Raised::To(most)) => format!(", up to {} where it raised the quota", grouped(most)),
            Some(Raised::AsAgreed) => ", more where it raised the quota".to_owned(),
        };
        let stops = match limit.raised {
            None => true,
            Some(Raised::To(most)) => count > most,
            Some(Raised::AsAgreed) => false,
        };
        self.0.push(Finding {
            line: place.line,
            column: place.column,
            message: format!("{what} has {count_told} {unit}, and AWS takes {max}{raised}"),
            remedy,
            stops,
        });
    }

    fn tree(&mut self, company: &Company) {
        self.measure(UNITS, ("the organization", company.units.len()), || {
            let place = company.places.units.get(UNITS.max).copied();
            (place.unwrap_or_default(), remedy::units())
        });
    }

    fn guardrails(&mut self, company: &Company, desired: &Desired) {
        let at = company.places.guardrails;
        for policy in &desired.control_policies {
            let what = format!("the guardrail {}", policy.name);
            let is_of_registries = policy.name == Guardrail::ApprovedRegistries.as_str();
            self.measure(CONTROL_POLICY, (&what, length(&policy.content)), || {
                (at, remedy::guardrail(is_of_registries))
            });
        }
        for kind in [Kind::ServiceControl, Kind::ResourceControl] {
            let ours = desired
                .control_policies
                .iter()
                .filter(|policy| policy.kind == kind);
            // The full access is always there.
            let what = format!("the root, of type {},", kind.as_str());
            self.measure(CONTROL_POLICIES, (&what, 1 + ours.count()), || {
                (at, remedy::guardrail(false))
            });
        }
    }

    fn identities(&mut self, company: &Company, desired: &Desired) {
        for role in &desired.roles {
            let what = format!("{} in {}", role.name, company.accounts[role.account].name);
            let trust = format!("who may take the role {what}");
            self.measure(TRUST_POLICY, (&trust, length(&role.trust)), || {
                remedy::trust(company, &role.name)
            });
            let policy = format!("what the role {what} may do");
            self.measure(ROLE_POLICY, (&policy, length(&role.policy)), || {
                remedy::role(company, &role.name)
            });
        }
        for provider in &desired.providers {
            let account = &company.accounts[provider.account].name;
            let what = format!("the identity provider {} in {account}", provider.url);
            self.measure(AUDIENCES, (&what, provider.audiences.len()), || {
                remedy::audiences(company, &provider.url)
            });
        }
    }

    fn registries(&mut self, company: &Company, desired: &Desired) {
        for registry in &desired.registries {
            let account = &company.accounts[registry.account].name;
            let place = format!("{account} in {}", registry.region);
            let policy = format!("the policy of the registry of {place}");
            self.measure(REGISTRY_POLICY, (&policy, length(&registry.policy)), || {
                remedy::registry(company, registry.account)
            });
            let whole = format!("the registry of {place}");
            self.measure(REPOSITORIES, (&whole, registry.repositories.len()), || {
                let first = company.places.repositories.get(REPOSITORIES.max).copied();
                (first.unwrap_or_default(), remedy::repositories())
            });
            for repository in &registry.repositories {
                let what = format!("the policy of repository {} of {place}", repository.name);
                let length_of = |policy: &Option<Value>| policy.as_ref().map_or(0, length);
                self.measure(REPOSITORY_POLICY, (&what, length_of(&repository.policy)), || {
                    remedy::registry(company, registry.account)
                });
                let what = format!(
                    "the lifecycle policy of repository {} of {place}",
                    repository.name
                );
                let rules = |policy: &Value| policy["rules"].as_array().map_or(0, Vec::len);
                let at = || (Place::default(), remedy::lifecycle());
                self.measure(LIFECYCLE_POLICY, (&what, length_of(&repository.lifecycle)), at);
                let rules = repository.lifecycle.as_ref().map_or(0, rules);
                self.measure(LIFECYCLE_RULES, (&what, rules), at);
            }
        }
    }
}

/// How long a document is, as it is sent.
fn length(document: &Value) -> usize {
    document.to_string().chars().count()
}

/// A number as people read it: 10,240.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
