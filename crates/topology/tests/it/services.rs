//! Services of AWS that pull: what is proved of them, for whom, and what the documentation says.

use std::fmt::Write as _;

use wharf_topology::access::{AccessModel, Snapshot, Verdict, check};
use wharf_topology::desired::{Desired, Ids};
use wharf_topology::service::{Puller, Reach, SERVICES, Service, known, out_of_reach};

use crate::file::company;

const BASE: &str = "organization: svc\nunits: { work: }\naccounts:\n  registry: \"222222222222\"\n  dev: { id: \"333333333333\", unit: work }\n  \
                    prod: \"555555555555\"\nrepositories: [app/fn]\n";

/// The verdicts about a file with these consumers.
fn verdicts(consumers: &str, assertions: &[&str]) -> Vec<Verdict> {
    let list: String = assertions
        .iter()
        .map(|assertion| format!("  - {assertion}\n"))
        .collect();
    let company = company(&format!("{BASE}consumers:\n  {consumers}\nassertions:\n{list}"));
    let model = AccessModel::of(&company, &Ids::assumed(&company));
    company
        .assertions
        .iter()
        .map(|assertion| check(&company, &model, assertion))
        .collect()
}

fn is_proved(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Proved { .. })
}

/// The recipe of each service is proved, and lets in neither outsiders nor another account.
#[test]
fn every_recipe_is_proved() {
    for service in &SERVICES {
        let recipe = service.recipe.replace("[build]", "[prod]");
        let (name, _) = recipe.split_once(':').unwrap();
        let can = format!("{name} may pull *");
        let only = format!("only {name} may pull *");
        let found = verdicts(
            &recipe,
            &[
                &can,
                "outsiders may not pull *",
                &only,
                &format!("{name} may not push *"),
            ],
        );
        assert!(
            is_proved(&found[0]) && is_proved(&found[1]) && is_proved(&found[3]),
            "{recipe}: {found:?}"
        );
        // Roots of the account, which create functions and whose policies may say anything, pull too.
        let Verdict::Refuted(other) = &found[2] else {
            panic!("{recipe}: {:?}", found[2])
        };
        assert!(!other.who.starts_with("service"), "{recipe}: {}", other.who);
    }
}

#[test]
fn services_act_for_the_accounts_of_the_file() {
    let for_prod = "fn: { service: lambda.amazonaws.com, accounts: [prod] }";
    let for_unit = "fn: { service: lambda.amazonaws.com, units: [work] }";
    let for_all = "fn: { service: lambda.amazonaws.com }";
    for (consumer, who) in [
        (for_prod, "service lambda.amazonaws.com for prod"),
        (for_unit, "service lambda.amazonaws.com for dev"),
        (for_all, "service lambda.amazonaws.com"),
    ] {
        let found = verdicts(
            consumer,
            &["fn may pull *", "fn may not pull *", "outsiders may not pull *"],
        );
        assert!(
            is_proved(&found[0]) && is_proved(&found[2]),
            "{consumer}: {found:?}"
        );
        let Verdict::Refuted(found) = &found[1] else {
            panic!("{consumer}: {:?}", found[1])
        };
        assert_eq!(found.who, who);
    }
    // A statement that leaves open for whom a service acts is a hole.
    let company = company(&format!(
        "{BASE}consumers:\n  {for_prod}\nassertions:\n  - outsiders may not pull *\n"
    ));
    let ids = Ids::assumed(&company);
    let mut snapshot = Snapshot::of(&company, &ids);
    let policy = snapshot.registries[0].policy.as_mut().unwrap();
    let statements = policy["Statement"].as_array_mut().unwrap();
    let service = statements
        .iter_mut()
        .find(|one| one["Sid"] == "fnServicePull")
        .unwrap();
    assert_eq!(
        service["Condition"]["ArnLike"]["aws:SourceArn"],
        "arn:aws:lambda:us-east-1:555555555555:function:*"
    );
    service.as_object_mut().unwrap().remove("Condition");
    let model = AccessModel::from_snapshot(&company, &snapshot);
    let Verdict::Refuted(found) = check(&company, &model, &company.assertions[0]) else {
        panic!("a confused deputy")
    };
    assert_eq!(found.who, "service lambda.amazonaws.com for an outsider");
}

