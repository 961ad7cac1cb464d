//! Who may do what, operation by operation: root of one account may do nothing in the other's registries, and learns
//! nothing from being told so.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use wharf_aws::json11::FromJson;
use wharf_oci::media_type::Accept;
use wharf_services::distribution::*;
use wharf_services::ecr::authorization_token::GetAuthorizationToken;
use wharf_services::ecr::image::operations::*;
use wharf_services::ecr::layer::{BatchCheckLayerAvailability, GetDownloadUrlForLayer};
use wharf_services::ecr::layer_upload::{CompleteLayerUpload, InitiateLayerUpload, UploadLayerPart};
use wharf_services::ecr::lifecycle::*;
use wharf_services::ecr::repository::*;
use wharf_services::ecr::repository_policy::*;
use wharf_services::ecr::resource_tag::{ListTagsForResource, TagResource, UntagResource};
use wharf_services::sts::GetCallerIdentity;
use wharf_services::{Call, Error, Operation, perform, permission};

use crate::bench::{Api, Bench, SERVED, body, digest_of, sha256};

/// Operations that everybody with valid credentials may do.
const FREE: [&str; 3] = ["CheckVersion", "GetAuthorizationToken", "GetCallerIdentity"];

/// Operations on the caller's own registry, whichever it is.
fn own() -> impl Iterator<Item = &'static str> {
    let rows = permission::all().filter(|row| row.resource == permission::ResourceType::Registry);
    rows.map(|row| row.operation)
}

/// Operations of STS that act on nothing that a registry has; `sts` tests what they demand.
const SESSIONS: [&str; 6] = [
    "AssumeRole",
    "AssumeRoleWithWebIdentity",
    "DecodeAuthorizationMessage",
    "GetAccessKeyInfo",
    "GetFederationToken",
    "GetSessionToken",
];

pub(crate) type Ask = for<'a> fn(&'a Bench, &'a Call, &'a str) -> BoxFuture<'a, Option<String>>;

/// An operation on something of Alice's.
pub(crate) struct Row {
    pub(crate) operation: &'static str,
    /// The permission that is asked for first.
    action: &'static str,
    /// The resource, with `{}` for the repository.
    resource: &'static str,
    /// Asks, and gives the text of the denial if it was one.
    pub(crate) ask: Ask,
}

/// The denial, if it is one. Whatever permission is asked for, it must be Alice's to give.
async fn denial<O: Operation>(bench: &Bench, call: &Call, input: O::Input) -> Option<String> {
    let asked = O::access(&input, call);
    assert!(!asked.is_empty(), "{} demands nothing", O::NAME);
    for access in asked {
        let resource = format!("{:?}", access.resource);
        assert!(
            resource.contains(bench.alice.id.as_str()),
            "{}: {access:?}",
            O::NAME
        );
    }
    match perform::<O>(&bench.node, call, input).await {
        Err(Error::Denied(denial)) => Some(denial.to_string()),
        Err(Error::Unavailable(error)) => panic!("{}: {error}", O::NAME),
        _ => None,
    }
}

/// The input of an API operation; the members that every operation shares are there already.
fn request<O: Api>(bench: &Bench, repository: &str, more: Value) -> O::Input {
    let arn = format!(
        "arn:aws:ecr:eu-central-1:{}:repository/{repository}",
        bench.alice.id
    );
    let mut request =
        json!({"registryId": bench.alice.id.as_str(), "repositoryName": repository, "resourceArn": arn});
    request
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let read = O::Request::from_json(request.to_string().as_bytes());
    O::input(read.unwrap_or_else(|fault| panic!("{}: {fault:?}", O::NAME)))
        .unwrap_or_else(|fault| panic!("{fault}"))
}

fn upload(bench: &Bench, repository: &str) -> UploadInput {
    UploadInput {
        target: bench.target(repository),
        id: "00000000-0000-4000-8000-000000000000".to_owned(),
    }
}

fn blob(bench: &Bench, repository: &str) -> BlobInput {
    BlobInput {
        target: bench.target(repository),
        digest: sha256("layer one"),
    }
}

macro_rules! rows {
    ($($Op:ident, $action:literal, $resource:literal, |$bench:ident, $repository:ident| $input:expr;)+) => {
        vec![$(Row {
            operation: stringify!($Op),
            action: $action,
            resource: $resource,
            ask: |$bench, call, $repository| {
                async move { denial::<$Op>($bench, call, $input).await }.boxed()
            },
        },)+]
    };
}

pub(crate) fn table() -> Vec<Row> {
    let mut rows = api();
    rows.extend(distribution());
    rows
}

