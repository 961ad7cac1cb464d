//! Byte ranges of downloads and of upload chunks.

use proptest::prelude::*;
use wharf_oci::range::{Unsatisfiable, content_range, parse_content_range, parse_range};

#[test]
fn ranges_of_ten_bytes() {
    let outside = Err(Unsatisfiable { len: 10 });
    let huge = "99999999999999999999999999";
    let table = [
        ("bytes=0-0", Ok(Some(0..1))),
        ("bytes=0-9", Ok(Some(0..10))),
        ("bytes=2-5", Ok(Some(2..6))),
        ("bytes=2-", Ok(Some(2..10))),
        ("bytes=-3", Ok(Some(7..10))),
        ("bytes=-100", Ok(Some(0..10))),
        ("bytes=9-100", Ok(Some(9..10))),
        ("BYTES=2-5", Ok(Some(2..6))),
        (" bytes=2-5 ", Ok(Some(2..6))),
        ("bytes=, 2-5 ,,", Ok(Some(2..6))),
        ("bytes=2-99999999999999999999999999", Ok(Some(2..10))),
        ("bytes=-99999999999999999999999999", Ok(Some(0..10))),
        ("bytes=0-18446744073709551615", Ok(Some(0..10))),
        // Outside.
        ("bytes=10-", outside.clone()),
        ("bytes=10-20", outside.clone()),
        ("bytes=-0", outside.clone()),
        ("bytes=5-4", outside.clone()),
        (&format!("bytes={huge}-"), outside.clone()),
        (&format!("bytes={huge}-{huge}"), outside.clone()),
        // Ignored: several, other units, not the grammar.
        ("bytes=0-1,3-4", Ok(None)),
        ("items=0-1", Ok(None)),
        ("bytes", Ok(None)),
        ("bytes=", Ok(None)),
        ("bytes=-", Ok(None)),
        ("bytes=,", Ok(None)),
        ("bytes=5", Ok(None)),
        ("bytes 0-5", Ok(None)),
        ("bytes=a-b", Ok(None)),
        ("bytes=+1-5", Ok(None)),
        ("bytes=0x1-5", Ok(None)),
        ("bytes=1 -5", Ok(None)),
        ("bytes=--5", Ok(None)),
        ("bytes=1-5-7", Ok(None)),
        ("bytes=-5x", Ok(None)),
        ("", Ok(None)),
        ("é", Ok(None)),
        ("byteé=0-1", Ok(None)),
    ];
    for (header, expected) in table {
        assert_eq!(parse_range(header, 10), expected, "{header:?}");
    }
}

#[test]
fn ranges_of_nothing() {
    for (header, expected) in [
        ("bytes=0-", Err(Unsatisfiable { len: 0 })),
        ("bytes=0-0", Err(Unsatisfiable { len: 0 })),
        ("bytes=-0", Err(Unsatisfiable { len: 0 })),
        ("bytes=-5", Ok(None)),
    ] {
        assert_eq!(parse_range(header, 0), expected, "{header:?}");
    }
}

#[test]
fn written_for_the_answer() {
    assert_eq!(content_range(&(2..6), 10), "bytes 2-5/10");
    assert_eq!(Unsatisfiable { len: 10 }.content_range(), "bytes */10");
    assert_eq!(
        Unsatisfiable { len: 10 }.to_string(),
        "the range lies outside of the 10 bytes that there are"
    );
}

#[test]
fn chunk_ranges() {
    let max = u64::MAX;
    let table = [
        ("0-0", Some(0..=0)),
        ("0-9", Some(0..=9)),
        (" 10-19 ", Some(10..=19)),
        ("bytes 0-9/10", Some(0..=9)),
        ("bytes 0-9/*", Some(0..=9)),
        ("bytes 0-9", Some(0..=9)),
        ("bytes=0-9", Some(0..=9)),
        ("Bytes 0-9/20", Some(0..=9)),
        ("0-9/20", Some(0..=9)),
        ("0-18446744073709551615", Some(0..=max)),
        ("0-18446744073709551616", None),
        ("bytes 0-9/9", None),
        ("bytes 0-9/", None),
        ("bytes */10", None),
        ("bytes0-9", None),
        ("9-0", None),
        ("-9", None),
        ("9-", None),
        ("0-9-10", None),
        ("+0-9", None),
        ("0 - 9", None),
        ("", None),
    ];
    for (header, expected) in table {
        assert_eq!(parse_content_range(header), expected, "{header:?}");
    }
}

proptest! {
    #[test]
    fn served_exactly_when_asked_for(first in 0..20_u64, last in 0..20_u64, len in 0..20_u64) {
        let asked: Vec<u64> = (0..len).filter(|at| (first..=last).contains(at)).collect();
        match parse_range(&format!("bytes={first}-{last}"), len) {
            Ok(Some(range)) => prop_assert_eq!(range.collect::<Vec<_>>(), asked),
            Ok(None) => prop_assert!(false, "one range is never ignored"),
            Err(_) => prop_assert!(asked.is_empty()),
        }
    }

    #[test]
    fn a_suffix_is_the_end(count in 1..20_u64, len in 1..20_u64) {
        let expected: Vec<u64> = (0..len).rev().take(count as usize).collect();
        let range = parse_range(&format!("bytes=-{count}"), len).unwrap().unwrap();
        prop_assert_eq!(range.rev().collect::<Vec<_>>(), expected);
    }
}
