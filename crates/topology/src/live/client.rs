//! Signed calls: JSON 1.1 to ECR and Organizations, Query to IAM and STS.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use wharf_sigv4::{Credentials, body_sha256, sign};

use super::form::form;
use super::{LiveError, xml};

/// A call that failed for no fault of its own is tried so often.
const ATTEMPTS: u32 = 5;
/// The pause before the second attempt; each further one is twice as long.
const PAUSE: Duration = Duration::from_millis(200);
/// A download is sent elsewhere so often.
const REDIRECTS: usize = 5;
/// No answer of these services is longer.
const MAX_ANSWER: usize = 64 * 1024 * 1024;

/// The services that are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Amazon ECR.
    Ecr,
    /// AWS IAM.
    Iam,
    /// AWS STS.
    Sts,
    /// AWS Organizations.
    Organizations,
}

impl Service {
    fn name(self) -> &'static str {
        match self {
            Service::Ecr => "ecr",
            Service::Iam => "iam",
            Service::Sts => "sts",
            Service::Organizations => "organizations",
        }
    }

    /// The target's prefix, in JSON 1.1.
    fn target(self) -> Option<&'static str> {
        match self {
            Service::Ecr => Some("AmazonEC2ContainerRegistry_V20150921"),
            Service::Organizations => Some("AWSOrganizationsV20161128"),
            Service::Iam | Service::Sts => None,
        }
    }

    /// The version, in Query.
    fn version(self) -> &'static str {
        match self {
            Service::Iam => "2010-05-08",
            _ => "2011-06-15",
        }
    }

    /// The Region whose name is signed: global services have one.
    fn region(self, region: &str) -> &str {
        match self {
            Service::Iam | Service::Organizations => "us-east-1",
            Service::Ecr | Service::Sts => region,
        }
    }

    /// Where AWS has it.
    fn url(self, region: &str) -> String {
        match self {
            Service::Ecr => format!("https://api.ecr.{region}.amazonaws.com"),
            Service::Iam => "https://iam.amazonaws.com".to_owned(),
            Service::Sts => format!("https://sts.{region}.amazonaws.com"),
            Service::Organizations => "https://organizations.us-east-1.amazonaws.com".to_owned(),
        }
    }
}

/// Who calls.
pub type Identity = Credentials;

/// A way to an endpoint, as one principal or as none.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    /// One address for all services; AWS's own when there is none.
    endpoint: Option<String>,
    region: String,
    /// None signs nothing.
    identity: Option<Arc<Identity>>,
    /// Microseconds since the epoch.
    now: fn() -> i64,
}

impl Client {
    /// A client in a Region, at an address for all services, or at AWS.
    pub fn new(
        http: reqwest::Client,
        endpoint: Option<String>,
        region: &str,
        identity: Identity,
        now: fn() -> i64,
    ) -> Client {
        Client::unsigned(http, endpoint, region, now).with(identity)
    }

    /// The same without a principal, for what is asked for without a signature: `AssumeRoleWithWebIdentity`.
    pub fn unsigned(
        http: reqwest::Client,
        endpoint: Option<String>,
        region: &str,
        now: fn() -> i64,
    ) -> Client {
        Client {
            http,
            endpoint: endpoint.map(|url| url.trim_end_matches('/').to_owned()),
            region: region.to_owned(),
            identity: None,
            now,
        }
    }

    /// The same as another principal.
    #[must_use]
    pub fn with(&self, identity: Identity) -> Client {
        Client {
            identity: Some(Arc::new(identity)),
            ..self.clone()
        }
    }

    /// The same in another Region.
    #[must_use]
    pub fn within(&self, region: &str) -> Client {
        Client {
            region: region.to_owned(),
            ..self.clone()
        }
    }

