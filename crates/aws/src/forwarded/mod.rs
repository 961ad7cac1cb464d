//! What proxies say of the client that they stand before: `Forwarded` (RFC 7239), and the older `X-Forwarded-For`, `-Proto`,
//! `-Host` and `-Port`.
//!
//! A proxy adds what it saw to the right of what it was sent, so only the right end is what our own proxies say, and everything
//! left of the client's address may be invented by the client. The client is therefore the last address, from the right, that is none
//! of the proxies'. What cannot be read is refused rather than skipped: a client could otherwise choose what we believe.
//!
//! Not here: whether the other end of the connection is one of the proxies, which the caller looks at first.

mod element;

use std::net::{IpAddr, SocketAddr};

/// The most bytes that the headers may have together.
pub const MOST_BYTES: usize = 4096;
/// The most proxies that one of the headers may name.
pub const MOST_HOPS: usize = 64;

/// The values of the headers, each as often as it was sent, in the order of sending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields<'a> {
    /// `Forwarded`
    pub forwarded: Vec<&'a [u8]>,
    /// `X-Forwarded-For`
    pub x_for: Vec<&'a [u8]>,
    /// `X-Forwarded-Proto`
    pub x_proto: Vec<&'a [u8]>,
    /// `X-Forwarded-Host`
    pub x_host: Vec<&'a [u8]>,
    /// `X-Forwarded-Port`
    pub x_port: Vec<&'a [u8]>,
}

/// Where a request comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The client's address.
    pub address: Address,
    /// Whether the client speaks TLS, if a proxy says.
    pub secure: Option<bool>,
    /// The host that the client called, with its port if it named one, if a proxy says.
    pub host: Option<String>,
    /// The port that the client called, if a proxy says.
    pub port: Option<u16>,
}

/// What proxies say of the client's address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Address {
    /// Nothing: it is that of the other end of the connection.
    #[default]
    Unsaid,
    /// A proxy says that it does not tell (`unknown`, or a name that it made up).
    Hidden,
    /// This one.
    Is(IpAddr),
}

/// Why the headers are not believed. The text names headers, and repeats nothing of their values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForwardedError {
    /// More than is read.
    #[error(
        "the headers Forwarded and X-Forwarded-* are too long: {MOST_BYTES} bytes and {MOST_HOPS} proxies at most"
    )]
    TooLong,
    /// The header is not what its specification says.
    #[error("the header {0} cannot be read")]
    Unreadable(&'static str),
    /// The header has neither one value nor one for each address.
    #[error("the header {0} must have one value, or as many as X-Forwarded-For")]
    Count(&'static str),
    /// The two kinds of headers say different things: one of them is the client's.
    #[error(
        "the headers Forwarded and X-Forwarded-* contradict each other: the proxy must remove those that it does not set"
    )]
    Contradiction,
}

/// One proxy's words.
#[derive(Clone, Copy, Debug, Default)]
struct Hop<'a> {
    node: Node,
    proto: Option<&'a str>,
    host: Option<&'a str>,
    port: Option<&'a str>,
}

/// Who spoke to the proxy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Node {
    #[default]
    Unsaid,
    Hidden,
    Unreadable,
    Is(IpAddr),
}

impl Fields<'_> {
    /// Where the request comes from, when it came through proxies that `is_proxy` knows; nothing when no header is there.
    ///
    /// # Errors
    /// The headers are too long, cannot be read, or contradict each other.
    pub fn origin(&self, is_proxy: impl Fn(IpAddr) -> bool) -> Result<Option<Origin>, ForwardedError> {
        let all = [
            &self.forwarded,
            &self.x_for,
            &self.x_proto,
            &self.x_host,
            &self.x_port,
        ];
        if all
            .iter()
            .flat_map(|values| values.iter())
            .map(|value| value.len())
            .sum::<usize>()
            > MOST_BYTES
        {
            return Err(ForwardedError::TooLong);
        }
        let standard = match self.forwarded.is_empty() {
            true => None,
            false => Some(self.standard()?.origin("Forwarded", &is_proxy)?),
        };
        let older = match all[1..].iter().all(|values| values.is_empty()) {
            true => None,
            false => Some(self.older(&is_proxy)?),
        };
        match (standard, older) {
            (Some(standard), Some(older)) => Ok(Some(standard.agreeing(older)?)),
            (standard, older) => Ok(standard.or(older)),
        }
    }

    /// `Forwarded`
    fn standard(&self) -> Result<Hops<'_>, ForwardedError> {
        let mut hops = Vec::new();
        for value in &self.forwarded {
            let text = text(value).ok_or(ForwardedError::Unreadable("Forwarded"))?;
            element::read(text, &mut hops).ok_or(ForwardedError::Unreadable("Forwarded"))?;
            if hops.len() > MOST_HOPS {
                return Err(ForwardedError::TooLong);
            }
        }
        Ok(Hops(hops))
    }

    /// `X-Forwarded-*`
    fn older(&self, is_proxy: impl Fn(IpAddr) -> bool) -> Result<Origin, ForwardedError> {
        let nodes = list("X-Forwarded-For", &self.x_for)?;
        let mut hops: Vec<Hop<'_>> = nodes
            .iter()
            .map(|node| Hop {
                node: Node::of(node),
                ..Hop::default()
            })
            .collect();
        if hops.is_empty() {
            hops.push(Hop::default());
        }
        type Put<'a> = fn(&mut Hop<'a>, &'a str);
        let others: [(_, _, Put<'_>); 3] = [
            ("X-Forwarded-Proto", &self.x_proto, |hop, value| {
                hop.proto = Some(value)
            }),
            ("X-Forwarded-Host", &self.x_host, |hop, value| {
                hop.host = Some(value)
            }),
            ("X-Forwarded-Port", &self.x_port, |hop, value| {
                hop.port = Some(value)
            }),
        ];
        for (name, values, put) in others {
            match list(name, values)?.as_slice() {
                [] => {}
                [one] => hops.iter_mut().for_each(|hop| put(hop, one)),
                several if several.len() == hops.len() => {
                    hops.iter_mut()
                        .zip(several)
                        .for_each(|(hop, value)| put(hop, value));
                }
                _ => return Err(ForwardedError::Count(name)),
            }
        }
        Hops(hops).origin("X-Forwarded-For", is_proxy)
    }
}

