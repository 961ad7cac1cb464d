//! buildah: an image for two architectures built and pushed as an OCI index and as a Docker manifest list.

use serde_json::Value;

use crate::lab::{ACCOUNT, Lab, Run, digest};

fn buildah(lab: &Lab, arguments: &[&str]) -> Run {
    let state = ["root", "run"].map(|part| lab.at(&format!("buildah/{part}")));
    let run = lab.client("buildah").env("BUILDAH_ISOLATION", "chroot");
    let own = [
        "--root",
        &state[0],
        "--runroot",
        &state[1],
        "--storage-driver",
        "vfs",
    ];
    run.args(own).args(arguments.iter().copied())
}

#[test]
fn an_index_and_a_manifest_list() {
    let lab = Lab::new();
    lab.create_repository("multi");
    let login = [
        "login",
        "--tls-verify=false",
        "-u",
        "AWS",
        "--password-stdin",
        &lab.registry_host(ACCOUNT),
    ];
    buildah(&lab, &login).stdin(lab.password(ACCOUNT)).ok();
    let folder = lab.path("context");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("content"), "the same everywhere").unwrap();
    std::fs::write(
        folder.join("Dockerfile"),
        "FROM scratch\nARG TARGETARCH\nCOPY content /\nLABEL arch=$TARGETARCH\n",
    )
    .unwrap();

    for platform in ["linux/amd64", "linux/arm64"] {
        let bud = [
            "bud",
            "--quiet",
            "--platform",
            platform,
            "--manifest",
            "all",
            folder.to_str().unwrap(),
        ];
        buildah(&lab, &bud).ok();
    }
    let kinds = [
        ("oci", "application/vnd.oci.image.index.v1+json"),
        (
            "v2s2",
            "application/vnd.docker.distribution.manifest.list.v2+json",
        ),
    ];
    let mut registry = lab.registry("multi");
    for (format, media_type) in kinds {
        let remote = format!("docker://{}", lab.repository(&format!("multi:{format}")));
        buildah(
            &lab,
            &[
                "manifest",
                "push",
                "--all",
                "--tls-verify=false",
                "--format",
                format,
                "all",
                &remote,
            ],
        )
        .ok();
        let bytes = registry.manifest(format).unwrap();
        let index: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(index["mediaType"], media_type);
        let mut platforms: Vec<&str> = Vec::new();
        for child in index["manifests"].as_array().unwrap() {
            platforms.push(child["platform"]["architecture"].as_str().unwrap());
            let name = child["digest"].as_str().unwrap();
            let manifest = registry.manifest(name).unwrap();
            assert_eq!(digest(&manifest), name);
            let manifest: Value = serde_json::from_slice(&manifest).unwrap();
            for blob in manifest["layers"]
                .as_array()
                .unwrap()
                .iter()
                .chain([&manifest["config"]])
            {
                let name = blob["digest"].as_str().unwrap();
                assert_eq!(digest(&registry.blob(name).unwrap()), name);
            }
        }
        platforms.sort_unstable();
        assert_eq!(platforms, ["amd64", "arm64"]);
    }

    let remote = lab.repository("multi:oci");
    buildah(&lab, &["rmi", "--all", "--force"]).ok();
    buildah(
        &lab,
        &[
            "pull",
            "--quiet",
            "--tls-verify=false",
            "--arch",
            "arm64",
            &remote,
        ],
    )
    .ok();
    let container = buildah(&lab, &["from", "--pull-never", &remote]).ok();
    // In one process: a mount is seen only in the namespace that made it.
    let content = buildah(
        &lab,
        &["copy", "--quiet", container.trim(), "/dev/null", "/probe"],
    );
    content.ok();
    let kept = buildah(
        &lab,
        &[
            "inspect",
            "--format",
            "{{.OCIv1.Architecture}} {{.OCIv1.Config.Labels.arch}}",
            container.trim(),
        ],
    );
    assert_eq!(kept.ok().trim(), "arm64 arm64");
}
