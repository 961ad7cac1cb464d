//! Manifests that no honest client writes: each is an error that says where, and none costs more than it should.

use serde_json::{Value, json};
use wharf_oci::digest::DigestError;
use wharf_oci::manifest::Expected;
use wharf_oci::media_type::*;
use wharf_oci::{Manifest, ManifestError};

fn digest(fill: char) -> String {
    format!("sha256:{}", String::from(fill).repeat(64))
}

fn image() -> Value {
    let descriptor = |media_type, fill| json!({ "mediaType": media_type, "digest": digest(fill), "size": 1 });
    json!({
        "schemaVersion": 2,
        "mediaType": OCI_MANIFEST,
        "config": descriptor(OCI_CONFIG, 'c'),
        "layers": [descriptor(OCI_LAYER, 'a'), descriptor(OCI_LAYER, 'b')],
    })
}

/// The error of the image with one value replaced; the place is a JSON pointer.
fn with(place: &str, value: Value) -> ManifestError {
    let mut json = image();
    let (parent, name) = place.rsplit_once('/').unwrap();
    json.pointer_mut(parent).unwrap()[name] = value;
    refused(&json.to_string())
}

fn without(place: &str) -> ManifestError {
    let mut json = image();
    let (parent, name) = place.rsplit_once('/').unwrap();
    json.pointer_mut(parent)
        .unwrap()
        .as_object_mut()
        .unwrap()
        .remove(name)
        .unwrap();
    refused(&json.to_string())
}

fn refused(json: &str) -> ManifestError {
    Manifest::parse(json.as_bytes(), None).unwrap_err()
}

fn wrong_type(at: &str, expected: Expected) -> ManifestError {
    ManifestError::WrongType {
        at: at.into(),
        expected,
    }
}

#[test]
fn wrong_types() {
    let table = [
        ("/config", json!([]), "config", Expected::Object),
        ("/config", json!("x"), "config", Expected::Object),
        ("/layers", json!({}), "layers", Expected::Array),
        ("/subject", json!(1), "subject", Expected::Object),
        ("/annotations", json!([]), "annotations", Expected::Object),
        ("/annotations", json!({ "a": 1 }), "annotations.a", Expected::Text),
        ("/artifactType", json!(false), "artifactType", Expected::Text),
        (
            "/artifactType",
            json!("x".repeat(256)),
            "artifactType",
            Expected::MediaType,
        ),
        ("/mediaType", json!(2), "mediaType", Expected::Text),
        ("/config/mediaType", json!({}), "config.mediaType", Expected::Text),
        ("/config/digest", json!(7), "config.digest", Expected::Text),
        ("/config/size", json!("1"), "config.size", Expected::Integer),
        ("/config/size", json!(1.0), "config.size", Expected::Integer),
        ("/config/size", json!(1e3), "config.size", Expected::Integer),
        ("/config/size", json!(true), "config.size", Expected::Integer),
        ("/config/urls", json!("x"), "config.urls", Expected::Array),
        ("/config/urls", json!(["x", 1]), "config.urls[1]", Expected::Text),
        (
            "/config/annotations",
            json!({ "k": null }),
            "config.annotations.k",
            Expected::Text,
        ),
    ];
    for (place, value, at, expected) in table {
        assert_eq!(with(place, value), wrong_type(at, expected), "{place}");
    }
    let mut json = image();
    json["layers"][1] = json!(null);
    assert_eq!(
        refused(&json.to_string()),
        wrong_type("layers[1]", Expected::Object)
    );
    for other in ["[]", "null", "1", "\"x\"", " [1] "] {
        assert_eq!(
            refused(other),
            wrong_type("the manifest", Expected::Object),
            "{other}"
        );
    }
}

#[test]
fn missing_members() {
    let missing = |at: &str| ManifestError::MissingMember { at: at.into() };
    for (place, at) in [
        ("/config", "config"),
        ("/layers", "layers"),
        ("/schemaVersion", "schemaVersion"),
        ("/config/size", "config.size"),
        ("/config/mediaType", "config.mediaType"),
        ("/layers/1/digest", "layers[1].digest"),
    ] {
        assert_eq!(without(place), missing(at));
    }
    assert_eq!(with("/config", Value::Null), missing("config"));
    assert_eq!(with("/config/mediaType", json!("")), missing("config.mediaType"));
    let index = json!({ "schemaVersion": 2, "mediaType": OCI_INDEX });
    assert_eq!(refused(&index.to_string()), missing("manifests"));
    let schema1 = json!({ "schemaVersion": 1, "mediaType": DOCKER_SCHEMA1 });
    assert_eq!(refused(&schema1.to_string()), missing("fsLayers"));
    let schema1 = json!({ "schemaVersion": 1, "fsLayers": [{}] });
    assert_eq!(refused(&schema1.to_string()), missing("fsLayers[0].blobSum"));
}

