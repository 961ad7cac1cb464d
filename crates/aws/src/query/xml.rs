//! Writes XML for Query answers: elements and escaped text, nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::Timestamp;
use crate::encode::Sink;

/// XML text under construction.
#[derive(Debug)]
pub(super) struct Writer {
    text: String,
    root: String,
}

impl Writer {
    /// Opens the root element in a namespace.
    pub(super) fn root(name: &str, namespace: &str) -> Self {
        let mut writer = Self {
            text: format!("<{name} xmlns=\""),
            root: name.to_owned(),
        };
        writer.escape(namespace);
        writer.text.push_str("\">");
        writer
    }

    /// Has room for about so many bytes more, so that a long text is not copied while it grows.
    pub(super) fn reserve(&mut self, length: usize) {
        self.text.reserve(length + length / 8);
    }

    /// Closes the root element.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let root = std::mem::take(&mut self.root);
        self.close(&root);
        self.text.into_bytes()
    }

    /// An element around what `inside` writes.
    pub(super) fn element(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.open(name);
        inside(self);
        self.close(name);
    }

    /// An element with text.
    pub(super) fn text_element(&mut self, name: &str, text: &str) {
        self.element(name, |writer| writer.escape(text));
    }

    fn open(&mut self, name: &str) {
        self.text.extend(["<", name, ">"]);
    }

    fn close(&mut self, name: &str) {
        self.text.extend(["</", name, ">"]);
    }

    /// Text, attribute values included. What XML 1.0 cannot hold becomes the replacement character; a carriage return
    /// is kept from readers' end-of-line rules by a reference.
    fn escape(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '&' => self.text.push_str("&amp;"),
                '"' => self.text.push_str("&quot;"),
                '\r' => self.text.push_str("&#xD;"),
                '\n' | '\t' => self.text.push(letter),
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => self.text.push('\u{fffd}'),
                _ => self.text.push(letter),
            }
        }
    }
}

impl Sink for Writer {
    fn begin_structure(&mut self) {}

    fn begin_member(&mut self, name: &str) {
        self.open(name);
    }

    fn end_member(&mut self, name: &str) {
        self.close(name);
    }

    fn end_structure(&mut self) {}

    fn begin_list(&mut self) {}

    fn begin_item(&mut self) {
        self.open("member");
    }

    fn end_item(&mut self) {
        self.close("member");
    }

    fn end_list(&mut self) {}

    fn begin_map(&mut self) {}

    fn begin_entry(&mut self, key: &str) {
        self.open("entry");
        self.text_element("key", key);
        self.open("value");
    }

    fn end_entry(&mut self) {
        self.close("value");
        self.close("entry");
    }

    fn end_map(&mut self) {}

    fn string(&mut self, value: &str) {
        self.escape(value);
    }

    fn integer(&mut self, value: i64) {
        self.text.push_str(&value.to_string());
    }

    fn double(&mut self, value: f64) {
        self.text.push_str(&value.to_string());
    }

    fn boolean(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    fn timestamp(&mut self, value: Timestamp) {
        self.text.push_str(&value.to_string());
    }

    fn blob(&mut self, value: &[u8]) {
        STANDARD.encode_string(value, &mut self.text);
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
                    ("S", &"<&>\"'\r\n\u{1}é".to_owned(), false),
                    ("N", &7i64, false),
                    ("D", &0.5f64, false),
                    ("B", &false, false),
                    ("T", &Timestamp::from_micros(1_563_223_656_999_999), false),
                    ("Blob", &Bytes::from_static(b"\xff"), false),
                    ("L", &vec![1i64, 2], false),
                    ("M", &BTreeMap::from([("k", "v".to_owned())]), false),
                ],
            );
        }
    }

    #[test]
    fn everything_once() {
        let mut writer = Writer::root("R", "urn:a&b");
        Everything.encode(&mut writer);
        assert_eq!(
            String::from_utf8(writer.finish()).unwrap(),
            "<R xmlns=\"urn:a&amp;b\"><S>&lt;&amp;&gt;&quot;'&#xD;\n\u{fffd}é</S><N>7</N><D>0.5</D><B>false</B>\
             <T>2019-07-15T20:47:36Z</T><Blob>/w==</Blob><L><member>1</member><member>2</member></L>\
             <M><entry><key>k</key><value>v</value></entry></M></R>"
        );
    }
}
