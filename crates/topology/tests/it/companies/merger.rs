//! Companies that become one, and the units of a company.

use super::*;

/// Two companies become one, each with a registry: they stay, and what would have to move otherwise is told.
#[test]
fn a_merger_keeps_its_registries() {
    let text = "organization: mm\nunits: { red: , blue: }\naccounts:\n  red-registry: { unit: red, purpose: registry }\n  red-prod: { unit: red }\n  \
                blue-registry: { unit: blue, purpose: registry }\n  blue-prod: { unit: blue }\nteams: { r: { unit: red, repositories: [\"red/*\"] }, b: { unit: blue, repositories: [\"blue/*\"] } }\n\
                repositories: [red/api, blue/api, blue/web]\n";
    let (topology, said, company) = answered(text);
    assert_eq!(topology, Topology::PerUnit);
    assert!(
        said.contains("`red-registry` and `blue-registry`")
            && said.contains("registries that are there stay"),
        "{said}"
    );
    all_hold(&company);
    assert_eq!(
        moving(&draft(text), topology),
        ["nothing: the registries that are there stay where they are"]
    );
    // Production builds nothing: who pushes is for the file to say.
    assert!(company.builders.is_empty());
    // Into one: the registry that holds most stays, and the other one is given up.
    assert_eq!(
        moving(&draft(text), Topology::Dedicated),
        ["from `red-registry` to `blue-registry`: red/api"]
    );
    let one = written(text, &draft(text), Topology::Dedicated).unwrap().text();
    assert!(
        one.contains("red-registry: { unit: red, purpose: retired }"),
        "{one}"
    );
    // It runs nothing, so no role of it pulls, and the file stays as it is.
    let company = crate::file::company(&one);
    let nodes = company
        .consumers
        .iter()
        .find(|consumer| consumer.name == "nodes")
        .unwrap();
    assert_eq!(company.consumer_accounts(nodes).len(), 2);
    assert!(
        written(&one, &draft(&one), Topology::Dedicated)
            .unwrap()
            .is_same()
    );
}

/// Units that are to be kept apart and are not named: no file is written, and the sentence says what is missing.
#[test]
fn units_that_are_not_named() {
    let text = format!("{STARTUP}requirements: {{ isolation: unit }}\n");
    let company = draft(&text).company;
    let advice = advise(&Facts::of(&company), &Prices::default());
    let said = sentence(&company, &advice.candidates[0]);
    assert!(
        said.starts_with("There is no answer")
            && said.contains("and there are none: name them under `units`"),
        "{said}"
    );
    let named = text
        .replace("accounts:", "units: { a: , b: }\naccounts:")
        .replace("dev: \"333333333333\"", "dev: { id: \"333333333333\", unit: a }")
        .replace(
            "prod: \"555555555555\"",
            "prod: { id: \"555555555555\", unit: b }",
        );
    assert_eq!(answered(&named).0, Topology::PerUnit);
}

/// Two companies that say of no repository whose it is: no registry is picked for both, each goes on building, and what is where is
/// not claimed.
#[test]
fn a_merger_without_teams() {
    for region in ["eu-west-1", "us-east-1"] {
        let text = format!(
            "organization: both\nunits: {{ a: , b: }}\naccounts:\n  \
             a-registry: {{ purpose: registry, unit: a, regions: [us-east-1] }}\n  \
             a-dev: {{ unit: a, environment: development, regions: [us-east-1] }}\n  \
             a-prod: {{ unit: a, environment: production, regions: [us-east-1] }}\n  \
             b-registry: {{ unit: b, purpose: registry, regions: [{region}] }}\n  \
             b-dev: {{ unit: b, environment: development, regions: [{region}] }}\n  \
             b-prod: {{ unit: b, environment: production, regions: [{region}] }}\nrepositories: [a/x, a/y, b/z]\n"
        );
        let (topology, said, company) = answered(&text);
        assert_eq!(topology, Topology::PerUnit, "{said}");
        all_hold(&company);
        let trusted = |company: &Company| {
            let trusted = company.builders.iter().flat_map(|builder| builder.trust.clone());
            let names = trusted.map(|account| company.accounts[account].name.clone());
            names.collect::<Vec<String>>()
        };
        assert_eq!(trusted(&company), ["a-dev", "b-dev"]);
        let unknown = "unknown: which registry holds a/x, a/y and b/z; the file says it with `accounts` at a repository, or with the \
                       `unit` of the team that owns it";
        assert_eq!(
            moving(&draft(&text), topology),
            [
                "nothing: the registries that are there stay where they are",
                unknown
            ]
        );
        // Into one all the same: both go on building, and what moves is not claimed.
        assert_eq!(
            moving(&draft(&text), Topology::Dedicated),
            [
                "from `b-registry` to `a-registry`: what it holds of a/x, a/y and b/z",
                unknown
            ]
        );
        let one = written(&text, &draft(&text), Topology::Dedicated).unwrap().text();
        let company = crate::file::company(&one);
        assert_eq!(trusted(&company), ["a-dev", "b-dev"], "{one}");
        all_hold(&company);
        assert!(
            written(&one, &draft(&one), Topology::Dedicated)
                .unwrap()
                .is_same()
        );
    }
}
