//! Writes JSON without blanks: blobs in base64, times as seconds with a fraction.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::Timestamp;
use crate::encode::Sink;

/// JSON text under construction.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    /// Whether the next member, item or entry of the innermost structure, list or map is its first.
    first: bool,
}

impl Writer {
    /// Has room for a text of about this length, so that a long one is not copied while it grows.
    pub(super) fn with_room(length: usize) -> Writer {
        Writer {
            // Some of its characters are escaped.
            text: String::with_capacity(length + length / 8),
            first: false,
        }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.first = true;
    }

    fn close(&mut self, bracket: char) {
        self.text.push(bracket);
        self.first = false;
    }

    fn comma(&mut self) {
        if !std::mem::replace(&mut self.first, false) {
            self.text.push(',');
        }
    }

    /// A quoted string. Runs without a special character are copied whole.
    fn quote(&mut self, value: &str) {
        self.text.reserve(value.len() + 2);
        self.text.push('"');
        let mut rest = value;
        while let Some(at) = rest.bytes().position(|b| b < 0x20 || b == b'"' || b == b'\\') {
            self.text.push_str(&rest[..at]);
            match rest.as_bytes()[at] {
                b'"' => self.text.push_str("\\\""),
                b'\\' => self.text.push_str("\\\\"),
                b'\n' => self.text.push_str("\\n"),
                b'\r' => self.text.push_str("\\r"),
                b'\t' => self.text.push_str("\\t"),
                control => self.text.push_str(&format!("\\u{control:04x}")),
            }
            rest = &rest[at + 1..];
        }
        self.text.push_str(rest);
        self.text.push('"');
    }
}

impl Sink for Writer {
    fn begin_structure(&mut self) {
        self.open('{');
    }

    fn begin_member(&mut self, name: &str) {
        self.comma();
        self.quote(name);
        self.text.push(':');
    }

    fn end_member(&mut self, _name: &str) {}

    fn end_structure(&mut self) {
        self.close('}');
    }

    fn begin_list(&mut self) {
        self.open('[');
    }

    fn begin_item(&mut self) {
        self.comma();
    }

    fn end_item(&mut self) {}

    fn end_list(&mut self) {
        self.close(']');
    }

    fn begin_map(&mut self) {
        self.open('{');
    }

    fn begin_entry(&mut self, key: &str) {
        self.begin_member(key);
    }

    fn end_entry(&mut self) {}

    fn end_map(&mut self) {
        self.close('}');
    }

    fn string(&mut self, value: &str) {
        self.quote(value);
    }

    fn integer(&mut self, value: i64) {
        self.text.push_str(&value.to_string());
    }

    fn double(&mut self, value: f64) {
        match serde_json::Number::from_f64(value) {
            Some(number) => self.text.push_str(&number.to_string()),
            None => self.text.push_str("null"),
        }
    }

    fn boolean(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    fn timestamp(&mut self, value: Timestamp) {
        self.double(value.seconds_f64());
    }

    fn blob(&mut self, value: &[u8]) {
        self.text.push('"');
        STANDARD.encode_string(value, &mut self.text);
        self.text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::{Encode, structure};
    use bytes::Bytes;
    use std::collections::BTreeMap;

    struct Everything;

    impl Encode for Everything {
        fn encode(&self, sink: &mut dyn Sink) {
            structure(
                sink,
                &[
                    ("s", &"q\" b\\ \n\r\t\u{1} é\u{7f}".to_owned(), false),
                    ("n", &-7i64, false),
                    ("d", &0.5f64, false),
                    ("nan", &f64::NAN, false),
                    ("b", &true, false),
                    ("t", &Timestamp::from_micros(1_563_223_656_123_456), false),
                    ("whole", &Timestamp::from_seconds(1_563_223_656), false),
                    ("blob", &Bytes::from_static(b"\xff\xfe\x00"), false),
                    ("list", &vec![Vec::<i64>::new(), vec![1, 2]], false),
                    (
                        "map",
                        &BTreeMap::from([("k", "v".to_owned()), ("l", "w".to_owned())]),
                        false,
                    ),
                ],
            );
        }
    }

    #[test]
    fn everything_once() {
        let text = String::from_utf8(super::super::encode(&Everything)).unwrap();
        assert_eq!(
            text,
            "{\"s\":\"q\\\" b\\\\ \\n\\r\\t\\u0001 é\u{7f}\",\"n\":-7,\"d\":0.5,\"nan\":null,\"b\":true,\
             \"t\":1563223656.123456,\"whole\":1563223656.0,\"blob\":\"//4A\",\"list\":[[],[1,2]],\
             \"map\":{\"k\":\"v\",\"l\":\"w\"}}"
        );
        serde_json::from_str::<serde_json::Value>(&text).unwrap();
    }
}
