//! What advice says beside its answer.

use super::*;

/// A registry that is given up leaves no image behind: its repositories go to the one that stays, which is told and written.
#[test]
fn no_image_is_stranded() {
    let text = "organization: aa\ntopology: dedicated\naccounts:\n  old-registry: { id: \"111111111111\", purpose: registry }\n  \
                new-registry: { id: \"222222222222\", purpose: registry } # the other one\n  dev: \n  prod: \n\
                repositories: [{ name: aa/x, accounts: [new-registry] }, { name: bb/y, accounts: [old-registry] }, bb/z]\n";
    for topology in Topology::ALL {
        if topology == Topology::PerUnit {
            continue; // there are no units
        }
        let edited = written(text, &draft(text), topology).unwrap_or_else(|error| panic!("{error}"));
        let company = crate::file::company(&edited.text());
        let registries = company.registry_accounts();
        for repository in &company.repositories {
            let mut held = registries
                .iter()
                .flat_map(|account| company.repositories_in(*account));
            assert!(
                held.any(|held| held.name == repository.name),
                "{topology}: {}",
                edited.text()
            );
        }
    }
    let (topology, _, company) = answered(text);
    assert_eq!(topology, Topology::Dedicated);
    assert_eq!(
        company.repositories[0].accounts,
        company.registry_accounts(),
        "it is where it can be"
    );
    assert_eq!(
        moving(&draft(text), topology),
        ["from `new-registry` to `old-registry`: aa/x"]
    );
}

/// A topology that the file says, and another answer: what moves is told.
#[test]
fn a_file_that_says_otherwise() {
    let text = format!("{STARTUP}topology: shared\n");
    let moves = moving(&draft(&text), answered(&text).0);
    assert_eq!(moves, ["from `dev` to `registry`: web and api"]);
}

/// What is assumed is said with its value; what the file says is not.
#[test]
fn assumptions_are_told() {
    let all = assumptions(&draft(STARTUP));
    let of = |key: &str| {
        all.iter()
            .find(|one| one.key == key)
            .map(|one| one.value.as_str())
    };
    assert_eq!(
        (all.len(), of("networks"), of("images"), of("pulls")),
        (8, Some("2"), Some("20"), Some("200"))
    );
    let said = draft(&format!("{STARTUP}volumes: {{ networks: 0, pulls: 7 }}\n"));
    assert_eq!(assumptions(&said).len(), 6);
    assert_eq!(said.company.volumes.networks, 0);
}

#[test]
fn what_if() {
    let facts = Facts::of(&draft(STARTUP).company);
    let supposed = suppose(&facts, "teams=60, regions=3").unwrap();
    assert_eq!(
        (supposed.teams, supposed.regions, supposed.platform_teams),
        (60, 3, 59)
    );
    assert_eq!(supposed.volumes.networks, 6);
    let best = advise(&supposed, &Prices::default()).candidates.remove(0);
    assert_eq!((best.layout, best.registries), (Topology::PerAccount, 6));
    for (wrong, said) in [
        ("teams", "reads like teams=60"),
        ("teams=many", "is a whole number"),
        ("teams=0", "at least 1"),
        ("teams=99999999999999", "teams is at most 1000000000000, not"),
        (
            "teams=99999999999999999999999",
            "teams is at most 1000000000000, not",
        ),
        ("image_gb=-1", "image_gb is at least 0"),
        ("image_gb=1e13", "image_gb is at most 1000000000000"),
        ("promoted=2", "a share"),
        ("team=3", "cannot be supposed"),
    ] {
        let refused = suppose(&facts, wrong).unwrap_err();
        assert!(refused.contains(said), "{refused}");
    }
}

/// A company of one account, which is the organization's own, is warned; one with others is not.
#[test]
fn a_management_account_alone() {
    let alone = "organization: a\naccounts:\n  main: { purpose: management }\n";
    let said = draft(alone).company.warning().unwrap_or_default();
    assert!(said.contains("main, is the management account"), "{said}");
    for fine in [
        format!("{alone}  dev:\n"),
        alone.replace("management", "workload"),
    ] {
        assert_eq!(draft(&fine).company.warning(), None);
    }
}

/// Each example does as it is advised, needs nothing more, and what it asserts holds.
#[test]
fn the_examples_are_right() {
    for (name, text) in crate::file::EXAMPLES {
        let (topology, _, company) = answered(text);
        assert_eq!(topology, company.topology, "{name}");
        let edited = written(text, &draft(text), topology).unwrap();
        assert!(edited.is_same(), "{name}: {}", edited.diff(name));
        all_hold(&company);
    }
}

/// A build registry, and in each production account what is promoted: written, and who may do what follows.
#[test]
fn replicated_can_be_written() {
    let text = format!("{STARTUP}topology: replicated\n");
    let draft = draft(&text);
    assert!(draft.lacks.unwrap().contains("add `registry:`"));
    let company = file::read(&written(&text, &draft, Topology::Replicated).unwrap().text()).unwrap();
    let names: Vec<&str> = company
        .registry_accounts()
        .into_iter()
        .map(|account| company.accounts[account].name.as_str())
        .collect();
    assert_eq!(names, ["registry", "prod"]);
    all_hold(&company);
}
