//! What the organization forbids all its accounts, even where their own policies allow it.

use serde_json::{Value, json};

use super::{ADMINISTRATOR_ROLE, Ids, PULL, document};
use crate::company::{Company, Guardrail};

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
    let statement = match guardrail {
        Guardrail::Perimeter => {
            json!({"Sid": "OnlyTheOrganization", "Effect": "Deny", "Principal": "*", "Action": "ecr:*", "Resource": "*",
                "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": ids.organization},
                    "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}})
        }
        Guardrail::ApprovedRegistries => {
            let registries = company.registry_accounts().into_iter();
            let registries: Vec<&str> = registries.map(|at| ids.accounts[at].as_str()).collect();
            json!({"Sid": "OnlyOurRegistries", "Effect": "Deny", "Action": PULL, "Resource": "*",
                "Condition": {"StringNotEquals": {"aws:ResourceAccount": registries}}})
        }
        Guardrail::PolicyEdits => json!({"Sid": "OnlyAdministratorsEdit", "Effect": "Deny", "Resource": "*",
            "Action": ["ecr:DeleteRegistryPolicy", "ecr:DeleteRepositoryPolicy", "ecr:PutAccountSetting",
                "ecr:PutImageTagMutability", "ecr:PutRegistryPolicy", "ecr:SetRepositoryPolicy"],
            "Condition": {"ArnNotLike": {
                "aws:PrincipalArn": format!("arn:aws:iam::*:role/{ADMINISTRATOR_ROLE}")}}}),
        Guardrail::Regions => {
            let regions: Vec<&str> = company.regions.iter().map(|region| region.as_str()).collect();
            json!({"Sid": "OnlyTheseRegions", "Effect": "Deny", "Action": "ecr:*", "Resource": "*",
                "Condition": {"StringNotEquals": {"aws:RequestedRegion": regions}}})
        }
    };
    ControlPolicy {
        name: guardrail.as_str(),
        kind: guardrail.kind(),
        content: document(vec![statement]),
    }
}
