//! Answers of the Query protocol as JSON: an element with elements is an object, one whose elements are all `member` a
//! list, any other its text.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value};

/// Deeper is no answer.
const MAX_DEPTH: usize = 32;

/// An element under construction.
#[derive(Default)]
struct Element {
    members: Vec<(String, Value)>,
    text: String,
}

impl Element {
    fn value(self) -> Value {
        if self.members.is_empty() {
            return Value::String(self.text.trim().to_owned());
        }
        if self.members.iter().all(|(name, _)| name == "member") {
            return self.members.into_iter().map(|(_, value)| value).collect();
        }
        Value::Object(self.members.into_iter().collect::<Map<String, Value>>())
    }
}

/// Reads a document; the root's content.
pub(super) fn read(text: &str) -> Result<Value, String> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<(String, Element)> = vec![(String::new(), Element::default())];
    let last = |open: &mut Vec<(String, Element)>| open.pop().unwrap_or_default();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                let name = start.local_name().as_ref().to_owned();
                open.push((name, Element::default()));
                if open.len() > MAX_DEPTH {
                    return Err("elements are nested too deep".to_owned());
                }
            }
            Event::Empty(empty) => {
                let name = empty.local_name().as_ref().to_owned();
                if let Some((_, parent)) = open.last_mut() {
                    parent.members.push((name, Value::String(String::new())));
                }
            }
            Event::End(_) => {
                let (name, element) = last(&mut open);
                match open.last_mut() {
                    Some((_, parent)) => parent.members.push((name, element.value())),
                    None => return Err("an element ends that did not begin".to_owned()),
                }
            }
            Event::Text(text) => {
                if let Some((_, element)) = open.last_mut() {
                    element.text.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref().map_err(|error| error.to_string())? {
                    Some(character) => character,
                    None => match &*reference {
                        "lt" => '<',
                        "gt" => '>',
                        "amp" => '&',
                        "quot" => '"',
                        "apos" => '\'',
                        _ => return Err("an entity that XML does not have".to_owned()),
                    },
                };
                if let Some((_, element)) = open.last_mut() {
                    element.text.push(character);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let (_, document) = last(&mut open);
    match document.members.into_iter().next() {
        Some((_, root)) if open.is_empty() => Ok(root),
        _ => Err("no whole document".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn elements_lists_and_references() {
        let text = "<?xml version=\"1.0\"?><R xmlns=\"urn:x\"><Result><Roles><member><Name>a &amp; &#x41;</Name></member>\
                    </Roles><Tags/><IsTruncated>false</IsTruncated></Result></R>";
        assert_eq!(
            read(text).unwrap_or_default(),
            json!({"Result": {"Roles": [{"Name": "a & A"}], "Tags": "", "IsTruncated": "false"}})
        );
    }

    #[test]
    fn what_is_no_document() {
        let deep = "<a>".repeat(40);
        for text in ["", "<a>", "<a></b>", "text", "<a>&nbsp;</a>", &deep] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
