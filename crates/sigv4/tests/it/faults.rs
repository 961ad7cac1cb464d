//! Every fault: how a request gets it, its text to the letter, its codes and statuses.

use wharf_sigv4::{AuthFault, ScopeFault};

use crate::request::{NOW, Request, SECRET, owned};

const MINUTE: i64 = 60_000_000;
const CREDENTIAL: &str = "AKIDEXAMPLE/20150830/eu-west-1/ecr/aws4_request";

fn authorized(value: &str) -> Request {
    Request::signed().with("authorization", Some(value))
}

fn presigned(query: &str) -> Request {
    Request {
        query: Some(query.to_owned()),
        headers: owned(&[("host", "h")]),
        ..Request::plain()
    }
}

fn text(request: &Request) -> String {
    request.fault().message()
}

#[test]
fn nothing_signed() {
    for value in [
        None,
        Some("Basic QVdTOnNlY3JldA=="),
        Some("Bearer x"),
        Some(""),
        Some("x"),
    ] {
        assert_eq!(
            Request::plain().with("authorization", value).fault(),
            AuthFault::Missing,
            "{value:?}"
        );
    }
    assert_eq!(text(&Request::plain()), "Missing Authentication Token");
}

#[test]
fn all_that_is_missing_from_the_header() {
    let algorithm_only = authorized("AWS4-HMAC-SHA256").with("x-amz-date", None);
    assert_eq!(
        text(&algorithm_only),
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. \
         Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a \
         'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256"
    );
    for (value, expected) in [
        (
            "AWS4-HMAC-SHA256 SignedHeaders=host,Signature=00",
            "Authorization header requires 'Credential' parameter. Authorization=AWS4-HMAC-SHA256",
        ),
        (
            "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=",
            "Authorization header requires 'Signature' parameter. Authorization=AWS4-HMAC-SHA256",
        ),
        (
            "AWS4-HMAC-SHA256\tCredential=a/b/c/d/e,Signature=0,Other=1,",
            "Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256",
        ),
        (
            "AWS4-HMAC-SHA256 mistake, Signature=0",
            "Invalid key=value pair (missing equal-sign) in Authorization header.",
        ),
        (
            "AWS4-HMAC-SHA256 Signature=0, Signature=1",
            "Authorization header must not repeat 'Signature'.",
        ),
        (
            "AWS4-HMAC-SHA256 Credential=\u{e9}",
            "Header 'Authorization' must be printable ASCII.",
        ),
        (
            "AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=0",
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d'",
        ),
    ] {
        assert_eq!(text(&authorized(value)), expected, "{value}");
    }
    let undated = Request::signed().with("x-amz-date", None);
    assert_eq!(
        text(&undated),
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. \
         Authorization=AWS4-HMAC-SHA256"
    );
    assert_eq!(
        text(&Request::signed().with("x-amz-date", Some("2015-08-30"))),
        "Date must be in ISO-8601 'basic format'. Got '2015-08-30'. See http://en.wikipedia.org/wiki/ISO_8601"
    );
}

#[test]
fn lists_of_signed_headers() {
    for list in [
        "Host;x-amz-date",
        "x-amz-date;host",
        "host;host",
        "host;;x",
        ";",
        "host;x y",
        "host;",
    ] {
        let value = format!("AWS4-HMAC-SHA256 Credential={CREDENTIAL}, SignedHeaders={list}, Signature=0");
        assert_eq!(
            text(&authorized(&value)),
            format!(
                "'SignedHeaders' must be lower-case header names in ascending order, separated by ';', got '{list}'."
            )
        );
    }
    let many: Vec<String> = (0..101).map(|number| format!("h{number:03}")).collect();
    let value = format!(
        "AWS4-HMAC-SHA256 Credential={CREDENTIAL}, SignedHeaders={}, Signature=0",
        many.join(";")
    );
    assert_eq!(text(&authorized(&value)), "'SignedHeaders' is too long.");
}

