//! Advice for any facts: what must never happen.

use std::collections::BTreeMap;

use proptest::prelude::*;
use wharf_topology::advise::{Facts, name};
use wharf_topology::{Isolation, Requirements, Topology, Volumes};

use crate::advise::answer;

fn facts() -> impl Strategy<Value = Facts> {
    let requirements =
        (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(independent, region, beginning)| {
            Requirements {
                production_independent: independent,
                isolation: Isolation::None,
                region_failure: region,
                beginning,
            }
        });
    let counts = (
        1..80u64,
        0..80u64,
        0..6u64,
        1..100u64,
        1..10u64,
        1..5u64,
        1..500u64,
    );
    let amounts = (
        1..5_000u64,
        0..10_000u64,
        0..1_000_000u64,
        0.01..4.0f64,
        0.0..1.0f64,
    );
    (requirements, counts, amounts).prop_map(|(requirements, counts, amounts)| {
        let (teams, platform_teams, owning_units, workload_accounts, production, regions, repositories) =
            counts;
        let (images, pushes, pulls, image_gb, promoted) = amounts;
        Facts {
            teams,
            platform_teams: platform_teams.min(teams),
            owning_units,
            accounts: workload_accounts,
            workload_accounts,
            production_accounts: production.min(workload_accounts),
            registry_accounts: 0,
            regions,
            sites: workload_accounts * regions,
            repositories,
            requirements,
            resident: false,
            assumed: Vec::new(),
            misplaced: BTreeMap::new(),
            moved: BTreeMap::new(),
            placements: BTreeMap::new(),
            trials: BTreeMap::new(),
            volumes: Volumes {
                images,
                pushes,
                pulls,
                image_gb,
                new_gb_per_push: image_gb / 4.0,
                promoted,
                scans: 0,
                networks: 0,
            },
        }
    })
}

proptest! {
    #[test]
    fn more_isolation_asked_is_never_less_given(facts in facts()) {
        let given = [Isolation::None, Isolation::Unit, Isolation::Account].map(|isolation| {
            let requirements = Requirements { isolation, ..facts.requirements };
            let best = answer(&Facts { requirements, ..facts.clone() }).candidates.remove(0);
            best.misses.is_empty().then(|| best.layout.isolation())
        });
        // Without units nothing keeps units apart.
        let given: Vec<u8> = given.into_iter().flatten().collect();
        prop_assert!(given.is_sorted(), "{given:?}");
    }

    /// What is chosen meets every requirement, if anything does; money is never negative.
    #[test]
    fn the_answer_meets_what_can_be_met(facts in facts()) {
        let advice = answer(&facts);
        let met = advice.candidates.iter().any(|candidate| candidate.misses.is_empty());
        prop_assert_eq!(advice.candidates[0].misses.is_empty(), met);
        for candidate in &advice.candidates {
            prop_assert!(candidate.cost.total() >= 0.0 && candidate.cost.total().is_finite());
        }
        // Copies are counted by the same rules for all: what keeps every image and more besides never costs less.
        let of = |topology: Topology| {
            let found = advice.candidates.iter().find(|candidate| candidate.layout == topology).unwrap();
            (found.cost.storage + found.cost.scans, found.copies)
        };
        let one = of(Topology::Dedicated);
        for more in [Topology::Split, Topology::PerAccount] {
            prop_assert!(of(more).0 >= one.0 - 0.001, "{one:?} {:?}", of(more));
        }
        prop_assert_eq!(of(Topology::Shared), one);
        // The scales have the answer where the company is.
        let now = name(&advice.candidates[0]);
        for scale in &advice.scales {
            prop_assert_eq!(&scale.part().unwrap().answer, &now, "{}", scale.what);
        }
    }
}
