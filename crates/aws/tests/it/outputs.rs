//! Answers as they stand on the wire.

use std::collections::BTreeMap;

use wharf_aws::ecr::*;
use wharf_aws::{Encode, Timestamp, json11};

fn text(output: &dyn Encode) -> String {
    String::from_utf8(json11::encode(output)).unwrap()
}

#[test]
fn put_image() {
    let output = PutImageResponse {
        image: Some(Image {
            registry_id: Some("123456789012".parse().unwrap()),
            repository_name: Some("team/app".parse().unwrap()),
            image_id: Some(ImageIdentifier {
                image_digest: Some("sha256:00".to_owned()),
                image_tag: None,
            }),
            image_manifest: Some("{\n  \"a\": \"\\u00e9\"}".to_owned()),
            image_manifest_media_type: None,
        }),
    };
    assert_eq!(
        text(&output),
        r#"{"image":{"registryId":"123456789012","repositoryName":"team/app","imageId":{"imageDigest":"sha256:00"},"imageManifest":"{\n  \"a\": \"\\u00e9\"}"}}"#
    );
}

#[test]
fn batch_get_image_with_failures() {
    let output = BatchGetImageResponse {
        images: Some(vec![]),
        failures: Some(vec![ImageFailure {
            image_id: Some(ImageIdentifier {
                image_digest: None,
                image_tag: Some("v1".to_owned()),
            }),
            failure_code: Some(ImageFailureCode::ImageNotFound),
            failure_reason: Some("Requested image not found".to_owned()),
        }]),
    };
    assert_eq!(
        text(&output),
        r#"{"images":[],"failures":[{"imageId":{"imageTag":"v1"},"failureCode":"ImageNotFound","failureReason":"Requested image not found"}]}"#
    );
}

#[test]
fn times_numbers_and_maps() {
    let output = DescribeImagesResponse {
        image_details: Some(vec![ImageDetail {
            image_size_in_bytes: Some(1 << 53),
            image_pushed_at: Some(Timestamp::from_micros(1_563_223_656_500_000)),
            image_scan_findings_summary: Some(ImageScanFindingsSummary {
                finding_severity_counts: Some(BTreeMap::from([
                    (FindingSeverity::High, 2),
                    (FindingSeverity::Low, 1),
                ])),
                ..Default::default()
            }),
            ..Default::default()
        }]),
        next_token: None,
    };
    assert_eq!(
        text(&output),
        r#"{"imageDetails":[{"imageSizeInBytes":9007199254740992,"imagePushedAt":1563223656.5,"imageScanFindingsSummary":{"findingSeverityCounts":{"LOW":1,"HIGH":2}}}]}"#
    );
}

#[test]
fn required_members_are_always_there() {
    let referrer = ImageReferrer {
        digest: "sha256:00".to_owned(),
        media_type: "application/vnd.oci.image.manifest.v1+json".to_owned(),
        artifact_type: None,
        size: 0,
        annotations: Some(BTreeMap::from([("k".to_owned(), "v".to_owned())])),
        artifact_status: Some(ArtifactStatus::Active),
    };
    assert_eq!(
        text(&ListImageReferrersResponse {
            referrers: Some(vec![referrer]),
            next_token: Some("t".to_owned())
        }),
        r#"{"referrers":[{"digest":"sha256:00","mediaType":"application/vnd.oci.image.manifest.v1+json","size":0,"annotations":{"k":"v"},"artifactStatus":"ACTIVE"}],"nextToken":"t"}"#
    );
}

#[test]
fn flags_tags_and_nothing() {
    let repository = Repository {
        image_tag_mutability: Some(ImageTagMutability::ImmutableWithExclusion),
        image_scanning_configuration: Some(ImageScanningConfiguration {
            scan_on_push: Some(false),
        }),
        encryption_configuration: Some(EncryptionConfiguration {
            encryption_type: EncryptionType::Aes256,
            kms_key: None,
        }),
        ..Default::default()
    };
    assert_eq!(
        text(&CreateRepositoryResponse {
            repository: Some(repository)
        }),
        r#"{"repository":{"imageTagMutability":"IMMUTABLE_WITH_EXCLUSION","imageScanningConfiguration":{"scanOnPush":false},"encryptionConfiguration":{"encryptionType":"AES256"}}}"#
    );
    let tags = vec![Tag {
        key: "k".to_owned(),
        value: String::new(),
    }];
    assert_eq!(
        text(&ListTagsForResourceResponse { tags: Some(tags) }),
        r#"{"tags":[{"Key":"k","Value":""}]}"#
    );
    assert_eq!(text(&TagResourceResponse {}), "{}");
}

#[test]
fn an_authorization_token_is_answered_but_not_logged() {
    let data = AuthorizationData {
        authorization_token: Some("QVdTOnNlY3JldA==".to_owned()),
        expires_at: Some(Timestamp::from_seconds(1_563_223_656)),
        proxy_endpoint: Some("https://123456789012.dkr.ecr.eu-west-1.amazonaws.com".to_owned()),
    };
    assert!(!format!("{data:?}").contains("QVdT"));
    assert_eq!(
        text(&GetAuthorizationTokenResponse {
            authorization_data: Some(vec![data])
        }),
        r#"{"authorizationData":[{"authorizationToken":"QVdTOnNlY3JldA==","expiresAt":1563223656.0,"proxyEndpoint":"https://123456789012.dkr.ecr.eu-west-1.amazonaws.com"}]}"#
    );
}
