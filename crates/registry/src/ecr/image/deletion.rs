//! When a deletion happens, and what of it can be undone.
//!
//! A deleted image is kept with a copy of its manifest, which has up to 4 MiB. Where there is no space the copy would take what deletions
//! need, so only small ones are kept; and one that fails for want of space is made once more, for good.

use wharf_aws::Timestamp;
use wharf_kernel::space::Closed;
use wharf_kernel::{Cell, Node};
use wharf_sql::{Error, Scope, Transaction};

use super::super::layer_bytes::store::Freed;
use crate::load::Load;

/// The largest manifest of which a copy is made without space, in bytes. Most have fewer, and those of a whole transaction then find room in
/// the logs of the databases, or in what is given up for one operation.
const SMALL: i64 = 16 << 10;

/// When a deletion happens, until when it can be undone, and what there is space to keep for that.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deletion {
    pub(crate) now: Timestamp,
    /// Never, without an end.
    kept_until: Option<Timestamp>,
    /// The largest manifest that there is space to keep; nothing is kept without one.
    room: Option<i64>,
}

impl Deletion {
    /// A deletion in a Region at a time.
    pub(crate) fn at(node: &Node, cell: &Cell, now: Timestamp) -> Deletion {
        let keep = node.settings.keep_deleted;
        let room = match node.space.closed() {
            // A database server has a disk of its own, and says when that is full.
            Some(Closed::NoSpace { .. }) if cell.database.is_file() => SMALL,
            Some(Closed::NoSpace { .. }) => i64::MAX,
            // A manifest is a row, which needs no file.
            Some(Closed::NoFiles { .. } | Closed::ReadOnlyDisk { .. }) | None => i64::MAX,
        };
        Deletion {
            now,
            kept_until: (!keep.is_zero()).then(|| now.plus(keep)),
            room: Some(room),
        }
    }

    /// Makes a deletion; once more, and for good, where there is no space to keep what it removes. So it is also where the space is a
    /// database server's, which is not seen from here.
    ///
    /// # Errors
    /// Those of the second attempt, if there is one.
    pub(crate) async fn make<T, E, F>(
        self,
        is_full: fn(&E) -> bool,
        mut attempt: impl FnMut(Deletion) -> F,
    ) -> Result<T, E>
    where
        F: Future<Output = Result<T, E>>,
    {
        let first = attempt(self).await;
        match first {
            Err(error) if self.should_keep() && is_full(&error) => {
                let for_good = Deletion { room: None, ..self };
                attempt(for_good).await
            }
            ended => ended,
        }
    }

    /// Since when and until when an image is kept whose manifest has so many bytes, if it is.
    pub(super) fn keep(self, manifest: i64) -> Option<(Timestamp, Timestamp)> {
        let has_room = self.room.is_some_and(|most| manifest <= most);
        let until = self.kept_until.filter(|_| has_room);
        until.map(|until| (self.now, until))
    }

    /// Whether what is deleted can be restored for a while, but for want of space.
    pub(super) fn should_keep(self) -> bool {
        self.kept_until.is_some()
    }
}

/// What a transaction has moved so far.
#[derive(Debug, Default)]
pub(crate) struct Moved {
    pub(crate) load: Load,
    /// The bytes that it frees.
    pub(super) freed: Freed,
    /// The images that it removes for good for want of space.
    pub(super) lost: Vec<String>,
}

impl Moved {
    /// Takes away what goes, at the end of the transaction; the images that it removes for good for want of space.
    pub(crate) fn end(self, transaction: &mut Transaction<'_>, scope: &Scope) -> Result<Vec<String>, Error> {
        self.freed.subtract(transaction, scope)?;
        Ok(self.lost)
    }
}

/// Says which images cannot be restored, once they are gone.
pub(crate) fn tell_lost(cell: &Cell, scope: &Scope, repository: &str, lost: &[String]) {
    for image in lost {
        tracing::warn!(
            region = %cell.region,
            account = scope.first(),
            repository,
            image,
            "there was no space to keep a deleted image: it cannot be restored"
        );
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use futures_util::FutureExt as _;

    use super::*;

    fn deletion(kept_until: Option<Timestamp>) -> Deletion {
        let now = Timestamp::from_micros(1);
        let room = Some(SMALL);
        Deletion {
            now,
            kept_until,
            room,
        }
    }

    #[test]
    fn only_what_would_be_kept_is_deleted_again_for_good() {
        let until = Some(Timestamp::from_micros(2));
        let cases = [
            (until, Error::Full, 2),
            (until, Error::Busy, 1),
            (None, Error::Full, 1),
        ];
        for (kept_until, error, attempts) in cases {
            let made = RefCell::new(Vec::new());
            let attempt = |deletion: Deletion| {
                made.borrow_mut().push(deletion.keep(1).is_some());
                std::future::ready(Err::<(), _>(error.clone()))
            };
            let ended = deletion(kept_until).make(Error::is_full, attempt).now_or_never();
            assert_eq!(ended, Some(Err(error)));
            let made = made.into_inner();
            assert_eq!(made.len(), attempts);
            assert_eq!(made[0], kept_until.is_some());
            assert!(made.iter().skip(1).all(|is_kept| !is_kept));
        }
        let small = deletion(until);
        assert!(small.keep(SMALL).is_some() && small.keep(SMALL + 1).is_none());
    }
}
