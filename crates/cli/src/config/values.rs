//! What the texts of settings may be, for those that more than one setting has or that need a look.

use std::net::SocketAddr;
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

pub(super) fn address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse()
        .map_err(|_| "an address is an IP address with a port, such as 0.0.0.0:5000 or [::1]:5000")
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

pub(super) fn zone(text: &str) -> Result<String, &'static str> {
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
