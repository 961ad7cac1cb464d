//! Signature Version 4.
//!
//! In two steps, because the signature covers the body: first everything that the head tells, so that no client
//! without a key makes us read a body; then the signature itself. Where the head says the body's hash, the signature needs no
//! more than the head, and a client without the secret makes us read no body either.

use http::request::Parts;
use wharf_aws::{Region, SecretKey};
use wharf_node::authenticate::{CredentialFault, by_access_key};
use wharf_node::{Call, Unavailable};
use wharf_sigv4::{AuthFault, Presented, RequestParts, ScopeFault};

use super::refused;
use crate::body::{self, CollectError, Collected};
use crate::request::RequestContext;
use crate::request_body::RequestBody;

/// A request whose head is in order: signed by a key that exists, for a service and a Region that we serve, now.
pub(crate) struct Claimed {
    presented: Presented,
    secret: SecretKey,
    call: Call,
}

/// The services that are one for all Regions, and the Region that calls of them are made in (AWS General Reference,
/// *AWS Identity and Access Management endpoints*, *AWS Organizations endpoints*). Clients with an endpoint of their own sign with the
/// Region that they are configured for, so any served one does; conditions and records see this one all the same.
const GLOBAL: &[&str] = &["iam", "organizations"];
const GLOBAL_REGION: &str = "us-east-1";

/// Why a signed request was refused.
#[derive(Debug)]
pub(crate) enum SignatureFault {
    /// The request is at fault.
    Refused(AuthFault),
    /// We are.
    Unavailable(Unavailable),
}

/// Why the body of a signed request was not read, or not believed.
#[derive(Debug)]
pub(crate) enum ReadFault {
    /// The signature is not of this request.
    Refused(AuthFault),
    /// The body was not read.
    Unread(CollectError),
}

impl From<AuthFault> for SignatureFault {
    fn from(fault: AuthFault) -> SignatureFault {
        SignatureFault::Refused(fault)
    }
}

/// Checks everything but the signature, and records a refusal. `services` are those that the request may address.
pub(crate) async fn claim(
    context: &RequestContext<'_>,
    head: &Parts,
    services: &[&str],
) -> Result<Claimed, SignatureFault> {
    let claimed = check(context, head, services).await;
    if let Err(SignatureFault::Refused(fault)) = &claimed {
        record(context, head, fault).await;
    }
    claimed
}

/// Records a refusal; a request without a signature is none.
async fn record(context: &RequestContext<'_>, head: &Parts, fault: &AuthFault) {
    if *fault == AuthFault::Missing {
        return;
    }
    let presented = wharf_sigv4::parse(&parts(head, &headers(context, head)));
    let presented = presented.ok().flatten();
    let key = presented
        .as_ref()
        .map(|presented| presented.access_key_id().to_owned());
    let region = presented.and_then(|presented| presented.scope().region.parse().ok());
    let why = (fault.json_code(), fault.message());
    refused::record(context, &head.headers, (key, region), why).await;
}

async fn check(
    context: &RequestContext<'_>,
    head: &Parts,
    services: &[&str],
) -> Result<Claimed, SignatureFault> {
    let headers = headers(context, head);
    let presented = wharf_sigv4::parse(&parts(head, &headers))?.ok_or(AuthFault::Missing)?;
    presented.check_scope(services)?;
    let node = &context.state.node;
    let wrong_region = || AuthFault::Scope(vec![ScopeFault::Region(presented.scope().region.clone())]);
    let region: Region = presented.scope().region.parse().map_err(|_| wrong_region())?;
    let addressed = context.state.hosts.api_region(&context.authority);
    let global: Region = GLOBAL_REGION
        .parse()
        .expect("INVARIANT: it is the name of a Region");
    let is_global = GLOBAL.contains(&presented.scope().service.as_str());
    let is_here = match is_global {
        true => region == global || node.serves(&region),
        false => node.serves(&region) && addressed.is_none_or(|addressed| addressed == region),
    };
    if !is_here {
        return Err(wrong_region().into());
    }
    let region = if is_global { global } else { region };
    presented.check_freshness(node.clock.now().micros())?;
    let credential = by_access_key(node, presented.access_key_id(), presented.session_token()).await;
    let (identified, secret) = credential.map_err(|fault| match fault {
        CredentialFault::Invalid | CredentialFault::Unreadable(_) => AuthFault::InvalidToken.into(),
        CredentialFault::Expired => AuthFault::ExpiredToken.into(),
        CredentialFault::Unavailable(unavailable) => SignatureFault::Unavailable(unavailable),
    })?;
    let call = context.call(identified, region, &head.headers);
    Ok(Claimed {
        presented,
        secret,
        call,
    })
}