#[test]
fn all_that_is_missing_from_the_query() {
    assert_eq!(
        text(&presigned("X-Amz-Algorithm=AWS4-HMAC-SHA256")),
        "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include \
         'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string \
         parameters must include 'X-Amz-Date'. Re-examine the query-string parameters."
    );
    let complete = format!(
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={CREDENTIAL}&X-Amz-Date=20150830T123600Z\
         &X-Amz-SignedHeaders=host&X-Amz-Signature=00"
    );
    assert_eq!(
        presigned(&complete).fault(),
        AuthFault::SignatureMismatch,
        "no X-Amz-Expires: fifteen minutes"
    );
    for expires in ["0", "604801", "-1", "+5", "1.5", "x", "99999999999999999999"] {
        assert_eq!(
            text(&presigned(&format!(
                "{complete}&X-Amz-Expires={}",
                expires.replace('+', "%2B")
            ))),
            format!("X-Amz-Expires must be a number of seconds between 1 and 604800, got '{expires}'.")
        );
    }
    assert_eq!(
        text(&presigned(&format!("{complete}&X-Amz-Date=20150830T123600Z"))),
        "Query-string parameter 'X-Amz-Date' must not be repeated."
    );
}

#[test]
fn two_signatures_and_other_kinds() {
    let mut both = Request::signed();
    both.query = Some("X-Amz-Signature=00".to_owned());
    assert_eq!(
        text(&both),
        "Only one of the 'Authorization' header and the 'X-Amz-Signature' query-string parameters may sign a request."
    );
    assert!(matches!(
        both.with("authorization", Some("Basic x")).fault(),
        AuthFault::Incomplete(_)
    ));
    let mut twice = Request::signed();
    let first = twice.header("authorization").to_owned();
    twice.headers.push(("Authorization".to_owned(), first));
    assert_eq!(text(&twice), "Header 'Authorization' must not be repeated.");
    for name in ["X-Amz-Date", "X-Amz-Security-Token"] {
        let mut twice = Request::signed();
        twice
            .headers
            .extend(owned(&[(name, "20150830T123600Z"), (name, "20150830T123600Z")]));
        assert_eq!(text(&twice), format!("Header '{name}' must not be repeated."));
    }
    for scheme in ["AWS4-ECDSA-P256-SHA256", "AWS"] {
        let expected = format!(
            "The signature algorithm '{scheme}' is not supported. Sign the request with 'AWS4-HMAC-SHA256'."
        );
        assert_eq!(text(&authorized(&format!("{scheme} AKID:signature"))), expected);
        assert_eq!(text(&presigned(&format!("X-Amz-Algorithm={scheme}"))), expected);
    }
}

#[test]
fn scopes() {
    let scoped = |scope: &str| Request::signed().altered("20150830/eu-west-1/ecr/aws4_request", scope);
    for (scope, expected) in [
        (
            "20150830/x/ecr/aws4_request",
            "Credential should be scoped to a valid region, not 'x'.",
        ),
        (
            "20150830/eu-west-1/sts/aws4_request",
            "Credential should be scoped to correct service: 'ecr'.",
        ),
        (
            "20150830/eu-west-1/ecr/aws5",
            "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'.",
        ),
        (
            "20150829/eu-west-1/ecr/aws4_request",
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
             '20150829' != '20150830', from '20150830T123600Z'.",
        ),
        (
            "1/2/3/4",
            "Credential should be scoped to a valid region, not '2'. Credential should be scoped to correct service: \
             'ecr'. Credential should be scoped with a valid terminator: 'aws4_request', not '4'. Date in Credential \
             scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '1' != '20150830', from \
             '20150830T123600Z'.",
        ),
    ] {
        assert_eq!(text(&scoped(scope)), expected, "{scope}");
    }
    let presented = scoped("20150829/eu-west-1/ecr/aws4_request")
        .parse()
        .expect("complete")
        .expect("signed");
    assert!(
        matches!(presented.check_freshness(NOW), Err(AuthFault::Scope(_))),
        "freshness looks at the day as well"
    );
}

#[test]
fn clocks() {
    let request = Request::signed();
    for minutes in [-15, 0, 15] {
        assert!(
            request.check("ecr", NOW + minutes * MINUTE, SECRET).is_ok(),
            "{minutes}"
        );
    }
    let at = |now: i64| request.check("ecr", now, SECRET).expect_err("a fault").message();
    assert_eq!(
        at(NOW + 16 * MINUTE),
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123700Z (20150830T125200Z - 15 min.)"
    );
    assert_eq!(
        at(NOW - 15 * MINUTE - 1),
        "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T122059Z + 15 min.)"
    );
    for extreme in [i64::MIN, i64::MAX] {
        assert!(request.check("ecr", extreme, SECRET).is_err());
    }
}

