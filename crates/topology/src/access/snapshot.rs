//! Everything that decides access to a company's registries, as data: from its file, from a live endpoint, or kept in a
//! file to be looked at later.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wharf_aws::AccountId;

use crate::company::{Account, Company, Purpose};
use crate::desired::{Desired, Ids, Kind};
use crate::rule::Rule;

/// The whole of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    /// `o-…`.
    pub organization: String,
    /// What the units of the file are called in paths, in its order: an account is in those of its path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// The accounts of the file, in its order.
    pub accounts: Vec<AccountPolicies>,
    /// The registries.
    pub registries: Vec<RegistryPolicies>,
    /// What decides and could not be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<String>,
}

/// What decides in an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountPolicies {
    /// Its id.
    pub id: String,
    /// Where it is: `o-…/r-…/ou-…/`.
    pub path: String,
    /// The service control policies of each level, the root's first; nothing for the management account.
    pub service_control: Option<Vec<Vec<Policy>>>,
    /// The resource control policies of each level.
    pub resource_control: Vec<Vec<Policy>>,
    /// Its roles and users.
    pub principals: Vec<PrincipalPolicies>,
}

/// A policy and what it is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// What it says.
    pub document: Value,
}

/// A role or a user with its policies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrincipalPolicies {
    /// Its ARN, with its path.
    pub arn: String,
    /// Inline and attached ones, a user's groups' too.
    pub policies: Vec<Policy>,
    /// The most that it can be allowed.
    pub boundary: Option<Policy>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

/// What decides in a registry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistryPolicies {
    /// Whose: the account's place in the file.
    pub account: usize,
    /// Where.
    pub region: String,
    /// Its own policy.
    pub policy: Option<Value>,
    /// What stands in the policies of its repositories, said of all of them in one document: a repository that the file gets later has it
    /// too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Value>,
    /// Those of its repositories that have a policy or tags.
    pub repositories: BTreeMap<String, RepositoryPolicies>,
    /// All of its repositories at a live endpoint; of a file's registries none, for the file says where they are.
    #[serde(default)]
    pub names: BTreeSet<String>,
    /// The prefixes of the templates by which pushes make repositories at a live endpoint; of a file's registries nothing, for the file says
    /// what is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub templates: Option<BTreeSet<String>>,
    /// Whether it is at the live endpoint beside those of the file: made by hand, or left from an earlier file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_beside: bool,
}

/// What decides on one repository.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepositoryPolicies {
    /// Its own policy.
    pub policy: Option<Value>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

/// What allows everything, at every level of the tree.
pub(super) fn full() -> Policy {
    Policy {
        name: "FullAWSAccess".to_owned(),
        document: serde_json::json!({"Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}),
    }
}

/// What a guardrail's policy is called in answers.
pub(crate) fn guardrail_name(guardrail: &str) -> String {
    format!("guardrail {guardrail}")
}

impl Snapshot {
    /// What a company's file asks for.
    pub fn of(company: &Company, ids: &Ids) -> Snapshot {
        Snapshot::of_desired(company, ids, &Desired::of(company, ids))
    }

    /// What is there once everything desired is.
    pub fn of_desired(company: &Company, ids: &Ids, desired: &Desired) -> Snapshot {
        let control_policies = |kind: Kind| -> Vec<Policy> {
            let of_kind = desired
                .control_policies
                .iter()
                .filter(|policy| policy.kind == kind);
            let policy = of_kind.map(|guardrail| Policy {
                name: guardrail_name(guardrail.name),
                document: guardrail.content.clone(),
            });
            policy.collect()
        };
        let mut root = vec![full()];
        root.extend(control_policies(Kind::ServiceControl));
        // Neither kind binds the management account.
        let is_bound =
            |account: &Account| Rule::ManagementIsUnbound.holds(account.purpose != Purpose::Management);
        let accounts = company
            .accounts
            .iter()
            .enumerate()
            .map(|(at, account)| AccountPolicies {
                id: ids.accounts[at].to_string(),
                path: ids.path(company, account.unit),
                service_control: is_bound(account).then(|| vec![root.clone()]),
                resource_control: if is_bound(account) {
                    vec![control_policies(Kind::ResourceControl)]
                } else {
                    Vec::new()
                },
                principals: principals(desired, at, &ids.accounts[at]),
            });
        let registries = desired.registries.iter().map(|registry| RegistryPolicies {
            account: registry.account,
            region: registry.region.to_string(),
            policy: Some(registry.policy.clone()),
            elsewhere: registry.elsewhere.clone(),
            repositories: BTreeMap::new(),
            names: BTreeSet::new(),
            templates: None,
            is_beside: false,
        });
        Snapshot {
            organization: ids.organization.clone(),
            units: ids.units.clone(),
            accounts: accounts.collect(),
            registries: registries.collect(),
            unread: Vec::new(),
        }
    }

    /// What is read from an endpoint once everything desired is there.
    pub fn of_applied(company: &Company, ids: &Ids, desired: &Desired) -> Snapshot {
        let mut snapshot = Snapshot::of_desired(company, ids, desired);
        for (registry, desired) in snapshot.registries.iter_mut().zip(&desired.registries) {
            registry.elsewhere = None;
            let templates = desired.templates.iter().map(|template| template.prefix.clone());
            registry.templates = Some(templates.collect());
            for repository in &desired.repositories {
                registry.names.insert(repository.name.clone());
                if let Some(policy) = &repository.policy {
                    let policies = RepositoryPolicies {
                        policy: Some(policy.clone()),
                        tags: BTreeMap::new(),
                    };
                    registry.repositories.insert(repository.name.clone(), policies);
                }
            }
        }
        snapshot
    }

    /// Every policy as a document.
    pub(super) fn documents(&self) -> Vec<Value> {
        let mut documents = Vec::new();
        for account in &self.accounts {
            let levels = account
                .service_control
                .iter()
                .flatten()
                .chain(&account.resource_control);
            documents.extend(levels.flatten().map(|policy| policy.document.clone()));
            for principal in &account.principals {
                let policies = principal.policies.iter().chain(&principal.boundary);
                documents.extend(policies.map(|policy| policy.document.clone()));
            }
        }
        for registry in &self.registries {
            documents.extend(registry.policy.clone());
            documents.extend(registry.elsewhere.clone());
            documents.extend(
                registry
                    .repositories
                    .values()
                    .filter_map(|repository| repository.policy.clone()),
            );
        }
        // Thousands of accounts have the same ones.
        documents.sort_by_cached_key(ToString::to_string);
        documents.dedup();
        documents
    }
}

fn principals(desired: &Desired, account: usize, id: &AccountId) -> Vec<PrincipalPolicies> {
    let roles = desired.roles.iter().filter(|role| role.account == account);
    let principals = roles.map(|role| PrincipalPolicies {
        arn: crate::desired::role_arn(id, &role.name),
        policies: vec![Policy {
            name: format!("policy of role {}", role.name),
            document: role.policy.clone(),
        }],
        boundary: None,
        tags: BTreeMap::new(),
    });
    principals.collect()
}
