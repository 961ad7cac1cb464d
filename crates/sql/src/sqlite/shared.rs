//! What all connections of one database share.

use parking_lot::Mutex;

use super::texts::Texts;

/// Statements' texts, and what was found.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) texts: Texts,
    damage: Mutex<Option<String>>,
}

impl Shared {
    /// Notes that a statement met damaged pages; the first one stays.
    pub(super) fn note_damage(&self, statement: &str, why: &str) {
        let mut damage = self.damage.lock();
        if damage.is_none() {
            tracing::error!(statement, why, "the database is damaged");
            *damage = Some(format!(
                "its file is damaged: {statement} found: {why}. `wharf verify` names the tables; put back a copy"
            ));
        }
    }

    /// What was found, for people.
    pub(super) fn damage(&self) -> Option<String> {
        self.damage.lock().clone()
    }
}
