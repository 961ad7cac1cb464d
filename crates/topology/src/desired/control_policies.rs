//! What the organization forbids all its accounts, even where their own policies allow it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wharf_aws::AccountId;

use super::{ADMINISTRATOR_ROLE, Ids, PULL, document};
use crate::company::{Company, Guardrail};

/// What approved registries of others may be used for; AWS's published policy excepts these two. The rest of a pull, which only some
/// clients ask for, goes to the organization's own registries alone.
const APPROVED_PULL: [&str; 2] = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/// Which kind of policy it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of principals: a service control policy.
    ServiceControl,
    /// Of resources: a resource control policy.
    ResourceControl,
}

impl Kind {
    /// As the API has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::ServiceControl => "SERVICE_CONTROL_POLICY",
            Kind::ResourceControl => "RESOURCE_CONTROL_POLICY",
        }
    }
}

/// A policy at the root of the tree.
#[derive(Clone, Debug)]
pub struct ControlPolicy {
    /// Its name.
    pub name: &'static str,
    /// Its kind.
    pub kind: Kind,
    /// What it says.
    pub content: Value,
}

impl Guardrail {
    /// The kind of policy that it is.
    pub fn kind(self) -> Kind {
        match self {
            Guardrail::Perimeter => Kind::ResourceControl,
            Guardrail::ApprovedRegistries | Guardrail::PolicyEdits | Guardrail::Regions => {
                Kind::ServiceControl
            }
        }
    }
}

pub(super) fn of(company: &Company, ids: &Ids) -> Vec<ControlPolicy> {
    let mut guardrails: Vec<Guardrail> = company.guardrails.clone();
    guardrails.sort_unstable();
    guardrails.dedup();
    guardrails
        .into_iter()
        .map(|guardrail| policy(company, ids, guardrail))
        .collect()
}

fn policy(company: &Company, ids: &Ids, guardrail: Guardrail) -> ControlPolicy {
    let statements = match guardrail {
        Guardrail::Perimeter => {
            vec![
                json!({"Sid": "OnlyTheOrganization", "Effect": "Deny", "Principal": "*", "Action": "ecr:*", "Resource": "*",
                "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": ids.organization},
                    "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}}),
            ]
        }
        Guardrail::ApprovedRegistries => approved_registries(company, ids),
        Guardrail::PolicyEdits => vec![
            json!({"Sid": "OnlyAdministratorsEdit", "Effect": "Deny", "Resource": "*",
            "Action": ["ecr:DeleteRegistryPolicy", "ecr:DeleteRepositoryPolicy", "ecr:PutAccountSetting",
                "ecr:PutImageTagMutability", "ecr:PutRegistryPolicy", "ecr:SetRepositoryPolicy"],
            "Condition": {"ArnNotLike": {
                "aws:PrincipalArn": format!("arn:aws:iam::*:role/{ADMINISTRATOR_ROLE}")}}}),
        ],
        Guardrail::Regions => {
            vec![
                json!({"Sid": "OnlyTheseRegions", "Effect": "Deny", "Action": "ecr:*", "Resource": "*",
                "Condition": {"StringNotEquals": {"aws:RequestedRegion": regions(company)}}}),
            ]
        }
    };
    ControlPolicy {
        name: guardrail.as_str(),
        kind: guardrail.kind(),
        content: document(statements),
    }
}

/// Images come from the organization's registries, and from those of others that the file approves.
fn approved_registries(company: &Company, ids: &Ids) -> Vec<Value> {
    let own: Vec<&AccountId> = company
        .registry_accounts()
        .into_iter()
        .map(|at| &ids.accounts[at])
        .collect();
    let but_from = |sid: &str, actions: &[&str], accounts: &[&AccountId]| {
        let accounts: BTreeSet<&str> = accounts.iter().map(|id| id.as_str()).collect();
        json!({"Sid": sid, "Effect": "Deny", "Action": actions, "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:ResourceAccount": accounts}}})
    };
    if company.approved.is_empty() {
        return vec![but_from("OnlyOurRegistries", &PULL, &own)];
    }
    let rest: Vec<&str> = PULL
        .into_iter()
        .filter(|action| !APPROVED_PULL.contains(action))
        .collect();
    let approved: Vec<&AccountId> = own.iter().copied().chain(&company.approved).collect();
    vec![
        but_from("OnlyApprovedRegistries", &APPROVED_PULL, &approved),
        but_from("OnlyOurRegistries", &rest, &own),
    ]
}

/// The Regions of the file, those that only some accounts work in too.
fn regions(company: &Company) -> BTreeSet<&str> {
    let accounts = company.accounts.iter().flat_map(|account| &account.regions);
    company
        .regions
        .iter()
        .chain(accounts)
        .map(|region| region.as_str())
        .collect()
}
