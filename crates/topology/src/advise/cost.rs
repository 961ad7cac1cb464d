//! What a candidate costs in a month.

use serde::Serialize;

use super::facts::Facts;
use super::layout::{Layout, Spread};
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

/// GB that a whole copy of all images holds: what repositories begin with, and what each further image adds.
pub(super) fn whole_gb(facts: &Facts) -> f64 {
    let volumes = &facts.volumes;
    let further = volumes.images.saturating_sub(facts.repositories);
    number(facts.repositories.min(volumes.images.max(1))) * volumes.image_gb
        + number(further) * volumes.new_gb_per_push
}

/// How many whole copies the registries of one Region hold.
pub(super) fn copies(layout: Layout, facts: &Facts) -> f64 {
    let promoted = facts.volumes.promoted;
    match layout {
        // Units share nothing: each keeps only its own images.
        Layout::One(Topology::PerUnit | Topology::Shared | Topology::Dedicated) => 1.0,
        Layout::One(Topology::Split) => 1.0 + promoted,
        // Development and test accounts keep every image, production accounts only what is promoted to them.
        Layout::One(Topology::PerAccount) => {
            let production = number(facts.production_accounts);
            let others = number(facts.workload_accounts) - production;
            others.max(1.0) + production * promoted
        }
        Layout::Replicated => 1.0 + number(facts.production_accounts) * promoted,
    }
}

pub(super) fn of(layout: Layout, spread: Spread, facts: &Facts, prices: &Prices) -> Cost {
    let volumes = &facts.volumes;
    let regions = number(facts.regions.max(1));
    let others = regions - 1.0;
    let stored = whole_gb(facts) * copies(layout, facts);
    // What goes to other Regions is what serves there: promoted images where there is promotion.
    let share = match layout {
        Layout::One(Topology::Split | Topology::PerAccount) | Layout::Replicated => volumes.promoted,
        Layout::One(_) => 1.0,
    };
    let pushed = number(volumes.pushes) * volumes.new_gb_per_push * share;
    let pulled_elsewhere = number(volumes.pulls) * volumes.image_gb * others / regions;
    let copied = whole_gb(facts) * share;
    let (stored_elsewhere, replicated, pulled) = match spread {
        Spread::None => (0.0, 0.0, 0.0),
        Spread::Replication => (copied * others, pushed * others, 0.0),
        // Only what is used is copied, once.
        Spread::PullThrough => {
            let used = (pushed * others).min(pulled_elsewhere);
            let kept = (copied * others).min(pulled_elsewhere);
            (kept, used, 0.0)
        }
        Spread::Direct => (0.0, 0.0, pulled_elsewhere),
    };
    Cost {
        storage: (stored + stored_elsewhere) * prices.storage_gb_month,
        replication: replicated * prices.between_regions_gb,
        pulls: pulled * prices.between_regions_gb,
        endpoints: number(volumes.networks)
            * prices.zones
            * prices.endpoints
            * prices.hours
            * prices.endpoint_hour,
        scans: number(volumes.scans) * prices.scan * registries_scanned(layout, facts),
    }
}

/// A replica is scanned again.
fn registries_scanned(layout: Layout, facts: &Facts) -> f64 {
    copies(layout, facts).max(1.0)
}

pub(super) fn number(count: u64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts are far below 2^53, and money is rounded"
    )]
    let number = count as f64;
    number
}
