//! cdk-assets: the image of a CDK application is built by docker and pushed, once.

use serde_json::json;

use crate::lab::{ACCOUNT, Engine, Lab, brought};

const TAG: &str = "0b21d1d5b3f0a1c2";

#[test]
fn an_asset_is_published_once() {
    let lab = Lab::new();
    let name = format!("cdk-hnb659fds-container-assets-{ACCOUNT}-{}", lab.region);
    lab.create_repository(&name);
    let engine = Engine::start(&lab, &[lab.registry_host(ACCOUNT)], &[]);
    let asset = lab.path("application/asset");
    std::fs::create_dir_all(&asset).unwrap();
    std::fs::write(asset.join("Dockerfile"), "FROM scratch\nCOPY content /\n").unwrap();
    std::fs::write(asset.join("content"), "of an asset").unwrap();
    // As `cdk synth` writes it: whose registry it is comes from the credentials.
    let assets = json!({
        "version": "36.0.0",
        "files": {},
        "dockerImages": { "app": {
            "displayName": "app",
            "source": { "directory": "asset" },
            "destinations": { "here": {
                "region": lab.region,
                "repositoryName": "cdk-hnb659fds-container-assets-${AWS::AccountId}-${AWS::Region}",
                "imageTag": TAG,
            } },
        } },
    });
    std::fs::write(lab.path("application/assets.json"), assets.to_string()).unwrap();
    let publish = || {
        let run = lab.with_identity(&brought("cdk-assets/node_modules/.bin/cdk-assets"), ACCOUNT);
        let done = run
            .args(["--verbose", "--path", &lab.at("application"), "publish"])
            .env("DOCKER_HOST", engine.host())
            .env("DOCKER_BUILDKIT", "0")
            .done();
        done.succeeded();
        done.said()
    };
    let remote = lab.repository(&format!("{name}:{TAG}"));
    let first = publish();
    assert!(first.contains(&format!("Push {remote}")), "{first}");
    let describe = ["ecr", "describe-images", "--repository-name", &name];
    let described = lab.aws(&describe).json();
    assert_eq!(described["imageDetails"][0]["imageTags"], json!([TAG]));
    let again = publish();
    assert!(again.contains(&format!("Found {remote}")), "{again}");
    assert!(!again.contains("Push "), "{again}");
}
