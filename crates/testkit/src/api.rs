//! Signed calls of the AWS APIs.

use serde_json::{Value, json};
use wharf_sigv4::{body_sha256, sign};

use crate::{Account, Kit, Request, Response, ZONE};

/// The AWS APIs as one account calls them in one Region.
pub struct Api<'a> {
    kit: &'a Kit,
    account: &'a Account,
    region: &'a str,
}

impl Kit {
    /// Calls of the AWS APIs, signed by an account in a Region.
    pub fn api<'a>(&'a self, account: &'a Account, region: &'a str) -> Api<'a> {
        Api::new(self, account, region)
    }
}

impl<'a> Api<'a> {
    fn new(kit: &'a Kit, account: &'a Account, region: &'a str) -> Api<'a> {
        Api { kit, account, region }
    }

    /// An unsigned JSON 1.1 request of an ECR operation.
    pub fn unsigned(&self, operation: &str, input: &Value) -> Request {
        Request::new("POST", "/")
            .header("Host", format!("api.ecr.{}.{ZONE}", self.region))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header(
                "X-Amz-Target",
                format!("AmazonEC2ContainerRegistry_V20150921.{operation}"),
            )
            .body(input.to_string())
    }

    /// An unsigned form post to STS.
    pub fn unsigned_query(&self, form: &str) -> Request {
        Request::new("POST", "/")
            .header("Host", format!("sts.{}.{ZONE}", self.region))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .body(form.to_owned())
    }

    /// Signs a request for a service with the account's key, at the server's time.
    pub fn signed(&self, service: &str, mut request: Request) -> Request {
        let mut headers = std::mem::take(&mut request.headers);
        let (path, query) = match request.target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (request.target.as_str(), None),
        };
        sign(
            &request.method,
            path,
            query,
            &mut headers,
            &body_sha256(&request.body),
            &self.account.credentials,
            self.region,
            service,
            self.kit.clock.now().micros(),
        );
        request.headers = headers;
        request
    }

    /// Calls an ECR operation.
    pub async fn ecr(&self, operation: &str, input: Value) -> Response {
        let request = self.signed("ecr", self.unsigned(operation, &input));
        self.kit.send(&request).await
    }

    /// Calls an ECR operation that succeeds.
    pub async fn ecr_ok(&self, operation: &str, input: Value) -> Value {
        self.ecr(operation, input).await.expect(200).json()
    }

    /// Calls an STS operation.
    pub async fn sts(&self, form: &str) -> Response {
        let request = self.signed("sts", self.unsigned_query(form));
        self.kit.send(&request).await
    }

    /// Makes a repository.
    pub async fn create_repository(&self, name: &str) -> Value {
        self.ecr_ok("CreateRepository", json!({ "repositoryName": name }))
            .await
    }

    /// The whole value of the `Authorization` header that opens the Region's registries.
    pub async fn token(&self) -> String {
        let output = self.ecr_ok("GetAuthorizationToken", json!({})).await;
        let token = output["authorizationData"][0]["authorizationToken"].as_str();
        format!("Basic {}", token.expect("a token"))
    }
}
