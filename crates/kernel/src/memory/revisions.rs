//! Which revision each owner is at, as far as this node knows.

use std::future::Future;
use std::time::Instant;

use foldhash::{HashMap, HashMapExt as _};
use parking_lot::RwLock;
use wharf_aws::AccountId;

use super::RECHECK;

/// More owners than this are not remembered at once; the next one begins anew.
const MOST: usize = 16_384;

/// The revisions of one database.
pub struct Revisions<R> {
    known: RwLock<Known<R>>,
}

impl<R> Default for Revisions<R> {
    fn default() -> Revisions<R> {
        Revisions {
            known: RwLock::new(Known::default()),
        }
    }
}

struct Known<R> {
    /// By a fast hash: account ids are drawn by nodes, or chosen by who operates them.
    owners: HashMap<AccountId, (R, Instant)>,
    /// How often this node changed something: a revision that was read before a change is not kept after it.
    changes: u64,
}

impl<R> Default for Known<R> {
    fn default() -> Known<R> {
        Known {
            owners: HashMap::new(),
            changes: 0,
        }
    }
}

impl<R: Clone> Revisions<R> {
    /// The owner's revision; `read` asks the database when what is known is too old.
    pub async fn current<E, Read>(&self, owner: &AccountId, read: impl FnOnce() -> Read) -> Result<R, E>
    where
        Read: Future<Output = Result<R, E>>,
    {
        match self.fresh(owner) {
            Some(revision) => Ok(revision),
            // On the heap, and made only now, for most looks need none of it.
            None => Box::pin(self.again(owner, read)).await,
        }
    }

    /// The owner's revision as `read` has it from the database now, even if one is known.
    pub async fn again<E, Read>(&self, owner: &AccountId, read: impl FnOnce() -> Read) -> Result<R, E>
    where
        Read: Future<Output = Result<R, E>>,
    {
        // Before the database is asked: the answer is at least as new as this moment.
        let now = Instant::now();
        let changes = self.known.read().changes;
        let revision = read().await?;
        let mut known = self.known.write();
        let of_owner = known.owners.get(owner);
        // An answer that was long under way does not replace one that was asked for after it.
        let is_latest = of_owner.is_none_or(|(_, read_at)| *read_at < now);
        if is_latest && known.changes == changes {
            if known.owners.len() >= MOST {
                known.owners.clear();
            }
            known.owners.insert(*owner, (revision.clone(), now));
        }
        Ok(revision)
    }

    fn fresh(&self, owner: &AccountId) -> Option<R> {
        let known = self.known.read();
        let (revision, read_at) = known.owners.get(owner)?;
        (read_at.elapsed() < RECHECK).then(|| revision.clone())
    }

    /// This node changed rows of an owner, or of all: the next look asks the database.
    pub fn changed(&self, owner: Option<&AccountId>) {
        let mut known = self.known.write();
        known.changes += 1;
        match owner {
            Some(owner) => drop(known.owners.remove(owner)),
            None => known.owners.clear(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn owner() -> AccountId {
        "111122223333".parse().unwrap()
    }

    async fn look(revisions: &Revisions<i64>, stored: i64) -> i64 {
        let read = || async move { Ok::<_, Infallible>(stored) };
        revisions.current(&owner(), read).await.unwrap()
    }

    #[tokio::test]
    async fn is_asked_again_after_a_change_here_and_after_a_while() {
        let revisions = Revisions::default();
        assert_eq!(look(&revisions, 1).await, 1);
        assert_eq!(look(&revisions, 2).await, 1, "known");
        revisions.changed(Some(&owner()));
        assert_eq!(look(&revisions, 3).await, 3);
        revisions.changed(None);
        assert_eq!(look(&revisions, 4).await, 4);
        tokio::time::sleep(RECHECK).await;
        assert_eq!(look(&revisions, 5).await, 5, "another node changed it");
    }

    #[tokio::test]
    async fn a_look_again_asks_at_once_and_what_it_finds_is_known() {
        let revisions = Revisions::default();
        assert_eq!(look(&revisions, 1).await, 1);
        let read = || async { Ok::<_, Infallible>(2) };
        assert_eq!(revisions.again(&owner(), read).await.unwrap(), 2);
        assert_eq!(look(&revisions, 3).await, 2, "known");
    }

    #[tokio::test]
    async fn a_late_answer_does_not_replace_one_that_was_asked_for_after_it() {
        let revisions = Revisions::default();
        let late = || async {
            let after = || async { Ok::<_, Infallible>(2) };
            revisions.again(&owner(), after).await.map(|_| 1)
        };
        assert_eq!(revisions.again(&owner(), late).await.unwrap(), 1);
        assert_eq!(look(&revisions, 3).await, 2, "known");
    }

    #[tokio::test]
    async fn what_was_read_before_a_change_is_not_kept_after_it() {
        let revisions = Revisions::default();
        let read = || async {
            revisions.changed(Some(&owner()));
            Ok::<_, Infallible>(1)
        };
        assert_eq!(revisions.current(&owner(), read).await.unwrap(), 1);
        assert_eq!(look(&revisions, 2).await, 2);
    }
}
