//! One record.

use std::net::IpAddr;
use std::sync::Arc;

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer as _};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use wharf_aws::{AccountId, Region, RequestId, Timestamp};

use super::image::{Image, Images};
use super::sign_in::{RefusedSignIn, SIGN_IN};
use crate::{Access, Call, Entropy};

/// What a record is about.
#[derive(Clone, Debug)]
enum Subject {
    /// A caller's call.
    Call(Box<Asked>),
    /// What the node did by itself in an account.
    Service { account: AccountId, details: Value },
    /// A credential that was refused, and how many refusals before it have no record.
    SignIn {
        refused: Box<RefusedSignIn>,
        recipient: AccountId,
        left_out: u64,
    },
}

#[derive(Clone, Debug)]
struct Asked {
    /// `userIdentity`, in JSON.
    identity: Arc<RawValue>,
    account: AccountId,
    source_ip: Option<IpAddr>,
    user_agent: Option<String>,
    request_id: RequestId,
    parameters: Map<String, Value>,
    resources: Vec<(String, AccountId)>,
    /// The images that went to the caller, or came from it.
    images: Vec<Image>,
    elements: Option<super::Elements>,
    failure: Option<[String; 2]>,
    read_only: bool,
}

/// What records say of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Recorded {
    /// The service's name in records: `ecr.amazonaws.com`.
    pub source: &'static str,
    /// The operation's name.
    pub name: &'static str,
    /// Whether it only reads.
    pub read_only: bool,
}

/// A record, before it is written down.
#[derive(Clone, Debug)]
pub struct Record {
    at: Timestamp,
    source: &'static str,
    name: &'static str,
    region: Region,
    subject: Subject,
}

/// What was asked for, as a record shows it.
#[derive(Serialize)]
struct Resource<'a> {
    #[serde(rename = "ARN")]
    arn: &'a str,
    #[serde(rename = "accountId")]
    account: &'a str,
}

impl<'a> Resource<'a> {
    fn of((arn, account): &'a (String, AccountId)) -> Resource<'a> {
        Resource {
            arn,
            account: account.as_str(),
        }
    }
}

impl Record {
    /// The record of a call that begins; its name is what the operation's row has it recorded as.
    pub fn of_call(
        at: Timestamp,
        call: &Call,
        identity: Arc<RawValue>,
        recorded: Recorded,
        parameters: Map<String, Value>,
        demands: &[Access],
    ) -> Record {
        let mut resources: Vec<(String, AccountId)> = Vec::new();
        for resource in demands.iter().filter_map(|demand| demand.resource.arn(call)) {
            if !resources.contains(&resource) {
                resources.push(resource);
            }
        }
        Record {
            at,
            source: recorded.source,
            name: recorded.name,
            region: call.region.clone(),
            subject: Subject::Call(Box::new(Asked {
                identity,
                account: call.account,
                source_ip: call.source_ip,
                user_agent: call.user_agent.as_deref().map(super::cut),
                request_id: call.request_id,
                parameters,
                resources,
                images: Vec::new(),
                elements: None,
                failure: None,
                read_only: recorded.read_only,
            })),
        }
    }

    /// The record of a call that ended.
    #[must_use]
    pub fn ended(mut self, elements: Option<super::Elements>, failure: Option<[String; 2]>) -> Record {
        if let Subject::Call(asked) = &mut self.subject {
            asked.elements = elements;
            asked.failure = failure;
        }
        self
    }

    /// The record with the images that went.
    #[must_use]
    pub fn with_images(mut self, images: Vec<Image>) -> Record {
        if let Subject::Call(asked) = &mut self.subject {
            asked.images = images;
        }
        self
    }

    /// The record without what was asked and answered, and by which client: these may be long.
    #[must_use]
    pub fn brief(mut self) -> Record {
        if let Subject::Call(asked) = &mut self.subject {
            asked.parameters = Map::new();
            asked.elements = None;
            asked.user_agent = None;
        }
        self
    }

