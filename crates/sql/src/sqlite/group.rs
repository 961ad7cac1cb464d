//! Group commit: the transactions that wait share one `COMMIT`, and thereby one flush of the disk.
//!
//! A failing or panicking one takes back its own work only: each runs inside a savepoint of its own, but the first, which has no work of
//! others before it. A savepoint is a copy of every page that is changed, an eighth of the work of a push; so a group whose first member
//! fails ends with it, and most groups of a quiet node have one member.
//!
//! They run one after the other and see each other's work, as if each had been committed alone; therefore, when the
//! commit fails, every member of the group gets the error, also one that had refused by what it saw. Only for want of space they are
//! run again, and in the end each alone.

use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::connection::Connection;
use crate::task::Task;
use crate::{Error, Transaction};

/// A group takes no further member after so many…
const MEMBERS: usize = 64;
/// … or when it has been running for so long: the first member waits for the last.
const SPAN: Duration = Duration::from_millis(2);

/// A transaction that waits for the writer, and the place where its caller waits.
pub(super) struct Member {
    task: Box<dyn Task>,
    caller: oneshot::Sender<Box<dyn Task>>,
}

impl Member {
    pub(super) fn new(task: Box<dyn Task>) -> (Self, oneshot::Receiver<Box<dyn Task>>) {
        let (caller, ended) = oneshot::channel();
        (Self { task, caller }, ended)
    }

    /// Gives the task back, or with the error of the group.
    fn answer(mut self, group: Result<(), Error>) {
        if let Err(error) = group {
            self.task.fail(error);
        }
        // The caller may have gone away; then the answer is not needed.
        let _ = self.caller.send(self.task);
    }
}

/// Runs the first member, and those that `next` yields, as one group, and answers all of them.
pub(super) fn run(connection: &Connection, first: Member, mut next: impl FnMut() -> Option<Member>) {
    let mut members = vec![first];
    undo(connection);
    let mut outcome = connection.step("begin", "BEGIN IMMEDIATE");
    if outcome.is_ok() {
        let started = Instant::now();
        let mut current = 0;
        outcome = loop {
            let ended = match current {
                0 => run_first(connection, &mut members[0]),
                _ => run_member(connection, &mut members[current]),
            };
            if let Err(error) = ended {
                break Err(error);
            }
            if connection.is_idle() || members.len() >= MEMBERS || started.elapsed() >= SPAN {
                break Ok(());
            }
            match next() {
                Some(member) => members.push(member),
                None => break Ok(()),
            }
            current += 1;
        };
        if outcome.is_ok() && !connection.is_idle() {
            outcome = connection.step("commit", "COMMIT");
        }
    } else {
        // Another process has held the lock for the whole patience; of those behind, however many they are, none must wait that long again.
        members.extend(std::iter::from_fn(next));
    }
    undo(connection);
    if outcome == Err(Error::Full) && connection.write_log_back().is_ok() {
        outcome = again(connection, &mut members);
        undo(connection);
        if outcome == Err(Error::Full) && members.len() > 1 {
            return alone(connection, members);
        }
    }
    tracing::trace!(members = members.len(), "group");
    for member in members {
        member.answer(outcome.clone());
    }
}

/// The same members once more, after the log was written back: what did not fit behind it may be written over it. So what frees space
/// goes on for as long as the log and the main file have room of their own, also where another program takes the rest of the disk.
fn again(connection: &Connection, members: &mut [Member]) -> Result<(), Error> {
    for member in members {
        match connection.is_idle() {
            true => {
                connection.step("begin", "BEGIN IMMEDIATE")?;
                run_first(connection, member)?;
            }
            false => run_member(connection, member)?,
        }
    }
    match connection.is_idle() {
        true => Ok(()),
        false => connection.step("commit", "COMMIT"),
    }
}

/// Each member as a group of its own: one that needs more than there is must not fail those that need little, or free space.
fn alone(connection: &Connection, members: Vec<Member>) {
    for mut member in members {
        // Where it cannot be written back, the log may have room left.
        if let Err(error) = connection.write_log_back() {
            tracing::debug!(%error, "the log is not written back");
        }
        let outcome = again(connection, std::slice::from_mut(&mut member));
        undo(connection);
        member.answer(outcome);
    }
}

/// Rolls back what is still open: after an error, or after a panic that left the group half-way.
fn undo(connection: &Connection) {
    if !connection.is_idle()
        && let Err(error) = connection.step("rollback", "ROLLBACK")
    {
        tracing::error!(%error, "rollback failed");
    }
}

/// Without a savepoint: where it fails the whole transaction is taken back, and the connection is idle. An error means that its work is
/// gone, against its will.
fn run_first(connection: &Connection, member: &mut Member) -> Result<(), Error> {
    if member.caller.is_closed() {
        return Ok(());
    }
    match run_task(connection, member)? {
        true => Ok(()),
        false => connection.step("rollback", "ROLLBACK"),
    }
}

/// An error means that the work of the whole group is gone.
fn run_member(connection: &Connection, member: &mut Member) -> Result<(), Error> {
    if member.caller.is_closed() {
        return Ok(());
    }
    connection.step("savepoint", "SAVEPOINT member")?;
    if !run_task(connection, member)? {
        connection.step("rollback to", "ROLLBACK TO member")?;
    }
    connection.step("release", "RELEASE member")
}

