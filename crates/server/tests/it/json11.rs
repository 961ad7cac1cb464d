//! JSON 1.1: what is addressed, what is signed, what is read.

use bytes::Bytes;
use serde_json::{Value, json};
use wharf_testkit::{ELSEWHERE, Image, Kit, REGION, Request};

#[tokio::test]
async fn every_operation_wants_a_signature() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    for operation in wharf_node::rows_of(&wharf_node::ecr::ECR) {
        let answer = kit.send(&api.unsigned(operation.name, &json!({}))).await;
        let missing = (
            400,
            "MissingAuthenticationTokenException".to_owned(),
            "Missing Authentication Token".to_owned(),
        );
        assert_eq!(answer.error(), missing, "{}", operation.name);
        assert_eq!(
            answer.expect_header("x-amzn-errortype"),
            "MissingAuthenticationTokenException"
        );
        assert_eq!(answer.expect_header("content-type"), "application/x-amz-json-1.1");
        assert_eq!(answer.expect_header("x-amzn-requestid").len(), 36);
    }
}

#[tokio::test]
async fn a_registry_token_is_no_signature() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    let token = kit.token(&kit.first, REGION).await;
    let request = api
        .unsigned("DescribeRepositories", &json!({}))
        .header("Authorization", token);
    let (status, code) = kit.send(&request).await.code();
    assert_eq!(status, 400);
    assert!(
        [
            "MissingAuthenticationTokenException",
            "IncompleteSignatureException"
        ]
        .contains(&code.as_str()),
        "{code}"
    );
}

#[tokio::test]
async fn invalid_targets() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    for target in [
        "AmazonEC2ContainerRegistry_V20150921.Nothing",
        "AmazonEC2ContainerRegistry_V20150921.",
        "AmazonEC2ContainerRegistry_V20150921.createRepository",
        "AmazonEC2ContainerRegistry_V20150921.PutLifecyclePolicy.X",
        "Other_V1.CreateRepository",
        "CreateRepository",
        "",
    ] {
        let request = api
            .unsigned("CreateRepository", &json!({}))
            .without("X-Amz-Target")
            .header("X-Amz-Target", target);
        let answer = kit.send(&api.signed("ecr", request)).await;
        assert_eq!(
            answer.code(),
            (400, "UnknownOperationException".to_owned()),
            "{target}"
        );
    }
    let mut request = api.unsigned("DescribeRepositories", &json!({}));
    request.method = "GET".to_owned();
    let answer = kit.send(&api.signed("ecr", request)).await;
    assert_eq!(answer.code(), (400, "UnknownOperationException".to_owned()));
}

/// `aws dynamodb list-tables` and the like, signed and not.
#[tokio::test]
async fn services_that_are_not_served() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    for (service, prefix) in [
        ("dynamodb", "DynamoDB_20120810"),
        (
            "cloudtrail",
            "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
        ),
        ("ecr-public", "SpencerFrontendService"),
        ("secretsmanager", "secretsmanager"),
    ] {
        let request = api
            .unsigned("DescribeRepositories", &json!({}))
            .without("X-Amz-Target")
            .header("X-Amz-Target", format!("{prefix}.DescribeRepositories"));
        for (name, request) in [(service, api.signed(service, request.clone())), (prefix, request)] {
            let answer = kit.send(&request).await;
            let (status, code, text) = answer.error();
            assert_eq!((status, code.as_str()), (400, "UnknownService"), "{name}");
            let said = format!("The service {name} is not served here, only ecr, iam, ");
            assert!(text.starts_with(&said), "{text}");
            assert_eq!(answer.expect_header("x-amzn-errortype"), "UnknownService");
            assert_eq!(answer.expect_header("content-type"), "application/x-amz-json-1.1");
        }
    }
    // Of what is served, that the operation is not is what is wrong, and the version is its own.
    let request = api
        .unsigned("ListAliases", &json!({}))
        .without("X-Amz-Target")
        .header("X-Amz-Target", "TrentService.Nothing");
    let (status, code, text) = kit.send(&api.signed("kms", request)).await.error();
    assert_eq!((status, code.as_str()), (400, "UnknownOperationException"));
    assert!(text.ends_with("for version 2014-11-01"), "{text}");
}

