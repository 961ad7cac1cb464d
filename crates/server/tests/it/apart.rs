//! What takes long leaves the threads that answer requests: each place that computes apart, seen from the wire.

use serde_json::json;
use wharf_testkit::{Api, Kit, Manifest, REGION};

/// Longer than what is read where it is.
const LONG: usize = 70_000;

/// The kinds of what is computed apart.
const KINDS: [&str; 5] = ["request", "form", "policies", "manifest", "simulation"];

struct Seen<'a> {
    kit: &'a Kit,
    before: [u64; 5],
}

impl Seen<'_> {
    /// How often each kind was computed since the last look.
    fn since(&mut self) -> [u64; 5] {
        let now = KINDS.map(|kind| self.kit.node.apart.computed(kind));
        let before = std::mem::replace(&mut self.before, now);
        std::array::from_fn(|at| now[at] - before[at])
    }
}

async fn iam(kit: &Kit, api: &Api<'_>, form: &str) {
    let form = format!("{form}&Version=2010-05-08");
    let signed = api.signed("iam", api.unsigned_query(&form));
    kit.send(&signed).await.expect(200);
}

/// An index that is longer than what is read where it is.
fn long_index(name: &str) -> Manifest {
    Manifest::new(&json!({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [],
        "annotations": {"name": name, "long": "x".repeat(LONG)},
    }))
}

#[tokio::test]
async fn what_is_long_is_read_apart() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    let registry = kit.with_repositories(&["app"]).await;
    let mut seen = Seen {
        kit: &kit,
        before: [0; 5],
    };
    assert_eq!(seen.since(), [0; 5], "short requests are read where they are");

    // Members that the model does not have are read over.
    api.ecr_ok("DescribeRepositories", json!({"more": "x".repeat(LONG)}))
        .await;
    assert_eq!(seen.since(), [1, 0, 0, 0, 0], "a JSON body");

    let text = String::from_utf8(long_index("api").bytes.to_vec()).unwrap();
    let image = json!({"repositoryName": "app", "imageManifest": text, "imageManifestMediaType": long_index("").media_type});
    api.ecr_ok("PutImage", image).await;
    assert_eq!(seen.since(), [1, 0, 0, 1, 0], "PutImage");

    let index = long_index("registry");
    registry.put_manifest("app", "long", &index).await.expect(201);
    assert_eq!(seen.since(), [0, 0, 0, 1, 0], "a manifest that is pushed");

    let policy = json!({"Version": "2012-10-17", "Statement": {"Sid": "x".repeat(LONG), "Effect": "Allow",
        "Action": "*", "Resource": "*"}});
    let list = format!("PolicyInputList.member.1={policy}");
    iam(
        &kit,
        &api,
        &format!("Action=GetContextKeysForCustomPolicy&{list}"),
    )
    .await;
    assert_eq!(seen.since(), [1, 1, 1, 0, 0], "a form, and the policies in it");

    let action = "ActionNames.member.1=ecr:PutImage";
    iam(
        &kit,
        &api,
        &format!("Action=SimulateCustomPolicy&{list}&{action}"),
    )
    .await;
    assert_eq!(seen.since(), [1, 1, 1, 0, 1], "a simulation");

    let arn = format!("PolicySourceArn=arn:aws:iam::{}:user/ann", kit.first.id);
    iam(&kit, &api, "Action=CreateUser&UserName=ann").await;
    for (operation, simulations) in [
        ("GetContextKeysForPrincipalPolicy", 0),
        ("SimulatePrincipalPolicy", 1),
    ] {
        let form = format!("Action={operation}&{list}&{arn}");
        let form = match simulations {
            0 => form,
            _ => format!("{form}&{action}"),
        };
        iam(&kit, &api, &form).await;
        assert_eq!(seen.since(), [1, 1, 1, 0, simulations], "{operation}");
    }
}

#[tokio::test]
async fn long_annotations_are_read_apart_and_only_for_who_wants_what_they_say() {
    let kit = Kit::start().await;
    let api = kit.api(&kit.first, REGION);
    let registry = kit.with_repositories(&["app"]).await;
    let subject = long_index("subject");
    let long = "x".repeat(LONG);
    let referrer = Manifest::new(&json!({
        "schemaVersion": 2, "mediaType": subject.media_type, "manifests": [], "subject": subject.descriptor(),
        "annotations": {"long": long},
    }));
    registry
        .put_manifest("app", "referrer", &referrer)
        .await
        .expect(201);
    let computed = || kit.node.apart.computed("annotations");
    let path = format!("/v2/app/referrers/{}", subject.digest());
    let list = registry.get(&path).await.expect(200).json();
    assert_eq!(list["manifests"][0]["annotations"]["long"], long);
    assert_eq!(computed(), 0, "the registry protocol copies the text");
    let input = json!({"repositoryName": "app", "subjectId": {"imageDigest": subject.digest().as_str()}});
    let listed = api.ecr_ok("ListImageReferrers", input).await;
    assert_eq!(listed["referrers"][0]["annotations"], json!({"long": long}));
    assert_eq!(computed(), 1);
}
