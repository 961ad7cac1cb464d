//! What the audit records of calls and of what the node does by itself.

mod hang_up;
mod web_identity;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use wharf_aws::ecr::CreateRepositoryRequest;
use wharf_aws::json11::FromJson as _;
use wharf_node::audit::{AuditLog, Record};
use wharf_node::distribution::{
    CheckVersion, CheckVersionInput, GetManifest, GetManifestInput, PushBlob, PushBlobInput,
};
use wharf_node::ecr::create_repository::CreateRepository;
use wharf_node::ecr::image::operations::UpdateImageStorageClass;
use wharf_node::ecr::lifecycle::StartLifecyclePolicyPreview;
use wharf_node::ecr::lifecycle_policy::PutLifecyclePolicy;
use wharf_node::ecr::repository::DescribeRepositories;
use wharf_node::iam::access_key::CreateAccessKey;
use wharf_node::iam::user::CreateUser;
use wharf_node::sts::assume_role::AssumeRole;
use wharf_node::{Call, Entropy, Node, jobs, perform};
use wharf_oci::media_type::Accept;

use crate::bench::{Bench, iam::Member, sha256};
use crate::sts::ask_node;

#[derive(Default)]
struct Kept(Mutex<Vec<Value>>);

impl AuditLog for Kept {
    fn write(&self, record: Record) -> BoxFuture<'_, ()> {
        let mut lines = Vec::new();
        record.write(&Entropy::system(), &mut lines).unwrap();
        let lines = String::from_utf8(lines).unwrap();
        let documents = lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        self.0.lock().unwrap().extend(documents);
        Box::pin(async {})
    }
}

