//! What a file asks for, in the languages of others: CloudFormation templates, Terraform, a script for the aws CLI, plain
//! policies. Each is a set of files by name.

mod cloudformation;
mod hcl;
mod script;
mod terraform;

use serde_json::Value;

use crate::company::Company;
use crate::desired::{Desired, Ids};

pub use cloudformation::cloudformation;
pub use script::script;
pub use terraform::{terraform_hcl, terraform_json};

/// A file: its name, and what is in it.
pub type File = (String, String);

/// Every policy as a document of its own.
pub fn policies(company: &Company, ids: &Ids) -> Vec<File> {
    let desired = Desired::of(company, ids);
    let name = |account: usize| company.accounts[account].name.as_str();
    let mut files = Vec::new();
    let mut file = |name: String, document: &Value| files.push((format!("{name}.json"), pretty(document)));
    for role in &desired.roles {
        file(
            format!("identity/{}.{}", name(role.account), role.name),
            &role.policy,
        );
        file(format!("trust/{}.{}", name(role.account), role.name), &role.trust);
    }
    for registry in &desired.registries {
        file(
            format!("registry/{}.{}", name(registry.account), registry.region),
            &registry.policy,
        );
        for repository in &registry.repositories {
            if let Some(policy) = &repository.policy {
                let place = format!("{}.{}", name(registry.account), registry.region);
                let path = repository.name.replace('/', ".");
                file(format!("repository/{place}.{path}"), policy);
            }
        }
    }
    for policy in &desired.control_policies {
        file(format!("organization/{}", policy.name), &policy.content);
    }
    files
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// A name as a logical id or a resource's name may have it.
fn identifier(parts: &[&str]) -> String {
    let letters = |part: &str| -> String {
        let mut upper = true;
        let mut text = String::new();
        for character in part.chars() {
            match character.is_ascii_alphanumeric() {
                true if upper => text.push(character.to_ascii_uppercase()),
                true => text.push(character),
                false => {}
            }
            upper = !character.is_ascii_alphanumeric();
        }
        text
    };
    parts.iter().map(|part| letters(part)).collect()
}