#[test]
fn sizes() {
    let text = image().to_string();
    let sized = |size: &str| text.replacen("\"size\":1", &format!("\"size\":{size}"), 1);
    for size in [
        "-1",
        "-9223372036854775809",
        "9223372036854775808",
        "99999999999999999999999",
    ] {
        let expected = ManifestError::SizeOutOfRange {
            at: "config.size".into(),
        };
        assert_eq!(refused(&sized(size)), expected, "{size}");
    }
    let largest = Manifest::parse(sized("9223372036854775807").as_bytes(), None).unwrap();
    assert_eq!(largest.config.unwrap().size, i64::MAX as u64);
    // Sums do not overflow.
    let mut json = image();
    json["config"]["size"] = json!(i64::MAX);
    json["layers"][0]["size"] = json!(i64::MAX);
    json["layers"][1]["size"] = json!(i64::MAX);
    let manifest = Manifest::parse(json.to_string().as_bytes(), None).unwrap();
    assert_eq!(manifest.content_size(), u64::MAX);
}

#[test]
fn digests() {
    let error = with("/layers/1/digest", json!("sha256:abc"));
    assert_eq!(
        error.to_string(),
        "layers[1].digest: a sha256 digest has 64 hex digits, not 3"
    );
    let source = DigestError::UnsupportedAlgorithm("md5".into());
    assert_eq!(
        with("/config/digest", json!("md5:00")),
        ManifestError::Digest {
            at: "config.digest".into(),
            source
        }
    );
    let escape = with("/config/digest", json!("../../etc/passwd"));
    assert!(matches!(escape, ManifestError::Digest { .. }), "{escape:?}");
}

