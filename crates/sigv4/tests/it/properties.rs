//! Sign, then verify: always good. Change anything: always bad. Send anything: never a panic.

use proptest::prelude::*;
use wharf_sigv4::{AuthFault, RequestParts, parse, presign};

use crate::request::{NOW, Request, SECRET, credentials, owned};

prop_compose! {
    /// A request made of letters where a letter is going to be changed, and of anything elsewhere.
    fn requests()(
        method in "(GET|PUT|POST|PATCH|DELETE)",
        path in "/[a-z]{1,8}(/[a-zA-Z0-9._~-]{0,6}|/%[0-9A-F]{2}|/\\.\\.?|//){0,4}",
        query in proptest::option::of("q=[a-z]{1,8}(&[a-zA-Z%+=.]{0,8}){0,4}"),
        value in "[a-z]{1,8}[ -~é]{0,16}",
        repeated in proptest::collection::vec("[ -~]{0,8}", 0..3),
        body in proptest::collection::vec(any::<u8>(), 1..64),
    ) -> Request {
        let mut headers = owned(&[("Host", "registry.example"), ("X-Amz-Target", &value)]);
        headers.extend(repeated.into_iter().map(|value| ("Repeated".to_owned(), value)));
        Request { method, path, query, headers, body }
    }
}

/// Another letter in place of the letter at this index.
fn change(text: &str, index: usize) -> String {
    let mut bytes = text.as_bytes().to_vec();
    bytes[index] = if bytes[index] == b'Q' { b'R' } else { b'Q' };
    String::from_utf8(bytes).expect("ASCII at the index")
}

proptest! {
    #[test]
    fn signed_requests_verify(request in requests()) {
        let request = request.sign(&credentials());
        prop_assert!(request.check("ecr", NOW, SECRET).is_ok());
    }

    #[test]
    fn changed_requests_do_not(request in requests(), at in any::<prop::sample::Index>()) {
        let signed = request.sign(&credentials());
        let mut changed: Vec<(&str, Request)> = Vec::new();
        let method = change(&signed.method, at.index(signed.method.len()));
        changed.push(("method", Request { method, ..signed.clone() }));
        // A letter of the last segment, which no later `..` takes away.
        let path = format!("{}/Q", signed.path);
        changed.push(("path", Request { path, ..signed.clone() }));
        let query = match &signed.query {
            Some(query) => change(query, 2),
            None => "a".to_owned(),
        };
        changed.push(("query", Request { query: Some(query), ..signed.clone() }));
        let dropped = signed.query.as_ref().map(|_| ("no query", Request { query: None, ..signed.clone() }));
        changed.extend(dropped);
        for (name, index) in [("host", 3), ("x-amz-target", 0)] {
            changed.push((name, signed.clone().with(name, Some(&change(signed.header(name), index)))));
        }
        let mut body = signed.body.clone();
        let index = at.index(body.len());
        body[index] ^= 1;
        changed.push(("body", Request { body, ..signed.clone() }));
        let authorization = signed.header("authorization").to_owned();
        let (start, signature) = authorization.split_at(authorization.len() - 64);
        let other = format!("{start}{}", change(signature, at.index(64)));
        changed.push(("signature", signed.clone().with("authorization", Some(&other))));
        for (what, request) in changed {
            prop_assert_eq!(request.fault(), AuthFault::SignatureMismatch, "{}", what);
        }
    }

    #[test]
    fn every_byte_of_the_authorization_counts(request in requests(), at in any::<prop::sample::Index>()) {
        let signed = request.sign(&credentials());
        let authorization = signed.header("authorization").to_owned();
        let index = at.index(authorization.len());
        // The key id is the caller's look-up, and blanks between parameters are free.
        let key_id = authorization.find("AKIDEXAMPLE").map(|start| start..start + 11).expect("the key id");
        prop_assume!(!key_id.contains(&index) && authorization.as_bytes()[index] != b' ');
        let changed = signed.with("authorization", Some(&change(&authorization, index)));
        prop_assert!(changed.check("ecr", NOW, SECRET).is_err());
    }

    #[test]
    fn other_secrets_do_not(request in requests(), at in 0..SECRET.len()) {
        let signed = request.sign(&credentials());
        let fault = signed.check("ecr", NOW, &change(SECRET, at)).expect_err("another secret");
        prop_assert_eq!(fault, AuthFault::SignatureMismatch);
    }

    #[test]
    fn presigned_requests_verify(request in requests(), at in any::<prop::sample::Index>()) {
        let (query, host) = (request.query.as_deref(), "h");
        let target = presign("GET", &request.path, query, host, &credentials(), "eu-west-1", "ecr", 60, NOW);
        let (path, query) = target.split_once('?').expect("a query");
        let sent = |query: &str| Request {
            method: "GET".to_owned(),
            path: path.to_owned(),
            query: Some(query.to_owned()),
            headers: owned(&[("host", host)]),
            body: Vec::new(),
        };
        prop_assert!(sent(query).check("ecr", NOW, SECRET).is_ok());
        let index = query.len() - 64 + at.index(64);
        prop_assert!(sent(&change(query, index)).check("ecr", NOW, SECRET).is_err());
        let longer = query.replace("X-Amz-Expires=60", "X-Amz-Expires=61");
        prop_assert_eq!(sent(&longer).fault(), AuthFault::SignatureMismatch);
    }

    #[test]
    fn no_header_panics(value in proptest::collection::vec(any::<u8>(), 0..200)) {
        never_panics(&value);
        never_panics(&[b"AWS4-HMAC-SHA256 ", value.as_slice()].concat());
    }

    #[test]
    fn no_likely_header_panics(
        value in "AWS4-HMAC-SHA256[ ,\t]{1,2}((Credential|SignedHeaders|Signature|X-Amz-Date)?=?[a-z0-9/;é \u{0}-]{0,12}[,&]? ?){0,6}",
    ) {
        never_panics(value.as_bytes());
    }

    #[test]
    fn no_likely_query_panics(
        value in "((X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token))?=?(AWS4-HMAC-SHA256|[A-Z0-9/%;é+-]{0,12})&?){0,9}",
    ) {
        let parts = RequestParts { method: "GET", path: &value, query: Some(&value), headers: &[] };
        check_all(&parts);
    }
}

fn never_panics(value: &[u8]) {
    let date: (&str, &[u8]) = ("X-Amz-Date", b"20150830T123600Z");
    check_all(&RequestParts {
        method: "GET",
        path: "/",
        query: None,
        headers: &[("Authorization", value), date],
    });
    check_all(&RequestParts {
        method: "GET",
        path: "/",
        query: None,
        headers: &[
            (
                "Authorization",
                b"AWS4-HMAC-SHA256 Credential=a/b/c/d/e,SignedHeaders=a,Signature=b",
            ),
            ("Date", value),
        ],
    });
}

fn check_all(parts: &RequestParts<'_>) {
    match parse(parts) {
        Ok(None) => {}
        Err(fault) => assert!(fault.message().len() < 1024),
        Ok(Some(presented)) => {
            let _ = (presented.check_scope(&["ecr"]), presented.check_freshness(NOW));
            let secret = credentials().secret;
            assert!(
                presented
                    .verify(parts, wharf_sigv4::EMPTY_BODY_SHA256, &secret)
                    .is_err()
            );
        }
    }
}
