//! Who is told how a run goes.

use super::Change;

/// What a run tells while it goes on. A closure that takes changes is one, too.
pub trait Listener {
    /// Something differs, or is as it should be.
    fn change(&mut self, change: &Change);

    /// How many of all units, accounts, roles, repositories and policies have been looked at.
    fn looked(&mut self, things: usize, of: usize) {
        let _ = (things, of);
    }
}

impl<F: FnMut(&Change)> Listener for F {
    fn change(&mut self, change: &Change) {
        self(change);
    }
}
