//! What the texts of settings may be, for those that more than one setting has or that need a look.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use wharf_aws::{Network, NetworkError};
use wharf_server::CorsOrigin;

/// `off`, or a value.
pub(super) fn off_or<T>(
    parse: impl Fn(&str) -> Result<T, &'static str>,
) -> impl FnOnce(&str) -> Result<Option<T>, String> {
    move |text| match text {
        "off" => Ok(None),
        text => parse(text).map(Some).map_err(|error| format!("{error}, or off")),
    }
}

/// Where to listen: an IP address with a port, or this machine's own by its name.
pub(super) fn address(text: &str) -> Result<SocketAddr, &'static str> {
    const FORM: &str = "an address is an IP address with a port, such as 127.0.0.1:5000, 0.0.0.0:5000 for all of this machine, [::1]:5000 or \
                        localhost:5000";
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    match text.rsplit_once(':') {
        Some((host, port)) if host.eq_ignore_ascii_case("localhost") => {
            let port = port.parse().map_err(|_| FORM)?;
            Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        }
        _ => Err(FORM),
    }
}

pub(super) fn port(text: &str) -> Result<u16, &'static str> {
    text.parse()
        .map_err(|_| "a port is a number from 1 to 65535, or 0 for a free one")
}

pub(super) fn seconds(text: &str) -> Result<Duration, &'static str> {
    let whole = text.parse().map_err(|_| "a whole number of seconds is needed");
    whole.map(Duration::from_secs)
}

pub(super) fn days(text: &str) -> Result<Duration, &'static str> {
    let days = text.parse::<u32>().map_err(|_| "it is a number of days")?;
    Ok(Duration::from_secs(u64::from(days) * 24 * 60 * 60))
}

/// A network of proxies. One of all addresses would let every client say who it is.
pub(super) fn proxy(text: &str) -> Result<Network, String> {
    let network: Network = text.parse().map_err(|error: NetworkError| error.to_string())?;
    match network.is_everything() {
        true => Err("it has every address: every client could say who it is".to_owned()),
        false => Ok(network),
    }
}

pub(super) fn origin(text: &str) -> Result<CorsOrigin, &'static str> {
    text.parse()
        .map_err(|_| "an origin is https:// or http:// with a host and perhaps a port, such as https://ui.example.com, or * for all")
}

/// At least one.
pub(super) fn count(text: &str) -> Result<i64, &'static str> {
    let count = text.parse().ok().filter(|count| *count > 0);
    count.ok_or("it is a number, at least 1")
}

pub(crate) fn zone(text: &str) -> Result<String, &'static str> {
    let zone = text.trim_end_matches('.').to_ascii_lowercase();
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if zone.len() <= 200 && zone.split('.').all(is_label) {
        Ok(zone)
    } else {
        Err("a zone is a domain name such as registry.example.com, without a port")
    }
}
