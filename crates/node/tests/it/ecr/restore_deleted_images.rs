//! Deleted images that the repository's own principals restore, many at a time.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;
use wharf_aws::Timestamp;
use wharf_aws::wharf::{Fault, RestoreDeletedImagesRequest, RestoreDeletedImagesResponse};
use wharf_node::ecr::deleted_image::operations::RestoreDeletedImages;
use wharf_node::{Call, Error, OsUser, perform};

use super::deleted_image::{delete, keeping, kept};
use crate::bench::iam::Member;
use crate::bench::{Bench, id};
use crate::events::all;

async fn restore_all(
    bench: &Bench,
    call: &Call,
    since: Option<Timestamp>,
    next_token: Option<String>,
) -> Result<RestoreDeletedImagesResponse, Error<Fault>> {
    let input = RestoreDeletedImagesRequest {
        registry_id: Some(bench.alice.id),
        repository_name: "app".parse().unwrap(),
        since,
        next_token,
        max_results: Some(2),
    };
    perform::<RestoreDeletedImages>(&bench.node, call, input).await
}

room!(
    a_tenant_restores_no_more_images_than_the_repository_may_have,
    |settings| {
        keeping(settings);
        settings.quotas.images = 2;
    },
    |bench| {
        bench.repository("app").await;
        for name in ["a", "b", "c"] {
            let image = bench.push_new("app", Some(name), name).await;
            delete(bench, json!([id(Some(&image), None)])).await;
        }
        let mut call = bench.call(&bench.alice);
        let (mut restored, mut refused, mut token) = (0, Vec::new(), None);
        loop {
            let page = restore_all(bench, &call, None, token).await.unwrap();
            restored += page.restored_images.len();
            refused.extend(page.incomplete_images.into_iter().map(|image| image.reason));
            token = page.next_token;
            if token.is_none() {
                break;
            }
        }
        let full = "the repository would have more than 2 images, which is as many as it may have";
        assert_eq!((restored, refused), (2, vec![full.to_owned()]));
        // An operator gives it back all the same: it had its place.
        call.operator = Some(Arc::new(OsUser {
            uid: 0,
            name: "root".to_owned(),
        }));
        let page = restore_all(bench, &call, None, None).await.unwrap();
        assert_eq!(page.restored_images.len(), 1);
    }
);

room!(
    what_was_deleted_since_a_time_is_restored_page_by_page,
    keeping,
    |bench| {
        bench.repository("app").await;
        let root = bench.call(&bench.alice);
        let before = bench.push_new("app", Some("old"), "before").await;
        delete(bench, json!([id(Some(&before), None)])).await;
        bench.advance(60);
        let since = bench.clock.now();
        let mut wanted = BTreeMap::new();
        for tag in ["v1", "v2", "v3", "v4"] {
            let image = bench.push_new("app", Some(tag), tag).await;
            delete(bench, json!([id(Some(&image), None)])).await;
            wanted.insert(image.digest.to_string(), vec![tag.to_owned()]);
        }
        let before_restoring = all(bench).await.len();

        let (mut found, mut pages, mut token) = (BTreeMap::new(), 0, None);
        loop {
            let page = restore_all(bench, &root, Some(since), token).await.unwrap();
            assert_eq!(page.incomplete_images, []);
            found.extend(
                page.restored_images
                    .into_iter()
                    .map(|image| (image.image_digest, image.image_tags)),
            );
            (pages, token) = (pages + 1, page.next_token);
            if token.is_none() {
                break;
            }
        }
        assert_eq!((found, pages), (wanted, 3));
        assert_eq!(kept(bench).await, [before.digest.to_string()]);
        let tags: Vec<String> = bench.tags("app").await.into_keys().collect();
        assert_eq!(tags, ["v1", "v2", "v3", "v4"]);
        let pushes = all(bench).await.split_off(before_restoring);
        assert_eq!(pushes.len(), 4);
        assert!(
            pushes
                .iter()
                .all(|event| event["detail"]["action-type"] == "PUSH"),
            "{pushes:?}"
        );
        // Once more changes nothing, and says nothing.
        let again = restore_all(bench, &root, Some(since), None).await.unwrap();
        assert_eq!((again.restored_images, again.next_token), (vec![], None));
        // Without a time, all of them.
        let rest = restore_all(bench, &root, None, None).await.unwrap();
        assert_eq!(rest.restored_images[0].image_digest, before.digest.to_string());
    }
);

room!(
    restoring_is_permitted_repository_by_repository,
    keeping,
    |bench| {
        bench.repository("app").await;
        let user = Member::new(bench, &bench.alice, "keeper").await;
        let call = user.call(bench);
        let may = async |repository: &str| {
            let resource = format!("arn:aws:ecr:eu-central-1:111111111111:repository/{repository}");
            let statement =
                json!({"Effect": "Allow", "Action": "wharf:RestoreDeletedImages", "Resource": resource});
            let document = json!({"Version": "2012-10-17", "Statement": statement});
            user.put(bench, "restore", &document.to_string()).await;
            restore_all(bench, &call, None, None).await
        };
        assert!(matches!(may("app2").await, Err(Error::Denied(_))));
        assert_eq!(may("app").await.unwrap().restored_images, []);
        // A token of another list is none.
        let token = Some("bm90IGEgdG9rZW4".to_owned());
        let refused = restore_all(bench, &call, None, token).await.unwrap_err();
        assert!(matches!(refused, Error::Invalid(_)), "{refused:?}");
        // Another account's permissions are not this one's.
        let bob = bench.call(&bench.bob);
        assert!(matches!(
            restore_all(bench, &bob, None, None).await,
            Err(Error::Denied(_))
        ));
    }
);