fn api() -> Vec<Row> {
    rows! {
        BatchCheckLayerAvailability, "BatchCheckLayerAvailability", "{}",
            |b, r| request::<BatchCheckLayerAvailability>(b, r, json!({"layerDigests": [digest_of("layer one")]}));
        BatchDeleteImage, "BatchDeleteImage", "{}",
            |b, r| request::<BatchDeleteImage>(b, r, json!({"imageIds": [{"imageTag": "v1"}]}));
        BatchGetImage, "BatchGetImage", "{}",
            |b, r| request::<BatchGetImage>(b, r, json!({"imageIds": [{"imageTag": "v1"}]}));
        CompleteLayerUpload, "CompleteLayerUpload", "{}",
            |b, r| request::<CompleteLayerUpload>(b, r, json!({"uploadId": upload(b, r).id, "layerDigests": [digest_of("x")]}));
        CreateRepository, "CreateRepository", "{}",
            |b, r| request::<CreateRepository>(b, r, json!({"tags": [{"Key": "a", "Value": "b"}]}));
        DeleteRepository, "DeleteRepository", "{}", |b, r| request::<DeleteRepository>(b, r, json!({}));
        DescribeImages, "DescribeImages", "{}", |b, r| request::<DescribeImages>(b, r, json!({}));
        DescribeRepositories, "DescribeRepositories", "{}",
            |b, r| request::<DescribeRepositories>(b, r, json!({"repositoryNames": [r]}));
        DescribeRepositories, "DescribeRepositories", "*", |b, r| request::<DescribeRepositories>(b, r, json!({}));
        GetDownloadUrlForLayer, "GetDownloadUrlForLayer", "{}",
            |b, r| request::<GetDownloadUrlForLayer>(b, r, json!({"layerDigest": digest_of("layer one")}));
        InitiateLayerUpload, "InitiateLayerUpload", "{}", |b, r| request::<InitiateLayerUpload>(b, r, json!({}));
        ListImageReferrers, "BatchGetImage", "{}",
            |b, r| request::<ListImageReferrers>(b, r, json!({"subjectId": {"imageDigest": digest_of("x")}}));
        ListImages, "ListImages", "{}", |b, r| request::<ListImages>(b, r, json!({}));
        ListTagsForResource, "ListTagsForResource", "{}", |b, r| request::<ListTagsForResource>(b, r, json!({}));
        PutImage, "PutImage", "{}", |b, r| request::<PutImage>(b, r, json!({"imageManifest": "{}"}));
        PutImageTagMutability, "PutImageTagMutability", "{}",
            |b, r| request::<PutImageTagMutability>(b, r, json!({"imageTagMutability": "IMMUTABLE"}));
        TagResource, "TagResource", "{}",
            |b, r| request::<TagResource>(b, r, json!({"tags": [{"Key": "a", "Value": "b"}]}));
        UntagResource, "UntagResource", "{}", |b, r| request::<UntagResource>(b, r, json!({"tagKeys": ["a"]}));
        SetRepositoryPolicy, "SetRepositoryPolicy", "{}", |b, r| request::<SetRepositoryPolicy>(b, r, json!({
            "force": true,
            "policyText": r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"ecr:ReplicateImage"}}"#,
        }));
        GetRepositoryPolicy, "GetRepositoryPolicy", "{}", |b, r| request::<GetRepositoryPolicy>(b, r, json!({}));
        DeleteRepositoryPolicy, "DeleteRepositoryPolicy", "{}",
            |b, r| request::<DeleteRepositoryPolicy>(b, r, json!({}));
        UpdateImageStorageClass, "UpdateImageStorageClass", "{}",
            |b, r| request::<UpdateImageStorageClass>(b, r, json!({"imageId": {"imageTag": "v1"}, "targetStorageClass": "ARCHIVE"}));
        PutLifecyclePolicy, "PutLifecyclePolicy", "{}",
            |b, r| request::<PutLifecyclePolicy>(b, r, json!({"lifecyclePolicyText": "{}"}));
        GetLifecyclePolicy, "GetLifecyclePolicy", "{}", |b, r| request::<GetLifecyclePolicy>(b, r, json!({}));
        DeleteLifecyclePolicy, "DeleteLifecyclePolicy", "{}",
            |b, r| request::<DeleteLifecyclePolicy>(b, r, json!({}));
        StartLifecyclePolicyPreview, "StartLifecyclePolicyPreview", "{}",
            |b, r| request::<StartLifecyclePolicyPreview>(b, r, json!({}));
        GetLifecyclePolicyPreview, "GetLifecyclePolicyPreview", "{}",
            |b, r| request::<GetLifecyclePolicyPreview>(b, r, json!({}));
        UploadLayerPart, "UploadLayerPart", "{}",
            |b, r| request::<UploadLayerPart>(b, r, json!({"uploadId": upload(b, r).id, "partFirstByte": 0,
                "partLastByte": 0, "layerPartBlob": STANDARD.encode("x")}));
    }
}

