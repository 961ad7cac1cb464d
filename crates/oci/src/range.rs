//! Byte ranges of a blob: the `Range` of a download (RFC 9110 §14) and the `Content-Range` of an upload's chunk (OCI
//! Distribution Specification 1.1, "Pushing a blob in chunks").
//!
//! A download serves one range; several are answered with the whole, as RFC 9110 §14.2 permits. The OCI chunk range is
//! not RFC 9110's: `start-end`, inclusive, without unit or total; clients that send the HTTP form are understood too.

use std::ops::{Range, RangeInclusive};

/// The asked range lies outside: answer 416 with [`Unsatisfiable::content_range`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the range lies outside of the {len} bytes that there are")]
pub struct Unsatisfiable {
    /// How many bytes there are.
    pub len: u64,
}

impl Unsatisfiable {
    /// The `Content-Range` value of the 416 answer: `bytes */<len>`.
    #[must_use]
    pub fn content_range(self) -> String {
        format!("bytes */{}", self.len)
    }
}

/// The `Content-Range` value of a 206 answer: `bytes <first>-<last>/<len>`. The range is not empty.
#[must_use]
pub fn content_range(range: &Range<u64>, len: u64) -> String {
    format!("bytes {}-{}/{len}", range.start, range.end.saturating_sub(1))
}

/// The part of `len` bytes that a `Range` header asks for, or `None` when the whole is to be served: another unit,
/// several ranges, or something illegible (RFC 9110 §14.2 lets us ignore those).
///
/// A range that is returned is not empty and ends at `len` or before.
///
/// # Errors
/// The one range begins behind the last byte, runs backwards, or is a suffix of no bytes.
pub fn parse_range(header: &str, len: u64) -> Result<Option<Range<u64>>, Unsatisfiable> {
    let Some((first, last)) = single_range(header) else {
        return Ok(None);
    };
    match (first, last) {
        ("", suffix) => match saturating(suffix) {
            None => Ok(None),
            Some(0) => Err(Unsatisfiable { len }),
            // Satisfiable by RFC 9110 §14.1.2, yet no Content-Range can say "no bytes": serve the (empty) whole.
            Some(_) if len == 0 => Ok(None),
            Some(count) => Ok(Some(len.saturating_sub(count)..len)),
        },
        (first, last) => {
            let Some(first) = saturating(first) else {
                return Ok(None);
            };
            let last = if last.is_empty() {
                Some(u64::MAX)
            } else {
                saturating(last)
            };
            match last {
                None => Ok(None),
                // Backwards is invalid rather than outside; RFC 9110 §14.2 lets us reject it, and the OCI conformance
                // suite demands that.
                Some(last) if last < first || first >= len => Err(Unsatisfiable { len }),
                Some(last) => Ok(Some(first..last.saturating_add(1).min(len))),
            }
        }
    }
}

/// The first and last byte of an upload's chunk: `start-end`, or the HTTP form `bytes start-end/total` with a number or
/// `*` as total. `None` when it is neither, or contradicts itself.
#[must_use]
pub fn parse_content_range(header: &str) -> Option<RangeInclusive<u64>> {
    let text = trim(header);
    let text = match strip_unit(text) {
        Some(rest) => trim(rest.strip_prefix([' ', '\t', '='])?),
        None => text,
    };
    let (range, total) = match text.split_once('/') {
        Some((range, "*")) => (range, None),
        Some((range, total)) => (range, Some(exact(total)?)),
        None => (text, None),
    };
    let (first, last) = range.split_once('-')?;
    let (first, last) = (exact(first)?, exact(last)?);
    let consistent = first <= last && total.is_none_or(|total| last < total);
    consistent.then_some(first..=last)
}

/// The two sides of the dash, when the unit is bytes and there is exactly one element (empty ones do not count, RFC
/// 9110 §5.6.1).
fn single_range(header: &str) -> Option<(&str, &str)> {
    let list = strip_unit(trim(header))?.strip_prefix('=')?;
    let mut elements = list.split(',').map(trim).filter(|element| !element.is_empty());
    let only = elements.next()?;
    if elements.next().is_some() {
        return None;
    }
    only.split_once('-')
}

/// Range units are compared without regard to case (RFC 9110 §14.1).
fn strip_unit(text: &str) -> Option<&str> {
    let (unit, rest) = text.split_at_checked("bytes".len())?;
    unit.eq_ignore_ascii_case("bytes").then_some(rest)
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// Digits only; a number too large to hold is as good as the largest.
fn saturating(digits: &str) -> Option<u64> {
    is_number(digits).then(|| digits.parse().unwrap_or(u64::MAX))
}

/// Digits only, and not too large to hold.
fn exact(digits: &str) -> Option<u64> {
    if is_number(digits) {
        digits.parse().ok()
    } else {
        None
    }
}

fn is_number(digits: &str) -> bool {
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
