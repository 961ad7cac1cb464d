//! The requests by which a principal shows that it can do something.

use serde_json::{Value, json};
use wharf_aws::Arn;
use wharf_topology::Action;
use wharf_topology::access::Question;

pub(super) const DIGEST: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

/// What is sent: of a pull and a push all must be allowed, of the others any is enough. What one may not do is tried without what only a client
/// asks for, and in more ways.
pub(super) fn requests(question: &Question, is_own: bool) -> Vec<(&'static str, Value)> {
    let there = |mut more: Value| {
        more["registryId"] = json!(question.registry.id.as_str());
        more["repositoryName"] = json!(question.repository);
        more
    };
    let upload = "00000000-0000-0000-0000-000000000000";
    let image = json!([{"imageDigest": DIGEST}]);
    let expire = Some(("PutLifecyclePolicy", there(json!({"lifecyclePolicyText": "{}"}))));
    match question.action {
        Action::Pull => {
            let mut all = vec![
                ("BatchGetImage", there(json!({"imageIds": image}))),
                ("GetDownloadUrlForLayer", there(json!({"layerDigest": DIGEST}))),
            ];
            if question.expected {
                all.push(("GetAuthorizationToken", json!({})));
            }
            all
        }
        Action::Push if !question.expected => vec![("PutImage", there(json!({"imageManifest": "{}"})))],
        Action::Push => vec![
            ("GetAuthorizationToken", json!({})),
            (
                "BatchCheckLayerAvailability",
                there(json!({"layerDigests": [DIGEST]})),
            ),
            ("InitiateLayerUpload", there(json!({}))),
            (
                "UploadLayerPart",
                there(
                    json!({"uploadId": upload, "partFirstByte": 0, "partLastByte": 0, "layerPartBlob": "eA=="}),
                ),
            ),
            (
                "CompleteLayerUpload",
                there(json!({"uploadId": upload, "layerDigests": [DIGEST]})),
            ),
            ("PutImage", there(json!({"imageManifest": "{}"}))),
        ],
        Action::Delete => {
            let mut all = vec![
                ("BatchDeleteImage", there(json!({"imageIds": image}))),
                ("DeleteRepository", there(json!({}))),
            ];
            all.extend(expire.filter(|_| !question.expected));
            all
        }
        Action::Administer => {
            let mut all = vec![
                ("SetRepositoryPolicy", there(json!({"policyText": "{}"}))),
                ("DeleteRepositoryPolicy", there(json!({}))),
                (
                    "PutImageTagMutability",
                    there(json!({"imageTagMutability": "MUTABLE"})),
                ),
            ];
            // These speak of the caller's own registry only.
            if is_own {
                all.push(("PutRegistryPolicy", json!({"policyText": "{}"})));
                all.push((
                    "PutAccountSetting",
                    json!({"name": "REGISTRY_POLICY_SCOPE", "value": "V2"}),
                ));
            }
            if !question.expected {
                all.extend(expire);
                all.extend(settings(question, &there));
            }
            all
        }
    }
}

/// What changes settings and tags of a repository, as far as it is served.
fn settings(question: &Question, there: &impl Fn(Value) -> Value) -> [(&'static str, Value); 3] {
    let (place, name) = (&question.registry, &question.repository);
    let arn = Arn::repository_text(&place.region, &place.id, name);
    [
        ("DeleteLifecyclePolicy", there(json!({}))),
        (
            "TagResource",
            json!({"resourceArn": arn, "tags": [{"Key": "probe", "Value": "x"}]}),
        ),
        ("UntagResource", json!({"resourceArn": arn, "tagKeys": ["probe"]})),
    ]
}