/// Whether what the member did is to be kept.
fn run_task(connection: &Connection, member: &mut Member) -> Result<bool, Error> {
    let mut transaction = Transaction::new(connection);
    let keep = member.task.run(&mut transaction);
    if connection.is_idle() {
        // A full disk or a broken page made the engine roll back everything by itself.
        return Err(transaction.failed().cloned().unwrap_or(Error::Full));
    }
    // Also where the engine took back only the statement: the group is run again once there may be room.
    match transaction.failed() {
        Some(Error::Full) => Err(Error::Full),
        _ => Ok(keep),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::sqlite::SqliteOptions;
    use crate::sqlite::access::{Access, Role};
    use crate::sqlite::shared::Shared;
    use crate::{Statement, params, task};

    const TABLE: Statement = Statement::global("table", "CREATE TABLE t (n BIGINT NOT NULL PRIMARY KEY)");
    const INSERT: Statement = Statement::global("insert", "INSERT INTO t (n) VALUES ($1)");
    const COUNT: Statement = Statement::global("count", "SELECT COUNT(*) FROM t");

    type Closure = Box<dyn FnMut(&mut Transaction<'_>) -> Result<u64, Error> + Send>;

    fn together(connection: &Connection, closures: Vec<Closure>) -> Vec<Result<u64, Error>> {
        in_groups(connection, closures).0
    }

    /// What became of each, and how many groups they were.
    fn in_groups(connection: &Connection, closures: Vec<Closure>) -> (Vec<Result<u64, Error>>, u32) {
        let (tasks, results): (Vec<_>, Vec<_>) = closures.into_iter().map(task::of).unzip();
        let (members, answers): (Vec<_>, Vec<_>) = tasks.into_iter().map(Member::new).unzip();
        let mut members = members.into_iter();
        let mut groups = 0;
        while let Some(first) = members.next() {
            run(connection, first, || members.next());
            groups += 1;
        }
        let ended = answers
            .into_iter()
            .map(|mut answer| answer.try_recv().expect("an answer"));
        let results = ended.zip(results).map(|(task, result)| result(Ok(task)));
        (results.collect(), groups)
    }

    fn inserting(number: i64) -> Closure {
        Box::new(move |tx| tx.execute_global(&INSERT, params![number]))
    }

    fn open(folder: &Path) -> Connection {
        let options = SqliteOptions::default();
        let role = (Role::Writer, Access::Shared);
        let path = folder.join("database");
        let connection = Connection::open(&path, role, &options, Arc::<Shared>::default());
        connection.expect("a connection")
    }

    fn with_table(folder: &Path) -> Connection {
        let connection = open(folder);
        connection.execute(&TABLE, None, &[]).expect("a table");
        connection
    }

    #[test]
    fn a_member_that_fails_takes_back_its_own_work_only_wherever_it_stands() {
        let failing = |number: i64| -> Closure {
            Box::new(move |tx| {
                tx.execute_global(&INSERT, params![number])?;
                Err(Error::UniqueViolation)
            })
        };
        let counting = || -> Closure {
            Box::new(|tx| {
                let count = tx.query_global(&COUNT, params![])?[0].integer(0)?;
                Ok(count.unsigned_abs())
            })
        };
        for place in 0..4 {
            let folder = tempfile::tempdir().expect("a folder");
            let connection = with_table(folder.path());
            let mut closures: Vec<Closure> = (0..3).map(inserting).collect();
            // What it inserts is what another one inserts: if it were kept, that one would fail.
            closures.insert(place, failing(9));
            closures.push(inserting(9));
            closures.push(counting());
            let mut answers = together(&connection, closures);
            assert_eq!(answers.remove(place), Err(Error::UniqueViolation), "at {place}");
            assert_eq!(answers, [Ok(1), Ok(1), Ok(1), Ok(1), Ok(4)], "failing at {place}");
            assert!(connection.is_idle());
        }
    }

    #[test]
    fn all_who_wait_behind_a_locked_file_are_refused_together() {
        let folder = tempfile::tempdir().expect("a folder");
        let connection = with_table(folder.path());
        connection.lose_patience();
        let other = open(folder.path());
        other.step("begin", "BEGIN IMMEDIATE").expect("the lock");
        let (answers, groups) = in_groups(&connection, (0..400).map(inserting).collect());
        assert!(
            answers.iter().all(|answer| *answer == Err(Error::Busy)),
            "{answers:?}"
        );
        assert_eq!(groups, 1, "each waits for the lock as long as one may");
        other.step("rollback", "ROLLBACK").expect("no lock");
        assert_eq!(together(&connection, vec![inserting(1)]), [Ok(1)]);
    }

    #[test]
    fn a_failed_commit_fails_for_all_members_and_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut connection = with_table(folder.path());
        let refusing = || -> Closure {
            Box::new(|tx| {
                // Sees the work of a member that will not be kept: its refusal is void as well.
                let seen = tx.query_global(&COUNT, params![])?[0].integer(0)?;
                if seen > 0 {
                    Err(Error::UniqueViolation)
                } else {
                    Ok(0)
                }
            })
        };

        connection.fail_commits(true);
        let answers = together(&connection, vec![inserting(1), refusing(), inserting(2)]);
        for answer in &answers {
            assert!(
                matches!(
                    answer,
                    Err(Error::Engine {
                        statement: "commit",
                        ..
                    })
                ),
                "{answers:?}"
            );
        }
        connection.fail_commits(false);
        assert_eq!(together(&connection, vec![refusing()]), [Ok(0)]);
        let answers = together(&connection, vec![inserting(1), refusing(), inserting(2)]);
        assert_eq!(answers, [Ok(1), Err(Error::UniqueViolation), Ok(1)]);
    }
}
