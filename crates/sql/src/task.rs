//! A caller's closure and the place for its result. Both engines and both kinds (transaction and snapshot) go through
//! here, so that panics and swallowed errors mean the same everywhere.
//!
//! The engines see a [`Task`] without the types of its closure and its result: the compiler makes them once, and not
//! once for every closure of the program.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{Error, Transaction};

/// A closure that can be run, and run again, and whose last result is kept.
pub(crate) trait Task: Any + Send {
    /// Runs the closure. Whether its work may be committed; else it must be rolled back.
    fn run(&mut self, transaction: &mut Transaction<'_>) -> bool;

    /// Puts an error in the place of the result.
    fn fail(&mut self, error: Error);
}

/// A task that an engine has ended with, or why it has not.
pub(crate) type Ended = Result<Box<dyn Task>, Error>;

struct Closure<T, E, F> {
    closure: F,
    result: Option<Result<T, E>>,
}

impl<T, E, F> Task for Closure<T, E, F>
where
    F: FnMut(&mut Transaction<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    fn run(&mut self, transaction: &mut Transaction<'_>) -> bool {
        let result = catch_unwind(AssertUnwindSafe(|| (self.closure)(transaction)))
            .unwrap_or_else(|_| Err(Error::Panicked.into()));
        let result = match (result, transaction.failed()) {
            // The closure swallowed the error of a statement; its work is not whole.
            (Ok(_), Some(error)) => Err(error.clone().into()),
            (result, _) => result,
        };
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn fail(&mut self, error: Error) {
        self.result = Some(Err(error.into()));
    }
}

/// A task, and what takes its result out of it again. A task that was never run was closed out.
pub(crate) fn of<T, E, F>(closure: F) -> (Box<dyn Task>, impl FnOnce(Ended) -> Result<T, E>)
where
    F: FnMut(&mut Transaction<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    let task = Box::new(Closure {
        closure,
        result: None,
    });
    let result = |ended: Ended| {
        let task: Box<dyn Any> = ended?;
        let task = task.downcast::<Closure<T, E, F>>();
        let result = task.ok().and_then(|task| task.result);
        result.unwrap_or_else(|| Err(Error::Closed.into()))
    };
    (task, result)
}
