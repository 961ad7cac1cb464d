//! docker's CLI and Debian's engine: build, push, pull, run; what docker's users read when they are refused.

use crate::lab::{ACCOUNT, Engine, Image, Lab, OTHER, digest, program};

/// An engine that may speak plain HTTP with the lab's registries.
fn engine(lab: &Lab) -> Engine {
    Engine::start(lab, &[lab.registry_host(ACCOUNT), lab.registry_host(OTHER)], &[])
}

fn login(lab: &Lab, engine: &Engine, account: &str) {
    let arguments = [
        "login",
        "--username",
        "AWS",
        "--password-stdin",
        &lab.registry_host(ACCOUNT),
    ];
    let said = engine.docker(lab, &arguments).stdin(lab.password(account)).ok();
    assert!(said.contains("Login Succeeded"), "{said}");
}

/// A folder to build an image in that can run: a static busybox and a file.
fn context(lab: &Lab, content: &str) -> String {
    let folder = lab.path("context");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(program("busybox"), folder.join("busybox")).unwrap();
    std::fs::write(folder.join("content"), content).unwrap();
    let text =
        "FROM scratch\nCOPY busybox /bin/\nCOPY content /\nCMD [\"/bin/busybox\", \"cat\", \"/content\"]\n";
    std::fs::write(folder.join("Dockerfile"), text).unwrap();
    folder.to_str().unwrap().to_owned()
}

#[test]
fn build_push_pull_and_run() {
    let lab = Lab::new();
    lab.create_repository("team/app");
    let engine = engine(&lab);
    login(&lab, &engine, ACCOUNT);
    let docker = |arguments: &[&str]| engine.docker(&lab, arguments);
    let (context, remote) = (
        context(&lab, "hello from a container"),
        lab.repository("team/app:v1"),
    );

    docker(&["build", "--quiet", "--tag", &remote, &context]).ok();
    let pushed = docker(&["push", &remote]).ok();
    let id = docker(&["image", "inspect", "--format", "{{.Id}}", &remote]).ok();
    let manifest = lab.registry("team/app").manifest("v1").unwrap();
    assert!(pushed.contains(&digest(&manifest)), "{pushed}");
    let again = docker(&["push", &remote]).ok();
    assert!(again.contains("Layer already exists"), "{again}");

    docker(&["rmi", "--force", id.trim()]).ok();
    docker(&["image", "inspect", &remote]).refused(&[]);
    let pulled = docker(&["pull", &remote]).ok();
    assert!(pulled.contains(&digest(&manifest)), "{pulled}");
    assert_eq!(
        docker(&["image", "inspect", "--format", "{{.Id}}", &remote]).ok(),
        id
    );
    let ran = docker(&["run", "--rm", "--network", "host", &remote]).ok();
    assert_eq!(ran, "hello from a container");

    let by_digest = lab.repository(&format!("team/app@{}", digest(&manifest)));
    docker(&["pull", &by_digest]).ok();
    docker(&["pull", &lab.repository("team/app:absent")]).refused(&["manifest for", "not found"]);
}

#[test]
fn an_image_for_two_architectures() {
    let lab = Lab::new();
    lab.create_repository("multi");
    let engine = engine(&lab);
    login(&lab, &engine, ACCOUNT);
    let docker = |arguments: &[&str]| engine.docker(&lab, arguments);
    let name = |tag: &str| lab.repository(&format!("multi:{tag}"));
    let mut registry = lab.registry("multi");
    // `docker manifest` before 23.0 computes other digests than the registry's for OCI manifests.
    for architecture in ["amd64", "arm64"] {
        let image = Image::for_architecture(architecture, &[("arch", architecture.as_bytes())]);
        registry.push(&image.docker(), architecture);
    }
    let (list, amd, arm) = (name("all"), name("amd64"), name("arm64"));
    docker(&["manifest", "create", "--insecure", &list, &amd, &arm]).ok();
    docker(&["manifest", "annotate", "--arch", "arm64", &list, &arm]).ok();
    let pushed = docker(&["manifest", "push", "--insecure", &list]).ok();
    let stored = registry.manifest("all").unwrap();
    assert!(pushed.contains(&digest(&stored)), "{pushed}");

    docker(&["pull", "--platform", "linux/arm64", &list]).ok();
    let inspected = docker(&["image", "inspect", "--format", "{{.Architecture}}", &list]).ok();
    assert_eq!(inspected.trim(), "arm64");
}

#[test]
fn refusals_as_docker_words_them() {
    let lab = Lab::new().and_other();
    let (engine, context) = (engine(&lab), context(&lab, "first"));
    let docker = |arguments: &[&str]| engine.docker(&lab, arguments);
    let (remote, absent) = (lab.repository("fixed:v1"), lab.repository("absent:v1"));
    docker(&["build", "--quiet", "--tag", &remote, "--tag", &absent, &context]).ok();
    docker(&["push", &remote]).refused(&["no basic auth credentials"]);

    let wrong = [
        "login",
        "--username",
        "AWS",
        "--password-stdin",
        &lab.registry_host(ACCOUNT),
    ];
    docker(&wrong).stdin("not-a-token").refused(&["401 Unauthorized"]);
    login(&lab, &engine, ACCOUNT);
    let words = format!(
        "name unknown: The repository with name 'absent' does not exist in the registry with id '{ACCOUNT}'"
    );
    docker(&["push", &absent]).refused(&[&words]);

    lab.aws(&[
        "ecr",
        "create-repository",
        "--repository-name",
        "fixed",
        "--image-tag-mutability",
        "IMMUTABLE",
    ])
    .ok();
    docker(&["push", &remote]).ok();
    std::fs::write(lab.path("context/content"), "second").unwrap();
    docker(&["build", "--quiet", "--tag", &remote, &context]).ok();
    let words = "tag invalid: The image tag 'v1' already exists in the 'fixed' repository and cannot be overwritten \
                 because the tag is immutable.";
    docker(&["push", &remote]).refused(&[words]);

    // The same host, the other account's token: identity is the token's, the registry the host's.
    login(&lab, &engine, OTHER);
    let denied = format!("denied: User: arn:aws:iam::{OTHER}:root is not authorized to perform: ecr:");
    docker(&["push", &remote]).refused(&[&denied]);
    docker(&["pull", &remote]).refused(&["denied"]);
}

#[test]
fn the_development_authority_is_trusted_by_the_engine() {
    let lab = Lab::with(&["--tls", "development"]);
    let authority = lab.authority().unwrap().to_str().unwrap().to_owned();
    let engine = Engine::start(&lab, &[], &[("SSL_CERT_FILE", &authority)]);
    lab.aws(&["ecr", "create-repository", "--repository-name", "secure"])
        .ok();
    let password = lab.aws(&["ecr", "get-login-password"]).ok();
    let docker = |arguments: &[&str]| engine.docker(&lab, arguments);
    let (host, remote) = (lab.registry_host(ACCOUNT), lab.repository("secure:v1"));
    docker(&["login", "--username", "AWS", "--password-stdin", &host])
        .stdin(password.trim())
        .ok();
    docker(&["build", "--quiet", "--tag", &remote, &context(&lab, "over TLS")]).ok();
    let pushed = docker(&["push", &remote]).ok();
    docker(&["rmi", &remote]).ok();
    let pulled = docker(&["pull", &remote]).ok();
    let digest = &pushed[pushed.find("sha256:").unwrap()..][..71];
    assert!(pulled.contains(digest), "{pulled}");
}
