//! Collection under load: eight clients push and delete while bytes are collected without a grace period, and while they are
//! not, in turns of ten seconds. Every image that was acknowledged and not deleted is pulled afterwards, byte for byte.
//!
//! Without grace a layer may go before the image that names it comes: then the push is repeated, as a client would. The time of
//! a push is that of the attempt that was acknowledged; how many were repeated is printed beside it.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::content::{Blob, CONFIG, MANIFEST_TYPE, digest};
use crate::bench::http::{Body, Connection};
use crate::bench::peer::{Peer as _, Wharf};
use crate::bench::registry::push_sized;
use crate::bench::report::{Bar, Better, Row};
use crate::program;

const REPOSITORY: &str = "bench/collection";
const CLIENTS: usize = 8;
const TURN: Duration = Duration::from_secs(10);
const LAYER: usize = 64 * 1024;
/// Layers that many images have: they go and come all the time.
const SHARED: usize = 16;

pub fn run(bench: &mut Bench) -> anyhow::Result<()> {
    let Some(binary) = bench.binary.clone() else {
        return Ok(());
    };
    let mut wharf = Wharf::new(binary.clone(), &bench.work.join("collection"))?;
    // Deleted images are to be collected at once.
    wharf.flags(&["--restore-days", "0", "--audit", "changes"]);
    wharf.start()?;
    wharf.create_repository(REPOSITORY)?;
    let shared: Vec<Blob> = (0..SHARED)
        .map(|_| Blob::random(LAYER))
        .collect::<anyhow::Result<_>>()?;
    let turns = bench.options.load.div_ceil(TURN.as_secs()).max(1);
    let (mut quiet, mut collected, mut kept) = (Vec::new(), Vec::new(), BTreeSet::new());
    let (removed, repeated) = (AtomicUsize::new(0), AtomicUsize::new(0));
    for turn in 0..2 * turns {
        let (times, images) = load(
            &wharf,
            &shared,
            &repeated,
            (turn % 2 == 1).then_some((&binary, &removed)),
        )?;
        match turn % 2 {
            0 => quiet.extend(times),
            _ => collected.extend(times),
        }
        kept.extend(images);
    }
    pull_all(&wharf, &kept)?;
    wharf.stop()?;
    let removed = removed.load(Ordering::Relaxed);
    ensure!(removed > 0, "nothing was collected");
    eprintln!(
        "  {} pushes without and {} with collection, of which {} were repeated; {removed} blobs were collected; all {} \
         images that were left are whole",
        quiet.len(),
        collected.len(),
        repeated.into_inner(),
        kept.len()
    );
    let (without, with) = (p99(&mut quiet), p99(&mut collected));
    let mut row = |what: &str, unit, value, bar| {
        bench.report.push(Row::new(
            "collection",
            what,
            unit,
            Better::Less,
            vec![vec![value]],
            bar,
        ));
    };
    row("push of an image, 8 clients, p99", "ms", without, Bar::None);
    row("the same while bytes are collected", "ms", with, Bar::None);
    row(
        "p99 while collecting ÷ without",
        "×",
        with / without,
        Bar::AtMost(1.25),
    );
    Ok(())
}

type Collector<'a> = Option<(&'a std::path::PathBuf, &'a AtomicUsize)>;

/// One turn: the times of its pushes in milliseconds, and the manifests that were left.
fn load(
    wharf: &Wharf,
    shared: &[Blob],
    repeated: &AtomicUsize,
    collector: Collector<'_>,
) -> anyhow::Result<(Vec<f64>, Vec<String>)> {
    let over = AtomicBool::new(false);
    let (address, authorization) = (wharf.address(), wharf.authorization());
    std::thread::scope(|scope| {
        let collecting = collector.map(|(binary, removed)| {
            let over = &over;
            scope.spawn(move || collect(wharf, binary, removed, over))
        });
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                scope.spawn(move || -> anyhow::Result<(Vec<f64>, Vec<String>)> {
                    client_turn(
                        Connection::open(address, authorization)?,
                        shared,
                        client,
                        repeated,
                    )
                })
            })
            .collect();
        let (mut times, mut kept) = (Vec::new(), Vec::new());
        let mut failed = None;
        for client in clients {
            match client.join().expect("INVARIANT: clients do not panic") {
                Ok((of_client, images)) => {
                    times.extend(of_client);
                    kept.extend(images);
                }
                Err(error) => failed = Some(error),
            }
        }
        over.store(true, Ordering::Relaxed);
        if let Some(collecting) = collecting {
            collecting.join().expect("INVARIANT: collecting does not panic")?;
        }
        failed.map_or(Ok((times, kept)), Err)
    })
}