/// A function pulls from its own Region only: where its account works and no registry is, nothing is proved, and policies let it in nowhere.
#[test]
fn functions_pull_from_their_own_region() {
    let file = |regions: &str, own: &str, consumer: &str| {
        company(&format!(
            "organization: svc\nunits: {{ w: }}\nregions: [{regions}]\naccounts:\n  registry: \"222222222222\"\n  \
             prod: {{ id: \"555555555555\", regions: [{own}], unit: w }}\n  dev: {{ id: \"333333333333\", unit: w }}\n\
             repositories: [app/fn]\nconsumers: {{ fn: {{ service: lambda.amazonaws.com{consumer} }} }}\n\
             assertions: [fn may pull *, fn may pull * in registry, fn may not pull *]\n"
        ))
    };
    let (us, eu, both) = ("us-east-1", "eu-west-1", "us-east-1, eu-west-1");
    let (accounts, units, all) = (", accounts: [prod]", ", units: [w]", "");
    for (regions, own, consumer, expected) in [
        (us, eu, accounts, [false, false, true]),
        (us, eu, units, [false, false, false]),
        (us, eu, all, [false, true, false]),
        (us, both, accounts, [false, true, false]),
        (us, us, accounts, [true, true, false]),
        (both, eu, accounts, [true, true, false]),
        (both, eu, units, [true, true, false]),
        (both, eu, all, [true, true, false]),
    ] {
        let company = file(regions, own, consumer);
        let model = AccessModel::of(&company, &Ids::assumed(&company));
        let found: Vec<Verdict> = company
            .assertions
            .iter()
            .map(|one| check(&company, &model, one))
            .collect();
        let what = format!("{regions}, {own}, {consumer}: {found:?}");
        assert_eq!(
            found.iter().map(is_proved).collect::<Vec<_>>(),
            expected,
            "{what}"
        );
        if !expected[0] {
            let Verdict::Impossible(reason) = &found[0] else {
                panic!("{what}")
            };
            let copies = &out_of_reach(&company)[0].copies;
            assert!(
                copies.iter().any(|(_, region, _)| region == eu),
                "{what}: {copies:?}"
            );
            let words = "from its own Region only, and no registry that it pulls from has app/fn in eu-west-1, where prod works";
            assert!(reason.ends_with(words), "{what}");
        }
        let desired = Desired::of(&company, &Ids::assumed(&company));
        for registry in &desired.registries {
            let text = registry.policy.to_string();
            let arn = format!("arn:aws:lambda:{}:555555555555:function:*", registry.region);
            let is_there = company.accounts[1].regions.contains(&registry.region);
            let allowed = format!("\"ArnLike\":{{\"aws:SourceArn\":\"{arn}\"}}");
            let denied = format!("\"ArnNotLike\":{{\"aws:SourceArn\":\"{arn}\"}}");
            let is_alone = consumer == accounts;
            assert_eq!(text.contains(&allowed), is_alone && is_there, "{what}: {text}");
            assert_eq!(text.contains(&denied), !is_alone && !is_there, "{what}: {text}");
            assert_eq!(
                text.contains("lambda.amazonaws.com"),
                !is_alone || is_there,
                "{what}: {text}"
            );
        }
    }
}

/// What a service needs is what its statement, or its role's policy, gives.
#[test]
fn services_get_what_they_need() {
    for service in &SERVICES {
        let recipe = service.recipe.replace("[build]", "[prod]");
        let company = company(&format!("{BASE}consumers:\n  {recipe}\n"));
        let desired = Desired::of(&company, &Ids::assumed(&company));
        let text = match service.puller {
            Puller::Itself => {
                let statements = desired.registries[0].policy["Statement"].as_array().unwrap();
                let mut of_service = statements
                    .iter()
                    .filter(|one| one["Principal"]["Service"] == service.principal);
                of_service.next().unwrap()["Action"].to_string()
            }
            Puller::Role => desired.roles[0].policy.to_string(),
        };
        for action in service.needs {
            assert!(
                text.contains(&format!("\"{action}\"")),
                "{}: {text}",
                service.name
            );
        }
    }
}

#[test]
fn services_that_cannot_be_pointed_at_wharf_need_copies() {
    let company = company(&format!(
        "{BASE}consumers:\n  fn: {{ service: lambda.amazonaws.com, accounts: [prod] }}\n  \
         nodes: {{ accounts: [prod], trust: [ec2.amazonaws.com] }}\n  \
         tasks: {{ accounts: [prod], trust: [ecs-tasks.amazonaws.com], pull: [web] }}\n  \
         jobs: {{ accounts: [prod], trust: [ec2.amazonaws.com, ecs-tasks.amazonaws.com] }}\n"
    ));
    let found = out_of_reach(&company);
    let names: Vec<&str> = found.iter().map(|one| one.consumer.as_str()).collect();
    assert_eq!(names, ["fn", "tasks", "jobs"]);
    assert_eq!(found[2].service.name, "Batch");
    assert_eq!(
        found[0].copies,
        [(0, "us-east-1".to_owned(), vec!["app/fn".to_owned()])]
    );
    assert!(found[1].copies.is_empty() && found[1].service.reach == Reach::OwnMachines);
}

#[test]
fn a_service_that_pulls_as_a_role_is_no_principal() {
    let text =
        format!("{BASE}consumers:\n  tasks: {{ service: ecs-tasks.amazonaws.com, accounts: [prod] }}\n");
    let problems = wharf_topology::file::read(&text).unwrap_err();
    let message = "ecs-tasks.amazonaws.com pulls as a role that it takes: say `accounts:` and `trust: [ecs-tasks.amazonaws.com]` instead";
    assert!(problems[0].message.starts_with(message), "{problems:?}");
    assert!(known("s3.amazonaws.com").is_none());
}

