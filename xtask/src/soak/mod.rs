//! `cargo xtask soak`: what is too long for the suite. Tests whose outcome depends on a seed or on the moment are repeated,
//! with other seeds, for as long as they are given.
//!
//! Absent: tests of its own. Every part is made of tests of the suite, so a failure is repeated and mended like any other.

mod options;
mod parts;
mod report;

use anyhow::{Context as _, ensure};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::test::{self, install, postgres};
use options::Options;
use parts::Part;
use report::Row;

/// Runs the parts one after another, and prints a table of what they did.
pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let options = Options::parse(arguments)?;
    std::env::set_current_dir(crate::root())?;
    install::for_tests()?;
    let nextest = test::nextest()?;
    let kept = test::target()?.join("soak");
    std::fs::create_dir_all(&kept)?;
    let parts = options.parts();
    let first_seed = options.seed.unwrap_or_else(seed_of_the_clock);
    let share = Duration::from_secs(options.minutes * 60) / u32::try_from(parts.len())?;
    let postgres = postgres::Cluster::start().context("starting PostgreSQL for the tests")?;
    let mut rows = Vec::new();
    for part in parts {
        let mut row = Row::new(part, first_seed);
        let begun = Instant::now();
        while match options.rounds {
            Some(rounds) => row.rounds < rounds,
            None => row.rounds == 0 || !part.is_one_round && begun.elapsed() < share,
        } {
            let seed = first_seed + row.rounds;
            let mut command = Command::new(&nextest);
            command
                .args([
                    "nextest",
                    "run",
                    "--locked",
                    "--no-fail-fast",
                    "--success-output",
                    "final",
                ])
                .args(["--workspace", "-E", part.filter])
                .env("PATH", install::search_path()?)
                .env("WHARF_TEST_POSTGRES", postgres.url())
                .env("INSTA_UPDATE", "no")
                .env("PROPTEST_RNG_SEED", seed.to_string())
                .env("WHARF_SOAK_SECONDS", share.as_secs().to_string());
            if let Some(cases) = part.cases {
                command.env("PROPTEST_CASES", cases.to_string());
            }
            round(part, seed, &mut command, &mut row, &kept)?;
        }
        rows.push(row);
    }
    postgres.stop()?;
    let table = report::table(&rows);
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

/// Runs one round, and says how to repeat it when it fails.
fn round(part: &Part, seed: u64, command: &mut Command, row: &mut Row, kept: &Path) -> anyhow::Result<()> {
    let begun = Instant::now();
    let output = command
        .output()
        .with_context(|| format!("starting {}", command.get_program().display()))?;
    let time = begun.elapsed();
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed);
    let passed = output.status.success();
    row.add(&printed, time, passed);
    let word = if passed { "ok" } else { "FAILED" };
    eprintln!(
        "{:<10} seed {seed:<12} {:>6.0} s  {word}",
        part.name,
        time.as_secs_f64()
    );
    if !passed {
        let file = kept.join(format!("{}-{seed}.log", part.name));
        std::fs::write(&file, &*printed)?;
        eprintln!(
            "  {}\n  again: cargo xtask soak --seed {seed} --rounds 1 {}",
            file.display(),
            part.name
        );
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
