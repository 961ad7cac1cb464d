//! The OCI Distribution Specification 1.1 under `/v2/`, behaving like Amazon ECR where the specification leaves a choice.
//!
//! The file tree is the URL tree: `manifests`, `blobs`, `uploads`, `tags`, `catalog`, `referrers`. `route` reads a path,
//! `namespace` what a mirror's client says beside it, `fault` writes the error bodies. Places in answers (`Location`, `Link`) are paths: they are right behind every proxy, with
//! any scheme, host and port that the client used.

mod blobs;
mod catalog;
mod fault;
mod manifests;
mod namespace;
mod page;
mod referrers;
mod route;
mod tags;
mod uploads;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use http::header::{ALLOW, HeaderName, WWW_AUTHENTICATE};
use http::{HeaderMap, Method, Request, StatusCode};
use wharf_aws::AccountId;
use wharf_node::distribution::{CheckVersion, CheckVersionInput, Target};
use wharf_node::ecr::authorization_token::TokenFault;
use wharf_node::{Call, Error, Operation};
use wharf_oci::name::RepositoryName;

pub(crate) use blobs::{bytes as blob_bytes, head as blob_head};

use crate::authenticate::token;
use crate::request::RequestContext;
use crate::request_body::RequestBody;
use crate::response::{self, Answer};
use route::{Route, RouteError};

static API_VERSION: HeaderName = HeaderName::from_static("docker-distribution-api-version");
static CONTENT_DIGEST: HeaderName = HeaderName::from_static("docker-content-digest");

/// An authenticated request to one registry.
struct RegistryRequest<'a> {
    context: &'a RequestContext<'a>,
    call: Call,
    registry: AccountId,
    method: Method,
    headers: HeaderMap,
    query: String,
    /// The host that the client of a mirror named, where the registry is that one's.
    namespace: Option<String>,
    body: Option<RequestBody>,
}

