//! Advice: described organizations and what the sources answer, and money.

use std::collections::BTreeMap;

use wharf_topology::advise::{Advice, Facts, Held, Placement, Prices, Spread, advise, sentence};
use wharf_topology::{Isolation, Requirements, Topology, Volumes};

use crate::file::{EXAMPLES, company};

fn volumes() -> Volumes {
    Volumes {
        images: 200,
        pushes: 600,
        pulls: 3_000,
        image_gb: 0.5,
        new_gb_per_push: 0.1,
        promoted: 0.25,
        scans: 0,
        networks: 0,
    }
}

fn startup() -> Facts {
    Facts {
        teams: 3,
        platform_teams: 0,
        owning_units: 0,
        accounts: 3,
        workload_accounts: 3,
        production_accounts: 1,
        registry_accounts: 0,
        regions: 1,
        sites: 3,
        repositories: 20,
        volumes: volumes(),
        assumed: Vec::new(),
        requirements: Requirements::default(),
        resident: false,
        misplaced: BTreeMap::new(),
        moved: BTreeMap::new(),
        placements: BTreeMap::new(),
        trials: BTreeMap::new(),
    }
}

fn with(requirements: Requirements) -> Facts {
    Facts {
        requirements,
        ..startup()
    }
}

fn wants(isolation: Isolation) -> Requirements {
    Requirements {
        isolation,
        ..Requirements::default()
    }
}

pub(crate) fn answer(facts: &Facts) -> Advice {
    advise(facts, &Prices::default())
}

/// Described organizations with the answer that the sources give, and why.
#[test]
fn organizations_and_their_answers() {
    let independent = Requirements {
        production_independent: true,
        ..Requirements::default()
    };
    let busy = Volumes {
        pulls: 2_000_000,
        ..volumes()
    };
    let rows: [(&str, Facts, Topology, Spread); 14] = [
        (
            "a start-up of three teams: the preferred answer",
            startup(),
            Topology::Dedicated,
            Spread::None,
        ),
        (
            "two people who begin: the registry in the development account",
            Facts {
                teams: 1,
                ..with(Requirements {
                    beginning: true,
                    ..Requirements::default()
                })
            },
            Topology::Shared,
            Spread::None,
        ),
        (
            "one team that does not begin any more",
            Facts {
                teams: 1,
                ..startup()
            },
            Topology::Dedicated,
            Spread::None,
        ),
        (
            "an agency of fifteen teams in one regime",
            Facts {
                teams: 15,
                workload_accounts: 30,
                ..startup()
            },
            Topology::Dedicated,
            Spread::None,
        ),
        (
            "a shop whose production must not depend on anything shared",
            with(independent),
            Topology::Split,
            Spread::None,
        ),
        (
            "a bank whose production must not depend on anything shared, in two Regions that may fail",
            Facts {
                regions: 2,
                ..with(Requirements {
                    region_failure: true,
                    ..independent
                })
            },
            Topology::Split,
            Spread::Replication,
        ),
        (
            "a group of four autonomous business units",
            Facts {
                teams: 20,
                owning_units: 4,
                workload_accounts: 16,
                ..startup()
            },
            Topology::PerUnit,
            Spread::None,
        ),
        (
            "units under different regulators",
            Facts {
                owning_units: 2,
                ..with(wants(Isolation::Unit))
            },
            Topology::PerUnit,
            Spread::None,
        ),
        (
            "accounts under different regulators",
            with(wants(Isolation::Account)),
            Topology::PerAccount,
            Spread::None,
        ),
        (
            "a platform of sixty teams, each with a platform team",
            Facts {
                teams: 60,
                platform_teams: 60,
                workload_accounts: 120,
                ..startup()
            },
            Topology::PerAccount,
            Spread::None,
        ),
        (
            "sixty teams without platform teams",
            Facts {
                teams: 60,
                workload_accounts: 120,
                ..startup()
            },
            Topology::Dedicated,
            Spread::None,
        ),
        (
            "a game studio that serves three Regions all the time",
            Facts {
                regions: 3,
                volumes: busy,
                ..startup()
            },
            Topology::Dedicated,
            Spread::Replication,
        ),
        (
            "a company with a seldom used second Region",
            Facts {
                regions: 2,
                volumes: Volumes {
                    pulls: 100,
                    ..volumes()
                },
                ..startup()
            },
            Topology::Dedicated,
            Spread::PullThrough,
        ),
        (
            "a beginning that must keep accounts apart: the requirement wins",
            with(Requirements {
                beginning: true,
                ..wants(Isolation::Account)
            }),
            Topology::PerAccount,
            Spread::None,
        ),
    ];
    for (description, facts, layout, spread) in rows {
        let advice = answer(&facts);
        let best = &advice.candidates[0];
        assert_eq!(
            (best.layout, best.spread),
            (layout, spread),
            "{description}: {best:?}"
        );
        assert!(best.misses.is_empty(), "{description}: {:?}", best.misses);
        assert!(best.criteria.iter().all(|criterion| !criterion.reason.is_empty()));
    }
}

