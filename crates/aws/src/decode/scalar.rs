//! Strings, numbers, flags, times and blobs.

use std::borrow::Cow;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use super::{
    Constraint, DecodeFault, Decoded, Decoder, Kind, Length, Range, Spelling, Text, mismatch, shown,
};
use crate::Timestamp;
use crate::enumeration::Enumeration;
use crate::json::Json;
use crate::pattern;

impl Decoder {
    /// A string, with its length counted in characters.
    pub(crate) fn string(&mut self, value: Json<'_>, limits: &Text) -> Decoded<String> {
        let text = self.text(value)?;
        Ok(self.check(&text, limits).then(|| text.into_owned()))
    }

    /// A string that has a type of its own. The type's rule is the shape's, so that it refuses nothing more.
    pub(crate) fn parsed<T: FromStr>(&mut self, value: Json<'_>, limits: &Text) -> Decoded<T> {
        let text = self.text(value)?;
        if !self.check(&text, limits) {
            return Ok(None);
        }
        let parsed = text.parse().ok();
        if parsed.is_none() {
            let pattern = limits.pattern.map_or("", |pattern| pattern.shown);
            self.violate(Some(shown(&text)), Constraint::Pattern(pattern));
        }
        Ok(parsed)
    }

    /// One of an enumeration's values.
    pub(crate) fn enumeration<E: Enumeration>(&mut self, value: Json<'_>) -> Decoded<E> {
        let text = self.text(value)?;
        let found = E::from_name(&text);
        if found.is_none() {
            self.violate(Some(shown(&text)), Constraint::Enumeration(E::NAMES));
        }
        Ok(found)
    }

    /// A whole number. A fraction is the wrong kind; `1.0` and `1e3` are whole.
    pub(crate) fn integer(&mut self, value: Json<'_>, limits: &Range) -> Decoded<i64> {
        let number = match &value {
            Json::Integer(number) => Some(*number),
            // 2^53: beyond it a double does not say which whole number was meant.
            Json::Double(number) if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0 => {
                Some(*number as i64)
            }
            Json::String(text) if self.spelling == Spelling::Query => text.parse().ok(),
            _ => None,
        };
        let Some(number) = number else {
            return Err(mismatch(&value, "Integer"));
        };
        let constraint = match limits {
            Range { min: Some(min), .. } if number < *min => Constraint::Minimum(*min),
            Range { max: Some(max), .. } if number > *max => Constraint::Maximum(*max),
            _ => return Ok(Some(number)),
        };
        self.violate(Some(number.to_string()), constraint);
        Ok(None)
    }

    /// A flag.
    pub(crate) fn boolean(&mut self, value: Json<'_>) -> Decoded<bool> {
        match &value {
            Json::Boolean(flag) => Ok(Some(*flag)),
            Json::String(text) if self.spelling == Spelling::Query => match &**text {
                "true" => Ok(Some(true)),
                "false" => Ok(Some(false)),
                _ => Err(mismatch(&value, "Boolean")),
            },
            _ => Err(mismatch(&value, "Boolean")),
        }
    }

    /// A time.
    pub(crate) fn timestamp(&mut self, value: Json<'_>) -> Decoded<Timestamp> {
        let time = match (&value, self.spelling) {
            (Json::Integer(seconds), Spelling::Json) => Timestamp::from_seconds_f64(*seconds as f64).ok(),
            (Json::Double(seconds), Spelling::Json) => Timestamp::from_seconds_f64(*seconds).ok(),
            (Json::String(text), Spelling::Query) => text.parse().ok(),
            _ => None,
        };
        time.map(Some).ok_or_else(|| mismatch(&value, "Timestamp"))
    }

    /// Bytes, in base64. Too many are refused before they are decoded.
    pub(crate) fn blob(&mut self, value: Json<'_>, limits: &Length) -> Decoded<Bytes> {
        let text = self.text(value)?;
        let padding = text.bytes().rev().take(2).filter(|b| *b == b'=').count();
        let length = (text.len() / 4 * 3).saturating_sub(padding) as u64;
        if !self.within(length, limits, Kind::Blob, || format!("{length} bytes")) {
            return Ok(None);
        }
        let bytes = STANDARD.decode(text.as_bytes()).map_err(|_| {
            DecodeFault::Serialization("STRING_VALUE can not be converted to a Blob: not base64".to_owned())
        })?;
        Ok(Some(bytes.into()))
    }

    fn text<'a>(&self, value: Json<'a>) -> Result<Cow<'a, str>, DecodeFault> {
        match value {
            Json::String(text) => Ok(text),
            other => Err(mismatch(&other, "String")),
        }
    }

    /// Length first, then pattern; one violation each, as AWS counts them. Every text is without NUL, which databases do not take.
    fn check(&mut self, text: &str, limits: &Text) -> bool {
        let mut fits = true;
        if limits.min.is_some() || limits.max.is_some() {
            let length = text.chars().count() as u64;
            let limits = Length {
                min: limits.min,
                max: limits.max,
            };
            fits = self.within(length, &limits, Kind::Text, || shown(text));
        }
        let broken = limits.pattern.filter(|pattern| !(pattern.matches)(text));
        if let Some(pattern) = broken.or_else(|| text.contains('\0').then_some(&pattern::NO_NUL)) {
            self.violate(Some(shown(text)), Constraint::Pattern(pattern.shown));
            fits = false;
        }
        fits
    }
}
