//! The development authority: a client that trusts it gets in, another one refuses the connection itself; HTTP/2.

use super::podman::podman;
use crate::lab::{ACCOUNT, Image, Lab, layout};

#[test]
fn clients_trust_the_development_authority() {
    let lab = Lab::with(&["--tls", "development"]);
    let authority = lab.authority().unwrap();
    // `wharf env` gives AWS_CA_BUNDLE to aws.
    lab.aws(&["ecr", "create-repository", "--repository-name", "secure"])
        .ok();
    let token = lab.aws(&["ecr", "get-authorization-token"]).json();
    let endpoint = format!("https://{}", lab.registry_host(ACCOUNT));
    assert_eq!(token["authorizationData"][0]["proxyEndpoint"], endpoint);
    lab.aws(&["ecr", "describe-repositories"])
        .without("AWS_CA_BUNDLE")
        .refused(&["CERTIFICATE_VERIFY_FAILED"]);
    let password = lab.aws(&["ecr", "get-login-password"]).ok();

    std::fs::create_dir(lab.path("certs")).unwrap();
    std::fs::copy(&authority, lab.path("certs/ca.crt")).unwrap();
    let (certs, host, remote) = (
        lab.at("certs"),
        lab.registry_host(ACCOUNT),
        lab.repository("secure:v1"),
    );
    let image = Image::new(&[("file", b"over TLS")]);
    layout::write(&lab.path("from"), &image, "v1");
    let from = format!("oci:{}", lab.at("from:v1"));
    let to = format!("docker://{remote}");
    let login = [
        "login",
        "--cert-dir",
        &certs,
        "-u",
        "AWS",
        "--password-stdin",
        &host,
    ];
    lab.client("skopeo").args(login).stdin(password.trim()).ok();
    lab.client("skopeo")
        .args(["copy", "--insecure-policy", &from, &to])
        .refused(&["certificate signed by unknown authority"]);
    lab.client("skopeo")
        .args(["copy", "--insecure-policy", "--dest-cert-dir", &certs, &from, &to])
        .ok();

    podman(&lab, &["pull", "--quiet", &remote]).refused(&["certificate signed by unknown authority"]);
    podman(&lab, &["pull", "--quiet", "--cert-dir", &certs, &remote]).ok();
    let pulled = podman(&lab, &["image", "inspect", "--format", "{{.Digest}}", &remote]).ok();
    assert_eq!(pulled.trim(), image.digest());
}

#[test]
fn http2_with_tls_and_without() {
    for flags in [&["--tls", "development"][..], &[]] {
        let lab = Lab::with(flags);
        let image = Image::new(&[("file", b"by HTTP/2")]);
        let user = {
            let create = ["ecr", "create-repository", "--repository-name", "app"];
            lab.aws(&create).ok();
            format!("AWS:{}", lab.aws(&["ecr", "get-login-password"]).ok().trim())
        };
        let (scheme, version) = if flags.is_empty() {
            ("http", "--http2-prior-knowledge")
        } else {
            ("https", "--http2")
        };
        let base = format!("{scheme}://{}/v2/app", lab.registry_host(ACCOUNT));
        let curl = |arguments: &[&str]| {
            let run =
                lab.client("curl")
                    .args(["--silent", "--show-error", "--fail", version, "--user", &user]);
            let run = match lab.authority() {
                Some(authority) => run.args(["--cacert", authority.to_str().unwrap()]),
                None => run,
            };
            run.args(arguments.iter().copied())
        };
        let shown = [
            "--output",
            "/dev/null",
            "--write-out",
            "%{http_version} %{http_code} %header{location}",
        ];
        for blob in image.blobs() {
            std::fs::write(lab.path("blob"), blob).unwrap();
            let data = format!("@{}", lab.at("blob"));
            let url = format!("{base}/blobs/uploads/?digest={}", crate::lab::digest(blob));
            let said = curl(&shown)
                .args([
                    "--data-binary",
                    &data,
                    "--header",
                    "Content-Type: application/octet-stream",
                    &url,
                ])
                .ok();
            assert!(said.starts_with("2 201 "), "{said}");
        }
        std::fs::write(lab.path("manifest"), &image.manifest).unwrap();
        let kind = format!("Content-Type: {}", image.media_type);
        let url = format!("{base}/manifests/v1");
        let said = curl(&shown)
            .args(["--upload-file", &lab.at("manifest"), "--header", &kind, &url])
            .ok();
        assert!(said.starts_with("2 201 "), "{said}");
        let layer = crate::lab::digest(&image.layers[0]);
        let got = curl(&[&format!("{base}/blobs/{layer}")]).done();
        got.succeeded();
        assert_eq!(crate::lab::digest(&got.stdout), layer);
    }
}
