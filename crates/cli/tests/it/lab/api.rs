//! Signed calls of ECR's API, blocking.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::ClientConfig;
use serde_json::{Value, json};
use wharf_sigv4::{Credentials, body_sha256, sign};

use super::node::{KEY, SECRET};
use super::{Answer, Http, REGION, trusting};
use crate::program::Node;

/// The API as the root user of an account calls it.
pub(crate) struct Api {
    address: SocketAddr,
    credentials: Credentials,
    tls: Option<Arc<ClientConfig>>,
    region: &'static str,
}

impl Api {
    /// The first account at a node that knows its key.
    pub(crate) fn of_node(node: &Node) -> Api {
        let api = Api::new(
            node.listen().parse().unwrap(),
            KEY.to_owned(),
            SECRET.to_owned(),
            REGION,
        );
        Api {
            tls: trusting(node),
            ..api
        }
    }

    /// The same with the variables that `wharf env` prints.
    pub(crate) fn of_variables(node: &Node, variables: &Value) -> Api {
        let variable = |name: &str| variables[name].as_str().map(str::to_owned);
        let credentials = Credentials {
            access_key_id: variable("AWS_ACCESS_KEY_ID").unwrap(),
            secret: wharf_aws::SecretKey::new(variable("AWS_SECRET_ACCESS_KEY").unwrap()),
            session_token: variable("AWS_SESSION_TOKEN"),
        };
        Api {
            credentials,
            ..Api::of_node(node)
        }
    }

    pub(super) fn new(address: SocketAddr, key: String, secret: String, region: &'static str) -> Api {
        let credentials = Credentials {
            access_key_id: key,
            secret: wharf_aws::SecretKey::new(secret),
            session_token: None,
        };
        Api {
            address,
            credentials,
            tls: None,
            region,
        }
    }

    /// Calls an operation.
    pub(crate) fn call(&self, operation: &str, input: &Value) -> Answer {
        let answer = self.call_over(&mut self.connection(), self.region, operation, input);
        answer.unwrap_or_else(|error| panic!("{operation}: {error}"))
    }

    /// The same in a Region, over a connection that may be open already.
    pub(crate) fn call_over(
        &self,
        http: &mut Http,
        region: &str,
        operation: &str,
        input: &Value,
    ) -> io::Result<Answer> {
        let target = format!("AmazonEC2ContainerRegistry_V20150921.{operation}");
        let headers = [
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", &target),
        ];
        self.send(http, (region, "ecr"), &headers, &input.to_string())
    }

    /// A connection, opened when needed.
    pub(crate) fn connection(&self) -> Http {
        Http::new(self.address, String::new()).over_tls(self.tls.clone())
    }

    /// Calls an operation of STS.
    pub(crate) fn sts(&self, action: &str) -> Answer {
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let form = format!("Action={action}&Version=2011-06-15");
        let answer = self.send(&mut self.connection(), (self.region, "sts"), &headers, &form);
        answer.unwrap_or_else(|error| panic!("{action}: {error}"))
    }

    fn send(
        &self,
        http: &mut Http,
        (region, service): (&str, &str),
        headers: &[(&str, &str)],
        body: &str,
    ) -> io::Result<Answer> {
        let host = self.address.to_string();
        let mut headers: Vec<(String, String)> = [("host", &*host)]
            .iter()
            .chain(headers)
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let now = wharf_node::Clock::system().now().micros();
        let hash = body_sha256(body.as_bytes());
        sign(
            "POST",
            "/",
            None,
            &mut headers,
            &hash,
            &self.credentials,
            region,
            service,
            now,
        );
        let headers: String = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        http.send("POST", "/", &headers, body.as_bytes())
    }

    /// Makes a repository.
    pub(crate) fn create_repository(&self, name: &str) {
        self.call("CreateRepository", &json!({ "repositoryName": name }))
            .expect(200);
    }

    /// Uploads the bytes of a layer, without an end; the upload's id.
    pub(crate) fn upload_layer(&self, repository: &str, bytes: &[u8]) -> Value {
        let begun = json!({ "repositoryName": repository });
        let id = self.call("InitiateLayerUpload", &begun).expect(200).json()["uploadId"].clone();
        let part = json!({
            "repositoryName": repository, "uploadId": id, "partFirstByte": 0, "partLastByte": bytes.len() - 1,
            "layerPartBlob": STANDARD.encode(bytes),
        });
        self.call("UploadLayerPart", &part).expect(200);
        id
    }

    /// Ends the upload of a layer.
    pub(crate) fn complete_layer(&self, repository: &str, id: &Value, digest: &str) {
        let end = json!({"repositoryName": repository, "uploadId": id, "layerDigests": [digest]});
        self.call("CompleteLayerUpload", &end).expect(200);
    }

    /// The password that registries take with the user `AWS`.
    pub(crate) fn password(&self) -> String {
        self.password_in(self.region)
    }

    /// The same in a Region.
    pub(crate) fn password_in(&self, region: &str) -> String {
        let mut http = self.connection();
        let answer = self.call_over(&mut http, region, "GetAuthorizationToken", &json!({}));
        let answer = answer.unwrap().expect(200).json();
        let token = answer["authorizationData"][0]["authorizationToken"]
            .as_str()
            .unwrap()
            .to_owned();
        let text = String::from_utf8(decode(&token)).unwrap();
        text.strip_prefix("AWS:").unwrap().to_owned()
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Standard base64 (RFC 4648), decoded by code that is not the server's.
fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| *byte != b'=') {
        let value = ALPHABET.iter().position(|letter| *letter == byte).unwrap();
        held = held << 6 | u32::try_from(value).unwrap();
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    bytes
}

/// `Authorization` of a registry's user.
pub(crate) fn basic(password: &str) -> String {
    let mut text = String::from("Basic ");
    for group in format!("AWS:{password}").as_bytes().chunks(3) {
        let held = group
            .iter()
            .fold(0_u32, |held, byte| held << 8 | u32::from(*byte))
            << (8 * (3 - group.len()));
        for place in 0..4 {
            let letter = ALPHABET[(held >> (18 - 6 * place) & 63) as usize];
            text.push(if place > group.len() {
                '='
            } else {
                char::from(letter)
            });
        }
    }
    text
}
