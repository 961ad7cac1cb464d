//! Whom a bound of connections, requests or memory is counted for.

use std::net::IpAddr;
use std::sync::Arc;

use wharf_aws::AccountId;

/// What a bound is counted for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Client {
    Address(IpAddr),
    /// The ARN of who is behind a call.
    Principal(Arc<str>),
    Account(AccountId),
    /// The id of an access key that requests name, whether or not they are signed with it.
    Key(String),
    /// All who sign nothing.
    Unsigned,
}

impl Client {
    /// The network of 48 bits that an address of IPv6 is in: one who has it has many of 64 bits.
    pub(crate) fn site(&self) -> Option<u128> {
        match self {
            Client::Address(IpAddr::V6(address)) => Some(address.to_bits() >> 80),
            _ => None,
        }
    }
}
