//! What typed inputs look like, and bodies that are no inputs.

use wharf_aws::ecr::{
    BatchGetImageRequest, CreateRepositoryRequest, DescribeRepositoriesRequest, ListImagesRequest,
    PutImageRequest, TagStatus, UploadLayerPartRequest,
};
use wharf_aws::json11::{DecodeFault, FromJson};
use wharf_aws::{Constraint, Segment};

#[test]
fn a_manifest_arrives_byte_for_byte() {
    let manifest = "{\r\n   \"schemaVersion\": 2, \"é\": \"\u{1}\u{2028}\\\"\"}\n";
    let body =
        serde_json::json!({"repositoryName": "app", "imageManifest": manifest, "imageTag": "v1"}).to_string();
    let input = PutImageRequest::from_json(body.as_bytes()).unwrap();
    assert_eq!(input.image_manifest, manifest);
    assert_eq!(
        (input.repository_name.as_str(), input.image_tag.as_deref()),
        ("app", Some("v1"))
    );
    assert_eq!(
        (
            input.registry_id,
            input.image_digest,
            input.image_manifest_media_type
        ),
        (None, None, None)
    );
}

#[test]
fn image_ids_are_not_judged_here() {
    let body = br#"{"repositoryName":"app","imageIds":[{"imageTag":""},{"imageDigest":"nonsense"},{}]}"#;
    let input = BatchGetImageRequest::from_json(body).unwrap();
    assert_eq!(input.image_ids[0].image_tag.as_deref(), Some(""));
    assert_eq!(input.image_ids[1].image_digest.as_deref(), Some("nonsense"));
    assert_eq!(
        (
            input.image_ids[2].image_digest.as_ref(),
            input.image_ids[2].image_tag.as_ref()
        ),
        (None, None)
    );
}

