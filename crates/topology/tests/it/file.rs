//! Files: what they mean, and what is said about those that mean nothing.

use wharf_topology::{Company, Environment, Purpose, Topology, file};

pub(crate) const EXAMPLES: [(&str, &str); 9] = [
    ("dedicated", include_str!("../../../../examples/dedicated.yaml")),
    (
        "dev-account",
        include_str!("../../../../examples/dev-account.yaml"),
    ),
    (
        "per-account",
        include_str!("../../../../examples/per-account.yaml"),
    ),
    ("per-ou", include_str!("../../../../examples/per-ou.yaml")),
    (
        "multi-region",
        include_str!("../../../../examples/multi-region.yaml"),
    ),
    ("startup", include_str!("../../../../examples/startup.yaml")),
    ("agency", include_str!("../../../../examples/agency.yaml")),
    ("bank", include_str!("../../../../examples/bank.yaml")),
    ("merger", include_str!("../../../../examples/merger.yaml")),
];

pub(crate) fn company(text: &str) -> Company {
    file::read(text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

#[test]
fn ten_lines_are_enough() {
    let company = company(
        "organization: acme\n\
         accounts:\n  registry:\n  dev: 333333333333\n  prod: '012345678901'\n\
         repositories: [app]\n\
         builders:\n  ci: { trust: [dev] }\n",
    );
    assert_eq!(company.topology, Topology::Dedicated);
    assert_eq!(company.regions[0].as_str(), "us-east-1");
    let facts: Vec<_> = company
        .accounts
        .iter()
        .map(|account| {
            (
                account.name.as_str(),
                account.id.map(|id| id.to_string()),
                account.purpose,
            )
        })
        .collect();
    assert_eq!(
        facts,
        [
            ("registry", None, Purpose::Registry),
            ("dev", Some("333333333333".to_owned()), Purpose::Workload),
            ("prod", Some("012345678901".to_owned()), Purpose::Workload),
        ]
    );
    assert_eq!(company.accounts[2].environment, Some(Environment::Production));
    // A consumer that runs images also pulls them.
    assert_eq!(company.consumers[0].name, "nodes");
    assert_eq!(company.consumers[0].accounts, [1, 2]);
}

#[test]
fn every_example_is_read() {
    for (name, text) in EXAMPLES {
        assert!(!company(text).assertions.is_empty(), "{name}");
    }
}

#[test]
fn mistakes_have_their_place() {
    let base = "organization: acme\naccounts: {registry: , dev: , prod: }\n";
    for (more, place, said) in [
        (
            "topolgy: x",
            (3, 1),
            "there is no key `topolgy` here; did you mean `topology`?",
        ),
        (
            "colour: x",
            (3, 1),
            "there is no key `colour` here; there can be: accounts, approved, assertions",
        ),
        (
            "organization: b",
            (3, 1),
            "`organization` is there twice: see line 1",
        ),
        (
            "consumers: {nodes: {accounts: dev}}",
            (3, 31),
            "`accounts` must be a list, not a text",
        ),
        (
            "builders: [ci]",
            (3, 11),
            "`builders` must be keys with values, not a list",
        ),
        (
            "requirements: {beginning: maybe}",
            (3, 27),
            "`beginning` must be true or false, not a text",
        ),
        (
            "volumes: {pulls: many}",
            (3, 18),
            "`pulls` must be a whole number, not a text",
        ),
        (
            "builders: {ci: {oidc: {issuer: 'https://x'}}}",
            (3, 17),
            "`oidc` needs the key `subjects`",
        ),
        (
            "topology: shred",
            (3, 11),
            "shred is no topology: it is one of dedicated, shared, per-account, per-unit, split, replicated; did you mean `shared`?",
        ),
        (
            "topology: split",
            (3, 11),
            "the split topology needs two accounts",
        ),
        ("regions: [mars-1]", (3, 11), "mars-1 is no Region"),
        (
            "regions: [us-eest-1]",
            (3, 11),
            "us-eest-1 is no Region: there is no such Region; did you mean `us-east-1`?",
        ),
        (
            "regions: [us-east-1, us-east-1]",
            (3, 22),
            "us-east-1 is there twice",
        ),
        (
            "requirements: {residency: {'*': [us-east-1, us-east-1]}}",
            (3, 45),
            "us-east-1 is there twice",
        ),
        ("repositories: [App]", (3, 16), "App is no repository name"),
        ("repositories: [app, app]", (3, 21), "app is there twice"),
        (
            "builders: {ci: {}}",
            (3, 12),
            "the role ci has no principal that can take it",
        ),
        (
            "builders: {ci: {trust: [build]}}",
            (3, 25),
            "there is no account build; there are: registry, dev, prod",
        ),
        (
            "builders: {ci: {trust: [prdo]}}",
            (3, 25),
            "there are: registry, dev, prod; did you mean `prod`?",
        ),
        (
            "builders: {ci: {trust: [dev], oidc: {issuer: 'http://x', subjects: [a]}}}",
            (3, 46),
            "https://",
        ),
        ("consumers: {nodes: {}}", (3, 13), "nodes is nowhere"),
        (
            "builders: {OrganizationAccountAccessRole: {trust: [dev]}}",
            (3, 12),
            "give this one another name",
        ),
        (
            "consumers: {organizationaccountaccessrole: {accounts: [dev]}}",
            (3, 13),
            "give this one another name",
        ),
        (
            "consumers: {fn: {service: lambda}}",
            (3, 27),
            "lambda.amazonaws.com",
        ),
        ("units: {a: b, b: }", (3, 9), "must stand before it"),
        ("guardrails: [walls]", (3, 14), "walls is no guardrail"),
        ("approved: [12]", (3, 12), "12 is no account id"),
        (
            "approved: ['602401143452', 602401143452]",
            (3, 28),
            "602401143452 is there twice",
        ),
        (
            "guardrails: []\napproved: [602401143452]",
            (4, 12),
            "the file has neither",
        ),
        (
            "requirements: {residency: [eu-west-1]}",
            (3, 28),
            "images must not be stored in us-east-1",
        ),
        (
            "volumes: {image_gb: -3}",
            (3, 21),
            "image_gb is at least 0, not -3",
        ),
        (
            "volumes: {image_gb: 10001}",
            (3, 21),
            "image_gb is at most 10000, not 10001",
        ),
        (
            "volumes: {promoted: 7}",
            (3, 21),
            "promoted is a share, from 0 to 1, not 7",
        ),
        (
            "volumes: {pulls: 18446744073709551615}",
            (3, 18),
            "pulls is at most 1000000000000, not",
        ),
        ("retention: {'*': {}}", (3, 13), "say images"),
        ("retention: {'*': {images: 0}}", (3, 13), "at least 1"),
        (
            "retention: {'*': {images: 1, unused_days: 1}}",
            (3, 13),
            "exclude each other",
        ),
        ("retention: {'*': {archived_days: 9}}", (3, 13), "at least 90"),
        ("templates: {'a/*': }", (3, 13), "is no prefix"),
        (
            "assertions: [dev may pull app]",
            (3, 14),
            "dev is an account: say `account dev`",
        ),
        ("assertions: [nodes may fetch app]", (3, 14), "fetch is no action"),
        ("assertions: [nodes pull app]", (3, 14), "an assertion reads"),
        (
            "assertions: [only nodes may not pull app]",
            (3, 14),
            "leave `only` out",
        ),
    ] {
        let problems = file::read(&format!("{base}{more}\n")).unwrap_err();
        let first = &problems[0];
        assert_eq!((first.line, first.column), place, "{more}: {problems:?}");
        assert!(first.message.contains(said), "{more}: {}", first.message);
    }
    let problems =
        file::read("organization: acme\naccounts:\n  registry: 12\n  dev: {id: 1, unt: a}\n").unwrap_err();
    assert!(
        problems
            .iter()
            .any(|problem| problem.line == 4 && problem.message.ends_with("did you mean `unit`?")),
        "{problems:?}"
    );
    let problems =
        file::read("organization: acme\naccounts:\n  registry: '000000000012'\n  dev: 000000000012\n")
            .unwrap_err();
    assert!(
        problems
            .iter()
            .any(|problem| problem.message.contains("has the same id")),
        "{problems:?}"
    );
    // All of them at once.
    let problems = file::read("organization: a b\naccounts: {dev: }\nregions: [x]\n").unwrap_err();
    assert_eq!(problems.len(), 3, "{problems:?}");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = "organization: acme\ntopolgy: shared\nacounts: {}\naccounts:\n  dev: {id: 333333333333, enviroment: test}\n\
                builders:\n  ci: {trust: dev}\nrequirements: {isolation: acount, beginning: perhaps}\n";
    let told = |text: &str| -> Vec<String> {
        let problems = file::read(text).unwrap_err();
        problems.iter().map(ToString::to_string).collect()
    };
    let expected = [
        "2:1: there is no key `topolgy` here; did you mean `topology`?",
        "3:1: there is no key `acounts` here; did you mean `accounts`?",
        "5:27: there is no key `enviroment` here; did you mean `environment`?",
        "7:15: `trust` must be a list, not a text",
        "8:27: acount is no isolation: it is one of none, unit, account; did you mean `account`?",
        "8:46: `beginning` must be true or false, not a text",
    ];
    let unix = told(text);
    for line in expected {
        assert!(unix.iter().any(|said| said == line), "{line} is not in {unix:#?}");
    }
    // Written by an editor of Windows.
    assert_eq!(told(&format!("\u{feff}{}", text.replace('\n', "\r\n"))), unix);
    // Where all can be read, names are looked up too.
    let problems = told("organization: acme\ncolour: red\naccounts: {registry: }\nrepositories: [App]\n");
    assert_eq!(problems.len(), 2, "{problems:?}");
}

#[test]
fn what_is_no_yaml_is_told_in_words() {
    for (text, said) in [
        ("teams: a: b", "there cannot be a colon here"),
        ("teams:\n\tplatform: {}", "indented by spaces"),
        ("regions: [us-east-1", "bracket"),
        ("regions: *all", "the name of an anchor"),
        ("---\nregions: []", "another document begins here"),
    ] {
        let problems = file::read(&format!("organization: acme\naccounts: {{dev: }}\n{text}\n")).unwrap_err();
        assert!(
            problems.len() == 1 && problems[0].line >= 3 && problems[0].message.contains(said),
            "{text}: {problems:?}"
        );
    }
    assert_eq!(file::read("").unwrap_err().len(), 1);
}

#[test]
fn a_file_of_windows_is_read() {
    for (name, text) in EXAMPLES {
        let written = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(
            company(&written).accounts.len(),
            company(text).accounts.len(),
            "{name}"
        );
    }
}

#[test]
fn nested_without_end_is_refused() {
    let deep = format!(
        "organization: acme\naccounts: {{dev: }}\nx: {}{}\n",
        "[".repeat(60),
        "]".repeat(60)
    );
    let problems = file::read(&deep).unwrap_err();
    assert!(problems[0].message.contains("nested deeper"), "{problems:?}");
}

/// IAM tells no two roles apart by the case of their letters: the second one could never be made.
#[test]
fn roles_that_are_one_to_iam() {
    let text = "organization: acme\naccounts: { registry: , dev: }\nbuilders: { ci: { trust: [dev] } }\nconsumers: { Ci: { accounts: [dev] } }\n";
    let problems = file::read(text).unwrap_err();
    assert!(
        problems.len() == 1 && problems[0].message.contains("the roles ci and Ci are one to IAM"),
        "{problems:?}"
    );
}
