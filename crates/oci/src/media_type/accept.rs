//! The `Accept` header (RFC 9110 §12.5.1) and, in the same words, `acceptedMediaTypes` of Amazon ECR's BatchGetImage.

use super::essence;

/// What a client takes. Nothing said means everything is taken.
///
/// An element that is no media range matches nothing, but still restricts: `Accept: x` is not "everything".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accept {
    ranges: Vec<MediaRange>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct MediaRange {
    pattern: Pattern,
    /// Thousandths: 0 is "not this", 1000 the default.
    quality: u16,
}

/// Ordered by how specific it is: the most specific range that matches decides.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
    Any,
    /// `application/*`, kept as `application/`.
    Type(String),
    Exact(String),
}

impl Accept {
    /// Reads the values of all `Accept` headers of a request, or the elements of a list.
    pub fn parse<'v>(values: impl IntoIterator<Item = &'v str>) -> Accept {
        let ranges = values
            .into_iter()
            .flat_map(|value| split_unquoted(value, b','))
            .filter_map(MediaRange::parse)
            .collect();
        Accept { ranges }
    }

    /// Whether this media type is taken.
    #[must_use]
    pub fn accepts(&self, media_type: &str) -> bool {
        self.quality(media_type) > 0
    }

    /// Whether any media type at all is taken: nothing was said, or `*/*` without an exclusion.
    #[must_use]
    pub fn is_unrestricted(&self) -> bool {
        self.ranges.is_empty()
            || (self.ranges.iter().any(|range| range.pattern == Pattern::Any)
                && self.ranges.iter().all(|range| range.quality > 0))
    }

    /// The offer that the client likes best; among equals the one offered first. `None`: it takes none.
    #[must_use]
    pub fn preferred<'o>(&self, offers: &[&'o str]) -> Option<&'o str> {
        let mut best = (0, None);
        for offer in offers {
            let quality = self.quality(offer);
            if quality > best.0 {
                best = (quality, Some(*offer));
            }
        }
        best.1
    }

    fn quality(&self, media_type: &str) -> u16 {
        if self.ranges.is_empty() {
            return 1000;
        }
        let wanted = essence(media_type);
        self.ranges
            .iter()
            .filter_map(|range| {
                range
                    .pattern
                    .specificity(wanted)
                    .map(|specific| (specific, range.quality))
            })
            .max()
            .map_or(0, |(_, quality)| quality)
    }
}

impl MediaRange {
    /// `None` for an element that is empty, which a list may have (RFC 9110 §5.6.1).
    fn parse(element: &str) -> Option<MediaRange> {
        let mut parts = split_unquoted(element, b';');
        let range = essence(parts.next()?);
        if range.is_empty() {
            return None;
        }
        let quality = parts.find_map(quality).unwrap_or(1000);
        let pattern = match range {
            // A lone star is how some HTTP libraries of old write it.
            "*" | "*/*" => Pattern::Any,
            _ => match range.strip_suffix('*') {
                Some(kind) if kind.ends_with('/') => Pattern::Type(kind.to_ascii_lowercase()),
                _ => Pattern::Exact(range.to_ascii_lowercase()),
            },
        };
        Some(MediaRange { pattern, quality })
    }
}

impl Pattern {
    /// How specifically the pattern matches, if it does.
    fn specificity(&self, media_type: &str) -> Option<u8> {
        match self {
            Pattern::Any => Some(0),
            Pattern::Type(kind) => media_type
                .get(..kind.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(kind))
                .then_some(1),
            Pattern::Exact(exact) => media_type.eq_ignore_ascii_case(exact).then_some(2),
        }
    }
}

/// The weight of a `q=` parameter. One that is illegible does not count.
fn quality(parameter: &str) -> Option<u16> {
    let (name, value) = parameter.split_once('=')?;
    if !name.trim().eq_ignore_ascii_case("q") {
        return None;
    }
    let weight: f32 = value.trim().parse().ok()?;
    // Four digits at most survive, as the grammar allows only three after the point.
    (0.0..=1.0)
        .contains(&weight)
        .then_some((weight * 1000.0).round() as u16)
}

/// Splits at a separator, but not inside of a quoted string.
fn split_unquoted(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (mut quoted, mut escaped) = (false, false);
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                _ if byte == separator && !quoted => {
                    rest = Some(&text[at + 1..]);
                    return Some(&text[..at]);
                }
                _ => {}
            }
        }
        rest = None;
        Some(text)
    })
}
