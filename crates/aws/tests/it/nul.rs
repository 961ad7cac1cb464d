//! No text of any input has a NUL: databases do not take one.

use serde_json::Value;
use wharf_aws::json11::DecodeFault;
use wharf_aws::query::Form;
use wharf_aws::testing::sample::{self, SERVICES, facts};
use wharf_aws::testing::{reencode_json11, reencode_query};

use crate::model::shape_name;

/// What reading a request says; `None` for an operation that is not there.
fn read(service: &str, operation: &str, request: &Value) -> Option<Result<Vec<u8>, DecodeFault>> {
    let form = Form::parse(sample::form(operation, request).as_bytes()).unwrap();
    reencode_json11(service, operation, request.to_string().as_bytes())
        .or_else(|| reencode_query(service, operation, &form))
}

#[test]
fn a_text_with_a_nul_breaks_a_constraint_in_every_member() {
    let mut count = 0;
    for service in SERVICES {
        let facts = facts(service);
        for (operation, about) in facts["operations"].as_object().unwrap() {
            let Some(input) = about["input"].as_str() else {
                continue;
            };
            for (member, place) in facts["shapes"][input]["members"].as_object().unwrap() {
                let shape = &facts["shapes"][shape_name(place)];
                if shape["type"] != "string" || shape["enum"].is_array() {
                    continue;
                }
                let mut request = sample::request(service, operation);
                request[member] = "a\0bc".into();
                let Some(found) = read(service, operation, &request) else {
                    continue;
                };
                count += 1;
                assert!(
                    matches!(found, Err(DecodeFault::Constraint(_))),
                    "{service} {operation} {member}: {found:?}"
                );
            }
        }
    }
    assert!(count > 300, "only {count} members: the walk has lost its way");
}
