//! `cargo xtask soak`: what is too long for the suite. Tests whose outcome depends on a seed or on the moment are repeated,
//! with other seeds, for as long as they are given. `cargo xtask torture` is the same with another selection: what an adversary,
//! or a machine that fails, would try.
//!
//! Absent: tests of its own. Every part is made of tests of the suite, so a failure is repeated and mended like any other.

mod options;
mod parts;
mod report;
mod selection;
mod torture;

use anyhow::{Context as _, ensure};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::program;
use crate::test::{self, install, postgres};
use options::Options;
use parts::Part;
use report::Row;

/// Failed rounds after which a part ends: the next ones would hardly say more.
const MOST_FAILURES: u64 = 3;

/// A selection of the suite's tests, in parts.
pub struct Campaign {
    /// The task's name.
    name: &'static str,
    about: &'static str,
    /// For how long, when that is not said.
    minutes: u64,
    parts: &'static [Part],
    table: fn(&[Row]) -> String,
    /// The page that shows the table.
    page: &'static str,
}

const SOAK: Campaign = Campaign {
    name: "soak",
    about: "Repeats the tests whose outcome depends on a seed or on the moment, with other seeds than the suite has.",
    minutes: 60,
    parts: parts::PARTS,
    table: report::table,
    page: "docs/explanation/soak.md",
};

const TORTURE: Campaign = Campaign {
    name: "torture",
    about: "Does again what an adversary, or a machine that fails, would try, and tells what happened.",
    minutes: 30,
    parts: torture::PARTS,
    table: report::outcomes,
    page: "docs/explanation/reliability.md",
};

#[cfg(test)]
const CAMPAIGNS: [Campaign; 2] = [SOAK, TORTURE];

/// What `soak --help` prints.
pub fn usage() -> String {
    options::help(&SOAK)
}

/// What `torture --help` prints.
pub fn torture_usage() -> String {
    options::help(&TORTURE)
}

/// Runs the parts of a soak.
pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    repeat(&SOAK, arguments)
}

/// Runs the parts of the torture.
pub fn torture(arguments: &[String]) -> anyhow::Result<()> {
    repeat(&TORTURE, arguments)
}

/// Runs the parts one after another, and prints a table of what they did.
fn repeat(campaign: &Campaign, arguments: &[String]) -> anyhow::Result<()> {
    let options = Options::parse(campaign, arguments)?;
    std::env::set_current_dir(crate::root())?;
    install::for_tests()?;
    let kept = test::target()?.join(campaign.name);
    std::fs::create_dir_all(&kept)?;
    let parts = options.parts(campaign);
    // Before the clock runs: no part pays for the compiler, and what cannot be built is no failed round.
    selection::require_tests(&parts)?;
    let first_seed = options.seed.unwrap_or_else(seed_of_the_clock);
    let share = Duration::from_secs(options.minutes * 60) / u32::try_from(parts.len())?;
    let postgres = postgres::Cluster::start().context("starting PostgreSQL for the tests")?;
    let mut rows = Vec::new();
    for part in parts {
        let mut row = Row::new(part, first_seed);
        let begun = Instant::now();
        while row.failures < MOST_FAILURES
            && match options.rounds {
                Some(rounds) => row.rounds < rounds,
                None => row.rounds == 0 || !part.is_one_round && begun.elapsed() < share,
            }
        {
            let seed = first_seed + row.rounds;
            let mut command = test::nextest_command("run")?;
            test::of_the_workspace(&mut command, &postgres)
                .args(["--no-fail-fast", "--success-output", "final"])
                .args(["-E", &selection::filter(part)])
                .env("PROPTEST_RNG_SEED", seed.to_string())
                .env("WHARF_SOAK_SECONDS", share.as_secs().to_string())
                .envs(part.variables.iter().copied());
            if let Some(cases) = part.cases {
                command.env("PROPTEST_CASES", cases.to_string());
            }
            let again = again(campaign, part, seed, share);
            round(&again, seed, &mut command, &mut row, &kept)?;
        }
        if row.failures == MOST_FAILURES {
            eprintln!("{}: no more of it after {MOST_FAILURES} failed rounds", part.name);
        }
        rows.push(row);
    }
    postgres.stop()?;
    let table = (campaign.table)(&rows);
    println!("\n{table}");
    if let Some(path) = &options.markdown {
        std::fs::write(path, &table)?;
    }
    let failed: u64 = rows.iter().map(|row| row.failures).sum();
    ensure!(
        failed == 0,
        "{failed} rounds failed; what they printed is in {}",
        kept.display()
    );
    Ok(())
}

/// The command that repeats a round: with the part's time, for a part that is one round takes all of it.
fn again(campaign: &Campaign, part: &Part, seed: u64, share: Duration) -> String {
    let minutes = share.as_secs().div_ceil(60);
    format!(
        "cargo xtask {} --minutes {minutes} --seed {seed} --rounds 1 {}",
        campaign.name, part.name
    )
}

/// Runs one round, and says how to repeat it when it fails.
fn round(again: &str, seed: u64, command: &mut Command, row: &mut Row, kept: &Path) -> anyhow::Result<()> {
    let name = row.part.name;
    let begun = Instant::now();
    let output = program::output(command)?;
    let time = begun.elapsed();
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed);
    let passed = output.status.success();
    row.add(&printed, time, passed);
    let word = if passed { "ok" } else { "FAILED" };
    eprintln!("{name:<10} seed {seed:<12} {:>6.0} s  {word}", time.as_secs_f64());
    for note in report::notes(&printed) {
        eprintln!("  {note}");
    }
    if !passed {
        let file = kept.join(format!("{name}-{seed}.log"));
        std::fs::write(&file, &*printed)?;
        eprintln!("  {}\n  again: {again}", file.display());
    }
    Ok(())
}

/// A seed that is short enough to be typed.
fn seed_of_the_clock() -> u64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "xtask is a program of its own: no caller passes it a time"
    )]
    let now = std::time::SystemTime::now();
    now.duration_since(std::time::UNIX_EPOCH)
        .map_or(1, |since| since.as_secs() % 1_000_000 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_repeated_with_its_time() {
        let again = again(&SOAK, &parts::PARTS[0], 7, Duration::from_secs(90));
        assert_eq!(again, "cargo xtask soak --minutes 2 --seed 7 --rounds 1 parsers");
    }
}
