//! Faults as they stand on the wire, and the services.

use serde_json::Value;
use wharf_aws::ecr::{self, Fault};
use wharf_aws::{CommonFault, Protocol, ServiceFault, json11, sts};

#[test]
fn bodies() {
    let plain = Fault::RepositoryNotFound {
        message: "The repository …".to_owned(),
    };
    assert_eq!(
        (plain.code(), plain.http_status()),
        ("RepositoryNotFoundException", 400)
    );
    assert_eq!(
        Value::from(json11::fault_body(&plain)).to_string(),
        r#"{"__type":"RepositoryNotFoundException","message":"The repository …"}"#
    );
    let part = Fault::InvalidLayerPart {
        message: "m".to_owned(),
        registry_id: Some("123456789012".parse().unwrap()),
        repository_name: Some("app".parse().unwrap()),
        upload_id: Some("u".to_owned()),
        last_valid_byte_received: Some(9),
    };
    assert_eq!(
        Value::from(json11::fault_body(&part)),
        serde_json::json!({"__type": "InvalidLayerPartException", "message": "m", "registryId": "123456789012",
            "repositoryName": "app", "uploadId": "u", "lastValidByteReceived": 9})
    );
    let kms = Fault::Kms {
        message: "m".to_owned(),
        kms_error: None,
    };
    assert_eq!(
        Value::from(json11::fault_body(&kms)).to_string(),
        r#"{"__type":"KmsException","message":"m"}"#
    );
    let server: &dyn ServiceFault = &Fault::Server {
        message: "m".to_owned(),
    };
    assert_eq!(
        (server.code(), server.http_status(), server.message()),
        ("ServerException", 500, "m")
    );
    assert_eq!(server.to_string(), "ServerException: m");
}

#[test]
fn common_faults_in_both_protocols() {
    let text = || "t".to_owned();
    for (fault, json, query) in [
        (
            CommonFault::Serialization(text()),
            ("SerializationException", 400),
            ("MalformedInput", 400),
        ),
        (
            CommonFault::MissingAction,
            ("UnknownOperationException", 400),
            ("MissingAction", 400),
        ),
        (
            CommonFault::AccessDenied(text()),
            ("AccessDeniedException", 400),
            ("AccessDenied", 403),
        ),
        (
            CommonFault::UnrecognizedClient,
            ("UnrecognizedClientException", 400),
            ("InvalidClientTokenId", 403),
        ),
        (
            CommonFault::InvalidSignature(text()),
            ("InvalidSignatureException", 400),
            ("SignatureDoesNotMatch", 403),
        ),
        (
            CommonFault::ExpiredToken,
            ("ExpiredTokenException", 400),
            ("ExpiredToken", 403),
        ),
        (
            CommonFault::MissingAuthenticationToken,
            ("MissingAuthenticationTokenException", 400),
            ("MissingAuthenticationToken", 403),
        ),
        (
            CommonFault::IncompleteSignature(text()),
            ("IncompleteSignatureException", 400),
            ("IncompleteSignature", 400),
        ),
        (
            CommonFault::Throttling,
            ("ThrottlingException", 400),
            ("Throttling", 400),
        ),
        (
            CommonFault::RequestTooLarge,
            ("RequestEntityTooLargeException", 413),
            ("RequestEntityTooLarge", 413),
        ),
        (
            CommonFault::ServiceUnavailable,
            ("ServiceUnavailable", 503),
            ("ServiceUnavailable", 503),
        ),
        (
            CommonFault::UnknownService("none".to_owned()),
            ("UnknownService", 400),
            ("UnknownService", 400),
        ),
        (CommonFault::SlowDown, ("SlowDown", 503), ("SlowDown", 503)),
        (
            CommonFault::NoChanges("no space"),
            ("ServiceUnavailable", 503),
            ("ServiceUnavailable", 503),
        ),
        (
            CommonFault::InternalFailure,
            ("InternalFailure", 500),
            ("InternalFailure", 500),
        ),
    ] {
        assert_eq!((fault.json_code(), fault.json_status()), json);
        assert_eq!((fault.query_code(), fault.query_status()), query);
        assert_eq!(json11::common_fault_body(&fault)["message"], fault.to_string());
    }
    let nothing = CommonFault::MissingAuthenticationToken;
    assert_eq!(nothing.query_message(), "Request is missing Authentication Token");
}

#[test]
fn the_services() {
    let prefix = "AmazonEC2ContainerRegistry_V20150921";
    assert_eq!(
        ecr::SERVICE.protocol,
        Protocol::Json11 {
            target_prefix: prefix
        }
    );
    assert_eq!(
        (ecr::SERVICE.signing_name, ecr::SERVICE.endpoint_prefix),
        ("ecr", "api.ecr")
    );
    let namespace = "https://sts.amazonaws.com/doc/2011-06-15/";
    assert_eq!(sts::SERVICE.protocol, Protocol::Query { namespace });
    assert_eq!(
        sts::operation("GetCallerIdentity").unwrap().result_wrapper,
        Some("GetCallerIdentityResult")
    );
}
