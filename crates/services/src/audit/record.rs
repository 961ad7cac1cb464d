//! One record.

use serde_json::{Map, Value, json};
use wharf_aws::{AccountId, RequestId, Timestamp};
use wharf_policy::PrincipalKind;

use super::failure;
use crate::{Access, Call, Error, Node, Operation};

/// What a record is about.
#[derive(Clone, Debug)]
enum Subject {
    /// A call of somebody's.
    Call {
        call: Box<Call>,
        parameters: Map<String, Value>,
        resources: Vec<(String, AccountId)>,
        failure: Option<[String; 2]>,
        read_only: bool,
    },
    /// What the node did by itself in an account.
    Service { account: AccountId, details: Value },
}

/// A record, before it is written down.
#[derive(Clone, Debug)]
pub struct Record {
    at: Timestamp,
    id: RequestId,
    source: &'static str,
    name: &'static str,
    region: String,
    subject: Subject,
}

/// The operation of the API that a route of the registry protocol stands for.
fn event_name(service: &str, operation: &'static str) -> &'static str {
    if service != "distribution" {
        return operation;
    }
    match operation {
        "GetManifest" => "BatchGetImage",
        "GetBlob" | "LocateBlob" => "GetDownloadUrlForLayer",
        "HeadBlob" => "BatchCheckLayerAvailability",
        "StartUpload" => "InitiateLayerUpload",
        "AppendUpload" => "UploadLayerPart",
        "FinishUpload" | "PushBlob" => "CompleteLayerUpload",
        "ListTags" => "ListImages",
        "ListCatalog" => "DescribeRepositories",
        other => other,
    }
}

fn event_source(service: &str) -> &'static str {
    match service {
        "iam" => "iam.amazonaws.com",
        "sts" => "sts.amazonaws.com",
        "organizations" => "organizations.amazonaws.com",
        _ => "ecr.amazonaws.com",
    }
}

fn is_read_only(name: &str) -> bool {
    let reads = [
        "Get",
        "List",
        "Describe",
        "BatchGet",
        "BatchCheck",
        "Simulate",
        "Validate",
        "Check",
    ];
    reads.iter().any(|prefix| name.starts_with(prefix))
}

impl Record {
    /// The record of a call that begins.
    pub(crate) fn of_call<O: Operation>(
        node: &Node,
        call: &Call,
        parameters: Map<String, Value>,
        demands: &[Access],
    ) -> Record {
        let mut resources: Vec<(String, AccountId)> = Vec::new();
        for resource in demands.iter().filter_map(|demand| demand.resource.arn(call)) {
            if !resources.contains(&resource) {
                resources.push(resource);
            }
        }
        let name = event_name(O::SERVICE, O::NAME);
        Record {
            at: node.clock.now(),
            id: RequestId::from_random(node.entropy.bytes()),
            source: event_source(O::SERVICE),
            name,
            region: call.region.as_str().to_owned(),
            subject: Subject::Call {
                call: Box::new(call.clone()),
                parameters,
                resources,
                failure: None,
                read_only: is_read_only(name),
            },
        }
    }

    /// The record of a call that ended.
    #[must_use]
    pub(crate) fn ended<O: Operation>(self, result: Result<(), &Error<O::Fault>>) -> Record {
        self.failed(result.err().map(|error| failure::of(error, O::denial_text)))
    }

    /// The record of a call whose caller did not wait for the end; the end may have come all the same.
    #[must_use]
    pub(crate) fn abandoned(self) -> Record {
        self.failed(Some([
            "RequestAborted".to_owned(),
            "The caller went away before the answer".to_owned(),
        ]))
    }

    fn failed(mut self, outcome: Option<[String; 2]>) -> Record {
        if let Subject::Call { failure, .. } = &mut self.subject {
            *failure = outcome;
        }
        self
    }

    /// The record of what the node did by itself in an account's registry.
    pub(crate) fn of_service(
        node: &Node,
        region: &str,
        account: AccountId,
        name: &'static str,
        details: Value,
    ) -> Record {
        Record {
            at: node.clock.now(),
            id: RequestId::from_random(node.entropy.bytes()),
            source: event_source("ecr"),
            name,
            region: region.to_owned(),
            subject: Subject::Service { account, details },
        }
    }

