//! AWS Query: a form in, XML out (IAM API Reference, *Making query requests*). STS and IAM speak it.

mod form;
mod xml;

pub use crate::decode::{DecodeFault, Violation};
pub use crate::fault::CommonFault;
pub use form::{Form, FormError};

use crate::decode::{Decode, Decoder, Spelling};
use crate::encode::Encode;
use crate::weight::weight;
use crate::{RequestId, ServiceFault};

/// The content type of answers.
pub const CONTENT_TYPE: &str = "text/xml";

/// An input that is read from a form. Implemented by generated code.
pub trait FromForm: Sized {
    /// Reads the form's parameters; those that the shape lacks (`Action`, `Version`, a presigned signature) are ignored.
    fn from_form(form: &Form) -> Result<Self, DecodeFault>;
}

/// The body of an answer: `<XResponse><XResult>…</XResult><ResponseMetadata>…`. Without an output there is no result
/// element.
pub fn encode(
    namespace: &str,
    operation: &str,
    result_wrapper: Option<&str>,
    output: &dyn Encode,
    request_id: &RequestId,
) -> Vec<u8> {
    let mut writer = xml::Writer::root(&format!("{operation}Response"), namespace);
    if let Some(wrapper) = result_wrapper {
        writer.reserve(weight(output));
        writer.element(wrapper, |writer| output.encode(writer));
    }
    writer.element("ResponseMetadata", |writer| {
        writer.text_element("RequestId", request_id.as_str())
    });
    writer.finish()
}

/// The body of a modelled fault. Status: `fault.http_status()`.
pub fn fault_body(namespace: &str, fault: &dyn ServiceFault, request_id: &RequestId) -> Vec<u8> {
    error_body(
        namespace,
        fault.http_status(),
        fault.code(),
        fault.message(),
        request_id,
    )
}

/// The body of a fault that every service has. Status: `fault.query_status()`.
pub fn common_fault_body(namespace: &str, fault: &CommonFault, request_id: &RequestId) -> Vec<u8> {
    error_body(
        namespace,
        fault.query_status(),
        fault.query_code(),
        &fault.query_message(),
        request_id,
    )
}

/// The body of any fault: `<ErrorResponse><Error>…`. The type follows the status: `Receiver` is to blame from 500 on.
pub fn error_body(
    namespace: &str,
    status: u16,
    code: &str,
    message: &str,
    request_id: &RequestId,
) -> Vec<u8> {
    let mut writer = xml::Writer::root("ErrorResponse", namespace);
    writer.element("Error", |writer| {
        writer.text_element("Type", if status < 500 { "Sender" } else { "Receiver" });
        writer.text_element("Code", code);
        writer.text_element("Message", message);
    });
    writer.text_element("RequestId", request_id.as_str());
    writer.finish()
}

/// The body of a fault as EC2 alone says it, whose dialect of Query is not served: `<Response><Errors><Error>…`. Its clients find code
/// and text nowhere else (Amazon EC2 API Reference, *Error codes for the Amazon EC2 API*).
pub fn ec2_fault_body(fault: &CommonFault, request_id: &RequestId) -> Vec<u8> {
    let mut writer = xml::Writer::root("Response", "");
    writer.element("Errors", |writer| {
        writer.element("Error", |writer| {
            writer.text_element("Code", fault.query_code());
            writer.text_element("Message", &fault.query_message());
        });
    });
    writer.text_element("RequestID", request_id.as_str());
    writer.finish()
}

/// What generated `from_form` does.
pub(crate) fn decode<T: Decode>(form: &Form) -> Result<T, DecodeFault> {
    let tree = form
        .tree()
        .map_err(|error| DecodeFault::Serialization(error.to_string()))?;
    Decoder::run(tree, Spelling::Query)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

    #[test]
    fn the_error_frame() {
        let id = RequestId::from_random([0; 16]);
        let fault = CommonFault::UnknownOperation {
            operation: "<X>".to_owned(),
            version: "2011-06-15".to_owned(),
        };
        let body = String::from_utf8(common_fault_body(NAMESPACE, &fault, &id)).unwrap();
        assert_eq!(
            body,
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>\
             <Code>InvalidAction</Code><Message>Could not find operation &lt;X&gt; for version 2011-06-15</Message>\
             </Error><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>"
        );
        let body = common_fault_body(NAMESPACE, &CommonFault::InternalFailure, &id);
        assert!(String::from_utf8(body).unwrap().contains("<Type>Receiver</Type>"));
        let fault = CommonFault::UnknownService("no <ec2>".to_owned());
        assert_eq!(
            String::from_utf8(ec2_fault_body(&fault, &id)).unwrap(),
            "<Response xmlns=\"\"><Errors><Error><Code>UnknownService</Code><Message>no &lt;ec2&gt;</Message></Error></Errors>\
             <RequestID>00000000-0000-4000-8000-000000000000</RequestID></Response>"
        );
    }
}
