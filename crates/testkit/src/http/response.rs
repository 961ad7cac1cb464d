//! An answer, whole.

use bytes::Bytes;
use serde_json::Value;

/// An answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Names in lower case, and values, in the order of arrival.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
}

impl Response {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(held, _)| held.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The value of a header that must be there.
    pub fn expect_header(&self, name: &str) -> &str {
        let found = self.header(name);
        found.unwrap_or_else(|| panic!("no {name} in {self:?}"))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Status, code and message of an error, in whichever protocol it came.
    pub fn error(&self) -> (u16, String, String) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let Ok(json) = serde_json::from_slice::<Value>(&self.body) else {
            return (
                self.status,
                between(&self.text(), "<Code>", "</Code>"),
                between(&self.text(), "<Message>", "</Message>"),
            );
        };
        match json.get("errors").and_then(|errors| errors.get(0)) {
            Some(error) => (self.status, text(&error["code"]), text(&error["message"])),
            None => (self.status, text(&json["__type"]), text(&json["message"])),
        }
    }

    /// Status and code of an error.
    pub fn code(&self) -> (u16, String) {
        let (status, code, _) = self.error();
        (status, code)
    }

    /// This answer, if it has the status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Response {
        assert_eq!(self.status, status, "{:?} {}", self.headers, self.text());
        self
    }
}

fn between(text: &str, start: &str, end: &str) -> String {
    let rest = text.split_once(start).map_or("", |(_, rest)| rest);
    rest.split_once(end)
        .map_or(String::new(), |(found, _)| found.to_owned())
}