impl RegistryRequest<'_> {
    fn target(&self, repository: RepositoryName) -> Target {
        Target {
            registry: self.registry,
            repository,
        }
    }

    /// The request's body; each route takes it once.
    fn take_body(&mut self) -> RequestBody {
        self.body.take().expect("INVARIANT: a route takes the body once")
    }

    /// A query parameter, decoded; the first when it is repeated.
    fn parameter(&self, name: &str) -> Option<String> {
        self.parameters(name).next()
    }

    /// All values of a query parameter, decoded.
    fn parameters<'a>(&'a self, name: &'a str) -> impl Iterator<Item = String> + 'a {
        route::parameters(&self.query, name).map(std::borrow::Cow::into_owned)
    }

    fn header(&self, name: impl http::header::AsHeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// The answer of a route. On the heap: a future is copied each time that it becomes part of another one, and these have all the states
/// of their operations.
type Answered<'a> = BoxFuture<'a, Answer>;

/// Performs an operation, which the log names.
async fn perform<O: Operation>(
    context: &RequestContext<'_>,
    call: &Call,
    input: O::Input,
) -> Result<O::Output, Error<O::Fault>> {
    context.noted.operation(O::ROW.name);
    wharf_node::perform::<O>(&context.state.node, call, input).await
}

/// Answers a request under `/v2`.
pub(crate) async fn answer(context: &RequestContext<'_>, request: Request<RequestBody>) -> Answer {
    let answer = dispatch(context, request).await;
    let mut answer = context.settled(answer, fault::crowded);
    response::set(&mut answer, API_VERSION.clone(), "registry/2.0");
    answer
}

/// The refusal of a client that has as much under way as it may.
pub(crate) fn crowded() -> Answer {
    let mut answer = fault::crowded();
    response::set(&mut answer, API_VERSION.clone(), "registry/2.0");
    answer
}

async fn dispatch(context: &RequestContext<'_>, request: Request<RequestBody>) -> Answer {
    let parsed = Route::parse(request.uri().path());
    let methods = parsed.as_ref().map(Route::methods).ok();
    if let (&Method::OPTIONS, Some(methods)) = (request.method(), methods) {
        // Which methods a path has is in the specification: no token is needed, and browsers send none with this question.
        let mut answer = response::empty(StatusCode::OK);
        response::set(&mut answer, ALLOW, methods);
        return answer;
    }
    let mut answer = carry_out(context, request, parsed).await;
    if let (StatusCode::METHOD_NOT_ALLOWED, Some(methods)) = (answer.status(), methods) {
        response::set(&mut answer, ALLOW, methods);
    }
    answer
}

async fn carry_out(
    context: &RequestContext<'_>,
    request: Request<RequestBody>,
    parsed: Result<Route, RouteError>,
) -> Answer {
    let state = context.state;
    let namespace = namespace::of(&state.hosts, &context.authority, &request);
    let registry = match &namespace {
        Some(host) => namespace::registry(&state.hosts, host),
        None => state.hosts.registry(&context.authority),
    };
    let Some((registry, region)) = registry.filter(|(_, region)| state.node.serves(region)) else {
        return fault::unresolvable_host(namespace.as_ref().unwrap_or(&context.authority));
    };
    let call = match token::call(context, request.headers(), &region).await {
        Ok(Some(call)) => call,
        Ok(None) | Err(TokenFault::Invalid) => return challenge(context),
        Err(error @ (TokenFault::Expired | TokenFault::OtherRegion(_))) => {
            return fault::error(StatusCode::FORBIDDEN, "DENIED", &error.to_string());
        }
        Err(TokenFault::Unavailable(error)) => return fault::unavailable(&error),
    };
    if !context.enter_as(&call) {
        return fault::crowded();
    }
    let (head, body) = request.into_parts();
    let route = match parsed {
        Ok(route) => route,
        Err(error) => return fault::route(&error),
    };
    let query = head.uri.query().unwrap_or_default().to_owned();
    let request = RegistryRequest {
        context,
        call,
        registry,
        method: head.method,
        headers: head.headers,
        query,
        namespace: namespace.clone(),
        body: Some(body),
    };
    let answered = match route {
        Route::Version => version(request).boxed(),
        Route::Catalog => catalog::answer(request).boxed(),
        Route::Tags(name) => tags::answer(request, name).boxed(),
        Route::Manifest(name, reference) => manifests::answer(request, name, &reference),
        Route::Blob(name, digest) => blobs::answer(request, name, digest).boxed(),
        Route::Uploads(name) => uploads::start(request, name).boxed(),
        Route::Upload(name, id) => uploads::answer(request, name, id).boxed(),
        Route::Referrers(name, digest) => referrers::answer(request, name, digest).boxed(),
    };
    let mut answer = answered.await;
    if context.underway.standing().has_given_way() && !answer.status().is_success() {
        // The operation saw a body that broke off.
        answer = fault::crowded();
    }
    if let Some(host) = namespace {
        namespace::tell(&mut answer, &host);
    }
    answer
}

async fn version(request: RegistryRequest<'_>) -> Answer {
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return fault::method();
    }
    match perform::<CheckVersion>(request.context, &request.call, CheckVersionInput).await {
        Ok(()) => {
            let mut answer = response::full(StatusCode::OK, "application/json", "{}");
            let context = request.context;
            if request.namespace.is_none() && context.state.hosts.is_default(&context.authority) {
                let call = &request.call;
                let own = call.endpoint.registry_host(&request.registry, &call.region);
                namespace::tell(&mut answer, &own);
            }
            answer
        }
        Err(error) => fault::answer(error),
    }
}

/// Asks for a token: Basic only, as Amazon ECR.
fn challenge(context: &RequestContext<'_>) -> Answer {
    let mut answer = response::text(StatusCode::UNAUTHORIZED, "Not Authorized\n");
    response::note_code(&mut answer, "UNAUTHORIZED");
    let realm = context.endpoint().url("/");
    let realm = format!("Basic realm=\"{realm}\",service=\"ecr.amazonaws.com\"");
    response::set(&mut answer, WWW_AUTHENTICATE, &realm);
    answer
}
