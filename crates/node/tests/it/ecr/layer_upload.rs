//! The API's way to upload a layer: parts in order, large enough, with the right digest.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::layer_upload::{CompleteLayerUpload, InitiateLayerUpload, UploadLayerPart};

use crate::bench::{Bench, Refusal, Take, digest_of, sha256};

const MIB: usize = 1024 * 1024;

async fn begin(bench: &Bench) -> String {
    let answer = bench
        .ask::<InitiateLayerUpload>(json!({"repositoryName": "app"}))
        .await
        .unwrap();
    assert_eq!(answer["partSize"], json!(10 * MIB));
    answer.text("/uploadId")
}

async fn part(bench: &Bench, upload: &str, first: i64, last: i64, bytes: &[u8]) -> Result<Value, Refusal> {
    let request = json!({
        "repositoryName": "app", "uploadId": upload, "partFirstByte": first, "partLastByte": last,
        "layerPartBlob": STANDARD.encode(bytes),
    });
    bench.ask::<UploadLayerPart>(request).await
}

async fn complete(bench: &Bench, upload: &str, digests: &[&str]) -> Result<Value, Refusal> {
    let request = json!({"repositoryName": "app", "uploadId": upload, "layerDigests": digests});
    bench.ask::<CompleteLayerUpload>(request).await
}

fn unknown(upload: &str) -> Refusal {
    let text = format!(
        "Upload with id '{upload}' could not be found for the repository with name 'app' in the registry with id \
         '111111111111'"
    );
    Refusal::new("UploadNotFoundException", text)
}

fn invalid_part(upload: &str, last_valid: Option<i64>) -> Refusal {
    let text = format!(
        "Invalid layer part upload for upload with id '{upload}' in the repository with name 'app' in the registry \
         with id '111111111111'"
    );
    let mut members = json!({"registryId": "111111111111", "repositoryName": "app", "uploadId": upload});
    if let Some(last) = last_valid {
        members["lastValidByteReceived"] = last.into();
    }
    Refusal {
        members: members.as_object().unwrap().clone(),
        ..Refusal::new("InvalidLayerPartException", text)
    }
}

room!(in_parts, |bench| {
    bench.repository("app").await;
    let layer: Vec<u8> = (0..5 * MIB + 10).map(|byte| (byte % 251) as u8).collect();
    let upload = begin(bench).await;
    let (first, last) = layer.split_at(5 * MIB);
    let answer = part(bench, &upload, 0, 5 * MIB as i64 - 1, first).await.unwrap();
    let mut expected = json!({"registryId": "111111111111", "repositoryName": "app", "uploadId": upload});
    expected["lastByteReceived"] = json!(5 * MIB - 1);
    assert_eq!(answer, expected);
    let answer = part(bench, &upload, 5 * MIB as i64, layer.len() as i64 - 1, last)
        .await
        .unwrap();
    assert_eq!(answer["lastByteReceived"], json!(layer.len() - 1));
    let digest = sha256(&layer);
    // One of the digests must be right.
    let answer = complete(bench, &upload, &[&digest_of("other"), digest.as_str()])
        .await
        .unwrap();
    expected.as_object_mut().unwrap().remove("lastByteReceived");
    expected["layerDigest"] = digest.as_str().into();
    assert_eq!(answer, expected);
    // It is finished; the layer is there.
    assert_eq!(
        complete(bench, &upload, &[digest.as_str()]).await,
        Err(unknown(&upload))
    );
    assert_eq!(part(bench, &upload, 0, 0, b"x").await, Err(unknown(&upload)));
    let rows = bench.rows().await;
    assert_eq!((rows.count(), rows.uploads.len()), (1, 0));
});

room!(parts_that_do_not_fit, |bench| {
    bench.repository("app").await;
    let upload = begin(bench).await;
    for (first, last, bytes) in [
        (1, 4, "abcd"),
        (0, 4, "abcd"),
        (0, 2, "abcd"),
        (3, 2, ""),
        (0, i64::MAX, "a"),
    ] {
        let refusal = part(bench, &upload, first, last, bytes.as_bytes()).await;
        assert_eq!(
            refusal,
            Err(invalid_part(&upload, None)),
            "{first}-{last} at the beginning"
        );
    }
    part(bench, &upload, 0, 3, b"abcd").await.unwrap();
    // A gap, an overlap, a repetition, another length than announced.
    for (first, last, bytes) in [
        (5, 8, "efgh"),
        (3, 6, "defg"),
        (0, 3, "abcd"),
        (4, 9, "efgh"),
        (4, 6, "efgh"),
    ] {
        let refusal = part(bench, &upload, first, last, bytes.as_bytes()).await;
        assert_eq!(
            refusal,
            Err(invalid_part(&upload, Some(3))),
            "{first}-{last} after four bytes"
        );
    }
    complete(bench, &upload, &[&digest_of("abcd")]).await.unwrap();
});

