//! Pushes of one large blob three ways, and of eight layers at once. Every byte is new in every round. Wharf answers
//! when the bytes are durable; docker-registry does not fsync.

use std::time::Instant;

use super::{settle, take_turns};
use crate::bench::content::Blob;
use crate::bench::http::Connection;
use crate::bench::registry::{push_chunked, push_sized, push_streamed};
use crate::bench::report::{Bar, Better, Row};
use crate::bench::{Bench, REGISTRIES};

const REPOSITORY: &str = "bench/push";
const CHUNKS: usize = 16;
const LAYERS: usize = 8;

type Push = fn(&mut Connection, &Blob) -> anyhow::Result<()>;

const WAYS: &[(&str, Push)] = &[
    ("monolithic", |connection, blob| {
        push_sized(connection, REPOSITORY, &blob.bytes, &blob.digest)
    }),
    ("streamed", |connection, blob| {
        push_streamed(connection, REPOSITORY, &blob.bytes, &blob.digest)
    }),
    ("16 chunks", |connection, blob| {
        push_chunked(connection, REPOSITORY, &blob.bytes, &blob.digest, CHUNKS)
    }),
];

/// One connection, one blob.
pub fn single(bench: &mut Bench) -> anyhow::Result<()> {
    for peer in &bench.registries {
        peer.create_repository(REPOSITORY)?;
    }
    for (way, push) in WAYS {
        let rates = take_turns(bench.options.rounds, REGISTRIES, |who| {
            let blob = Blob::random(bench.options.bytes())?;
            let mut connection = bench.registries[who].connect()?;
            settle()?;
            let begun = Instant::now();
            push(&mut connection, &blob)?;
            Ok(blob.bytes.len() as f64 / begun.elapsed().as_secs_f64() / 1e6)
        })?;
        let what = format!("push {} MiB, {way}", bench.options.size);
        bench.report.push(Row::new(
            "push",
            &what,
            "MB/s",
            Better::More,
            rates,
            Bar::TimesPeer(2.0),
        ));
    }
    Ok(())
}

/// Eight connections, a layer each, streamed as docker does.
pub fn parallel(bench: &mut Bench) -> anyhow::Result<()> {
    const REPOSITORY: &str = "bench/parallel";
    for peer in &bench.registries {
        peer.create_repository(REPOSITORY)?;
    }
    let size = bench.options.bytes() / LAYERS;
    let rates = take_turns(bench.options.rounds, REGISTRIES, |who| {
        let peer = &*bench.registries[who];
        let layers: Vec<(Blob, Connection)> = (0..LAYERS)
            .map(|_| Ok((Blob::random(size)?, peer.connect()?)))
            .collect::<anyhow::Result<_>>()?;
        settle()?;
        let begun = Instant::now();
        std::thread::scope(|scope| {
            let push = |(blob, mut connection): (Blob, Connection)| {
                push_streamed(&mut connection, REPOSITORY, &blob.bytes, &blob.digest)
            };
            let pushes: Vec<_> = layers
                .into_iter()
                .map(|layer| scope.spawn(move || push(layer)))
                .collect();
            pushes
                .into_iter()
                .try_for_each(|push| push.join().expect("INVARIANT: pushes do not panic"))
        })?;
        Ok((size * LAYERS) as f64 / begun.elapsed().as_secs_f64() / 1e6)
    })?;
    let what = format!("push {LAYERS} layers of {} MiB at once", size >> 20);
    bench.report.push(Row::new(
        "parallel",
        &what,
        "MB/s",
        Better::More,
        rates,
        Bar::TimesPeer(2.0),
    ));
    Ok(())
}
