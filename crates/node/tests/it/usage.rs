//! What accounts hold, ask and take away.

use std::collections::BTreeSet;

use serde_json::json;
use wharf_aws::Timestamp;
use wharf_aws::wharf::{GetUsageRequest, GetUsageResponse, MeasureUsageRequest};
use wharf_node::distribution::{GetManifest, GetManifestInput};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::image::operations::{BatchGetImage, DescribeImages};
use wharf_node::ecr::layer::GetDownloadUrlForLayer;
use wharf_node::ecr::repository_policy::SetRepositoryPolicy;
use wharf_node::usage::operations::{GetUsage, MeasureUsage};
use wharf_node::usage::{Storage, Traffic, measure, report};
use wharf_node::{maintenance, perform};
use wharf_oci::media_type::Accept;

use crate::bench::{Bench, NOW, TestImage, id, sha256};

async fn measure_now(bench: &Bench) {
    let cell = bench.cell().await;
    measure(&cell, bench.clock.now()).await.unwrap();
}

async fn usage(bench: &Bench) -> (Vec<Storage>, Vec<Traffic>) {
    let cell = bench.cell().await;
    report(&cell, Timestamp::from_seconds(0), bench.clock.now())
        .await
        .unwrap()
}

async fn page(bench: &Bench, next_token: Option<String>) -> GetUsageResponse {
    let request = GetUsageRequest {
        from: "2020-01-01".to_owned(),
        to: "2020-01-01".to_owned(),
        next_token,
        max_results: Some(1),
    };
    let call = bench.call(&bench.alice);
    perform::<GetUsage>(&bench.node, &call, request).await.unwrap()
}

room!(usage_is_read_in_pages_and_measured_apart, |bench| {
    bench.repository("app").await;
    bench
        .ask_as::<CreateRepository>(&bench.bob, json!({"repositoryName": "his"}))
        .await
        .unwrap();
    let read = page(bench, None).await;
    assert_eq!(
        (read.storage.len(), read.traffic.len()),
        (0, 0),
        "reading measures nothing"
    );
    let call = bench.call(&bench.alice);
    perform::<MeasureUsage>(&bench.node, &call, MeasureUsageRequest {})
        .await
        .unwrap();
    let (mut storage, mut traffic, mut next_token) = (Vec::new(), Vec::new(), None);
    loop {
        let read = page(bench, next_token).await;
        assert_eq!(read.storage.len() + read.traffic.len(), 1);
        storage.extend(read.storage.into_iter().map(|row| row.owner));
        traffic.extend(
            read.traffic
                .into_iter()
                .map(|row| [row.owner.parse().unwrap(), row.account]),
        );
        next_token = read.next_token;
        if next_token.is_none() {
            break;
        }
    }
    let (alice, bob) = (bench.alice.id, bench.bob.id);
    assert_eq!(
        (storage, traffic),
        (vec![alice, bob], vec![[alice, alice], [bob, bob]])
    );
});

