//! `cargo xtask <task>`: what the project does to itself. Each task is a module with one `run`.

mod bench;
mod codegen;
mod demo;
mod program;
mod soak;
mod test;
mod tidy;

use std::path::{Path, PathBuf};

/// One task: its name on the command line, what it does, and its entry.
struct Task {
    name: &'static str,
    about: &'static str,
    run: fn(&[String]) -> anyhow::Result<()>,
}

const TASKS: &[Task] = &[
    Task {
        name: "demo",
        about: "build, serve, push an image, pull it back; the server stays up (--once: not)",
        run: demo::run,
    },
    Task {
        name: "codegen",
        about: "print the wire types from api/*.json (--check: fail when stale)",
        run: codegen::run,
    },
    Task {
        name: "tidy",
        about: "check the house rules that a compiler does not know",
        run: tidy::run,
    },
    Task {
        name: "test",
        about: "everything CI checks, in order of cost (installs the clients it needs)",
        run: test::run,
    },
    Task {
        name: "bench",
        about: "Wharf beside its peers on the same work; prints ratios",
        run: bench::run,
    },
    Task {
        name: "soak",
        about: "repeats the tests that draw or race, with other seeds, for an hour (--minutes N)",
        run: soak::run,
    },
    Task {
        name: "torture",
        about: "what an adversary or a failing machine would try, again, with the table of what happened",
        run: soak::torture,
    },
];

/// The workspace's folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(PathBuf::new, Path::to_owned)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(task) = arguments
        .first()
        .and_then(|name| TASKS.iter().find(|task| task.name == name))
    else {
        eprintln!("usage: cargo xtask <task> [options]\n");
        for task in TASKS {
            eprintln!("  {:<10} {}", task.name, task.about);
        }
        std::process::exit(2);
    };
    if let Err(error) = (task.run)(&arguments[1..]) {
        eprintln!("error: {error:#}");
        std::process::exit(1);
    }
}
