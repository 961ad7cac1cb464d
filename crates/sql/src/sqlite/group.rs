//! Group commit: the transactions that wait share one `COMMIT`, and thereby one flush of the disk.
//!
//! Each runs inside a savepoint of its own, so that a failing or panicking one takes back its own work only. They
//! run one after the other and see each other's work, as if each had been committed alone; therefore, when the
//! commit fails, every member of the group gets the error, also one that had refused by what it saw.

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
            if let Err(error) = run_member(connection, &mut members[current]) {
                break Err(error);
            }
            if members.len() >= MEMBERS || started.elapsed() >= SPAN {
                break Ok(());
            }
            match next() {
                Some(member) => members.push(member),
                None => break Ok(()),
            }
            current += 1;
        };
        outcome = outcome.and_then(|()| connection.step("commit", "COMMIT"));
    } else {
        // Another process has held the lock for the whole patience; those behind must not wait that long again.
        members.extend(std::iter::from_fn(next).take(MEMBERS));
    }
    undo(connection);
    tracing::trace!(members = members.len(), "group");
    for member in members {
        member.answer(outcome.clone());
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

/// An error means that the work of the whole group is gone.
fn run_member(connection: &Connection, member: &mut Member) -> Result<(), Error> {
    if member.caller.is_closed() {
        return Ok(());
    }
    connection.step("savepoint", "SAVEPOINT member")?;
    let mut transaction = Transaction::new(connection);
    let keep = member.task.run(&mut transaction);
    if connection.is_idle() {
        // A full disk or a broken page made the engine roll back everything by itself.
        return Err(transaction.failed().cloned().unwrap_or(Error::Full));
    }
    if !keep {
        connection.step("rollback to", "ROLLBACK TO member")?;
    }
    connection.step("release", "RELEASE member")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::sqlite::SqliteOptions;
    use crate::sqlite::access::{Access, Role};
    use crate::sqlite::texts::Texts;
    use crate::{Statement, params, task};

    const TABLE: Statement = Statement::global("table", "CREATE TABLE t (n BIGINT NOT NULL PRIMARY KEY)");
    const INSERT: Statement = Statement::global("insert", "INSERT INTO t (n) VALUES ($1)");
    const COUNT: Statement = Statement::global("count", "SELECT COUNT(*) FROM t");

    type Closure = Box<dyn FnMut(&mut Transaction<'_>) -> Result<u64, Error> + Send>;

    fn together(connection: &Connection, closures: Vec<Closure>) -> Vec<Result<u64, Error>> {
        let (tasks, results): (Vec<_>, Vec<_>) = closures.into_iter().map(task::of).unzip();
        let (members, answers): (Vec<_>, Vec<_>) = tasks.into_iter().map(Member::new).unzip();
        let mut members = members.into_iter();
        let first = members.next().expect("a member");
        run(connection, first, || members.next());
        let ended = answers
            .into_iter()
            .map(|mut answer| answer.try_recv().expect("an answer"));
        ended
            .zip(results)
            .map(|(task, result)| result(Ok(task)))
            .collect()
    }

    fn inserting(number: i64) -> Closure {
        Box::new(move |tx| tx.execute_global(&INSERT, params![number]))
    }

    #[test]
    fn a_failed_commit_fails_for_all_members_and_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("database");
        let options = SqliteOptions::default();
        let role = (Role::Writer, Access::Shared);
        let connection = Connection::open(&path, role, &options, Arc::<Texts>::default());
        let mut connection = connection.expect("a connection");
        connection.execute(&TABLE, None, &[]).expect("a table");
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
