//! Accept headers: tables for RFC 9110's precedence.

use wharf_oci::Accept;
use wharf_oci::media_type::{DOCKER_MANIFEST, DOCKER_MANIFEST_LIST, MANIFESTS, OCI_INDEX, OCI_MANIFEST};

/// What of an OCI manifest and a Docker manifest is taken.
fn takes(values: &[&str]) -> (bool, bool) {
    let accept = Accept::parse(values.iter().copied());
    (accept.accepts(OCI_MANIFEST), accept.accepts(DOCKER_MANIFEST))
}

#[test]
fn what_is_taken() {
    let quoted = format!("a/b;note=\"x, {DOCKER_MANIFEST}\", {OCI_MANIFEST}");
    let table: &[(&[&str], (bool, bool))] = &[
        (&[], (true, true)),
        (&[""], (true, true)),
        (&[" , ,"], (true, true)),
        (&["*/*"], (true, true)),
        (&["text/html, *; q=.2"], (true, true)),
        (&["application/*"], (true, true)),
        (&["text/*"], (false, false)),
        (&[OCI_MANIFEST], (true, false)),
        (&[OCI_MANIFEST, DOCKER_MANIFEST], (true, true)),
        (&["APPLICATION/vnd.oci.image.manifest.V1+json"], (true, false)),
        (
            &["application/vnd.oci.image.manifest.v1+json;q=0.5"],
            (true, false),
        ),
        (
            &["application/vnd.oci.image.manifest.v1+json;q=0, */*"],
            (false, true),
        ),
        (
            &["*/*, application/vnd.oci.image.manifest.v1+json; x=y; Q=0.000"],
            (false, true),
        ),
        (&["application/*;q=0, */*"], (false, false)),
        (&["*/*;q=0"], (false, false)),
        (&["*/*;q=rubbish"], (true, true)),
        (&["rubbish"], (false, false)),
        (&[&quoted], (true, false)),
    ];
    for (values, expected) in table {
        assert_eq!(takes(values), *expected, "{values:?}");
    }
}

#[test]
fn unrestricted() {
    for value in ["", "*/*", "text/html, */*;q=0.1", "*"] {
        assert!(Accept::parse([value]).is_unrestricted(), "{value:?}");
    }
    for value in [
        OCI_MANIFEST,
        "application/*",
        "*/*;q=0",
        "*/*, a/b;q=0",
        "rubbish",
    ] {
        assert!(!Accept::parse([value]).is_unrestricted(), "{value:?}");
    }
    assert!(Accept::parse([]).is_unrestricted());
    assert!(Accept::default().is_unrestricted());
}

#[test]
fn what_clients_send() {
    // containerd's resolver.
    let containerd = "application/vnd.docker.distribution.manifest.v2+json, \
        application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.oci.image.manifest.v1+json, \
        application/vnd.oci.image.index.v1+json, */*";
    assert!(Accept::parse([containerd]).is_unrestricted());
    // The classic Docker engine: one header for each.
    let docker = Accept::parse([DOCKER_MANIFEST, DOCKER_MANIFEST_LIST, "application/json"]);
    assert!(docker.accepts(DOCKER_MANIFEST_LIST) && !docker.accepts(OCI_INDEX));
}

#[test]
fn preference() {
    let accept = Accept::parse(["application/vnd.oci.image.manifest.v1+json;q=0.5, */*;q=0.9"]);
    assert_eq!(
        accept.preferred(&[OCI_MANIFEST, DOCKER_MANIFEST]),
        Some(DOCKER_MANIFEST)
    );
    assert_eq!(accept.preferred(&[OCI_MANIFEST]), Some(OCI_MANIFEST));
    assert_eq!(Accept::default().preferred(&MANIFESTS), Some(MANIFESTS[0]));
    assert_eq!(Accept::parse(["text/html"]).preferred(&MANIFESTS), None);
    assert_eq!(Accept::default().preferred(&[]), None);
}
