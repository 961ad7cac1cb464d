//! Accounts that were moved in the tree by hand.

use std::path::Path;

use super::{Endpoint, write};

const PROD: &str = "555555555555";

/// On an endpoint whose account prod is in unit production: what is said of it by a file that has it directly under the root.
pub(super) fn accounts(endpoint: &Endpoint, folder: &Path) {
    let organizations = |arguments: &[&str]| endpoint.aws(&[&["organizations"], arguments].concat());
    let parent = || {
        let parents = organizations(&["list-parents", "--child-id", PROD]);
        parents["Parents"][0]["Id"].as_str().unwrap().to_owned()
    };
    let file = |units: &str| {
        format!(
            "organization: acme\nunits: {{ {units} }}\nguardrails: []\naccounts:\n  \
             registry: {{ id: \"222222222222\", unit: infrastructure }}\n  dev: {{ id: \"333333333333\", unit: workloads }}\n  \
             prod: \"{PROD}\"\nrepositories: [payments/api]\nbuilders: {{ ci: {{ trust: [dev] }} }}\n\
             consumers: {{ nodes: {{ units: [workloads] }} }}\nassertions: [account prod may not pull payments/*]\n"
        )
    };
    let production = parent();
    // A unit that the file does not have may guard what is in it.
    let unknown = write(folder, "unknown.yaml", &file("infrastructure: , workloads: "));
    let (_, said) = endpoint.run(&["apply", &unknown]);
    let line = format!(
        "! account prod directly under the root\n    it is in {production}, a unit that the file does not have"
    );
    assert!(said.contains(&line), "{said}");
    assert_eq!(parent(), production);

    let known = file("infrastructure: , workloads: , production: workloads");
    let known = write(folder, "known.yaml", &known);
    let (code, said) = endpoint.run(&["plan", &known]);
    let line = "~ account prod directly under the root\n    it is in unit production";
    assert!(code == Some(2) && said.contains(line), "{said}");
    let (code, said) = endpoint.run(&["check", &known, "--live"]);
    let refuted = "REFUTED    account prod may not pull payments/*";
    assert!(
        code == Some(2) && said.contains(refuted),
        "it is in the unit: {said}"
    );
    let (code, said) = endpoint.run(&["apply", &known]);
    assert!(code == Some(0) && said.contains(line), "{said}");
    endpoint.is_as(&known);
    assert!(parent().starts_with("r-"));
    let (code, said) = endpoint.run(&["check", &known, "--live"]);
    assert_eq!(code, Some(0), "{said}");
}
