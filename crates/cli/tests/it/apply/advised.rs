//! From facts alone to a company that runs: advised, written, proved, applied, proved again from what is there, drawn; and no line is
//! edited by hand.

use std::fmt::Write as _;
use std::path::Path;

use super::Endpoint;
use crate::program::{Node, stdout, wharf};

/// The reader of the article, and a start-up: accounts and repositories.
const READER: &str = "# Ours.\norganization: small\naccounts: { dev: \"333333333333\", prod: \"555555555555\" } # two\nrepositories: [web, api]\n";

/// Production that pulls when everything that others share is gone.
const CUT_OFF: &str = "organization: cut\ntopology: shared\naccounts:\n  dev: \"333333333333\"\n  # serves\n  \
                       prod: \"555555555555\"\nrepositories: [web]\nrequirements: { production_independent: true }\n";

/// A registry to build to, and production's own, which promotion fills: what is asserted asks for it.
const REPLICATED: &str = "organization: twice\ntopology: replicated # both\naccounts: { dev: , prod: }\nrepositories: [web]\n\
                          builders:\n  ci: { trust: [dev], environments: [development, test] }\n  promoter: { trust: [dev], environments: [production] }\n\
                          assertions:\n  - promoter may push * in prod\n  - nodes may pull *\n  - account dev may not pull * in prod\n  \
                          - only ci, promoter may push *\n  - outsiders may not pull *\n";

/// Two companies become one, each with a registry that has images.
const MERGER: &str = "organization: mm\nunits: { red: , blue: }\naccounts:\n  red-registry: { unit: red, purpose: registry } # stays\n  \
                      red-dev: { unit: red }\n  red-prod: { unit: red }\n  blue-registry: { unit: blue, purpose: registry }\n  \
                      blue-dev: { unit: blue }\n  blue-prod: { unit: blue }\nteams: { r: { unit: red, repositories: [\"red/*\"] }, \
                      b: { unit: blue, repositories: [\"blue/*\"] } }\nrepositories: [red/api, blue/api, blue/web]\n";

/// Two residencies, with registries; that all nodes pull everything contradicts it.
const TWO_RESIDENCIES: &str = include_str!("../../../../topology/tests/companies/two-residencies.yaml");

/// A function of AWS's that pulls by itself.
const FUNCTION: &str = include_str!("../../../../topology/tests/companies/function.yaml");

/// Two units, and two assertions of which one is the opposite of the other.
const CONTRADICTION: &str = include_str!("../../../../topology/tests/companies/two-units.yaml");

/// An agency: each client pulls its own images and the shared ones, and must be kept apart from the others.
fn agency() -> String {
    let mut text = "organization: pixelhouse\nunits: { clients: , studio: } # two\naccounts:\n  registry: { id: \"300000000000\", unit: studio }\n  \
                    build: { id: \"300000000001\", unit: studio }\n"
        .to_owned();
    for at in 0..5 {
        let _ = writeln!(
            text,
            "  client-{at}: {{ id: \"30000000010{at}\", unit: clients, environment: production }}"
        );
    }
    text.push_str("repositories: [shared/base");
    (0..5).for_each(|at| {
        let _ = write!(text, ", client-{at}/site");
    });
    text.push_str("]\nbuilders:\n  ci: { trust: [build] }\nconsumers:\n");
    for at in 0..5 {
        let _ = writeln!(
            text,
            "  c{at}: {{ accounts: [client-{at}], pull: [\"client-{at}/*\", \"shared/*\"] }}"
        );
    }
    text + "requirements: { isolation: account }\nassertions:\n  - only ci may push *\n  - c0 may pull client-0/*\n  \
            - c0 may not pull client-1/*\n  - account client-1 may not pull client-0/*\n  - outsiders may not pull *\n"
}

/// Eight accounts in four units, and dozens of teams, most with platforms of their own.
fn dozens_of_teams(asserted: &str) -> String {
    let mut text = "organization: bigsaas # all\nunits:\n".to_owned();
    (0..4).for_each(|unit| {
        let _ = writeln!(text, "  dom{unit}:");
    });
    text.push_str("accounts:\n");
    for unit in 0..4 {
        let _ = writeln!(
            text,
            "  dom{unit}-dev: {{ unit: dom{unit}, environment: development }}\n  dom{unit}-prod: {{ unit: dom{unit}, environment: production }}"
        );
    }
    text.push_str("teams:\n");
    for team in 0..28 {
        let (unit, platform) = (team % 4, team % 4 != 3);
        let _ = writeln!(
            text,
            "  team{team:02}: {{ unit: dom{unit}, repositories: [\"team{team:02}/*\"], platform: {platform} }}"
        );
    }
    text.push_str("repositories:\n");
    (0..28).for_each(|team| {
        let _ = writeln!(text, "  - team{team:02}/svc");
    });
    text + asserted
}

