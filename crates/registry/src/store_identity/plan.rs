//! Whether rows and bytes belong together: a function of what both say.

use wharf_blob::StoreIdentity;

/// What the bytes say.
#[derive(Clone, Debug, Default)]
pub(super) struct Bytes {
    /// Of themselves.
    pub(super) identity: Option<StoreIdentity>,
    /// Blobs that were looked at; none only where there is none.
    pub(super) sampled: usize,
    /// How many of them the rows have, or had, as a layer.
    pub(super) known: usize,
}

/// What the rows say.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// The store that they belong to, and their epoch.
    pub(super) identity: Option<(String, i64)>,
    /// The identity plane whose accounts own them, where it is known.
    pub(super) accounts: Option<String>,
    /// Whether the Region has a layer.
    pub(super) has_layers: bool,
}

/// What to do where they belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing says that they do not: the rows are told the store's identity, which is a new one where it has none.
    Join,
    /// Both say so.
    Joined,
    /// They do, but the rows are older than the bytes.
    Restored(StoreIdentity),
}

/// Why they do not belong together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// Both say something else.
    #[error("the bytes are those of store {bytes}, the database belongs to store {rows}")]
    Another {
        /// What the bytes say.
        bytes: String,
        /// What the rows say.
        rows: String,
    },
    /// The rows belong to bytes that are not here.
    #[error(
        "the database belongs to store {0}, whose bytes are not here: is their disk mounted, and do all nodes of the database \
         share one folder?"
    )]
    OtherBytes(String),
    /// The accounts are others.
    #[error(
        "what is in the Region belongs to the accounts of another identity database, the one whose first account is {rows}; in this one \
         it is {plane}. Accounts with the same ids would get all of it: put that database back"
    )]
    OtherAccounts {
        /// The plane of the rows.
        rows: String,
        /// The one here.
        plane: String,
    },
    /// Layers without bytes.
    #[error("the database has layers, and there are no bytes: is their disk mounted?")]
    NoBytes,
    /// Bytes without rows.
    #[error(
        "the database knows {known} of {sampled} blobs that were looked at: it is not the one that they were pushed to"
    )]
    Unknown {
        /// Blobs that the rows know.
        known: usize,
        /// Blobs that were looked at.
        sampled: usize,
    },
}

