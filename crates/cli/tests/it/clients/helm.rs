//! Helm, as the library that its program is made of.

use crate::lab::{ACCOUNT, Lab, brought, digest};

#[test]
fn a_chart_comes_back_as_it_went() {
    let lab = Lab::new();
    lab.create_repository("charts/web");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/clients/python/helm.py");
    let said = lab
        .client(&brought("helm/bin/python"))
        .args(["-B", script])
        .env("REGISTRY", lab.registry_host(ACCOUNT))
        .env("PASSWORD", lab.password(ACCOUNT))
        .env("HELM_CACHE_HOME", lab.path("helm"))
        .ok();
    let archive = said.lines().last().unwrap();

    let mut registry = lab.registry("charts/web");
    assert_eq!(registry.tags(), ["1.2.3"]);
    let manifest: serde_json::Value = serde_json::from_slice(&registry.manifest("1.2.3").unwrap()).unwrap();
    let layer = &manifest["layers"][0];
    assert_eq!(
        layer["mediaType"],
        "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
    );
    assert_eq!(layer["digest"], archive);
    assert_eq!(digest(&registry.blob(archive).unwrap()), archive);
    let described = lab
        .aws(&["ecr", "describe-images", "--repository-name", "charts/web"])
        .json();
    let media_type = &described["imageDetails"][0]["artifactMediaType"];
    assert_eq!(media_type, "application/vnd.cncf.helm.config.v1+json");
}
