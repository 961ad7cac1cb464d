//! What is proved of a live endpoint, whose accounts, repositories, templates and roles are not those of the file.

use serde_json::{Value, json};
use wharf_topology::Company;
use wharf_topology::access::{
    AccessModel, Policy, PrincipalPolicies, RegistryPolicies, RepositoryPolicies, Snapshot, Verdict, check,
};
use wharf_topology::desired::{Desired, Ids};

use crate::file::company;

const BASE: &str = "organization: base\ntopology: dedicated\nunits: { work: }\naccounts:\n  registry: \"222222222222\"\n  \
                    dev: { id: \"333333333333\", unit: work }\n  prod: \"555555555555\"\nrepositories: [secret/api, web]\n\
                    builders: { ci: { trust: [dev] } }\nconsumers: { nodes: { units: [work], pull: [web] } }\nguardrails: []\n";
const UNITS: &str = "organization: tmpl\ntopology: per-unit\nunits: { red: , blue: }\naccounts:\n  \
                     red-registry: { id: \"111111111112\", unit: red, purpose: registry }\n  \
                     red-prod: { id: \"555555555555\", unit: red }\n  \
                     blue-registry: { id: \"222222222222\", unit: blue, purpose: registry }\n\
                     teams: { r: { unit: red, repositories: [\"red/*\"] }, b: { unit: blue, repositories: [\"blue/*\"] } }\n\
                     repositories: [red/api, blue/api]\nbuilders: { ci: { trust: [red-prod], push: [\"*\"] } }\n";

/// A file with assertions, and what an endpoint has when it was applied.
fn applied(text: &str, assertions: &[&str]) -> (Company, Snapshot) {
    let company = company(&format!(
        "{text}\nassertions: [\"{}\"]\n",
        assertions.join("\", \"")
    ));
    let ids = Ids::assumed(&company);
    let snapshot = Snapshot::of_applied(&company, &ids, &Desired::of(&company, &ids));
    (company, snapshot)
}

/// What is said of each assertion: `proved`, or why not.
fn said(company: &Company, snapshot: &Snapshot) -> Vec<String> {
    let model = AccessModel::from_snapshot(company, snapshot);
    let verdicts = company.assertions.iter().map(|one| check(company, &model, one));
    let said = verdicts.map(|verdict| match verdict {
        Verdict::Proved { .. } => "proved".to_owned(),
        Verdict::Refuted(found) => format!("{} {}", found.who, found.repository),
        Verdict::Impossible(reason) => reason,
        other => panic!("{other:?}"),
    });
    said.collect()
}

/// An account is where it is, and not where the file has it.
#[test]
fn moved_accounts() {
    let (company, mut snapshot) = applied(
        BASE,
        &[
            "account prod may not pull *",
            "unit work may not push *",
            "nodes may pull web",
            "unit work may pull web",
        ],
    );
    assert_eq!(said(&company, &snapshot), ["proved"; 4]);
    let (work, root) = (
        snapshot.accounts[1].path.clone(),
        snapshot.accounts[2].path.clone(),
    );
    snapshot.accounts[2].path.clone_from(&work);
    assert_eq!(
        said(&company, &snapshot),
        ["the root user of prod web", "proved", "proved", "proved"]
    );
    snapshot.accounts[1].path = root;
    assert_eq!(
        said(&company, &snapshot)[2..],
        ["role nodes in dev web", "proved"],
        "prod alone is in the unit"
    );
    // A unit that the file does not have is in one that it has.
    snapshot.accounts[1].path = format!("{work}ou-more-00000000/");
    assert_eq!(said(&company, &snapshot)[2..], ["proved", "proved"]);
}

/// What stands in the policies of repositories is said of these, and of no name that is not there.
#[test]
fn policies_in_parts() {
    let count = 60;
    let list = |line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<Vec<String>>();
    let text = format!(
        "organization: many\naccounts:\n  registry: \"222222222222\"\n  build: \"444444444444\"\n{}repositories: [{}]\n\
         builders: {{ ci: {{ trust: [build] }} }}\nconsumers:\n{}",
        list(&|at| format!("  team{at}: \"{}\"\n", 700_000_000_000_u64 + at as u64)).concat(),
        list(&|at| format!("team-number-{at}/application")).join(", "),
        list(&|at| format!("  nodes{at}: {{ accounts: [team{at}], pull: ['team-number-{at}/*'] }}\n"))
            .concat(),
    );
    let (company, mut snapshot) = applied(
        &text,
        &[
            "nodes10 may pull team-number-10/*",
            "account team10 may not pull team-number-11/*",
            "nodes10 may pull team-number-10/other",
        ],
    );
    assert!(!snapshot.registries[0].repositories.is_empty());
    let nowhere = "the repository team-number-10/other can be in no registry: neither the file nor a push makes it in one";
    assert_eq!(said(&company, &snapshot), ["proved", "proved", nowhere]);
    let parts = &mut snapshot.registries[0].repositories;
    parts.get_mut("team-number-10/application").unwrap().policy = None;
    assert_eq!(
        said(&company, &snapshot)[0],
        "role nodes10 in team10 team-number-10/application"
    );
}