impl Claimed {
    /// The signing name of the service that the request addresses.
    pub(crate) fn service(&self) -> &str {
        &self.presented.scope().service
    }

    /// Reads the body, of at most `limit` bytes, and checks the signature, and records a refusal. The body has its room until it is
    /// dropped.
    pub(crate) async fn read(
        self,
        context: &RequestContext<'_>,
        head: &Parts,
        body: RequestBody,
        limit: usize,
    ) -> Result<(Call, Collected), ReadFault> {
        let read = self.verified(context, head, body, limit).await;
        if let Err(ReadFault::Refused(fault)) = &read {
            record(context, head, fault).await;
        }
        read
    }

    /// Checks the signature before the body is read, where the head says the body's hash and so all that is signed.
    async fn verified(
        self,
        context: &RequestContext<'_>,
        head: &Parts,
        body: RequestBody,
        limit: usize,
    ) -> Result<(Call, Collected), ReadFault> {
        let said = self
            .presented
            .said_body_sha256(&parts(head, &headers(context, head)));
        if let Some(said) = &said {
            self.verify(context, head, said).map_err(ReadFault::Refused)?;
            // What it reads from now on is counted among what its principal has under way.
            if !context.enter_as(&self.call) {
                return Err(ReadFault::Unread(CollectError::Crowded));
            }
        }
        let body = match said {
            Some(_) => body::collect(body, limit, Some(context.verified(&self.call))).await,
            None => {
                let key = self.presented.access_key_id();
                context.collect_unverified(body, limit, Some(key)).await
            }
        };
        let body = body.map_err(ReadFault::Unread)?;
        let hash = wharf_sigv4::body_sha256(&body.bytes);
        match said {
            Some(said) if said == hash => return Ok((self.call, body)),
            Some(_) => return Err(ReadFault::Refused(AuthFault::PayloadMismatch)),
            None => self.verify(context, head, &hash).map_err(ReadFault::Refused)?,
        }
        if !context.enter_as(&self.call) {
            return Err(ReadFault::Unread(CollectError::Crowded));
        }
        let body = body.into_share(context.verified(&self.call));
        Ok((self.call, body.map_err(ReadFault::Unread)?))
    }

    /// Checks the signature over the head and a body of this hash.
    fn verify(&self, context: &RequestContext<'_>, head: &Parts, body_sha256: &str) -> Result<(), AuthFault> {
        let headers = headers(context, head);
        self.presented.verify(&parts(head, &headers), body_sha256, &self.secret).inspect_err(|fault| {
            tracing::debug!(request_id = %context.request_id, principal = %self.call.principal.arn, %fault, "refused");
        })
    }
}

/// The headers as received; HTTP/2 has an authority in place of `Host`.
fn headers<'a>(context: &'a RequestContext<'_>, head: &'a Parts) -> Vec<(&'a str, &'a [u8])> {
    let mut headers: Vec<(&str, &[u8])> = head
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes()))
        .collect();
    if !head.headers.contains_key(http::header::HOST) {
        headers.push(("host", context.authority.as_bytes()));
    }
    headers
}

fn parts<'a>(head: &'a Parts, headers: &'a [(&'a str, &'a [u8])]) -> RequestParts<'a> {
    RequestParts {
        method: head.method.as_str(),
        path: head.uri.path(),
        query: head.uri.query(),
        headers,
    }
}
