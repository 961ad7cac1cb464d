//! From a typed output to the wire, in either protocol: generated code says what there is, a sink how it is written.

use std::collections::BTreeMap;

use bytes::Bytes;
use wharf_oci::name::RepositoryName;

use crate::{AccountId, Timestamp};

/// Something with a form on the wire.
pub trait Encode {
    /// Writes itself.
    fn encode(&self, sink: &mut dyn Sink);

    /// Writes itself as a member of a structure; an absent value writes nothing. Of a sensitive member the sink decides
    /// whether its value is shown.
    fn encode_member(&self, sink: &mut dyn Sink, name: &str, sensitive: bool) {
        sink.begin_member(name);
        if !(sensitive && sink.conceal()) {
            self.encode(sink);
        }
        sink.end_member(name);
    }
}

/// A protocol's writer. Calls nest: a structure holds members, a list items, a map entries; each of them one value.
pub trait Sink {
    /// A structure begins.
    fn begin_structure(&mut self);
    /// The value that follows is this member's.
    fn begin_member(&mut self, name: &str);
    /// The value of the member that began is sensitive. A sink for people writes something in its place and answers
    /// `true`: then the value does not follow. The wire's sinks show it.
    fn conceal(&mut self) -> bool {
        false
    }
    /// The member's value is written.
    fn end_member(&mut self, name: &str);
    /// The structure ends.
    fn end_structure(&mut self);
    /// A list begins.
    fn begin_list(&mut self);
    /// The value that follows is the next item.
    fn begin_item(&mut self);
    /// The item's value is written.
    fn end_item(&mut self);
    /// The list ends.
    fn end_list(&mut self);
    /// A map begins.
    fn begin_map(&mut self);
    /// The value that follows belongs to this key.
    fn begin_entry(&mut self, key: &str);
    /// The entry's value is written.
    fn end_entry(&mut self);
    /// The map ends.
    fn end_map(&mut self);
    /// A string.
    fn string(&mut self, value: &str);
    /// A whole number.
    fn integer(&mut self, value: i64);
    /// A number with a fraction.
    fn double(&mut self, value: f64);
    /// A flag.
    fn boolean(&mut self, value: bool);
    /// A time.
    fn timestamp(&mut self, value: Timestamp);
    /// Bytes.
    fn blob(&mut self, value: &[u8]);
}

/// Writes a structure: of each member its name, its value and whether that is sensitive.
pub(crate) fn structure(sink: &mut dyn Sink, members: &[(&str, &dyn Encode, bool)]) {
    sink.begin_structure();
    for (name, value, sensitive) in members {
        value.encode_member(sink, name, *sensitive);
    }
    sink.end_structure();
}

/// Absent or there: only members of structures are optional.
impl<T: Encode> Encode for Option<T> {
    fn encode(&self, sink: &mut dyn Sink) {
        if let Some(value) = self {
            value.encode(sink);
        }
    }

    fn encode_member(&self, sink: &mut dyn Sink, name: &str, sensitive: bool) {
        if let Some(value) = self {
            value.encode_member(sink, name, sensitive);
        }
    }
}

impl Encode for String {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.string(self);
    }
}

impl Encode for AccountId {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.string(self.as_str());
    }
}

impl Encode for RepositoryName {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.string(self.as_str());
    }
}

impl Encode for i64 {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.integer(*self);
    }
}

impl Encode for f64 {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.double(*self);
    }
}

impl Encode for bool {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.boolean(*self);
    }
}

impl Encode for Timestamp {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.timestamp(*self);
    }
}

impl Encode for Bytes {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.blob(self);
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.begin_list();
        for item in self {
            sink.begin_item();
            item.encode(sink);
            sink.end_item();
        }
        sink.end_list();
    }
}

impl<K: AsRef<str>, V: Encode> Encode for BTreeMap<K, V> {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.begin_map();
        for (key, value) in self {
            sink.begin_entry(key.as_ref());
            value.encode(sink);
            sink.end_entry();
        }
        sink.end_map();
    }
}
