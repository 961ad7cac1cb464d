//! What stands around the commands of the pages: what they leave in the folder, how long they wait, what they need.

use std::collections::BTreeSet;

use super::{root, run_pages};

/// The files and folders of the folder that it is typed in which a block makes or names: data folders, what it writes, files of flags,
/// copies. A variable in a name is `*`.
fn made(code: &str) -> Vec<String> {
    let words = code.split_whitespace();
    let pairs = words.clone().zip(words.clone().skip(1));
    let named = pairs.filter(|(flag, _)| {
        ["--data", "--out", ">", ">>", "2>"].contains(flag)
            || (flag.starts_with("--") && flag.ends_with("-file"))
    });
    let copies = words.clone().zip(words.skip(2)).filter(|(word, _)| *word == "cp");
    let names = named.chain(copies).map(|(_, name)| {
        let name = name.trim_matches(['"', '\'', ';', ')']);
        let name = name.strip_prefix("./").unwrap_or(name);
        let name = name.split('/').next().unwrap_or_default();
        match name.split_once('$') {
            Some((before, _)) if !before.is_empty() => format!("{before}*"),
            _ => name.to_owned(),
        }
    });
    let is_here = |name: &String| name.starts_with(|first: char| first.is_ascii_alphanumeric());
    names.filter(is_here).collect()
}

#[test]
fn what_a_block_makes() {
    let code = "wharf serve --data ./d --master-key-file k.key > s.txt &\n(mkdir x; echo a > \"i-$n/a\") > /dev/null\n\
                cat b >> \"$HOME/c\" 2>&1; jq '.a' < in; cp e/f g 2> h; wharf export i --out j/k";
    assert_eq!(made(code), ["d", "k.key", "s.txt", "i-*", "h", "j", "g"]);
}

/// Data folders have keys of root users, and so may have what is written. The folder may be that of the sources.
#[test]
fn what_the_pages_make_goes_into_no_commit_and_no_image() {
    let blocks = run_pages().into_iter().flat_map(|(_, _, blocks)| blocks);
    let mut names: BTreeSet<String> = blocks.flat_map(|block| made(&block.code)).collect();
    names.insert("wharf-data".to_owned());
    // What the demo says to type.
    names.insert("mine.yaml".to_owned());
    for list in [".gitignore", ".dockerignore"] {
        let text = std::fs::read_to_string(root().join(list)).unwrap();
        let ignored: BTreeSet<&str> = text.lines().map(|line| line.trim_matches('/')).collect();
        let missing: Vec<&String> = names
            .iter()
            .filter(|name| !ignored.contains(name.as_str()))
            .collect();
        assert!(missing.is_empty(), "{list} has not {missing:?}");
    }
}

/// A page is typed by people whose server may not start.
#[test]
fn no_page_waits_for_ever() {
    for (name, _, blocks) in run_pages() {
        for line in blocks.iter().flat_map(|block| block.code.lines()) {
            let words: Vec<&str> = line.split([' ', '\'', '"']).collect();
            assert!(
                !words.contains(&"until") || words.contains(&"timeout"),
                "{name}: {line}"
            );
        }
    }
}

/// A server that does not start, because its port is in use, ends the wait for it.
#[test]
fn no_page_waits_for_a_server_that_has_ended() {
    for (name, _, blocks) in run_pages() {
        for block in &blocks {
            let lines = block.code.lines().zip(block.code.lines().skip(1));
            for (server, wait) in lines.filter(|(server, _)| server.ends_with(" &")) {
                assert!(
                    wait.contains("; do kill -0 $! || exit; sleep 0.1; done\""),
                    "{name}: {server}"
                );
                // What it logs would stand between the answers of the commands.
                assert!(server.contains(" --log warn"), "{name}: {server}");
            }
        }
    }
}

/// What a server says at its first start has the root user's secret in it, and what is drawn at random is a secret, too.
#[test]
fn secrets_are_written_for_their_owner_only() {
    let mut count = 0;
    for (name, _, blocks) in run_pages() {
        for block in &blocks {
            let lines = std::iter::once("").chain(block.code.lines());
            for (before, line) in lines.zip(block.code.lines()) {
                let is_secret = line.starts_with("wharf serve ")
                    || line.starts_with("wharf up ")
                    || line.contains("/dev/urandom");
                let Some((_, file)) = line.split_once(" > ").filter(|_| is_secret) else {
                    continue;
                };
                let file = file.split(' ').next().unwrap_or_default();
                assert_eq!(
                    before,
                    format!("install -m 600 /dev/null {file}"),
                    "{name}: {line}"
                );
                count += 1;
            }
        }
    }
    assert!(count > 9, "{count}");
}

/// A data folder, or a file of the same name, that is there already makes another page's commands fail.
#[test]
fn pages_say_where_they_begin() {
    for (name, text, blocks) in run_pages() {
        // The server of this one may be that of the README.
        if !name.starts_with("docs/") || name == "docs/how-to/registry-hosts.md" {
            continue;
        }
        let code: Vec<&str> = blocks.iter().map(|block| block.code.as_str()).collect();
        let starts = |line: &&str| line.starts_with("wharf serve ") || line.starts_with("wharf up ");
        if code
            .iter()
            .flat_map(|code| code.lines())
            .any(|line| starts(&line))
        {
            assert!(text.contains("in an empty folder"), "{name}");
        }
        if code.iter().any(|code| code.contains(" examples/")) {
            assert!(
                text.contains("a copy of [examples](../../examples) in it"),
                "{name}"
            );
        }
    }
}

/// `README.md` says it for the pages of `docs/how-to`, too; a tutorial says it for itself.
#[test]
fn pages_say_which_programs_they_need() {
    const PROGRAMS: [&str; 6] = ["aws", "curl", "docker", "jq", "podman", "skopeo"];
    let pages = run_pages();
    let needs = |text: &str| {
        text.split("\n\n")
            .find(|part| part.starts_with("You need "))
            .map(str::to_owned)
    };
    let all = pages.iter().find(|(name, _, _)| name == "README.md");
    let all = all.and_then(|(_, text, _)| needs(text)).unwrap_or_default();
    for (name, text, blocks) in &pages {
        let said = match name.starts_with("docs/how-to/") {
            true => all.clone(),
            false => needs(text).unwrap_or_default(),
        };
        let code: Vec<&str> = blocks.iter().map(|block| block.code.as_str()).collect();
        let code = code.join("\n");
        let words: BTreeSet<&str> = code
            .split(|letter: char| {
                !letter.is_ascii_alphanumeric() && letter != '-' && letter != '.' && letter != '/'
            })
            .collect();
        for program in PROGRAMS.iter().filter(|program| words.contains(*program)) {
            assert!(
                said.contains(&format!("`{program}`")),
                "{name} does not say that it needs {program}"
            );
        }
    }
}
