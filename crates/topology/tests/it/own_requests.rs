//! What one may not do is refused to requests that no client sends, too: principals who sign requests of their own ask for no token and look for
//! no layers.

use serde_json::{Value, json};
use wharf_topology::access::{Policy, Snapshot};

use crate::by_hand::{ALL, BASE, PROD, PUSH, pull, said, said_with, statements};

fn denying_the_token(snapshot: &mut Snapshot) {
    statements(snapshot).push(pull(PROD, ALL, Value::Null));
    let document = json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}});
    let levels = snapshot.accounts[2].service_control.as_mut().unwrap();
    levels[0].push(Policy {
        name: "no-docker".to_owned(),
        document,
    });
}

#[test]
fn a_pull_needs_no_token() {
    for assertion in [
        "account prod may pull web",
        "account prod may not pull web",
        "only nodes, ci, unit work, account registry may pull web",
    ] {
        assert_eq!(
            said(BASE, assertion, denying_the_token).0,
            "refuted",
            "{assertion}"
        );
    }
}

/// A statement that lets prod do this with every repository.
fn lets(actions: &[&str]) -> Value {
    json!({"Sid": "ByHand", "Effect": "Allow", "Principal": {"AWS": PROD}, "Action": actions, "Resource": ALL})
}

#[test]
fn a_push_needs_no_look_for_layers() {
    let layers = &PUSH[..3];
    for (actions, word) in [
        (&PUSH[..], "refuted"),
        // Another tag of an image that is there.
        (&["ecr:PutImage"], "refuted"),
        // Layers alone are no image.
        (layers, "proved"),
    ] {
        let change = |snapshot: &mut Snapshot| {
            statements(snapshot).retain(|statement| statement["Sid"] != "OnlyBuildersPush");
            statements(snapshot).push(lets(actions));
        };
        let found = said(BASE, "account prod may not push web", change);
        assert_eq!(found.0, word, "{actions:?}: {found:?}");
        // A client looks for layers.
        let found = said(BASE, "account prod may push web", change);
        assert_eq!(found.0, "refuted", "{actions:?}: {found:?}");
    }
}
