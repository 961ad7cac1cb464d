//! boto3: programs in `python/`, run with the variables that `wharf env` prints.
//!
//! A folder there has a service's *behaviours*, a file for each noun. `python/run.py` runs them all on one node and tells
//! which operations each called and checked the effects of; these are all that are in its table of operations.

use std::collections::BTreeSet;

use serde_json::Value;
use wharf_node::operation::Service;

use crate::lab::{ACCOUNT, Lab, OTHER, Run};

fn python(lab: &Lab, script: &str) -> Run {
    let path = format!(
        "{}/tests/it/clients/python/{script}.py",
        env!("CARGO_MANIFEST_DIR")
    );
    let run = lab.with_identity("python3", ACCOUNT).args(["-B", &path]);
    run.env("OTHER_ACCOUNT", OTHER)
}

/// Runs a service's behaviours: together they check each operation that is served, and call no other.
fn every_operation(of: &Service) {
    let service = of.name();
    let lab = Lab::new();
    let run = python(&lab, "run")
        .arg(service)
        .env("WHARF", env!("CARGO_BIN_EXE_wharf"))
        .env("WHARF_DATA_FOLDER", lab.node.data());
    let mut checked = BTreeSet::new();
    for line in run.ok().lines() {
        let behaviour: Value = serde_json::from_str(line).unwrap();
        let operations = behaviour["checked"].as_array().unwrap().iter();
        checked.extend(operations.map(|name| name.as_str().unwrap().to_owned()));
    }
    let served: BTreeSet<String> = wharf_node::rows_of(of).map(|row| row.name.to_owned()).collect();
    let unchecked: Vec<_> = served.difference(&checked).collect();
    assert!(
        unchecked.is_empty(),
        "no behaviour checks {unchecked:?} of {service}"
    );
    let unknown: Vec<_> = checked.difference(&served).collect();
    assert!(unknown.is_empty(), "{service} does not serve {unknown:?}");
}

#[test]
fn every_operation_of_iam() {
    every_operation(&wharf_node::iam::IAM);
}

#[test]
fn every_operation_of_kms() {
    every_operation(&wharf_node::kms::KMS);
}

fn scenario(script: &str) {
    let said = python(&Lab::new().and_other(), script).ok();
    assert!(said.ends_with("done\n"), "{said}");
}

#[test]
fn layers_go_up_in_parts_and_come_down() {
    scenario("layers");
}

#[test]
fn images_are_paged_described_and_deleted() {
    scenario("images");
}

#[test]
fn faults_are_the_exceptions_that_the_sdk_knows() {
    scenario("faults");
}

#[test]
fn every_constraint_is_checked() {
    scenario("constraints");
}

/// Quotas are small, so that they can be used up, and the script has `wharf` to disable a key with.
#[test]
fn every_modelled_fault_is_raised() {
    let lab = Lab::with(&["--repositories", "5", "--images", "3"]);
    let run = python(&lab, "modelled_faults")
        .env("WHARF", env!("CARGO_BIN_EXE_wharf"))
        .env("WHARF_DATA_FOLDER", lab.node.data())
        .env("REPOSITORIES", "5");
    let said = run.ok();
    assert!(said.ends_with("done\n"), "{said}");
}

#[test]
fn a_company_of_four_accounts() {
    scenario("organization");
}

#[test]
fn lifecycle_archive_templates_and_settings() {
    scenario("registry");
}