fn distribution() -> Vec<Row> {
    rows! {
        HeadBlob, "BatchCheckLayerAvailability", "{}", |b, r| blob(b, r);
        GetBlob, "GetDownloadUrlForLayer", "{}", |b, r| blob(b, r);
        LocateBlob, "GetDownloadUrlForLayer", "{}", |b, r| blob(b, r);
        GetManifest, "BatchGetImage", "{}", |b, r| GetManifestInput {
            target: b.target(r), reference: "v1".parse().unwrap(), accept: Accept::parse([]), pull: true,
        };
        ListTags, "ListImages", "{}", |b, r| ListTagsInput { target: b.target(r), last: String::new(), n: 1 };
        ListCatalog, "DescribeRepositories", "*", |b, _r| ListCatalogInput {
            registry: b.alice.id, last: String::new(), n: 1,
        };
        StartUpload, "InitiateLayerUpload", "{}", |b, r| StartUploadInput {
            target: b.target(r),
            mount: Some(Mount { digest: sha256("layer one"), from: "app".parse().unwrap() }),
        };
        AppendUpload, "UploadLayerPart", "{}", |b, r| AppendUploadInput {
            target: b.target(r), id: upload(b, r).id, range: None, body: body("x"),
        };
        FinishUpload, "CompleteLayerUpload", "{}", |b, r| FinishUploadInput {
            target: b.target(r), id: upload(b, r).id, digest: sha256("x"), range: None, body: Some(body("x")),
        };
        PushBlob, "InitiateLayerUpload", "{}", |b, r| PushBlobInput {
            target: b.target(r), digest: sha256("layer one"), body: body("layer one"),
        };
        GetUpload, "InitiateLayerUpload", "{}", |b, r| upload(b, r);
        CancelUpload, "InitiateLayerUpload", "{}", |b, r| upload(b, r);
    }
}

room!(what_is_anothers_is_denied_and_nothing_is_told, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    let before = bench.rows().await.count();
    for row in table() {
        for repository in ["app", "none"] {
            let resource = row.resource.replace("{}", repository);
            let expected = format!(
                "User: arn:aws:iam::222222222222:root is not authorized to perform: ecr:{action} on resource: \
                 arn:aws:ecr:eu-central-1:111111111111:repository/{resource} because no resource-based policy allows \
                 the ecr:{action} action",
                action = row.action
            );
            let denied = (row.ask)(bench, &bench.call(&bench.bob), repository).await;
            assert_eq!(denied, Some(expected), "{} on {repository}", row.operation);
        }
    }
    assert_eq!(bench.rows().await.count(), before, "nothing changed");
    // It is the caller that is denied, not the request.
    for row in table() {
        assert_eq!(
            (row.ask)(bench, &bench.call(&bench.alice), "app").await,
            None,
            "{}",
            row.operation
        );
    }
});

room!(what_is_everybodys, |bench| {
    let call = bench.call(&bench.bob);
    perform::<CheckVersion>(&bench.node, &call, CheckVersionInput)
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    bench
        .ask_as::<GetAuthorizationToken>(&bench.bob, json!({"registryIds": ["111111111111"]}))
        .await
        .unwrap();
    let identity =
        perform::<GetCallerIdentity>(&bench.node, &call, wharf_aws::sts::GetCallerIdentityRequest {})
            .await
            .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(identity.account.as_deref(), Some("222222222222"));
    assert_eq!(identity.arn.as_deref(), Some("arn:aws:iam::222222222222:root"));
    assert_eq!(identity.user_id.as_deref(), Some("222222222222"));
});

room!(an_empty_list_of_names_is_no_way_in, |bench| {
    bench.repository("app").await;
    let mut input = request::<DescribeRepositories>(bench, "app", json!({}));
    input.repository_names = Some(Vec::new());
    assert!(
        denial::<DescribeRepositories>(bench, &bench.call(&bench.bob), input)
            .await
            .is_some()
    );
});

#[test]
fn every_operation_is_in_the_table() {
    let source = crate::source::text();
    let mut found = BTreeSet::new();
    for (_, rest) in source
        .match_indices("impl Operation for ")
        .map(|(at, begin)| source.split_at(at + begin.len()))
    {
        found.insert(rest.split_whitespace().next().unwrap());
    }
    let asked: Vec<&str> = table().iter().map(|row| row.operation).collect();
    let listed: BTreeSet<&str> = asked
        .into_iter()
        .chain(FREE)
        .chain(own())
        .chain(SESSIONS)
        .collect();
    assert_eq!(found, listed);
    // And every operation of the model that is served is one of them.
    let modelled: BTreeSet<&str> = wharf_aws::ecr::OPERATIONS
        .iter()
        .filter(|one| one.served)
        .map(|one| one.name)
        .collect();
    assert_eq!(modelled, SERVED.iter().copied().collect());
    assert!(modelled.is_subset(&listed));
}
