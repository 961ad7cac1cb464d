//! Structures, lists and maps.

use std::collections::BTreeMap;

use super::{Constraint, DecodeFault, DecodeFn, Decoded, Decoder, Kind, Length, Segment, Spelling, mismatch};
use crate::json::{Json, Members};

impl Decoder {
    /// The members of a structure. Those that the shape lacks are ignored.
    pub(crate) fn structure<'a>(&mut self, value: Json<'a>) -> Result<Members<'a>, DecodeFault> {
        match value {
            Json::Object(members) => Ok(members),
            other => Err(mismatch(&other, "Structure")),
        }
    }

    /// A member that may be absent.
    pub(crate) fn optional<T>(
        &mut self,
        members: &mut Members<'_>,
        (name, is_secret): (&'static str, bool),
        decode: DecodeFn<T>,
    ) -> Decoded<T> {
        match members.take(name) {
            Some(value) => self.member(name, is_secret, |decoder| decode(value, decoder)),
            None => Ok(None),
        }
    }

    /// A member that must be there.
    pub(crate) fn required<T>(
        &mut self,
        members: &mut Members<'_>,
        (name, is_secret): (&'static str, bool),
        decode: DecodeFn<T>,
    ) -> Decoded<T> {
        self.member(name, is_secret, |decoder| match members.take(name) {
            Some(value) => decode(value, decoder),
            None => {
                decoder.violate(None, Constraint::Required);
                Ok(None)
            }
        })
    }

    /// Reads a member. Of a sensitive one, violations inside say no value.
    fn member<T>(&mut self, name: &'static str, is_secret: bool, read: impl FnOnce(&mut Self) -> T) -> T {
        let around = self.secret;
        self.secret |= is_secret;
        let value = self.at(Segment::Member(name), read);
        self.secret = around;
        value
    }

    /// A list. One of a wrong length is not looked into. A `null` item is a missing one.
    pub(crate) fn list<T>(&mut self, value: Json<'_>, limits: &Length, item: DecodeFn<T>) -> Decoded<Vec<T>> {
        let values = match (value, self.spelling) {
            (Json::List(values), _) => values,
            (value, Spelling::Query) => numbered(value, "member").ok_or_else(|| list_mismatch("List"))?,
            (other, Spelling::Json) => return Err(mismatch(&other, "List")),
        };
        if !self.within(values.len() as u64, limits, Kind::Collection, || {
            format!("{} items", values.len())
        }) {
            return Ok(None);
        }
        let mut items = Vec::with_capacity(values.len());
        for (at, value) in values.into_iter().enumerate() {
            items.extend(self.at(Segment::Item(at), |decoder| decoder.present(value, item))?);
        }
        Ok(Some(items))
    }

    /// A map. Of entries with one key the last counts.
    pub(crate) fn map<K: Ord, V>(
        &mut self,
        value: Json<'_>,
        limits: &Length,
        key: DecodeFn<K>,
        item: DecodeFn<V>,
    ) -> Decoded<BTreeMap<K, V>> {
        let entries: Vec<(Json<'_>, Json<'_>)> = match (value, self.spelling) {
            (Json::Object(members), Spelling::Json) => members
                .0
                .into_iter()
                .map(|(key, value)| (Json::String(key), value))
                .collect(),
            (value, Spelling::Query) => {
                let entries = numbered(value, "entry").ok_or_else(|| list_mismatch("Map"))?;
                entries.into_iter().map(key_and_value).collect()
            }
            (other, Spelling::Json) => return Err(mismatch(&other, "Map")),
        };
        let length = entries.len() as u64;
        if !self.within(length, limits, Kind::Collection, || format!("{length} entries")) {
            return Ok(None);
        }
        let mut map = BTreeMap::new();
        for (at, (name, value)) in entries.into_iter().enumerate() {
            let name = self.at(Segment::Key(at), |decoder| decoder.present(name, key))?;
            let value = self.at(Segment::Value(at), |decoder| decoder.present(value, item))?;
            if let (Some(name), Some(value)) = (name, value) {
                map.insert(name, value);
            }
        }
        Ok(Some(map))
    }

    fn present<T>(&mut self, value: Json<'_>, decode: DecodeFn<T>) -> Decoded<T> {
        if value == Json::Null {
            self.violate(None, Constraint::Required);
            return Ok(None);
        }
        decode(value, self)
    }

    fn at<T>(&mut self, segment: Segment, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(segment);
        let value = read(self);
        self.path.pop();
        value
    }
}

fn list_mismatch(wanted: &str) -> DecodeFault {
    mismatch(&Json::String("".into()), wanted)
}

/// The items under `member.1`, `member.2`, … in the order of their numbers, which may have gaps; a bare empty value
/// (`Tags=`) is the empty list.
fn numbered<'a>(value: Json<'a>, wrapper: &str) -> Option<Vec<Json<'a>>> {
    match value {
        Json::String(text) if text.is_empty() => Some(Vec::new()),
        Json::Object(mut outer) => {
            let Some(Json::Object(items)) = outer.take(wrapper) else {
                return None;
            };
            let numbered: Option<Vec<(u32, Json<'a>)>> = items
                .0
                .into_iter()
                .map(|(number, value)| Some((number.parse().ok()?, value)))
                .collect();
            let mut numbered = numbered?;
            numbered.sort_by_key(|(number, _)| *number);
            Some(numbered.into_iter().map(|(_, value)| value).collect())
        }
        _ => None,
    }
}

fn key_and_value(entry: Json<'_>) -> (Json<'_>, Json<'_>) {
    match entry {
        Json::Object(mut members) => (
            members.take("key").unwrap_or(Json::Null),
            members.take("value").unwrap_or(Json::Null),
        ),
        _ => (Json::Null, Json::Null),
    }
}
