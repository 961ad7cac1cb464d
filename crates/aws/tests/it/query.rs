//! A Query operation, there and back.

use proptest::prelude::*;
use wharf_aws::query::{Form, FromForm, encode};
use wharf_aws::sts::{GetCallerIdentityRequest, GetCallerIdentityResponse, SERVICE, operation};
use wharf_aws::testing::fuzz_query;
use wharf_aws::{Protocol, RequestId};

#[test]
fn get_caller_identity() {
    let form = Form::parse(b"Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Signature=0").unwrap();
    assert_eq!(
        GetCallerIdentityRequest::from_form(&form),
        Ok(GetCallerIdentityRequest {})
    );
    let output = GetCallerIdentityResponse {
        user_id: Some("AIDAEXAMPLE".to_owned()),
        account: Some("123456789012".to_owned()),
        arn: Some("arn:aws:iam::123456789012:user/a&b".to_owned()),
    };
    let Protocol::Query { namespace } = SERVICE.protocol else {
        panic!("STS speaks Query")
    };
    let model = operation(form.action().unwrap()).unwrap();
    let id = RequestId::from_random([1; 16]);
    let body = encode(namespace, model.name, model.result_wrapper, &output, &id);
    assert_eq!(
        String::from_utf8(body).unwrap(),
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
         <UserId>AIDAEXAMPLE</UserId><Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/a&amp;b</Arn>\
         </GetCallerIdentityResult><ResponseMetadata><RequestId>01010101-0101-4101-8101-010101010101</RequestId>\
         </ResponseMetadata></GetCallerIdentityResponse>"
    );
}

#[test]
fn a_tree_that_contradicts_itself_is_malformed() {
    let form = Form::parse(b"a=1&a.b=2").unwrap();
    let fault = GetCallerIdentityRequest::from_form(&form).unwrap_err();
    assert_eq!(wharf_aws::CommonFault::from(fault).query_code(), "MalformedInput");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(body in "([a-zA-Z.%+=&;0-9]|\\PC){0,60}") {
        fuzz_query(body.as_bytes());
    }
}