/// Whether the rows belong to the accounts of an identity plane, which may have none yet.
pub(super) fn have_accounts(rows: Option<&str>, plane: Option<&str>) -> Result<(), Mismatch> {
    match rows {
        Some(rows) if plane != Some(rows) => Err(Mismatch::OtherAccounts {
            rows: rows.to_owned(),
            plane: plane.unwrap_or("none").to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Whether rows and bytes belong together. Of bytes that were there before there were identities, the rows must know half.
pub(super) fn decide(rows: &Rows, bytes: &Bytes) -> Result<Verdict, Mismatch> {
    match (&rows.identity, &bytes.identity) {
        (Some((rows, epoch)), Some(bytes)) if *rows == bytes.id => Ok(match bytes.epoch > *epoch {
            true => Verdict::Restored(bytes.clone()),
            false => Verdict::Joined,
        }),
        (Some((rows, _)), Some(bytes)) => Err(Mismatch::Another {
            bytes: bytes.id.clone(),
            rows: rows.clone(),
        }),
        // The store is told first, so rows that have an identity once had a store that has it too.
        (Some((rows, _)), None) => Err(Mismatch::OtherBytes(rows.clone())),
        (None, _) if bytes.sampled == 0 && rows.has_layers => Err(Mismatch::NoBytes),
        (None, _) if bytes.known * 2 < bytes.sampled => Err(Mismatch::Unknown {
            known: bytes.known,
            sampled: bytes.sampled,
        }),
        // Rows from before there were identities, beside bytes that went on since.
        (None, Some(identity)) if bytes.sampled > 0 && identity.epoch > 0 => {
            Ok(Verdict::Restored(identity.clone()))
        }
        (None, _) => Ok(Verdict::Join),
    }
}

/// Whether so many blobs that were never recorded, of so many in all, are too many to be removed: then it is more likely that the
/// rows are not those of the bytes.
pub(crate) fn are_too_many(unrecorded: u64, counted: u64) -> bool {
    unrecorded > 100 && unrecorded.saturating_mul(20) > counted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(identity: Option<(&str, i64)>, has_layers: bool) -> Rows {
        Rows {
            identity: identity.map(|(id, epoch)| (id.to_owned(), epoch)),
            accounts: None,
            has_layers,
        }
    }

    #[test]
    fn rows_have_the_accounts_of_one_plane() {
        for (rows, plane, belong) in [
            (None, None, true),
            (None, Some("1@5"), true),
            (Some("1@5"), Some("1@5"), true),
            (Some("1@5"), Some("1@6"), false),
            (Some("1@5"), None, false),
        ] {
            assert_eq!(have_accounts(rows, plane).is_ok(), belong, "{rows:?} {plane:?}");
        }
    }

    fn bytes(identity: Option<(&str, i64)>, (known, sampled): (usize, usize)) -> Bytes {
        let identity = identity.map(|(id, epoch)| StoreIdentity {
            id: id.to_owned(),
            epoch,
            raised_at_micros: 0,
        });
        Bytes {
            identity,
            sampled,
            known,
        }
    }

    #[test]
    fn each_pair_of_rows_and_bytes() {
        let store = |epoch| bytes(Some(("a", epoch)), (0, 0)).identity.unwrap();
        let unknown = |known, sampled| Err(Mismatch::Unknown { known, sampled });
        let another = Mismatch::Another {
            bytes: "b".to_owned(),
            rows: "a".to_owned(),
        };
        let cases = [
            // New ones, and those whose making broke off after the store was told.
            (rows(None, false), bytes(None, (0, 0)), Ok(Verdict::Join)),
            (
                rows(None, false),
                bytes(Some(("a", 0)), (0, 0)),
                Ok(Verdict::Join),
            ),
            (
                rows(None, false),
                bytes(Some(("a", 9)), (0, 0)),
                Ok(Verdict::Join),
            ),
            // From before there were identities.
            (rows(None, true), bytes(None, (50, 100)), Ok(Verdict::Join)),
            (rows(None, true), bytes(None, (1, 2)), Ok(Verdict::Join)),
            (
                rows(None, true),
                bytes(Some(("a", 0)), (50, 100)),
                Ok(Verdict::Join),
            ),
            (rows(None, true), bytes(None, (49, 100)), unknown(49, 100)),
            (rows(None, true), bytes(None, (1, 3)), unknown(1, 3)),
            (rows(None, true), bytes(None, (0, 0)), Err(Mismatch::NoBytes)),
            (
                rows(None, true),
                bytes(Some(("a", 3)), (0, 0)),
                Err(Mismatch::NoBytes),
            ),
            // An empty database beside bytes.
            (rows(None, false), bytes(None, (0, 1)), unknown(0, 1)),
            (
                rows(None, false),
                bytes(Some(("a", 3)), (0, 100)),
                unknown(0, 100),
            ),
            // A backup from before there were identities.
            (
                rows(None, true),
                bytes(Some(("a", 3)), (90, 100)),
                Ok(Verdict::Restored(store(3))),
            ),
            // Both say something.
            (
                rows(Some(("a", 3)), true),
                bytes(Some(("a", 3)), (0, 0)),
                Ok(Verdict::Joined),
            ),
            (
                rows(Some(("a", 4)), true),
                bytes(Some(("a", 3)), (0, 0)),
                Ok(Verdict::Joined),
            ),
            (
                rows(Some(("a", 3)), true),
                bytes(Some(("a", 4)), (0, 0)),
                Ok(Verdict::Restored(store(4))),
            ),
            (
                rows(Some(("a", 3)), true),
                bytes(Some(("b", 3)), (0, 0)),
                Err(another.clone()),
            ),
            (
                rows(Some(("a", 3)), false),
                bytes(Some(("b", 3)), (100, 100)),
                Err(another),
            ),
            // A disk that is not mounted; a node with a folder of its own.
            (
                rows(Some(("a", 3)), false),
                bytes(None, (0, 0)),
                Err(Mismatch::OtherBytes("a".to_owned())),
            ),
            (
                rows(Some(("a", 3)), true),
                bytes(None, (100, 100)),
                Err(Mismatch::OtherBytes("a".to_owned())),
            ),
        ];
        for (rows, bytes, expected) in cases {
            assert_eq!(decide(&rows, &bytes), expected, "{rows:?} beside {bytes:?}");
        }
    }

    #[test]
    fn too_many_is_more_than_a_hundred_and_a_twentieth() {
        let cases = [
            (0, 0, false),
            (100, 100, false),
            (101, 101, true),
            (101, 2019, true),
            (101, 2020, false),
            (5000, 100_000, false),
            (5001, 100_000, true),
        ];
        for (unrecorded, counted, expected) in cases {
            assert_eq!(
                are_too_many(unrecorded, counted),
                expected,
                "{unrecorded} of {counted}"
            );
        }
    }
}
