//! `cargo xtask <task>`: what the project does to itself. Each task is a module with one `run`.

mod bench;
mod codegen;
mod command_line;
mod demo;
mod program;
mod soak;
mod test;
mod tidy;

use std::path::{Path, PathBuf};

/// One task: its name on the command line, what it does, what `--help` prints, and its entry.
struct Task {
    name: &'static str,
    about: &'static str,
    usage: fn() -> String,
    run: fn(&[String]) -> anyhow::Result<()>,
}

const TASKS: &[Task] = &[
    Task {
        name: "demo",
        about: "build, serve, push an image, pull it back; the server stays up (--once: not)",
        usage: || demo::USAGE.to_owned(),
        run: demo::run,
    },
    Task {
        name: "codegen",
        about: "print the wire types from api/*.json (--check: fail when stale)",
        usage: || codegen::USAGE.to_owned(),
        run: codegen::run,
    },
    Task {
        name: "tidy",
        about: "check the house rules that a compiler does not know",
        usage: || tidy::USAGE.to_owned(),
        run: tidy::run,
    },
    Task {
        name: "test",
        about: "everything CI checks, in order of cost (installs the clients it needs)",
        usage: test::usage,
        run: test::run,
    },
    Task {
        name: "bench",
        about: "Wharf beside its peers on the same work; prints ratios",
        usage: || bench::USAGE.to_owned(),
        run: bench::run,
    },
    Task {
        name: "soak",
        about: "repeats the tests that draw or race, with other seeds, for an hour (--minutes N)",
        usage: soak::usage,
        run: soak::run,
    },
    Task {
        name: "torture",
        about: "what an adversary or a failing machine would try, again, with the table of what happened",
        usage: soak::torture_usage,
        run: soak::torture,
    },
];

/// The workspace's folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(PathBuf::new, Path::to_owned)
}

/// The task that is asked for.
fn task(arguments: &[String]) -> Option<&'static Task> {
    let name = arguments.first()?;
    TASKS.iter().find(|task| task.name == name)
}

/// The usage of all.
fn tasks() -> String {
    let tasks = TASKS.iter();
    let tasks = tasks.map(|task| format!("\n  {:<10} {}", task.name, task.about));
    format!(
        "usage: cargo xtask <task> [options]\n{}",
        tasks.collect::<String>()
    )
}

/// What is printed, and all that is done, when help is asked for.
fn help(arguments: &[String]) -> Option<String> {
    let asked = arguments
        .iter()
        .any(|word| ["--help", "-h"].contains(&word.as_str()));
    asked.then(|| task(arguments).map_or_else(tasks, |task| (task.usage)()))
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(text) = help(&arguments) {
        println!("{text}");
        return;
    }
    let Some(task) = task(&arguments) else {
        eprintln!("{}", tasks());
        std::process::exit(2);
    };
    if let Err(error) = (task.run)(&arguments[1..]) {
        eprintln!("error: {error:#}");
        std::process::exit(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &[&str]) -> Option<String> {
        help(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn every_task_has_help() {
        for task in TASKS {
            for flag in ["--help", "-h"] {
                let usage = said(&[task.name, flag]).unwrap();
                assert!(
                    usage.starts_with(&format!("usage: cargo xtask {}", task.name)),
                    "{usage}"
                );
            }
            assert_eq!(said(&[task.name]), None);
        }
        assert!(said(&["--help"]).unwrap().contains("everything CI checks"));
        assert_eq!(said(&[]), None);
    }
}
