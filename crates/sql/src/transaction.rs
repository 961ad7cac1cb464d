//! What a closure sees while its transaction runs: blocking statements, one error that sticks.
//!
//! Not here: beginning and ending one; that is the engine's, so that a closure cannot forget it.

use crate::{Error, Row, Scope, Statement, Value, observe};

/// A running transaction or snapshot, on a thread that may block.
///
/// After a statement failed the transaction is lost: further statements give the same error, and it is rolled back
/// even when the closure returns `Ok`. (PostgreSQL knows it no other way.) What may fail in the normal course is
/// written with `ON CONFLICT`.
pub struct Transaction<'a> {
    engine: &'a dyn Running,
    failed: Option<Error>,
}

/// A transaction of an engine that was begun: it runs statements, one after the other.
pub(crate) trait Running {
    /// The rows of a statement.
    fn query(
        &self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: &[Value],
    ) -> Result<Vec<Row>, Error>;

    /// How many rows a statement changed.
    fn execute(
        &self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: &[Value],
    ) -> Result<u64, Error>;
}

impl<'a> Transaction<'a> {
    pub(crate) const fn new(engine: &'a dyn Running) -> Self {
        Self { engine, failed: None }
    }

    /// The error of the first statement that failed.
    pub(crate) fn failed(&self) -> Option<&Error> {
        self.failed.as_ref()
    }

    /// Runs a scoped statement and gives its rows.
    pub fn query(
        &mut self,
        statement: &'static Statement,
        scope: &Scope,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, Error> {
        self.rows(statement, Some(scope), &params)
    }

    /// Runs a global statement and gives its rows.
    pub fn query_global(
        &mut self,
        statement: &'static Statement,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, Error> {
        self.rows(statement, None, &params)
    }

    /// Runs a scoped statement and gives its first row.
    pub fn query_one(
        &mut self,
        statement: &'static Statement,
        scope: &Scope,
        params: Vec<Value>,
    ) -> Result<Option<Row>, Error> {
        Ok(self.rows(statement, Some(scope), &params)?.into_iter().next())
    }

    /// Runs a global statement and gives its first row.
    pub fn query_one_global(
        &mut self,
        statement: &'static Statement,
        params: Vec<Value>,
    ) -> Result<Option<Row>, Error> {
        Ok(self.rows(statement, None, &params)?.into_iter().next())
    }

    /// Runs a scoped statement that gives no rows; how many rows it changed.
    pub fn execute(
        &mut self,
        statement: &'static Statement,
        scope: &Scope,
        params: Vec<Value>,
    ) -> Result<u64, Error> {
        self.changes(statement, Some(scope), &params)
    }

    /// Runs a global statement that gives no rows; how many rows it changed.
    pub fn execute_global(
        &mut self,
        statement: &'static Statement,
        params: Vec<Value>,
    ) -> Result<u64, Error> {
        self.changes(statement, None, &params)
    }

    fn rows(
        &mut self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: &[Value],
    ) -> Result<Vec<Row>, Error> {
        observe::in_transaction(statement);
        self.guarded(|engine| engine.query(statement, scope, params))
    }

    fn changes(
        &mut self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: &[Value],
    ) -> Result<u64, Error> {
        observe::in_transaction(statement);
        self.guarded(|engine| engine.execute(statement, scope, params))
    }

    fn guarded<T>(&mut self, run: impl FnOnce(&dyn Running) -> Result<T, Error>) -> Result<T, Error> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        run(self.engine).inspect_err(|error| self.failed = Some(error.clone()))
    }
}
