//! Companies from facts alone: the answer, what it writes, and that everything asserted then holds.

mod answers;
mod merger;
mod places;
mod tried;

use crate::advise_written::counts_what_is_written;
use wharf_topology::access::{AccessModel, Verdict, check};
use wharf_topology::advise::{
    Facts, Prices, Spread, advise, assumptions, moving, sentence, suppose, written,
};
use wharf_topology::desired::Ids;
use wharf_topology::file::{self, Draft};
use wharf_topology::{Company, Topology};

const STARTUP: &str = "organization: small\naccounts: { dev: \"333333333333\", prod: \"555555555555\" }\nrepositories: [web, api]\n";

fn draft(text: &str) -> Draft {
    file::draft(text).unwrap_or_else(|problems| panic!("{problems:?}: {text}"))
}

/// The answer's topology and sentence, and the company of the file with it.
fn answered(text: &str) -> (Topology, String, Company) {
    let draft = draft(text);
    let advice = advise(
        &Facts::of_file(text, &draft, &Prices::default()),
        &Prices::default(),
    );
    let best = &advice.candidates[0];
    assert!(best.misses.is_empty(), "{best:?}");
    let said = sentence(&draft.company, best);
    let edited = written(text, &draft, best.layout).unwrap_or_else(|error| panic!("{error}"));
    let company = crate::file::company(&edited.text());
    assert_eq!(company.topology, best.layout);
    counts_what_is_written(&company, best, &format!("{said}: {}", edited.text()));
    (best.layout, said, company)
}

/// Every assertion is proved.
fn all_hold(company: &Company) {
    let model = AccessModel::of(company, &Ids::assumed(company));
    assert!(!company.assertions.is_empty());
    for assertion in &company.assertions {
        let verdict = check(company, &model, assertion);
        assert!(
            matches!(verdict, Verdict::Proved { .. }),
            "{}: {verdict:?}",
            assertion.text
        );
    }
}

#[test]
fn accounts_and_repositories_are_enough() {
    let (topology, said, company) = answered(STARTUP);
    assert_eq!(topology, Topology::Dedicated);
    assert!(
        said.starts_with("One registry, in account `registry` (new), in us-east-1, because "),
        "{said}"
    );
    let texts: Vec<&str> = company
        .assertions
        .iter()
        .map(|assertion| assertion.text.as_str())
        .collect();
    assert_eq!(
        texts,
        [
            "ci may push *",
            "only ci may push *",
            "nodes may pull *",
            "outsiders may not pull *"
        ]
    );
    all_hold(&company);
}

#[test]
fn one_account_needs_no_other() {
    let text = "organization: tiny\naccounts: { main: \"333333333333\" }\nrepositories: [web]\n";
    let (topology, said, company) = answered(text);
    assert_eq!(topology, Topology::Shared);
    assert!(
        said.starts_with("One registry, in account `main` (333333333333), in us-east-1, because "),
        "{said}"
    );
    all_hold(&company);
    let two = text.replace("main:", "web: , main:");
    assert_eq!(answered(&two).0, Topology::Dedicated);
}

/// Fourteen accounts in seven units, and seventy teams, most with platforms of their own.
#[test]
fn seventy_teams() {
    let mut text = "organization: bigsaas\nunits:\n".to_owned();
    for unit in 0..7 {
        text.push_str(&format!("  dom{unit}:\n"));
    }
    text.push_str("accounts:\n");
    for unit in 0..7 {
        text.push_str(&format!(
            "  dom{unit}-dev: {{ unit: dom{unit}, environment: development }}\n  dom{unit}-prod: {{ unit: dom{unit}, environment: production }}\n"
        ));
    }
    text.push_str("teams:\n");
    for team in 0..70 {
        text.push_str(&format!(
            "  team{team:02}: {{ unit: dom{}, repositories: [\"team{team:02}/*\"], platform: {} }}\n",
            team % 7,
            team % 7 != 6
        ));
    }
    text.push_str("repositories:\n");
    for team in 0..70 {
        text.push_str(&format!("  - team{team:02}/svc\n"));
    }
    let (topology, said, company) = answered(&text);
    assert_eq!(topology, Topology::PerUnit, "{said}");
    assert!(
        said.starts_with("7 registries, in the accounts `dom0-registry` (new), "),
        "{said}"
    );
    assert_eq!(company.builders.len(), 7);
}

