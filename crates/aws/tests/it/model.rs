//! The model as the tests read it: on its own, not through the generator.

use serde_json::{Value, json};
use wharf_aws::testing::sample;

/// The facts of ECR.
pub(crate) fn api() -> Value {
    sample::facts("ecr")
}

/// The operations of ECR and the shape of each one's input.
pub(crate) fn operations(api: &Value) -> impl Iterator<Item = (&str, &str)> {
    let operations = api["operations"].as_object().unwrap().iter();
    operations.map(|(name, facts)| (name.as_str(), facts["input"].as_str().unwrap()))
}

/// The name of the shape that a member or an item refers to.
pub(crate) fn shape_name(place: &Value) -> &str {
    place.as_str().or_else(|| place["shape"].as_str()).unwrap()
}

/// A valid value of a shape, with every member.
pub(crate) fn valid(api: &Value, name: &str) -> Value {
    let shape = &api["shapes"][name];
    match name {
        "RegistryId" => return json!("123456789012"),
        "RepositoryName" => return json!("team/app"),
        "LayerDigest" => return json!(format!("sha256:{}", "a1".repeat(32))),
        "ReplicationBackfillId" | "UploadId" => return json!("0a1b2c3d-0000-4000-8000-0123456789AB"),
        "ImageTagMutabilityExclusionFilterValue" => return json!("v*"),
        "PrincipalArn" => return json!("arn:aws:iam::111122223333:role/a"),
        "Prefix" | "PullThroughCacheRuleRepositoryPrefix" => return json!("ROOT"),
        "KmsKeyForRepositoryCreationTemplate" => return json!("arn:aws:kms:us-east-1:111122223333:key/a"),
        "CredentialArn" => {
            return json!("arn:aws:secretsmanager:us-east-1:111122223333:secret:ecr-pullthroughcache/a");
        }
        "Region" => return json!("us-east-1"),
        "RepositoryFilterValue" => return json!("team/"),
        "ScanningRepositoryFilterValue" | "SigningRepositoryFilterValue" => return json!("*/app"),
        "SigningProfileArn" => {
            return json!("arn:aws:signer:us-east-1:111122223333:/signing-profiles/profile");
        }
        _ => assert_eq!(shape["pattern"], Value::Null, "{name} needs an example"),
    }
    match shape["type"].as_str().unwrap() {
        "structure" => {
            let members = shape["members"].as_object().unwrap();
            members
                .iter()
                .map(|(member, place)| (member.clone(), valid(api, shape_name(place))))
                .collect()
        }
        "list" => json!([valid(api, shape_name(&shape["member"]))]),
        "string" if shape["enum"].is_array() => shape["enum"][0].clone(),
        "string" => json!("x".repeat(shape["min"].as_u64().unwrap_or(1).max(1) as usize)),
        "integer" | "long" => json!(shape["min"].as_i64().unwrap_or(1)),
        "boolean" => json!(true),
        "blob" => json!("aGk="),
        other => panic!("{name}: teach the tests a valid {other}"),
    }
}
