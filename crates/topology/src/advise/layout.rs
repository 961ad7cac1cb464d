//! Where images can live, and how they come to other Regions.

use super::facts::Facts;
use crate::company::Topology;

/// Where images live within a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// As a topology of the file says.
    One(Topology),
    /// A build registry, from which promoted images are replicated into production's own.
    Replicated,
}

/// How images come to other Regions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// There is one Region.
    None,
    /// Every push is copied.
    Replication,
    /// What is pulled is copied at the first pull.
    PullThrough,
    /// Every pull crosses.
    Direct,
}

impl Layout {
    pub(super) const ALL: [Layout; 6] = [
        Layout::One(Topology::Dedicated),
        Layout::One(Topology::Shared),
        Layout::One(Topology::Split),
        Layout::Replicated,
        Layout::One(Topology::PerUnit),
        Layout::One(Topology::PerAccount),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Layout::One(topology) => topology.as_str(),
            Layout::Replicated => "replicated",
        }
    }

    /// How far it keeps images apart; more is further.
    pub fn isolation(self) -> u8 {
        match self {
            Layout::One(Topology::Shared) => 0,
            Layout::One(Topology::Dedicated) => 1,
            Layout::Replicated => 2,
            Layout::One(Topology::Split) => 3,
            Layout::One(Topology::PerUnit) => 4,
            Layout::One(Topology::PerAccount) => 5,
        }
    }

    /// How many registries it has in a Region.
    pub(super) fn registries(self, facts: &Facts) -> u64 {
        match self {
            Layout::One(Topology::Shared | Topology::Dedicated) => 1,
            Layout::One(Topology::Split) => 2,
            Layout::Replicated => 1 + facts.production_accounts,
            Layout::One(Topology::PerUnit) => facts.owning_units.max(1),
            Layout::One(Topology::PerAccount) => facts.workload_accounts.max(1),
        }
    }

    pub(super) fn protects_production(self) -> bool {
        !matches!(self, Layout::One(Topology::Shared | Topology::Dedicated))
    }

    /// How long a deployment waits for its image.
    pub(super) fn lag(self) -> &'static str {
        match self {
            Layout::One(Topology::Shared | Topology::Dedicated | Topology::PerUnit) => "none",
            Layout::One(Topology::Split | Topology::PerAccount) => "the time of a copy, at promotion",
            Layout::Replicated => "up to 30 minutes after promotion",
        }
    }

    /// What fails when the account of a registry is lost, and when a policy is wrong.
    pub(super) fn failures(self) -> [&'static str; 2] {
        match self {
            Layout::One(Topology::Shared) => [
                "the development account is lost: no account can pull, not even production",
                "a wrong registry policy affects every environment",
            ],
            Layout::One(Topology::Dedicated) => [
                "the registry account is lost: no account can pull; it holds nothing else, and few people may enter it",
                "a wrong registry policy affects every environment",
            ],
            Layout::One(Topology::Split) => [
                "production's registry account is lost: production cannot pull; the other one is lost: only builds stop",
                "a wrong registry policy affects one side",
            ],
            Layout::Replicated => [
                "the build account is lost: production goes on with what it has",
                "a wrong registry policy affects one registry",
            ],
            Layout::One(Topology::PerUnit) => [
                "a unit's registry account is lost: that unit cannot pull",
                "a wrong registry policy affects one unit",
            ],
            Layout::One(Topology::PerAccount) => [
                "an account is lost: only that account is affected",
                "a wrong registry policy affects one account; but each account has one to maintain",
            ],
        }
    }
}
