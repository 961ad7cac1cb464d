//! What holds places that may be given to another client: one table of rows for all clients, in which the rows of each client are a
//! chain. So a row is entered and left without looking anything up, and without an allocation once there were as many.

use std::iter::successors;
use std::sync::Arc;

use super::Occupant;

/// The rows of all clients.
#[derive(Default)]
pub(super) struct Occupants {
    rows: Vec<Row>,
    /// Those that nothing has.
    free: Vec<usize>,
}

struct Row {
    /// None once it lost its place.
    occupant: Option<Arc<dyn Occupant>>,
    before: Option<usize>,
    after: Option<usize>,
}

/// The rows of one client that have not lost their places.
#[derive(Default)]
pub(super) struct Chain {
    first: Option<usize>,
    count: usize,
}

impl Chain {
    /// How many they are.
    pub(super) fn len(&self) -> usize {
        self.count
    }
}

impl Occupants {
    /// Gives an occupant a row at the beginning of a chain.
    pub(super) fn enter(&mut self, chain: &mut Chain, occupant: Arc<dyn Occupant>) -> usize {
        let row = Row {
            occupant: Some(occupant),
            before: None,
            after: chain.first,
        };
        let at = match self.free.pop() {
            Some(at) => {
                self.rows[at] = row;
                at
            }
            None => {
                self.rows.push(row);
                self.rows.len() - 1
            }
        };
        if let Some(after) = chain.first {
            self.rows[after].before = Some(at);
        }
        chain.first = Some(at);
        chain.count += 1;
        at
    }

    /// Takes an occupant out of its chain, if it is there. The row is no other's before it is left.
    pub(super) fn lose(&mut self, chain: &mut Chain, at: usize) -> Option<Arc<dyn Occupant>> {
        let row = &mut self.rows[at];
        let (occupant, before, after) = (row.occupant.take()?, row.before, row.after);
        match before {
            Some(before) => self.rows[before].after = after,
            None => chain.first = after,
        }
        if let Some(after) = after {
            self.rows[after].before = before;
        }
        chain.count -= 1;
        Some(occupant)
    }

    /// Whether what has the row lost its place.
    pub(super) fn has_lost(&self, at: usize) -> bool {
        self.rows[at].occupant.is_none()
    }

    /// Gives up a row that is in no chain any more.
    pub(super) fn leave(&mut self, at: usize) {
        self.free.push(at);
    }

    /// Those of a chain, with their rows.
    pub(super) fn of(&self, chain: &Chain) -> impl Iterator<Item = (usize, &Arc<dyn Occupant>)> {
        let rows = successors(chain.first, move |at| self.rows[*at].after);
        rows.filter_map(move |at| Some((at, self.rows[at].occupant.as_ref()?)))
    }

    /// How many rows there are, had or free.
    #[cfg(test)]
    pub(super) fn length(&self) -> usize {
        self.rows.len()
    }
}