impl Kept {
    fn take(&self) -> Vec<Value> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    /// What is written in the background: no caller waits for it.
    async fn later(&self) -> Vec<Value> {
        loop {
            let records = self.take();
            if !records.is_empty() {
                return records;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// The bench's node, with an audit.
fn audited(bench: &Bench) -> (Arc<Node>, Arc<Kept>) {
    auditing(bench.restarted())
}

/// The node, with an audit.
fn auditing(node: Node) -> (Arc<Node>, Arc<Kept>) {
    let kept = Arc::new(Kept::default());
    let node = node.auditing(Arc::<Kept>::clone(&kept));
    (Arc::new(node), kept)
}

async fn pull(bench: &Bench, node: &Node, call: &Call, reference: &str) -> bool {
    let input = GetManifestInput {
        target: bench.target("app"),
        reference: reference.parse().unwrap(),
        accept: Accept::parse([]),
        pull: true,
    };
    perform::<GetManifest>(node, call, input).await.is_ok()
}

room!(a_call_is_recorded_with_caller_operation_and_result, |bench| {
    bench.repository("app").await;
    let image = bench.push_new("app", Some("v1"), "one").await;
    let (node, kept) = audited(bench);
    let root = bench.call(&bench.alice);
    assert!(pull(bench, &node, &root, "v1").await);
    let records = kept.take();
    let record = &records[0];
    assert_eq!(records.len(), 1);
    let fixed = json!({
        "eventVersion": "1.11", "eventSource": "ecr.amazonaws.com", "eventName": "BatchGetImage",
        "awsRegion": "eu-central-1", "eventType": "AwsApiCall", "eventCategory": "Management",
        "managementEvent": true, "readOnly": true, "responseElements": null,
        "recipientAccountId": "111111111111",
        "requestParameters": {"registryId": "111111111111", "repositoryName": "app", "imageIds": [{"imageTag": "v1"}]},
        "resources": [{"ARN": "arn:aws:ecr:eu-central-1:111111111111:repository/app", "accountId": "111111111111"}],
        "userIdentity": {"type": "Root", "arn": "arn:aws:iam::111111111111:root", "accountId": "111111111111",
            "principalId": "111111111111", "accessKeyId": root.access_key_id},
        "requestID": root.request_id.to_string(),
    });
    for (name, value) in fixed.as_object().unwrap() {
        assert_eq!(&record[name], value, "{name}");
    }
    assert!(record["eventTime"].as_str().unwrap().ends_with('Z'));
    assert_eq!(record.get("errorCode"), None);
    assert_eq!(
        record["additionalEventData"],
        json!({"imageDigests": [image.digest.as_str()]})
    );
    // By digest, and what is not there.
    assert!(pull(bench, &node, &root, image.digest.as_str()).await);
    assert!(!pull(bench, &node, &root, "v2").await);
    let records = kept.take();
    assert_eq!(
        records[0]["requestParameters"]["imageIds"][0]["imageDigest"],
        image.digest.as_str()
    );
    assert_eq!(records[1]["errorCode"], "ImageNotFoundException");
    assert_eq!(records[1].get("additionalEventData"), None);
    // Who only looks takes nothing.
    let input = GetManifestInput {
        target: bench.target("app"),
        reference: "v1".parse().unwrap(),
        accept: Accept::parse([]),
        pull: false,
    };
    assert!(perform::<GetManifest>(&node, &root, input).await.is_ok());
    assert_eq!(kept.take()[0].get("additionalEventData"), None);
    // The version check is no operation of the API.
    perform::<CheckVersion>(&node, &root, CheckVersionInput)
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(kept.take(), [Value::Null; 0]);
});

room!(a_refusal_into_another_account_is_recorded_for_both, |bench| {
    bench.repository("app").await;
    let user = Member::new(bench, &bench.bob, "mallory").await;
    let (node, kept) = audited(bench);
    assert!(!pull(bench, &node, &user.call(bench), "v1").await);
    let records = kept.take();
    let recipients: Vec<&Value> = records
        .iter()
        .map(|record| &record["recipientAccountId"])
        .collect();
    assert_eq!(recipients, ["222222222222", "111111111111"]);
    assert_eq!(records[0]["sharedEventID"], records[1]["sharedEventID"]);
    for record in &records {
        assert_eq!(record["errorCode"], "AccessDenied");
        assert!(
            record["errorMessage"]
                .as_str()
                .unwrap()
                .contains("ecr:BatchGetImage"),
            "{record}"
        );
        assert_eq!(record["userIdentity"]["type"], "IAMUser");
        assert_eq!(record["userIdentity"]["userName"], "mallory");
    }
});

room!(a_session_is_recorded_with_its_role, |bench| {
    let root = bench.call(&bench.alice);
    let trust = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"AWS": "111111111111"}}})
    .to_string();
    let role = [
        ("RoleName", "ci"),
        ("Path", "/build/"),
        ("AssumeRolePolicyDocument", &trust),
    ];
    ask_node::<wharf_node::iam::role::CreateRole>(&bench.node, &root, &role)
        .await
        .unwrap();
    let user = Member::new(bench, &bench.alice, "dev").await;
    let allow =
        json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}});
    user.put(bench, "all", &allow.to_string()).await;
    let (node, kept) = audited(bench);
    let arn = "arn:aws:iam::111111111111:role/build/ci";
    let assume = [("RoleArn", arn), ("RoleSessionName", "run-7")];
    let assumed = ask_node::<AssumeRole>(&node, &user.call(bench), &assume)
        .await
        .unwrap();
    let record = kept.take().remove(0);
    assert_eq!(record["requestParameters"]["roleSessionName"], "run-7");
    assert_eq!(record["resources"][0]["ARN"], arn);
    assert!(
        !record
            .to_string()
            .contains(assumed["Credentials"]["SecretAccessKey"].as_str().unwrap())
    );
    let token = assumed["Credentials"]["SessionToken"].as_str().unwrap();
    let call = crate::sts::call_with(bench, &assumed).await.unwrap();
    let describe = wharf_aws::ecr::DescribeRepositoriesRequest {
        registry_id: None,
        repository_names: None,
        next_token: None,
        max_results: None,
    };
    let _ = perform::<DescribeRepositories>(&node, &call, describe).await;
    let record = kept.take().remove(0);
    assert!(!record.to_string().contains(token));
    assert_eq!(record["userIdentity"]["type"], "AssumedRole");
    assert_eq!(
        record["userIdentity"]["sessionContext"]["sessionIssuer"]["arn"],
        arn
    );
    assert_eq!(record["errorCode"], "AccessDenied");
});

room!(what_a_lifecycle_policy_did_is_recorded, |bench| {
    bench.repository("app").await;
    for tag in ["v1", "v2"] {
        bench.push_new("app", Some(tag), tag).await;
        bench.advance(1);
    }
    let selection = json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1});
    let rule = json!({"rulePriority": 4, "selection": selection, "action": {"type": "expire"}});
    let request =
        json!({"repositoryName": "app", "lifecyclePolicyText": json!({"rules": [rule]}).to_string()});
    bench.ask::<PutLifecyclePolicy>(request).await.unwrap();
    bench.advance(61);
    let (node, kept) = audited(bench);
    node.cell(&bench.cell().await.region).await.unwrap();
    jobs::drain(&node).await.unwrap();
    let record = kept.take().remove(0);
    assert_eq!(record["eventName"], "PolicyExecutionEvent");
    assert_eq!(record["eventType"], "AwsServiceEvent");
    assert_eq!(record["recipientAccountId"], "111111111111");
    let details = &record["serviceEventDetails"];
    assert_eq!(details["repositoryName"], "app");
    let action = &details["lifecycleEventImageActions"][0];
    assert_eq!(action["rulePriority"], 4);
    assert_eq!(action["lifecycleEventImage"]["tagList"], json!(["v1"]));
    assert_eq!(details["lifecycleEventFailureDetails"], json!([]));
});

