//! AWS JSON 1.1: `POST /` with `X-Amz-Target`, a JSON object in, a JSON object out (Smithy, *AWS JSON 1.1
//! protocol*; Amazon ECR API Reference, *Common Errors*).

mod writer;

pub use crate::decode::{DecodeFault, Violation};
pub use crate::fault::CommonFault;

use serde_json::{Map, Value};

use crate::ServiceFault;
use crate::decode::{Decode, Decoder, Spelling};
use crate::encode::Encode;
use crate::json::Json;
use crate::weight::weight;

/// The content type of requests and answers.
pub const CONTENT_TYPE: &str = "application/x-amz-json-1.1";

/// An input that is read from a JSON 1.1 body. Implemented by generated code.
pub trait FromJson: Sized {
    /// Reads a body. `null` is an absent member, unknown members are ignored, an empty body is `{}`.
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault>;
}

/// Splits the header `X-Amz-Target` into the service's prefix and the operation:
/// `AmazonEC2ContainerRegistry_V20150921.PutImage`.
pub fn target(header: &str) -> Option<(&str, &str)> {
    header
        .rsplit_once('.')
        .filter(|(prefix, operation)| !prefix.is_empty() && !operation.is_empty())
}

/// The body of an answer. Absent members are omitted.
pub fn encode(output: &dyn Encode) -> Vec<u8> {
    let mut writer = writer::Writer::with_room(weight(output));
    output.encode(&mut writer);
    writer.finish()
}

/// The body of a modelled fault: `__type`, `message` and the fault's own members. Status: `fault.http_status()`;
/// the header `x-amzn-ErrorType` carries `fault.code()`.
pub fn fault_body(fault: &dyn ServiceFault) -> Map<String, Value> {
    error_body(fault.code(), fault.message(), fault.members())
}

/// The body of a fault that every service has. Status: `fault.json_status()`.
pub fn common_fault_body(fault: &CommonFault) -> Map<String, Value> {
    error_body(fault.json_code(), &fault.to_string(), Map::new())
}

/// The body of any fault, given its code and text.
pub fn error_body(code: &str, message: &str, mut members: Map<String, Value>) -> Map<String, Value> {
    members.insert("__type".to_owned(), code.into());
    members.insert("message".to_owned(), message.into());
    members
}

/// What generated `from_json` does.
pub(crate) fn decode<T: Decode>(body: &[u8]) -> Result<T, DecodeFault> {
    let blank = body.iter().all(u8::is_ascii_whitespace);
    let value = Json::parse(if blank { b"{}" } else { body }).map_err(DecodeFault::Serialization)?;
    Decoder::run(value, Spelling::Json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets() {
        let header = "AmazonEC2ContainerRegistry_V20150921.PutImage";
        assert_eq!(
            target(header),
            Some(("AmazonEC2ContainerRegistry_V20150921", "PutImage"))
        );
        assert_eq!(
            target("com.amazonaws.ecr.PutImage"),
            Some(("com.amazonaws.ecr", "PutImage"))
        );
        for bad in ["", "PutImage", ".PutImage", "Prefix.", "."] {
            assert_eq!(target(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn common_faults() {
        let body = common_fault_body(&CommonFault::Serialization("bad".to_owned()));
        assert_eq!(
            Value::from(body).to_string(),
            r#"{"__type":"SerializationException","message":"bad"}"#
        );
    }
}
