//! Every command that the documentation tells people to type, typed.
//!
//! # The convention, for those who write pages
//!
//! In `README.md` and in every page under `docs/`, a fenced block whose info string is
//!
//! | info string | is |
//! |---|---|
//! | `sh` | run |
//! | `sh docker` | run, and the page gets a docker engine |
//! | anything else (`text`, `console`, `toml`, none) | not run |
//!
//! - The blocks of a page run from top to bottom in one `bash` with `set -euo pipefail`: variables, background jobs and
//!   the working folder last until the end of the page, and the first command that fails fails the test. Pages know
//!   nothing of each other.
//! - A page starts in a shell in which `wharf env` of another node was typed, and in a home with nothing in it but the folder `examples`. `wharf`, `aws`, `curl`, `skopeo` and the other clients are in `PATH`.
//! - It has a network of its own with nothing but the loopback interface: port 5000, or 443, is always free, and nothing
//!   on the internet can be reached. Everything still running at the end of the page is killed.
//! - `docker` reaches the engine through `DOCKER_HOST`; the engine takes plain HTTP from 127.0.0.0/8 only, runs on the
//!   page's network and builds without BuildKit.
//!
//! **Needs root**, for the namespaces.

mod around;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use wharf_testkit::files_below;

use crate::aws::LEFT_OVER;
use crate::lab::{Run, daemon, program, search_path};

/// A block that is run.
#[derive(Debug, PartialEq, Eq)]
struct Block {
    /// The line of its first command, counted from 1.
    line: usize,
    code: String,
    docker: bool,
}

/// The blocks of a page that are run.
fn blocks(page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let Some(info) = line.trim_start().strip_prefix("```") else {
            continue;
        };
        let words: Vec<&str> = info.split_whitespace().collect();
        let code: Vec<&str> = lines
            .by_ref()
            .map(|(_, line)| line)
            .take_while(|line| line.trim() != "```")
            .collect();
        if words.first() == Some(&"sh") {
            found.push(Block {
                line: at + 2,
                code: code.join("\n"),
                docker: words.contains(&"docker"),
            });
        }
    }
    found
}

/// The network's loopback interface; what container tools keep for the whole machine, out of it.
const PREAMBLE: &str = r#"
set -euo pipefail
busybox ifconfig lo up
mkdir -p /var/lib/containers && mount --bind "$ENGINE" /var/lib/containers
"#;

/// The page as a program.
fn script(name: &str, blocks: &[&Block]) -> String {
    let mut script = String::from(PREAMBLE);
    if blocks.iter().any(|block| block.docker) {
        script.push_str("dockerd --config-file \"$ENGINE/daemon.json\" > \"$ENGINE/log\" 2>&1 &\n");
        script.push_str("until docker version > \"$ENGINE/version\" 2>&1; do sleep 0.1; done\n");
    }
    let trap = format!("trap 'echo \"{name}:$BLOCK: «$BASH_COMMAND» ended with $?\" >&2' ERR\n");
    script.push_str(&trap);
    for block in blocks {
        let _ = write!(script, "BLOCK={}\n{}\n", block.line, block.code);
    }
    script
}

/// Runs a page in a home of its own.
fn run<'a>(name: &str, blocks: impl IntoIterator<Item = &'a Block>) -> crate::lab::Done {
    let blocks: Vec<&Block> = blocks.into_iter().collect();
    let folder = tempfile::tempdir().unwrap();
    let make = |part: &str| {
        let path = folder.path().join(part);
        std::fs::create_dir(&path).unwrap();
        path
    };
    let (home, bin, engine) = (make("home"), make("bin"), make("engine"));
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_wharf"), bin.join("wharf")).unwrap();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    std::os::unix::fs::symlink(examples, home.join("examples")).unwrap();
    std::fs::write(engine.join("daemon.json"), daemon(&engine, &[])).unwrap();
    let page = folder.path().join("page.sh");
    std::fs::write(&page, script(name, &blocks)).unwrap();
    let mut path = vec![bin];
    path.extend(std::env::split_paths(&search_path()));
    program("busybox");
    if blocks.iter().any(|block| block.docker) {
        for part in ["dockerd", "docker", "containerd", "runc"] {
            program(part);
        }
    }
    let run = LEFT_OVER
        .iter()
        .fold(Run::apart(&home), |run, (name, value)| run.env(name, value));
    run.arg(page.to_str().unwrap())
        .env("PATH", std::env::join_paths(path).unwrap())
        .env("ENGINE", &engine)
        .env(
            "DOCKER_HOST",
            format!("unix://{}", engine.join("docker.sock").display()),
        )
        .env("DOCKER_CONFIG", home.join(".docker"))
        .done()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every page that has blocks that are run: its name, its text, and those.
fn run_pages() -> Vec<(String, String, Vec<Block>)> {
    let root = root();
    let mut found = vec![root.join("README.md")];
    found.extend(files_below(&root.join("docs"), "md"));
    found.sort();
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(path).unwrap();
        let blocks = blocks(&text);
        (!blocks.is_empty()).then_some((name, text, blocks))
    };
    let pages: Vec<_> = found.iter().filter_map(read).collect();
    assert!(!pages.is_empty(), "no page has a command in it");
    pages
}

#[test]
fn every_command_of_every_page() {
    for (name, _, blocks) in run_pages() {
        run(&name, &blocks).succeeded();
    }
}

/// What a page starts has ended where it says so, and what it adds to a file is there once.
#[test]
fn pages_can_be_typed_again() {
    let pages = run_pages();
    let of = |wanted: &str| &pages.iter().find(|(name, _, _)| name == wanted).unwrap().2;
    let company = of("README.md");
    let end = company
        .iter()
        .position(|block| block.code.contains("kill $!"))
        .unwrap();
    let mut twice: Vec<&Block> = company[..=end].iter().collect();
    twice.extend(&company[..=end]);
    run("README.md", twice).succeeded();

    let regions = of("docs/tutorials/multi-region.md");
    let stop = Block {
        line: 0,
        code: "kill $! && wait $!".to_owned(),
        docker: false,
    };
    let mut twice: Vec<&Block> = regions.iter().chain([&stop]).collect();
    twice.extend(regions);
    run("docs/tutorials/multi-region.md", twice).succeeded();
}

#[test]
fn which_blocks_are_run() {
    let page = "# A page\n```sh\none\n\ntwo\n```\ntext\n```console\n$ not run\n```\n```sh docker\nthree\n```\n```\nnot run\n```\n";
    let expected = [(3, "one\n\ntwo", false), (12, "three", true)];
    let expected = expected.map(|(line, code, docker)| Block {
        line,
        code: code.to_owned(),
        docker,
    });
    assert_eq!(blocks(page), expected);
}

#[test]
fn the_first_failure_names_its_place() {
    let page = "```sh\nexport GREETING=hello\nsleep 1000 &\n```\n\n```sh\ntest \"$GREETING\" = hello\ncd / && false\necho not-reached\n```\n";
    let done = run("page.md", &blocks(page));
    let said = done.said();
    assert!(said.contains("page.md:7: «false» ended with 1"), "{said}");
    assert!(!said.contains("not-reached"), "{said}");
    assert!(done.took.as_secs() < 60, "background jobs end with the page");
}
