//! The three ways to push a blob, as clients do it.

use anyhow::{Context as _, ensure};

use super::http::{Body, Connection};

/// POST, then one PUT with the bytes.
pub fn push_sized(
    connection: &mut Connection,
    repository: &str,
    bytes: &[u8],
    digest: &str,
) -> anyhow::Result<()> {
    let location = begin(connection, repository)?;
    let answer = connection.exchange("PUT", &closing(&location, digest), &[OCTETS], Body::Sized(bytes))?;
    answer.expect(201)?;
    Ok(())
}

/// POST, one PATCH in chunked transfer coding, an empty PUT: what docker does.
pub fn push_streamed(
    connection: &mut Connection,
    repository: &str,
    bytes: &[u8],
    digest: &str,
) -> anyhow::Result<()> {
    let location = begin(connection, repository)?;
    let answer = connection.exchange("PATCH", &location, &[OCTETS], Body::Chunked(bytes))?;
    finish(connection, &next(answer)?, digest)
}

/// POST, one PATCH per chunk with its range, an empty PUT.
pub fn push_chunked(
    connection: &mut Connection,
    repository: &str,
    bytes: &[u8],
    digest: &str,
    chunks: usize,
) -> anyhow::Result<()> {
    let mut location = begin(connection, repository)?;
    let mut offset = 0;
    for chunk in bytes.chunks(bytes.len().div_ceil(chunks)) {
        let range = format!("{offset}-{}", offset + chunk.len() - 1);
        let headers = [OCTETS, ("Content-Range", range.as_str())];
        location = next(connection.exchange("PATCH", &location, &headers, Body::Sized(chunk))?)?;
        offset += chunk.len();
    }
    finish(connection, &location, digest)
}

const OCTETS: (&str, &str) = ("Content-Type", "application/octet-stream");

fn begin(connection: &mut Connection, repository: &str) -> anyhow::Result<String> {
    let path = format!("/v2/{repository}/blobs/uploads/");
    next(connection.exchange("POST", &path, &[], Body::Empty)?)
}

fn finish(connection: &mut Connection, location: &str, digest: &str) -> anyhow::Result<()> {
    connection
        .exchange("PUT", &closing(location, digest), &[], Body::Empty)?
        .expect(201)?;
    Ok(())
}

/// Where a 202 says to go on; without the host, for the connection is there already.
fn next(answer: super::http::Response) -> anyhow::Result<String> {
    let answer = answer.expect(202)?;
    let location = answer.head.header("location").context("202 without Location")?;
    let path = match location.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => location,
    };
    ensure!(path.starts_with('/'), "Location is not a path: {location}");
    Ok(path.to_owned())
}

fn closing(location: &str, digest: &str) -> String {
    let separator = if location.contains('?') { '&' } else { '?' };
    format!("{location}{separator}digest={digest}")
}