#[test]
fn what_has_to_be_signed() {
    let unsigned_host = Request::plain()
        .with("host", None)
        .sign(&crate::request::credentials());
    let unsigned_host = unsigned_host.with("host", Some("registry.example"));
    assert_eq!(
        text(&unsigned_host),
        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
    );
    assert_eq!(
        text(&Request::signed().with("X-Amz-Extra", Some("1"))),
        "'x-amz-extra' must be a 'SignedHeader' in the AWS Authorization."
    );
    let payload = |value: &str| {
        text(
            &Request::plain()
                .with("X-Amz-Content-Sha256", Some(value))
                .sign(&crate::request::credentials()),
        )
    };
    let refused = "The 'x-amz-content-sha256' header must be the SHA-256 of the body: unsigned and streamed payloads \
                   are not supported.";
    assert_eq!(payload("UNSIGNED-PAYLOAD"), refused);
    assert_eq!(payload("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"), refused);
    let differs = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    assert_eq!(payload(wharf_sigv4::EMPTY_BODY_SHA256), differs);
    assert_eq!(
        text(&Request::signed().with("host", Some("other"))),
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access \
         Key and signing method. Consult the service documentation for details."
    );
}

#[test]
fn limits() {
    let mut long_path = Request::signed();
    long_path.path = format!("/{}", "a".repeat(64 * 1024));
    assert_eq!(
        text(&long_path),
        "The request target is too long, so the signature was not checked."
    );
    let mut many = Request::signed();
    many.headers.extend(vec![("a".to_owned(), "b".to_owned()); 200]);
    assert_eq!(
        text(&many),
        "There are too many headers, so the signature was not checked."
    );
    let long = Request::signed().with("a", Some(&"b".repeat(16 * 1024 + 1)));
    assert_eq!(
        text(&long),
        "A header is too long, so the signature was not checked."
    );
    let feed = Request::signed().with("a", Some("b\nc:d"));
    assert_eq!(
        text(&feed),
        "A header has a control character, so the signature was not checked."
    );
    let mut method = Request::signed();
    method.method = "POST\n/".to_owned();
    assert_eq!(
        text(&method),
        "The method is not an HTTP token, so the signature was not checked."
    );
}

#[test]
fn codes_and_statuses() {
    let text = String::new;
    let signature = [
        AuthFault::SignatureMismatch,
        AuthFault::HostNotSigned,
        AuthFault::HeaderNotSigned(text()),
        AuthFault::PayloadMismatch,
        AuthFault::PayloadNotSigned,
        AuthFault::UnsupportedAlgorithm(text()),
        AuthFault::Scope(vec![ScopeFault::Region(text())]),
        AuthFault::Expired {
            signed: text(),
            earliest: text(),
            now: text(),
            window: text(),
        },
        AuthFault::NotYetCurrent {
            signed: text(),
            latest: text(),
            now: text(),
        },
    ];
    let others = [
        (
            AuthFault::Missing,
            "MissingAuthenticationTokenException",
            "MissingAuthenticationToken",
            403,
        ),
        (
            AuthFault::Incomplete(text()),
            "IncompleteSignatureException",
            "IncompleteSignature",
            400,
        ),
        (
            AuthFault::InvalidToken,
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            403,
        ),
        (
            AuthFault::ExpiredToken,
            "ExpiredTokenException",
            "ExpiredToken",
            403,
        ),
    ];
    let signature = signature.map(|fault| (fault, "InvalidSignatureException", "SignatureDoesNotMatch", 403));
    for (fault, json, query, status) in signature.into_iter().chain(others) {
        let got = (
            fault.json_code(),
            fault.query_code(),
            fault.http_status_json(),
            fault.http_status_query(),
        );
        assert_eq!(got, (json, query, 400, status), "{fault:?}");
    }
    assert_eq!(
        AuthFault::InvalidToken.message(),
        "The security token included in the request is invalid."
    );
    assert_eq!(
        AuthFault::ExpiredToken.message(),
        "The security token included in the request is expired"
    );
}
