//! JSON with the place of every value. A policy's diagnostics point at its text, and a name that is given twice is an
//! error, which `serde_json`'s values do not show; numbers and strings are read by it.

use std::ops::Range;

/// Characters of a policy parameter that AWS looks at at all (IAM API Reference, *policyDocumentType*).
pub(crate) const MAX_LENGTH: usize = 131_072;
const MAX_DEPTH: usize = 16;

/// A value and where it is, in bytes.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value,
}

#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    /// `true`, `false` or a number, as written.
    Scalar(String),
    String(String),
    List(Vec<Node>),
    Object(Vec<Member>),
}

#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) name_span: Range<usize>,
    pub(crate) node: Node,
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JsonError {
    pub(crate) at: Range<usize>,
    pub(crate) reason: &'static str,
}

/// Reads one value and nothing behind it.
pub(crate) fn parse(text: &str) -> Result<Node, JsonError> {
    let mut reader = Reader { text, at: 0 };
    if text.len() > MAX_LENGTH {
        return Err(reader.error("a policy has at most 131,072 characters"));
    }
    reader.space();
    let node = reader.value(0)?;
    reader.space();
    if reader.at < text.len() {
        return Err(reader.error("there is text behind the policy"));
    }
    Ok(node)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn error(&self, reason: &'static str) -> JsonError {
        let end = self.text.len().min(self.at + 1);
        JsonError {
            at: self.at.min(end)..end,
            reason,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| b" \t\r\n".contains(&byte)) {
            self.at += 1;
        }
    }

    /// Goes over white space and one expected byte.
    fn eat(&mut self, byte: u8) -> bool {
        self.space();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: usize) -> Result<Node, JsonError> {
        if depth > MAX_DEPTH {
            return Err(self.error("the policy is nested too deeply"));
        }
        self.space();
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::String(self.string()?),
            Some(_) => self.scalar()?,
            None => return Err(self.error("the policy ends too early")),
        };
        Ok(Node {
            span: start..self.at,
            value,
        })
    }

    fn object(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.at += 1;
        let mut members: Vec<Member> = Vec::new();
        if self.eat(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.error("a member's name is expected here"));
            }
            let name = self.string()?;
            let name_span = start..self.at;
            if members.iter().any(|member| member.name == name) {
                return Err(JsonError {
                    at: name_span,
                    reason: "the name is given twice",
                });
            }
            if !self.eat(b':') {
                return Err(self.error("a colon is expected here"));
            }
            let node = self.value(depth + 1)?;
            members.push(Member {
                name,
                name_span,
                node,
            });
            if self.eat(b'}') {
                return Ok(Value::Object(members));
            }
            if !self.eat(b',') {
                return Err(self.error("a comma or a closing brace is expected here"));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.at += 1;
        let mut items = Vec::new();
        if self.eat(b']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.eat(b']') {
                return Ok(Value::List(items));
            }
            if !self.eat(b',') {
                return Err(self.error("a comma or a closing bracket is expected here"));
            }
        }
    }

    fn string(&mut self) -> Result<String, JsonError> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => at += 2,
                Some(_) => at += 1,
                None => return Err(self.error("the string does not end")),
            }
        }
        let read = serde_json::from_str(&self.text[start..=at]);
        let text = read.map_err(|_| self.error("the string is not well-formed"))?;
        self.at = at + 1;
        Ok(text)
    }

    fn scalar(&mut self) -> Result<Value, JsonError> {
        let rest = &self.text[self.at..];
        let end = rest
            .find([',', ']', '}', ' ', '\t', '\r', '\n'])
            .unwrap_or(rest.len());
        let word = &rest[..end];
        let value = match serde_json::from_str::<serde_json::Value>(word) {
            Ok(serde_json::Value::Null) => Value::Null,
            Ok(serde_json::Value::Bool(_) | serde_json::Value::Number(_)) => Value::Scalar(word.to_owned()),
            _ => return Err(self.error("a value is expected here")),
        };
        self.at += end;
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        for (text, at) in [
            ("", 0),
            ("{", 1),
            ("{}x", 2),
            ("{} {}", 3),
            (r#"{"a":1,"a":2}"#, 7),
            (r#"{"a" 1}"#, 5),
            (r#"["\x"]"#, 1),
            (r#"{"a":nul}"#, 5),
            ("[1,]", 3),
            (r#""abc"#, 0),
        ] {
            assert_eq!(parse(text).unwrap_err().at.start, at, "{text}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(
            parse(&deep).unwrap_err().reason,
            "the policy is nested too deeply"
        );
        let long = " ".repeat(MAX_LENGTH + 1);
        assert!(parse(&long).is_err());
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = r#" {"é": ["x", 1.5e3, true]} "#;
        let Value::Object(members) = parse(text).unwrap().value else {
            panic!()
        };
        let Value::List(items) = &members[0].node.value else {
            panic!()
        };
        let shown: Vec<&str> = items.iter().map(|item| &text[item.span.clone()]).collect();
        assert_eq!(shown, ["\"x\"", "1.5e3", "true"]);
    }
}