room!(what_is_held_is_measured_before_and_after_sharing, |bench| {
    for name in ["one", "two"] {
        bench.repository(name).await;
    }
    let image = TestImage::of(&[b"config", &[7; 1000]]);
    let bytes = 1006;
    bench.push("one", Some("v1"), &image).await;
    bench.push("two", Some("v1"), &image).await;
    // Bob has the same layer, and another image.
    let bobs = bench.bob.id;
    bench
        .ask_as::<CreateRepository>(&bench.bob, json!({"repositoryName": "his"}))
        .await
        .unwrap();
    for blob in [b"config".to_vec(), vec![7; 1000], b"own".to_vec()] {
        let input = wharf_node::distribution::PushBlobInput {
            target: wharf_node::distribution::Target {
                registry: bobs,
                repository: "his".parse().unwrap(),
            },
            digest: sha256(&blob),
            body: crate::bench::body(blob),
        };
        perform::<wharf_node::distribution::PushBlob>(&bench.node, &bench.call(&bench.bob), input)
            .await
            .unwrap();
    }
    measure_now(bench).await;
    let row = |owner: &str, logical, stored, images, repositories| Storage {
        day: "2020-01-01".to_owned(),
        region: "eu-central-1".to_owned(),
        owner: owner.to_owned(),
        logical_bytes: logical,
        stored_bytes: stored,
        images,
        repositories,
    };
    let expected = [
        row("111111111111", 2 * bytes, bytes / 2, 2, 2),
        row("222222222222", bytes + 3, bytes / 2 + 3, 0, 1),
    ];
    assert_eq!(usage(bench).await.0, expected);
    // Another day has rows of its own; the last measurement of a day counts.
    bench.advance(24 * 60 * 60);
    measure_now(bench).await;
    bench
        .ask::<DeleteRepository>(json!({"repositoryName": "two", "force": true}))
        .await
        .unwrap();
    bench.work().await;
    measure_now(bench).await;
    let storage = usage(bench).await.0;
    assert_eq!(storage.len(), 4);
    assert_eq!(
        (
            storage[2].day.as_str(),
            storage[2].logical_bytes,
            storage[2].repositories
        ),
        ("2020-01-02", bytes, 1)
    );
});

room!(the_parts_of_all_accounts_are_what_is_on_the_disk, |bench| {
    bench.repository("app").await;
    let mut on_disk = 0;
    for at in 0..600_usize {
        let layer = format!("layer {at}");
        on_disk += layer.len();
        bench.layer("app", layer.as_bytes()).await;
    }
    measure_now(bench).await;
    let storage = usage(bench).await.0;
    assert_eq!(storage[0].stored_bytes, i64::try_from(on_disk).unwrap());
    assert_eq!(storage[0].logical_bytes, i64::try_from(on_disk).unwrap());
});

room!(requests_and_bytes_are_counted_by_owner_and_caller, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let policy = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
        "Principal": {"AWS": "222222222222"}, "Action": "ecr:*"}});
    let set = json!({"repositoryName": "app", "policyText": policy.to_string()});
    bench.ask::<SetRepositoryPolicy>(set).await.unwrap();
    maintenance::write_down(&bench.node).await;
    let before = usage(bench).await.1;
    assert_eq!(before.len(), 1, "{before:?}");
    assert_eq!(
        (before[0].pulled_bytes, before[0].account.as_str()),
        (0, "111111111111")
    );

    let call = bench.call(&bench.bob);
    let pull = |pull| GetManifestInput {
        target: bench.target("app"),
        reference: "v1".parse().unwrap(),
        accept: Accept::parse([]),
        pull,
    };
    for really in [true, false] {
        perform::<GetManifest>(&bench.node, &call, pull(really))
            .await
            .unwrap();
    }
    let request =
        json!({"registryId": "111111111111", "repositoryName": "app", "imageIds": [id(Some(&image), None)]});
    bench.ask_as::<BatchGetImage>(&bench.bob, request).await.unwrap();
    // A refusal is a request too.
    let refused = json!({"registryId": "111111111111", "repositoryName": "other"});
    bench
        .ask_as::<DescribeImages>(&bench.bob, refused)
        .await
        .unwrap_err();
    let mut meter = wharf_node::usage::meter(&bench.node, &call.region, &bench.alice.id, &bench.bob.id);
    meter.add(1000);
    meter.add(24);
    drop(meter);
    maintenance::write_down(&bench.node).await;
    let manifests = 2 * i64::try_from(image.manifest.len()).unwrap();
    let bobs = |day: &str, requests, pulled_bytes| Traffic {
        day: day.to_owned(),
        region: "eu-central-1".to_owned(),
        owner: "111111111111".to_owned(),
        account: "222222222222".to_owned(),
        requests,
        pulled_bytes,
    };
    assert_eq!(usage(bench).await.1[1], bobs("2020-01-01", 4, manifests + 1024));
    // What is written down twice is added up, each to its own day.
    perform::<GetManifest>(&bench.node, &call, pull(false))
        .await
        .unwrap();
    bench.advance(24 * 60 * 60);
    perform::<GetManifest>(&bench.node, &call, pull(false))
        .await
        .unwrap();
    maintenance::write_down(&bench.node).await;
    let after = usage(bench).await.1;
    assert_eq!(after[1], bobs("2020-01-01", 5, manifests + 1024));
    assert_eq!(after[2], bobs("2020-01-02", 1, 0));
    assert!(bench.clock.now().micros() > NOW);
});

