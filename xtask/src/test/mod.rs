//! `cargo xtask test`: everything CI checks, in order of cost, so that the cheapest complaint comes first.
//!
//! Absent: what a check means. Each is a tool's or a task's own business; this is the order and the environment.

mod deny;
pub mod install;
pub mod postgres;

use anyhow::{Context as _, bail, ensure};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::program;

const USAGE: &str = "\
usage: cargo xtask test [options] [CHECK…]

  --quick        only what needs neither clients nor a database: static checks and the pure crates' tests
  --keep-going   run the later checks even when one fails
  CHECK          run only these";

/// Crates whose tests touch nothing but their arguments.
const PURE: &[&str] = &[
    "wharf-oci",
    "wharf-aws",
    "wharf-sigv4",
    "wharf-policy",
    "wharf-failpoint",
    "xtask",
];

/// Checks that are made only where they are named.
const ON_REQUEST: &[&str] = &["regions"];

/// The language's version, whose lints we keep.
const RUST: &str = env!("CARGO_PKG_RUST_VERSION");

/// The pinned version of what runs the tests.
const NEXTEST: &str = "0.9.143";

/// One check.
struct Check {
    name: &'static str,
    /// Whether `--quick` runs it.
    quick: bool,
    run: fn(&Options) -> anyhow::Result<Verdict>,
}

/// What came of a check that found nothing wrong.
#[derive(Clone, Copy)]
enum Verdict {
    /// All is as it should be.
    Ok,
    /// A part of it could not be looked at here; which.
    NotChecked(&'static str),
}

/// The verdict of a check that looked at everything.
fn nothing_skipped(checked: anyhow::Result<()>) -> anyhow::Result<Verdict> {
    checked.map(|()| Verdict::Ok)
}

const CHECKS: &[Check] = &[
    Check {
        name: "fmt",
        quick: true,
        run: |_| nothing_skipped(cargo(&["fmt", "--all", "--check"])),
    },
    Check {
        name: "tidy",
        quick: true,
        run: |_| nothing_skipped(crate::tidy::run(&[])),
    },
    Check {
        name: "clippy",
        quick: true,
        run: |_| {
            nothing_skipped(cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--locked",
                "--",
                "-D",
                "warnings",
            ]))
        },
    },
    Check {
        name: "doc",
        quick: false,
        run: |_| nothing_skipped(doc()),
    },
    Check {
        name: "fuzz",
        quick: false,
        run: |_| nothing_skipped(fuzz()),
    },
    Check {
        name: "codegen",
        quick: true,
        run: |_| nothing_skipped(crate::codegen::run(&["--check".to_owned()])),
    },
    Check {
        name: "deny",
        quick: false,
        run: |_| deny::run(),
    },
    Check {
        name: "install",
        quick: false,
        run: |_| nothing_skipped(install::for_tests()),
    },
    Check {
        name: "tests",
        quick: true,
        run: |options| nothing_skipped(tests(options)),
    },
    Check {
        name: "regions",
        quick: false,
        run: |_| nothing_skipped(clients_elsewhere()),
    },
    Check {
        name: "demo",
        quick: false,
        run: |_| nothing_skipped(demo()),
    },
];

struct Options {
    quick: bool,
    keep_going: bool,
    only: Vec<String>,
}

/// What `--help` prints.
pub fn usage() -> String {
    let names: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
    format!("{USAGE}: {}", names.join(", "))
}

pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let options = parse(arguments)?;
    std::env::set_current_dir(crate::root())?;
    compiler()?;
    let begun = Instant::now();
    let mut outcomes: Vec<(&str, Duration, anyhow::Result<Verdict>)> = Vec::new();
    for check in CHECKS.iter().filter(|check| options.wants(check)) {
        eprintln!("── {}", check.name);
        let begun = Instant::now();
        let outcome = (check.run)(&options);
        if let Err(error) = &outcome {
            eprintln!("{error:#}");
        }
        let failed = outcome.is_err();
        outcomes.push((check.name, begun.elapsed(), outcome));
        if failed && !options.keep_going {
            break;
        }
    }
    eprintln!("──");
    for (name, time, outcome) in &outcomes {
        let word = match outcome {
            Ok(Verdict::Ok) => "ok".to_owned(),
            Ok(Verdict::NotChecked(part)) => format!("ok, but {part} were NOT CHECKED"),
            Err(_) => "FAILED".to_owned(),
        };
        eprintln!("{name:<10} {:>7.1} s  {word}", time.as_secs_f64());
    }
    let failed: Vec<&str> = outcomes
        .iter()
        .filter(|(_, _, outcome)| outcome.is_err())
        .map(|(name, _, _)| *name)
        .collect();
    if !failed.is_empty() {
        // Not an error to return: its back-trace would bury the summary.
        eprintln!("failed: {}", failed.join(", "));
        std::process::exit(1);
    }
    let left_out = outcomes.iter().filter_map(|(_, _, outcome)| match outcome {
        Ok(Verdict::NotChecked(part)) => Some(*part),
        _ => None,
    });
    let left_out: Vec<&str> = left_out.collect();
    let time = begun.elapsed().as_secs_f64();
    eprintln!("{} in {time:.0} s", summary(outcomes.len(), &left_out));
    Ok(())
}

/// The last line, when no check failed: what could not be looked at is no check that passed.
fn summary(checks: usize, left_out: &[&str]) -> String {
    if left_out.is_empty() {
        return format!("all {checks} checks passed");
    }
    format!(
        "{} checks passed, {} could not be made in full: {} NOT CHECKED",
        checks - left_out.len(),
        left_out.len(),
        left_out.join(", ")
    )
}

impl Options {
    fn wants(&self, check: &Check) -> bool {
        match self.only.is_empty() {
            true => (check.quick || !self.quick) && !ON_REQUEST.contains(&check.name),
            false => self.only.iter().any(|name| name == check.name),
        }
    }
}

fn parse(arguments: &[String]) -> anyhow::Result<Options> {
    let mut options = Options {
        quick: false,
        keep_going: false,
        only: Vec::new(),
    };
    for argument in arguments {
        match argument.as_str() {
            "--quick" => options.quick = true,
            "--keep-going" => options.keep_going = true,
            name if CHECKS.iter().any(|check| check.name == name) => options.only.push(name.to_owned()),
            other => bail!("unknown argument {other}\n\n{}", usage()),
        }
    }
    Ok(options)
}

/// Refuses another compiler than that of the lints that we keep.
fn compiler() -> anyhow::Result<()> {
    let output = program::output(Command::new("rustc").arg("--version"))?;
    let version = String::from_utf8(output.stdout)?;
    let wanted = format!("rustc {RUST}.");
    ensure!(version.starts_with(&wanted), "{}", refusal(&version));
    Ok(())
}

/// What is said of another compiler, in one line.
fn refusal(version: &str) -> String {
    format!(
        "the checks are those of Rust {RUST}, and this is {}. Type: {}",
        version.trim(),
        with_our_compiler()
    )
}

/// What has the compiler of the lints, and the checks with it. `rust-toolchain.toml` names another: `+` comes before it.
fn with_our_compiler() -> String {
    format!(
        "rustup toolchain install {RUST} --profile minimal --component rustfmt --component clippy && cargo +{RUST} xtask test"
    )
}

/// What runs the tests, installed when it is not there.
fn nextest() -> anyhow::Result<PathBuf> {
    install::cargo_tool("cargo-nextest", NEXTEST)
}

/// `cargo nextest` with what all our tests are run with; `verb` is its sub-command.
pub fn nextest_command(verb: &str) -> anyhow::Result<Command> {
    let mut command = Command::new(nextest()?);
    command
        .args(["nextest", verb, "--locked"])
        .env("PATH", install::search_path()?)
        .env("INSTA_UPDATE", "no");
    Ok(command)
}

