//! What is more than one policy holds, and what is more than AWS takes.

use std::fmt::Write as _;

use super::{Endpoint, write};
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
    let (code, said) = endpoint.run(&["apply", &few]);
    assert!(
        code == Some(0) && said.contains("- policy of repository client-"),
        "{said}"
    );
    endpoint.is_as(&few);
    let (code, said) = endpoint.run(&["check", &few, "--live"]);
    assert_eq!(code, Some(0), "{said}");
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