room!(what_a_change_answered_is_recorded_without_its_secrets, |bench| {
    let (node, kept) = audited(bench);
    let root = bench.call(&bench.alice);
    let create = CreateRepositoryRequest::from_json(br#"{"repositoryName":"app"}"#).unwrap();
    perform::<CreateRepository>(&node, &root, create).await.unwrap();
    let record = kept.take().remove(0);
    assert_eq!(record["responseElements"]["repository"]["repositoryName"], "app");
    let again = CreateRepositoryRequest::from_json(br#"{"repositoryName":"app"}"#).unwrap();
    perform::<CreateRepository>(&node, &root, again)
        .await
        .unwrap_err();
    let record = kept.take().remove(0);
    assert_eq!(record["errorCode"], "RepositoryAlreadyExistsException");
    assert_eq!(record["responseElements"], Value::Null);
    let ask = wharf_aws::iam::CreateUserRequest {
        user_name: "dev".to_owned(),
        path: None,
        permissions_boundary: None,
        tags: None,
    };
    perform::<CreateUser>(&node, &root, ask).await.unwrap();
    let ask = wharf_aws::iam::CreateAccessKeyRequest {
        user_name: Some("dev".to_owned()),
    };
    let made = perform::<CreateAccessKey>(&node, &root, ask).await.unwrap();
    let records = kept.take();
    let key = &records[1]["responseElements"]["accessKey"];
    assert_eq!(key["userName"], "dev");
    assert_eq!(key["secretAccessKey"], "HIDDEN_DUE_TO_SECURITY_REASONS");
    let secret = made.access_key.secret_access_key.clone();
    assert!(!records[1].to_string().contains(&secret));
});

room!(previews_and_restored_images_are_recorded, |bench| {
    bench.repository("app").await;
    for tag in ["v1", "v2"] {
        bench.push_new("app", Some(tag), tag).await;
        bench.advance(1);
    }
    let (node, kept) = audited(bench);
    node.cell(&bench.cell().await.region).await.unwrap();
    let selection = json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1});
    let rule = json!({"rulePriority": 4, "selection": selection, "action": {"type": "expire"}});
    let request =
        json!({"repositoryName": "app", "lifecyclePolicyText": json!({"rules": [rule]}).to_string()});
    bench.ask::<StartLifecyclePolicyPreview>(request).await.unwrap();
    jobs::drain(&node).await.unwrap();
    let record = kept.take().remove(0);
    assert_eq!(record["eventName"], "DryRunEvent");
    let details = &record["serviceEventDetails"];
    assert_eq!(details["repositoryName"], "app");
    let image = &details["lifecycleEventImageActions"][0]["lifecycleEventImage"];
    assert_eq!(image["tagList"], json!(["v1"]));

    for class in ["ARCHIVE", "STANDARD"] {
        let request =
            json!({"repositoryName": "app", "imageId": {"imageTag": "v1"}, "targetStorageClass": class});
        bench.ask::<UpdateImageStorageClass>(request).await.unwrap();
    }
    jobs::drain(&node).await.unwrap();
    let record = kept.take().remove(0);
    assert_eq!(record["eventName"], "ImageActivationEvent");
    assert_eq!(record["eventType"], "AwsServiceEvent");
    assert_eq!(record["serviceEventDetails"]["imageDigest"], image["digest"]);
});

room!(a_call_whose_caller_goes_away_is_recorded, |bench| {
    bench.repository("app").await;
    let (node, kept) = audited(bench);
    let root = bench.call(&bench.alice);
    // A body that never comes: the operation waits for it.
    let input = PushBlobInput {
        target: bench.target("app"),
        digest: sha256(b"late"),
        body: Box::pin(futures_util::stream::pending()),
    };
    let pushing = perform::<PushBlob>(&node, &root, input);
    let waited = tokio::time::timeout(Duration::from_millis(300), pushing).await;
    assert!(waited.is_err(), "it ended without its body");
    let records = kept.later().await;
    assert_eq!(records.len(), 1, "{records:?}");
    assert_eq!(records[0]["errorCode"], "RequestAborted");
});

room!(a_call_whose_caller_cannot_be_read_is_recorded, |bench| {
    bench.repository("app").await;
    let (node, kept) = audited(bench);
    let root = bench.call(&bench.alice);
    bench.identity.close().await;
    assert!(!pull(bench, &node, &root, "v1").await);
    let record = kept.take().remove(0);
    assert_eq!(
        (&record["eventName"], &record["errorCode"]),
        (&json!("BatchGetImage"), &json!("ServerException"))
    );
    assert_eq!(record["userIdentity"]["type"], "Root");
});
