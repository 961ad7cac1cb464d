//! What it costs when Wharf itself encrypts: the same node, with and without `--seal-layers`.

use std::time::Instant;

use super::download::{Load, Sample};
use super::{settle, take_turns};
use crate::bench::Bench;
use crate::bench::content::Blob;
use crate::bench::median::median;
use crate::bench::peer::{Peer as _, Wharf};
use crate::bench::registry::push_streamed;
use crate::bench::report::{Bar, Better, Row};

const REPOSITORY: &str = "bench/sealed";

pub fn run(bench: &mut Bench) -> anyhow::Result<()> {
    let Some(binary) = bench.binary.clone() else {
        return Ok(());
    };
    let mut nodes = Vec::new();
    for seal in ["true", "false"] {
        let folder = bench.work.join(format!("seal-layers-{seal}"));
        let mut wharf = Wharf::new(binary.clone(), &folder)?;
        wharf.flags(&["--seal-layers", seal]);
        wharf.start()?;
        wharf.create_repository(REPOSITORY)?;
        nodes.push(wharf);
    }
    let samples = take_turns(bench.options.rounds, nodes.len(), |who| {
        let wharf = &nodes[who];
        let blob = Blob::random(bench.options.bytes())?;
        settle()?;
        let begun = Instant::now();
        push_streamed(&mut wharf.connect()?, REPOSITORY, &blob.bytes, &blob.digest)?;
        let pushed = blob.bytes.len() as f64 / begun.elapsed().as_secs_f64() / 1e6;
        settle()?;
        let load = Load {
            length: blob.bytes.len() as u64,
            streams: 1,
            repeats: 4,
        };
        let path = format!("/v2/{REPOSITORY}/blobs/{}", blob.digest);
        let Sample { rate, cost } =
            load.run(wharf.process()?, wharf.address(), wharf.authorization(), &path)?;
        Ok([pushed, rate, cost])
    })?;
    for wharf in &mut nodes {
        wharf.stop()?;
    }
    let size = bench.options.size;
    for (at, what, unit, better) in [
        (0, format!("push {size} MiB, streamed"), "MB/s", Better::More),
        (1, format!("download {size} MiB, 1 stream"), "MB/s", Better::More),
        (2, "server CPU per GB, 1 stream".to_owned(), "s/GB", Better::Less),
    ] {
        let figures = |who: usize| {
            samples[who]
                .iter()
                .map(|sample: &[f64; 3]| sample[at])
                .collect::<Vec<_>>()
        };
        let (sealed, open) = (figures(0), figures(1));
        let ratio = median(&sealed) / median(&open);
        for (how, figures) in [("sealed", sealed), ("not sealed", open)] {
            let what = format!("{what}, {how}");
            bench
                .report
                .push(Row::new("sealed", &what, unit, better, vec![figures], Bar::None));
        }
        let what = format!("{what}: sealed ÷ not");
        bench.report.push(Row::new(
            "sealed",
            &what,
            "×",
            better,
            vec![vec![ratio]],
            Bar::None,
        ));
    }
    Ok(())
}
