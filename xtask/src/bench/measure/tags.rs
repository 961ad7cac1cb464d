//! Tags: how fast they are set, and what a page costs when there are many.

use std::time::Instant;

use super::{settle, take_turns};
use crate::bench::content::{CONFIG, digest, nonce, tiny_manifest};
use crate::bench::http::Body;
use crate::bench::median::median;
use crate::bench::peer::{Peer, put_manifest, tag};
use crate::bench::registry::push_sized;
use crate::bench::report::{Bar, Better, Row};
use crate::bench::{Bench, LARGE, REGISTRIES};

const PUTS: usize = 1_000;
const PAGE: usize = 1_000;
const SMALL: &str = "bench/small";
/// Pages read in one round; the round's value is their median.
const READS: usize = 21;

/// 1,000 tag PUTs over one connection, each with a manifest of its own.
pub fn put(bench: &mut Bench) -> anyhow::Result<()> {
    const REPOSITORY: &str = "bench/tag-put";
    for peer in &bench.registries {
        peer.create_repository(REPOSITORY)?;
        push_sized(&mut peer.connect()?, REPOSITORY, CONFIG, &digest(CONFIG))?;
    }
    let rates = take_turns(bench.options.rounds, REGISTRIES, |who| {
        let round = nonce()?;
        let images: Vec<(String, String)> = (0..PUTS)
            .map(|number| format!("{round}-{number}"))
            .map(|tag| (tiny_manifest(&tag), tag))
            .map(|(manifest, tag)| (tag, manifest))
            .collect();
        let mut connection = bench.registries[who].connect()?;
        settle()?;
        let begun = Instant::now();
        for (tag, manifest) in &images {
            put_manifest(&mut connection, REPOSITORY, tag, manifest)?;
        }
        Ok(PUTS as f64 / begun.elapsed().as_secs_f64())
    })?;
    bench.report.push(Row::new(
        "tag-put",
        "tag PUTs, one connection",
        "/s",
        Better::More,
        rates,
        Bar::TimesPeer(2.0),
    ));
    Ok(())
}

/// A page of 1,000 tags out of 1,000 and out of many, from the start and from the middle.
pub fn list(bench: &mut Bench) -> anyhow::Result<()> {
    bench.fill_large()?;
    for peer in &bench.registries {
        peer.create_repository(SMALL)?;
        peer.fill(SMALL, PAGE)?;
    }
    let total = bench.options.tags;
    let first = format!("/v2/{LARGE}/tags/list?n={PAGE}");
    let middle = format!("{first}&last={}", tag(total / 2 - 1));
    let small = format!("/v2/{SMALL}/tags/list?n={PAGE}");
    let mut page = |path: &str, what: &str, bar: Bar| -> anyhow::Result<f64> {
        let times = take_turns(bench.options.rounds, REGISTRIES, |who| {
            read(&*bench.registries[who], path)
        })?;
        let own = median(&times[0]);
        bench
            .report
            .push(Row::new("tag-list", what, "ms", Better::Less, times, bar));
        Ok(own)
    };
    let of_few = page(&small, "tags/list page of 1,000 out of 1,000", Bar::None)?;
    let title = |place: &str| format!("tags/list page of 1,000 out of {total}, {place}");
    let of_many = page(&first, &title("first page"), Bar::AtMost(10.0))?;
    let inside = page(&middle, &title("middle page"), Bar::AtMost(10.0))?;
    let growth = vec![vec![of_many.max(inside) / of_few]];
    let what = format!("slower page of {total} ÷ page of 1,000");
    bench.report.push(Row::new(
        "tag-list",
        &what,
        "×",
        Better::Less,
        growth,
        Bar::AtMost(2.0),
    ));
    Ok(())
}

/// Median milliseconds of one page over a warm connection. Debian's docker-registry ignores `n` and returns all tags.
fn read(peer: &dyn Peer, path: &str) -> anyhow::Result<f64> {
    let mut connection = peer.connect()?;
    connection.exchange("GET", path, &[], Body::Empty)?.expect(200)?;
    let mut times = Vec::new();
    for _ in 0..READS {
        let begun = Instant::now();
        let answer = connection.exchange("GET", path, &[], Body::Empty)?.expect(200)?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
        let tags: serde_json::Value = serde_json::from_slice(&answer.body)?;
        let count = tags["tags"].as_array().map_or(0, Vec::len);
        anyhow::ensure!(count >= PAGE, "{} returned {count} tags for {path}", peer.name());
    }
    Ok(median(&times))
}
