//! What the torture does again: tests of the suite, by what an adversary or a failing machine would try.

use super::parts::{CROWD, DEATHS, POWER, Part, RACES, Tests};

/// The parts of the torture: a row each of the table in docs/explanation/reliability.md.
pub const PARTS: &[Part] = &[
    tried(
        "databases",
        "a database that is gone, empty, old or another's beside a full store, and a store that is gone: nothing is erased",
        &[
            cli(&["^store_identity::"]),
            node(&["^store_identity::", "^collection::"]),
        ],
    ),
    tried(
        "wildcards",
        "wildcards, variables and conditions that are dear to compare, a header that is padded to evade a Deny",
        &[
            Tests {
                packages: &["wharf-policy"],
                names: &["^hostile::", "glob::search::"],
            },
            server(&["^user_agent::"]),
        ],
    ),
    tried(
        "stalled",
        "heads and bodies that stop or trickle, answers that are not read, connections and streams without number",
        &[
            server(&[
                "^connections::silence::",
                "^connections::bounds::",
                "^connections::heads::",
                "^connections::http2::",
                "^connections::unverified::",
                "^connections::answers::",
                "^connections::shares::",
            ]),
            Tests {
                packages: &["wharf-server"],
                names: &[
                    "^bounds::",
                    "^budget::",
                    "^callers::",
                    "^outgoing::",
                    "^pace::",
                    "^slots::",
                ],
            },
            cli(&["^serve::the_limit_of_open_files_is_raised"]),
        ],
    ),
    Part {
        // One client's pulls beside it all; its time is the share of a part.
        name: "crowd",
        ..CROWD
    },
    tried(
        "bounds",
        "more bytes, uploads and requests than an account or a principal may have, many at once, and changes of a node that only reads",
        &[node(&["^ecr::quota::"]), server(&["^read_only::", "^rates::"])],
    ),
    tried(
        "full",
        "no space, or no file more, on a real disk and in the database, at every step of a push, of a deletion and of a restart",
        &[
            cli(&["^full_disk::"]),
            server(&["^full::"]),
            node(&["^faults::"]),
            Tests {
                packages: &["wharf-blob"],
                names: &["^full_disk::"],
            },
        ],
    ),
    tried(
        "hanging",
        "a disk of one Region, or of the records of calls, that answers no more: under requests, at a stop and at a start",
        &[cli(&["^hanging_disk::"])],
    ),
    tried(
        "damage",
        "layers whose file is gone, short, set aside or altered, manifests and rows that do not fit, logs and pages of a database \
         that are cut or flipped: missed, told, never served short, healed",
        &[
            node(&["^ecr::damage::", "^verification::"]),
            cli(&["^damaged_database::"]),
        ],
    ),
    tried(
        "tags",
        "tag keys that differ in case, in all orders, and principals of accounts that are not there",
        &[
            node(&["^tag_keys::", "^absent_accounts::", "the_id_of_a_closed_account"]),
            Tests {
                packages: &["wharf-policy"],
                names: &[
                    "^accounts::",
                    "an_allow_is_right_with_every_reading_and_a_deny_with_one",
                ],
            },
        ],
    ),
    Part {
        variables: &[("WHARF_SOAK_PAIRS", "60")],
        ..tried(
            "timing",
            "whether the end of a 16 MiB push tells that another account holds the same bytes: the calls, and the time of 60 pairs",
            &[
                cli(&["^timing::", "the_files_of_a_push_do_not_tell"]),
                node(&["^other_accounts_bytes::"]),
            ],
        )
    },
    tried(
        "silence",
        "a database that is frozen, stopped or cut off under requests, pushes and jobs",
        &[
            cli(&["^outage::"]),
            server(&["^outage::"]),
            Tests {
                packages: &["wharf-sql"],
                names: &["^frozen::"],
            },
        ],
    ),
    tried(
        "keys",
        "another node's master key at every command, and records that do not open",
        &[
            cli(&[
                "^serve::another_master_key_is_refused",
                "^serve::no_command_seals_with_another_master_key",
                "^unreadable::",
            ]),
            node(&[
                "^iam::access_key::keys_of_another_master_key_stop_no_other",
                "^iam::unreadable_key::",
            ]),
        ],
    ),
    tried(
        "leftovers",
        "half a head, or half a body without a caller, at a shutdown, long paths in the log, a folder that others can read, maps that would grow",
        &[
            server(&[
                "^drain::a_head_that_does_not_end",
                "^drain::a_body_that_is_not_verified",
            ]),
            Tests {
                packages: &["wharf-server", "wharf-kernel"],
                names: &["long_paths_are_cut_in_the_log", "callers_are_forgotten"],
            },
            cli(&["^serve::a_folder_that_others_can_read_is_closed"]),
        ],
    ),
    Part {
        variables: &[("WHARF_SOAK_CUTS", "1000")],
        ..tried(
            "power",
            "the power goes while clients push: what was not synced is lost, torn or reordered, on SQLite and files",
            POWER,
        )
    },
    DEATHS,
    RACES,
];

/// A part that goes on with other seeds until its time is over.
const fn tried(name: &'static str, about: &'static str, tests: &'static [Tests]) -> Part {
    Part {
        name,
        about,
        tests,
        cases: None,
        is_one_round: false,
        variables: &[],
    }
}

const fn cli(names: &'static [&'static str]) -> Tests {
    Tests {
        packages: &["wharf-cli"],
        names,
    }
}

const fn node(names: &'static [&'static str]) -> Tests {
    Tests {
        packages: &["wharf-node"],
        names,
    }
}

const fn server(names: &'static [&'static str]) -> Tests {
    Tests {
        packages: &["wharf-server"],
        names,
    }
}