#[test]
fn a_part_is_decoded_and_kept_out_of_debug() {
    let part = r#""uploadId":"0a1b2c3d-0000-4000-8000-0123456789ab","partFirstByte":0,"partLastByte":5"#;
    for blob in ["aGVsbG8h", r"aGVsbG\u0038h"] {
        let body = format!(r#"{{"repositoryName":"app",{part},"layerPartBlob":"{blob}"}}"#);
        let input = UploadLayerPartRequest::from_json(body.as_bytes()).unwrap();
        assert_eq!(&input.layer_part_blob[..], b"hello!");
        assert_eq!((input.part_first_byte, input.part_last_byte), (0, 5));
        assert!(format!("{input:?}").ends_with("layer_part_blob: … }"));
    }
    for (blob, fine) in [
        ("", true),
        ("aGk=", true),
        ("aGk", false),
        ("aGk\\n", false),
        ("a-_=", false),
    ] {
        let body = format!(r#"{{"repositoryName":"app",{part},"layerPartBlob":"{blob}"}}"#);
        assert_eq!(
            UploadLayerPartRequest::from_json(body.as_bytes()).is_ok(),
            fine,
            "{blob:?}"
        );
    }
}

#[test]
fn the_largest_part_fits_and_a_byte_more_does_not() {
    let part =
        r#""uploadId":"0a1b2c3d-0000-4000-8000-0123456789ab","partFirstByte":0,"partLastByte":20971519"#;
    let start = format!(r#"{{"repositoryName":"app",{part},"layerPartBlob":""#);
    let blob = "A".repeat(20_971_520 / 3 * 4);
    let largest = format!("{start}{blob}AAA=\"}}");
    assert_eq!(
        UploadLayerPartRequest::from_json(largest.as_bytes())
            .unwrap()
            .layer_part_blob
            .len(),
        20_971_520
    );
    let over = format!("{start}{blob}AAAA\"}}");
    assert!(matches!(
        UploadLayerPartRequest::from_json(over.as_bytes()),
        Err(DecodeFault::Constraint(_))
    ));
}

#[test]
fn whole_numbers_may_be_spelled_with_a_fraction_or_an_exponent() {
    for (number, expected) in [
        ("7", Some(7)),
        ("7.0", Some(7)),
        ("1e3", Some(1000)),
        ("7.5", None),
        ("\"7\"", None),
    ] {
        let body = format!(r#"{{"maxResults":{number}}}"#);
        let input = DescribeRepositoriesRequest::from_json(body.as_bytes());
        assert_eq!(
            input.ok().and_then(|input| input.max_results),
            expected,
            "{number}"
        );
    }
}

#[test]
fn an_empty_body_is_an_empty_object() {
    for body in ["", " \r\n", "{}", "{\"nextToken\":null}"] {
        let input = DescribeRepositoriesRequest::from_json(body.as_bytes()).unwrap();
        assert_eq!(input, DescribeRepositoriesRequest::default(), "{body:?}");
    }
    for body in ["null", "[]", "\"{}\"", "{", "{}{}", "<xml/>", "\u{feff}{}"] {
        let fault = DescribeRepositoriesRequest::from_json(body.as_bytes()).unwrap_err();
        assert!(matches!(fault, DecodeFault::Serialization(_)), "{body:?}");
    }
}

#[test]
fn violations_come_in_the_models_order_and_length_before_pattern() {
    let body = br#"{"imageTagMutability":"x","tags":[{"Key":"k"}],"repositoryName":"A","registryId":"1"}"#;
    let Err(DecodeFault::Constraint(violations)) = CreateRepositoryRequest::from_json(body) else {
        panic!("a constraint")
    };
    let paths: Vec<String> = violations.iter().map(|violation| violation.path()).collect();
    assert_eq!(
        paths,
        [
            "registryId",
            "repositoryName",
            "repositoryName",
            "tags.1.member.value",
            "imageTagMutability"
        ]
    );
    assert!(matches!(violations[1].constraint, Constraint::MinLength(2, _)));
    assert!(matches!(violations[2].constraint, Constraint::Pattern(_)));
    assert_eq!(
        violations[3].path,
        [
            Segment::Member("tags"),
            Segment::Item(0),
            Segment::Member("Value")
        ]
    );
    assert_eq!(violations[4].value.as_deref(), Some("x"));
}

#[test]
fn lengths_are_characters() {
    let fits = format!(
        r#"{{"repositoryName":"app","imageManifest":"m","imageTag":"{}"}}"#,
        "é".repeat(300)
    );
    assert!(PutImageRequest::from_json(fits.as_bytes()).is_ok());
    let over = format!(
        r#"{{"repositoryName":"app","imageManifest":"m","imageTag":"{}"}}"#,
        "é".repeat(301)
    );
    assert!(PutImageRequest::from_json(over.as_bytes()).is_err());
}

#[test]
fn many_violations_are_bounded() {
    let tags = vec!["{}"; 10_000].join(",");
    let body = format!(r#"{{"repositoryName":"app","tags":[{tags}]}}"#);
    let Err(DecodeFault::Constraint(violations)) = CreateRepositoryRequest::from_json(body.as_bytes()) else {
        panic!("a constraint")
    };
    assert_eq!(violations.len(), 100);
}

#[test]
fn filters_are_enumerations() {
    let body = br#"{"repositoryName":"app","filter":{"tagStatus":"UNTAGGED"}}"#;
    let filter = ListImagesRequest::from_json(body).unwrap().filter.unwrap();
    assert_eq!(filter.tag_status, Some(TagStatus::Untagged));
    assert_eq!("UNTAGGED".parse(), Ok(TagStatus::Untagged));
    assert_eq!(
        "untagged".parse::<TagStatus>().unwrap_err().to_string(),
        "not one of TAGGED, UNTAGGED, ANY"
    );
    assert_eq!(
        TagStatus::ALL
            .iter()
            .map(|status| status.as_str())
            .collect::<Vec<_>>(),
        ["TAGGED", "UNTAGGED", "ANY"]
    );
}
