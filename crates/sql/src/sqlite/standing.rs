//! Whether the main file has all of a log, where no index says so: the pages of both are compared.

use std::collections::BTreeMap;
use std::fs::File;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::FileExt as _;

use super::log::{Begun, Frames};

/// What a log has of a page.
#[derive(Default)]
struct Versions {
    /// The last one that SQLite takes.
    taken: Option<u64>,
    /// Those behind.
    behind: Vec<u64>,
    /// Whether the last one is whole.
    ends_whole: bool,
}

/// Whether the main file has all of a log, of which SQLite takes so many frames. Of a frame that is damaged that cannot be told.
///
/// That it has a single page proves nothing: a transaction also writes pages that it did not change.
pub(super) fn has_all(log: impl Read, taken: u32, main: &File) -> io::Result<bool> {
    let Begun::Frames(mut frames) = Frames::begin(log)? else {
        return Ok(false);
    };
    let mut pages: BTreeMap<u32, Versions> = BTreeMap::new();
    let (mut number, mut size, mut open) = (0, 0, Vec::new());
    while let Some(frame) = frames.next()? {
        number += 1;
        size = frame.content.len();
        if !frame.is_of_this {
            continue;
        }
        open.push((number, frame.page, frame.is_whole.then(|| hash(frame.content))));
        if frame.pages_after != 0 {
            for (number, page, version) in open.drain(..) {
                let versions = pages.entry(page).or_default();
                versions.ends_whole = version.is_some();
                match number <= taken {
                    true => versions.taken = version,
                    false => versions.behind.extend(version),
                }
            }
        }
    }
    let (mut is_newest, mut is_newer) = (true, false);
    let mut content = vec![0; size];
    for (page, versions) in pages {
        let at = u64::from(page.saturating_sub(1)) * size as u64;
        let there = match main.read_exact_at(&mut content, at) {
            Ok(()) => Some(hash(&content)),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => None,
            Err(error) => return Err(error),
        };
        let last = versions.behind.last().or(versions.taken.as_ref());
        is_newest &= !versions.ends_whole || there.as_ref() == last;
        is_newer |= there != versions.taken && there.is_some_and(|there| versions.behind.contains(&there));
    }
    Ok(is_newest && is_newer)
}

fn hash(content: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}
