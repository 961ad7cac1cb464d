//! Manifests down: by tag, by digest, and in the vocabulary that the client reads.

use wharf_node::distribution::{GetManifest, GetManifestInput};
use wharf_oci::media_type::{Accept, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST};

use super::{alice, refused};
use crate::bench::{Bench, Index, sha256};

fn input(bench: &Bench, repository: &str, reference: &str, accept: &[&str]) -> GetManifestInput {
    GetManifestInput {
        target: bench.target(repository),
        reference: reference.parse().unwrap(),
        accept: Accept::parse(accept.iter().copied()),
        pull: true,
    }
}

room!(by_tag_and_by_digest, |bench| {
    bench.repository("app").await;
    bench.repository("other").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let index = Index::of(&[&image]);
    bench.push("app", Some("multi"), &index).await;
    let digest = image.digest.to_string();
    let accepts: [&[&str]; 5] = [
        &[],
        &["*/*"],
        &[OCI_MANIFEST],
        &[DOCKER_MANIFEST, OCI_MANIFEST],
        &["text/plain"],
    ];
    for accept in accepts {
        for reference in ["v1", &digest] {
            let manifest = alice::<GetManifest>(bench, input(bench, "app", reference, accept))
                .await
                .unwrap();
            assert_eq!(
                manifest.bytes,
                image.manifest.as_bytes(),
                "{reference} {accept:?}"
            );
            assert_eq!(
                (manifest.digest, manifest.media_type),
                (digest.clone(), OCI_MANIFEST.to_owned())
            );
        }
    }
    let converted = alice::<GetManifest>(bench, input(bench, "app", "v1", &[DOCKER_MANIFEST, OCI_INDEX]))
        .await
        .unwrap();
    assert_eq!(converted.media_type, DOCKER_MANIFEST);
    assert_eq!(converted.digest, sha256(&converted.bytes).as_str());
    assert_ne!(converted.digest, digest);
    let kept = alice::<GetManifest>(bench, input(bench, "app", &digest, &[DOCKER_MANIFEST]))
        .await
        .unwrap();
    assert_eq!(kept.digest, digest, "a digest names bytes");
    let kept = alice::<GetManifest>(bench, input(bench, "app", "multi", &[DOCKER_MANIFEST]))
        .await
        .unwrap();
    assert_eq!(kept.digest, index.digest.as_str());
    let unknown = Err(refused("ManifestUnknown"));
    for (repository, reference) in [
        ("app", "v2"),
        ("app", sha256("x").as_str()),
        ("other", "v1"),
        ("other", &digest),
    ] {
        assert_eq!(
            alice::<GetManifest>(bench, input(bench, repository, reference, &[])).await,
            unknown
        );
    }
    let missing = alice::<GetManifest>(bench, input(bench, "none", "v1", &[]))
        .await
        .unwrap_err();
    let text = "The repository with name 'none' does not exist in the registry with id '111111111111'";
    assert_eq!(
        (&*missing.code, &*missing.message),
        ("RepositoryNotFoundException", text)
    );
});
