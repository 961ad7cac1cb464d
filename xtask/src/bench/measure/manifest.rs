//! Manifest GET by tag with 32 connections: by wrk where it is installed, else by 32 threads of our own client, which
//! cost more and so understate a fast server.

use anyhow::{Context as _, ensure};
use std::process::Command;
use std::time::{Duration, Instant};

use super::take_turns;
use crate::bench::content::{CONFIG, MANIFEST_TYPE, digest, tiny_manifest};
use crate::bench::http::Body;
use crate::bench::peer::{Peer, put_manifest};
use crate::bench::registry::push_sized;
use crate::bench::report::{Bar, Better, Row};
use crate::bench::{Bench, REGISTRIES};
use crate::program;

const CONNECTIONS: usize = 32;
const REPOSITORY: &str = "bench/manifest";
const PATH: &str = "/v2/bench/manifest/manifests/latest";

pub fn run(bench: &mut Bench) -> anyhow::Result<()> {
    for peer in &bench.registries {
        peer.create_repository(REPOSITORY)?;
        let mut connection = peer.connect()?;
        push_sized(&mut connection, REPOSITORY, CONFIG, &digest(CONFIG))?;
        put_manifest(&mut connection, REPOSITORY, "latest", &tiny_manifest("latest"))?;
    }
    let wrk = crate::test::install::find("wrk").is_some();
    let seconds = bench.options.seconds;
    let once = |peer: &dyn Peer, authorization: Option<&str>| {
        if wrk {
            with_wrk(peer, authorization, seconds, &bench.work)
        } else {
            with_threads(peer, authorization, seconds)
        }
    };
    let rates = take_turns(bench.options.rounds, REGISTRIES, |who| {
        let peer = &*bench.registries[who];
        once(peer, peer.authorization())
    })?;
    let own = &*bench.registries[0];
    let foreign = match own.pulling_account(REPOSITORY)? {
        Some(puller) => take_turns(bench.options.rounds, 2, |who| {
            once(own, [own.authorization(), Some(&puller)][who])
        })?,
        None => Vec::new(),
    };
    let what = format!(
        "manifest GET by tag, 32 connections ({})",
        if wrk { "wrk" } else { "threads" }
    );
    bench.report.push(Row::new(
        "manifest",
        &what,
        "/s",
        Better::More,
        rates,
        Bar::TimesPeer(10.0),
    ));
    if let [root, puller] = foreign.as_slice() {
        let times: Vec<f64> = root
            .iter()
            .zip(puller)
            .map(|(root, puller)| root / puller)
            .collect();
        let what = "manifest GET by root ÷ by a role of another account, all policies";
        // At most 15 % less.
        let bar = Bar::AtMost(1.18);
        bench
            .report
            .push(Row::new("manifest", what, "×", Better::Less, vec![times], bar));
    }
    Ok(())
}

fn with_wrk(
    peer: &dyn Peer,
    authorization: Option<&str>,
    seconds: u64,
    work: &std::path::Path,
) -> anyhow::Result<f64> {
    // The header goes through a file: command lines can be read by every user.
    let script = work.join("wrk.lua");
    let authorization = authorization.map(|value| format!("wrk.headers['Authorization'] = '{value}'\n"));
    let accept = format!("wrk.headers['Accept'] = '{MANIFEST_TYPE}'\n");
    std::fs::write(&script, accept + &authorization.unwrap_or_default())?;
    let output = program::output(
        Command::new("wrk")
            .args(["-t2", &format!("-c{CONNECTIONS}"), &format!("-d{seconds}s"), "-s"])
            .arg(&script)
            .arg(format!("http://{}{PATH}", peer.address())),
    )?;
    let text = String::from_utf8(output.stdout)?;
    ensure!(
        output.status.success() && !text.contains("Non-2xx"),
        "wrk against {}: {text}",
        peer.name()
    );
    let rate = text.lines().find_map(|line| line.strip_prefix("Requests/sec:"));
    Ok(rate.context("wrk printed no rate")?.trim().parse()?)
}

fn with_threads(peer: &dyn Peer, authorization: Option<&str>, seconds: u64) -> anyhow::Result<f64> {
    let address = peer.address();
    let begun = Instant::now();
    let end = begun + Duration::from_secs(seconds);
    let worker = move || -> anyhow::Result<u64> {
        let mut connection = crate::bench::http::Connection::open(address, authorization)?;
        let mut count = 0;
        while Instant::now() < end {
            connection
                .exchange("GET", PATH, &[("Accept", MANIFEST_TYPE)], Body::Empty)?
                .expect(200)?;
            count += 1;
        }
        Ok(count)
    };
    let total: u64 = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(worker)).collect();
        let join = |worker: std::thread::ScopedJoinHandle<'_, _>| worker.join().expect("INVARIANT: no panic");
        workers.into_iter().map(join).sum::<anyhow::Result<u64>>()
    })?;
    Ok(total as f64 / begun.elapsed().as_secs_f64())
}
