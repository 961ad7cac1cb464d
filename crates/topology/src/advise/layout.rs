//! What follows from where images live, and how they come to other Regions.

use crate::company::Topology;

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

impl Topology {
    /// How far it keeps images apart; more is further.
    pub fn isolation(self) -> u8 {
        match self {
            Topology::Shared => 0,
            Topology::Dedicated => 1,
            Topology::Replicated => 2,
            Topology::Split => 3,
            Topology::PerUnit => 4,
            Topology::PerAccount => 5,
        }
    }

    /// How long a deployment waits for its image.
    pub(super) fn lag(self) -> &'static str {
        match self {
            Topology::Shared | Topology::Dedicated | Topology::PerUnit => "none",
            Topology::Split | Topology::PerAccount => "the time of a copy, at promotion",
            Topology::Replicated => "the time of a copy, at promotion",
        }
    }

    /// What fails when the account of a registry is lost, and when a policy is wrong.
    pub(super) fn failures(self) -> [&'static str; 2] {
        match self {
            Topology::Shared => [
                "the development account is lost: no account can pull, not even production",
                "a wrong registry policy affects every environment",
            ],
            Topology::Dedicated => [
                "the registry account is lost: no account can pull; it holds nothing else, and few people may enter it",
                "a wrong registry policy affects every environment",
            ],
            Topology::Split => [
                "production's registry account is lost: production cannot pull; the other one is lost: only builds stop",
                "a wrong registry policy affects one side",
            ],
            Topology::Replicated => [
                "the build account is lost: production goes on with what it has",
                "a wrong registry policy affects one registry",
            ],
            Topology::PerUnit => [
                "a unit's registry account is lost: that unit cannot pull",
                "a wrong registry policy affects one unit",
            ],
            Topology::PerAccount => [
                "an account is lost: only that account is affected",
                "a wrong registry policy affects one account; but each account has one to maintain",
            ],
        }
    }
}
