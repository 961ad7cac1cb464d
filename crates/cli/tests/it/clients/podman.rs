//! podman: login, build, push, pull, run, an image for several architectures.

use crate::lab::{ACCOUNT, Lab, Run, digest, program};

/// podman with everything it keeps in the test's folder.
pub(super) fn podman(lab: &Lab, arguments: &[&str]) -> Run {
    let state = ["root", "run", "tmp"].map(|part| lab.at(&format!("podman/{part}")));
    let own = [
        "--root",
        &state[0],
        "--runroot",
        &state[1],
        "--tmpdir",
        &state[2],
        "--storage-driver",
        "vfs",
    ];
    let quiet = [
        "--events-backend",
        "none",
        "--cgroup-manager",
        "cgroupfs",
        "--runtime",
        "runc",
    ];
    lab.client("podman")
        .args(own)
        .args(quiet)
        .args(arguments.iter().copied())
}

/// Signs podman in.
pub(super) fn login(lab: &Lab) {
    let host = lab.registry_host(ACCOUNT);
    let login = podman(
        lab,
        &[
            "login",
            "--tls-verify=false",
            "-u",
            "AWS",
            "--password-stdin",
            &host,
        ],
    );
    assert!(
        login
            .stdin(lab.password(ACCOUNT))
            .ok()
            .contains("Login Succeeded!")
    );
}

#[test]
fn build_push_pull_and_run() {
    let lab = Lab::new();
    lab.create_repository("app");
    login(&lab);
    let (folder, remote) = (lab.path("context"), lab.repository("app:v1"));
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(program("busybox"), folder.join("busybox")).unwrap();
    let text = "FROM scratch\nCOPY busybox /bin/\nCMD [\"/bin/busybox\", \"echo\", \"run by podman\"]\n";
    std::fs::write(folder.join("Dockerfile"), text).unwrap();

    let build = podman(
        &lab,
        &["build", "--quiet", "--isolation", "chroot", "--tag", &remote],
    );
    build.args([folder.to_str().unwrap()]).ok();
    let id = podman(&lab, &["image", "inspect", "--format", "{{.Id}}", &remote]).ok();
    podman(&lab, &["push", "--tls-verify=false", &remote]).ok();
    podman(&lab, &["rmi", &remote]).ok();
    podman(&lab, &["pull", "--tls-verify=false", &remote]).ok();
    let pulled = podman(
        &lab,
        &["image", "inspect", "--format", "{{.Id}} {{.Digest}}", &remote],
    )
    .ok();
    let stored = digest(&lab.registry("app").manifest("v1").unwrap());
    assert_eq!(pulled.trim(), format!("{} {stored}", id.trim()));

    // Limits cannot be raised in a container within a container.
    let limits = [
        "--ulimit",
        "nofile=1024:1024",
        "--ulimit",
        "nproc=1024:1024",
        "--network=host",
        &remote,
    ];
    assert_eq!(
        podman(&lab, &["run", "--rm"]).args(limits).ok(),
        "run by podman\n"
    );
}

#[test]
fn a_manifest_list_and_its_parts() {
    let lab = Lab::new();
    lab.create_repository("multi");
    login(&lab);
    let mut registry = lab.registry("multi");
    let images = ["amd64", "arm64"].map(|name| {
        let image = crate::lab::Image::for_architecture(name, &[("arch", name.as_bytes())]);
        registry.push(&image, name);
        image
    });
    podman(&lab, &["manifest", "create", "all"]).ok();
    for name in ["amd64", "arm64"] {
        let part = format!("docker://{}", lab.repository(&format!("multi:{name}")));
        podman(
            &lab,
            &[
                "manifest",
                "add",
                "--tls-verify=false",
                "--arch",
                name,
                "all",
                &part,
            ],
        )
        .ok();
    }
    let remote = format!("docker://{}", lab.repository("multi:all"));
    podman(
        &lab,
        &["manifest", "push", "--tls-verify=false", "--all", "all", &remote],
    )
    .ok();
    let list = registry.manifest("all").unwrap();
    let list: serde_json::Value = serde_json::from_slice(&list).unwrap();
    assert_eq!(list["manifests"][1]["digest"], images[1].digest());

    let remote = lab.repository("multi:all");
    podman(&lab, &["pull", "--tls-verify=false", "--arch", "arm64", &remote]).ok();
    let pulled = podman(
        &lab,
        &["image", "inspect", "--format", "{{.Architecture}}", &remote],
    )
    .ok();
    assert_eq!(pulled.trim(), "arm64");
}