    /// The record of a call whose caller did not wait for the end; the operation may have completed nevertheless.
    #[must_use]
    pub fn abandoned(self) -> Record {
        let failure = [
            "RequestAborted".to_owned(),
            "The caller went away before the answer".to_owned(),
        ];
        self.ended(None, Some(failure))
    }

    /// The record of what the node did by itself in an account's registry.
    pub fn of_service(
        at: Timestamp,
        region: Region,
        account: AccountId,
        (source, name): (&'static str, &'static str),
        details: Value,
    ) -> Record {
        Record {
            at,
            source,
            name,
            region,
            subject: Subject::Service { account, details },
        }
    }

    /// The record of a credential that was refused, for the account whose key it is or whose role was asked for, or else for the one that
    /// owns the node.
    pub(crate) fn of_refusal(
        at: Timestamp,
        owner: AccountId,
        refused: RefusedSignIn,
        left_out: u64,
    ) -> Record {
        Record {
            at,
            source: "signin.amazonaws.com",
            name: SIGN_IN,
            region: refused.region.clone(),
            subject: Subject::SignIn {
                recipient: refused.account.unwrap_or(owner),
                refused: Box::new(refused),
                left_out,
            },
        }
    }

    /// When it happened.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Whether something may have changed, or was refused.
    pub fn matters(&self) -> bool {
        match &self.subject {
            Subject::Call(asked) => !asked.read_only || asked.failure.is_some(),
            Subject::Service { .. } | Subject::SignIn { .. } => true,
        }
    }

    /// Whether something changed.
    pub fn is_of_change(&self) -> bool {
        match &self.subject {
            Subject::Call(asked) => !asked.read_only && asked.failure.is_none(),
            Subject::Service { .. } => true,
            Subject::SignIn { .. } => false,
        }
    }

    /// Appends the record as JSON lines: one for each account that it is for, the caller's and that of what was asked for.
    ///
    /// # Errors
    /// Only a failure of the serializer, which no record causes.
    pub fn write(&self, entropy: &Entropy, lines: &mut Vec<u8>) -> serde_json::Result<()> {
        match &self.subject {
            Subject::Service { account, details } => self.service(entropy, account, details, lines),
            Subject::SignIn {
                refused,
                recipient,
                left_out,
            } => self.sign_in(entropy, refused, (recipient, *left_out), lines),
            Subject::Call(asked) => {
                let mut accounts = vec![asked.account];
                for (_, account) in &asked.resources {
                    if !accounts.contains(account) {
                        accounts.push(*account);
                    }
                }
                for account in &accounts {
                    self.call(entropy, asked, account, accounts.len() > 1, lines)?;
                }
                Ok(())
            }
        }
    }

    fn call(
        &self,
        entropy: &Entropy,
        asked: &Asked,
        recipient: &AccountId,
        shared: bool,
        lines: &mut Vec<u8>,
    ) -> serde_json::Result<()> {
        let mut serializer = serde_json::Serializer::new(&mut *lines);
        let mut map = serializer.serialize_map(None)?;
        self.head(&mut map, entropy, "AwsApiCall")?;
        map.serialize_entry("userIdentity", &*asked.identity)?;
        map.serialize_entry("sourceIPAddress", &asked.source_ip)?;
        map.serialize_entry("userAgent", &asked.user_agent)?;
        map.serialize_entry("requestID", asked.request_id.as_str())?;
        map.serialize_entry("requestParameters", &asked.parameters)?;
        map.serialize_entry("responseElements", &asked.elements)?;
        map.serialize_entry("readOnly", &asked.read_only)?;
        if let Some([code, message]) = &asked.failure {
            map.serialize_entry("errorCode", code)?;
            map.serialize_entry("errorMessage", &super::cut(message))?;
        }
        let resources = asked.resources.iter();
        let resources: Vec<Resource<'_>> = resources.map(Resource::of).collect();
        map.serialize_entry("resources", &resources)?;
        if !asked.images.is_empty() {
            map.serialize_entry("additionalEventData", &Images::of(&asked.images))?;
        }
        if shared {
            map.serialize_entry("sharedEventID", asked.request_id.as_str())?;
        }
        map.serialize_entry("recipientAccountId", recipient.as_str())?;
        map.end()?;
        lines.push(b'\n');
        Ok(())
    }