#[test]
fn deleted_repositories() {
    let (company, mut snapshot) = applied(
        BASE,
        &["ci may push *", "ci may push secret/*", "nodes may not push *"],
    );
    assert_eq!(said(&company, &snapshot), ["proved"; 3]);
    snapshot.registries[0].names.remove("web");
    let absent = "the repository web is not in registry in us-east-1, where the file has it";
    assert_eq!(said(&company, &snapshot), [absent, "proved", "proved"]);
}

fn allow(actions: &[&str]) -> Policy {
    Policy {
        name: "by hand".to_owned(),
        document: json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": actions, "Resource": "*"}}),
    }
}

/// A role that may make repositories makes them where the file would not have them.
#[test]
fn roles_and_templates_made_by_hand() {
    let (company, mut snapshot) = applied(
        UNITS,
        &["account red-prod may not pull blue/*", "ci may push blue/new"],
    );
    let nowhere =
        "the repository blue/new can be in no registry: neither the file nor a push makes it in one";
    assert_eq!(said(&company, &snapshot), ["proved", nowhere]);
    let registry = snapshot
        .registries
        .iter_mut()
        .find(|one| one.account == 0)
        .unwrap();
    registry.templates = Some(["ROOT".to_owned()].into());
    assert_eq!(
        said(&company, &snapshot),
        ["proved", nowhere],
        "no principal makes one"
    );
    let ci = &mut snapshot.accounts[0].principals[0];
    ci.policies.push(allow(&["ecr:Create*"]));
    let pulls = said(&company, &snapshot);
    assert!(
        pulls[0].starts_with("any other principal of red-prod blue/")
            || pulls[0].starts_with("the root user of red-prod blue/"),
        "{pulls:?}"
    );
    assert_eq!(pulls[1], "proved");
    // It can also call CreateRepository itself.
    snapshot
        .registries
        .iter_mut()
        .for_each(|one| one.templates = Some([].into()));
    assert_eq!(said(&company, &snapshot), [pulls[0].as_str(), nowhere]);
    // A role that pushes nothing makes nothing that has images.
    snapshot.accounts[0].principals[0].policies.pop();
    snapshot.accounts[0].principals.push(PrincipalPolicies {
        arn: "arn:aws:iam::111111111112:role/maker".to_owned(),
        policies: vec![allow(&["*"])],
        boundary: None,
        tags: [].into(),
    });
    assert_eq!(said(&company, &snapshot), ["proved", nowhere]);
}

/// The role that a push needs where its push makes the repository, which is not where the file places it.
#[test]
fn a_builders_role_is_gone() {
    let company = company(
        "organization: gone\ntopology: per-unit\nunits: { red: , blue: , green: }\naccounts:\n  \
         red-registry: { unit: red, purpose: registry }\n  blue-registry: { unit: blue, purpose: registry }\n  \
         green-registry: { unit: green, purpose: registry }\n  dev: { unit: red }\nteams:\n  \
         r: { unit: red, repositories: [\"red/*\"] }\n  b: { unit: blue, repositories: [\"blue/*\"] }\n  \
         g: { unit: green, repositories: [\"green/*\"] }\nrepositories: [red/api, blue/api, green/api]\ntemplates: { blue: }\n\
         builders: { ci: { trust: [dev], push: [\"red/*\", \"green/*\", \"blue/new*\"] } }\n\
         assertions: [ci may push blue/new-one, ci may push green/api]\n",
    );
    let mut snapshot = Snapshot::of(&company, &Ids::assumed(&company));
    assert_eq!(said(&company, &snapshot), ["proved"; 2]);
    snapshot.accounts[0]
        .principals
        .retain(|one| !one.arn.ends_with("/ci"));
    assert_eq!(
        said(&company, &snapshot),
        ["there is no role ci in red-registry", "proved"]
    );
}

