//! Calls that were under way when the process was killed. Their trace has no result, and they may have done all, a part or nothing of what
//! they were asked for: the folder tells.

use std::fs;

use super::trace::Change;

/// What of a change was done, if any of it was.
pub(super) fn done(change: Change) -> Option<Change> {
    let is_done = match &change {
        Change::Wrote { path, at, bytes } => {
            let there = fs::read(path).ok()?;
            let written = match at {
                Some(at) => same(there.get(usize::try_from(*at).unwrap()..)?, bytes),
                None => appended(&there, bytes),
            };
            return (written > 0).then(|| Change::Wrote {
                path: path.clone(),
                at: *at,
                bytes: bytes[..written].to_vec(),
            });
        }
        Change::Opened { path, makes, .. } => *makes && path.exists(),
        Change::Resized { path, length } => fs::metadata(path).is_ok_and(|file| file.len() == *length),
        Change::MadeFolder(path) => path.exists(),
        Change::Renamed { exchanges: true, .. } => false,
        Change::Renamed { from, to, .. } => !from.exists() && to.exists(),
        Change::Removed(path) => !path.exists(),
        // Of these the effect is not in the folder, and none may count.
        Change::Synced(_) | Change::Answered(_) => false,
    };
    is_done.then_some(change)
}

/// How many of the bytes are there, from the first on.
fn same(there: &[u8], bytes: &[u8]) -> usize {
    there
        .iter()
        .zip(bytes)
        .take_while(|(there, byte)| there == byte)
        .count()
}

/// How many of the bytes, from the first on, a file ends with.
fn appended(there: &[u8], bytes: &[u8]) -> usize {
    (0..=bytes.len().min(there.len()))
        .rev()
        .find(|length| there.ends_with(&bytes[..*length]))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_tells_what_a_killed_call_did() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, b"old{new").unwrap();
        let wrote = |at, bytes: &[u8]| Change::Wrote {
            path: path.clone(),
            at,
            bytes: bytes.to_vec(),
        };
        assert_eq!(done(wrote(None, b"{newer}")), Some(wrote(None, b"{new")));
        assert_eq!(done(wrote(None, b"other")), None);
        assert_eq!(done(wrote(Some(3), b"{new")), Some(wrote(Some(3), b"{new")));
        assert_eq!(done(wrote(Some(4), b"other")), None);
        assert_eq!(done(wrote(Some(40), b"far")), None);
        let renamed = Change::Renamed {
            from: folder.path().join("b"),
            to: path.clone(),
            exchanges: false,
        };
        assert_eq!(done(renamed.clone()), Some(renamed));
        assert_eq!(done(Change::Removed(path.clone())), None);
        assert_eq!(done(Change::Synced(path)), None);
    }
}
