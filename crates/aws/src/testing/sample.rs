//! Requests that name nothing which is there, made from the interface facts, for tests that walk all operations.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

const POLICY: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:*","Resource":"*"}}"#;
const REPOSITORY_POLICY: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"ecr:*"}}"#;

/// The services of which there are facts.
pub const SERVICES: &[&str] = &["ecr", "iam", "kms", "organizations", "sts", "wharf"];

/// The interface facts of a service.
pub fn facts(service: &str) -> Value {
    let text = match service {
        "ecr" => include_str!("../../../../api/ecr.json"),
        "iam" => include_str!("../../../../api/iam.json"),
        "kms" => include_str!("../../../../api/kms.json"),
        "organizations" => include_str!("../../../../api/organizations.json"),
        "sts" => include_str!("../../../../api/sts.json"),
        "wharf" => include_str!("../../../../api/wharf.json"),
        other => panic!("{other} has no facts here"),
    };
    serde_json::from_str(text).expect("INVARIANT: the facts are JSON")
}

/// A request of an operation with the members that must be there, as JSON.
pub fn request(service: &str, operation: &str) -> Value {
    let facts = facts(service);
    match facts["operations"][operation]["input"].as_str() {
        Some(shape) => sample(&facts, shape),
        None => json!({}),
    }
}

/// The members that a request of the operation may have.
pub fn members(service: &str, operation: &str) -> Vec<String> {
    let facts = facts(service);
    let shape = facts["operations"][operation]["input"]
        .as_str()
        .unwrap_or_default();
    let members = facts["shapes"][shape]["members"].as_object();
    members
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect()
}

/// The codes of the faults that the model lists for an operation.
pub fn faults(service: &str, operation: &str) -> Vec<String> {
    let facts = facts(service);
    let listed = facts["operations"][operation]["errors"].as_array();
    let listed = listed.into_iter().flatten().filter_map(Value::as_str);
    listed.map(str::to_owned).collect()
}

/// A request as a form: `Action`, and the members as dotted names.
pub fn form(action: &str, request: &Value) -> String {
    let mut form = vec![format!("Action={action}")];
    flatten("", request, &mut form);
    form.join("&")
}

fn flatten(prefix: &str, value: &Value, form: &mut Vec<String>) {
    let under = |name: &str| match prefix {
        "" => name.to_owned(),
        prefix => format!("{prefix}.{name}"),
    };
    let mut text = |text: &str| form.push(format!("{prefix}={}", escape(text)));
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| flatten(&under(name), value, form)),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                flatten(&under(&format!("member.{}", at + 1)), item, form);
            }
        }
        Value::String(value) => text(value),
        other => text(&other.to_string()),
    }
}

fn escape(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(one).collect()
}

fn sample(facts: &Value, shape: &str) -> Value {
    let of = |place: &Value| {
        let name = place.as_str().or_else(|| place["shape"].as_str());
        let name = name.expect("INVARIANT: a member has a shape");
        let mut made = sample(facts, name);
        // A form cannot say a structure without members.
        let members = facts["shapes"][name]["members"].as_object();
        if let (true, Some((member, place))) = (made == json!({}), members.and_then(|all| all.iter().next()))
        {
            let shape = place.as_str().or_else(|| place["shape"].as_str());
            made[member] = sample(facts, shape.expect("INVARIANT: a member has a shape"));
        }
        made
    };
    let known = &facts["shapes"][shape];
    let numbers = || json!(known["min"].as_i64().unwrap_or(1));
    match known["type"].as_str().unwrap_or_default() {
        "structure" => {
            let required = known["required"].as_array().into_iter().flatten();
            let required = required.filter_map(Value::as_str);
            let member = |name: &str| (name.to_owned(), of(&known["members"][name]));
            required.map(member).collect()
        }
        "list" => json!([of(&known["member"])]),
        "map" => json!({"sample": of(&known["value"])}),
        "string" if known["enum"].is_array() => known["enum"][0].clone(),
        "string" => json!(text(shape)),
        "blob" => json!(STANDARD.encode("sample")),
        "integer" | "long" => numbers(),
        "boolean" => json!(true),
        other => panic!("{shape}: {other:?} has no sample yet"),
    }
}

/// A text that the rules for values of its shape let through.
fn text(shape: &str) -> &'static str {
    match shape {
        "Arn" => "arn:aws:ecr:us-east-1:111122223333:repository/sample",
        "arnType" => "arn:aws:iam::111122223333:policy/sample",
        "PrincipalArn" => "arn:aws:iam::111122223333:role/sample",
        "BatchedOperationLayerDigest" | "LayerDigest" | "ImageDigest" => {
            "sha256:a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"
        }
        "ReplicationBackfillId" | "UploadId" => "00000000-0000-4000-8000-000000000000",
        "RegistryId" | "TargetPrincipalType" => "111122223333",
        "SigningProfileArn" => "arn:aws:signer:us-east-1:111122223333:/signing-profiles/sample",
        "ServicePrincipalType" => "ecr.us-east-1.amazonaws.com",
        "LifecyclePolicyText" | "ImageManifest" => "{}",
        "RegistryPolicyText" | "RepositoryPolicyText" => REPOSITORY_POLICY,
        "OpenIDConnectProviderUrlType" => "https://issuer.example.com",
        "policyDocumentType" | "PolicyContent" | "ResourcePolicyContent" => POLICY,
        "accessKeyIdType" | "AccessKeyId" => "AKIAIOSFODNN7EXAMPLE",
        "AliasNameType" => "alias/sample",
        "Day" => "2026-11-29",
        "policyVersionIdType" => "v1",
        "PolicyId" => "p-12345678",
        "PolicyTargetId" | "ParentId" | "RootId" | "TaggableResourceId" => "r-abcd",
        "AccountId" | "ChildId" => "999999999999",
        "OrganizationalUnitId" => "ou-abcd-12345678",
        "CreateAccountRequestId" => "car-12345678",
        "Email" => "sample@example.com",
        "thumbprintType" => "0123456789012345678901234567890123456789",
        _ => "sample",
    }
}
