//! Companies from facts alone: the answer, what it writes, and that everything asserted then holds.

mod answers;
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

/// The file of a bank whose registries are there, with Regions of their own: two registries, and no copies between them.
#[test]
fn regions_of_accounts_count() {
    let text = "organization: northbank\ntopology: per-unit\nregions: [eu-central-1, us-east-1]\nunits: { eu: , us: }\naccounts:\n  \
                eu-registry: { unit: eu, purpose: registry, regions: [eu-central-1] }\n  \
                us-registry: { unit: us, purpose: registry, regions: [us-east-1] }\n  \
                eu-prod: { unit: eu, environment: production, regions: [eu-central-1] }\n  \
                us-prod: { unit: us, environment: production, regions: [us-east-1] }\nteams:\n  \
                euteam: { unit: eu, repositories: [\"eu/*\"] }\n  usteam: { unit: us, repositories: [\"us/*\"] }\n\
                repositories: [eu/ledger, us/ledger]\nrequirements: { residency: [eu-central-1, us-east-1], isolation: unit }\n";
    let (topology, said, _) = answered(text);
    assert_eq!(topology, Topology::PerUnit);
    assert!(
        said.starts_with("2 registries, in the accounts `eu-registry` in eu-central-1 and "),
        "{said}"
    );
    // Where the file names no Regions, those of the accounts are the company's.
    let own =
        "organization: a\naccounts: { dev: { regions: [eu-west-1] }, prod: { regions: [eu-west-1] } }\n";
    let (_, said, company) = answered(own);
    assert!(said.contains("in eu-west-1, because"), "{said}");
    assert_eq!(company.regions[0].as_str(), "eu-west-1");
}

/// Registries are where images run, and as many as are written: production alone works in both Regions, or one account in another.
#[test]
fn regions_that_are_unlike() {
    let split = "organization: a\nregions: [eu-central-1, us-east-1]\naccounts:\n  \
                 dev: { environment: development, regions: [eu-central-1] }\n  prod: { environment: production }\n\
                 repositories: [web]\nrequirements: { production_independent: true, region_failure: true }\n";
    let (topology, said, company) = answered(split);
    assert_eq!(topology, Topology::Split);
    assert!(
        said.starts_with(
            "3 registries, in the accounts `registry` (new) in eu-central-1 and `registry-prod` (new) in eu-central-1 and us-east-1, "
        ),
        "{said}"
    );
    all_hold(&company);
    // The development account's registry is where production pulls, too.
    let shared = "organization: a\nregions: [eu-central-1, us-east-1]\naccounts:\n  dev: { regions: [eu-central-1] }\n  \
                  eu-prod: { environment: production, regions: [eu-central-1] }\n  \
                  us-prod: { environment: production, regions: [us-east-1] }\n\
                  repositories: [eu/a, us/b]\nrequirements: { beginning: true, region_failure: true }\n";
    let (topology, said, company) = answered(shared);
    assert_eq!(topology, Topology::Shared);
    assert!(
        said.starts_with(
            "2 registries, in account `dev`, in eu-central-1 and us-east-1, because a Region must pull when"
        ),
        "{said}"
    );
    all_hold(&company);
}

/// A registry of which the file says no Regions is where images run, and not where files without Regions are.
#[test]
fn regions_that_the_file_does_not_say() {
    let text = "organization: a\naccounts:\n  registry:\n  dev: { regions: [eu-central-1] }\n  prod: { regions: [eu-central-1] }\n\
                repositories: [web]\n";
    let (topology, said, company) = answered(text);
    assert_eq!(topology, Topology::Dedicated);
    assert!(
        said.starts_with("One registry, in account `registry`, in eu-central-1, because "),
        "{said}"
    );
    assert!(
        company
            .accounts
            .iter()
            .all(|account| account.regions == company.regions)
    );
    // Those that it does say stay.
    let said = answered(&text.replace("registry:", "registry: { regions: [us-east-1] }")).1;
    assert!(
        said.starts_with("2 registries, in account `registry`, in us-east-1 and eu-central-1"),
        "{said}"
    );
}