#[test]
fn repeated_members() {
    let duplicate = |at: &str| ManifestError::DuplicateMember { at: at.into() };
    let text = image().to_string();
    let twice = |member: &str| text.replacen('{', &format!("{{{member},"), 1);
    assert_eq!(refused(&twice(r#""config":1"#)), duplicate("config"));
    assert_eq!(refused(&twice(r#""x":1,"x":2"#)), duplicate("x"));
    assert_eq!(refused(&twice(r#""x":1,"\u0078":2"#)), duplicate("x"));
    let inside = text.replacen("\"size\":1", "\"size\":1,\"size\":2", 1);
    assert_eq!(refused(&inside), duplicate("config.size"));
}

#[test]
fn members_that_readers_disagree_about() {
    for (spelled, known) in [
        ("Layers", "layers"),
        ("MEDIATYPE", "mediaType"),
        ("layer\u{17f}", "layers"),
        ("\u{17f}ubject", "subject"),
        ("fslayers", "fsLayers"),
    ] {
        let error = with(&format!("/{spelled}"), json!([]));
        assert_eq!(
            error,
            ManifestError::MisspelledMember {
                at: spelled.into(),
                known
            }
        );
    }
    assert_eq!(
        with("/config/Digest", json!(digest('f'))).to_string(),
        "config.Digest must be spelled 'digest'"
    );
}

#[test]
fn two_kinds_in_one() {
    let foreign = |member| ManifestError::ForeignMember {
        media_type: OCI_MANIFEST,
        member,
    };
    assert_eq!(with("/manifests", json!([])), foreign("manifests"));
    assert_eq!(with("/fsLayers", json!([])), foreign("fsLayers"));
    let both = json!({ "schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": [], "layers": [] });
    assert_eq!(
        refused(&both.to_string()).to_string(),
        "a manifest of type application/vnd.oci.image.index.v1+json must not have the member 'layers'"
    );
}

#[test]
fn schema_versions() {
    for found in ["1", "3", "2.0", "\"2\"", "true"] {
        let json = image()
            .to_string()
            .replace("\"schemaVersion\":2", &format!("\"schemaVersion\":{found}"));
        let found = found.into();
        let expected = ManifestError::SchemaVersion {
            media_type: OCI_MANIFEST,
            expected: 2,
            found,
        };
        assert_eq!(refused(&json), expected);
    }
}

#[test]
fn not_json() {
    for bytes in [
        &b""[..],
        b" ",
        b"{",
        b"{\"a\":}",
        b"\xff\xfe",
        b"{} {}",
        b"\xef\xbb\xbf{}",
        b"{\"a\":\"\xc0\"}",
    ] {
        let error = Manifest::parse(bytes, None).unwrap_err();
        assert!(matches!(error, ManifestError::Syntax(_)), "{bytes:?}: {error:?}");
    }
    // Half of a surrogate pair is no character.
    assert!(matches!(refused(r#"{"\ud800":1}"#), ManifestError::Syntax(_)));
    assert_eq!(
        refused(r#"{"mediaType":"\ud800"}"#),
        wrong_type("mediaType", Expected::Text)
    );
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let levels = (Manifest::MAX_BYTES - 100) / open.len();
        assert_eq!(refused(&open.repeat(levels)), ManifestError::TooDeep);
        let closed = format!("{}1{}", open.repeat(500), close.repeat(500));
        assert_eq!(refused(&closed), ManifestError::TooDeep);
    }
    let nested = |levels: usize| with_unknown(&format!("{}{}", "[".repeat(levels), "]".repeat(levels)));
    assert!(Manifest::parse(nested(Manifest::MAX_DEPTH - 1).as_bytes(), None).is_ok());
    assert_eq!(refused(&nested(Manifest::MAX_DEPTH)), ManifestError::TooDeep);
    // Brackets in strings do not nest.
    assert!(
        Manifest::parse(
            with_unknown(&format!("\"\\\"{}\"", "[".repeat(500))).as_bytes(),
            None
        )
        .is_ok()
    );
}

fn with_unknown(json: &str) -> String {
    image()
        .to_string()
        .replacen('{', &format!("{{\"unknown\":{json},"), 1)
}

#[test]
fn too_much_of_anything() {
    let size = Manifest::MAX_BYTES + 1;
    assert_eq!(refused(&" ".repeat(size)), ManifestError::TooLarge { size });

    let child = json!({ "mediaType": OCI_MANIFEST, "digest": digest('a'), "size": 1 }).to_string();
    let index = |children: usize| {
        let children = vec![child.as_str(); children].join(",");
        format!(r#"{{"schemaVersion":2,"manifests":[{children}]}}"#)
    };
    assert!(Manifest::parse(index(Manifest::MAX_DESCRIPTORS).as_bytes(), None).is_ok());
    let limit = Manifest::MAX_DESCRIPTORS;
    assert_eq!(
        refused(&index(limit + 1)),
        ManifestError::TooMany {
            at: "manifests".into(),
            what: "descriptors",
            limit
        }
    );
    // The limit is on all lists together.
    let manifest = index(limit).replacen('{', &format!("{{\"subject\":{child},"), 1);
    assert_eq!(
        refused(&manifest),
        ManifestError::TooMany {
            at: "subject".into(),
            what: "descriptors",
            limit
        }
    );

    let empty = "{},".repeat(1_000_000);
    assert!(matches!(
        with_error(&format!("\"manifests\":[{empty}{{}}]")),
        ManifestError::TooMany { .. }
    ));
    let members: Vec<String> = (0..100_000).map(|n| format!("\"{n}\":0")).collect();
    let members = members.join(",");
    assert_eq!(
        with_error(&members),
        ManifestError::TooMany {
            at: "the manifest".into(),
            what: "members",
            limit: 1_000
        }
    );
    let annotated = with_error(&format!("\"manifests\":[],\"annotations\":{{{members}}}"));
    assert!(
        matches!(
            annotated,
            ManifestError::TooMany {
                limit: Manifest::MAX_WORDS,
                ..
            }
        ),
        "{annotated:?}"
    );
}

fn with_error(members: &str) -> ManifestError {
    refused(&format!(r#"{{"schemaVersion":2,{members}}}"#))
}

#[test]
fn errors_do_not_repeat_what_was_sent() {
    let long = "x".repeat(1_000_000);
    for json in [
        format!(r#"{{"mediaType":"{long}"}}"#),
        format!(r#"{{"{long}":1,"{long}":2}}"#),
        with_unknown("1").replace(&digest('a'), &long),
        with_unknown("1").replace("\"schemaVersion\":2", &format!("\"schemaVersion\":\"{long}\"")),
    ] {
        assert!(refused(&json).to_string().len() < 300);
    }
}
