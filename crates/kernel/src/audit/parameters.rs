//! What a record shows of an input.

use serde_json::{Map, Value, json};
use wharf_aws::{Encode, Sink, Timestamp};

/// What stands for the value of a member that the model calls sensitive.
const HIDDEN: &str = "HIDDEN_DUE_TO_SECURITY_REASONS";
/// Longer texts are cut.
const MOST: usize = 4096;

/// An input as a record shows it.
pub trait Parameters {
    /// `requestParameters`.
    fn parameters(&self) -> Map<String, Value>;
}

impl<T: Encode> Parameters for T {
    fn parameters(&self) -> Map<String, Value> {
        let mut shown = Shown::default();
        self.encode(&mut shown);
        match shown.done {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }
}

/// The members of an answer as a record shows them.
pub type Elements = Map<String, Value>;

/// `responseElements`; nothing for an empty answer.
pub fn elements(output: &impl Parameters) -> Option<Elements> {
    Some(output.parameters()).filter(|members| !members.is_empty())
}

/// The members of a JSON object that are not null.
pub fn members(object: Value) -> Map<String, Value> {
    let Value::Object(members) = object else {
        return Map::new();
    };
    members
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .collect()
}

/// A text, cut if it is long.
pub fn cut(text: &str) -> String {
    cut_at(text, MOST)
}

/// A text, cut after so many characters.
pub(super) fn cut_at(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
    }
}

/// Writes a value as JSON, and leaves out what does not belong into a log.
#[derive(Default)]
struct Shown {
    open: Vec<Value>,
    names: Vec<String>,
    done: Value,
}

impl Shown {
    fn put(&mut self, value: Value) {
        match self.open.last_mut() {
            Some(Value::Array(items)) => items.push(value),
            Some(Value::Object(members)) => {
                members.insert(self.names.last().cloned().unwrap_or_default(), value);
            }
            _ => self.done = value,
        }
    }

    fn close(&mut self) {
        if let Some(value) = self.open.pop() {
            self.put(value);
        }
    }
}

impl Sink for Shown {
    fn begin_structure(&mut self) {
        self.open.push(json!({}));
    }

    fn begin_member(&mut self, name: &str) {
        // CloudTrail writes the members of all services like this.
        let mut letters = name.chars();
        let first = letters.next().map(|first| first.to_ascii_lowercase());
        self.names.push(first.into_iter().chain(letters).collect());
    }

    fn conceal(&mut self) -> bool {
        self.put(json!(HIDDEN));
        true
    }

    fn end_member(&mut self, _name: &str) {
        self.names.pop();
    }

    fn end_structure(&mut self) {
        self.close();
    }

    fn begin_list(&mut self) {
        self.open.push(json!([]));
    }

    fn begin_item(&mut self) {}

    fn end_item(&mut self) {}

    fn end_list(&mut self) {
        self.close();
    }

    fn begin_map(&mut self) {
        self.open.push(json!({}));
    }

    fn begin_entry(&mut self, key: &str) {
        self.names.push(key.to_owned());
    }

    fn end_entry(&mut self) {
        self.names.pop();
    }

    fn end_map(&mut self) {
        self.close();
    }

    fn string(&mut self, value: &str) {
        self.put(Value::String(cut(value)));
    }

    fn integer(&mut self, value: i64) {
        self.put(value.into());
    }

    fn double(&mut self, value: f64) {
        self.put(value.into());
    }

    fn boolean(&mut self, value: bool) {
        self.put(value.into());
    }

    fn timestamp(&mut self, value: Timestamp) {
        self.put(value.to_string().into());
    }

    fn blob(&mut self, value: &[u8]) {
        self.put(format!("({} bytes)", value.len()).into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wharf_aws::ecr::{BatchGetImageRequest, ImageIdentifier, UploadLayerPartRequest};
    use wharf_aws::organizations::CreateAccountRequest;
    use wharf_aws::sts::AssumeRoleWithWebIdentityRequest;

    #[test]
    fn inputs_are_shown_without_bytes_and_secrets() {
        let pull = BatchGetImageRequest {
            registry_id: None,
            repository_name: "app".parse().unwrap(),
            image_ids: vec![ImageIdentifier {
                image_digest: None,
                image_tag: Some("v1".to_owned()),
            }],
            accepted_media_types: Some(vec!["a".to_owned()]),
        };
        let expected =
            json!({"repositoryName": "app", "imageIds": [{"imageTag": "v1"}], "acceptedMediaTypes": ["a"]});
        assert_eq!(Value::Object(pull.parameters()), expected);
        let part = UploadLayerPartRequest {
            registry_id: None,
            repository_name: "app".parse().unwrap(),
            upload_id: "x".to_owned(),
            part_first_byte: 0,
            part_last_byte: 1,
            layer_part_blob: bytes::Bytes::from_static(b"ab"),
        };
        assert_eq!(part.parameters()["layerPartBlob"], "(2 bytes)");
        let token = AssumeRoleWithWebIdentityRequest {
            role_arn: "arn".to_owned(),
            role_session_name: "ci".to_owned(),
            web_identity_token: "eyJ-secret".to_owned(),
            provider_id: None,
            policy_arns: None,
            policy: None,
            duration_seconds: None,
        };
        let shown = Value::Object(token.parameters()).to_string();
        assert!(!shown.contains("eyJ-secret") && shown.contains(HIDDEN), "{shown}");
        // The model alone decides what is sensitive, not a list of names.
        let account = CreateAccountRequest {
            email: "ops@example.com".to_owned(),
            account_name: "ops".to_owned(),
            role_name: Some("admin".to_owned()),
            iam_user_access_to_billing: None,
            tags: None,
            account_id: None,
        };
        let expected = json!({"email": HIDDEN, "accountName": HIDDEN, "roleName": "admin"});
        assert_eq!(Value::Object(account.parameters()), expected);
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(cut("abc"), "abc");
        let long = "é".repeat(5000);
        let shown = cut(&long);
        assert!(shown.ends_with("… (10000 bytes)") && shown.len() < 9000);
    }
}
