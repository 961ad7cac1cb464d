//! How much of the node one client may hold at a time: connections, requests under way, memory of bodies and of answers.
//!
//! Each connection is an open file of the process, and so is each download and upload. The bounds therefore follow from how
//! many files the process may have open: an operator raises them with that limit (`ulimit -n`, `LimitNOFILE=`). What is beyond a
//! bound is refused with 503 and `Retry-After`, or closed before it said anything; `/metrics` counts both. When all places are
//! taken, a client that holds few gets one of the client that holds the most (`slots`).

use std::net::{IpAddr, Ipv6Addr};

use wharf_blob::ReadMemory;

use crate::budget::Budget;
use crate::callers::Callers;
pub(crate) use crate::client::Client;
use crate::slots::Slots;

/// The most files that are kept for the node itself: databases of all Regions, the audit, what is being accepted.
const RESERVE: usize = 1024;
/// The most connections. A client in use has a few.
const CONNECTIONS: usize = 16 * 1024;
/// The most requests under way. As many downloads share the fastest of networks at 300 kB/s each: more would only time out.
const REQUESTS: usize = 4 * 1024;
/// The most questions about the node itself under way: probes and collectors ask one at a time. Each answer is a text of the metrics at
/// most, which those share who asked at the same time.
const LOOKS: usize = 256;
/// Bytes of bodies that are not verified. A quarter of it is the longest part of a layer, which is 30 MiB in base64.
const UNVERIFIED: usize = 128 * 1024 * 1024;
/// Bytes of bodies whose caller is known. Half of it are nine parts of 10 MiB, the size that ECR's clients send.
const BODIES: usize = 256 * 1024 * 1024;
/// Bytes of pieces of layers, beside 16 KiB of each download. A client by itself may hold three of the longest, each of 32 more than one.
/// With 2,000 clients that take nothing it is 55 MiB in all, and with as many as there are requests 88 MiB.
const PIECES: u64 = 24 * 1024 * 1024;
/// Bytes of answers that are made, or wait for their client. Half of it are 32 of the largest manifests.
const ANSWERS: usize = 256 * 1024 * 1024;

/// The bounds of a server.
pub(crate) struct Bounds {
    /// By the client's address.
    pub(crate) connections: Slots,
    /// By the client's address.
    pub(crate) requests: Slots,
    /// The same requests, once it is known whose they are; by principal and by account.
    pub(crate) callers: Callers,
    /// Of requests for the node's health and metrics, which are none of the others; by the client's address.
    pub(crate) looks: Slots,
    /// Of bodies that are not signed, or kept until their signature can be verified; by address, and by the key that they name.
    pub(crate) unverified: Budget,
    /// Of bodies of callers, as long as an operation has them; by account.
    pub(crate) bodies: Budget,
    /// Of answers, from what is read for them to their last byte; by account. Layers are none of it.
    pub(crate) answers: Budget,
    /// Of pieces of layers that are read into memory on their way: those that go over TLS or HTTP/2, or are sealed. Each download has
    /// its part of what is left.
    pub(crate) pieces: ReadMemory,
}

impl Bounds {
    /// The bounds of a process that may have so many files open.
    pub(crate) fn new(open_files: usize) -> Bounds {
        let left = open_files - RESERVE.min(open_files / 4);
        let connections = CONNECTIONS.min(left / 2);
        let requests = REQUESTS.min(left / 2);
        Bounds {
            // Half for one address, which may be a proxy that all clients come through.
            connections: Slots::new(connections, connections / 2),
            requests: Slots::new(requests, requests / 2),
            looks: Slots::new(LOOKS, LOOKS / 4),
            // A quarter for one principal, which is a user or a role with all its sessions: a cluster whose nodes pull with one role
            // is one principal. Half for one account: it may have any number of users.
            callers: Callers::new(requests / 4, requests / 2),
            // A quarter for one address, and for one key from any address.
            unverified: Budget::new(UNVERIFIED, UNVERIFIED / 4),
            bodies: Budget::new(BODIES, BODIES / 2),
            answers: Budget::of_answers(ANSWERS, ANSWERS / 2),
            pieces: ReadMemory::new(PIECES),
        }
    }
}

impl Client {
    /// The client at an address. A client of IPv6 has a whole network of 64 bits.
    pub(crate) fn at(address: IpAddr) -> Client {
        let IpAddr::V6(address) = address.to_canonical() else {
            return Client::Address(address.to_canonical());
        };
        let network = address.to_bits() & !u128::from(u64::MAX);
        Client::Address(Ipv6Addr::from_bits(network).into())
    }
}

/// Counts a request that was refused beyond a bound.
pub(crate) fn refused(bound: &'static str) {
    metrics::counter!("wharf_refused_requests_total", "bound" => bound).increment(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(text: &str) -> Client {
        Client::at(text.parse().unwrap())
    }

    #[test]
    fn a_network_of_ipv6_is_one_client() {
        assert_eq!(client("2001:db8::1"), client("2001:db8::ffff:0:2"));
        assert_ne!(client("2001:db8::1"), client("2001:db8:0:1::1"));
        assert_eq!(client("::ffff:10.0.0.1"), client("10.0.0.1"));
    }

    #[test]
    fn bounds_leave_files_to_the_node() {
        for open_files in [16, 256, 1024, 20_000, 1 << 20] {
            let bounds = Bounds::new(open_files);
            let most = bounds.connections.most + bounds.requests.most;
            assert!(most + RESERVE.min(open_files / 4) <= open_files, "{open_files}");
            assert!(bounds.requests.most_each < bounds.requests.most);
            assert!(bounds.callers.most_each < bounds.callers.most_of_account);
            assert!(bounds.callers.most_of_account < bounds.requests.most);
        }
    }
}
