//! What a soak repeats: tests of the suite, by name, that draw what they do from a seed or depend on the moment.

/// Tests that are repeated together.
pub struct Part {
    pub name: &'static str,
    pub about: &'static str,
    pub tests: &'static [Tests],
    /// How many cases a property test tries in a round, if that is more than in the suite; none without such tests.
    pub cases: Option<u32>,
    /// Whether one round takes all the time that the part has: its test goes on by itself.
    pub is_one_round: bool,
    /// What else its tests are told, such as how often to do what they do, and their runner.
    pub variables: &'static [(&'static str, &'static str)],
}

/// Tests of some packages.
pub struct Tests {
    pub packages: &'static [&'static str],
    /// What the tests' names contain, or begin with after a `^`. [`super::selection`] refuses one that selects no test.
    pub names: &'static [&'static str],
}

/// The parts of a soak.
pub const PARTS: &[Part] = &[
    Part {
        name: "parsers",
        about: "properties and fuzz bodies of what reads text and bytes from outside",
        tests: &[Tests {
            packages: &[
                "wharf-oci",
                "wharf-aws",
                "wharf-sigv4",
                "wharf-kernel",
                "wharf-policy",
                "wharf-topology",
            ],
            names: &[
                "fuzz",
                "propert",
                "pattern",
                "hostile::a",
                "any_",
                "arn",
                "name::",
                "range",
                "digest",
                "convert",
                "query",
                "glob",
            ],
        }],
        cases: Some(5_000),
        is_one_round: false,
        variables: &[],
    },
    Part {
        name: "decisions",
        about: "random policies and requests, decided by the evaluator, by its literal reference and by another simulator",
        tests: &[
            Tests {
                packages: &["wharf-policy"],
                names: &["^differential::both_evaluators_agree"],
            },
            Tests {
                packages: &["wharf-cli"],
                names: &["^simulator::an_independent_simulator_agrees"],
            },
        ],
        cases: Some(50_000),
        is_one_round: false,
        variables: &[],
    },
    Part {
        name: "lifecycle",
        about: "random rules over random images: the plan and the rules read one by one say the same",
        tests: &[Tests {
            packages: &["wharf-node"],
            names: &["lifecycle::plan::", "lifecycle::fuzz::"],
        }],
        cases: Some(50_000),
        is_one_round: false,
        variables: &[],
    },
    DEATHS,
    RACES,
    Part {
        name: "endurance",
        about: "a node under pushes, pulls, deletions and collection holds hardly more at the end than when it began",
        tests: &[Tests {
            packages: &["wharf-cli"],
            names: &["^endurance::a_node_holds_no_more_than_when_it_began"],
        }],
        cases: None,
        is_one_round: true,
        variables: &[],
    },
    CROWD,
    Part {
        name: "power",
        about: "power cuts at drawn moments, with what was not synced lost, torn and reordered; what was acknowledged is there",
        tests: POWER,
        cases: None,
        is_one_round: true,
        variables: &[("WHARF_SOAK_CUTS", "10000")],
    },
    Part {
        name: "companies",
        about: "random companies: each assertion decided by `check`, by definition, and by what real requests of a node's principals answer",
        tests: &[
            Tests {
                packages: &["wharf-topology"],
                names: &["^random::"],
            },
            Tests {
                packages: &["wharf-cli"],
                names: &["^companies::"],
            },
        ],
        cases: None,
        is_one_round: true,
        variables: &[("WHARF_SOAK_COMPANIES", "2000")],
    },
];

/// The tests of power cuts.
pub const POWER: &[Tests] = &[Tests {
    packages: &["wharf-cli"],
    names: &["^crash::power::no_acknowledged_push_is_lost"],
}];

/// `kill -9`.
pub const DEATHS: Part = Part {
    name: "deaths",
    about: "kill -9 under load at drawn moments and at named points; what was acknowledged is there",
    tests: &[
        Tests {
            packages: &["wharf-cli"],
            names: &["^crash::kill", "^crash::points", "^crash::collection"],
        },
        Tests {
            packages: &["wharf-blob"],
            names: &["^crash::a_kill_at_any_point_leaves_a_sound_store"],
        },
        Tests {
            packages: &["wharf-sql"],
            names: &["^lifetime::what_was_answered_survives_a_kill"],
        },
    ],
    cases: None,
    is_one_round: false,
    variables: &[],
};

/// Several writers.
pub const RACES: Part = Part {
    name: "races",
    about: "several writers, supervisors and nodes on the same rows, on both databases",
    tests: &[
        Tests {
            packages: &["wharf-node"],
            names: &[
                "^together::",
                "two_nodes",
                "two_who_make_the_last_webhook",
                "parts_in_flight_at_the_same_time",
                "no_image_that_was_acknowledged_loses_a_blob",
            ],
        },
        Tests {
            packages: &["wharf-job"],
            names: &["two_supervisors"],
        },
        Tests {
            packages: &["wharf-sql"],
            names: &["no_update_is_lost_between_two_nodes"],
        },
    ],
    cases: None,
    is_one_round: false,
    variables: &[],
};

/// Clients that hold what they can, beside one that pulls.
pub const CROWD: Part = Part {
    name: "crowd",
    about: "pulls beside streams that are not read and bodies that are not sent, with TLS and without: how much longer they take than \
            from an idle node; and thousands of downloads that are not read: what the node holds",
    tests: &[Tests {
        packages: &["wharf-cli"],
        names: &["^crowd::"],
    }],
    cases: None,
    is_one_round: true,
    variables: &[
        ("WHARF_SOAK_DOWNLOADS", "2000"),
        // One after the other: each measures.
        ("NEXTEST_TEST_THREADS", "1"),
    ],
};
