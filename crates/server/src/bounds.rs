//! How much of the node one client may hold at a time: connections, requests under way, memory of bodies and of answers.
//!
//! Each connection is an open file of the process, and so is each download and upload. The bounds therefore follow from how
//! many files the process may have open: an operator raises them with that limit (`ulimit -n`, `LimitNOFILE=`). What is beyond a
//! bound is refused with 503 and `Retry-After`, or closed before it said anything; `/metrics` counts both. When all places are
//! taken, a client that holds few gets one of the client that holds the most (`slots`).
//!
//! A Region with a database of its own needs files for as long as the process runs, so each one that is opened makes the bounds smaller.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicUsize, Ordering};

use wharf_blob::ReadMemory;

use crate::budget::Budget;
use crate::callers::Callers;
pub(crate) use crate::client::Client;
use crate::slots::Slots;

/// The most files that are kept for the node itself: the first databases, the audit, what is being accepted.
const RESERVE: usize = 1024;
/// Files of each further database of a Region: its file and its log for each connection that is used, the log's index, the store's lock.
const OF_REGION: usize = 8;
/// The most connections. A client in use has a few.
const CONNECTIONS: usize = 16 * 1024;
/// The most requests under way. As many downloads share the fastest of networks at 300 kB/s each: more would only time out.
const REQUESTS: usize = 4 * 1024;
/// The most questions about the node itself under way: probes and collectors ask one at a time. Each answer is a text of the metrics at
/// most, which those share who asked at the same time.
const LOOKS: usize = 256;
/// Bytes of heads that are not there to their end, beyond 16 KiB of each: those of clients are shorter, but for long tokens. As many of
/// those over HTTP/2 that are there.
const HEADS: usize = 32 * 1024 * 1024;
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
    open_files: usize,
    /// How many databases of Regions there are files for.
    regions: AtomicUsize,
    /// By the client's address.
    pub(crate) connections: Slots,
    /// By the client's address.
    pub(crate) requests: Slots,
    /// The same requests, once it is known whose they are; by principal and by account.
    pub(crate) callers: Callers,
    /// Of requests for the node's health and metrics, which are none of the others; by the client's address.
    pub(crate) looks: Slots,
    /// Of heads of requests that are not there to their end; by address.
    pub(crate) heads: Budget,
    /// Of heads over HTTP/2 whose requests are not answered, apart from those, which are refused by the end of their connection; by
    /// address.
    pub(crate) stream_heads: Budget,
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
        let (connections, requests) = shares(open_files, 1);
        Bounds {
            open_files,
            regions: AtomicUsize::new(1),
            // Half for one address, which may be a proxy that all clients come through.
            connections: Slots::new(connections, connections / 2),
            requests: Slots::new(requests, requests / 2),
            looks: Slots::new(LOOKS, LOOKS / 4),
            // A quarter for one principal, which is a user or a role with all its sessions: a cluster whose nodes pull with one role
            // is one principal. Half for one account: it may have any number of users.
            callers: Callers::new(requests / 4, requests / 2),
            heads: Budget::of_heads(HEADS, HEADS / 2),
            stream_heads: Budget::of_heads(HEADS, HEADS / 2),
            // A quarter for one address, and for one key from any address.
            unverified: Budget::new(UNVERIFIED, UNVERIFIED / 4),
            bodies: Budget::new(BODIES, BODIES / 2),
            answers: Budget::of_answers(ANSWERS, ANSWERS / 2),
            pieces: ReadMemory::new(PIECES),
        }
    }

    /// Leaves files to the databases of so many Regions.
    pub(crate) fn leave_files_to(&self, regions: usize) {
        // Regions are never closed. Most calls find nothing new, and write nothing that others read.
        if self.regions.load(Ordering::Relaxed) >= regions {
            return;
        }
        self.regions.fetch_max(regions, Ordering::Relaxed);
        let (connections, requests) = shares(self.open_files, regions);
        self.connections.most.narrow(connections);
        self.connections.most_each.narrow(connections / 2);
        self.requests.most.narrow(requests);
        self.requests.most_each.narrow(requests / 2);
        self.callers.most_each.narrow(requests / 4);
        self.callers.most_of_account.narrow(requests / 2);
    }
}

/// How many connections there may be in all, and how many requests, beside the databases of so many Regions. At least a quarter of the
/// files is the clients'.
fn shares(open_files: usize, regions: usize) -> (usize, usize) {
    let base = RESERVE.min(open_files / 4);
    let further = OF_REGION.saturating_mul(regions.saturating_sub(1));
    let left = (open_files - base).saturating_sub(further).max(open_files / 4);
    (CONNECTIONS.min(left / 2), REQUESTS.min(left / 2))
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
    use crate::bound::Bound;

    fn client(text: &str) -> Client {
        Client::at(text.parse().unwrap())
    }

    fn most(bounds: &Bounds) -> usize {
        bounds.connections.most.get() + bounds.requests.most.get()
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
            let before = most(&bounds);
            assert!(before + RESERVE.min(open_files / 4) <= open_files, "{open_files}");
            assert!(bounds.requests.most_each.get() < bounds.requests.most.get());
            assert!(bounds.callers.most_each.get() < bounds.callers.most_of_account.get());
            assert!(bounds.callers.most_of_account.get() < bounds.requests.most.get());
            bounds.leave_files_to(1);
            assert_eq!(most(&bounds), before, "the first one is part of what is kept");
            bounds.leave_files_to(40);
            // One that another thread counted before.
            bounds.leave_files_to(39);
            let after = most(&bounds);
            let least = before.min(open_files / 4);
            assert!(after <= before && after + 2 >= least, "{open_files}");
        }
    }

    #[test]
    fn each_region_keeps_files_for_itself() {
        let bounds = Bounds::new(256);
        bounds.leave_files_to(17);
        // What such a node was seen to have open without any client.
        assert!(most(&bounds) + 142 <= 256, "{}", most(&bounds));
        let bounds = Bounds::new(1024);
        bounds.leave_files_to(3);
        let Bounds {
            connections,
            requests,
            callers,
            ..
        } = &bounds;
        let all = [
            &connections.most,
            &connections.most_each,
            &requests.most,
            &requests.most_each,
            &callers.most_of_account,
            &callers.most_each,
        ];
        assert_eq!(all.map(Bound::get), [376, 188, 376, 188, 188, 94]);
    }
}
