//! skopeo: layouts to registries and back, inspection, deletion.

use serde_json::Value;

use crate::lab::{ACCOUNT, Image, Lab, layout};
use crate::program::{stdout, wharf};

/// Signs skopeo in.
pub(super) fn login(lab: &Lab, account: &str) {
    let host = lab.registry_host(account);
    let login = lab.client("skopeo").args([
        "login",
        "--tls-verify=false",
        "-u",
        "AWS",
        "--password-stdin",
        &host,
    ]);
    assert!(
        login
            .stdin(lab.password(account))
            .ok()
            .contains("Login Succeeded!")
    );
}

/// Copies from a layout to a repository's tag.
pub(super) fn push(lab: &Lab, layout: &str, remote: &str, flags: &[&str]) -> crate::lab::Run {
    let copy = lab
        .client("skopeo")
        .args(["copy", "--insecure-policy", "--quiet", "--dest-tls-verify=false"]);
    copy.args(flags.iter().copied())
        .args([&*format!("oci:{layout}"), &format!("docker://{remote}")])
}

/// Copies from a repository's tag to a layout.
pub(super) fn pull(lab: &Lab, remote: &str, layout: &str, flags: &[&str]) -> crate::lab::Run {
    let copy = lab
        .client("skopeo")
        .args(["copy", "--insecure-policy", "--quiet", "--src-tls-verify=false"]);
    copy.args(flags.iter().copied())
        .args([&*format!("docker://{remote}"), &format!("oci:{layout}")])
}

#[test]
fn an_image_comes_back_as_it_went() {
    let lab = Lab::new();
    lab.create_repository("team/app");
    login(&lab, ACCOUNT);
    let image = Image::new(&[("bin/app", b"the program"), ("etc/app.conf", b"its settings")]);
    layout::write(&lab.path("from"), &image, "v1");
    let remote = lab.repository("team/app:v1");

    push(&lab, &lab.at("from:v1"), &remote, &[]).ok();
    pull(&lab, &remote, &lab.at("back:v1"), &[]).ok();
    assert_eq!(layout::verified(&lab.path("back")), image.digest());
    assert_eq!(layout::blobs(&lab.path("back")), layout::blobs(&lab.path("from")));

    let by_digest = lab.repository(&format!("team/app@{}", image.digest()));
    pull(&lab, &by_digest, &lab.at("by-digest:v1"), &[]).ok();
    assert_eq!(layout::verified(&lab.path("by-digest")), image.digest());

    let inspected = inspect(&lab, &remote);
    assert_eq!(inspected["Digest"], image.digest());
    assert_eq!(inspected["Architecture"], "amd64");
    assert_eq!(inspected["Layers"].as_array().unwrap().len(), 2);
    assert_eq!(inspected["RepoTags"], serde_json::json!(["v1"]));
}

/// skopeo takes no IPv6 address for a registry, so everything that is printed names the host.
#[test]
fn a_node_at_an_ipv6_address_is_called_by_its_host() {
    let lab = Lab::listening("[::1]:0");
    let host = lab.registry_host(ACCOUNT);
    assert_eq!(crate::aws::variables(&lab.node, ACCOUNT)["WHARF_REGISTRY"], host);
    let create = [
        "user",
        "create",
        "alice",
        "--account",
        ACCOUNT,
        "--policy",
        "read-only",
    ];
    let mut create = lab.node.wharf(&create);
    create.args(["--save-profile", "alice"]).env("HOME", lab.home());
    stdout(&mut create);
    let mut env = wharf(&["env", "--user", "alice", "--format", "json"]);
    let env: Value = serde_json::from_str(&stdout(env.env("HOME", lab.home()))).unwrap();
    assert_eq!(env["WHARF_REGISTRY"], host);
    let doctor = lab.node.wharf(&["doctor"]).output().unwrap();
    let doctor = String::from_utf8(doctor.stdout).unwrap();
    let says = format!(
        "is an IPv6 address, which skopeo and others do not take for a registry: let clients call {host}"
    );
    assert!(doctor.contains(&says), "{doctor}");

    // A client of ours pushes by the address, skopeo pulls it and pushes it again by the host.
    lab.create_repository("app");
    let image = Image::new(&[("bin/app", b"the program")]);
    lab.registry("app").push(&image, "v1");
    login(&lab, ACCOUNT);
    pull(&lab, &lab.repository("app:v1"), &lab.at("back:v1"), &[]).ok();
    assert_eq!(layout::verified(&lab.path("back")), image.digest());
    let to = lab.repository("app:v2");
    push(&lab, &lab.at("back:v1"), &to, &["--preserve-digests"]).ok();
    assert_eq!(lab.registry("app").manifest("v2"), Some(image.manifest.clone()));
}

