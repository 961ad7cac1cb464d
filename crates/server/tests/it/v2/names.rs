//! Every digest that an answer, an event or an audit record says is a name of the image: all operations take it.

mod client;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;
use wharf_oci::media_type::{DOCKER_MANIFEST, OCI_MANIFEST};
use wharf_testkit::{Audit, Engine, Image, Kit, REGION, Registry, Setup, digest};

use client::Client;

async fn every_digest_is_a_name(engine: Engine) {
    let audit = Arc::new(Audit::default());
    let setup = Setup {
        engine,
        audit: Some(Arc::clone(&audit)),
        ..Setup::default()
    };
    let kit = Kit::with(setup).await;
    let client = Client::of(&kit, &audit).await;
    let mut names = client.push().await;
    names.extend(client.look().await);
    names.extend(client.begin_preview().await);
    let mut asked = BTreeSet::new();
    loop {
        names.extend(client.recorded().await);
        names.retain(|name| !client.blobs.contains(name));
        let Some(name) = names.difference(&asked).next().cloned() else {
            break;
        };
        names.extend(client.ask(&name).await);
        asked.insert(name);
    }
    // Nine that are stored, and the other forms of four.
    assert_eq!(names.len(), 13, "{names:?}");
    let [form, about] = &client.form;
    for listed in client.referrers(form).await {
        assert!(listed.contains(about), "{listed:?}");
    }
    assert!(!client.preview(form).await.is_empty(), "the policy removes it");
    let mut deleted = 0;
    for name in &names {
        for by_api in [false, true] {
            let (gone, said) = client.delete(name, by_api).await;
            assert!(said.is_subset(&names), "{said:?}");
            deleted += usize::from(gone);
            let status = client.manifest("HEAD", name, "*/*").await.status;
            assert_eq!(status, if gone { 404 } else { 200 }, "{name}");
            let mut said = client.push().await;
            said.retain(|name| !client.blobs.contains(name));
            assert!(said.is_subset(&names), "{said:?}");
            client.ask_in_both_forms().await;
        }
    }
    // An index holds its image, by either name.
    assert_eq!(deleted, 2 * (names.len() - 2));
    let mut recorded = client.recorded().await;
    recorded.retain(|name| !client.blobs.contains(name));
    assert!(recorded.is_subset(&names), "{recorded:?}");
}

#[tokio::test]
async fn every_digest_that_is_said_is_a_name_of_its_image() {
    every_digest_is_a_name(Engine::Sqlite).await;
}

#[tokio::test]
async fn every_digest_that_is_said_is_a_name_of_its_image_on_postgresql() {
    every_digest_is_a_name(Engine::Postgres).await;
}

#[tokio::test]
async fn a_read_only_node_answers_what_it_cannot_name_as_it_is_stored() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    for (tag, seed) in [("asked", "one"), ("not-asked", "two")] {
        registry.push("app", tag, &Image::new(seed)).await;
    }
    let by_tag = async |registry: &Registry<'_>, tag: &str| {
        let request = registry.request("HEAD", &format!("/v2/app/manifests/{tag}"));
        let request = request.header("Accept", DOCKER_MANIFEST);
        let answer = registry.send(&request).await.expect(200);
        let [kind, name] =
            ["content-type", "docker-content-digest"].map(|name| answer.expect_header(name).to_owned());
        (kind, name)
    };
    let before = by_tag(&registry, "asked").await;
    assert_eq!(before.0, DOCKER_MANIFEST);
    drop(registry);
    let read_only = Setup {
        read_only: true,
        ..Setup::default()
    };
    let kit = kit.stop().await.start_with(read_only).await;
    let registry = kit.registry(&kit.first, REGION).await;
    assert_eq!(by_tag(&registry, "asked").await, before);
    let image = Image::new("two");
    let stored = (OCI_MANIFEST.to_owned(), image.manifest.digest().to_string());
    assert_eq!(by_tag(&registry, "not-asked").await, stored);
    for (_, name) in [before, stored] {
        registry
            .get(&format!("/v2/app/manifests/{name}"))
            .await
            .expect(200);
    }
    let other: Value = registry
        .get(&format!("/v2/app/manifests/{}", digest(b"x")))
        .await
        .json();
    assert_eq!(other["errors"][0]["code"], "MANIFEST_UNKNOWN");
}