/// Has a command run the tests of the whole workspace, on a PostgreSQL.
pub fn of_the_workspace<'a>(command: &'a mut Command, postgres: &postgres::Cluster) -> &'a mut Command {
    command
        .arg("--workspace")
        .env("WHARF_TEST_POSTGRES", postgres.url())
}

/// The tests of real clients once more, with a node and clients that know no other Region than this. Those of organization files take
/// the Regions of the files, and those of many layers and of large ones do not ask in which Region they are.
fn clients_elsewhere() -> anyhow::Result<()> {
    let elsewhere = "test(/^clients::/) - test(/^clients::(topology|next|promote|large|many)::/)";
    succeed(
        nextest_command("run")?
            .args(["--workspace", "-E", elsewhere])
            .env("WHARF_TEST_REGION", "ap-southeast-2"),
    )
}

/// The tests themselves. Process per test under nextest, whose closing lines are the last thing a check prints here: with what those tests
/// say that draw companies (`.config/nextest.toml`).
fn tests(options: &Options) -> anyhow::Result<()> {
    let mut command = nextest_command("run")?;
    if options.keep_going {
        command.arg("--no-fail-fast");
    }
    if options.quick {
        command.args(PURE.iter().flat_map(|name| ["--package", *name]));
        return succeed(&mut command);
    }
    let postgres = postgres::Cluster::start().context("starting PostgreSQL for the tests")?;
    let outcome = succeed(of_the_workspace(&mut command, &postgres));
    postgres.stop()?;
    outcome
}

/// The demo with the program that the tests ran, and every command that it prints. It is a task as a newcomer types it: modules have
/// an order, and that of the demo stands above.
fn demo() -> anyhow::Result<()> {
    let build = ["--workspace", "--list-type", "binaries-only"];
    succeed(nextest_command("list")?.args(build).stdout(Stdio::null()))?;
    let wharf = target()?.join("debug/wharf");
    succeed(
        Command::new(std::env::current_exe()?)
            .args(["demo", "--check", "--binary"])
            .arg(wharf),
    )
}

/// The fuzz targets compile, with the compiler that we have: running them wants cargo-fuzz and a nightly one.
fn fuzz() -> anyhow::Result<()> {
    let target = target()?.join("fuzz");
    succeed(
        Command::new("cargo")
            .args([
                "check",
                "--quiet",
                "--locked",
                "--manifest-path",
                "fuzz/Cargo.toml",
                "--target-dir",
            ])
            .arg(target),
    )
}

fn doc() -> anyhow::Result<()> {
    let arguments = ["doc", "--workspace", "--no-deps", "--locked", "--quiet"];
    succeed(
        Command::new("cargo")
            .args(arguments)
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

fn cargo(arguments: &[&str]) -> anyhow::Result<()> {
    succeed(Command::new("cargo").args(arguments))
}

/// Runs a command with our output; an error names it.
fn succeed(command: &mut Command) -> anyhow::Result<()> {
    let status = program::status(command)?;
    ensure!(status.success(), "{} {status}", words(command));
    Ok(())
}

fn words(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Cargo's target folder: this program was built into it.
pub fn target() -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe()?;
    Ok(program
        .ancestors()
        .nth(2)
        .context("xtask lies in no target folder")?
        .to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_checked_has_not_passed() {
        assert_eq!(summary(9, &[]), "all 9 checks passed");
        assert_eq!(
            summary(9, &["the advisories"]),
            "8 checks passed, 1 could not be made in full: the advisories NOT CHECKED"
        );
    }

    #[test]
    fn another_compiler_is_refused_in_one_line_that_works() {
        let said = refusal("rustc 1.999.0 (0123456789 2030-01-01)\n");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.ends_with(&with_our_compiler()), "{said}");
        let readme = std::fs::read_to_string(crate::root().join("README.md")).unwrap();
        assert!(
            readme.contains(&with_our_compiler()),
            "README.md: {}",
            with_our_compiler()
        );
    }
}
