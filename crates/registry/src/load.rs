//! How much one transaction moves. Manifests have up to 4 MiB, and SQLite has one writer: all other writes wait for it.

/// Where a transaction ends: with the row that fills it, which may be the largest there is.
const MOST: u64 = 1 << 20;
/// What a row costs besides its manifest: entries of indexes, an event.
const ROW: u64 = 1 << 10;

/// What a transaction has moved so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Load(u64);

impl Load {
    /// Adds rows, and the bytes of a manifest that go with them.
    pub(crate) fn add(&mut self, rows: i64, bytes: i64) {
        let [rows, bytes] = [rows, bytes].map(|number| u64::try_from(number).unwrap_or(0));
        self.0 = self
            .0
            .saturating_add(rows.saturating_mul(ROW))
            .saturating_add(bytes);
    }

    /// Whether the transaction has moved enough.
    pub(crate) fn is_full(self) -> bool {
        self.0 >= MOST
    }
}

/// How many of the first rows with manifests of so many bytes one transaction moves: one at least, where there are any.
pub(crate) fn first(bytes: impl IntoIterator<Item = i64>) -> usize {
    let mut load = Load::default();
    let fits = |bytes: &i64| {
        let has_room = !load.is_full();
        load.add(1, *bytes);
        has_room
    };
    bytes.into_iter().take_while(fits).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transaction_ends_with_what_fills_it() {
        for (bytes, count) in [
            (vec![], 0),
            (vec![4 << 20, 1], 1),
            (vec![1, 4 << 20, 1], 2),
            (vec![-1; 3], 3),
            (vec![0; 2000], 1024),
        ] {
            assert_eq!(first(bytes), count);
        }
    }
}
