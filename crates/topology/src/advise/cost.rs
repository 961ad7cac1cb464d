//! What a candidate costs in a month: every copy that it keeps, in every registry of every Region, by the same rules for all.

use serde::Serialize;

use super::facts::Facts;
use super::layout::Spread;
use super::placement::{Placement, number};
use super::price::Prices;

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

/// The copies that registries keep.
fn copies(placement: &Placement, promoted: f64) -> Copies {
    let (mut first, mut others) = (0.0, 0.0);
    for held in &placement.held {
        let share = number(held.accounts) * (held.whole + held.promoted * promoted);
        first += share;
        others += share * number(held.regions.saturating_sub(1));
    }
    Copies { first, others }
}

/// Whether pulls that cross cost more than copies that are there.
pub(super) fn copies_pay(placement: &Placement, facts: &Facts, prices: &Prices) -> bool {
    let volumes = &facts.volumes;
    let others = copies(placement, volumes.promoted).others;
    let copied = number(volumes.pushes) * volumes.new_gb_per_push * others * prices.between_regions_gb
        + whole_gb(facts) * others * prices.storage_gb_month;
    pulled(facts, placement, placement.elsewhere - placement.afar) * prices.between_regions_gb > copied
}

/// GB that nodes pull in so many of the places in which images are pulled: all places pull alike.
fn pulled(facts: &Facts, placement: &Placement, places: u64) -> f64 {
    number(facts.volumes.pulls) * facts.volumes.image_gb * number(places) / number(placement.sites.max(1))
}

/// The cost, and how often all images are kept.
pub(super) fn of(placement: &Placement, spread: Spread, facts: &Facts, prices: &Prices) -> (Cost, f64) {
    let volumes = &facts.volumes;
    let Copies { first, others } = copies(placement, volumes.promoted);
    let whole = whole_gb(facts);
    let pushed = number(volumes.pushes) * volumes.new_gb_per_push * others;
    let elsewhere = pulled(facts, placement, placement.elsewhere);
    // Where a Region has no registry, pulls cross with every way.
    let afar = pulled(facts, placement, placement.afar);
    let near = elsewhere - afar;
    // Whole copies in other Regions, GB that are copied to them, GB that are pulled from other Regions.
    let (kept, copied, crossing) = match spread {
        Spread::None => (0.0, 0.0, elsewhere),
        Spread::Replication => (others, pushed, afar),
        // Only what is used is copied, once.
        Spread::PullThrough => match whole > 0.0 {
            true => (others.min(near / whole), pushed.min(near), afar),
            false => (0.0, pushed.min(near), afar),
        },
        Spread::Direct => (0.0, 0.0, elsewhere),
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
