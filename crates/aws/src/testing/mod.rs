//! What tests of this crate and of those that build on it share: strategies, requests of every operation, and the properties
//! that the fuzz targets hold. Behind the feature `testing`.

mod forwarded;
pub mod sample;

pub use forwarded::fuzz_forwarded;
use proptest::prelude::*;
use proptest::sample::select;

use crate::json11::DecodeFault;
use crate::query::Form;
use crate::{AccountId, Arn, Region, ecr, iam, kms, organizations, sts, wharf};

/// Any account id.
pub fn account_id() -> impl Strategy<Value = AccountId> {
    "[0-9]{12}".prop_map(|text| text.parse().expect("INVARIANT: twelve digits are an account id"))
}

/// A Region, mostly one of AWS's.
pub fn region() -> impl Strategy<Value = Region> {
    let known = select(Region::well_known()).prop_map(str::to_owned);
    let other = "[a-z]{2,4}(-[a-z]{1,6}){1,2}-[0-9]{1,2}";
    prop_oneof![3 => known, 1 => other].prop_map(|text| {
        text.parse()
            .expect("INVARIANT: the strategy draws names of Regions")
    })
}

/// Any ARN: of repositories, of the root, and of things that other services have.
pub fn arn() -> impl Strategy<Value = Arn> {
    let partition = select(&["aws", "aws-cn", "aws-us-gov"][..]);
    let region = prop_oneof![
        Just(String::new()),
        region().prop_map(|region| region.to_string())
    ];
    let account = prop_oneof![Just(String::new()), Just("aws".to_owned()), "[0-9]{12}"];
    let resource = prop_oneof![
        "repository/[a-z0-9]{1,8}(/[a-z0-9]{1,8})?",
        Just("root".to_owned()),
        "[ -~]{1,40}"
    ];
    (partition, "[a-z0-9][a-z0-9-]{0,10}", region, account, resource).prop_map(
        |(partition, service, region, account, resource)| {
            let text = format!("arn:{partition}:{service}:{region}:{account}:{resource}");
            text.parse().expect("INVARIANT: the strategy draws ARNs")
        },
    )
}

/// Reads a JSON 1.1 input by its service and operation and writes it again; `None` for what is not there.
pub fn reencode_json11(service: &str, operation: &str, body: &[u8]) -> Option<Result<Vec<u8>, DecodeFault>> {
    let operations = match service {
        "ecr" => ecr::REENCODE,
        "kms" => kms::REENCODE,
        "organizations" => organizations::REENCODE,
        "wharf" => wharf::REENCODE,
        _ => return None,
    };
    let (_, reencode) = operations.iter().find(|(name, _)| *name == operation)?;
    Some(reencode(body))
}

/// Reads a Query input by its service and operation and writes it again, as JSON; `None` for what is not there.
pub fn reencode_query(service: &str, operation: &str, form: &Form) -> Option<Result<Vec<u8>, DecodeFault>> {
    let operations = match service {
        "iam" => iam::REENCODE,
        "sts" => sts::REENCODE,
        _ => return None,
    };
    let (_, reencode) = operations.iter().find(|(name, _)| *name == operation)?;
    Some(reencode(form))
}

/// Reads a body as the input of every operation. Nothing panics, a fault has a text, and an input that was
/// read and written again reads as itself.
pub fn fuzz_json11(body: &[u8]) {
    fuzz_others(body);
    for (operation, reencode) in ecr::REENCODE {
        match reencode(body) {
            Ok(once) => assert_eq!(reencode(&once).as_ref(), Ok(&once), "{operation}"),
            Err(DecodeFault::Serialization(text)) => assert!(!text.is_empty(), "{operation}"),
            Err(DecodeFault::Constraint(violations)) => {
                assert!(!violations.is_empty(), "{operation}");
                let fault = ecr::Fault::from_violations(&violations);
                assert!(
                    fault.message().starts_with("Invalid parameter at '"),
                    "{operation}: {fault}"
                );
            }
        }
    }
}

/// The same with the operations of other services, whose faults have texts of their own.
fn fuzz_others(body: &[u8]) {
    for (operation, reencode) in organizations::REENCODE
        .iter()
        .chain(wharf::REENCODE)
        .chain(kms::REENCODE)
    {
        match reencode(body) {
            Ok(once) => assert_eq!(reencode(&once).as_ref(), Ok(&once), "{operation}"),
            Err(fault) => assert!(!fault.to_string().is_empty(), "{operation}"),
        }
    }
}

/// Reads a form as the input of every Query operation. Nothing panics.
pub fn fuzz_query(body: &[u8]) {
    let Ok(form) = Form::parse(body) else { return };
    for (_, reencode) in sts::REENCODE.iter().chain(iam::REENCODE) {
        if let Err(fault) = reencode(&form) {
            assert!(!fault.to_string().is_empty());
        }
    }
}
