//! Companies written to folders in every language, with what is to be expected of them.

use std::path::Path;

use serde_json::json;
use wharf_topology::desired::{Desired, Ids};
use wharf_topology::export::{File, cloudformation, policies, script, terraform_hcl, terraform_json};
use wharf_topology::{Company, Purpose, file};

type Language = fn(&Company, &Ids) -> Vec<File>;

const LANGUAGES: [(&str, Language); 5] = [
    ("cloudformation", cloudformation),
    ("terraform", terraform_hcl),
    ("terraform-json", terraform_json),
    ("script", script),
    ("policies", policies),
];

/// Writes all exports of an organization file.
pub(super) fn write(folder: &Path, text: &str) {
    let company = file::read(text).unwrap_or_else(|problems| panic!("{problems:?} in\n{text}"));
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("organization.yaml"), text).unwrap();
    let ids = Ids::assumed(&company);
    for (language, export) in LANGUAGES {
        for (name, text) in export(&company, &ids) {
            let path = folder.join(language).join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
    let units = company.units.iter().map(|unit| {
        let parent = unit.parent.map(|parent| company.units[parent].name.as_str());
        json!({"name": unit.name, "parent": parent})
    });
    let accounts = company.accounts.iter();
    let accounts = accounts.map(|account| {
        let is_management = account.purpose == Purpose::Management;
        json!({"name": account.name, "id": account.id.map(|id| id.to_string()), "is_management": is_management})
    });
    let desired = Desired::of(&company, &ids);
    let registries = desired.registries.iter().flat_map(|registry| {
        let account = company.accounts[registry.account].name.as_str();
        registry.repositories.iter().map(move |one| {
            json!({"account": account, "region": registry.region.as_str(), "name": one.name,
                "policy": one.policy.is_some(), "lifecycle": one.lifecycle.is_some()})
        })
    });
    let facts = json!({"units": units.collect::<Vec<_>>(), "accounts": accounts.collect::<Vec<_>>(),
        "registries": registries.collect::<Vec<_>>()});
    std::fs::write(folder.join("facts.json"), facts.to_string()).unwrap();
}
