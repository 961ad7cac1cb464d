//! What is more than one policy holds, what is more than AWS takes, and an apply that stops on its way.

use std::fmt::Write as _;

use super::{Endpoint, FILE, write};
use crate::program::{Node, wharf};

/// An agency: each client pulls its own images and the shared ones.
fn agency(clients: usize, consumers: usize) -> String {
    let mut text = String::from(
        "organization: agency\nunits: { clients: }\naccounts:\n  registry: { id: \"300000000000\" }\n  build: { id: \"300000000001\" }\n",
    );
    for at in 0..clients {
        let _ = writeln!(
            text,
            "  client-{at:02}: {{ id: \"3000000001{at:02}\", unit: clients }}"
        );
    }
    text.push_str("repositories:\n  - shared/base\n");
    (0..clients).for_each(|at| {
        let _ = writeln!(text, "  - client-{at:02}/site");
    });
    text.push_str("builders:\n  ci: { trust: [build] }\nconsumers:\n");
    for at in 0..consumers {
        let _ = writeln!(
            text,
            "  c{at:02}: {{ accounts: [client-{at:02}], pull: [\"client-{at:02}/*\", \"shared/*\"] }}"
        );
    }
    text + "assertions:\n  - only ci may push *\n  - c00 may pull shared/base\n  - c01 may pull client-01/site\n  - c00 may not pull client-01/*\n  - outsiders may not pull *\n"
}

/// 29 consumers were more than a registry's policy held: they fit, and what more there are stands on the repositories until it fits again.
#[test]
fn a_policy_is_split_where_it_must_be_and_put_together_again() {
    let home = tempfile::tempdir().unwrap();
    let few = write(home.path(), "few.yaml", &agency(40, 29));
    let node = Node::up(&few, &home.path().join("data"), &[], &[("WHARF_LOG", "warn")]);
    let endpoint = Endpoint::of_node(&node);
    endpoint.is_as(&few);
    let registry = |arguments: &[&str]| {
        let profile = ["--profile", "registry", "--region", "us-east-1", "ecr"];
        endpoint.aws(&[&profile[..], arguments].concat())
    };
    let before = registry(&["get-registry-policy"]);
    let many = write(home.path(), "many.yaml", &agency(40, 40));
    let (code, said) = endpoint.run(&["apply", &many]);
    assert!(
        code == Some(0)
            && said.contains("+ policy of repository client-")
            && said.contains("~ registry policy of registry"),
        "{said}"
    );
    endpoint.is_as(&many);
    let (code, said) = endpoint.run(&["check", &many, "--live"]);
    assert_eq!(code, Some(0), "{said}");
    // Another tool, which knows nothing of parts, makes the registry's policy what it was: what they let in still gets in, and is found.
    let before = before["policyText"].as_str().unwrap();
    registry(&["put-registry-policy", "--policy-text", before]);
    let (code, said) = endpoint.run(&["plan", &few]);
    assert!(
        code == Some(2)
            && said.contains("- policy of repository client-")
            && !said.contains("~ registry policy"),
        "{said}"
    );
    let (code, said) = endpoint.run(&["apply", &few]);
    assert!(
        code == Some(0) && said.contains("- policy of repository client-"),
        "{said}"
    );
    endpoint.is_as(&few);
    let (code, said) = endpoint.run(&["check", &few, "--live"]);
    assert_eq!(code, Some(0), "{said}");
}

