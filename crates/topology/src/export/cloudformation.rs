//! CloudFormation: a template for each account and Region, and one for the organization.

use serde_json::{Map, Value, json};

use super::{File, identifier, pretty};
use crate::company::Company;
use crate::desired::{Desired, Ids, TemplateState};
use crate::reconcile::TAG;

/// The templates. An account's roles are in the template of its first Region.
pub fn cloudformation(company: &Company, ids: &Ids) -> Vec<File> {
    let desired = Desired::of(company, ids);
    let mut files = Vec::new();
    for (at, account) in company.accounts.iter().enumerate() {
        for (number, region) in account.regions.iter().enumerate() {
            let mut resources = Map::new();
            if number == 0 {
                identities(company, &desired, at, &mut resources);
            }
            let registries = desired.registries.iter();
            for registry in registries.filter(|registry| registry.account == at && registry.region == *region)
            {
                for repository in &registry.repositories {
                    let mut properties = json!({"RepositoryName": repository.name,
                        "ImageTagMutability": repository.mutability(), "Tags": tags(company)});
                    if let Some(lifecycle) = &repository.lifecycle {
                        properties["LifecyclePolicy"] = json!({"LifecyclePolicyText": lifecycle.to_string()});
                    }
                    if let Some(policy) = &repository.policy {
                        properties["RepositoryPolicyText"] = policy.clone();
                    }
                    resources.insert(
                        identifier(&["Repository", &repository.name]),
                        json!({"Type": "AWS::ECR::Repository", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain",
                            "Properties": properties}),
                    );
                }
                for template in &registry.templates {
                    let mut properties = json!({"Prefix": template.prefix, "AppliedFor": TemplateState::APPLIED_FOR,
                        "ImageTagMutability": template.mutability()});
                    if let Some(lifecycle) = &template.lifecycle {
                        properties["LifecyclePolicy"] = json!(lifecycle.to_string());
                    }
                    resources.insert(
                        identifier(&["Template", &template.prefix]),
                        json!({"Type": "AWS::ECR::RepositoryCreationTemplate", "Properties": properties}),
                    );
                }
                resources.insert(
                    "RegistryPolicy".to_owned(),
                    json!({"Type": "AWS::ECR::RegistryPolicy", "Properties": {"PolicyText": registry.policy}}),
                );
            }
            if !resources.is_empty() {
                let description = format!(
                    "{} of {} in {region}, by wharf export",
                    account.name, company.name
                );
                files.push((
                    format!("{}.{region}.json", account.name),
                    template(&description, resources),
                ));
            }
        }
    }
    let mut resources = Map::new();
    for policy in &desired.control_policies {
        resources.insert(
            identifier(&["Guardrail", policy.name]),
            json!({"Type": "AWS::Organizations::Policy", "Properties": {"Name": format!("wharf-{}", policy.name),
                "Type": policy.kind.as_str(), "Content": policy.content, "TargetIds": [ids.root],
                "Tags": tags(company)}}),
        );
    }
    if !resources.is_empty() {
        let description = format!(
            "Guardrails of {}, by wharf export: for the management account",
            company.name
        );
        files.push(("organization.json".to_owned(), template(&description, resources)));
    }
    files
}

fn identities(company: &Company, desired: &Desired, account: usize, resources: &mut Map<String, Value>) {
    for provider in desired
        .providers
        .iter()
        .filter(|provider| provider.account == account)
    {
        resources.insert(
            identifier(&["Provider", &provider.url]),
            json!({"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": provider.url,
                "ClientIdList": provider.audiences, "Tags": tags(company)}}),
        );
    }
    for role in desired.roles.iter().filter(|role| role.account == account) {
        resources.insert(
            identifier(&["Role", &role.name]),
            json!({"Type": "AWS::IAM::Role", "Properties": {"RoleName": role.name,
                "AssumeRolePolicyDocument": role.trust,
                "Policies": [{"PolicyName": "wharf", "PolicyDocument": role.policy}], "Tags": tags(company)}}),
        );
    }
}

fn tags(company: &Company) -> Value {
    json!([{"Key": TAG, "Value": company.name}])
}

fn template(description: &str, resources: Map<String, Value>) -> String {
    // Its list of actions does not have ecr:ListImageReferrers yet.
    let metadata = json!({"cfn-lint": {"config": {"ignore_checks": ["W3037"]}}});
    pretty(
        &json!({"AWSTemplateFormatVersion": "2010-09-09", "Description": description, "Metadata": metadata,
        "Resources": resources}),
    )
}
