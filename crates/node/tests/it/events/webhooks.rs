//! How events reach webhooks: signed, in order, again, once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use wharf_aws::wharf::DeleteWebhookRequest;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::events::operations::DeleteWebhook;
use wharf_node::events::{Post, WebhookError, count_dead_letters};
use wharf_node::{Entropy, Node, jobs, perform};
use wharf_sql::Statement;

use super::receiver::{Receiver, create, delivering, hooks, tags};
use crate::verification::change;

room!(webhooks_are_checked_before_they_are_made, |bench| {
    create(bench, "deploy", "*").await.unwrap();
    assert!(matches!(
        create(bench, "deploy", "*").await,
        Err(WebhookError::NameTaken(_))
    ));
    assert!(matches!(
        create(bench, "a b", "*").await,
        Err(WebhookError::Name(_))
    ));
    assert!(matches!(
        create(bench, "x", "UPPER").await,
        Err(WebhookError::Filter(_))
    ));
    let (entropy, now) = (Entropy::system(), bench.clock.now());
    for url in [
        "",
        "ftp://host/",
        "https://",
        "http://user@host/",
        "http://a b/",
        "host/path",
        "https://:80/",
    ] {
        let made = hooks!(bench, hooks => hooks.create("x", url, "*", &entropy, now));
        assert!(matches!(made, Err(WebhookError::Url)), "{url}");
    }
    let missing = hooks!(bench, hooks => hooks.delete("none", now));
    assert!(matches!(missing, Err(WebhookError::NotFound(_))));
    let missing = hooks!(bench, hooks => hooks.redeliver("none", Vec::new(), now));
    assert!(matches!(missing, Err(WebhookError::NotFound(_))));
});

room!(two_who_make_the_last_webhook, |bench| {
    for number in 1..20 {
        create(bench, &format!("hook-{number}"), "*").await.unwrap();
    }
    let (one, other) = tokio::join!(create(bench, "one", "*"), create(bench, "other", "*"));
    let made = [&one, &other].iter().filter(|made| made.is_ok()).count();
    assert_eq!(made, 1, "{one:?} {other:?}");
    assert!(
        matches!(
            (one, other),
            (Err(WebhookError::TooMany), _) | (_, Err(WebhookError::TooMany))
        ),
        "the quota keeps the other out"
    );
});

room!(posts_are_signed, |bench| {
    bench.repository("app").await;
    let secret = create(bench, "deploy", "*").await.unwrap();
    bench.push_new("app", Some("v1"), "one").await;
    let receiver = Arc::new(Receiver::default());
    let node = delivering(bench, &receiver).await;
    jobs::drain(&node).await.unwrap();
    let post = receiver.accepted.lock().unwrap().remove(0);
    assert_eq!(post.url, "https://receiver.example/events");
    let header = |name: &str| {
        let found = post.headers.iter().find(|(header, _)| *header == name);
        found.unwrap().1.clone()
    };
    let event: Value = serde_json::from_str(&post.body).unwrap();
    assert_eq!(header("webhook-id"), event["id"].as_str().unwrap());
    assert_eq!(header("webhook-timestamp"), "1577880000");
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let text = format!(
        "{}.{}.{}",
        header("webhook-id"),
        header("webhook-timestamp"),
        post.body
    );
    let signature = header("webhook-signature");
    let signature = STANDARD.decode(signature.strip_prefix("v1,").unwrap()).unwrap();
    hmac::verify(
        &hmac::Key::new(hmac::HMAC_SHA256, &key),
        text.as_bytes(),
        &signature,
    )
    .unwrap();
    // Once is enough.
    jobs::drain(&node).await.unwrap();
    assert!(receiver.accepted.lock().unwrap().is_empty());
});

static DAMAGE_SECRET: Statement = Statement::global(
    "test.damage_secret",
    "UPDATE webhooks SET secret = SUBSTR(secret, 2) WHERE name LIKE 'broken%'",
);

