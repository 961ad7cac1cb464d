//! Artifacts that refer to images: pushed by skopeo, listed by the registry protocol and by `aws`, deleted.

use super::skopeo;
use crate::lab::{ACCOUNT, Image, Lab, layout};

const SIGNATURE: &str = "application/vnd.example.signature.v1";

#[test]
fn an_artifact_is_found_by_its_subject() {
    let lab = Lab::new();
    lab.create_repository("signed");
    skopeo::login(&lab, ACCOUNT);
    let image = Image::new(&[("bin/app", b"program")]);
    let signature = Image::artifact(SIGNATURE, b"signed by no key", &image);
    let other = Image::artifact("application/vnd.example.sbom.v1", b"contains a program", &image);
    for (name, image) in [("image", &image), ("signature", &signature), ("sbom", &other)] {
        layout::write(&lab.path(name), image, "v1");
        let layout = format!("{}:v1", lab.at(name));
        skopeo::push(
            &lab,
            &layout,
            &lab.repository(&format!("signed:{name}")),
            &["--preserve-digests"],
        )
        .ok();
    }

    let mut registry = lab.registry("signed");
    let mut referrers = |query: &str| {
        let path = format!("referrers/{}{query}", image.digest());
        registry.send("GET", &path, "", b"").unwrap().expect(200).json()["manifests"].clone()
    };
    assert_eq!(referrers("").as_array().unwrap().len(), 2);
    let signatures = referrers(&format!("?artifactType={SIGNATURE}"));
    assert_eq!(signatures[0]["digest"], signature.digest());
    assert_eq!(signatures.as_array().unwrap().len(), 1);
    let subject = format!("imageDigest={}", image.digest());
    let listed = lab.aws(&[
        "ecr",
        "list-image-referrers",
        "--repository-name",
        "signed",
        "--subject-id",
        &subject,
    ]);
    assert_eq!(listed.json()["referrers"].as_array().unwrap().len(), 2);

    let remote = lab.repository("signed:signature");
    skopeo::pull(&lab, &remote, &lab.at("back:v1"), &[]).ok();
    assert_eq!(layout::verified(&lab.path("back")), signature.digest());
    lab.client("skopeo")
        .args(["delete", "--tls-verify=false", &format!("docker://{remote}")])
        .ok();
    assert_eq!(referrers("").as_array().unwrap().len(), 1);
    assert_eq!(referrers("")[0]["digest"], other.digest());
}
