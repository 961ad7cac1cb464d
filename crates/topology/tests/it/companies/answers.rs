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
    let all = assumptions(&Facts::of_draft(&draft(STARTUP)));
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
    assert_eq!(assumptions(&Facts::of_draft(&said)).len(), 6);
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
        ("teams=99999999999999", "teams is at most 100000, not"),
        ("teams=99999999999999999999999", "teams is at most 100000, not"),
        ("regions=1000000000000", "regions is at most 100, not"),
        (
            "pulls=99999999999999999999999",
            "pulls is at most 1000000000000, not",
        ),
        ("pulls=1.5", "is a whole number"),
        ("scans=NaN", "is a number"),
        ("image_gb=-1", "image_gb is at least 0"),
        ("image_gb=1e13", "image_gb is at most 10000, not"),
        ("promoted=2", "a share"),
        ("team=3", "cannot be supposed"),
    ] {
        let refused = suppose(&facts, wrong).unwrap_err();
        assert!(refused.contains(said), "{refused}");
    }
}

/// What is a part of something is so in whichever order both are said.
#[test]
fn what_if_in_any_order() {
    let facts = Facts::of(&draft(STARTUP).company);
    for (one, other) in [
        ("platform_teams=5,teams=60", "teams=60,platform_teams=5"),
        (
            "production_accounts=4,accounts=10",
            "accounts=10,production_accounts=4",
        ),
        ("regions=3,accounts=10", "accounts=10,regions=3"),
    ] {
        assert_eq!(suppose(&facts, one), suppose(&facts, other));
    }
    let supposed = suppose(
        &facts,
        "platform_teams=5,teams=60,production_accounts=4,accounts=10",
    )
    .unwrap();
    let numbers = (
        supposed.platform_teams,
        supposed.workload_accounts,
        supposed.production_accounts,
    );
    assert_eq!(numbers, (5, 10, 4));
    for wrong in ["teams=3,platform_teams=4", "production_accounts=4,accounts=3"] {
        let refused = suppose(&facts, wrong).unwrap_err();
        assert!(refused.contains("are more than all 3"), "{refused}");
    }
}

/// What is assumed follows from what is supposed, which is assumed no more; so do the figures.
#[test]
fn what_if_is_assumed_anew() {
    let facts = Facts::of_draft(&draft(STARTUP));
    let of = |text: &str| {
        let all = assumptions(&suppose(&facts, text).unwrap());
        let said = all.iter().map(|one| format!("{} {}", one.key, one.value));
        said.collect::<Vec<String>>().join(", ")
    };
    assert_eq!(
        of("image_gb=5"),
        "images 20, pushes 40, pulls 200, new_gb_per_push 1.25, promoted 0.25, networks 2, scans 0"
    );
    assert_eq!(
        of("repositories=1000"),
        "images 10000, pushes 20000, pulls 100000, image_gb 0.5, new_gb_per_push 0.125, promoted 0.25, networks 2, scans 0"
    );
    assert_eq!(
        of("networks=9,pushes=100000,regions=3"),
        "images 20, pulls 500000, image_gb 0.5, new_gb_per_push 0.125, promoted 0.25, scans 0"
    );
    // The greatest company that can be supposed has an answer.
    let most = suppose(
        &facts,
        "teams=100000,units=10000,accounts=100000,regions=100,repositories=10000000,images=1e12",
    );
    assert!(most.unwrap_err().contains("images is a whole number"));
    let most = "teams=100000,units=10000,accounts=100000,regions=100,repositories=10000000,images=1000000000000,image_gb=10000";
    let advice = advise(&suppose(&facts, most).unwrap(), &Prices::default());
    assert!(advice.candidates.iter().all(|one| one.cost.total().is_finite()));
    let regions = advice.scales.iter().find(|scale| scale.what == "Regions");
    assert_eq!(regions.map(|scale| scale.last), Some(100));
}

/// What is supposed as it is changes nothing.
#[test]
fn what_if_it_is_as_it_is() {
    for (name, text) in crate::file::EXAMPLES {
        let facts = Facts::of(&draft(text).company);
        let mut same = format!(
            "accounts={},units={},repositories={}",
            facts.workload_accounts, facts.owning_units, facts.repositories
        );
        if facts.production_accounts > 0 {
            same.push_str(&format!(",production_accounts={}", facts.production_accounts));
        }
        if !facts.resident {
            same.push_str(&format!(",regions={}", facts.regions));
        }
        assert_eq!(suppose(&facts, &same), Ok(facts), "{name}: {same}");
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
