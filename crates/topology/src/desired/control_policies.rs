//! What the organization forbids all its accounts, even where their own policies allow it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wharf_aws::AccountId;

use super::{ADMINISTRATOR_ROLE, Ids, PULL, document};
use crate::company::{Company, Guardrail};

/// What approved registries of others may be used for; AWS's published policy excepts these two. The rest of a pull, which only some
/// clients ask for, goes to the organization's own registries alone.
const APPROVED_PULL: [&str; 2] = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/// What is asked of a registry as a whole, and not of its repositories; but for its token, which is for all of the caller's Region.
const OF_REGISTRIES: [&str; 11] = [
    "ecr:Create*",
    "ecr:De*",
    "ecr:GetAccountSetting",
    "ecr:GetRegistry*",
    "ecr:GetSigningConfiguration",
    "ecr:List*",
    "ecr:Put*",
    "ecr:R*",
    "ecr:S*",
    "ecr:Update*",
    "ecr:Validate*",
];

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
        Guardrail::Regions => only_these_regions(company),
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

/// No registries elsewhere. What AWS's own registries hold there may be pulled by workloads there: EKS takes the images of its add-ons from
/// the Region of the cluster.
fn only_these_regions(company: &Company) -> Vec<Value> {
    let regions = regions(company);
    let elsewhere = json!({"StringNotEquals": {"aws:RequestedRegion": regions}});
    let mut pulls = elsewhere.clone();
    if !company.approved.is_empty() {
        let approved: BTreeSet<&str> = company.approved.iter().map(|id| id.as_str()).collect();
        pulls["StringNotEquals"]["aws:ResourceAccount"] = json!(approved);
    }
    // Of repositories all but these: actions that AWS adds are denied too.
    vec![
        json!({"Sid": "OnlyTheseRegions", "Effect": "Deny", "NotAction": APPROVED_PULL,
            "Resource": "arn:aws:ecr:*:*:repository/*", "Condition": elsewhere}),
        json!({"Sid": "OnlyRegistriesOfTheseRegions", "Effect": "Deny", "Action": OF_REGISTRIES, "Resource": "*",
            "Condition": elsewhere}),
        json!({"Sid": "OnlyApprovedRegistriesElsewhere", "Effect": "Deny", "Action": APPROVED_PULL, "Resource": "*",
            "Condition": pulls}),
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use wharf_aws::AccountId;
    use wharf_policy::{Action, Context, Decision, Keys, Policies, Principal, Request, Source, evaluate};

    use crate::desired::{Desired, Ids};

    const OWN: &str = "333333333333";
    const APPROVED: &str = "602401143452";

    /// Whether root may do this under the guardrail, whose document allows everything else: of a repository, and of a registry as a whole.
    fn may(guardrail: &Value, name: &str, region: &str, owner: &str) -> [bool; 2] {
        let source = |document: &Value| Source::compile("one", &document.to_string());
        let everything = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}});
        let levels = [vec![source(&everything), source(guardrail)]];
        let (owner, own) = (owner.parse::<AccountId>().unwrap(), OWN.parse().unwrap());
        let mut keys = Keys::default();
        keys.insert("aws:RequestedRegion", [region.to_owned()]);
        keys.insert("aws:ResourceAccount", [owner.to_string()]);
        let layers = [&keys];
        let repository = format!("arn:aws:ecr:{region}:{owner}:repository/eks/pause");
        let mut theirs = everything.clone();
        theirs["Statement"]["Principal"] = json!("*");
        [(repository.as_str(), owner), ("*", own)].map(|(resource, resource_account)| {
            let request = Request {
                principal: &Principal::root(&own),
                action: &Action::parse(name).unwrap(),
                resource,
                account_life: None,
                resource_account: Some(resource_account),
                context: &Context::new(&layers),
            };
            let policies = Policies {
                identity: &[source(&everything)],
                resource: &[source(&theirs)],
                service_control: Some(&levels),
                ..Policies::default()
            };
            evaluate(&request, &policies) == Decision::Allowed
        })
    }

    /// What EKS asks of AWS's registries in a Region that the file does not have is let through, and nothing else of ECR's there.
    #[test]
    fn regions_leave_what_others_hold_elsewhere_to_be_pulled() {
        let text = "organization: acme\naccounts: { registry: , dev: }\nrepositories: [api]\nguardrails: [regions]\n\
                    approved: [\"602401143452\"]\nbuilders: { ci: { trust: [dev] } }\n";
        let company = crate::file::read(text).unwrap();
        let desired = Desired::of(&company, &Ids::assumed(&company));
        let guardrail = &desired.control_policies[0].content;
        let model: Value = serde_json::from_str(include_str!("../../../../api/ecr.json")).unwrap();
        for (name, operation) in model["operations"].as_object().unwrap() {
            let action = format!("ecr:{name}");
            assert_eq!(may(guardrail, &action, "us-east-1", OWN), [true; 2], "{name}");
            let own = may(guardrail, &action, "ap-south-1", OWN);
            let approved = may(guardrail, &action, "ap-south-1", APPROVED);
            if name == "GetAuthorizationToken" {
                assert!(own[1]);
                continue;
            }
            let members = &model["shapes"][operation["input"].as_str().unwrap()]["members"];
            let mut members = members.as_object().unwrap().keys();
            let is_of_repository =
                members.any(|one| one.starts_with("repositoryName") || one == "resourceArn");
            let at = usize::from(!is_of_repository);
            assert!(!own[at], "{name}");
            assert_eq!(
                approved[at],
                ["BatchGetImage", "GetDownloadUrlForLayer"].contains(&name.as_str()),
                "{name}"
            );
        }
    }
}
