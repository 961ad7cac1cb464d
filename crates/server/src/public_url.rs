//! The address by which clients reach the node, where it is not the one that it listens on: that of a proxy.

use std::str::FromStr;

use wharf_aws::forwarded::is_host;

/// A scheme, a host and a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    secure: bool,
    host: String,
    port: Option<u16>,
}

/// The text is no such address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "it is https:// or http:// with a host and perhaps a port, and no path, such as https://wharf.example.com:8443"
)]
pub struct PublicUrlError;

impl PublicUrl {
    /// Whether clients speak TLS.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// The host, in lower case.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Scheme, host and port as a browser writes an origin.
    pub(crate) fn origin(&self) -> String {
        let scheme = if self.secure { "https" } else { "http" };
        format!("{scheme}://{}", self.authority())
    }

    /// The host, with the port unless it is the scheme's own.
    pub(crate) fn authority(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }
}

impl FromStr for PublicUrl {
    type Err = PublicUrlError;

    fn from_str(text: &str) -> Result<Self, PublicUrlError> {
        let (scheme, rest) = text.split_once("://").ok_or(PublicUrlError)?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(PublicUrlError),
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let after_address = authority.rfind(']').map_or(0, |end| end + 1);
        let (host, port) = match authority[after_address..].split_once(':') {
            Some((name, port)) => (&authority[..after_address + name.len()], Some(port)),
            None => (authority, None),
        };
        let port = port.map(|port| {
            port.parse::<u16>()
                .ok()
                .filter(|port| *port != 0)
                .ok_or(PublicUrlError)
        });
        let is_name = is_host(host) && (after_address > 0 || !host.contains(['[', ']', ':']));
        if !is_name {
            return Err(PublicUrlError);
        }
        let own = if secure { 443 } else { 80 };
        Ok(PublicUrl {
            secure,
            host: host.to_ascii_lowercase(),
            port: port.transpose()?.filter(|port| *port != own),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_a_host_and_a_port() {
        for (text, secure, authority) in [
            ("https://wharf.example.com", true, "wharf.example.com"),
            ("HTTPS://Wharf.example.com:443/", true, "wharf.example.com"),
            ("https://wharf.example.com:8443", true, "wharf.example.com:8443"),
            ("http://wharf.example.com:443", false, "wharf.example.com:443"),
            ("http://10.0.0.1:80", false, "10.0.0.1"),
            ("https://[2001:db8::1]:8443", true, "[2001:db8::1]:8443"),
        ] {
            let url: PublicUrl = text.parse().unwrap();
            assert_eq!(
                (url.is_secure(), url.authority().as_str()),
                (secure, authority),
                "{text}"
            );
        }
        for wrong in [
            "",
            "wharf.example.com",
            "https://",
            "https://wharf.example.com/registry",
            "https://user@wharf.example.com",
            "https://wharf.example.com:0",
            "https://wharf.example.com:https",
            "https://wharf.example.com?x",
            "https://a:b:c",
            "ftp://wharf.example.com",
        ] {
            assert_eq!(wrong.parse::<PublicUrl>(), Err(PublicUrlError), "{wrong}");
        }
    }
}
