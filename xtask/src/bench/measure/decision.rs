//! The time of one decision of the policy evaluator, by an example of the crate: no server, no peer.

use anyhow::{Context as _, ensure};
use std::process::Command;

use crate::bench::Bench;
use crate::bench::report::{Bar, Better, Row};
use crate::program;

const EXAMPLE: &[&str] = &[
    "run",
    "--quiet",
    "--release",
    "--locked",
    "-p",
    "wharf-policy",
    "--example",
    "decision",
];

pub fn run(bench: &mut Bench) -> anyhow::Result<()> {
    let mut samples = Vec::new();
    for _ in 0..bench.options.rounds {
        let output = program::output(Command::new("cargo").args(EXAMPLE))?;
        let text = String::from_utf8(output.stdout)?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "the example decision: {said}");
        let nanoseconds: f64 = text.trim().parse().context("the example printed no time")?;
        samples.push(nanoseconds / 1_000.0);
    }
    let what = "decision, cross-account pull, SCPs on 3 levels";
    bench.report.push(Row::new(
        "decision",
        what,
        "µs",
        Better::Less,
        vec![samples],
        Bar::AtMost(2.0),
    ));
    Ok(())
}