    fn service(
        &self,
        entropy: &Entropy,
        account: &AccountId,
        details: &Value,
        lines: &mut Vec<u8>,
    ) -> serde_json::Result<()> {
        let mut serializer = serde_json::Serializer::new(&mut *lines);
        let mut map = serializer.serialize_map(None)?;
        self.head(&mut map, entropy, "AwsServiceEvent")?;
        let identity = json!({"accountId": account.as_str(), "invokedBy": "AWS Internal"});
        map.serialize_entry("userIdentity", &identity)?;
        map.serialize_entry("readOnly", &false)?;
        map.serialize_entry("serviceEventDetails", details)?;
        map.serialize_entry("recipientAccountId", account.as_str())?;
        map.end()?;
        lines.push(b'\n');
        Ok(())
    }

    fn sign_in(
        &self,
        entropy: &Entropy,
        refused: &RefusedSignIn,
        (recipient, left_out): (&AccountId, u64),
        lines: &mut Vec<u8>,
    ) -> serde_json::Result<()> {
        let mut serializer = serde_json::Serializer::new(&mut *lines);
        let mut map = serializer.serialize_map(None)?;
        self.head(&mut map, entropy, "WharfSignIn")?;
        let mut identity = json!({"type": "Unknown"});
        if let Some(key) = &refused.access_key_id {
            identity["accessKeyId"] = json!(super::cut(key));
        }
        // The role's account is not that of who presented a token.
        if let (Some(account), None) = (&refused.account, &refused.web_identity) {
            identity["accountId"] = json!(account.as_str());
        }
        map.serialize_entry("userIdentity", &identity)?;
        map.serialize_entry("sourceIPAddress", &refused.source_ip)?;
        map.serialize_entry("userAgent", &refused.user_agent.as_deref().map(super::cut))?;
        map.serialize_entry("requestID", refused.request_id.as_str())?;
        let mut more = Map::new();
        if let Some(token) = &refused.web_identity {
            map.serialize_entry("requestParameters", &token.parameters())?;
            more.insert("webIdentity".to_owned(), token.shown());
        }
        map.serialize_entry("readOnly", &true)?;
        map.serialize_entry("errorCode", &refused.code)?;
        map.serialize_entry("errorMessage", &refused.reason())?;
        if left_out > 0 {
            more.insert("refusalsWithoutRecord".to_owned(), json!(left_out));
        }
        if !more.is_empty() {
            map.serialize_entry("additionalEventData", &more)?;
        }
        map.serialize_entry("recipientAccountId", recipient.as_str())?;
        map.end()?;
        lines.push(b'\n');
        Ok(())
    }

    fn head<M: serde::ser::SerializeMap>(
        &self,
        map: &mut M,
        entropy: &Entropy,
        kind: &'static str,
    ) -> Result<(), M::Error> {
        map.serialize_entry("eventVersion", "1.11")?;
        map.serialize_entry("eventTime", &self.at.to_string())?;
        let id = RequestId::from_random(entropy.id());
        map.serialize_entry("eventID", id.as_str())?;
        map.serialize_entry("eventSource", self.source)?;
        map.serialize_entry("eventName", self.name)?;
        map.serialize_entry("awsRegion", self.region.as_str())?;
        map.serialize_entry("eventType", kind)?;
        map.serialize_entry("managementEvent", &true)?;
        map.serialize_entry("eventCategory", "Management")
    }
}
