//! Where registries are, for whom, and how many copies that makes.

use super::*;

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