/// What an action is taken from everywhere is proved of no service whose row needs it.
#[test]
fn rows_of_services_are_needed() {
    fn without(value: &mut Value) {
        match value {
            Value::Array(items) => {
                items.retain(|item| *item != "ecr:BatchCheckLayerAvailability");
                items.iter_mut().for_each(without);
            }
            Value::Object(members) => members.values_mut().for_each(without),
            _ => {}
        }
    }
    let text = "organization: cb\ntopology: dedicated\naccounts: { registry: \"222222222222\", build: \"444444444444\", prod: \"555555555555\" }\n\
        repositories: [app]\nconsumers:\n  fn: { service: lambda.amazonaws.com, accounts: [prod] }\n  \
        builds: { service: codebuild.amazonaws.com, accounts: [build] }\n  tasks: { accounts: [prod], trust: [ecs-tasks.amazonaws.com] }\n  \
        jobs: { accounts: [prod], trust: [ecs-tasks.amazonaws.com, ec2.amazonaws.com] }\n  plain: { accounts: [prod] }\n";
    let assertions = [
        "fn may",
        "plain may",
        "builds may",
        "tasks may",
        "jobs may",
        "builds may not",
        "jobs may not",
    ];
    let assertions = assertions.map(|begin| format!("{begin} pull *"));
    let assertions: Vec<&str> = assertions.iter().map(String::as_str).collect();
    let (company, mut snapshot) = applied(text, &assertions);
    let can = [
        "service codebuild.amazonaws.com for build app",
        "role jobs in prod app",
    ];
    assert_eq!(said(&company, &snapshot), [&["proved"; 5][..], &can].concat());
    for account in &mut snapshot.accounts {
        let policies = account.principals.iter_mut().flat_map(|one| &mut one.policies);
        policies.for_each(|policy| without(&mut policy.document));
    }
    snapshot.registries[0].policy.iter_mut().for_each(without);
    assert_eq!(
        said(&company, &snapshot),
        [
            "proved",
            "proved",
            "service codebuild.amazonaws.com for build app",
            "role tasks in prod app",
            "role jobs in prod app",
            // What they may not do is not proved by what they lack.
            can[0],
            can[1]
        ]
    );
}

/// What accounts have besides the registries of the file counts where one may not, and where it is named.
#[test]
fn registries_that_the_file_does_not_have() {
    let (company, mut snapshot) = applied(
        BASE,
        &[
            "account prod may not pull *",
            "account prod may not pull * in dev",
            "only ci may push *",
            "account prod may pull secret/copy in dev",
            "nodes may pull web",
            "nodes may pull *",
            "outsiders may not pull *",
        ],
    );
    let before = said(&company, &snapshot);
    assert_eq!(before[..3], ["proved"; 3]);
    assert_eq!(before[3], "dev holds no registry: the topology is dedicated");
    assert_eq!(before[4], "proved");
    let account = company
        .accounts
        .iter()
        .position(|account| account.name == "dev")
        .unwrap();
    let policy = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "ecr:*",
        "Principal": {"AWS": "arn:aws:iam::555555555555:root"}}});
    let copy = RepositoryPolicies {
        policy: Some(policy),
        tags: [].into(),
    };
    snapshot.registries.push(RegistryPolicies {
        account,
        region: "us-east-1".to_owned(),
        policy: None,
        elsewhere: None,
        repositories: [("secret/copy".to_owned(), copy)].into(),
        names: ["secret/copy".to_owned()].into(),
        templates: Some([].into()),
        is_beside: true,
    });
    let after = said(&company, &snapshot);
    assert_eq!(
        after[..4],
        [
            "the root user of prod secret/copy",
            "the root user of prod secret/copy",
            "the root user of dev secret/copy",
            "proved"
        ]
    );
    // It is no place where one is meant to do something.
    assert_eq!(after[4..], before[4..]);
    // A snapshot that is kept has it, and one of an older program is read.
    let kept = serde_json::to_value(&snapshot).unwrap();
    assert_eq!(kept["registries"][1]["is_beside"], true);
    assert!(kept["registries"][0].get("is_beside").is_none());
    assert_eq!(serde_json::from_value::<Snapshot>(kept).unwrap(), snapshot);
    // What could not be looked into is nothing that a proof leaves out.
    snapshot.unread.push("what is in the registry of prod".to_owned());
    let model = AccessModel::from_snapshot(&company, &snapshot);
    let verdict = check(&company, &model, &company.assertions[6]);
    assert!(
        matches!(&verdict, Verdict::Undecided(reason) if reason.contains("the registry of prod")),
        "{verdict:?}"
    );
}
