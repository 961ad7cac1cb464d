//! What a request meets before any protocol: the node's state, the connection's other end, and what is known of the
//! request before its body is read.
//!
//! In which Region a call is made is decided where its caller is:
//!
//! | request | Region | code |
//! |---|---|---|
//! | under `/v2` | the host's: of a registry's name, of an alias, or the default registry's; where that is asked to read for a host named by `ns`, that host's | `distribution::namespace`, `hosts` |
//! | signed | the credential scope's; an API host that names another is refused. Global services: `us-east-1`, by the signature of any served Region | `authenticate::signature` |
//! | unsigned Query | the API host's, else the default registry's | [`RequestContext::unsigned_call`] |
//! | through the operators' socket | of the header `wharf-region`, else the default registry's | `authenticate::operator` |
//! | under `/layers/` | the one that the sealed address names | `download` |
//!
//! A Region that the node does not serve is refused, but for an unsigned request, which falls back to the default.

use std::net::IpAddr;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::header::{HOST, USER_AGENT};
use http::{HeaderMap, Request, Version};
use tokio::sync::watch;
use wharf_aws::forwarded::is_host;
use wharf_aws::{AccountId, Region, RequestId};
use wharf_node::authenticate::{Identified, unsigned};
use wharf_node::{AnswerMemory, Call, CalledAlias, Endpoint, Node};

use crate::body::{self, Body, CollectError, Collected};
use crate::bounds::{self, Bounds, Client};
use crate::budget::{Share, UsedUp};
use crate::cors::CorsOrigins;
use crate::heads;
use crate::hosts::Hosts;
use crate::metrics::Exposed;
use crate::peer::Peer;
use crate::proxies::{Source, TrustedProxies};
use crate::public_url::PublicUrl;
use crate::request_body::RequestBody;
use crate::response::Answer;
use crate::slots::{Occupant, Slots};
use crate::together::Together;
use crate::underway::{Standing, Underway};

/// How the bytes of a layer reach a client of the registry protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Downloads {
    /// In the answer itself: 200, as the OCI specification demands. A store whose bytes another host serves may send clients
    /// there all the same.
    Direct,
    /// By a redirect to a signed URL: 307, as Amazon ECR does.
    Redirect,
}

/// What every request sees.
pub(crate) struct State {
    pub(crate) node: Arc<Node>,
    pub(crate) hosts: Hosts,
    pub(crate) public_url: Option<PublicUrl>,
    pub(crate) proxies: TrustedProxies,
    pub(crate) cors: CorsOrigins,
    pub(crate) downloads: Downloads,
    pub(crate) metrics: Option<Exposed>,
    /// Whether the server will end, and answers until then.
    pub(crate) is_leaving: AtomicBool,
    pub(crate) draining: watch::Sender<bool>,
    pub(crate) bounds: Bounds,
    /// Whether the databases answer.
    pub(crate) ready: Together<Option<String>>,
}

/// How long a body of which it is not known whose it is may still arrive when the server ends.
const LAST_MOMENT: Duration = Duration::from_secs(3);

impl State {
    /// Waits until the server ends.
    pub(crate) async fn ends(&self) {
        let ended = self
            .draining
            .subscribe()
            .wait_for(|draining| *draining)
            .await
            .map(drop);
        ended.expect("INVARIANT: the state has the sender");
    }

    async fn last_moment(&self) {
        self.ends().await;
        tokio::time::sleep(LAST_MOMENT).await;
    }
}

/// What a front end knows of a request before it has read its body.
pub(crate) struct RequestContext<'a> {
    pub(crate) state: &'a State,
    pub(crate) peer: Peer,
    /// Who sent it: the peer, or the client that a trusted proxy speaks for.
    pub(crate) source: Source,
    pub(crate) request_id: RequestId,
    /// The `Host` header, or HTTP/2's authority; as the client sent it, where a trusted proxy says that it changed it.
    pub(crate) authority: String,
    /// What the request may hold until the last byte of its answer has gone.
    pub(crate) underway: &'a Underway,
    /// What the log says of it.
    pub(crate) noted: Noted,
}

/// What the log says of a request, as far as it came.
#[derive(Default)]
pub(crate) struct Noted {
    principal: OnceLock<String>,
    operation: OnceLock<&'static str>,
}