room!(short_parts_no_parts_and_wrong_digests, |bench| {
    bench.repository("app").await;
    let upload = begin(bench).await;
    let text = format!(
        "The upload with id '{upload}' for the repository with name 'app' in the registry with id '111111111111' has \
         no layer parts"
    );
    assert_eq!(
        complete(bench, &upload, &[&digest_of("")]).await,
        Err(Refusal::new("EmptyUploadException", text))
    );
    let four = vec![1; 4 * MIB];
    part(bench, &upload, 0, 4 * MIB as i64 - 1, &four).await.unwrap();
    part(bench, &upload, 4 * MIB as i64, 4 * MIB as i64, b"x")
        .await
        .unwrap();
    let digest = sha256([four.as_slice(), b"x"].concat());
    let refusal = complete(bench, &upload, &[digest.as_str()]).await.unwrap_err();
    assert_eq!(refusal.code, "LayerPartTooSmallException");
    // A short part alone is the last part.
    let upload = begin(bench).await;
    part(bench, &upload, 0, 3, b"abcd").await.unwrap();
    let text = "None of the provided layer digests match the calculated layer digest";
    let refusal = complete(bench, &upload, &[&digest_of("wrong"), &digest_of("also")]).await;
    assert_eq!(refusal, Err(Refusal::new("InvalidLayerException", text)));
    let malformed = complete(bench, &upload, &["sha256:1"]).await.unwrap_err();
    assert_eq!(malformed.code, "InvalidParameterException");
    let upload = begin(bench).await;
    part(bench, &upload, 0, 3, b"abcd").await.unwrap();
    complete(bench, &upload, &[&digest_of("abcd")]).await.unwrap();
    let again = begin(bench).await;
    part(bench, &again, 0, 3, b"abcd").await.unwrap();
    let text = format!(
        "Layer with digest '{}' already exists in the repository with name 'app' in the registry with id \
         '111111111111'",
        digest_of("abcd")
    );
    let refusal = complete(bench, &again, &[&digest_of("abcd")]).await;
    assert_eq!(refusal, Err(Refusal::new("LayerAlreadyExistsException", text)));
    assert_eq!(
        bench.rows().await.uploads.len(),
        0,
        "what failed for good is not kept"
    );
});

// The second part arrives as soon as the bytes of the first one are there, which is before that is written down.
room!(parts_in_flight_at_the_same_time, |bench| {
    bench.repository("app").await;
    for round in 0..20 {
        let upload = begin(bench).await;
        let second = async {
            while let Err(refusal) = part(bench, &upload, 3, 5, b"def").await {
                assert_eq!(refusal.code, "InvalidLayerPartException", "{refusal:?}");
            }
        };
        let (first, ()) = tokio::join!(part(bench, &upload, 0, 2, b"abc"), second);
        first.unwrap();
        let refusal = complete(bench, &upload, &[&digest_of("abcdef")])
            .await
            .unwrap_err();
        assert_eq!(refusal.code, "LayerPartTooSmallException", "round {round}");
    }
});

room!(uploads_are_of_one_repository, |bench| {
    bench.repository("app").await;
    bench.repository("other").await;
    let upload = begin(bench).await;
    for (name, code) in [
        ("other", "UploadNotFoundException"),
        ("none", "RepositoryNotFoundException"),
    ] {
        let request = json!({"repositoryName": name, "uploadId": upload, "partFirstByte": 0, "partLastByte": 0,
            "layerPartBlob": STANDARD.encode("x"), "layerDigests": [digest_of("x")]});
        assert_eq!(
            bench
                .ask::<UploadLayerPart>(request.clone())
                .await
                .unwrap_err()
                .code,
            code
        );
        assert_eq!(
            bench.ask::<CompleteLayerUpload>(request).await.unwrap_err().code,
            code
        );
    }
    let missing = bench
        .ask::<InitiateLayerUpload>(json!({"repositoryName": "none"}))
        .await
        .unwrap_err();
    assert_eq!(missing.code, "RepositoryNotFoundException");
    let other = "00000000-0000-4000-8000-000000000000";
    assert_eq!(part(bench, other, 0, 0, b"x").await, Err(unknown(other)));
    // It goes with its repository, also when the name comes back.
    part(bench, &upload, 0, 0, b"x").await.unwrap();
    bench
        .ask::<DeleteRepository>(json!({"repositoryName": "app"}))
        .await
        .unwrap();
    bench.repository("app").await;
    assert_eq!(
        complete(bench, &upload, &[&digest_of("x")]).await,
        Err(unknown(&upload))
    );
});

room!(parts_have_a_size_and_a_number, |bench| {
    bench.repository("app").await;
    let upload = begin(bench).await;
    let large = vec![0; 10 * MIB + 1];
    let refusal = part(bench, &upload, 0, 10 * MIB as i64, &large)
        .await
        .unwrap_err();
    assert_eq!(refusal.code, "LimitExceededException", "{}", refusal.message);
    part(bench, &upload, 0, 10 * MIB as i64 - 1, &large[1..])
        .await
        .unwrap();
    static FILL: wharf_sql::Statement =
        wharf_sql::Statement::global("test.parts", "UPDATE layer_uploads SET parts = 4199");
    let fill = bench.registry.transaction("test.parts", |transaction| {
        transaction.execute_global(&FILL, wharf_sql::params![]).map(drop)
    });
    fill.await
        .map_err(|error: wharf_sql::Error| error.to_string())
        .unwrap();
    let first = 10 * MIB as i64;
    part(bench, &upload, first, first, b"x").await.unwrap();
    let refusal = part(bench, &upload, first + 1, first + 1, b"x")
        .await
        .unwrap_err();
    assert_eq!(refusal.code, "LimitExceededException", "{}", refusal.message);
});
