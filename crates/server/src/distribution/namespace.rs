//! `ns`: the registry host that a client means when it asks a mirror (OCI Distribution Specification, *Registry Proxying*).
//!
//! containerd sends it to every host of its `hosts.toml`. An address or another host that names no registry leaves open which one is
//! meant, and there `ns` says it: a registry's own host, whether it resolves or not, an alias, or this node's own bare hosts. Another
//! address or name without dots is some other registry's. What is none of ours answers as an unknown host does, before any credential is
//! looked at, and the client goes on to its next host. A host that names a registry is believed before `ns` is, and what writes goes to the
//! host that was called.
//!
//! A client that names none at a host that leaves it open is told by `GET /v2/`, once it has a token, which registry that is.

use http::header::HeaderName;
use http::{Method, Request};
use wharf_aws::forwarded::is_host;
use wharf_aws::{AccountId, Region};

use super::route;
use crate::hosts::Hosts;
use crate::request_body::RequestBody;
use crate::response::{self, Answer};

static NAMESPACE: HeaderName = HeaderName::from_static("oci-namespace");

/// The host that a request names beside the one that it calls, where that counts.
pub(super) fn of(hosts: &Hosts, authority: &str, request: &Request<RequestBody>) -> Option<String> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let query = request.uri().query()?;
    let host = route::parameters(query, "ns").find(|host| !host.is_empty())?;
    hosts.is_default(authority).then(|| host.into_owned())
}

/// The registry of a host that was named so; `None` when it is none of ours.
pub(super) fn registry(hosts: &Hosts, host: &str) -> Option<(AccountId, Region)> {
    is_host(host).then(|| hosts.named(host)).flatten()
}

/// Tells the client whose registry answers: the host that it named.
pub(super) fn tell(answer: &mut Answer, host: &str) {
    response::set(answer, NAMESPACE.clone(), host);
}
