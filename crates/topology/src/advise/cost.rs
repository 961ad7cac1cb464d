//! What a candidate costs in a month: every copy that it keeps, in every registry of every Region, by the same rules for all.

use serde::Serialize;

use super::facts::Facts;
use super::layout::Spread;
use super::price::Prices;
use crate::company::Topology;

/// A month's cost, by what is paid for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Cost {
    /// Bytes kept.
    pub storage: f64,
    /// Bytes copied to other Regions.
    pub replication: f64,
    /// Bytes pulled from other Regions.
    pub pulls: f64,
    /// Endpoints of networks, the same for every candidate.
    pub endpoints: f64,
    /// Scans.
    pub scans: f64,
}

impl Cost {
    /// All of it.
    pub fn total(&self) -> f64 {
        self.storage + self.replication + self.pulls + self.endpoints + self.scans
    }
}

/// How often images are kept, where 1 is all of them once: promoted images are a share.
struct Copies {
    /// In the first Region of each registry's account.
    first: f64,
    /// In its other Regions.
    others: f64,
}

/// GB that a whole copy of all images holds: what repositories begin with, and what each further image adds.
fn whole_gb(facts: &Facts) -> f64 {
    let volumes = &facts.volumes;
    let further = volumes.images.saturating_sub(facts.repositories);
    number(facts.repositories.min(volumes.images.max(1))) * volumes.image_gb
        + number(further) * volumes.new_gb_per_push
}

/// The copies that registries keep where images run.
fn copies(topology: Topology, facts: &Facts) -> Copies {
    let places = facts.places();
    let promoted = facts.volumes.promoted;
    // Those of accounts, each in its first Region, and those in the other Regions of all of them.
    let accounts = |count: u64, regions: u64| (number(count), number(regions.saturating_sub(count)));
    let production = accounts(facts.production_accounts, places.production_accounts);
    let (first, others) = match topology {
        Topology::Shared | Topology::Dedicated => (1.0, number(facts.regions.max(1) - 1)),
        Topology::Split => (
            1.0 + promoted,
            number(places.others.saturating_sub(1)) + promoted * number(places.production.saturating_sub(1)),
        ),
        Topology::Replicated => (
            1.0 + promoted * production.0,
            number(places.others.saturating_sub(1)) + promoted * production.1,
        ),
        // Units share nothing: each keeps its part of the images.
        Topology::PerUnit => {
            let units = facts.owning_units.max(1);
            let further = places.units.saturating_sub(units);
            (1.0, number(further) / number(units))
        }
        // Development and test accounts keep every image, production accounts only what is promoted to them.
        Topology::PerAccount => {
            let other = match facts.other_accounts() {
                // What goes to production is built somewhere.
                0 => accounts(1, facts.regions.max(1)),
                count => accounts(count, places.other_accounts),
            };
            (
                other.0 + promoted * production.0,
                other.1 + promoted * production.1,
            )
        }
    };
    Copies { first, others }
}

/// Whether pulls that cross cost more than copies that are there.
pub(super) fn copies_pay(topology: Topology, facts: &Facts, prices: &Prices) -> bool {
    let others = copies(topology, facts).others;
    let volumes = &facts.volumes;
    let copied = number(volumes.pushes) * volumes.new_gb_per_push * others * prices.between_regions_gb
        + whole_gb(facts) * others * prices.storage_gb_month;
    pulled_elsewhere(facts) * prices.between_regions_gb > copied
}

/// GB that nodes in other Regions than the first pull: all Regions pull alike.
fn pulled_elsewhere(facts: &Facts) -> f64 {
    let regions = number(facts.regions.max(1));
    number(facts.volumes.pulls) * facts.volumes.image_gb * (regions - 1.0) / regions
}

/// The cost, and how often all images are kept.
pub(super) fn of(topology: Topology, spread: Spread, facts: &Facts, prices: &Prices) -> (Cost, f64) {
    let volumes = &facts.volumes;
    let Copies { first, others } = copies(topology, facts);
    let whole = whole_gb(facts);
    let pushed = number(volumes.pushes) * volumes.new_gb_per_push * others;
    let pulled = pulled_elsewhere(facts);
    // Whole copies in other Regions, GB that are copied to them, GB that are pulled from the first.
    let (kept, copied, crossing) = match spread {
        Spread::None => (0.0, 0.0, 0.0),
        Spread::Replication => (others, pushed, 0.0),
        // Only what is used is copied, once.
        Spread::PullThrough => match whole > 0.0 {
            true => (others.min(pulled / whole), pushed.min(pulled), 0.0),
            false => (0.0, pushed.min(pulled), 0.0),
        },
        Spread::Direct => (0.0, 0.0, pulled),
    };
    let copies = first + kept;
    let cost = Cost {
        storage: whole * copies * prices.storage_gb_month,
        replication: copied * prices.between_regions_gb,
        pulls: crossing * prices.between_regions_gb,
        endpoints: number(volumes.networks)
            * prices.zones
            * prices.endpoints
            * prices.hours
            * prices.endpoint_hour,
        // A copy is scanned again.
        scans: number(volumes.scans) * prices.scan * copies,
    };
    (cost, copies)
}

pub(super) fn number(count: u64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts are far below 2^53, and money is rounded"
    )]
    let number = count as f64;
    number
}
