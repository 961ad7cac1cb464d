//! The criteria and their points: what each layout is good at (the sources of docs/explanation/topologies.md).

use serde::Serialize;

use super::facts::Facts;
use crate::company::Topology;

/// The points of one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Criterion {
    /// Its name.
    pub name: &'static str,
    /// For (positive) or against.
    pub points: i64,
    /// Why.
    pub reason: String,
}

/// What each criterion says of a candidate.
pub(super) fn criteria(topology: Topology, facts: &Facts) -> Vec<Criterion> {
    let wants = &facts.requirements;
    let (teams, why_teams) = match topology {
        Topology::Dedicated if facts.teams < 10 => (3, "a few teams can easily share one registry"),
        Topology::Dedicated if facts.is_federation() => {
            (-2, "one registry team would be the bottleneck of all teams")
        }
        Topology::Dedicated => (1, "many teams need conventions in one registry"),
        Topology::Shared if facts.teams <= 1 => (2, "the only team has the registry in its own account"),
        Topology::Shared => (-2, "the other teams' images would live in one team's account"),
        Topology::Replicated => (i64::from(facts.teams < 24), "one place to build in"),
        Topology::Split if facts.teams < 24 => (2, "a few teams can easily share two registries"),
        Topology::Split => (0, "many teams need conventions in two registries"),
        Topology::PerUnit if facts.owning_units >= 2 && facts.teams >= 10 => {
            (6, "units of many teams answer for their own images")
        }
        Topology::PerUnit if facts.owning_units >= 2 => (3, "each unit answers for its own images"),
        Topology::PerUnit => (-2, "units own no images of their own"),
        Topology::PerAccount if facts.is_federation() => (4, "platform teams run their own registries"),
        Topology::PerAccount => (-3, "a registry per account needs platform teams that run it"),
    };
    let (impact, why_impact) = match topology {
        Topology::Shared => (
            -3,
            "what breaks the development account breaks production's pulls",
        ),
        Topology::Dedicated => (0, "one account that few may enter"),
        Topology::Split => (2, "production has its own registry"),
        Topology::Replicated => (2, "production pulls from its own registry"),
        Topology::PerUnit => (1, "a mistake stays in its unit"),
        Topology::PerAccount => (3, "a mistake stays in its account"),
    };
    let (effort, why_effort) = match topology {
        Topology::Shared if wants.beginning => (7, "a beginning needs no further account"),
        Topology::Shared if facts.is_alone() => (7, "the only account needs no further one"),
        Topology::Shared => (1, "no further account"),
        Topology::Dedicated => (2, "one policy, one place for scans, lifecycle and audits"),
        Topology::Split => (0, "two places, and promotion copies between them"),
        Topology::Replicated => (
            -3,
            "a policy for each destination, and a deployment waits for its copy",
        ),
        Topology::PerUnit => (-1, "as many places as units"),
        Topology::PerAccount => (-3, "as many places as accounts, and copies between them"),
    };
    let (storage, why_storage) = match topology {
        Topology::Shared | Topology::Dedicated if facts.regions < 2 => (1, "every image is kept once"),
        Topology::Shared | Topology::Dedicated => (1, "every image is kept once in a Region"),
        Topology::PerUnit if facts.placement(topology).is_once() => {
            (0, "images of different units share nothing")
        }
        Topology::PerUnit => (0, "what no unit alone owns is kept in several registries"),
        Topology::Split => (0, "production's images are kept twice"),
        Topology::Replicated => (-1, "every production account keeps its own copies"),
        Topology::PerAccount => (-1, "every account keeps its own copies"),
    };
    let mut criteria = [
        point("teams", teams, why_teams),
        point("scope of impact", impact, why_impact),
        point("operations", effort, why_effort),
        point("storage", storage, why_storage),
    ]
    .to_vec();
    criteria.extend(moving(topology, facts));
    criteria
}

/// Registries that are there stay, or their images have to move.
fn moving(topology: Topology, facts: &Facts) -> Option<Criterion> {
    if facts.registry_accounts == 0 {
        return None;
    }
    match facts.moved.get(&topology) {
        None | Some(0) if facts.registry_accounts == 1 => None,
        None | Some(0) => Some(point("moving", 2, "the registries that are there stay")),
        Some(1) => Some(point(
            "moving",
            -2,
            "the images of a registry that is there have to move",
        )),
        Some(count) => {
            let reason = format!("the images of {count} registries that are there have to move");
            Some(point("moving", -2, &reason))
        }
    }
}

/// A criterion's points, with their reason.
pub(super) fn point(name: &'static str, points: i64, reason: &str) -> Criterion {
    Criterion {
        name,
        points,
        reason: reason.to_owned(),
    }
}
