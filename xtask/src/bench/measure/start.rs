//! What it takes to be there: time from exec to ready with a full store, resident memory idle and at its peak.

use std::time::Duration;

use super::take_turns;
use crate::bench::content::MANIFEST_TYPE;
use crate::bench::http::Body;
use crate::bench::peer::tag;
use crate::bench::report::{Bar, Better, Row};
use crate::bench::{Bench, LARGE, REGISTRIES};

pub fn run(bench: &mut Bench) -> anyhow::Result<()> {
    bench.fill_large()?;
    let peaks = bench
        .registries
        .iter()
        .map(|peer| Ok(vec![peer.process()?.peak()?]))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let samples = take_turns(bench.options.rounds, REGISTRIES, |who| {
        let peer = &mut bench.registries[who];
        peer.stop()?;
        let time = peer.start()?;
        std::thread::sleep(Duration::from_secs(1));
        let idle = peer.process()?.resident()?;
        // A registry may open its store at the start, or at the first request: then both have.
        let path = format!("/v2/{LARGE}/manifests/{}", tag(0));
        let accept = [("Accept", MANIFEST_TYPE)];
        let answer = peer.connect()?.exchange("GET", &path, &accept, Body::Empty)?;
        answer.expect(200)?;
        Ok((time.as_secs_f64() * 1e3, idle, peer.process()?.resident()?))
    })?;
    let column =
        |pick: fn(&(f64, f64, f64)) -> f64| samples.iter().map(|r| r.iter().map(pick).collect()).collect();
    let total = bench.options.tags;
    let what = format!("start to ready, {total} images");
    bench.report.push(Row::new(
        "start",
        &what,
        "ms",
        Better::Less,
        column(|s| s.0),
        Bar::AtMost(200.0),
    ));
    let what = format!("resident memory idle, {total} images");
    bench.report.push(Row::new(
        "start",
        &what,
        "MB",
        Better::Less,
        column(|s| s.1),
        Bar::AtMost(30.0),
    ));
    let what = format!("resident memory after one pull, {total} images");
    bench.report.push(Row::new(
        "start",
        &what,
        "MB",
        Better::Less,
        column(|s| s.2),
        Bar::AtMost(30.0),
    ));
    let what = "resident memory, peak of all above";
    bench.report.push(Row::new(
        "start",
        what,
        "MB",
        Better::Less,
        peaks,
        Bar::AtMost(100.0),
    ));
    Ok(())
}
