//! What a server relies on beyond the signature itself: HTTP/2, presigned lifetimes, silence about secrets.

use wharf_aws::SecretKey;
use wharf_sigv4::{AuthFault, Credentials, EMPTY_BODY_SHA256, parse, presign};

use crate::request::{NOW, Request, SECRET, credentials, owned};

const SECOND: i64 = 1_000_000;

fn presigned(service: &str, expires: u32) -> Request {
    let target = presign(
        "GET",
        "",
        Some("Action=A"),
        "h:1",
        &credentials(),
        "eu-west-1",
        service,
        expires,
        NOW,
    );
    let (path, query) = target.split_once('?').expect("a query");
    Request {
        method: "GET".to_owned(),
        path: path.to_owned(),
        query: Some(query.to_owned()),
        headers: owned(&[("host", "h:1")]),
        body: Vec::new(),
    }
}

#[test]
fn the_authority_goes_by_both_names() {
    let mut request = Request::signed();
    let host = request
        .headers
        .iter_mut()
        .find(|(name, _)| name == "Host")
        .expect("host");
    host.0 = ":authority".to_owned();
    request
        .check("ecr", NOW, SECRET)
        .expect("signed as host, sent as :authority");
    let signed = request.with("authorization", None).sign(&credentials());
    assert!(
        signed
            .header("authorization")
            .contains("SignedHeaders=:authority;x-amz-date;x-amz-target")
    );
    signed.check("ecr", NOW, SECRET).expect("signed as :authority");
    let host = signed.header(":authority").to_owned();
    let sent = signed.with(":authority", None).with("host", Some(&host));
    sent.check("ecr", NOW, SECRET)
        .expect("signed as :authority, sent as host");
}

#[test]
fn presigned_lifetimes() {
    for (service, expires, good, bad) in [
        ("ecr", 60, 60, 61),
        ("ecr", 604_800, 604_800, 604_801),
        ("sts", 60, 60, 61),
        ("sts", 3600, 900, 901),
    ] {
        let request = presigned(service, expires);
        request
            .check(service, NOW + good * SECOND, SECRET)
            .expect("still good");
        let fault = request
            .check(service, NOW + bad * SECOND, SECRET)
            .expect_err("too late");
        assert!(matches!(fault, AuthFault::Expired { .. }), "{service} {expires}");
        let fault = request
            .check(service, NOW - 901 * SECOND, SECRET)
            .expect_err("too early");
        assert!(
            matches!(fault, AuthFault::NotYetCurrent { .. }),
            "{service} {expires}"
        );
    }
    let fault = presigned("ecr", 90)
        .check("ecr", NOW + 91 * SECOND, SECRET)
        .expect_err("too late");
    assert_eq!(
        fault.message(),
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T123731Z - 90 sec.)"
    );
    assert!(
        presigned("ecr", 0)
            .query
            .is_some_and(|query| query.contains("X-Amz-Expires=1&"))
    );
    assert!(
        presigned("ecr", u32::MAX)
            .query
            .is_some_and(|query| query.contains("X-Amz-Expires=604800&"))
    );
}

#[test]
fn signing_again_replaces_the_signature() {
    let temporary = Credentials {
        session_token: Some("token".to_owned()),
        ..credentials()
    };
    let request = Request::signed().sign(&temporary).sign(&temporary);
    assert_eq!(request.headers.len(), 5);
    let presented = request.check("ecr", NOW, SECRET).expect("signed");
    assert_eq!(presented.session_token(), Some("token"));
    let fault = request.with("x-amz-security-token", Some("other")).fault();
    assert_eq!(fault, AuthFault::SignatureMismatch);
}

#[test]
fn headers_that_transports_change_are_not_signed() {
    let request = Request::plain()
        .with("User-Agent", Some("a"))
        .with("Connection", Some("keep-alive"));
    let request = request
        .sign(&credentials())
        .with("user-agent", Some("b"))
        .with("connection", None);
    let presented = request.check("ecr", NOW, SECRET).expect("signed");
    assert_eq!(presented.signed_headers(), ["host", "x-amz-date", "x-amz-target"]);
}

#[test]
fn secrets_stay_out_of_debug_and_logs() {
    let temporary = Credentials {
        session_token: Some("TOKEN".to_owned()),
        ..credentials()
    };
    let request = Request::signed().with("Cookie", Some("COOKIE")).sign(&temporary);
    let presented = request.check("ecr", NOW, SECRET).expect("signed");
    let canonical = request.with_parts(|parts| presented.canonical_request(parts, EMPTY_BODY_SHA256));
    let signature = request
        .header("authorization")
        .rsplit('=')
        .next()
        .expect("signature")
        .to_owned();
    let shown = format!("{temporary:?} {presented:?} {canonical}");
    for secret in ["TOKEN", "COOKIE", SECRET, &signature] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    let target = presign("GET", "/", None, "h", &temporary, "eu-west-1", "sts", 60, NOW);
    let mut request = presigned("sts", 60);
    request.query = target.split_once('?').map(|(_, query)| query.to_owned());
    let presented = request.parse().expect("complete").expect("signed");
    let canonical = request.with_parts(|parts| presented.canonical_request(parts, EMPTY_BODY_SHA256));
    assert!(
        canonical.contains("X-Amz-Security-Token=(secret)&") && !canonical.contains("TOKEN"),
        "{canonical}"
    );
}

#[test]
fn a_signature_is_bound_to_what_was_parsed() {
    let (first, mut second) = (Request::signed(), Request::signed());
    second.path = "/other".to_owned();
    let presented = first.with_parts(parse).expect("complete").expect("signed");
    let secret = SecretKey::new(SECRET.to_owned());
    let digest = wharf_sigv4::body_sha256(&second.body);
    let verified = second.with_parts(|parts| presented.verify(parts, &digest, &secret));
    assert_eq!(verified, Err(AuthFault::SignatureMismatch));
}

#[test]
fn verification_alone_looks_at_the_whole_scope() {
    for part in ["20150830", "eu-west-1", "/ecr", "aws4_request"] {
        let request = Request::signed().altered(part, if part.starts_with('/') { "/x" } else { "x" });
        let presented = request.parse().expect("complete").expect("signed");
        let digest = wharf_sigv4::body_sha256(&request.body);
        let secret = SecretKey::new(SECRET.to_owned());
        let verified = request.with_parts(|parts| presented.verify(parts, &digest, &secret));
        assert_eq!(verified, Err(AuthFault::SignatureMismatch), "{part}");
    }
}