room!(a_url_counts_for_whom_it_was_given, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let layer = json!({"repositoryName": "app", "layerDigest": sha256(image.layer()).as_str()});
    let url = bench.ask::<GetDownloadUrlForLayer>(layer).await.unwrap();
    let sealed = url["downloadUrl"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let mut download = wharf_node::ecr::layer::open_download(&bench.node, &sealed)
        .await
        .unwrap()
        .unwrap();
    download.meter.add(download.layer.size());
    drop(download);
    maintenance::write_down(&bench.node).await;
    let traffic = usage(bench).await.1;
    assert_eq!(
        traffic[0].pulled_bytes,
        i64::try_from(image.layer().len()).unwrap()
    );
});

room!(registries_that_do_not_exist_are_counted_as_one, |bench| {
    bench.repository("app").await;
    maintenance::write_down(&bench.node).await;
    let before = usage(bench).await.1;
    let ask = |registry: String| {
        let request = json!({"registryId": registry, "repositoryName": "app"});
        bench.ask_as::<DescribeImages>(&bench.bob, request)
    };
    for number in 0..50 {
        ask(format!("7{number:011}")).await.unwrap_err();
    }
    // One that is there, though it has nothing, has figures of its own.
    ask(bench.alice.id.to_string()).await.unwrap_err();
    maintenance::write_down(&bench.node).await;
    let rows = usage(bench).await.1;
    let more: Vec<(&str, i64)> = rows
        .iter()
        .filter(|row| !before.contains(row))
        .map(|row| (row.owner.as_str(), row.requests))
        .collect();
    assert_eq!(more, [("111111111111", 1), ("other", 50)]);
    let request = GetUsageRequest {
        from: "2020-01-01".to_owned(),
        to: "2020-01-01".to_owned(),
        next_token: None,
        max_results: None,
    };
    let call = bench.call(&bench.alice);
    let told = perform::<GetUsage>(&bench.node, &call, request).await.unwrap();
    assert!(
        told.traffic
            .iter()
            .any(|row| row.owner == "other" && row.account == bench.bob.id)
    );
});

room!(usage_is_forgotten_when_it_is_older_than_its_days, |bench| {
    bench.repository("app").await;
    bench.work().await;
    measure_now(bench).await;
    maintenance::write_down(&bench.node).await;
    let days = async || {
        let (storage, traffic) = usage(bench).await;
        let days = |days: Vec<String>| days.into_iter().collect::<BTreeSet<_>>().len();
        let of_storage = storage.into_iter().map(|row| row.day).collect();
        (
            days(of_storage),
            days(traffic.into_iter().map(|row| row.day).collect()),
        )
    };
    assert_eq!(days().await, (1, 1));
    // A day of as many days ago is kept, for the last time.
    bench.advance(430 * 24 * 60 * 60);
    bench
        .ask::<DescribeImages>(json!({"repositoryName": "app"}))
        .await
        .unwrap();
    maintenance::write_down(&bench.node).await;
    bench.work().await;
    assert_eq!(days().await, (2, 2));
    bench.advance(24 * 60 * 60);
    bench.work().await;
    let (storage, traffic) = usage(bench).await;
    assert!(
        storage.iter().all(|row| row.day.as_str() > "2021-01"),
        "{storage:?}"
    );
    assert_eq!(traffic.len(), 1, "{traffic:?}");
});
