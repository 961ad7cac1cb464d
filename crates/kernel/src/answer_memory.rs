//! Memory of answers: what is read and encoded for one counts for its caller until the client has taken its last byte.
//!
//! An operation that reads much says how much, before it reads more; the front end that sends the answer has the budget.

use std::fmt;
use std::sync::Arc;

/// Where the bytes of one answer are counted.
pub trait Charge: Send + Sync {
    /// Takes room for so many bytes in all, those included that have theirs; false when there is none.
    fn charge(&self, bytes: usize) -> bool;
}

/// The memory of the answer to one call.
#[derive(Clone, Default)]
pub struct AnswerMemory(Option<Arc<dyn Charge>>);

/// Answers to the caller have all the memory that they may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("answers have all the memory that they may have")]
pub struct NoMemory;

impl AnswerMemory {
    /// Memory that is counted there. By default it is counted nowhere: operators of the machine have no bounds.
    pub fn of(charge: Arc<dyn Charge>) -> AnswerMemory {
        AnswerMemory(Some(charge))
    }

    /// Takes room for so many bytes in all, those included that have theirs.
    ///
    /// # Errors
    /// There is none.
    pub fn charge(&self, bytes: usize) -> Result<(), NoMemory> {
        match &self.0 {
            Some(charge) if !charge.charge(bytes) => Err(NoMemory),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for AnswerMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AnswerMemory").field(&self.0.is_some()).finish()
    }
}
