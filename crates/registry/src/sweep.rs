//! How the rows of a deleted repository are removed.

use wharf_sql::{Error, Row, Scope, Statement, Transaction, params};

use crate::load;

/// One table's rows of a repository, and the statement that removes them.
#[derive(Debug)]
pub(crate) struct Sweep {
    /// The table.
    pub(crate) table: &'static str,
    /// Runs before the other, with the same values.
    first: Option<&'static Statement>,
    /// Tells how large the rows are that the other removes.
    sizes: Option<&'static Statement>,
    statement: &'static Statement,
    is_counted: bool,
    /// What is done with the rows that the statement gives of what it removed.
    then: Option<Then>,
}

/// Does something with the rows of what was removed.
type Then = fn(&mut Transaction<'_>, &Scope, &[Row]) -> Result<(), Error>;

impl Sweep {
    /// Many rows: the statement's `$3` is the repository, `$4` how many it removes at most.
    pub(crate) const fn rows(table: &'static str, statement: &'static Statement) -> Sweep {
        Sweep {
            table,
            first: None,
            sizes: None,
            then: None,
            statement,
            is_counted: true,
        }
    }

    /// Many rows that may be large: `sizes` gives the digests of the first `$4` of them with how many bytes each has, in the order of the
    /// digests, and `statement` removes those up to the digest `$4`.
    pub(crate) const fn sized(
        table: &'static str,
        sizes: &'static Statement,
        statement: &'static Statement,
    ) -> Sweep {
        let mut sweep = Sweep::rows(table, statement);
        sweep.sizes = Some(sizes);
        sweep
    }

    /// The same, with a statement that writes down what of these rows outlives them.
    pub(crate) const fn after(mut self, first: &'static Statement) -> Sweep {
        self.first = Some(first);
        self
    }

    /// The same, with what is done about the rows that were removed: the statement returns what of them is needed, or `sizes` does.
    pub(crate) const fn then(mut self, then: Then) -> Sweep {
        self.then = Some(then);
        self
    }

    /// One row: the statement's `$3` is the repository.
    pub(crate) const fn row(table: &'static str, statement: &'static Statement) -> Sweep {
        Sweep {
            table,
            first: None,
            sizes: None,
            then: None,
            statement,
            is_counted: false,
        }
    }

    /// Removes some of the rows; how many of those that are counted.
    pub(crate) fn step(
        &self,
        transaction: &mut Transaction<'_>,
        scope: &Scope,
        repository: &str,
        most: i64,
    ) -> Result<u64, Error> {
        if let Some(first) = self.first {
            transaction.execute(first, scope, params![repository, most])?;
        }
        if let Some(sizes) = self.sizes {
            let rows = transaction.query(sizes, scope, params![repository, most])?;
            let bytes = rows.iter().map(|row| row.integer(1));
            let count = load::first(bytes.collect::<Result<Vec<_>, Error>>()?);
            let Some(last) = count.checked_sub(1).and_then(|last| rows.get(last)) else {
                return Ok(0);
            };
            let removed = transaction.execute(self.statement, scope, params![repository, last.text(0)?])?;
            if let Some(then) = self.then {
                then(transaction, scope, &rows[..count])?;
            }
            return Ok(removed);
        }
        if let Some(then) = self.then {
            let removed = transaction.query(self.statement, scope, params![repository, most])?;
            then(transaction, scope, &removed)?;
            return Ok(removed.len() as u64);
        }
        if self.is_counted {
            return transaction.execute(self.statement, scope, params![repository, most]);
        }
        transaction
            .execute(self.statement, scope, params![repository])
            .map(|_| 0)
    }
}