    /// When it happened.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Whether something may have changed, or was refused.
    pub fn matters(&self) -> bool {
        match &self.subject {
            Subject::Call {
                failure, read_only, ..
            } => !read_only || failure.is_some(),
            Subject::Service { .. } => true,
        }
    }

    /// The record as each account gets it that it is for: the caller's, and that of what was asked for.
    pub fn documents(&self) -> Vec<Value> {
        match &self.subject {
            Subject::Service { account, details } => {
                let mut document = self.head();
                document["eventType"] = json!("AwsServiceEvent");
                document["userIdentity"] =
                    json!({"accountId": account.as_str(), "invokedBy": "AWS Internal"});
                document["recipientAccountId"] = json!(account.as_str());
                document["readOnly"] = json!(false);
                document["serviceEventDetails"] = details.clone();
                vec![document]
            }
            Subject::Call {
                call,
                parameters,
                resources,
                failure,
                read_only,
            } => {
                let mut document = self.head();
                document["eventType"] = json!("AwsApiCall");
                document["userIdentity"] = identity(call);
                document["sourceIPAddress"] = json!(call.source_ip.map(|ip| ip.to_string()));
                document["userAgent"] = json!(call.user_agent.as_deref().map(super::cut));
                document["requestID"] = json!(call.request_id.to_string());
                document["requestParameters"] = Value::Object(parameters.clone());
                document["responseElements"] = Value::Null;
                document["readOnly"] = json!(read_only);
                if let Some([code, message]) = failure {
                    document["errorCode"] = json!(code);
                    document["errorMessage"] = json!(super::cut(message));
                }
                let shown = resources
                    .iter()
                    .map(|(arn, account)| json!({"ARN": arn, "accountId": account.as_str()}));
                document["resources"] = shown.collect();
                let mut accounts = vec![call.account];
                for (_, account) in resources {
                    if !accounts.contains(account) {
                        accounts.push(*account);
                    }
                }
                if accounts.len() > 1 {
                    document["sharedEventID"] = json!(call.request_id.to_string());
                }
                let of = |account: &AccountId| {
                    let mut document = document.clone();
                    document["recipientAccountId"] = json!(account.as_str());
                    document
                };
                accounts.iter().map(of).collect()
            }
        }
    }

    fn head(&self) -> Value {
        json!({
            "eventVersion": "1.11",
            "eventTime": self.at.to_string(),
            "eventID": self.id.to_string(),
            "eventSource": self.source,
            "eventName": self.name,
            "awsRegion": self.region,
            "managementEvent": true,
            "eventCategory": "Management",
        })
    }
}

/// `userIdentity` (AWS CloudTrail User Guide, *CloudTrail userIdentity element*).
fn identity(call: &Call) -> Value {
    let principal = &call.principal;
    let mut identity = json!({
        "type": match principal.kind {
            PrincipalKind::Root => "Root",
            PrincipalKind::User => "IAMUser",
            PrincipalKind::AssumedRole => "AssumedRole",
            PrincipalKind::FederatedUser => "FederatedUser",
            PrincipalKind::WebIdentity => "WebIdentityUser",
            PrincipalKind::Service => "AWSService",
        },
        "arn": principal.arn,
    });
    if let Some(id) = principal.user_id() {
        identity["principalId"] = json!(id);
    }
    if let Some(account) = &principal.account {
        identity["accountId"] = json!(account.as_str());
        identity["accessKeyId"] = json!(call.access_key_id);
    }
    if principal.kind == PrincipalKind::User {
        identity["userName"] = json!(principal.arn.rsplit('/').next());
    }
    if let Some(role) = &principal.role_arn {
        let id = principal.unique_id.as_deref().and_then(|id| id.split(':').next());
        identity["sessionContext"] = json!({"sessionIssuer": {
            "type": "Role", "arn": role, "principalId": id, "accountId": principal.account.map(|account| account.to_string()),
            "userName": role.rsplit('/').next(),
        }});
        if let Some(session) = &call.session {
            let issued_at = Timestamp::from_micros(session.issued_at);
            identity["sessionContext"]["attributes"] = json!({
                "creationDate": issued_at.to_string(), "mfaAuthenticated": session.mfa_at.is_some().to_string(),
            });
            if let Some(source) = &session.source_identity {
                identity["sessionContext"]["sourceIdentity"] = json!(source);
            }
        }
    }
    identity
}
