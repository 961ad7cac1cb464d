//! Twenty clients at once: layers that all share, layers of their own, one tag that all want.

use super::skopeo;
use crate::lab::{ACCOUNT, Image, Lab, digest, incompressible, layout};

const CLIENTS: usize = 20;

fn image(number: usize, shared: &[u8]) -> Image {
    let own = incompressible(1000 + number as u64, 300_000 + number);
    Image::new(&[("shared", shared), ("own", &own)])
}

#[test]
fn twenty_processes_push_and_every_digest_is_there() {
    let lab = Lab::new();
    lab.create_repository("busy");
    skopeo::login(&lab, ACCOUNT);
    let shared = incompressible(7, 2_000_000);
    let images: Vec<Image> = (0..CLIENTS).map(|number| image(number, &shared)).collect();
    std::thread::scope(|scope| {
        for (number, image) in images.iter().enumerate() {
            let lab = &lab;
            scope.spawn(move || {
                let folder = format!("layout-{number}");
                layout::write(&lab.path(&folder), image, "v1");
                let from = lab.at(&format!("{folder}:v1"));
                skopeo::push(lab, &from, &lab.repository(&format!("busy:v{number}")), &[]).ok();
                skopeo::push(lab, &from, &lab.repository("busy:latest"), &[]).ok();
            });
        }
    });

    let mut registry = lab.registry("busy");
    for (number, image) in images.iter().enumerate() {
        assert_eq!(registry.manifest(&format!("v{number}")).unwrap(), image.manifest);
        for blob in image.blobs() {
            assert_eq!(&registry.blob(&digest(blob)).unwrap(), blob);
        }
    }
    let latest = registry.manifest("latest").unwrap();
    assert!(images.iter().any(|image| image.manifest == latest));
    let mut tags = registry.tags();
    tags.sort();
    assert_eq!(tags.len(), CLIENTS + 1);
    assert_eq!(tags[0], "latest");
}

#[test]
fn twenty_connections_push_the_same_image() {
    let lab = Lab::new();
    lab.create_repository("same");
    let shared = incompressible(8, 1_000_000);
    let image = image(0, &shared);
    let password = lab.password(ACCOUNT);
    let address = lab.node.listen().parse().unwrap();
    std::thread::scope(|scope| {
        for number in 0..CLIENTS {
            let (image, password) = (&image, &password);
            scope.spawn(move || {
                let mut registry = crate::lab::Registry::new(address, password, "same");
                registry.push(image, &format!("v{number}"));
                assert_eq!(registry.blob(&digest(&image.layers[0])).unwrap(), image.layers[0]);
            });
        }
    });
    let mut registry = lab.registry("same");
    for number in 0..CLIENTS {
        assert_eq!(registry.manifest(&format!("v{number}")).unwrap(), image.manifest);
    }
    let details = lab
        .aws(&["ecr", "describe-images", "--repository-name", "same"])
        .json();
    assert_eq!(details["imageDetails"].as_array().unwrap().len(), 1);
    assert_eq!(
        details["imageDetails"][0]["imageTags"].as_array().unwrap().len(),
        CLIENTS
    );
}