impl Noted {
    /// Who is proved to ask.
    pub(crate) fn principal(&self, call: &Call) {
        let _ = self.principal.set(call.principal.arn.clone());
    }

    /// Which operation was asked for.
    pub(crate) fn operation(&self, name: &'static str) {
        let _ = self.operation.set(name);
    }

    /// Who asks for which operation.
    pub(crate) fn get(&self) -> (Option<&str>, Option<&'static str>) {
        (
            self.principal.get().map(String::as_str),
            self.operation.get().copied(),
        )
    }
}

impl RequestContext<'_> {
    /// The address that bounds are counted for. Operators of the machine have none.
    fn address(&self) -> Option<IpAddr> {
        let peer = self.peer.address.map(|address| address.ip());
        self.source.address.or(peer)
    }

    /// Takes a place for a request of the client's address; false beyond the bound.
    pub(crate) fn enter(&self) -> bool {
        let bounds = &self.state.bounds;
        bounds.leave_files_to(self.state.node.open_databases());
        self.enter_among(&bounds.requests, "requests")
    }

    /// The same for a question about the node itself. Its places are apart: it is answered however much clients ask.
    pub(crate) fn enter_to_look(&self) -> bool {
        self.enter_among(&self.state.bounds.looks, "looks")
    }

    /// The memory of the request's head over HTTP/2 as long as this is kept; an error beyond the bound. Over HTTP/1 its connection has it.
    pub(crate) fn room_of_head(&self, request: &Request<RequestBody>) -> Result<Option<Share>, UsedUp> {
        let address = self.address().filter(|_| request.version() == Version::HTTP_2);
        let Some(address) = address else { return Ok(None) };
        let mut share = self.state.bounds.stream_heads.share([Client::at(address)]);
        share
            .charge(heads::length(request))
            .inspect_err(|_used_up| bounds::refused("heads"))?;
        Ok(Some(share))
    }

    fn enter_among(&self, slots: &Slots, bound: &'static str) -> bool {
        let Some(address) = self.address() else {
            return true;
        };
        self.underway.standing().asks_within(bound);
        // What a trusted proxy does not tell apart is of many clients.
        let occupant = (!self.state.proxies.contains(address))
            .then(|| Arc::<Standing>::clone(self.underway.standing()) as Arc<dyn Occupant>);
        let slot = slots.take(Client::at(address), occupant);
        if slot.is_none() {
            bounds::refused(bound);
        }
        slot.map(|slot| self.underway.keep(slot)).is_some()
    }

    /// Takes a place for a request of the caller, who is proved; false beyond the bound, and where it has lost its place at its address.
    pub(crate) fn enter_as(&self, call: &Call) -> bool {
        self.noted.principal(call);
        self.underway.prove()
            && call
                .charged()
                .is_none_or(|arn| self.enter_for(Client::Principal(arn.into()), call.account))
    }

    /// The same for a request of an account of which no more is known.
    pub(crate) fn enter_for_account(&self, account: AccountId) -> bool {
        self.underway.prove() && self.enter_for(Client::Account(account), account)
    }

    fn enter_for(&self, principal: Client, account: AccountId) -> bool {
        let taken = self.state.bounds.callers.take(principal, account);
        taken
            .map(|slot| self.underway.keep_for_caller(slot))
            .map_err(bounds::refused)
            .is_ok()
    }

    /// The whole body of a request that names a key or is not signed, as long as it is not known whose it is. It makes room for other
    /// clients, and a server that ends does not wait for it.
    pub(crate) async fn collect_unverified(
        &self,
        body: RequestBody,
        limit: usize,
        key: Option<&str>,
    ) -> Result<Collected, CollectError> {
        let address = self.address().map(Client::at);
        let key = key.map_or(Client::Unsigned, |key| Client::Key(key.to_owned()));
        let clients = address.into_iter().chain([key]);
        let share = self.state.bounds.unverified.share(clients);
        tokio::select! {
            biased;
            body = body::collect(body, limit, Some(share)) => body,
            () = self.underway.standing().displaced() => Err(CollectError::Crowded),
            () = self.state.last_moment() => Err(CollectError::Crowded),
        }
    }

    /// The room of a body of a caller.
    pub(crate) fn verified(&self, call: &Call) -> Share {
        self.state.bounds.bodies.share([Client::Account(call.account)])
    }

    /// Where the bytes of the answer to a caller are counted. Operators of the machine have no bounds.
    fn answer_memory(&self, caller: &Identified) -> AnswerMemory {
        if caller.operator.is_some() {
            return AnswerMemory::default();
        }
        let share = || self.state.bounds.answers.share([Client::Account(caller.account)]);
        AnswerMemory::of(self.underway.answer_room(share))
    }

    /// The answer, which has its room in memory until its last byte has gone; the refusal where there is none.
    pub(crate) fn settled(&self, answer: Answer, refusal: impl FnOnce() -> Answer) -> Answer {
        let length = match answer.body() {
            Body::Full(bytes) => bytes.len(),
            Body::Stream(..) => 0,
        };
        match self.underway.settle(length) {
            true => answer,
            false => refusal(),
        }
    }

    /// The address by which the client reached us, or by which the operator says that clients do.
    pub(crate) fn endpoint(&self) -> Endpoint {
        let zone = self.state.hosts.zone(&self.authority);
        let alias = self.state.hosts.alias(&self.authority);
        let alias = alias.map(|(host, registry)| Box::new(CalledAlias { host, registry }));
        if let Some(public) = &self.state.public_url {
            return Endpoint {
                secure: public.is_secure(),
                authority: public.authority(),
                zone,
                alias,
            };
        }
        let mut endpoint = Endpoint {
            secure: self.source.secure,
            authority: self.authority.clone(),
            zone,
            alias,
        };
        // Some proxies tell the port only beside the host.
        let own = if endpoint.secure { 443 } else { 80 };
        if let (None, Some(port)) = (endpoint.port(), self.source.port.filter(|port| *port != own)) {
            endpoint.authority.push_str(&format!(":{port}"));
        }
        endpoint
    }

    /// The call that an identified caller makes with this request.
    pub(crate) fn call(&self, caller: Identified, region: Region, headers: &HeaderMap) -> Call {
        let memory = self.answer_memory(&caller);
        Call {
            account: caller.account,
            principal: caller.principal,
            access_key_id: caller.access_key_id,
            session: caller.session,
            region,
            endpoint: self.endpoint(),
            source_ip: self.source.address,
            secure: self.source.secure,
            user_agent: user_agent(headers),
            request_id: self.request_id,
            operator: caller.operator,
            memory,
        }
    }

    /// The call of a request without a signature.
    pub(crate) fn unsigned_call(&self, headers: &HeaderMap) -> Call {
        let region = self.state.hosts.api_region(&self.authority);
        let (_, default) = &self.state.node.settings.default_registry;
        let region = region.filter(|region| self.state.node.serves(region));
        let region = region.unwrap_or_else(|| default.clone());
        self.call(unsigned(&self.state.node), region, headers)
    }
}

