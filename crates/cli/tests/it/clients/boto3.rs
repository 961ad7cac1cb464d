//! boto3: programs in `python/`, run with the variables that `wharf env` prints. The folders there are `behaviours`'.

use crate::lab::{ACCOUNT, Lab, OTHER, Run};

pub(super) fn python(lab: &Lab, script: &str) -> Run {
    let path = format!(
        "{}/tests/it/clients/python/{script}.py",
        env!("CARGO_MANIFEST_DIR")
    );
    let run = lab.with_identity("python3", ACCOUNT).args(["-B", &path]);
    run.env("OTHER_ACCOUNT", OTHER)
}

fn scenario(script: &str) {
    let said = python(&Lab::new().and_other(), script).ok();
    assert!(said.ends_with("done\n"), "{said}");
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
        .env("DATA_FOLDER", lab.node.data())
        .env("REPOSITORIES", "5");
    let said = run.ok();
    assert!(said.ends_with("done\n"), "{said}");
}

#[test]
fn a_company_of_four_accounts() {
    scenario("organization");
}