impl Origin {
    /// What both kinds of headers say: a client may have written one of them. The address must be in both, so that it hides none.
    fn agreeing(self, other: Origin) -> Result<Origin, ForwardedError> {
        fn both<T: PartialEq>(one: Option<T>, other: Option<T>) -> Result<Option<T>, ForwardedError> {
            match (one, other) {
                (Some(one), Some(other)) if one != other => Err(ForwardedError::Contradiction),
                (one, other) => Ok(one.and(other)),
            }
        }
        if self.address != other.address {
            return Err(ForwardedError::Contradiction);
        }
        Ok(Origin {
            address: self.address,
            secure: both(self.secure, other.secure)?,
            host: both(self.host, other.host)?,
            port: both(self.port, other.port)?,
        })
    }
}

struct Hops<'a>(Vec<Hop<'a>>);

impl Hops<'_> {
    /// What the proxy said that the client called: the last one, from the right, that was not called by another proxy.
    fn origin(
        &self,
        header: &'static str,
        is_proxy: impl Fn(IpAddr) -> bool,
    ) -> Result<Origin, ForwardedError> {
        let is_client = |hop: &&Hop<'_>| !matches!(hop.node, Node::Is(address) if is_proxy(address));
        // Where all are proxies, the first of them asks for itself.
        let client = self.0.iter().rev().find(is_client).or(self.0.first());
        let Some(hop) = client else {
            return Ok(Origin::default());
        };
        let address = match hop.node {
            Node::Unsaid => Address::Unsaid,
            Node::Hidden => Address::Hidden,
            Node::Is(address) => Address::Is(address),
            Node::Unreadable => return Err(ForwardedError::Unreadable(header)),
        };
        let other = |name| ForwardedError::Unreadable(if header == "Forwarded" { header } else { name });
        let secure = hop
            .proto
            .map(secure)
            .map(|read| read.ok_or(other("X-Forwarded-Proto")));
        let host = hop.host.map(|host| {
            is_host(host)
                .then(|| host.to_owned())
                .ok_or(other("X-Forwarded-Host"))
        });
        let port = hop
            .port
            .map(|port| self::port(port).ok_or(other("X-Forwarded-Port")));
        Ok(Origin {
            address,
            secure: secure.transpose()?,
            host: host.transpose()?,
            port: port.transpose()?,
        })
    }
}

impl Node {
    /// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:4711`, `unknown`, `_hidden`.
    fn of(text: &str) -> Node {
        let unbracketed = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let address = text.parse::<IpAddr>().ok();
        let address = address.or_else(|| Some(IpAddr::V6(unbracketed?.parse().ok()?)));
        let address = address.or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()));
        match address {
            Some(address) => Node::Is(address.to_canonical()),
            None if text.eq_ignore_ascii_case("unknown") || text.starts_with('_') => Node::Hidden,
            None => Node::Unreadable,
        }
    }
}

/// A header's value, of visible ASCII.
fn text(value: &[u8]) -> Option<&str> {
    let is_text = |byte: &u8| byte.is_ascii_graphic() || matches!(byte, b' ' | b'\t');
    value
        .iter()
        .all(is_text)
        .then(|| std::str::from_utf8(value).ok())
        .flatten()
}

/// The members of a list in all values of a header; empty ones are none (RFC 9110 §5.6.1).
fn list<'a>(name: &'static str, values: &[&'a [u8]]) -> Result<Vec<&'a str>, ForwardedError> {
    let mut members = Vec::new();
    for value in values {
        let text = text(value).ok_or(ForwardedError::Unreadable(name))?;
        let some = text.split(',').map(|member| member.trim_matches([' ', '\t']));
        members.extend(some.filter(|member| !member.is_empty()));
        if members.len() > MOST_HOPS {
            return Err(ForwardedError::TooLong);
        }
    }
    Ok(members)
}

fn secure(proto: &str) -> Option<bool> {
    let is = |name: &str| proto.eq_ignore_ascii_case(name);
    (is("https") || is("http")).then(|| is("https"))
}

/// Whether a text may stand as the host of a request: we repeat it in headers and addresses.
pub fn is_host(text: &str) -> bool {
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte);
    (1..=300).contains(&text.len()) && text.bytes().all(is_host)
}

fn port(text: &str) -> Option<u16> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        .then(|| text.parse().ok())
        .flatten()
        .filter(|port| *port != 0)
}
