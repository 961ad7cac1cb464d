//! The room of usage: what each account stores, requests and pulls, by day: the figures for a bill.
//!
//! Only accounts that exist have figures of their own: requests for registries of others are counted together, as those of
//! [`OTHER`], so that a caller who invents account ids makes neither rows nor metrics. Who asks is always there, and in a Region that
//! is served. What is older than `usage-days` is forgotten ([`UsageExpiry`]).
//!
//! Requests and bytes are counted in memory, by the registry's owner and the caller's account, and written down together
//! now and then (`maintenance::write_down`) and when the node stops; a node that is killed forgets what it had not written.
//! Bytes count when they are handed to the connection, so what a client broke off counts as far as it came. What registries
//! hold is measured from the rows of their layers ([`measure`]).

mod expire;
mod measure;
mod model;
pub mod operations;
mod report;
pub(crate) mod store;

use std::sync::Arc;

use foldhash::HashMap;
use parking_lot::Mutex;
use wharf_aws::{AccountId, Region, Timestamp};

pub use expire::UsageExpiry;
pub use measure::{Measuring, measure, show};
pub use model::{Storage, Traffic};
pub use report::report;
pub(crate) use store::STATEMENTS;

use wharf_kernel::{Access, Call, Cell, Extension, Node, Resource};

/// Counters that one transaction writes: pushes wait for it.
const STEP: usize = 500;

/// What stands for the registries of all accounts that do not exist.
pub const OTHER: &str = "other";

/// Of which registry, by whom, on which day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    region: Region,
    /// None for all accounts that do not exist.
    owner: Option<AccountId>,
    caller: AccountId,
    /// Days since 1970-01-01.
    day: i64,
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) requests: i64,
    pub(crate) pulled_bytes: i64,
}

impl Key {
    /// The registry's account, as rows and metrics name it.
    fn owner(&self) -> &str {
        self.owner.as_ref().map_or(OTHER, AccountId::as_str)
    }
}

impl Counts {
    fn add(&mut self, more: Counts) {
        self.requests = self.requests.saturating_add(more.requests);
        self.pulled_bytes = self.pulled_bytes.saturating_add(more.pulled_bytes);
    }
}

/// What is not written down yet.
#[derive(Clone, Default)]
pub struct Usage(Arc<Mutex<HashMap<Key, Counts>>>);

impl Extension for Usage {}

impl Usage {
    /// That of a node.
    pub fn of(node: &Node) -> Usage {
        Usage::clone(&node.extensions.get())
    }

    fn add(&self, key: Key, more: Counts) {
        self.0.lock().entry(key).or_default().add(more);
    }

    /// Counts a request to a registry.
    pub async fn requested(node: &Node, call: &Call, demands: &[Access]) {
        let owner = demands.iter().find_map(|access| match &access.resource {
            Resource::Registry(owner) | Resource::Repository(owner, _) | Resource::AllRepositories(owner) => {
                Some(*owner)
            }
            _ => None,
        });
        let owner = owner.unwrap_or(call.account);
        // Where the identity plane does not answer it is not known; the caller meets the same failure next.
        let exists = owner == call.account
            || node
                .directory
                .exists(&node.identity, &owner)
                .await
                .unwrap_or_default();
        let key = key(
            &call.region,
            exists.then_some(owner),
            &call.account,
            node.clock.now(),
        );
        let more = Counts {
            requests: 1,
            ..Counts::default()
        };
        Usage::of(node).add(key, more);
    }

    /// Counts bytes that an account took from a registry.
    pub(crate) fn pulled(&self, call: &Call, owner: &AccountId, bytes: u64, now: Timestamp) {
        self.add(key(&call.region, Some(*owner), &call.account, now), pulled(bytes));
    }
}

fn key(region: &Region, owner: Option<AccountId>, caller: &AccountId, now: Timestamp) -> Key {
    Key {
        region: region.clone(),
        owner,
        caller: *caller,
        day: now.micros().div_euclid(DAY_MICROS),
    }
}

fn pulled(bytes: u64) -> Counts {
    Counts {
        requests: 0,
        pulled_bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
    }
}

const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// Counts the bytes of one download; they are noted when it ends, however it ends.
pub struct Meter {
    usage: Usage,
    key: Key,
    bytes: u64,
}

impl Meter {
    /// Adds bytes that are on their way.
    pub fn add(&mut self, bytes: u64) {
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        if self.bytes > 0 {
            self.usage.add(self.key.clone(), pulled(self.bytes));
        }
    }
}

/// A meter for a download of that call from a registry.
pub fn meter(node: &Node, region: &Region, owner: &AccountId, caller: &AccountId) -> Meter {
    Meter {
        usage: Usage::of(node),
        key: key(region, Some(*owner), caller, node.clock.now()),
        bytes: 0,
    }
}

/// Writes down what was counted for a Region since the last time.
pub async fn write_down(node: &Node, cell: &Cell) -> Result<(), wharf_sql::Error> {
    let mut taken: Vec<(Key, Counts)> = {
        let usage = Usage::of(node);
        let mut counted = usage.0.lock();
        let of_here = |key: &Key, _: &mut Counts| key.region == cell.region;
        counted.extract_if(of_here).collect()
    };
    while !taken.is_empty() {
        let step = taken.split_off(taken.len().saturating_sub(STEP));
        let rows = step.clone();
        let written = cell
            .database
            .transaction("usage.write_down", move |transaction| {
                rows.iter().try_for_each(|(key, counts)| {
                    let scope = wharf_sql::Scope::new(key.owner(), key.region.as_str());
                    let at = Timestamp::from_micros(key.day.saturating_mul(DAY_MICROS));
                    store::add(transaction, &scope, (&at.day(), key.caller.as_str()), *counts)
                })
            })
            .await;
        if let Err(error) = written {
            for (key, counts) in taken.into_iter().chain(step) {
                Usage::of(node).add(key, counts);
            }
            return Err(error);
        }
        for (key, counts) in &step {
            let labels = [
                ("owner", key.owner().to_owned()),
                ("account", key.caller.to_string()),
                ("region", key.region.to_string()),
            ];
            let as_count = |number: i64| u64::try_from(number).unwrap_or(0);
            metrics::counter!("wharf_usage_requests_total", &labels).increment(as_count(counts.requests));
            metrics::counter!("wharf_usage_pulled_bytes_total", &labels)
                .increment(as_count(counts.pulled_bytes));
        }
    }
    Ok(())
}
