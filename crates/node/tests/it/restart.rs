//! What a client holds in its hands outlives the process that gave it: uploads, tokens, URLs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use wharf_aws::ecr::ListImagesRequest;
use wharf_aws::json11::FromJson as _;
use wharf_node::authenticate::by_authorization_token;
use wharf_node::distribution::{
    AppendUpload, AppendUploadInput, FinishUpload, FinishUploadInput, GetUpload, StartUpload,
    StartUploadInput, Started, UploadInput,
};
use wharf_node::ecr::authorization_token::GetAuthorizationToken;
use wharf_node::ecr::image::operations::ListImages;
use wharf_node::ecr::layer::{GetDownloadUrlForLayer, open_download};
use wharf_node::perform;

use crate::bench::{REGION, Take, body, sha256};

room!(a_chunked_upload_goes_on, |bench| {
    bench.repository("app").await;
    let (call, target) = (bench.call(&bench.alice), bench.target("app"));
    let input = StartUploadInput {
        target: target.clone(),
        mount: None,
    };
    let Ok(Started::Upload(id)) = perform::<StartUpload>(&bench.node, &call, input).await else {
        panic!("no upload")
    };
    let append = |range, bytes: &'static str| AppendUploadInput {
        target: target.clone(),
        id: id.clone(),
        range: Some(range),
        body: body(bytes),
    };
    let length = perform::<AppendUpload>(&bench.node, &call, append(0..=5, "hello ")).await;
    assert_eq!(length.unwrap_or_default(), 6);
    let node = bench.restarted();
    let asked = UploadInput {
        target: target.clone(),
        id: id.clone(),
    };
    assert_eq!(
        perform::<GetUpload>(&node, &call, asked)
            .await
            .unwrap_or_default(),
        6
    );
    let length = perform::<AppendUpload>(&node, &call, append(6..=8, "wor")).await;
    assert_eq!(length.unwrap_or_default(), 9);
    let node = bench.restarted();
    let digest = sha256("hello world");
    let input = FinishUploadInput {
        target: target.clone(),
        id,
        digest,
        range: Some(9..=10),
        body: Some(body("ld")),
    };
    let finished = perform::<FinishUpload>(&node, &call, input).await;
    assert_eq!(
        finished.unwrap_or_else(|error| panic!("{error}")),
        sha256("hello world")
    );
});

room!(what_was_sealed_opens, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    bench.put("app", Some("v2"), &image).await.unwrap();
    let page = bench
        .ask::<ListImages>(json!({"repositoryName": "app", "maxResults": 1}))
        .await
        .unwrap();
    let layer = json!({"repositoryName": "app", "layerDigest": sha256(image.layer()).as_str()});
    let url = bench
        .ask::<GetDownloadUrlForLayer>(layer)
        .await
        .unwrap()
        .text("/downloadUrl");
    let token = bench.ask::<GetAuthorizationToken>(json!({})).await.unwrap();
    let plain = STANDARD
        .decode(token.text("/authorizationData/0/authorizationToken"))
        .unwrap();
    let node = bench.restarted();
    let next = json!({"repositoryName": "app", "nextToken": page["nextToken"]}).to_string();
    let next = ListImagesRequest::from_json(next.as_bytes()).unwrap();
    let rest = perform::<ListImages>(&node, &bench.call(&bench.alice), next).await;
    let rest = rest.unwrap_or_else(|error| panic!("{error}")).image_ids.unwrap();
    assert_eq!(rest[0].image_tag.as_deref(), Some("v2"));
    let object = open_download(&node, url.rsplit('/').next().unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(object.layer.size(), image.layer().len() as u64);
    let password = std::str::from_utf8(&plain[4..]).unwrap();
    let identified = by_authorization_token(&node, "AWS", password, &REGION.parse().unwrap())
        .await
        .unwrap();
    assert_eq!(identified.account, bench.alice.id);
});