/// The example of the price model, calculated by hand: 240 GB, two copies of a quarter of it, 150 GB across, six networks.
#[test]
fn costs_are_those_of_the_hand_calculation() {
    // Production alone works in both.
    let held = |regions: u64, is_production: bool| Held {
        accounts: 1,
        regions,
        is_production,
        whole: f64::from(u8::from(!is_production)),
        promoted: f64::from(u8::from(is_production)),
    };
    let placement = Placement {
        held: vec![held(1, false), held(2, true)],
        sites: 4,
        elsewhere: 1,
        ..Placement::default()
    };
    let facts = Facts {
        repositories: 200,
        regions: 2,
        placements: BTreeMap::from([(Topology::Replicated, placement)]),
        volumes: Volumes {
            images: 200,
            pushes: 600,
            image_gb: 1.2,
            new_gb_per_push: 1.0,
            promoted: 0.25,
            networks: 6,
            ..volumes()
        },
        ..with(Requirements {
            region_failure: true,
            ..Requirements::default()
        })
    };
    let advice = answer(&facts);
    let found = advice
        .candidates
        .iter()
        .find(|candidate| candidate.layout == Topology::Replicated)
        .unwrap();
    let cents = |dollars: f64| (dollars * 100.0).round();
    assert_eq!(cents(found.cost.storage), 3_600.0, "{found:?}");
    assert_eq!(cents(found.cost.replication), 300.0);
    assert_eq!(cents(found.cost.endpoints), 26_280.0);
    assert_eq!(cents(found.cost.total()), 30_180.0);
}

#[test]
fn answers_turn_where_they_say() {
    let facts = Facts {
        teams: 10,
        platform_teams: 10,
        ..startup()
    };
    let advice = answer(&facts);
    let turn = advice.changes.iter().find(|turn| turn.what == "teams").unwrap();
    assert_eq!((turn.from, turn.to.as_str()), (24, "per-account"));
    let with = |teams: u64| Facts {
        teams,
        platform_teams: teams,
        ..facts.clone()
    };
    let (before, after) = (answer(&with(turn.from - 1)), answer(&with(turn.from)));
    assert_eq!(before.candidates[0].layout, advice.candidates[0].layout);
    assert_eq!(after.candidates[0].layout, Topology::PerAccount);
    assert!(
        advice
            .changes
            .iter()
            .any(|turn| turn.what == "Regions" && turn.from == 2)
    );
}

/// Each example has the topology that its facts and requirements call for.
#[test]
fn the_examples_do_as_they_are_advised() {
    for (name, text) in EXAMPLES {
        let company = company(text);
        let advice = answer(&Facts::of(&company));
        assert_eq!(advice.candidates[0].name, company.topology.as_str(), "{name}");
    }
}

#[test]
fn the_answer_is_a_sentence() {
    let company = company(include_str!("../../../../examples/multi-region.yaml"));
    let advice = answer(&Facts::of(&company));
    let said = sentence(&company, &advice.candidates[0]);
    assert!(
        said.starts_with(
            "2 registries, in account `registry` (222222222222), in us-east-1 and eu-west-1, because "
        ),
        "{said}"
    );
}

/// With several Regions the ways that were not chosen are told, with why not.
#[test]
fn every_way_to_other_regions_is_weighed() {
    let advice = answer(&Facts {
        regions: 2,
        ..startup()
    });
    let ways: Vec<(Spread, bool)> = advice
        .candidates
        .iter()
        .filter(|candidate| candidate.layout == advice.candidates[0].layout)
        .map(|candidate| (candidate.spread, candidate.misses.is_empty()))
        .collect();
    assert_eq!(ways.len(), 3, "{ways:?}");
    assert!(ways.contains(&(Spread::Direct, false)), "{ways:?}");
    assert!(ways[0].1 && ways[0].0 != Spread::Direct);
}
