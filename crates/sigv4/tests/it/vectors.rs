//! Requests signed by botocore (`vectors/make.py`): we verify each, and sign each to the same signature.

use serde_json::Value;
use wharf_aws::SecretKey;
use wharf_sigv4::{Credentials, body_sha256, presign, sign};

use crate::request::Request;

struct Table(Value);

impl Table {
    fn read() -> Self {
        Self(serde_json::from_str(include_str!("../vectors/vectors.json")).expect("our own table"))
    }

    fn text(&self, name: &str) -> &str {
        self.0[name].as_str().expect(name)
    }

    fn now(&self) -> i64 {
        self.0["now_seconds"].as_i64().expect("seconds") * 1_000_000
    }

    fn each(&self, mut check: impl FnMut(&str, &Value, Request)) {
        let vectors = self.0["vectors"].as_array().expect("vectors");
        assert!(vectors.len() >= 44, "the table lost vectors");
        for vector in vectors {
            let text = |name: &str| vector[name].as_str().expect(name).to_owned();
            let headers = vector["headers"].as_array().expect("headers").iter();
            let part = |pair: &Value, index: usize| pair[index].as_str().expect("text").to_owned();
            let request = Request {
                method: text("method"),
                path: text("path"),
                query: vector["query"].as_str().map(str::to_owned),
                headers: headers.map(|pair| (part(pair, 0), part(pair, 1))).collect(),
                body: text("body").into_bytes(),
            };
            check(&text("name"), vector, request);
        }
    }

    fn credentials(&self, vector: &Value) -> Credentials {
        Credentials {
            access_key_id: self.text("access_key_id").to_owned(),
            secret: SecretKey::new(self.text("secret").to_owned()),
            session_token: vector["session_token"].as_str().map(str::to_owned),
        }
    }
}

#[test]
fn verified() {
    let table = Table::read();
    table.each(|name, vector, request| {
        let service = vector["service"].as_str().expect("service");
        let presented = request.parse().expect(name).expect(name);
        let digest = body_sha256(&request.body);
        let string_to_sign = request.with_parts(|parts| presented.string_to_sign(parts, &digest));
        let canonical = request.with_parts(|parts| presented.canonical_request(parts, &digest));
        if vector["session_token"].is_null() {
            assert_eq!(
                canonical,
                vector["canonical_request"].as_str().expect(name),
                "{name}"
            );
        } else {
            assert!(
                canonical.contains("(secret)") && !canonical.contains("EXAMPLEtc764"),
                "{name}"
            );
        }
        assert_eq!(
            string_to_sign,
            vector["string_to_sign"].as_str().expect(name),
            "{name}"
        );
        request
            .check(service, table.now(), table.text("secret"))
            .expect(name);
        assert_eq!(presented.access_key_id(), table.text("access_key_id"), "{name}");
        assert_eq!(presented.scope().region, table.text("region"), "{name}");
        assert_eq!(
            presented.session_token(),
            vector["session_token"].as_str(),
            "{name}"
        );
        assert_eq!(
            presented.is_presigned(),
            vector["presigned"].as_bool().expect(name),
            "{name}"
        );
        assert_eq!(presented.signed_at_micros(), table.now(), "{name}");
    });
}

#[test]
fn signed_alike() {
    let table = Table::read();
    let mut compared = 0;
    table.each(|name, vector, mut request| {
        if vector["presigned"] == true || !request.header("date").is_empty() {
            return;
        }
        let theirs = request.header("authorization").to_owned();
        let digest = body_sha256(&request.body);
        let service = vector["service"].as_str().expect("service");
        sign(
            &request.method,
            &request.path,
            request.query.as_deref(),
            &mut request.headers,
            &digest,
            &table.credentials(vector),
            table.text("region"),
            service,
            table.now(),
        );
        assert_eq!(request.header("authorization"), theirs, "{name}");
        compared += 1;
    });
    assert!(compared >= 35, "{compared}");
}

#[test]
fn presigned_alike() {
    let table = Table::read();
    let mut compared = 0;
    table.each(|name, vector, request| {
        if vector["presigned"] == false || request.headers.len() > 1 {
            return;
        }
        let target = vector["unsigned_target"].as_str().expect(name);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let ours = presign(
            &request.method,
            path,
            Some(query),
            request.header("host"),
            &table.credentials(vector),
            table.text("region"),
            vector["service"].as_str().expect("service"),
            u32::try_from(vector["expires"].as_u64().expect("seconds")).expect("small"),
            table.now(),
        );
        let signature = format!("&X-Amz-Signature={}", vector["signature"].as_str().expect(name));
        assert!(ours.ends_with(&signature), "{name}: {ours}");
        compared += 1;
    });
    assert!(compared >= 3, "{compared}");
}
