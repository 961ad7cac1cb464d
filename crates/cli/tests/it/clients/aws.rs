//! The AWS CLI: every served operation at least once, paging, and what `aws` users read when they are refused.

use serde_json::{Value, json};

use crate::lab::{ACCOUNT, Image, Lab, OTHER, digest};

fn ecr(lab: &Lab, arguments: &[&str]) -> Value {
    lab.aws(&[&["ecr"], arguments].concat()).json()
}

#[test]
fn an_image_without_docker() {
    let lab = Lab::new();
    let made = ecr(
        &lab,
        &[
            "create-repository",
            "--repository-name",
            "app",
            "--tags",
            "Key=team,Value=web",
        ],
    );
    let (arn, uri) = (
        text(&made["repository"]["repositoryArn"]),
        text(&made["repository"]["repositoryUri"]),
    );
    assert_eq!(
        arn,
        format!("arn:aws:ecr:{}:{ACCOUNT}:repository/app", lab.region)
    );
    assert_eq!(uri, lab.repository("app"));
    let image = Image::new(&[("bin/app", b"program")]);

    for blob in image.blobs() {
        push_layer(&lab, blob);
    }
    let layers: Vec<String> = image.blobs().map(|blob| digest(blob)).collect();
    let mut check = vec![
        "batch-check-layer-availability",
        "--repository-name",
        "app",
        "--layer-digests",
    ];
    check.extend(layers.iter().map(String::as_str));
    let checked = ecr(&lab, &check);
    assert_eq!(checked["layers"][0]["layerAvailability"], "AVAILABLE");
    assert_eq!(checked["layers"].as_array().unwrap().len(), 2);

    let manifest = String::from_utf8(image.manifest.clone()).unwrap();
    let put = [
        "put-image",
        "--repository-name",
        "app",
        "--image-tag",
        "v1",
        "--image-manifest",
        &manifest,
    ];
    assert_eq!(ecr(&lab, &put)["image"]["imageId"]["imageDigest"], image.digest());
    lab.aws(&[&["ecr"], &put[..]].concat())
        .refused(&["(ImageAlreadyExistsException)"]);

    let got = ecr(
        &lab,
        &[
            "batch-get-image",
            "--repository-name",
            "app",
            "--image-ids",
            "imageTag=v1",
            "imageTag=no",
        ],
    );
    assert_eq!(text(&got["images"][0]["imageManifest"]), manifest);
    assert_eq!(got["failures"][0]["failureCode"], "ImageNotFound");

    let place = ecr(
        &lab,
        &[
            "get-download-url-for-layer",
            "--repository-name",
            "app",
            "--layer-digest",
            &layers[0],
        ],
    );
    let fetch = lab
        .client("curl")
        .args(["--silent", "--fail", &text(&place["downloadUrl"])])
        .done();
    fetch.succeeded();
    assert_eq!(digest(&fetch.stdout), layers[0]);

    let described = ecr(&lab, &["describe-images", "--repository-name", "app"]);
    assert_eq!(described["imageDetails"][0]["imageTags"], json!(["v1"]));
    let gone = ecr(
        &lab,
        &[
            "batch-delete-image",
            "--repository-name",
            "app",
            "--image-ids",
            "imageTag=v1",
        ],
    );
    assert_eq!(gone["imageIds"][0]["imageDigest"], image.digest());
    ecr(&lab, &["delete-repository", "--repository-name", "app"]);
    assert_eq!(ecr(&lab, &["describe-repositories"])["repositories"], json!([]));
}

#[test]
fn repositories_and_their_tags() {
    let lab = Lab::new();
    let made = ecr(&lab, &["create-repository", "--repository-name", "app"]);
    let arn = text(&made["repository"]["repositoryArn"]);
    lab.aws(&[
        "ecr",
        "tag-resource",
        "--resource-arn",
        &arn,
        "--tags",
        "Key=a,Value=1",
        "Key=b,Value=2",
    ])
    .ok();
    lab.aws(&["ecr", "untag-resource", "--resource-arn", &arn, "--tag-keys", "a"])
        .ok();
    let tags = ecr(&lab, &["list-tags-for-resource", "--resource-arn", &arn]);
    assert_eq!(tags["tags"], json!([{ "Key": "b", "Value": "2" }]));

    let filters = "filterType=WILDCARD,filter=latest*";
    let mutability = [
        "put-image-tag-mutability",
        "--repository-name",
        "app",
        "--image-tag-mutability",
    ];
    let exclusion = [
        "IMMUTABLE_WITH_EXCLUSION",
        "--image-tag-mutability-exclusion-filters",
        filters,
    ];
    let set = ecr(&lab, &[&mutability[..], &exclusion[..]].concat());
    assert_eq!(set["imageTagMutability"], "IMMUTABLE_WITH_EXCLUSION");
    assert_eq!(set["imageTagMutabilityExclusionFilters"][0]["filter"], "latest*");

    let image = Image::new(&[("file", b"content")]);
    lab.registry("app").push(&image, "v1");
    let again = ["ecr", "delete-repository", "--repository-name", "app"];
    let words = "because it still contains images";
    lab.aws(&again).refused(&["(RepositoryNotEmptyException)", words]);
    lab.aws(&[&again[..], &["--force"]].concat()).ok();
    let missing = lab.aws(&["ecr", "describe-repositories", "--repository-names", "app"]);
    missing.refused(&[
        "(RepositoryNotFoundException)",
        "The repository with name 'app' does not exist in the registry",
    ]);
}

