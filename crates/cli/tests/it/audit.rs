//! The audit's files, and `wharf audit`.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use wharf_topology::live::Service;

use crate::aws::{ecr, variables};
use crate::people::ask;
use crate::program::{Node, failure, misuse, status_after_a_line, stdout, wharf};

/// What is found, at the first look: the node writes down what it has before it is read.
fn records(node: &Node, more: &[&str], count: usize) -> Vec<Value> {
    let said = stdout(&mut node.wharf(&[&["audit", "--format", "json"], more].concat()));
    let found: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(found.len(), count, "{more:?}: {said}");
    found
}

#[test]
fn who_asked_for_what_is_found_again() {
    let home = tempfile::tempdir().unwrap();
    let mut node = Node::start_at(&home.path().join("data"), &[], &[]);
    stdout(&mut node.wharf(&["account", "create", "--id", "222233334444"]));
    let (own, other) = (variables(&node, "111122223333"), variables(&node, "222233334444"));
    let app = r#"{"repositoryName": "app", "registryId": "111122223333"}"#;
    assert_eq!(
        ecr(&node, &own, "CreateRepository", r#"{"repositoryName": "app"}"#).0,
        200
    );
    assert_eq!(ecr(&node, &other, "DescribeImages", app).0, 400);
    assert_eq!(
        ecr(&node, &own, "DescribeImages", r#"{"repositoryName": "none"}"#).0,
        400
    );

    let all = records(&node, &[], 6);
    let names: Vec<&str> = all
        .iter()
        .map(|record| record["eventName"].as_str().unwrap())
        .collect();
    assert_eq!(
        names[..3],
        ["CreateAccount", "RevealRootAccessKey", "RevealRootAccessKey"]
    );
    assert_eq!(
        names[3..],
        ["CreateRepository", "DescribeImages", "DescribeImages"]
    );
    assert_eq!(all[3]["sourceIPAddress"], "127.0.0.1");
    let denied = records(&node, &["--denied"], 1);
    assert_eq!(denied[0]["userIdentity"]["accountId"], "222233334444");
    records(&node, &["--failed"], 2);
    // What was refused to the other account is among what the owner sees.
    records(&node, &["--account", "111122223333"], 6);
    // What the operator did to it is about it too: it was made, and its key was read.
    records(&node, &["--account", "222233334444"], 3);
    records(&node, &["--event", "CreateRepository", "--repository", "app"], 1);
    records(&node, &["--principal", "222233334444:root", "--since", "1h"], 1);
    records(&node, &["--until", "1h"], 0);
    records(&node, &["--last", "1"], 1);
    let text = stdout(&mut node.wharf(&["audit", "--denied"]));
    assert!(
        text.contains("DescribeImages") && text.contains(" app in 111122223333/us-east-1 from 127.0.0.1"),
        "{text}"
    );
    assert!(
        text.contains("AccessDenied: User: arn:aws:iam::222233334444:root"),
        "{text}"
    );

    // Killed in the middle of a line: the next start ends it, and everything else is found.
    let data = node.data.clone();
    node.stop("KILL");
    let mut files = std::fs::read_dir(data.join("audit")).unwrap();
    let day = files.next().unwrap().unwrap().path();
    let mut file = std::fs::OpenOptions::new().append(true).open(&day).unwrap();
    file.write_all(b"{\"eventVersion\": ").unwrap();
    let node = Node::start_at(&data, &[], &[]);
    assert_eq!(
        ecr(&node, &own, "DescribeImages", r#"{"repositoryName": "app"}"#).0,
        200
    );
    records(&node, &[], 7);
    // Secrets are in none of it.
    let secret = own["AWS_SECRET_ACCESS_KEY"].as_str().unwrap();
    assert!(!std::fs::read_to_string(&day).unwrap().contains(secret));
}

#[cfg(feature = "fail-points")]
#[test]
fn a_look_waits_for_what_the_node_has_not_written() {
    let node = Node::start(&[], &[("WHARF_FAIL_POINT", "audit.before-write=sleep:1000")]);
    stdout(&mut node.wharf(&["account", "create", "--id", "222233334444"]));
    records(&node, &["--event", "CreateAccount"], 1);
}

#[test]
fn what_operators_did_to_an_account_is_found() {
    let node = Node::start(&[], &[]);
    let account = ["--account", "222233334444"];
    stdout(&mut node.wharf(&["account", "create", "--id", "222233334444"]));
    let url = ["--url", "https://receiver.example.com/"];
    stdout(&mut node.wharf(&[&["webhook", "create", "deploy"][..], &url, &account].concat()));
    stdout(&mut node.wharf(&[&["webhook", "delete", "deploy"][..], &account].concat()));
    let key = variables(&node, "222233334444")["AWS_ACCESS_KEY_ID"].clone();
    stdout(&mut node.wharf(&["access-key", "deactivate", "--id", key.as_str().unwrap()]));
    let found = records(&node, &account, 5);
    let names: Vec<&str> = found
        .iter()
        .map(|record| record["eventName"].as_str().unwrap())
        .collect();
    let done = [
        "CreateAccount",
        "CreateWebhook",
        "DeleteWebhook",
        "RevealRootAccessKey",
        "UpdateRootAccessKey",
    ];
    assert_eq!(names, done);
}

#[test]
fn programs_see_all_records_and_people_are_told_of_more() {
    let node = Node::start(&[], &[]);
    let own = variables(&node, "111122223333");
    for _ in 0..101 {
        assert_eq!(ecr(&node, &own, "DescribeRepositories", "{}").0, 200);
    }
    records(&node, &["--event", "DescribeRepositories"], 101);
    let shown = |more: &[&str]| {
        let output = node.wharf(&[&["audit"][..], more].concat()).output().unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
        (out.lines().count(), err)
    };
    let cut = |shown: usize| format!("wharf: {shown} of 102 records, the newest: --last 0 shows all\n");
    assert_eq!(shown(&[]), (100, cut(100)));
    assert_eq!(shown(&["--last", "5"]), (5, cut(5)));
    assert_eq!(shown(&["--last", "5", "--format", "json"]), (5, cut(5)));
    assert_eq!(shown(&["--last", "0"]), (102, String::new()));
    assert_eq!(shown(&["--since", "1h"]), (102, String::new()));
    // A table has a line of names.
    assert_eq!(shown(&["--format", "csv"]), (103, String::new()));
}

/// An index that names nothing: an image without layers.
const INDEX: &str =
    r#"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"#;

#[test]
fn who_pulled_and_pushed_an_image_is_found_by_its_digest() {
    let node = Node::start(&[], &[]);
    let own = variables(&node, "111122223333");
    ecr(&node, &own, "CreateRepository", r#"{"repositoryName": "app"}"#);
    let media_type = "application/vnd.oci.image.index.v1+json";
    let put = json!({"repositoryName": "app", "imageManifest": INDEX, "imageTag": "v1", "imageManifestMediaType": media_type});
    let (status, said) = ecr(&node, &own, "PutImage", &put.to_string());
    assert_eq!(status, 200, "{said}");
    let get = |tag: &str| json!({"repositoryName": "app", "imageIds": [{"imageTag": tag}]}).to_string();
    for tag in ["v1", "none"] {
        assert_eq!(ecr(&node, &own, "BatchGetImage", &get(tag)).0, 200);
    }
    let [pull] = &records(&node, &["--pulls"], 1)[..] else {
        panic!("one pull")
    };
    let digest = pull["additionalEventData"]["imageDigests"][0].as_str().unwrap();
    assert_eq!(pull["requestParameters"]["imageIds"][0]["imageTag"], "v1");
    let push = records(&node, &["--pushes", "--repository", "app", "--digest", digest], 1);
    assert_eq!(push[0]["eventName"], "PutImage");
    records(
        &node,
        &["--pulls", "--pushes", "--digest", digest, "--from", "2020-01-01"],
        2,
    );
    records(&node, &["--pulls", "--to", "2020-01-01"], 0);
    records(&node, &["--digest", &format!("sha256:{:064}", 0)], 0);
    let text = stdout(&mut node.wharf(&["audit", "--pulls"]));
    assert!(text.contains(&format!(" app:v1@{digest} in ")), "{text}");
    let table = stdout(&mut node.wharf(&["audit", "--pulls", "--format", "csv"]));
    assert!(table.starts_with("time,event,principal,"), "{table}");
    assert!(table.contains(&format!(",app,v1,{digest},127.0.0.1,")), "{table}");
}

#[test]
fn each_of_several_images_has_its_tag_and_digest() {
    let node = Node::start(&[], &[]);
    let own = variables(&node, "111122223333");
    ecr(&node, &own, "CreateRepository", r#"{"repositoryName": "app"}"#);
    let media_type = "application/vnd.oci.image.index.v1+json";
    for tag in ["v1", "v2", "v3"] {
        let manifest = INDEX.replace("[]", &format!(r#"[],"annotations":{{"tag":"{tag}"}}"#));
        let put = json!({"repositoryName": "app", "imageManifest": manifest, "imageTag": tag, "imageManifestMediaType": media_type});
        let (status, said) = ecr(&node, &own, "PutImage", &put.to_string());
        assert_eq!(status, 200, "{said}");
    }
    let ids = ["v1", "none", "v2", "v3"].map(|tag| json!({"imageTag": tag}));
    let get = json!({"repositoryName": "app", "imageIds": ids}).to_string();
    let (status, said) = ecr(&node, &own, "BatchGetImage", &get);
    assert_eq!(status, 200, "{said}");
    let said: Value = serde_json::from_str(&said).unwrap();
    let images = said["images"].as_array().unwrap();
    let text = |image: &Value, member: &str| image["imageId"][member].as_str().unwrap().to_owned();
    let images: Vec<[String; 2]> = images
        .iter()
        .map(|image| [text(image, "imageTag"), text(image, "imageDigest")])
        .collect();
    assert_eq!(images.len(), 3);
    let shown = |more: &[&str]| stdout(&mut node.wharf(&[&["audit", "--pulls"], more].concat()));
    let (lines, rows) = (shown(&[]), shown(&["--format", "csv"]));
    assert_eq!(
        (lines.lines().count(), rows.lines().count()),
        (3, 4),
        "{lines}{rows}"
    );
    for [tag, digest] in &images {
        let (line, row) = (
            format!(" app:{tag}@{digest} in "),
            format!(",app,{tag},{digest},"),
        );
        assert!(lines.contains(&line) && rows.contains(&row), "{lines}{rows}");
        let (only, table) = (
            shown(&["--digest", digest]),
            shown(&["--digest", digest, "--format", "csv"]),
        );
        assert!(only.contains(&line) && only.lines().count() == 1, "{only}");
        assert!(table.contains(&row) && table.lines().count() == 2, "{table}");
    }
    records(&node, &["--pulls"], 1);
}

#[test]
fn what_is_not_there_is_refused_with_the_nearest() {
    let home = tempfile::tempdir().unwrap();
    let node = Node::start_at(&home.path().join("data"), &[], &[]);
    let refused = |arguments: &[&str]| failure(&mut node.wharf(&[&["audit"], arguments].concat()));
    let said = refused(&["--account", "111122223334"]);
    assert!(said.contains("did you mean 111122223333?"), "{said}");
    let said = misuse(&mut node.wharf(&["audit", "--event", "putimage"]));
    assert!(said.contains("did you mean PutImage?"), "{said}");
    let mistyped = home.path().join("dta");
    let said = failure(wharf(&["audit", "--data"]).arg(&mistyped));
    assert!(
        said.contains(&format!("did you mean {}?", node.data.display())),
        "{said}"
    );
}

#[test]
fn refused_sign_ins_are_recorded_and_bounded() {
    let node = Node::start(&[], &[]);
    stdout(&mut node.wharf(&["account", "create", "--id", "222233334444"]));
    let mut wrong = variables(&node, "222233334444");
    let key = wrong["AWS_ACCESS_KEY_ID"].as_str().unwrap().to_owned();
    wrong["AWS_SECRET_ACCESS_KEY"] = json!("another");
    assert_eq!(ecr(&node, &wrong, "DescribeRepositories", "{}").0, 400);
    let found = records(&node, &["--event", "SignIn", "--account", "222233334444"], 1);
    let record = &found[0];
    assert_eq!(record["userIdentity"]["accessKeyId"], key);
    assert_eq!(record["errorCode"], "InvalidSignatureException");
    assert_eq!(record["sourceIPAddress"], "127.0.0.1");
    assert_eq!(record["recipientAccountId"], "222233334444");
    // A password for docker that is none of ours names no key.
    let host = format!("GET /v2/ HTTP/1.1\r\nhost: {}\r\n", node.listen());
    let password = format!("{host}authorization: Basic QVdTOm5vbmU=\r\n");
    assert_eq!(node.request(&password, "").0, 401);
    let found = records(&node, &["--event", "SignIn", "--failed"], 2);
    assert_eq!(found[1]["errorCode"], "InvalidAuthorizationToken");
    for number in 0..200 {
        wrong["AWS_ACCESS_KEY_ID"] = json!(format!("AKIA{number:016}"));
        assert_eq!(ecr(&node, &wrong, "DescribeRepositories", "{}").0, 400);
    }
    let said = stdout(&mut node.wharf(&["audit", "--event", "SignIn", "--last", "0"]));
    let count = said.lines().count();
    assert!((100..110).contains(&count), "{count}");
    assert!(
        said.contains("SignIn") && said.contains(" key AKIA0000000000000000 "),
        "{said}"
    );
}

#[test]
fn refused_tokens_are_recorded_for_the_roles_account_and_bounded() {
    let node = Node::start(&["--audit", "changes"], &[]);
    stdout(&mut node.wharf(&["account", "create", "--id", "222233334444"]));
    let host = node.listen();
    let head =
        format!("POST / HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/x-www-form-urlencoded\r\n");
    for number in 0..200 {
        let claims = json!({"iss": format!("https://issuer{number}.example.com"), "sub": "repo:octo/app"});
        let [header, claims] =
            [json!({"alg": "RS256"}), claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
        let form = format!(
            "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn:aws:iam::222233334444:role/ci\
             &RoleSessionName=run-{number}&WebIdentityToken={header}.{claims}.c2lnbmF0dXJl"
        );
        let (status, said) = node.request(&head, &form);
        assert!(status == 400 && said.contains("InvalidIdentityToken"), "{said}");
    }
    let account = ["--account", "222233334444", "--last", "0"];
    let text = stdout(&mut node.wharf(&[&["audit", "--event", "SignIn"], &account[..]].concat()));
    assert!((100..110).contains(&text.lines().count()), "{text}");
    let first = "unproved token of https://issuer0.example.com for repo:octo/app arn:aws:iam::222233334444:role/ci in ";
    assert!(text.contains(first), "{text}");
    records(&node, &["--event", "AssumeRoleWithWebIdentity"], 0);
    let (_, metrics) = node.request(&format!("GET /metrics HTTP/1.1\r\nhost: {host}\r\n"), "");
    let all = "wharf_refused_sign_ins_total{reason=\"InvalidIdentityToken\"} 200\n";
    assert!(metrics.contains(all), "{metrics}");
}

#[test]
fn an_account_without_a_record_is_no_mistake() {
    let node = Node::start(&["--audit", "off", "--regions", "us-east-1,eu-west-1"], &[]);
    stdout(&mut node.wharf(&["account", "create", "--id", "222233334444"]));
    let mut elsewhere = variables(&node, "222233334444");
    elsewhere["AWS_REGION"] = json!("eu-west-1");
    let (status, said) = ecr(
        &node,
        &elsewhere,
        "CreateRepository",
        r#"{"repositoryName": "app"}"#,
    );
    assert_eq!(status, 200, "{said}");
    records(&node, &["--account", "222233334444"], 0);
    let close = json!({"AccountId": "222233334444"});
    ask(&node, Service::Organizations, "CloseAccount", close);
    records(&node, &["--account", "222233334444"], 0);
}

#[test]
fn a_follower_ends_when_its_output_goes_nowhere() {
    let node = Node::start(&[], &[]);
    stdout(&mut node.wharf(&["account", "create", "--id", "222233334444"]));
    records(&node, &[], 1);
    // Nothing more is printed after the line that is read.
    assert!(status_after_a_line(&mut node.wharf(&["audit", "--follow"])).success());
    let mut full = node.wharf(&["audit", "--follow"]);
    full.stdout(std::fs::File::create("/dev/full").unwrap());
    assert_eq!(full.status().unwrap().code(), Some(1));
}

#[test]
fn what_changes_nothing_need_not_be_kept() {
    let node = Node::start(&["--audit", "changes"], &[]);
    let own = variables(&node, "111122223333");
    assert_eq!(
        ecr(&node, &own, "CreateRepository", r#"{"repositoryName": "app"}"#).0,
        200
    );
    assert_eq!(ecr(&node, &own, "DescribeRepositories", "{}").0, 200);
    assert_eq!(
        ecr(&node, &own, "DescribeImages", r#"{"repositoryName": "none"}"#).0,
        400
    );
    records(&node, &[], 3);
}
