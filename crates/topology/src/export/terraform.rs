//! Terraform: one module with a provider for each account and Region.

use serde_json::{Map, Value, json};

use super::{File, hcl, identifier, pretty};
use crate::company::Company;
use crate::desired::{ADMINISTRATOR_ROLE, Desired, Ids, TemplateState, role_arn};
use crate::reconcile::TAG;

/// The module in Terraform's JSON.
pub fn terraform_json(company: &Company, ids: &Ids) -> Vec<File> {
    vec![("main.tf.json".to_owned(), pretty(&module(company, ids)))]
}

/// The module in HCL.
pub fn terraform_hcl(company: &Company, ids: &Ids) -> Vec<File> {
    vec![("main.tf".to_owned(), hcl::module(&module(company, ids)))]
}

fn module(company: &Company, ids: &Ids) -> Value {
    let desired = Desired::of(company, ids);
    let mut resources: Map<String, Value> = Map::new();
    let mut resource = |kind: &str, name: String, body: Value| {
        let kind = resources.entry(kind).or_insert_with(|| json!({}));
        kind[name.to_lowercase()] = body;
    };
    let tags = json!({TAG: company.name});
    for provider in &desired.providers {
        let of = alias(company, provider.account, 0);
        resource(
            "aws_iam_openid_connect_provider",
            identifier(&[&company.accounts[provider.account].name, &provider.url]),
            json!({"provider": of, "url": provider.url, "client_id_list": provider.audiences, "tags": tags}),
        );
    }
    for role in &desired.roles {
        let name = identifier(&[&company.accounts[role.account].name, &role.name]);
        let of = alias(company, role.account, 0);
        resource(
            "aws_iam_role",
            name.clone(),
            json!({"provider": of, "name": role.name, "assume_role_policy": role.trust.to_string(), "tags": tags}),
        );
        resource(
            "aws_iam_role_policy",
            name.clone(),
            json!({"provider": of, "name": "wharf", "role": format!("${{aws_iam_role.{}.name}}", name.to_lowercase()),
                "policy": role.policy.to_string()}),
        );
    }
    for registry in &desired.registries {
        let account = &company.accounts[registry.account];
        let at = account
            .regions
            .iter()
            .position(|region| *region == registry.region)
            .unwrap_or(0);
        let of = alias(company, registry.account, at);
        let place = identifier(&[&account.name, registry.region.as_str()]);
        for repository in &registry.repositories {
            let name = format!("{place}{}", identifier(&[&repository.name]));
            resource(
                "aws_ecr_repository",
                name.clone(),
                json!({"provider": of, "name": repository.name, "image_tag_mutability": repository.mutability(),
                    "tags": tags}),
            );
            if let Some(policy) = &repository.policy {
                let of_repository = format!("${{aws_ecr_repository.{}.name}}", name.to_lowercase());
                resource(
                    "aws_ecr_repository_policy",
                    name.clone(),
                    json!({"provider": of, "repository": of_repository, "policy": policy.to_string()}),
                );
            }
            if let Some(lifecycle) = &repository.lifecycle {
                let of_repository = format!("${{aws_ecr_repository.{}.name}}", name.to_lowercase());
                resource(
                    "aws_ecr_lifecycle_policy",
                    name,
                    json!({"provider": of, "repository": of_repository, "policy": lifecycle.to_string()}),
                );
            }
        }
        for template in &registry.templates {
            let mut body = json!({"provider": of, "prefix": template.prefix,
                "applied_for": TemplateState::APPLIED_FOR, "image_tag_mutability": template.mutability()});
            if let Some(lifecycle) = &template.lifecycle {
                body["lifecycle_policy"] = json!(lifecycle.to_string());
            }
            resource(
                "aws_ecr_repository_creation_template",
                format!("{place}{}", identifier(&[&template.prefix])),
                body,
            );
        }
        if registry.mounts {
            resource(
                "aws_ecr_account_setting",
                format!("{place}Mounting"),
                json!({"provider": of, "name": "BLOB_MOUNTING", "value": "ENABLED"}),
            );
        }
        resource(
            "aws_ecr_account_setting",
            place.clone(),
            json!({"provider": of, "name": "REGISTRY_POLICY_SCOPE", "value": "V2"}),
        );
        resource(
            "aws_ecr_registry_policy",
            place,
            json!({"provider": of, "policy": registry.policy.to_string()}),
        );
    }
    for policy in &desired.control_policies {
        let name = identifier(&[policy.name]);
        resource(
            "aws_organizations_policy",
            name.clone(),
            json!({"name": format!("wharf-{}", policy.name), "type": policy.kind.as_str(),
                "content": policy.content.to_string(), "tags": tags}),
        );
        let id = format!("${{aws_organizations_policy.{}.id}}", name.to_lowercase());
        resource(
            "aws_organizations_policy_attachment",
            name,
            json!({"policy_id": id, "target_id": ids.root}),
        );
    }
    json!({
        "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 6.0"}}},
        "provider": {"aws": providers(company, ids)},
        "resource": resources,
    })
}

/// The management account's provider, and one for each account and Region.
fn providers(company: &Company, ids: &Ids) -> Value {
    let first = company
        .regions
        .first()
        .map_or("us-east-1", |region| region.as_str());
    let mut providers = vec![json!({"region": first})];
    for (at, account) in company.accounts.iter().enumerate() {
        for (number, region) in account.regions.iter().enumerate() {
            let arn = role_arn(&ids.accounts[at], ADMINISTRATOR_ROLE);
            providers.push(
                json!({"alias": alias_name(company, at, number), "region": region.as_str(),
                "assume_role": [{"role_arn": arn}]}),
            );
        }
    }
    Value::Array(providers)
}

fn alias_name(company: &Company, account: usize, region: usize) -> String {
    let account = &company.accounts[account];
    let region = account.regions.get(region).map_or("", |region| region.as_str());
    identifier(&[&account.name, region]).to_lowercase()
}

fn alias(company: &Company, account: usize, region: usize) -> String {
    format!("aws.{}", alias_name(company, account, region))
}