#[test]
fn pages_follow_each_other() {
    let lab = Lab::new();
    for name in ["app-a", "app-b", "app-c"] {
        lab.create_repository(name);
    }
    let all = ecr(
        &lab,
        &[
            "describe-repositories",
            "--page-size",
            "1",
            "--query",
            "repositories[].repositoryName",
        ],
    );
    assert_eq!(all, json!(["app-a", "app-b", "app-c"]));

    let mut registry = lab.registry("app-a");
    for number in 0..5 {
        let content = format!("content {number}");
        registry.push(
            &Image::new(&[("file", content.as_bytes())]),
            &format!("v{number}"),
        );
    }
    let tags = ["--query", "sort(imageIds[].imageTag)"];
    let all = ecr(
        &lab,
        &[
            &["list-images", "--repository-name", "app-a", "--page-size", "2"],
            &tags[..],
        ]
        .concat(),
    );
    assert_eq!(all, json!(["v0", "v1", "v2", "v3", "v4"]));
    let first = ecr(
        &lab,
        &["list-images", "--repository-name", "app-a", "--max-items", "2"],
    );
    assert_eq!(first["imageIds"].as_array().unwrap().len(), 2);
    let token = text(&first["NextToken"]);
    let rest = ecr(
        &lab,
        &[
            "list-images",
            "--repository-name",
            "app-a",
            "--starting-token",
            &token,
        ],
    );
    assert_eq!(rest["imageIds"].as_array().unwrap().len(), 3);
    let details = ecr(
        &lab,
        &[
            "describe-images",
            "--repository-name",
            "app-a",
            "--page-size",
            "2",
        ],
    );
    assert_eq!(details["imageDetails"].as_array().unwrap().len(), 5);
}

#[test]
fn who_am_i_and_may_i() {
    let lab = Lab::new().and_other();
    let identity = |account| lab.aws_of(account, &["sts", "get-caller-identity"]).json();
    assert_eq!(identity(ACCOUNT)["Arn"], format!("arn:aws:iam::{ACCOUNT}:root"));
    assert_eq!(identity(OTHER)["Account"], OTHER);

    let token = ecr(&lab, &["get-authorization-token"]);
    assert_eq!(
        token["authorizationData"][0]["proxyEndpoint"],
        format!("http://{}", lab.registry_host(ACCOUNT))
    );
    let password = lab.aws(&["ecr", "get-login-password"]).ok();
    assert!(password.trim().len() > 20 && !password.contains(':'));

    lab.create_repository("secret");
    let theirs = [
        "ecr",
        "describe-images",
        "--registry-id",
        ACCOUNT,
        "--repository-name",
        "secret",
    ];
    lab.aws_of(OTHER, &theirs).refused(&[
        "(AccessDeniedException)",
        "is not authorized to perform: ecr:DescribeImages",
    ]);
    let wrong = lab
        .aws(&["sts", "get-caller-identity"])
        .env("AWS_SECRET_ACCESS_KEY", "wrong");
    wrong.refused(&["(SignatureDoesNotMatch)"]);
    let unknown = lab
        .aws(&["ecr", "describe-repositories"])
        .env("AWS_ACCESS_KEY_ID", "AKIAUNKNOWNUNKNOWN01");
    unknown.refused(&["(UnrecognizedClientException)"]);
}

/// Uploads a layer. Parts before the last must have 5 MiB; boto3's behaviours send several.
fn push_layer(lab: &Lab, bytes: &[u8]) {
    let begun = ecr(lab, &["initiate-layer-upload", "--repository-name", "app"]);
    let (id, last) = (text(&begun["uploadId"]), bytes.len() - 1);
    std::fs::write(lab.path("part"), bytes).unwrap();
    let (last_byte, blob) = (last.to_string(), format!("fileb://{}", lab.at("part")));
    let part = [
        "--part-first-byte",
        "0",
        "--part-last-byte",
        &last_byte,
        "--layer-part-blob",
        &blob,
    ];
    let upload = [
        "upload-layer-part",
        "--repository-name",
        "app",
        "--upload-id",
        &id,
    ];
    assert_eq!(
        ecr(lab, &[&upload[..], &part[..]].concat())["lastByteReceived"],
        last
    );
    let complete = [
        "complete-layer-upload",
        "--repository-name",
        "app",
        "--upload-id",
        &id,
        "--layer-digests",
    ];
    let done = ecr(lab, &[&complete[..], &[&digest(bytes)]].concat());
    assert_eq!(done["layerDigest"], digest(bytes));
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}