/// The longest `User-Agent` that is a value of `aws:UserAgent`. A longer one refuses the request: cut, it would slip past a
/// policy that denies what it ends with.
const LONGEST_AGENT: usize = 8 * 1024;

/// The program that a request says it is from; every byte of it counts in conditions, readable or not.
pub(crate) fn user_agent(headers: &HeaderMap) -> Option<String> {
    let values: Vec<_> = headers
        .get_all(USER_AGENT)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()))
        .collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// Whether a header is too long to be the value of a condition key.
pub(crate) fn is_too_long(headers: &HeaderMap) -> bool {
    let length: usize = headers.get_all(USER_AGENT).iter().map(|value| value.len()).sum();
    length > LONGEST_AGENT
}

/// The host that is called: the target's, else that of `Host`. `None` when the head says none, several, or what is no
/// host (RFC 9112 §3.2 demands a refusal); we repeat it in headers and addresses.
pub(crate) fn authority(request: &Request<RequestBody>) -> Option<String> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let host = hosts.next();
    if hosts.next().is_some() {
        return None;
    }
    let text = match (request.uri().authority(), host) {
        (Some(authority), _) => authority.as_str(),
        (None, Some(host)) => host.to_str().ok()?,
        // Probes of load balancers speak HTTP/1.0 and name no host.
        (None, None) if request.version() <= Version::HTTP_10 => "",
        (None, None) => return None,
    };
    (text.is_empty() || is_host(text)).then(|| text.to_owned())
}