#[tokio::test]
async fn inputs_that_cannot_be_read() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    for (operation, body) in [
        ("CreateRepository", "{"),
        ("CreateRepository", "null"),
        ("CreateRepository", "[]"),
        ("CreateRepository", "\"x\""),
        ("CreateRepository", "{\"repositoryName\": 1}"),
        ("CreateRepository", "{\"repositoryName\": {}}"),
        ("CreateRepository", "{\"repositoryName\": \"app\", \"tags\": {}}"),
        ("CreateRepository", "{\"repositoryName\": \"app\", \"tags\": [1]}"),
        ("CreateRepository", "{\"repositoryName\": \"app\"} x"),
        ("DescribeRepositories", "{\"maxResults\": \"5\"}"),
        ("DescribeRepositories", "{\"maxResults\": 1.5}"),
        ("DescribeRepositories", "{\"repositoryNames\": \"app\"}"),
        (
            "DeleteRepository",
            "{\"repositoryName\": \"app\", \"force\": \"yes\"}",
        ),
        (
            "UploadLayerPart",
            "{\"repositoryName\": \"app\", \"uploadId\": \"x\", \"partFirstByte\": 0, \"partLastByte\": 0, \"layerPartBlob\": \"!\"}",
        ),
        ("CreateRepository", deep.as_str()),
    ] {
        let mut request = api.unsigned(operation, &json!({}));
        request.body = Bytes::copy_from_slice(body.as_bytes());
        let answer = kit.send(&api.signed("ecr", request)).await;
        assert_eq!(
            answer.code(),
            (400, "SerializationException".to_owned()),
            "{operation} {:.60}",
            body
        );
    }
    let mut request = api.unsigned("CreateRepository", &json!({}));
    request.body = Bytes::from_static(b"{\"repositoryName\": \"\xff\"}");
    assert_eq!(
        kit.send(&api.signed("ecr", request)).await.code().1,
        "SerializationException"
    );
    assert_eq!(
        api.ecr_ok("DescribeRepositories", json!({})).await,
        json!({ "repositories": [] })
    );
}

#[tokio::test]
async fn constraints_of_the_model() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    for (operation, input, field) in [
        ("CreateRepository", json!({}), "repositoryName"),
        (
            "CreateRepository",
            json!({ "repositoryName": "A" }),
            "repositoryName",
        ),
        (
            "CreateRepository",
            json!({ "repositoryName": "a" }),
            "repositoryName",
        ),
        (
            "CreateRepository",
            json!({ "repositoryName": null }),
            "repositoryName",
        ),
        (
            "CreateRepository",
            json!({ "repositoryName": "app", "registryId": "12" }),
            "registryId",
        ),
        (
            "CreateRepository",
            json!({ "repositoryName": "app", "imageTagMutability": "SOMETIMES" }),
            "imageTagMutability",
        ),
        ("DescribeRepositories", json!({ "maxResults": 0 }), "maxResults"),
        (
            "DescribeRepositories",
            json!({ "maxResults": 1001 }),
            "maxResults",
        ),
        (
            "ListImageReferrers",
            json!({ "repositoryName": "app", "subjectId": { "imageDigest": "sha256:aa" }, "maxResults": 51 }),
            "maxResults",
        ),
    ] {
        let (status, code, text) = api.ecr(operation, input.clone()).await.error();
        assert_eq!(
            (status, code.as_str()),
            (400, "InvalidParameterException"),
            "{operation} {input}"
        );
        assert!(text.contains(field), "{text}");
    }
}

#[tokio::test]
async fn what_is_unknown_or_absent_is_let_be() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    let input = json!({ "repositoryName": "app", "aMemberOfTomorrow": [1, 2], "tags": null });
    api.ecr_ok("CreateRepository", input).await;
    let mut request = api.unsigned("DescribeRepositories", &json!({}));
    request.body = Bytes::new();
    let answer = kit.send(&api.signed("ecr", request)).await.expect(200).json();
    assert_eq!(
        answer["repositories"].as_array().unwrap().len(),
        1,
        "no body is an empty input"
    );
    for (name, value) in [
        ("Content-Type", "application/json"),
        ("Content-Type", "text/plain"),
        ("Accept-Encoding", "identity"),
    ] {
        let request = api
            .unsigned("DescribeRepositories", &json!({}))
            .without(name)
            .header(name, value);
        kit.send(&api.signed("ecr", request)).await.expect(200);
    }
    let request = api.unsigned("DescribeRepositories", &json!({})).chunked();
    kit.send(&api.signed("ecr", request)).await.expect(200);
}

