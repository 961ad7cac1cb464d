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
    let ready = format!("start to ready, {total} images");
    let idle = format!("resident memory idle, {total} images");
    let used = format!("resident memory after one pull, {total} images");
    for (what, unit, samples, most) in [
        (&*ready, "ms", column(|s| s.0), 200.0),
        (&*idle, "MB", column(|s| s.1), 30.0),
        (&*used, "MB", column(|s| s.2), 30.0),
        ("resident memory, peak of all above", "MB", peaks, 100.0),
    ] {
        let row = Row::new("start", what, unit, Better::Less, samples, Bar::AtMost(most));
        bench.report.push(row);
    }
    Ok(())
}
