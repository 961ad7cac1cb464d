//! The printed operations of every service against its facts, and inputs of every one with members that newer SDKs send.

use serde_json::{Value, json};
use wharf_aws::query::Form;
use wharf_aws::testing::{reencode_json11, reencode_query, sample};
use wharf_aws::{OperationModel, ecr, iam, kms, organizations, sts, wharf};

const PRINTED: &[(&str, &[OperationModel])] = &[
    ("ecr", ecr::OPERATIONS),
    ("iam", iam::OPERATIONS),
    ("kms", kms::OPERATIONS),
    ("organizations", organizations::OPERATIONS),
    ("sts", sts::OPERATIONS),
    ("wharf", wharf::OPERATIONS),
];

#[test]
fn every_operation_of_the_facts_is_printed() {
    let services: Vec<&str> = PRINTED.iter().map(|(service, _)| *service).collect();
    assert_eq!(services, sample::SERVICES);
    for (service, printed) in PRINTED {
        assert!(printed.is_sorted_by_key(|operation| operation.name), "{service}");
        let facts = sample::facts(service);
        let operations = facts["operations"].as_object().unwrap();
        assert_eq!(printed.len(), operations.len(), "{service}");
        for operation in *printed {
            let facts = &operations[operation.name];
            assert_eq!(facts["resultWrapper"].as_str(), operation.result_wrapper);
            assert_eq!(
                !facts["readOnly"].is_null(),
                operation.read_only,
                "{}",
                operation.name
            );
        }
    }
    assert_eq!(ecr::operation("PutImage").unwrap().name, "PutImage");
    assert_eq!(ecr::operation("PutImages"), None);
}

/// The input as it was understood, written as JSON.
fn understood(service: &str, operation: &str, request: &Value) -> Vec<u8> {
    let form = sample::form(operation, request);
    let form = Form::parse(form.as_bytes()).unwrap();
    reencode_query(service, operation, &form)
        .or_else(|| reencode_json11(service, operation, request.to_string().as_bytes()))
        .unwrap()
        .unwrap_or_else(|fault| panic!("{service}:{operation} refuses {request}: {fault}"))
}

#[test]
fn members_that_the_model_does_not_have_are_ignored() {
    for (service, operations) in PRINTED {
        for operation in *operations {
            let plain = sample::request(service, operation.name);
            let mut newer = plain.clone();
            newer["NotYetKnown"] = json!({"Nested": ["one", {"Two": 2}]});
            newer["alsoNotKnown"] = json!("text");
            let expected = understood(service, operation.name, &plain);
            assert_eq!(understood(service, operation.name, &newer), expected);
        }
    }
}

/// In structures inside the input as well.
#[test]
fn nested_members_that_the_model_does_not_have_are_ignored() {
    let tag = json!({"Key": "team", "Value": "blue", "Colour": {"Hue": 240}});
    let request = json!({"repositoryName": "app", "tags": [tag.clone()]});
    assert_eq!(
        understood("ecr", "CreateRepository", &request),
        br#"{"repositoryName":"app","tags":[{"Key":"team","Value":"blue"}]}"#
    );
    let request = json!({"UserName": "ann", "Tags": [tag]});
    assert_eq!(
        understood("iam", "TagUser", &request),
        br#"{"UserName":"ann","Tags":[{"Key":"team","Value":"blue"}]}"#
    );
}