/// A bank of forty accounts whose European and American images stay apart.
fn bank() -> String {
    let mut text = "organization: bank\nregions: [eu-central-1, us-east-1]\nunits: { eu: , us: , eu-markets: eu }\naccounts:\n".to_owned();
    for at in 0..20 {
        let environment = ["development", "test", "production"][at % 3];
        let unit = if at % 4 == 0 { "eu-markets" } else { "eu" };
        let _ = writeln!(
            text,
            "  eu-{at}: {{ unit: {unit}, environment: {environment}, regions: [eu-central-1] }} # of {unit}\n  \
             us-{at}: {{ unit: us, environment: {environment}, regions: [us-east-1] }}"
        );
    }
    text + "teams:\n  eu-core: { unit: eu, repositories: [\"eu/*\"] }\n  us-core: { unit: us, repositories: [\"us/*\"] }\n\
            repositories: [eu/ledger, eu/cards, us/ledger]\nrequirements:\n  isolation: unit\n  \
            residency: { unit eu: [eu-central-1], \"us/*\": [us-east-1] }\n"
}

/// How the advice begins, and what it must not lose of the file.
fn from_facts(facts: &str, answer: &str, kept: &str) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("company.yaml");
    std::fs::write(&file, facts).unwrap();
    let path = file.to_str().unwrap();
    let advice = stdout(&mut wharf(&["advise", path]));
    assert!(advice.starts_with(answer), "{advice}");
    stdout(&mut wharf(&["advise", path, "--write"]));
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains(kept), "{written}");
    runs(path, home.path());
    // Nothing more is to be written.
    let said = stdout(&mut wharf(&["advise", path, "--write"]));
    assert!(said.contains("nothing is written"), "{said}");
}

fn runs(path: &str, home: &Path) {
    let proved = stdout(&mut wharf(&["check", path, "--strict"]));
    let node = Node::up(path, &home.join("data"), &[], &[("WHARF_LOG", "warn")]);
    let endpoint = Endpoint::of_node(&node);
    let (code, live) = endpoint.run(&["check", path, "--live"]);
    assert_eq!(code, Some(0), "{live}");
    assert_eq!(
        live.matches("proved ").count(),
        proved.matches("proved ").count(),
        "{live}"
    );
    endpoint.is_as(path);
    let picture = stdout(&mut wharf(&["draw", path]));
    assert!(
        picture.starts_with("<svg ") && picture.ends_with("</svg>\n"),
        "{picture}"
    );
}

macro_rules! from_facts {
    ($($(#[$doc:meta])* $name:ident: $facts:expr, $answer:expr, $kept:expr;)*) => {
        $($(#[$doc])* #[test]
        fn $name() {
            from_facts(&$facts, $answer, $kept);
        })*
    };
}

from_facts! {
    the_readers_company_runs: READER,
        "One registry, in account `registry` (new), in us-east-1, because ", "} # two\n";
    production_cut_off_runs: CUT_OFF,
        "2 registries, in the accounts `registry` (new) and `registry-prod` (new), in us-east-1", "  # serves\n";
    a_replicated_company_runs: REPLICATED,
        "2 registries, in the accounts `prod` and `registry` (new), in us-east-1, because ", "topology: replicated # both\n";
    a_merger_runs: MERGER,
        "2 registries, in the accounts `red-registry` and `blue-registry`, in us-east-1, because ", " # stays\n";
    two_residencies_run: TWO_RESIDENCIES,
        "2 registries, in the accounts `eu-registry` (200000000001) in eu-central-1 and `us-registry` (200000000002) in us-east-1",
        "assertions:\n  - eu-nodes may pull eu/*\n  - us-nodes may pull us/*\n  - account us-prod may not pull eu/*\n";
    a_function_runs: FUNCTION,
        "One registry, in account `registry` (222222222222), in us-east-1, because ", "assertions: [fn may pull *]\n";
    an_agency_runs: agency(),
        "5 registries, in the accounts `client-0` (300000000100), ",
        "  - account client-1 may not pull client-0/* in client-0\n";
    /// Where nothing else is asserted each unit answers for its own images.
    dozens_of_teams_run: dozens_of_teams(""),
        "4 registries, in the accounts `dom0-registry` (new), ", "organization: bigsaas # all\n";
    /// Nodes that pull everything need an answer with which they can.
    dozens_of_teams_that_share_run: dozens_of_teams("builders:\n  ci: { trust: [dom0-dev] }\nassertions:\n  - only ci may push *\n  - nodes may pull *\n"),
        "8 registries, in the accounts `dom0-dev`, `dom0-prod`, ", "  - nodes may pull *\n";
    a_bank_of_forty_accounts_runs: bank(),
        "2 registries, in the accounts `eu-registry` (new) in eu-central-1 and `us-registry` (new) in us-east-1", " # of eu-markets\n";
}

/// Of two assertions that are each other's opposite the one that does not hold is told before anything is written, and stays.
#[test]
fn a_contradiction_is_told() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("company.yaml");
    std::fs::write(&file, CONTRADICTION).unwrap();
    let path = file.to_str().unwrap();
    let advice = stdout(&mut wharf(&["advise", path]));
    let told = "This assertion of the file holds neither now nor with the answer: `account red-prod may pull blue/api`";
    assert!(advice.contains(told), "{advice}");
    stdout(&mut wharf(&["advise", path, "--write"]));
    let output = wharf(&["check", path]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(
        (said.matches("REFUTED ").count(), said.matches("proved ").count()),
        (1, 1),
        "{said}"
    );
}