/// Pushes images and deletes every second one, for a turn.
fn client_turn(
    mut connection: Connection,
    shared: &[Blob],
    client: usize,
    repeated: &AtomicUsize,
) -> anyhow::Result<(Vec<f64>, Vec<String>)> {
    let (mut times, mut kept) = (Vec::new(), Vec::new());
    let begun = Instant::now();
    let mut number = client;
    while begun.elapsed() < TURN {
        number += 1;
        let (own, base) = (Blob::random(LAYER)?, &shared[number % shared.len()]);
        let manifest = manifest(&[base, &own]);
        let name = digest(manifest.as_bytes());
        let path = format!("/v2/{REPOSITORY}/manifests/{name}");
        loop {
            let pushed = Instant::now();
            for blob in [base, &own] {
                push_sized(&mut connection, REPOSITORY, &blob.bytes, &blob.digest)?;
            }
            push_sized(&mut connection, REPOSITORY, CONFIG, &digest(CONFIG))?;
            let headers = [("Content-Type", MANIFEST_TYPE)];
            let put = connection.exchange("PUT", &path, &headers, Body::Sized(manifest.as_bytes()))?;
            if put.head.status == 404 {
                repeated.fetch_add(1, Ordering::Relaxed);
                continue;
            }
            put.expect(201)?;
            times.push(pushed.elapsed().as_secs_f64() * 1e3);
            break;
        }
        if number.is_multiple_of(2) {
            let path = format!("/v2/{REPOSITORY}/manifests/{name}");
            connection
                .exchange("DELETE", &path, &[], Body::Empty)?
                .expect(202)?;
        } else {
            kept.push(manifest);
        }
    }
    Ok((times, kept))
}

fn manifest(layers: &[&Blob]) -> String {
    let describe = |digest: &str, size: usize| json!({"mediaType": "application/octet-stream", "digest": digest, "size": size});
    let layers: Vec<Value> = layers
        .iter()
        .map(|blob| describe(&blob.digest, blob.bytes.len()))
        .collect();
    let config = describe(&digest(CONFIG), CONFIG.len());
    json!({"schemaVersion": 2, "mediaType": MANIFEST_TYPE, "config": config, "layers": layers}).to_string()
}

/// Collects without grace, again and again.
fn collect(
    wharf: &Wharf,
    binary: &std::path::Path,
    removed: &AtomicUsize,
    over: &AtomicBool,
) -> anyhow::Result<()> {
    while !over.load(Ordering::Relaxed) {
        let mut command = Command::new(binary);
        command.args([
            "collect",
            "--grace",
            "0",
            "--force=pushes",
            "--format",
            "json",
            "--data",
        ]);
        let output = program::output(command.arg(wharf.data()))?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "wharf collect: {said}");
        let lines = String::from_utf8_lossy(&output.stdout);
        let gone = lines.lines().filter(|line| line.contains("\"removed\"")).count();
        removed.fetch_add(gone, Ordering::Relaxed);
    }
    Ok(())
}

/// Pulls every image that was left.
fn pull_all(wharf: &Wharf, kept: &BTreeSet<String>) -> anyhow::Result<()> {
    let mut connection = wharf.connect()?;
    let mut seen = BTreeSet::new();
    for manifest in kept {
        let name = digest(manifest.as_bytes());
        let path = format!("/v2/{REPOSITORY}/manifests/{name}");
        let answer = connection.exchange("GET", &path, &[], Body::Empty)?.expect(200)?;
        ensure!(answer.body == manifest.as_bytes(), "{name} is another manifest");
        let document: Value = serde_json::from_str(manifest)?;
        for layer in document["layers"].as_array().context("no layers")? {
            let layer = layer["digest"].as_str().context("no digest")?;
            if seen.insert(layer.to_owned()) {
                let path = format!("/v2/{REPOSITORY}/blobs/{layer}");
                let answer = connection.exchange("GET", &path, &[], Body::Empty)?.expect(200)?;
                ensure!(digest(&answer.body) == layer, "the bytes of {layer} are others");
            }
        }
    }
    Ok(())
}

/// The time that 99 of 100 stay below.
fn p99(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() * 99 / 100).copied().unwrap_or(f64::NAN)
}