/// The root's sixth policy is refused. What comes before is done, what comes after is not, and the same command goes on.
#[test]
fn an_apply_that_stopped_says_how_to_go_on_and_does() {
    let home = tempfile::tempdir().unwrap();
    let node = Node::up(FILE, &home.path().join("data"), &[], &[("WHARF_LOG", "warn")]);
    let endpoint = Endpoint::of_node(&node);
    let roots = endpoint.aws(&["organizations", "list-roots"]);
    let root = roots["Roots"][0]["Id"].as_str().unwrap().to_owned();
    let content =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:CreateGroup","Resource":"*"}}"#;
    let mut others = Vec::new();
    for name in ["one", "two"] {
        let made = endpoint.aws(&[
            "organizations",
            "create-policy",
            "--name",
            name,
            "--description",
            "of others",
            "--type",
            "SERVICE_CONTROL_POLICY",
            "--content",
            content,
        ]);
        let id = made["Policy"]["PolicySummary"]["Id"].as_str().unwrap().to_owned();
        endpoint.aws(&[
            "organizations",
            "attach-policy",
            "--policy-id",
            &id,
            "--target-id",
            &root,
        ]);
        others.push(id);
    }
    let more = std::fs::read_to_string(FILE)
        .unwrap()
        .replace("  - payments/web", "  - payments/web\n  - payments/batch")
        + "guardrails: [perimeter, approved-registries, policy-edits, regions]\n";
    let more = write(home.path(), "more.yaml", &more);
    let (code, said) = endpoint.run(&["apply", &more]);
    assert_eq!(code, Some(1), "{said}");
    for part in [
        "it stopped at or after SERVICE_CONTROL_POLICY wharf-regions; nothing else was changed",
        "`wharf apply` with the same file goes on from there",
    ] {
        assert!(said.contains(part), "no {part:?} in {said}");
    }
    assert!(!said.contains("payments/batch"), "guardrails come first: {said}");
    endpoint.aws(&[
        "organizations",
        "detach-policy",
        "--policy-id",
        &others[0],
        "--target-id",
        &root,
    ]);
    let (code, said) = endpoint.run(&["apply", &more]);
    assert!(
        code == Some(0)
            && said.contains("~ SERVICE_CONTROL_POLICY wharf-regions")
            && said.contains("+ repository payments/batch"),
        "{said}"
    );
    endpoint.is_as(&more);
}

/// Nothing is asked of an endpoint, and nothing is written.
#[test]
fn what_is_too_much_is_said_before_anything_is_done() {
    let home = tempfile::tempdir().unwrap();
    let patterns: Vec<String> = (0..200).map(|at| format!("\"team-{at}/*\"")).collect();
    let file = format!(
        "organization: p\naccounts: {{ registry: , w: }}\nrepositories: [app]\nconsumers:\n  nodes: {{ accounts: [w], pull: [{}] }}\n\
         assertions: [outsiders may not pull *]\n",
        patterns.join(", ")
    );
    let file = write(home.path(), "much.yaml", &file);
    let out = home.path().join("out");
    let data = home.path().join("data");
    let run = |arguments: &[&str]| {
        let mut command = wharf(arguments);
        // There is no server.
        command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout) + &text(&output.stderr))
    };
    let place = format!("{file}:5:3: what the role nodes in w may do has ");
    let remedy = "write one pattern with a star, such as `team/*`, for several";
    for arguments in [
        &["plan", &file][..],
        &["apply", &file],
        &[
            "export",
            &file,
            "--format",
            "policies",
            "--out",
            out.to_str().unwrap(),
        ],
        &[
            "up",
            &file,
            "--listen",
            "127.0.0.1:0",
            "--data",
            data.to_str().unwrap(),
        ],
    ] {
        let (code, said) = run(arguments);
        assert_eq!(code, Some(1), "{arguments:?}: {said}");
        assert!(
            said.contains(&place) && said.contains(remedy),
            "{arguments:?}: {said}"
        );
    }
    assert!(!out.exists() && !data.exists());
    let (code, said) = run(&["check", &file]);
    assert!(
        code == Some(2)
            && said.contains("TOO MUCH   what the role nodes in w may do has ")
            && said.contains(remedy),
        "{said}"
    );
    let (code, said) = run(&["advise", &file]);
    assert!(code == Some(0) && said.contains("Too much in line 5: "), "{said}");
}
