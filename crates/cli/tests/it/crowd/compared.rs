//! Two ways to pull, compared in slices that take turns: what the machine does meanwhile falls on both.

use std::time::{Duration, Instant};

use crate::lab::seconds;

/// An idle node first, then the one with a crowd.
pub(super) struct Compared {
    begun: Instant,
    pulls: usize,
    least: usize,
    slices: Vec<[Vec<Duration>; 2]>,
}

impl Compared {
    /// With as many pulls as there is time for: a hundred to a slice in a soak.
    pub(super) fn new() -> Compared {
        let (pulls, least) = if seconds() > 0 { (100, 7) } else { (4, 5) };
        Compared {
            begun: Instant::now(),
            pulls,
            least,
            slices: Vec::new(),
        }
    }

    /// Whether there are enough slices to judge by, and this time is over.
    pub(super) fn is_enough(&self, time: Duration) -> bool {
        self.slices.len() >= self.least && self.begun.elapsed() >= time
    }

    /// Makes a slice of each. Which of them comes first changes each time.
    pub(super) fn add(&mut self, mut alone: impl FnMut() -> Duration, mut beside: impl FnMut() -> Duration) {
        let slices = if self.slices.len().is_multiple_of(2) {
            let alone = self.slice(&mut alone);
            [alone, self.slice(&mut beside)]
        } else {
            let beside = self.slice(&mut beside);
            [self.slice(&mut alone), beside]
        };
        self.slices.push(slices);
    }

    fn slice(&self, pull: &mut dyn FnMut() -> Duration) -> Vec<Duration> {
        // The first one may have to connect.
        pull();
        (0..self.pulls).map(|_| pull()).collect()
    }

    pub(super) fn slices(&self) -> usize {
        self.slices.len()
    }

    /// All pulls of each.
    pub(super) fn all(&self) -> [Vec<Duration>; 2] {
        [0, 1].map(|which| {
            let slices = self.slices.iter();
            slices.flat_map(|slices| slices[which].iter().copied()).collect()
        })
    }

    /// How many times as long 99 of 100 pulls beside the crowd took, in the median of the slices: one in which the machine did
    /// something else says nothing.
    pub(super) fn ratio(&self) -> f64 {
        let ratios = self.slices.iter().map(|[alone, beside]| p99(beside) / p99(alone));
        let mut ratios: Vec<f64> = ratios.collect();
        ratios.sort_unstable_by(f64::total_cmp);
        ratios[ratios.len() / 2]
    }
}

/// The time within which 99 of 100 end, in milliseconds.
pub(super) fn p99(times: &[Duration]) -> f64 {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[(times.len() * 99).div_ceil(100) - 1].as_secs_f64() * 1e3
}

#[test]
fn a_slower_node_is_told_from_a_busy_machine() {
    let slices = |of: fn(usize) -> [u64; 2]| Compared {
        begun: Instant::now(),
        pulls: 100,
        least: 7,
        slices: (0..7)
            .map(|at| of(at).map(|millis| vec![Duration::from_millis(millis); 100]))
            .collect(),
    };
    let busy = slices(|at| if at < 3 { [10, 500] } else { [12, 11] });
    assert!(busy.ratio() <= 1.0, "{}", busy.ratio());
    let slower = slices(|at| if at < 3 { [500, 10] } else { [10, 30] });
    assert!(slower.ratio() > 2.0, "{}", slower.ratio());
    let mut slice = vec![Duration::from_millis(1); 98];
    slice.extend([2, 1000].map(Duration::from_millis));
    assert_eq!(p99(&slice), 2.0);
}