    /// The Region that it calls.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// As whom it calls.
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.as_deref()
    }

    /// The address of all services; none when it calls AWS itself.
    pub fn endpoint(&self) -> Option<&str> {
        self.endpoint.as_deref()
    }

    /// By what it speaks HTTP: it trusts who this client trusts.
    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// Whether it calls AWS itself.
    pub fn is_aws(&self) -> bool {
        self.endpoint.is_none()
    }

    /// Calls an operation; `input` as the API's JSON has it, under every protocol.
    pub async fn call(&self, service: Service, operation: &str, input: Value) -> Result<Value, LiveError> {
        let mut pause = PAUSE;
        for _ in 1..ATTEMPTS {
            match self.attempt(service, operation, &input).await {
                Err(error) if is_passing(&error) => {
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                }
                outcome => return outcome,
            }
        }
        self.attempt(service, operation, &input).await
    }

    /// All items of a list, page after page.
    pub async fn list(
        &self,
        service: Service,
        operation: &str,
        mut input: Value,
        items: &str,
    ) -> Result<Vec<Value>, LiveError> {
        // What was the last page's token, and what it is called in the next request.
        let tokens = [
            ("NextToken", "NextToken"),
            ("nextToken", "nextToken"),
            ("Marker", "Marker"),
        ];
        let mut all = Vec::new();
        loop {
            let answer = self.call(service, operation, input.clone()).await?;
            if let Value::Array(page) = &answer[items] {
                all.extend(page.iter().cloned());
            }
            let next = tokens.iter().find_map(|(given, asked)| {
                let token = answer[*given].as_str().filter(|token| !token.is_empty())?;
                Some((*asked, token.to_owned()))
            });
            match next {
                Some((name, token)) => input[name] = Value::String(token),
                None => return Ok(all),
            }
        }
    }

    /// The bytes at an address that an answer gave, piece by piece. Redirects are followed: layers may be kept elsewhere, and the request
    /// has nothing in it that is not in its address.
    pub async fn download(&self, url: &str) -> Result<Download, LiveError> {
        let (mut at, mut left) = (url.to_owned(), REDIRECTS);
        let answer = loop {
            let answer = self.http.get(&at).send().await;
            let answer = answer.map_err(|error| LiveError::unreachable("GET", &at, reasons(error)))?;
            match elsewhere(&answer) {
                Some(next) if left > 0 => (at, left) = (next, left - 1),
                _ => break answer,
            }
        };
        if !answer.status().is_success() {
            return Err(LiveError::unreachable("GET", &at, answer.status().to_string()));
        }
        Ok(Download { answer, url: at })
    }

    async fn attempt(&self, service: Service, operation: &str, input: &Value) -> Result<Value, LiveError> {
        let region = service.region(&self.region);
        let url = self.endpoint.clone().unwrap_or_else(|| service.url(region));
        let (content_type, body) = match service.target() {
            Some(_) => ("application/x-amz-json-1.1", input.to_string()),
            None => (
                "application/x-www-form-urlencoded; charset=utf-8",
                form(operation, service.version(), input),
            ),
        };
        let authority = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let mut headers = vec![
            ("host".to_owned(), authority.to_owned()),
            ("content-type".to_owned(), content_type.to_owned()),
        ];
        if let Some(prefix) = service.target() {
            headers.push(("x-amz-target".to_owned(), format!("{prefix}.{operation}")));
        }
        if let Some(identity) = &self.identity {
            sign(
                "POST",
                "/",
                None,
                &mut headers,
                &body_sha256(body.as_bytes()),
                identity,
                region,
                service.name(),
                (self.now)(),
            );
        }
        let unreachable = |error: reqwest::Error| LiveError::unreachable(operation, &url, reasons(error));
        let mut request = self.http.post(format!("{url}/"));
        for (name, value) in headers.iter().filter(|(name, _)| name != "host") {
            request = request.header(name, value);
        }
        let mut answer = request.body(body).send().await.map_err(unreachable)?;
        let status = answer.status();
        let unreadable = |reason: String| LiveError::Unreadable {
            operation: operation.to_owned(),
            reason,
        };
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > MAX_ANSWER {
                return Err(unreadable("it is too long".to_owned()));
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        let value = read(service, &text);
        if !status.is_success() {
            return Err(fault(
                service,
                operation,
                status.as_u16(),
                value.unwrap_or_default(),
            ));
        }
        let value = value.map_err(unreadable)?;
        Ok(match service.target() {
            Some(_) => value,
            None => value[format!("{operation}Result")].clone(),
        })
    }
}

/// Bytes that are coming.
pub struct Download {
    answer: reqwest::Response,
    url: String,
}

impl Download {
    /// The next piece; nothing at the end.
    pub async fn chunk(&mut self) -> Result<Option<Vec<u8>>, LiveError> {
        let chunk = self.answer.chunk().await;
        let chunk = chunk.map_err(|error| LiveError::unreachable("GET", &self.url, reasons(error)))?;
        Ok(chunk.map(|chunk| chunk.to_vec()))
    }
}

/// Where an answer sends its reader, if it does.
fn elsewhere(answer: &reqwest::Response) -> Option<String> {
    let location = answer.headers().get(reqwest::header::LOCATION)?.to_str().ok()?;
    let url = answer.url().join(location).ok()?;
    answer.status().is_redirection().then(|| url.into())
}

fn read(service: Service, text: &str) -> Result<Value, String> {
    match service.target() {
        Some(_) if text.trim().is_empty() => Ok(Value::Object(serde_json::Map::new())),
        Some(_) => serde_json::from_str(text).map_err(|error| error.to_string()),
        None => xml::read(text),
    }
}

fn fault(service: Service, operation: &str, status: u16, body: Value) -> LiveError {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let code = text(&body["Error"]["Code"]).or_else(|| {
        let full = body["__type"].as_str()?;
        full.rsplit('#').next().map(str::to_owned)
    });
    let places = [&body["Error"]["Message"], &body["message"], &body["Message"]];
    LiveError::Fault {
        service: service.name(),
        operation: operation.to_owned(),
        code: code.unwrap_or_else(|| format!("HTTP {status}")),
        message: places.into_iter().find_map(text).unwrap_or_default(),
    }
}

/// Whether the same call may succeed a moment later.
fn is_passing(error: &LiveError) -> bool {
    const CODES: [&str; 8] = [
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "ServiceUnavailable",
        "ServerException",
        "ServiceFailure",
        "ConcurrentModificationException",
        "HTTP 503",
    ];
    matches!(error, LiveError::Unreachable { .. }) || error.is(&CODES)
}

/// An error with what caused it: the outermost says only that something failed. Without its URL, which may let its reader in.
fn reasons(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        let _ = write!(text, ": {inner}");
        cause = inner.source();
    }
    text
}