room!(
    a_secret_that_does_not_open_is_named_and_holds_no_other_webhook_up,
    |bench| {
        bench.repository("app").await;
        for name in ["broken", "deploy"] {
            create(bench, name, "*").await.unwrap();
        }
        change(bench, &DAMAGE_SECRET).await;
        bench.push_new("app", Some("v1"), "one").await;
        let receiver = Arc::new(Receiver::default());
        let node = delivering(bench, &receiver).await;
        jobs::drain(&node).await.unwrap();
        assert_eq!(receiver.tags(), tags(&[("app", &["v1"])]));
        let told: Vec<String> = node
            .unreadable_records()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(told.len(), 1, "{told:?}");
        let named = "the secret of the webhook broken of account 111111111111 in eu-central-1";
        assert!(
            told[0].contains(named)
                && told[0].contains("`wharf webhook delete --account ")
                && told[0].contains(" broken`"),
            "{told:?}"
        );
    }
);

room!(
    a_secret_that_does_not_open_is_forgotten_with_its_webhook,
    |bench| {
        bench.repository("app").await;
        for name in ["broken", "broken-too"] {
            create(bench, name, "*").await.unwrap();
        }
        change(bench, &DAMAGE_SECRET).await;
        bench.push_new("app", Some("v1"), "one").await;
        let node = delivering(bench, &Arc::new(Receiver::default())).await;
        jobs::drain(&node).await.unwrap();
        assert_eq!(node.unreadable_records().len(), 2);
        let delete = async |node: &Node, name: &str| {
            let input = DeleteWebhookRequest {
                name: name.to_owned(),
                registry_id: Some(bench.alice.id),
            };
            let call = bench.call(&bench.alice);
            perform::<DeleteWebhook>(node, &call, input).await.unwrap();
        };
        delete(&node, "broken").await;
        assert_eq!(node.unreadable_records().len(), 1);
        // By way of another node.
        delete(&bench.node, "broken-too").await;
        bench.advance(10);
        node.look_at_unreadable().await;
        assert_eq!(node.unreadable_records(), []);
    }
);

room!(a_failure_holds_its_own_repository_up, |bench| {
    for name in ["good", "bad", "other"] {
        bench.repository(name).await;
    }
    create(bench, "deploy", "*d").await.unwrap();
    for tag in ["v1", "v2", "v3"] {
        for name in ["good", "bad", "other"] {
            bench.push_new(name, Some(tag), &format!("{name} {tag}")).await;
        }
    }
    let receiver = Arc::new(Receiver::default());
    receiver.refuse(&["bad"]);
    let node = delivering(bench, &receiver).await;
    jobs::drain(&node).await.unwrap();
    // `other` is not asked for.
    assert_eq!(receiver.tags(), tags(&[("good", &["v1", "v2", "v3"])]));
    jobs::drain(&node).await.unwrap();
    assert_eq!(receiver.tags().len(), 1, "nothing is tried before its time");
    let waiting = hooks!(bench, hooks => hooks.list()).unwrap();
    assert_eq!(waiting[0].1, 3);
    receiver.refuse(&[]);
    bench.advance(6);
    jobs::drain(&node).await.unwrap();
    let all = ["v1", "v2", "v3"].as_slice();
    assert_eq!(receiver.tags(), tags(&[("good", all), ("bad", all)]));
    // Deleted repositories end nothing that waits.
    bench.push_new("good", Some("v4"), "late").await;
    bench
        .ask::<DeleteRepository>(json!({"repositoryName": "good", "force": true}))
        .await
        .unwrap();
    bench.work().await;
    jobs::drain(&node).await.unwrap();
    assert_eq!(receiver.tags()["good"], ["v1", "v2", "v3", "v4"]);
});