#[tokio::test]
async fn a_region_is_a_registry_of_its_own() {
    let kit = Kit::start().await;
    kit.api(&kit.first, REGION).create_repository("app").await;
    let elsewhere = kit.api(&kit.first, ELSEWHERE);
    assert_eq!(
        elsewhere.ecr_ok("DescribeRepositories", json!({})).await,
        json!({ "repositories": [] })
    );
    let made: Value = elsewhere.create_repository("app").await;
    let arn = format!("arn:aws:ecr:eu-west-1:{}:repository/app", kit.first.id);
    assert_eq!(made["repository"]["repositoryArn"], arn);
}

/// A client without a key cannot make us read a body, except a form that may carry a web identity token; a client with a
/// key cannot make us read a huge one.
#[tokio::test]
async fn bodies_are_not_read_in_vain() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    let announce = async |request: Request, length: u64| {
        let mut connection = kit.connect().await;
        let request = request.header("Content-Length", length);
        connection.write(request.head()).await;
        connection.response("POST").await.code()
    };
    let unsigned = api.unsigned("PutImage", &json!({}));
    assert_eq!(
        announce(unsigned.clone(), 1 << 40).await.1,
        "MissingAuthenticationTokenException"
    );
    let mut stranger = kit.first.clone();
    stranger.credentials.access_key_id = "AKIAUNKNOWN0000UNKNOWN".to_owned();
    let strange = kit.api(&stranger, REGION).signed("ecr", unsigned.clone());
    assert_eq!(
        announce(strange, 1 << 40).await,
        (400, "UnrecognizedClientException".to_owned())
    );
    let signed = api.signed("ecr", unsigned.clone());
    assert_eq!(
        announce(signed.clone(), 1 << 40).await,
        (413, "RequestEntityTooLargeException".to_owned())
    );
    assert_eq!(announce(signed, 12 * 1024 * 1024 + 1).await.0, 413);
    let part = api.signed("ecr", api.unsigned("UploadLayerPart", &json!({})));
    assert_eq!(announce(part, 30 * 1024 * 1024 + 1).await.0, 413);
    let query = api.signed("sts", api.unsigned_query("Action=GetCallerIdentity"));
    assert_eq!(
        announce(query, 1024 * 1024 + 1).await,
        (413, "RequestEntityTooLarge".to_owned())
    );
    let form = api.unsigned_query("Action=GetCallerIdentity");
    assert_eq!(
        announce(form, 1 << 40).await,
        (403, "MissingAuthenticationToken".to_owned())
    );
}

#[tokio::test]
async fn put_image_and_the_registry_are_one() {
    let kit = Kit::start().await;
    let registry = kit.with_repositories(&["app"]).await;
    let image = Image::new("one");
    registry.push("app", "v1", &image).await;
    let api = kit.api(&kit.first, REGION);
    let text = String::from_utf8(image.manifest.bytes.to_vec()).unwrap();
    let put = |tag: &str| json!({ "repositoryName": "app", "imageTag": tag, "imageManifest": text });
    let again = api.ecr("PutImage", put("v1")).await;
    assert_eq!(again.code(), (400, "ImageAlreadyExistsException".to_owned()));
    api.ecr_ok("PutImage", put("v2")).await;
    registry.pull("app", "v2", &image).await;
}

/// What an SDK of next year sends is ignored, at the top and inside, with any content. (The walk of permissions sends such a
/// member with every operation.)
#[tokio::test]
async fn members_that_are_not_known_yet() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    let input = json!({
        "repositoryName": "app",
        "imageTagMutability": "IMMUTABLE",
        "tags": [{"Key": "team", "Value": "a", "Origin": {"of": ["x", 1, null]}}],
        "imageScanningConfiguration": {"scanOnPush": false, "depth": 7},
        "sealedBy": {"kind": "x"},
    });
    let made = kit
        .send(&api.signed("ecr", api.unsigned("CreateRepository", &input)))
        .await;
    let made: Value = serde_json::from_slice(&made.expect(200).body).unwrap();
    let found = json!({"repositoryNames": ["app"], "view": "BRIEF"});
    let found = api.ecr_ok("DescribeRepositories", found).await;
    assert_eq!(found["repositories"], json!([made["repository"]]));
    let tags = json!({"resourceArn": made["repository"]["repositoryArn"], "origins": []});
    let tags = api.ecr_ok("ListTagsForResource", tags).await;
    assert_eq!(tags["tags"], json!([{"Key": "team", "Value": "a"}]));
}
