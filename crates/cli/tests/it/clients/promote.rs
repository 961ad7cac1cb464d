//! `wharf promote`: the same bytes from stage to stage, with an index's children and with what refers to them.

use std::process::Command;

use serde_json::Value;
use wharf_topology::live::Client;

use super::skopeo;
use crate::lab::{Image, Lab, digest, incompressible, layout};
use crate::program::wharf;

const DEV: &str = "333333333333";
const PRODUCTION: &str = "555555555555";

/// `wharf promote` with the profiles that `wharf up` left: how it ended and what it said.
fn promote(lab: &Lab, arguments: &[&str]) -> (Option<i32>, String) {
    let aws = lab.node.data.join("aws");
    let mut command: Command = wharf(&[&["promote"], arguments].concat());
    command
        .env("AWS_CONFIG_FILE", aws.join("config"))
        .env("AWS_SHARED_CREDENTIALS_FILE", aws.join("credentials"))
        .env("HOME", lab.home());
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

/// The address permits the download, and what `wharf promote` says may be kept by a CI.
#[test]
fn a_download_that_fails_does_not_show_its_address() {
    let node = crate::program::Node::start(&[], &[]);
    let now = || wharf_node::Clock::system().now().micros();
    let failed = |address: &str| {
        let url = format!("http://{address}/layers/sealed?X-Amz-Signature=sealed");
        let download = async {
            let http = reqwest::Client::builder().no_proxy().build().unwrap();
            let client = Client::unsigned(http, None, "us-east-1", now);
            client.download(&url).await.err().unwrap().to_string()
        };
        crate::people::block_on(download)
    };
    // One that answers that it is not there, and a port at which nothing listens.
    for address in [node.listen(), "127.0.0.1:9".to_owned()] {
        let said = failed(&address);
        let expected = format!("GET at http://{address}/layers/…: ");
        assert!(said.starts_with(&expected) && !said.contains("sealed"), "{said}");
    }
}

/// Within a registry nothing is sent twice: layers are mounted, where the promoter may read the source.
#[test]
fn within_a_registry_layers_are_mounted() {
    let registry = "222222222222";
    let lab = Lab::up("dedicated", &[registry]);
    let host = lab.registry_host(registry);
    let password = lab.aws_profile("ci", &["ecr", "get-login-password"]).ok();
    let login = [
        "login",
        "--tls-verify=false",
        "-u",
        "AWS",
        "--password-stdin",
        &host,
    ];
    lab.client("skopeo").args(login).stdin(password.trim()).ok();
    let image = Image::new(&[("bin/app", b"program")]);
    layout::write(&lab.path("image"), &image, "v1");
    let to = format!("{host}/payments/api:v1");
    skopeo::push(&lab, &lab.at("image:v1"), &to, &["--preserve-digests"]).ok();
    let way = ["payments/api:v1", "prod/api:v1", "--profile", "promoter"];
    let (code, said) = promote(&lab, &way);
    assert!(
        code == Some(0) && said.contains(": mounted") && !said.contains(" bytes"),
        "{said}"
    );
    let describe = ["ecr", "describe-images", "--repository-name", "prod/api"];
    let described = lab.aws_profile("registry", &describe).json();
    assert_eq!(described["imageDetails"][0]["imageDigest"], image.digest());
    // Where the registry does not let layers be mounted, they are copied, and the result is the same image.
    let off = [
        "ecr",
        "put-account-setting",
        "--name",
        "BLOB_MOUNTING",
        "--value",
        "DISABLED",
    ];
    lab.aws_profile("registry", &off).ok();
    let other = Image::new(&[("bin/app", b"another program")]);
    layout::write(&lab.path("other"), &other, "v2");
    let to = format!("{host}/payments/api:v2");
    skopeo::push(&lab, &lab.at("other:v2"), &to, &["--preserve-digests"]).ok();
    let way = ["payments/api:v2", "prod/api:v2", "--profile", "promoter"];
    let (code, said) = promote(&lab, &way);
    assert!(
        code == Some(0) && said.contains(" bytes") && !said.contains(": mounted"),
        "{said}"
    );
    // The audit has both sides of it, by the promoter's session.
    let audit = [
        "audit",
        "--principal",
        "assumed-role/promoter",
        "--event",
        "PutImage",
        "--format",
        "json",
    ];
    let records = crate::program::stdout(&mut lab.node.wharf(&audit));
    assert!(
        records.contains(&other.digest()) && records.contains("\"imageTag\":\"v2\""),
        "{records}"
    );
}

#[test]
fn an_index_with_its_signature_reaches_production() {
    let lab = Lab::up("per-account", &[DEV, PRODUCTION]);
    let host = lab.registry_host(DEV);
    let password = lab.aws_profile("ci", &["ecr", "get-login-password"]).ok();
    let login = [
        "login",
        "--tls-verify=false",
        "-u",
        "AWS",
        "--password-stdin",
        &host,
    ];
    lab.client("skopeo").args(login).stdin(password.trim()).ok();

    // Two architectures, one with a layer of more than two parts, and a signature of one of them.
    let large = incompressible(7, 25_000_000);
    let amd = Image::for_architecture("amd64", &[("bin/app", &large)]);
    let arm = Image::for_architecture("arm64", &[("bin/app", b"for arm")]);
    let index = digest(&layout::write_index(&lab.path("index"), &[&amd, &arm], "v1"));
    let signature = Image::artifact("application/vnd.example.signature.v1", b"signed", &amd);
    layout::write(&lab.path("signature"), &signature, "v1");
    let to = |tag: &str| format!("{host}/payments/api:{tag}");
    skopeo::push(
        &lab,
        &lab.at("index:v1"),
        &to("v1"),
        &["--all", "--preserve-digests"],
    )
    .ok();
    skopeo::push(
        &lab,
        &lab.at("signature:v1"),
        &to("signature"),
        &["--preserve-digests"],
    )
    .ok();

    let source = format!("{DEV}/payments/api:v1");
    let way = ["--profile", "nodes-dev", "--to-profile", "promoter-prod"];
    let run = |more: &[&str]| promote(&lab, &[&[&source, "payments/api"], &way[..], more].concat());
    // A gate that says no stops it before anything is done; one that says yes sees the digest.
    let (code, said) = run(&["--gate", "false"]);
    assert!(code == Some(1) && said.contains("refused ("), "{said}");
    let gate = format!("test \"$WHARF_DIGEST\" = {index}");
    let (code, said) = run(&["--gate", &gate, "--dry-run"]);
    assert!(code == Some(0) && said.contains("would be promoted"), "{said}");
    let images = || {
        let list = ["ecr", "list-images", "--repository-name", "payments/api"];
        lab.aws_profile("prod", &list).json()["imageIds"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(images(), 0);

    let (code, said) = run(&["--gate", &gate, "--tag", "released", "--format", "json"]);
    assert_eq!(code, Some(0), "{said}");
    let steps: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let last = steps.last().unwrap();
    assert_eq!(last["digest"], index);
    let by = format!("arn:aws:sts::{PRODUCTION}:assumed-role/promoter/");
    assert!(last["by"].as_str().unwrap().starts_with(&by), "{last}");
    let manifests = steps.iter().filter(|step| step["manifest"].is_object()).count();
    assert_eq!(manifests, 4, "{said}");
    let subject = format!("imageDigest={}", amd.digest());
    let referrers = [
        "ecr",
        "list-image-referrers",
        "--repository-name",
        "payments/api",
        "--subject-id",
        &subject,
    ];
    let referrers = lab.aws_profile("prod", &referrers).json();
    assert_eq!(referrers["referrers"][0]["digest"], signature.digest());
    let describe = [
        "ecr",
        "describe-images",
        "--repository-name",
        "payments/api",
        "--image-ids",
        "imageTag=released",
    ];
    let described = lab.aws_profile("prod", &describe).json();
    assert_eq!(described["imageDetails"][0]["imageDigest"], index);

    // Again is nothing new; what came is what was pushed, byte for byte.
    let (code, said) = run(&["--tag", "released"]);
    assert!(code == Some(0) && said.contains(": there"), "{said}");
    let host = lab.registry_host(PRODUCTION);
    let password = lab.aws_profile("nodes-prod", &["ecr", "get-login-password"]).ok();
    let login = [
        "login",
        "--tls-verify=false",
        "-u",
        "AWS",
        "--password-stdin",
        &host,
    ];
    lab.client("skopeo").args(login).stdin(password.trim()).ok();
    let from = format!("{host}/payments/api:released");
    skopeo::pull(&lab, &from, &lab.at("back:v1"), &["--all", "--preserve-digests"]).ok();
    assert_eq!(layout::verified(&lab.path("back")), index);

    // Within a repository it is one more tag; a role that may not push cannot promote.
    let same = format!("payments/api@{index}");
    let (code, said) = promote(
        &lab,
        &[&same, "payments/api:stable", "--profile", "promoter-prod"],
    );
    assert!(
        code == Some(0) && said.contains("tag stable") && !said.contains("layer"),
        "{said}"
    );
    assert!(
        said.contains("source and destination are one repository in us-east-1")
            && !said.contains("is promoted"),
        "{said}"
    );
    let (code, said) = promote(&lab, &[&same, "payments/api:mine", "--profile", "nodes-prod"]);
    assert!(
        code == Some(1) && said.contains("AccessDeniedException"),
        "{said}"
    );
    let (code, said) = promote(
        &lab,
        &[
            "payments/api:none",
            "payments/api:x",
            "--profile",
            "promoter-prod",
        ],
    );
    assert!(
        code == Some(1) && said.contains("payments/api has no none"),
        "{said}"
    );
}