room!(what_is_never_accepted_becomes_a_dead_letter, |bench| {
    bench.repository("app").await;
    create(bench, "deploy", "*").await.unwrap();
    bench.push_new("app", Some("v1"), "one").await;
    let receiver = Arc::new(Receiver::default());
    receiver.refuse(&["app"]);
    let node = delivering(bench, &receiver).await;
    let dead = async || hooks!(bench, hooks => hooks.dead_letters("deploy", ("", 0), 10)).unwrap();
    for attempt in 0..8 {
        assert_eq!(dead().await.len(), 0, "attempt {attempt}");
        jobs::drain(&node).await.unwrap();
        bench.advance(11 * 60 * 60);
    }
    let letters = dead().await;
    assert_eq!(count_dead_letters(&*bench.cell().await).await.unwrap(), 1);
    assert_eq!(
        (letters.len(), letters[0].reason.as_str()),
        (1, "the receiver answered 503")
    );
    // The next one has its own attempts.
    receiver.refuse(&[]);
    bench.push_new("app", Some("v2"), "two").await;
    jobs::drain(&node).await.unwrap();
    assert_eq!(receiver.tags(), tags(&[("app", &["v2"])]));
    let now = bench.clock.now();
    assert_eq!(
        hooks!(bench, hooks => hooks.redeliver("deploy", letters.clone(), now)).unwrap(),
        1
    );
    // Another process that redelivers at the same time counts what it queued itself.
    assert_eq!(
        hooks!(bench, hooks => hooks.redeliver("deploy", letters.clone(), now)).unwrap(),
        0
    );
    jobs::drain(&node).await.unwrap();
    assert_eq!(receiver.tags(), tags(&[("app", &["v2", "v1"])]));
    assert_eq!(dead().await.len(), 0);
    assert_eq!(count_dead_letters(&*bench.cell().await).await.unwrap(), 0);
    hooks!(bench, hooks => hooks.delete("deploy", now)).unwrap();
    bench.push_new("app", Some("v3"), "three").await;
    jobs::drain(&node).await.unwrap();
    assert_eq!(receiver.tags(), tags(&[("app", &["v2", "v1"])]));
});

room!(two_nodes_deliver_each_event_once_and_in_order, |bench| {
    let names = ["a", "b", "c"].map(|name| format!("app-{name}"));
    for name in &names {
        bench.repository(name).await;
    }
    create(bench, "deploy", "*").await.unwrap();
    let mut expected = BTreeMap::new();
    for at in 0..25 {
        for name in &names {
            let tag = format!("v{at}");
            bench.push_new(name, Some(&tag), &format!("{name} {at}")).await;
            expected.entry(name.clone()).or_insert_with(Vec::new).push(tag);
        }
    }
    let receiver = Arc::new(Receiver::default());
    let nodes = [
        delivering(bench, &receiver).await,
        delivering(bench, &receiver).await,
    ];
    let (one, two) = tokio::join!(jobs::drain(&nodes[0]), jobs::drain(&nodes[1]));
    one.and(two).unwrap();
    assert_eq!(receiver.accepted.lock().unwrap().len(), 75);
    assert_eq!(receiver.tags(), expected);
});

room!(a_node_that_dies_after_a_post_posts_it_once_more, |bench| {
    bench.repository("app").await;
    create(bench, "deploy", "*").await.unwrap();
    for tag in ["v1", "v2", "v3"] {
        bench.push_new("app", Some(tag), tag).await;
    }
    let receiver = Arc::new(Receiver::default());
    receiver.hangs_after.store(2, Ordering::SeqCst);
    let dying = delivering(bench, &receiver).await;
    let dying = tokio::spawn(async move { jobs::drain(&dying).await });
    while receiver.accepted.lock().unwrap().len() < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    dying.abort();
    receiver.hangs_after.store(usize::MAX, Ordering::SeqCst);
    // Its lease still holds: no other node posts.
    let other = delivering(bench, &receiver).await;
    jobs::drain(&other).await.unwrap();
    assert_eq!(receiver.tags()["app"], ["v1", "v2"]);
    bench.advance(61);
    jobs::drain(&other).await.unwrap();
    assert_eq!(receiver.tags()["app"], ["v1", "v2", "v2", "v3"]);
    let posts = receiver.accepted.lock().unwrap();
    let id = |post: &Post| {
        let found = post.headers.iter().find(|(name, _)| *name == "webhook-id");
        found.unwrap().1.clone()
    };
    assert_eq!(id(&posts[1]), id(&posts[2]));
});
