//! Numbers drawn from a seed, and how lucky a disk is when its power goes.

/// A row of numbers that a seed decides (SplitMix64).
#[derive(Clone, Debug)]
pub(super) struct Draw(u64);

impl Draw {
    pub(super) fn new(seed: u64) -> Draw {
        Draw(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below `limit`, which is at least 1.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).unwrap()).unwrap()
    }

    /// Whether something happens that happens so many times in a hundred.
    pub(super) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn one_of<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// What becomes of that which was not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Luck {
    /// How many of a hundred changes of names are there.
    pub(super) names: usize,
    /// How many of a hundred pieces of writes are there.
    pub(super) pieces: usize,
    /// How long a piece is; each begins at a multiple of it.
    pub(super) piece: usize,
}

impl Luck {
    /// All of it is there, as after the death of a process.
    pub(super) const EVERYTHING: Luck = Luck {
        names: 100,
        pieces: 100,
        piece: 4096,
    };
    /// None of it is there.
    pub(super) const NOTHING: Luck = Luck {
        names: 0,
        pieces: 0,
        piece: 4096,
    };

    /// Often one of the extremes: names without bytes, bytes without names, neither.
    pub(super) fn drawn(draw: &mut Draw) -> Luck {
        Luck {
            names: draw.one_of(&[0, 0, 10, 50, 90, 100]),
            pieces: draw.one_of(&[0, 0, 10, 50, 90, 100]),
            // A sector, a page, or whole writes.
            piece: draw.one_of(&[512, 4096, 1 << 30]),
        }
    }
}
