//! Download of a large blob by one stream and by eight; what a gigabyte costs the server.

use anyhow::ensure;
use std::net::SocketAddr;
use std::time::Instant;

use super::take_turns;
use crate::bench::content::Blob;
use crate::bench::http::Connection;
use crate::bench::process::Process;
use crate::bench::registry::push_sized;
use crate::bench::report::{Bar, Better, Row};
use crate::bench::{Bench, REGISTRIES};

/// A round moves at least this much, because the kernel counts processor time in hundredths of a second.
const PER_ROUND: usize = 2 << 30;
const REPOSITORY: &str = "bench/download";

pub fn run(bench: &mut Bench) -> anyhow::Result<()> {
    let blob = Blob::random(bench.options.bytes())?;
    for peer in &bench.registries {
        peer.create_repository(REPOSITORY)?;
        push_sized(&mut peer.connect()?, REPOSITORY, &blob.bytes, &blob.digest)?;
    }
    bench.nginx.publish("blob", &blob.bytes)?;
    super::settle()?;
    for streams in [1, 8] {
        let repeats = PER_ROUND.div_ceil(blob.bytes.len() * streams);
        let path = format!("/v2/{REPOSITORY}/blobs/{}", blob.digest);
        let results = take_turns(bench.options.rounds, REGISTRIES + 1, |who| {
            let load = Load {
                length: blob.bytes.len() as u64,
                streams,
                repeats,
            };
            match bench.registries.get(who) {
                Some(peer) => load.run(peer.process()?, peer.address(), peer.authorization(), &path),
                None => load.run(bench.nginx.process(), bench.nginx.address(), None, "/blob"),
            }
        })?;
        let column =
            |pick: fn(&Sample) -> f64| results.iter().map(|r| r.iter().map(pick).collect()).collect();
        let what = format!(
            "download {} MiB, {streams} stream{}",
            bench.options.size,
            plural(streams)
        );
        bench.report.push(Row::new(
            "download",
            &what,
            "MB/s",
            Better::More,
            column(|s| s.rate),
            Bar::TimesPeer(1.0),
        ));
        let what = format!("server CPU per GB, {streams} stream{}", plural(streams));
        let bar = Bar::TimesNginx(1.25);
        bench.report.push(Row::new(
            "download",
            &what,
            "s/GB",
            Better::Less,
            column(|s| s.cost),
            bar,
        ));
    }
    Ok(())
}

/// What one load measured.
pub struct Sample {
    /// MB per second over all streams.
    pub rate: f64,
    /// Server's processor seconds per GB.
    pub cost: f64,
}

/// Downloads of one blob, over and over.
pub struct Load {
    /// Its bytes.
    pub length: u64,
    /// At the same time.
    pub streams: usize,
    /// One after the other on each.
    pub repeats: usize,
}

impl Load {
    /// Runs it against a server.
    pub fn run(
        &self,
        server: &Process,
        address: SocketAddr,
        authorization: Option<&str>,
        path: &str,
    ) -> anyhow::Result<Sample> {
        let before = server.cpu_seconds()?;
        let begun = Instant::now();
        std::thread::scope(|scope| {
            let readers: Vec<_> = (0..self.streams)
                .map(|_| scope.spawn(|| self.read(&mut Connection::open(address, authorization)?, path)))
                .collect();
            readers
                .into_iter()
                .try_for_each(|reader| reader.join().expect("INVARIANT: readers do not panic"))
        })?;
        let seconds = begun.elapsed().as_secs_f64();
        let moved = (self.length * (self.streams * self.repeats) as u64) as f64;
        Ok(Sample {
            rate: moved / seconds / 1e6,
            cost: (server.cpu_seconds()? - before) / (moved / 1e9),
        })
    }

    fn read(&self, connection: &mut Connection, path: &str) -> anyhow::Result<()> {
        for _ in 0..self.repeats {
            let length = connection.drain(path)?;
            ensure!(
                length == self.length,
                "{path}: {length} bytes instead of {}",
                self.length
            );
        }
        Ok(())
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
