//! What a page of `ListImages` and `DescribeImages` costs when there are many images: in a repository whose rows the database's
//! cache holds, in one that is too large for it, and in one five times as large.

use std::time::Instant;

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::http::Body;
use crate::bench::median::median;
use crate::bench::peer::Peer;
use crate::bench::report::{Bar, Better, Row};

const PAGE: usize = 1_000;
const SMALL: &str = "bench/small-images";
const MIDDLE: &str = "bench/middle-images";
const LARGE: &str = "bench/large-images";
/// Pages read in one round; the round's value is their median.
const READS: usize = 11;

pub fn list(bench: &mut Bench) -> anyhow::Result<()> {
    if bench.binary.is_none() {
        return Ok(());
    }
    let (middle, large) = ((bench.options.tags / 5).max(PAGE), bench.options.tags);
    let repositories = [(SMALL, PAGE), (MIDDLE, middle), (LARGE, large)];
    for (repository, images) in repositories {
        bench.registries[0].create_repository(repository)?;
        bench.registries[0].fill(repository, images)?;
    }
    for (operation, member) in [("ListImages", "imageIds"), ("DescribeImages", "imageDetails")] {
        let mut pages = Vec::new();
        for (repository, title) in repositories {
            let peer = &*bench.registries[0];
            let mut samples = Vec::new();
            for _ in 0..bench.options.rounds {
                samples.push(read(peer, operation, member, repository)?);
            }
            pages.push(median(&samples));
            let what = format!("{operation} page of 1,000 out of {title}");
            let row = Row::new("image-list", &what, "ms", Better::Less, vec![samples], Bar::None);
            bench.report.push(row);
        }
        for (what, growth, bar) in [
            (
                format!("{operation}: page of {large} ÷ page of 1000"),
                pages[2] / pages[0],
                Bar::None,
            ),
            (
                format!("{operation}: page of {large} ÷ page of {middle}"),
                pages[2] / pages[1],
                Bar::AtMost(1.25),
            ),
        ] {
            let growth = vec![vec![growth]];
            bench
                .report
                .push(Row::new("image-list", &what, "×", Better::Less, growth, bar));
        }
    }
    Ok(())
}

/// Median milliseconds of a page over a warm connection: the first pages of the list, each by the token of the one before, as
/// far as they go.
fn read(peer: &dyn Peer, operation: &str, member: &str, repository: &str) -> anyhow::Result<f64> {
    let mut connection = peer.connect_unsigned()?;
    let (mut times, mut token) = (Vec::new(), Value::Null);
    for _ in 0..=READS {
        let mut input = json!({"repositoryName": repository, "maxResults": PAGE});
        if !token.is_null() {
            input["nextToken"] = token.clone();
        }
        let input = input.to_string();
        let headers = peer.signed(operation, &input).context("no API")?;
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let begun = Instant::now();
        let answer = connection.exchange("POST", "/", &headers, Body::Sized(input.as_bytes()))?;
        let answer = answer.expect(200)?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
        let page: Value = serde_json::from_slice(&answer.body)?;
        let count = page[member].as_array().map_or(0, Vec::len);
        ensure!(
            count == PAGE,
            "{operation} returned {count} images of {repository}"
        );
        token = page["nextToken"].clone();
    }
    // The first request warms the connection.
    Ok(median(&times[1..]))
}
