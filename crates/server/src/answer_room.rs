//! The room that one answer has in the memory of answers: for what is read and encoded for it, and until its last byte has gone.

use parking_lot::Mutex;
use wharf_node::Charge;

use crate::bounds;
use crate::budget::Share;

/// Kept by the call that is answered and by the answer on its way.
pub(crate) struct AnswerRoom(Mutex<Share>);

impl AnswerRoom {
    /// Of a share that is charged for nothing yet.
    pub(crate) fn new(share: Share) -> AnswerRoom {
        AnswerRoom(Mutex::new(share))
    }

    /// Keeps room for an answer that was made, and gives back what making it took; false when there is none.
    pub(crate) fn settle(&self, length: usize) -> bool {
        let is_there = self.charge(length);
        self.0.lock().keep(if is_there { length } else { 0 });
        is_there
    }
}

impl Charge for AnswerRoom {
    fn charge(&self, bytes: usize) -> bool {
        let is_there = self.0.lock().charge(bytes).is_ok();
        if !is_there {
            bounds::refused("answers");
        }
        is_there
    }
}
