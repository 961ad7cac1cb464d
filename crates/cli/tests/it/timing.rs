//! How long the end of a push takes tells nothing of what other accounts hold. `cargo xtask torture timing` makes enough pairs to
//! judge by; the tests make two, and judge by the calls instead (`crash/order.rs`).

use std::time::{Duration, Instant};

use crate::lab::{Lab, OTHER, Registry, count, digest, incompressible, seed};

/// So many pairs can tell a difference, if there is one.
const ENOUGH: usize = 40;
/// A difference that chance makes less often than this is one.
const DOUBT: f64 = 0.001;

/// Which of a pair it is.
const HELD: usize = 0;
const FRESH: usize = 1;

#[test]
fn the_end_of_a_push_does_not_tell_whether_another_account_has_its_bytes() {
    let pairs = count("WHARF_SOAK_PAIRS", 2);
    let length = if pairs < ENOUGH { 1 << 20 } else { 16 << 20 };
    let lab = Lab::new().and_other();
    lab.api(OTHER).create_repository("held");
    lab.create_repository("own");
    let (host, address) = (lab.registry_host(OTHER), lab.node.listen().parse().unwrap());
    let mut other = Registry::of_host(address, &host, &lab.password(OTHER), "held");
    let mut own = lab.registry("own");
    let times: Vec<[Duration; 2]> = (0..pairs as u64)
        .map(|pair| {
            let layers =
                [HELD, FRESH].map(|which| incompressible(seed() << 32 ^ pair << 1 ^ which as u64, length));
            other.push_blob(&layers[HELD]).unwrap();
            let staged = layers.each_ref().map(|layer| {
                let location = own.begin().unwrap();
                own.append(&location, 0, layer).unwrap()
            });
            let mut times = [Duration::ZERO; 2];
            // In turns, so that what comes first is as often the one as the other.
            for which in if pair % 2 == 0 {
                [HELD, FRESH]
            } else {
                [FRESH, HELD]
            } {
                let name = digest(&layers[which]);
                let begun = Instant::now();
                own.finish(&staged[which], &name, b"").unwrap();
                times[which] = begun.elapsed();
            }
            times
        })
        .collect();
    let slower = times.iter().filter(|pair| pair[HELD] > pair[FRESH]).count();
    let chance = sign_test(slower, pairs);
    println!("soak: {pairs} pairs of pushes");
    println!(
        "note: the end of a push took {:.1} ms where another account has the bytes and {:.1} ms where none has (medians); the former \
         was slower in {slower} of {pairs} pairs: p = {chance:.3}",
        median(&times, HELD),
        median(&times, FRESH),
    );
    assert!(pairs < ENOUGH || chance >= DOUBT, "{times:?}");
}

/// The median of one side, in milliseconds.
fn median(times: &[[Duration; 2]], which: usize) -> f64 {
    let mut times: Vec<Duration> = times.iter().map(|pair| pair[which]).collect();
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e3
}

/// How often chance alone would part the pairs at least so unevenly: the sign test, both sides.
fn sign_test(slower: usize, pairs: usize) -> f64 {
    let uneven = slower.max(pairs - slower);
    // The chance of exactly so many heads, by that of one fewer.
    let (mut exactly, mut at_least) = (0.5_f64.powi(i32::try_from(pairs).unwrap()), 0.0);
    for heads in 0..=pairs {
        if heads >= uneven {
            at_least += exactly;
        }
        exactly *= (pairs - heads) as f64 / (heads + 1) as f64;
    }
    (2.0 * at_least).min(1.0)
}

#[test]
fn chance_is_told_from_a_difference() {
    let is = |slower, pairs, expected: f64| {
        let chance = sign_test(slower, pairs);
        assert!((chance - expected).abs() < 1e-6, "{slower} of {pairs}: {chance}");
    };
    is(8, 16, 1.0);
    is(16, 16, 2.0 / 65_536.0);
    is(0, 16, 2.0 / 65_536.0);
    is(9, 10, 22.0 / 1024.0);
    // What was seen once, before the calls were the same in both cases, is no chance.
    assert!(sign_test(16, 16) < DOUBT && sign_test(50, 60) < DOUBT && sign_test(35, 60) > DOUBT);
}
