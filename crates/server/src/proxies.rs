//! Proxies that stand before the node, and what they say of a request's client (`wharf_aws::forwarded` reads it).
//!
//! Their headers are believed only of the addresses that the operator named. Of others they are read by no part of the node, so
//! a request that forges them is answered and recorded as one without.

use std::fmt;
use std::net::IpAddr;

use http::HeaderMap;
use wharf_aws::Network;
use wharf_aws::forwarded::{Address, Fields, ForwardedError};

use crate::peer::Peer;

/// The networks whose hosts are believed.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<Network>);

/// Who sent a request: the other end of the connection, or the client that a trusted proxy speaks for.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Its address; none of an operator, and of a client whose proxy does not tell it.
    pub(crate) address: Option<IpAddr>,
    /// Whether it speaks TLS.
    pub(crate) secure: bool,
    /// The host that it called, where the proxy changed it on the way.
    pub(crate) host: Option<String>,
    /// The port that it called, where the proxy says.
    pub(crate) port: Option<u16>,
    /// Who it is for the log.
    name: String,
    /// The proxy.
    pub(crate) through: Option<String>,
}

impl TrustedProxies {
    /// Believes these.
    pub fn new(networks: Vec<Network>) -> TrustedProxies {
        TrustedProxies(networks)
    }

    /// Whether the host at an address is believed.
    pub(crate) fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(address))
    }

    /// Who sent a request with these headers.
    ///
    /// # Errors
    /// A proxy that is believed says what cannot be read.
    pub(crate) fn source(&self, peer: &Peer, headers: &HeaderMap) -> Result<Source, ForwardedError> {
        let own = Source::of(peer);
        if !own.address.is_some_and(|address| self.contains(address)) {
            return Ok(own);
        }
        let values = |name| {
            headers
                .get_all(name)
                .iter()
                .map(http::HeaderValue::as_bytes)
                .collect()
        };
        let fields = Fields {
            forwarded: values("forwarded"),
            x_for: values("x-forwarded-for"),
            x_proto: values("x-forwarded-proto"),
            x_host: values("x-forwarded-host"),
            x_port: values("x-forwarded-port"),
        };
        let Some(said) = fields.origin(|address| self.contains(address))? else {
            return Ok(own);
        };
        let (address, name) = match said.address {
            Address::Unsaid => (own.address, own.name.clone()),
            Address::Hidden => (None, "unknown".to_owned()),
            Address::Is(address) => (Some(address), address.to_string()),
        };
        Ok(Source {
            address,
            secure: said.secure.unwrap_or(own.secure),
            host: said.host,
            port: said.port,
            name,
            through: Some(own.name),
        })
    }
}

impl Source {
    /// The other end of the connection itself.
    pub(crate) fn of(peer: &Peer) -> Source {
        Source {
            address: peer.address.map(|address| address.ip().to_canonical()),
            secure: peer.secure,
            host: None,
            port: None,
            name: peer.to_string(),
            through: None,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
