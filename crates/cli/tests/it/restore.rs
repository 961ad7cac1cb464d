//! A deletion, undone by the operator.

use serde_json::Value;

use crate::aws::{ecr, variables};
use crate::program::{Node, failure, misuse, stdout};

#[test]
fn a_deleted_image_is_listed_and_restored() {
    let node = Node::start(&[], &[]);
    // The first account operates the node; another one's images are restored in the same way.
    stdout(&mut node.wharf(&["account", "create", "--id", "222222222222"]));
    for account in ["111122223333", "222222222222"] {
        deleted_and_restored(&node, account);
    }
}

fn deleted_and_restored(node: &Node, account: &str) {
    let variables = variables(node, account);
    let ask = |operation: &str, body: &str| {
        let (status, answer) = ecr(node, &variables, operation, body);
        assert_eq!(status, 200, "{answer}");
        serde_json::from_str::<Value>(&answer).unwrap()
    };
    ask("CreateRepository", r#"{"repositoryName":"team/app"}"#);
    let manifest =
        r#"{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}"#;
    let put = format!(r#"{{"repositoryName":"team/app","imageTag":"v1","imageManifest":"{manifest}"}}"#);
    let digest = ask("PutImage", &put)["image"]["imageId"]["imageDigest"]
        .as_str()
        .unwrap()
        .to_owned();
    let tag = r#"{"repositoryName":"team/app","imageIds":[{"imageTag":"v1"}]}"#;
    ask("BatchDeleteImage", tag);
    assert_eq!(ask("BatchGetImage", tag)["images"].as_array().unwrap().len(), 0);
    let collected = node.wharf(&["collect"]).output().unwrap();
    let said = String::from_utf8(collected.stderr).unwrap();
    assert!(said.contains("can still be restored"), "{said}");
    let restore = |image: &str| node.wharf(&["restore", image, "--account", account]);
    let listed = stdout(&mut restore("team/app"));
    assert!(
        listed.contains(&format!("team/app@{digest}")) && listed.contains("v1"),
        "{listed}"
    );
    let said = stdout(&mut restore(&format!("team/app@{digest}")));
    assert!(
        said.contains("is back") && said.contains("with the tags v1"),
        "{said}"
    );
    assert_eq!(ask("BatchGetImage", tag)["images"].as_array().unwrap().len(), 1);
    let said = failure(&mut restore(&format!("team/app@{digest}")));
    assert!(said.contains("no deleted image"), "{said}");
    let said = failure(&mut restore("other"));
    assert!(
        said.contains(&format!(
            "there is no repository other in {account}, us-east-1; another Region: --region"
        )),
        "{said}"
    );
    let said = misuse(&mut restore("team/app:v1"));
    assert!(said.contains("an image is restored by its digest"), "{said}");
    let all = || stdout(restore("team/app").arg("--all"));
    assert_eq!(
        all(),
        format!("no deleted images of team/app of {account} in us-east-1\n")
    );
    ask("BatchDeleteImage", tag);
    assert_eq!(all(), format!("team/app@{digest} is back\nwith the tags v1\n"));
    assert_eq!(ask("BatchGetImage", tag)["images"].as_array().unwrap().len(), 1);
    let said = misuse(&mut restore("team/app@sha256:x"));
    assert!(said.contains("is no digest"), "{said}");
}