/// A unit's registry is production's own only where it is production's alone: the file is told what unit to write, and then has it.
#[test]
fn production_in_units() {
    let text = "organization: bank\nregions: [eu-central-1, us-east-1]\nunits:\n  eu:\n  us:\naccounts:\n  \
                eu-dev: { unit: eu, environment: development, regions: [eu-central-1] }\n  \
                eu-prod: { unit: eu, environment: production, regions: [eu-central-1] }\n  \
                us-dev: { unit: us, environment: development, regions: [us-east-1] }\n  \
                us-prod: { unit: us, environment: production, regions: [us-east-1] }\nteams:\n  \
                e: { unit: eu, repositories: [\"eu/*\"] }\n  u: { unit: us, repositories: [\"us/*\"] }\n\
                repositories: [eu/ledger, us/ledger]\nrequirements:\n  production_independent: true\n  \
                residency: { unit eu: [eu-central-1], unit us: [us-east-1] }\n";
    let company = draft(text).company;
    let best = advise(&Facts::of(&company), &Prices::default())
        .candidates
        .remove(0);
    let said = sentence(&company, &best);
    assert!(
        said.starts_with("There is no answer: no candidate meets every requirement. The nearest would be per-unit (2 registries), but ")
            && said.contains("in the units eu and us it shares a registry with others: put its production")
            && said.contains("`eu-production: eu` under `units`"),
        "{said}"
    );
    let text = text
        .replace(
            "accounts:\n",
            "  eu-production: eu\n  us-production: us\naccounts:\n",
        )
        .replace(
            "unit: eu, environment: production",
            "unit: eu-production, environment: production",
        )
        .replace(
            "unit: us, environment: production",
            "unit: us-production, environment: production",
        );
    let (topology, said, company) = answered(&text);
    assert_eq!(topology, Topology::PerUnit);
    assert!(
        said.starts_with("4 registries, in the accounts `eu-registry` (new) in eu-central-1, ")
            && said.contains("`eu-production-registry` (new) in eu-central-1"),
        "{said}"
    );
    all_hold(&company);
    // Without such units the same is an answer where production has a registry for all.
    let indep = "organization: a\nunits: { a: , b: }\naccounts:\n  a-dev: { unit: a, environment: development }\n  \
                 a-prod: { unit: a, environment: production }\n  b-dev: { unit: b, environment: development }\n  \
                 b-prod: { unit: b, environment: production }\nteams:\n  t: { unit: a, repositories: [\"t/*\"] }\n  \
                 u: { unit: b, repositories: [\"u/*\"] }\nrepositories: [t/x, u/x]\nrequirements: { production_independent: true }\n";
    assert_eq!(answered(indep).0, Topology::Split);
}

/// What no team owns is in the registry of each unit, and what a unit owns in those of the units in it: counted as often.
#[test]
fn copies_are_those_of_the_file() {
    let of = |text: &str, layout: Topology| {
        let draft = draft(text);
        let advice = advise(&Facts::of(&draft.company), &Prices::default());
        let mut candidates = advice.candidates.into_iter();
        let candidate = candidates.find(|one| one.layout == layout).unwrap();
        let edited = written(text, &draft, layout).unwrap_or_else(|error| panic!("{error}"));
        let company = crate::file::company(&edited.text());
        counts_what_is_written(&company, &candidate, &edited.text());
        format!("{:.2}", candidate.copies)
    };
    let units = "units: { a: , b: a }\naccounts: { a-dev: { unit: a }, b-dev: { unit: b } }\nteams: { t: { unit: a, repositories: [\"t/*\"] }, u: { unit: b, repositories: [\"u/*\"] } }\n";
    let nested = format!("organization: a\n{units}repositories: [t/a, t/b, u/x]\n");
    assert_eq!(of(&nested, Topology::PerUnit), "1.67");
    let unowned = format!("organization: a\n{units}repositories: [base/a, base/b]\n");
    assert_eq!(of(&unowned, Topology::PerUnit), "2.00");
    // Every client has its own images and what all share, and no registry comes before production.
    let mut clients = "organization: a\naccounts: { build: , c0: , c1: , c2: }\nrepositories: [base, c0/x, c1/x, c2/x]\n\
                       builders: { ci: { trust: [build] } }\nrequirements: { isolation: account }\nconsumers:\n"
        .to_owned();
    for at in 0..3 {
        clients.push_str(&format!(
            "  c{at}: {{ accounts: [c{at}], pull: [\"c{at}/*\", base] }}\n"
        ));
    }
    let clients = clients
        .replace(": , c", ": { environment: production }, c")
        .replace("c2: }", "c2: { environment: production } }");
    let clients = clients.replace("build: { environment: production }", "build: ");
    assert_eq!(of(&clients, Topology::PerAccount), "1.50");
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

/// Production that must pull when everything shared is gone.
#[test]
fn production_cut_off() {
    let text = format!("{STARTUP}requirements: {{ production_independent: true }}\n");
    let (topology, said, company) = answered(&text);
    assert_eq!(topology, Topology::Split);
    assert!(
        said.starts_with(
            "2 registries, in the accounts `registry` (new) and `registry-prod` (new), in us-east-1"
        ),
        "{said}"
    );
    all_hold(&company);
}

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
    // Into one: the registry that holds most stays.
    assert_eq!(
        moving(&draft(text), Topology::Dedicated),
        ["from `red-registry` to `blue-registry`: red/api"]
    );
    let one = written(text, &draft(text), Topology::Dedicated).unwrap().text();
    assert!(
        one.contains("red-registry: { unit: red, purpose: workload }"),
        "{one}"
    );
}