#[test]
fn an_index_keeps_all_its_platforms() {
    let lab = Lab::new();
    lab.create_repository("multi");
    login(&lab, ACCOUNT);
    let images = ["amd64", "arm64"].map(|name| Image::for_architecture(name, &[("arch", name.as_bytes())]));
    let index = layout::write_index(&lab.path("from"), &images.each_ref(), "v1");
    let remote = lab.repository("multi:v1");

    push(&lab, &lab.at("from:v1"), &remote, &["--all"]).ok();
    pull(&lab, &remote, &lab.at("all:v1"), &["--all"]).ok();
    assert_eq!(layout::verified(&lab.path("all")), crate::lab::digest(&index));
    assert_eq!(layout::blobs(&lab.path("all")), layout::blobs(&lab.path("from")));

    let arm = ["--override-arch", "arm64"];
    let copy = lab
        .client("skopeo")
        .args(arm)
        .args(["copy", "--insecure-policy", "--src-tls-verify=false"]);
    copy.args([
        &*format!("docker://{remote}"),
        &format!("oci:{}", lab.at("arm:v1")),
    ])
    .ok();
    assert_eq!(layout::verified(&lab.path("arm")), images[1].digest());
}

#[test]
fn tags_are_listed_and_images_deleted() {
    let lab = Lab::new();
    lab.create_repository("old");
    login(&lab, ACCOUNT);
    let image = Image::new(&[("file", b"content")]);
    layout::write(&lab.path("from"), &image, "v");
    for tag in ["v2", "v1", "latest"] {
        push(
            &lab,
            &lab.at("from:v"),
            &lab.repository(&format!("old:{tag}")),
            &[],
        )
        .ok();
    }
    let remote = format!("docker://{}", lab.repository("old"));
    let list = || {
        lab.client("skopeo")
            .args(["list-tags", "--tls-verify=false", &remote])
            .json()
    };
    assert_eq!(list()["Tags"], serde_json::json!(["latest", "v1", "v2"]));

    // skopeo looks the tag's digest up and deletes the image with all its tags.
    lab.client("skopeo")
        .args(["delete", "--tls-verify=false", &format!("{remote}:v1")])
        .ok();
    assert_eq!(list()["Tags"], serde_json::json!([]));
    let gone = lab
        .client("skopeo")
        .args(["inspect", "--tls-verify=false", &format!("{remote}:v1")]);
    gone.refused(&["manifest unknown"]);
}

fn inspect(lab: &Lab, remote: &str) -> Value {
    lab.client("skopeo")
        .args(["inspect", "--tls-verify=false", &format!("docker://{remote}")])
        .json()
}

/// A repository that a key of the account seals: it comes back as it went, and not while the key is disabled.
#[test]
fn a_disabled_key_blocks_pulls_and_pushes() {
    let lab = Lab::new();
    let key = |action: &str, more: &[&str]| {
        let arguments = [&["key", action], more, &["--account", ACCOUNT]].concat();
        crate::program::stdout(&mut lab.node.wharf(&arguments));
    };
    key("create", &["--alias", "images"]);
    let encryption = serde_json::json!({"encryptionType": "KMS", "kmsKey": "alias/images"});
    let create = serde_json::json!({"repositoryName": "sealed", "encryptionConfiguration": encryption});
    lab.api(ACCOUNT).call("CreateRepository", &create).expect(200);
    login(&lab, ACCOUNT);
    let image = Image::new(&[("bin/app", b"the program")]);
    layout::write(&lab.path("from"), &image, "v1");
    let remote = lab.repository("sealed:v1");
    push(&lab, &lab.at("from:v1"), &remote, &[]).ok();
    pull(&lab, &remote, &lab.at("back:v1"), &[]).ok();
    assert_eq!(layout::verified(&lab.path("back")), image.digest());
    key("disable", &["alias/images"]);
    pull(&lab, &remote, &lab.at("never:v1"), &[]).refused(&["denied", "is disabled"]);
    let other = Image::new(&[("bin/app", b"another program")]);
    layout::write(&lab.path("other"), &other, "v2");
    let second = lab.repository("sealed:v2");
    push(&lab, &lab.at("other:v2"), &second, &[]).refused(&["denied", "is disabled"]);
    key("enable", &["alias/images"]);
    push(&lab, &lab.at("other:v2"), &second, &[]).ok();
    pull(&lab, &remote, &lab.at("again:v1"), &[]).ok();
    assert_eq!(layout::verified(&lab.path("again")), image.digest());
}