/// A bank with the European Union and the United States apart: no answer copies images where they may not go.
#[test]
fn residencies_that_are_apart() {
    let facts = "organization: northbank\nregions: [eu-central-1, us-east-1]\nunits: { eu: , us: }\naccounts:\n  \
                 eu-prod: { unit: eu, environment: production, regions: [eu-central-1] }\n  \
                 us-prod: { unit: us, environment: production, regions: [us-east-1] }\nteams:\n  \
                 euteam: { unit: eu, repositories: [\"eu/*\"] }\n  usteam: { unit: us, repositories: [\"us/*\"] }\n\
                 repositories: [eu/ledger, us/ledger]\n";
    for residency in [
        "{ \"eu/*\": [eu-central-1], \"us/*\": [us-east-1] }",
        "{ unit eu: [eu-central-1], unit us: [us-east-1] }",
        "{ unit eu: [eu-central-1], account us-prod: [us-east-1] }",
    ] {
        let text = format!("{facts}requirements: {{ residency: {residency} }}\n");
        let (topology, said, company) = answered(&text);
        assert_eq!(topology, Topology::PerUnit, "{residency}");
        assert!(
            said.starts_with(
                "2 registries, in the accounts `eu-registry` (new) in eu-central-1 and `us-registry` (new) in us-east-1, because "
            ),
            "{said}"
        );
        all_hold(&company);
        let advice = advise(&Facts::of(&draft(&text).company), &Prices::default());
        assert_eq!(advice.candidates[0].spread, Spread::None);
        for candidate in &advice.candidates {
            if candidate.layout == Topology::Dedicated {
                assert!(
                    candidate.misses[0].starts_with("impossible: "),
                    "{residency}: {:?}",
                    candidate.misses
                );
            }
        }
        // A file that asks for it all the same is refused, with the place.
        let wrong = text.replacen("accounts:\n", "topology: dedicated\naccounts:\n  registry:\n", 1);
        let problems = file::read(&wrong).unwrap_err();
        assert!(
            problems[0].message.contains("may be stored in eu-central-1 only"),
            "{problems:?}"
        );
    }
    // Without owners nothing tells the images apart.
    let unowned = "organization: b\naccounts: { eu: { regions: [eu-central-1] }, us: { regions: [us-east-1] } }\n\
                  repositories: [eu/a, us/a]\nrequirements: { residency: { \"eu/*\": [eu-central-1] } }\n";
    let company = draft(unowned).company;
    let advice = advise(&Facts::of(&company), &Prices::default());
    let said = sentence(&company, &advice.candidates[0]);
    assert!(
        said.starts_with("There is no answer")
            && said.contains("there are not several units that own images"),
        "{said}"
    );
    let last = &advice.candidates.last().unwrap().misses[0];
    assert!(
        last.starts_with("impossible: `eu/*` may be stored in eu-central-1 only"),
        "{last}"
    );
}

/// Images that a push makes, and those of an account that pulls everything, must not be elsewhere either.
#[test]
fn residency_binds_what_is_to_come() {
    let impossible = |text: &str| {
        let advice = advise(&Facts::of(&draft(text).company), &Prices::default());
        let of = |layout: Topology| {
            let found = advice.candidates.iter().find(|one| one.layout == layout);
            found.map(|one| one.misses.join("; ")).unwrap_or_default()
        };
        assert!(of(Topology::Dedicated).starts_with("impossible: "), "{text}");
        of(Topology::PerUnit)
    };
    let two = "organization: a\ntopology: per-unit\nregions: [eu-central-1, us-east-1]\nunits: { eu: , us: }\naccounts:\n  \
               eu-registry: { regions: [eu-central-1], unit: eu, purpose: registry }\n  \
               us-registry: { regions: [us-east-1], unit: us, purpose: registry }\n  \
               us-prod: { regions: [us-east-1], environment: production, unit: us }\n\
               repositories: [eu/ledger, us/ledger]\n\
               teams: { e: { unit: eu, repositories: [\"eu/*\"] }, u: { unit: us, repositories: [\"us/*\"] } }\n";
    let (made, apart) = (
        "templates: { ROOT: {} }\n",
        "builders: { e-ci: { trust: [us-prod], push: [\"eu/*\"] }, u-ci: { trust: [us-prod], push: [\"us/*\"] } }\n",
    );
    let all = "builders: { ci: { trust: [us-prod], push: [\"*\"] } }\n";
    for (residency, resident) in [("\"eu/*\"", "`eu/*`"), ("unit eu", "images of unit eu (`eu/*`)")] {
        let text = format!("{two}requirements: {{ residency: {{ {residency}: [eu-central-1] }} }}\n");
        let said = format!(
            "{resident} may be stored in eu-central-1 only, and a push of ci can make them in the registry of us-registry in us-east-1, by \
             a template"
        );
        let problems = file::read(&format!("{text}{made}{all}")).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].message, said);
        assert!(impossible(&format!("{text}{made}{all}")).contains(&said));
        // Without a template, or with builders that are apart, and where advice brings such builders, nothing is made elsewhere.
        crate::file::company(&format!("{text}{all}"));
        crate::file::company(&format!("{text}{made}{apart}"));
        assert_eq!(impossible(&format!("{text}{made}")), "");
    }
    // Nothing of the unit is listed.
    impossible(
        "organization: a\nunits: { eu: , us: }\naccounts:\n  eu-app: { regions: [eu-central-1], unit: eu }\n  \
         us-app: { regions: [us-east-1], unit: us }\nrepositories: [us/ledger]\n\
         teams: { e: { unit: eu, repositories: [\"eu/*\"] } }\ntemplates: { eu: {} }\n\
         requirements: { residency: { unit eu: [eu-central-1] } }\n",
    );
    // The account pulls everything.
    impossible(
        "organization: a\naccounts:\n  dev: { regions: [eu-central-1] }\n  \
         eu-prod: { regions: [eu-central-1], environment: production }\n  us-prod: { regions: [us-east-1], environment: production }\n\
         repositories: [eu/ledger, us/ledger]\nrequirements: { residency: { account eu-prod: [eu-central-1] } }\n",
    );
}

