//! What a soak repeats: tests of the suite, by name, that draw what they do from a seed or depend on the moment.

/// Tests that are repeated together.
pub struct Part {
    pub name: &'static str,
    pub about: &'static str,
    /// Which tests: a filter expression of nextest.
    pub filter: &'static str,
    /// How many cases a property test tries in a round, if that is more than in the suite; none without such tests.
    pub cases: Option<u32>,
    /// Whether one round takes all the time that the part has: its test goes on by itself.
    pub is_one_round: bool,
}

pub const PARTS: &[Part] = &[
    Part {
        name: "parsers",
        about: "properties and fuzz bodies of what reads text and bytes from outside",
        filter: "(package(wharf-oci) | package(wharf-aws) | package(wharf-sigv4) | package(wharf-kernel) \
                 | package(wharf-policy) | package(wharf-topology)) \
                 & test(/fuzz|propert|pattern|hostile::a|any_|arn|name::|range|digest|convert|query|glob/)",
        cases: Some(5_000),
        is_one_round: false,
    },
    Part {
        name: "decisions",
        about: "random policies and requests, decided by the evaluator, by its literal reference and by another simulator",
        filter: "test(=differential::both_evaluators_agree) | test(=simulator::an_independent_simulator_agrees)",
        cases: Some(50_000),
        is_one_round: false,
    },
    Part {
        name: "lifecycle",
        about: "random rules over random images: the plan and the rules read one by one say the same",
        filter: "package(wharf-node) & test(/lifecycle::(plan|fuzz)::/)",
        cases: Some(50_000),
        is_one_round: false,
    },
    Part {
        name: "deaths",
        about: "kill -9 under load at drawn moments and at named points; what was acknowledged is there",
        filter: "(package(wharf-cli) & test(/^crash::(kill|points|collection)/)) | test(=crash::a_kill_at_any_point_leaves_a_sound_store) \
                 | test(=lifetime::what_was_answered_survives_a_kill)",
        cases: None,
        is_one_round: false,
    },
    Part {
        name: "races",
        about: "several writers, supervisors and nodes on the same rows, on both databases",
        filter: "test(/two_nodes|two_writers|two_supervisors|no_update_is_lost|many_push|at_once|loses_a_blob/)",
        cases: None,
        is_one_round: false,
    },
    Part {
        name: "endurance",
        about: "a node under pushes, pulls, deletions and collection holds no more at the end than when it began",
        filter: "test(=endurance::a_node_holds_no_more_than_when_it_began)",
        cases: None,
        is_one_round: true,
    },
];