/// A principal that pulls by no policy and takes no role that does is no consumer's.
#[test]
fn a_service_that_never_pulls_is_refused() {
    for (consumer, message) in [
        (
            "{ accounts: [prod], trust: [batch.amazonaws.com] }",
            "batch.amazonaws.com never pulls: jobs of Batch pull as a role that ecs-tasks.amazonaws.com and ec2.amazonaws.com take",
        ),
        (
            "{ service: inspector2.amazonaws.com }",
            "inspector2.amazonaws.com never pulls: Inspector scans by its service-linked role",
        ),
    ] {
        let problems =
            wharf_topology::file::read(&format!("{BASE}consumers:\n  one: {consumer}\n")).unwrap_err();
        assert!(problems[0].message.starts_with(message), "{problems:?}");
    }
}

/// A function of another account needs its account let in besides: the recipe has two statements, and without either nothing is proved.
#[test]
fn functions_need_their_account_too() {
    for (consumer, statements) in [
        (
            "fn: { service: lambda.amazonaws.com }",
            ["fnServicePull", "fnOrganizationPull"],
        ),
        (
            "fn: { service: lambda.amazonaws.com, accounts: [prod] }",
            ["fnServicePull", "fnAccountsPull"],
        ),
        (
            "fn: { service: lambda.amazonaws.com, units: [work] }",
            ["fnServiceUnitsPull", "fnUnitsPull"],
        ),
    ] {
        let company = company(&format!(
            "{BASE}consumers:\n  {consumer}\nassertions: [fn may pull *, account prod may not pull *]\n"
        ));
        let ids = Ids::assumed(&company);
        let snapshot = Snapshot::of(&company, &ids);
        let verdict = |snapshot: &Snapshot, at: usize| {
            let model = AccessModel::from_snapshot(&company, snapshot);
            check(&company, &model, &company.assertions[at])
        };
        assert!(is_proved(&verdict(&snapshot, 0)), "{consumer}");
        assert_eq!(
            is_proved(&verdict(&snapshot, 1)),
            consumer.contains("units"),
            "{consumer}"
        );
        for statement in statements {
            let mut without = snapshot.clone();
            let policy = without.registries[0].policy.as_mut().unwrap();
            let all = policy["Statement"].as_array_mut().unwrap();
            let count = all.len();
            all.retain(|one| one["Sid"] != statement);
            assert_eq!(all.len() + 1, count, "{consumer}: {statement}");
            assert!(!is_proved(&verdict(&without, 0)), "{consumer}: {statement}");
        }
    }
}

fn row(service: &Service) -> String {
    let mut text = format!("| {} | ", service.name);
    let role = format!("a role that `{}` takes", service.principal);
    let puller = match service.puller {
        Puller::Itself => format!("`{}`", service.principal),
        Puller::Role => role,
    };
    let needs: Vec<String> = service
        .needs
        .iter()
        .map(|action| format!("`{}`", action.trim_start_matches("ecr:")))
        .collect();
    let mut keys: Vec<String> = service
        .source_arn
        .iter()
        .map(|arn| format!("`aws:SourceArn` like `{arn}`"))
        .collect();
    keys.extend(service.source_account.then(|| "`aws:SourceAccount`".to_owned()));
    let reach = match service.reach {
        Reach::Anywhere => "yes",
        Reach::OwnMachines => "on own machines",
        Reach::EcrOnly => "no: copies in ECR",
    };
    let _ = write!(
        text,
        "{puller} | {} | {} | {} | {reach} | `{}` |",
        needs.join(", "),
        service.from,
        keys.join(", "),
        service.recipe
    );
    text
}

#[test]
fn the_reference_has_every_service() {
    let page = include_str!("../../../../docs/reference/organization-file.md");
    for service in &SERVICES {
        let row = row(service);
        assert!(
            page.contains(&row),
            "docs/reference/organization-file.md lacks\n{row}"
        );
    }
}

/// Only for a function its account is let in beside the service.
#[test]
fn a_service_lets_no_account_in() {
    let builds = "cb: { service: codebuild.amazonaws.com";
    for place in ["accounts: [prod]", "units: [work]"] {
        let consumer = format!("{builds}, {place} }}");
        let found = verdicts(
            &consumer,
            &[
                "cb may pull *",
                "account prod may not pull *",
                "unit work may not pull *",
            ],
        );
        assert!(found.iter().all(is_proved), "{consumer}: {found:?}");
    }
    let found = verdicts(
        "fn: { service: lambda.amazonaws.com, accounts: [prod] }",
        &["account prod may pull *"],
    );
    assert!(is_proved(&found[0]), "{found:?}");
}
