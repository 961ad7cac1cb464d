//! Statements' texts in SQLite's form, rewritten once per statement and shared by all connections.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::RwLock;

use crate::{Statement, scan};

/// Keyed by the address and length of the text: it is `'static`, so the same place always holds the same text.
#[derive(Default)]
pub(super) struct Texts {
    rewritten: RwLock<HashMap<(usize, usize), Arc<str>>>,
}

impl Texts {
    pub(super) fn of(&self, statement: &Statement) -> Arc<str> {
        let key = (statement.text.as_ptr() as usize, statement.text.len());
        if let Some(text) = self.rewritten.read().get(&key) {
            return Arc::clone(text);
        }
        let text: Arc<str> = scan::for_sqlite(statement.text).into();
        Arc::clone(self.rewritten.write().entry(key).or_insert(text))
    }
}
