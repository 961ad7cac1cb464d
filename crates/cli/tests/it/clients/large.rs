//! An image of 160 MB in four layers, by skopeo and podman: the bytes that come back are the bytes that went.

use super::{podman, skopeo};
use crate::lab::{ACCOUNT, Lab, incompressible, layout};

#[test]
fn an_image_of_160_megabytes() {
    let lab = Lab::new();
    lab.create_repository("large");
    skopeo::login(&lab, ACCOUNT);
    let (large, remote) = (layout::large(), lab.repository("large:v1"));
    let name = format!("{}:large", large.to_str().unwrap());

    skopeo::push(&lab, &name, &remote, &[]).ok();
    skopeo::pull(&lab, &remote, &lab.at("back:large"), &[]).ok();
    assert_eq!(layout::blobs(&lab.path("back")), layout::blobs(&large));
    let digest = layout::verified(&lab.path("back"));
    std::fs::remove_dir_all(lab.path("back")).unwrap();

    podman::podman(&lab, &["pull", "--quiet", "--tls-verify=false", &remote]).ok();
    let pulled = podman::podman(&lab, &["image", "inspect", "--format", "{{.Digest}}", &remote]).ok();
    assert_eq!(pulled.trim(), digest);
    // Unpacked, not only stored: the files in the image's root are what the layers were made of.
    let created = podman::podman(&lab, &["create", &remote]).ok();
    for (seed, file) in [(1, "large/1"), (4, "large/4")] {
        let from = format!("{}:/{file}", created.trim());
        let to = lab.at(&format!("file-{seed}"));
        podman::podman(&lab, &["cp", &from, &to]).ok();
        assert!(
            std::fs::read(&to).unwrap() == incompressible(seed, 40_000_000),
            "{file} differs"
        );
    }
}
