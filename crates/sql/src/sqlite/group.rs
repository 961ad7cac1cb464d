//! Group commit: the transactions that wait share one `COMMIT`, and thereby one flush of the disk.
//!
//! Each runs inside a savepoint of its own, so that a failing or panicking one takes back its own work only. They
//! run one after the other and see each other's work, as if each had been committed alone; therefore, when the
//! commit fails, every member of the group gets the error, also one that had refused by what it saw.

use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::connection::Connection;
use crate::{Error, Transaction, task};

/// A group takes no further member after so many…
const MEMBERS: usize = 64;
/// … or when it has been running for so long: the first member waits for the last.
const SPAN: Duration = Duration::from_millis(2);

/// A transaction that waits for the writer.
pub(super) trait Member: Send {
    /// Whether nobody waits for the answer any more.
    fn is_abandoned(&self) -> bool;
    /// Runs the closure; whether its work may stay.
    fn run(&mut self, transaction: &mut Transaction<'_>) -> bool;
    /// Gives the answer, or the error of the group.
    fn answer(self: Box<Self>, group: Result<(), Error>);
}

/// Runs the first member, and those that `next` yields, as one group, and answers all of them.
pub(super) fn run(
    connection: &Connection,
    first: Box<dyn Member>,
    mut next: impl FnMut() -> Option<Box<dyn Member>>,
) {
    let mut members = vec![first];
    undo(connection);
    let mut outcome = connection.step("begin", "BEGIN IMMEDIATE");
    if outcome.is_ok() {
        let started = Instant::now();
        let mut current = 0;
        outcome = loop {
            if let Err(error) = run_member(connection, members[current].as_mut()) {
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
        // Whoever holds the lock has held it for the whole patience; those behind shall not wait that long again.
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
fn run_member(connection: &Connection, member: &mut dyn Member) -> Result<(), Error> {
    if member.is_abandoned() {
        return Ok(());
    }
    connection.step("savepoint", "SAVEPOINT member")?;
    let mut transaction = Transaction::new(connection);
    let keep = member.run(&mut transaction);
    if connection.is_idle() {
        // A full disk or a broken page made the engine roll back everything by itself.
        return Err(transaction.failed().cloned().unwrap_or(Error::Full));
    }
    if !keep {
        connection.step("rollback to", "ROLLBACK TO member")?;
    }
    connection.step("release", "RELEASE member")
}

/// The one kind of member: a closure and the place where its caller waits.
pub(super) struct Waiting<T, E, F> {
    closure: Option<F>,
    result: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Waiting<T, E, F> {
    pub(super) fn new(closure: F) -> (Self, oneshot::Receiver<Result<T, E>>) {
        let (caller, answer) = oneshot::channel();
        (
            Self {
                closure: Some(closure),
                result: None,
                caller,
            },
            answer,
        )
    }
}

impl<T, E, F> Member for Waiting<T, E, F>
where
    F: FnMut(&mut Transaction<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    fn is_abandoned(&self) -> bool {
        self.caller.is_closed()
    }

    fn run(&mut self, transaction: &mut Transaction<'_>) -> bool {
        let result = self
            .closure
            .take()
            .map(|mut closure| task::attempt(&mut closure, transaction));
        let keep = matches!(result, Some(Ok(_)));
        self.result = result;
        keep
    }

    fn answer(self: Box<Self>, group: Result<(), Error>) {
        let result = match (group, self.result) {
            (Err(error), _) => Err(error.into()),
            (Ok(()), Some(result)) => result,
            (Ok(()), None) => Err(Error::Closed.into()),
        };
        // The caller may have gone away; then nobody needs the answer.
        let _ = self.caller.send(result);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::sqlite::SqliteOptions;
    use crate::sqlite::connection::Role;
    use crate::sqlite::texts::Texts;
    use crate::{Statement, params};

    const TABLE: Statement = Statement::global("table", "CREATE TABLE t (n BIGINT NOT NULL PRIMARY KEY)");
    const INSERT: Statement = Statement::global("insert", "INSERT INTO t (n) VALUES ($1)");
    const COUNT: Statement = Statement::global("count", "SELECT COUNT(*) FROM t");

    type Closure = Box<dyn FnMut(&mut Transaction<'_>) -> Result<u64, Error> + Send>;

    fn together(connection: &Connection, closures: Vec<Closure>) -> Vec<Result<u64, Error>> {
        let (members, answers): (Vec<_>, Vec<_>) = closures.into_iter().map(Waiting::new).unzip();
        let mut members = members
            .into_iter()
            .map(|member| Box::new(member) as Box<dyn Member>);
        let first = members.next().expect("a member");
        run(connection, first, || members.next());
        answers
            .into_iter()
            .map(|mut answer| answer.try_recv().expect("an answer"))
            .collect()
    }

    fn inserting(number: i64) -> Closure {
        Box::new(move |tx| tx.execute_global(&INSERT, params![number]))
    }

    #[test]
    fn a_failed_commit_is_everybodys_and_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("database");
        let options = SqliteOptions::default();
        let connection = Connection::open(&path, Role::Writer, &options, Arc::<Texts>::default());
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