/// Forty accounts of which the file says no Regions: each unit's registry is where its images may be.
#[test]
fn a_bank_of_forty_accounts() {
    let mut text = "organization: bank\nregions: [eu-central-1, us-east-1]\nunits: { eu: , us: , eu-markets: eu }\naccounts:\n".to_owned();
    for at in 0..20 {
        let environment = ["development", "test", "production"][at % 3];
        let unit = if at % 4 == 0 { "eu-markets" } else { "eu" };
        text.push_str(&format!(
            "  eu-{at}: {{ unit: {unit}, environment: {environment} }} # of {unit}\n  us-{at}: {{ unit: us, environment: {environment} }}\n"
        ));
    }
    text.push_str(
        "teams:\n  eu-core: { unit: eu, repositories: [\"eu/*\"] }\n  us-core: { unit: us, repositories: [\"us/*\"] }\n\
         repositories: [eu/ledger, eu/cards, us/ledger]\n\
         requirements:\n  isolation: unit\n  residency: { unit eu: [eu-central-1], \"us/*\": [us-east-1] }\n",
    );
    let (topology, said, company) = answered(&text);
    assert_eq!(topology, Topology::PerUnit);
    assert!(
        said.starts_with("2 registries, in the accounts `eu-registry` (new) in eu-central-1 and `us-registry` (new) in us-east-1"),
        "{said}"
    );
    all_hold(&company);
}

/// An agency whose clients must be kept apart: each account has its own images, and no other's.
#[test]
fn clients_apart() {
    let mut text = "organization: pixelhouse\naccounts:\n  registry: { id: \"300000000000\" }\n  build: { id: \"300000000001\" }\n".to_owned();
    for client in 0..5 {
        text.push_str(&format!(
            "  client-{client}: {{ id: \"30000000010{client}\", environment: production }}\n"
        ));
    }
    text.push_str("repositories: [shared/base, client-0/site, client-1/site, client-2/site, client-3/site, client-4/site]\nbuilders:\n  ci: { trust: [build] }\nconsumers:\n");
    for client in 0..5 {
        text.push_str(&format!(
            "  c{client}: {{ accounts: [client-{client}], pull: [\"client-{client}/*\", \"shared/*\"] }}\n"
        ));
    }
    text.push_str("requirements: { isolation: account }\nassertions:\n  - only ci may push *\n  - c0 may not pull client-1/*\n  - outsiders may not pull *\n");
    let (topology, _, company) = answered(&text);
    assert_eq!(topology, Topology::PerAccount);
    let of = |name: &str| {
        let found = company
            .repositories
            .iter()
            .find(|repository| repository.name == name)
            .unwrap();
        let accounts = found
            .accounts
            .iter()
            .map(|account| company.accounts[*account].name.as_str());
        accounts.collect::<Vec<&str>>()
    };
    assert_eq!(
        (of("client-3/site"), of("shared/base")),
        (vec!["client-3"], Vec::new())
    );
    all_hold(&company);
    let moves = moving(&draft(&text), topology);
    assert!(
        moves
            .iter()
            .any(|line| line == "from `registry` to `client-3`: client-3/site"),
        "{moves:?}"
    );
}
