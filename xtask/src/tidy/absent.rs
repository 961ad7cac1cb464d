//! What only some places may use: ARCHITECTURE.md's column of what is absent, for files, sockets and the machine's clock.

use super::Source;

/// Words that stand in code of some places only.
struct Rule {
    what: &'static str,
    words: &'static [&'static str],
    /// How the paths of those places begin.
    places: &'static [&'static str],
    instead: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        what: "the file system",
        words: &[
            "std::fs",
            "tokio::fs",
            "File::open",
            "File::create",
            "OpenOptions",
        ],
        places: &[
            "crates/blob/",
            "crates/cli/",
            // A test fills its disk at a point.
            "crates/failpoint/",
            "crates/server/src/operator_socket.rs",
            "crates/server/src/tls/",
            "crates/sql/",
            "crates/testkit/",
            "xtask/",
        ],
        instead: "bytes are blob's, the data folder is cli's",
    },
    Rule {
        what: "sockets",
        words: &[
            "TcpListener",
            "TcpStream",
            "UnixListener",
            "UnixStream",
            "UdpSocket",
        ],
        places: &["crates/cli/", "crates/server/", "crates/testkit/", "xtask/"],
        instead: "connections are server's, and the composition root gives ways to reach others",
    },
    Rule {
        what: "the machine's clock",
        words: &["Instant::now"],
        places: &[
            "crates/cli/",
            "crates/job/",
            // Whether the time of day jumped, how old what a node remembers may be, and how long a turn or a round took.
            "crates/kernel/src/clock.rs",
            "crates/kernel/src/memory/revisions.rs",
            "crates/policy/examples/",
            "crates/registry/src/collection/step/pause.rs",
            "crates/registry/src/ecr/lifecycle/job.rs",
            "crates/registry/src/verification/pace.rs",
            "crates/server/",
            "crates/sql/",
            "crates/testkit/",
            "xtask/",
        ],
        instead: "time is an argument: kernel::Clock",
    },
];

pub fn check(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources
        .iter()
        .filter(|source| source.is_rust() && !source.is_test())
    {
        let path = source.path.as_str();
        // Unit tests stand last.
        let code = source.text.split("#[cfg(test)]").next().unwrap_or_default();
        for rule in RULES
            .iter()
            .filter(|rule| !rule.places.iter().any(|place| path.starts_with(place)))
        {
            for (number, line) in code.lines().enumerate() {
                let is_comment = line.trim_start().starts_with("//");
                if !is_comment && rule.words.iter().any(|word| line.contains(word)) {
                    let Rule { what, instead, .. } = rule;
                    complaints.push(format!(
                        "{path}:{}: {what} does not belong here: {instead}",
                        number + 1
                    ));
                }
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(path: &str, text: &str) -> usize {
        let (path, text) = (path.to_owned(), text.to_owned());
        check(&[Source { path, text }]).len()
    }

    #[test]
    fn what_is_absent_stays_absent() {
        let room = "crates/registry/src/ecr/image/put.rs";
        assert_eq!(complaints(room, "use std::fs;\nlet now = Instant::now();\n"), 2);
        assert_eq!(complaints(room, "let stream = TcpStream::connect(it);"), 1);
        assert_eq!(complaints(room, "// std::fs is blob's"), 0);
        assert_eq!(complaints(room, "#[cfg(test)]\nmod tests { use std::fs; }"), 0);
        assert_eq!(complaints("crates/blob/src/fs/mod.rs", "use std::fs;"), 0);
    }
}
