//! Which records are looked for.

use serde_json::Value;
use wharf_aws::{AccountId, Timestamp};

use crate::arguments::Audit;

/// What is looked for.
pub(super) struct Wanted<'a> {
    pub(super) arguments: &'a Audit,
    pub(super) since: Option<Timestamp>,
    pub(super) until: Option<Timestamp>,
}

impl Wanted<'_> {
    pub(super) fn is(&self, record: &Value) -> bool {
        let Audit {
            account,
            event,
            principal,
            repository,
            denied,
            failed,
            digest,
            pulls,
            pushes,
            ..
        } = self.arguments;
        let text = |pointer: &str| record.pointer(pointer).and_then(Value::as_str).unwrap_or("");
        let at: Option<Timestamp> = text("/eventTime").parse().ok();
        // One of the two records of a call into another account is enough, unless an account is asked for.
        let recipient = text("/recipientAccountId");
        let own = text("/userIdentity/accountId");
        let of_account = match account {
            Some(account) => recipient == account.as_str() || is_done_to(record, account.as_str()),
            None => own.is_empty() || recipient == own,
        };
        of_account
            && self.since.is_none_or(|since| at.is_some_and(|at| at >= since))
            && self.until.is_none_or(|until| at.is_some_and(|at| at <= until))
            && (event.is_empty() || event.iter().any(|event| event == text("/eventName")))
            && principal
                .as_ref()
                .is_none_or(|part| self::principal(record).contains(part.as_str()))
            && repository.as_ref().is_none_or(|name| {
                [
                    text("/requestParameters/repositoryName"),
                    text("/serviceEventDetails/repositoryName"),
                ]
                .contains(&name.as_str())
            })
            && (!denied || text("/errorCode") == "AccessDenied")
            && (!failed || !text("/errorCode").is_empty())
            && digest
                .as_ref()
                .is_none_or(|digest| has_text(record, digest.as_str()))
            && (!pulls && !pushes || self.is_transfer(record))
    }

    /// Whether an image went, to a caller or from it; or did not, where those that failed are asked for.
    fn is_transfer(&self, record: &Value) -> bool {
        let Audit {
            pulls,
            pushes,
            denied,
            failed,
            ..
        } = self.arguments;
        let is_named = match record["eventName"].as_str() {
            Some(PULL) => *pulls,
            Some(PUSH) => *pushes,
            _ => false,
        };
        // A client that only asks whether an image is there takes none.
        is_named && (*denied || *failed || record.pointer(DIGESTS).is_some())
    }
}

/// The ARN of who calls; of the subject of an identity provider's token, the provider's with audience and subject.
fn principal(record: &Value) -> &str {
    let text = |member: &str| record["userIdentity"][member].as_str();
    text("arn").or_else(|| text("principalId")).unwrap_or_default()
}

/// Who gets an image, and who puts one: the names of their records.
const PULL: &str = "BatchGetImage";
const PUSH: &str = "PutImage";
/// The digests of images that went.
pub(super) const DIGESTS: &str = "/additionalEventData/imageDigests";

/// Whether a text stands somewhere in a record, as a whole value.
fn has_text(value: &Value, text: &str) -> bool {
    match value {
        Value::String(held) => held == text,
        Value::Array(items) => items.iter().any(|item| has_text(item, text)),
        Value::Object(members) => members.values().any(|member| has_text(member, text)),
        _ => false,
    }
}

/// Whether a record is of a call into an account, or of a call by one of its principals.
pub(super) fn names(record: &Value, account: &AccountId) -> bool {
    has_text(record, account.as_str())
}

/// Members that name the account to which an operator does something.
const DONE_TO: [&str; 4] = [
    "/requestParameters/accountId",
    "/requestParameters/registryId",
    // Of calls that name a key or a job only.
    "/responseElements/accessKey/accountId",
    "/responseElements/job/accountId",
];

/// Whether a call of another account does something to this one, and is recorded for the other account only.
fn is_done_to(record: &Value, account: &str) -> bool {
    let is_named = |member: &str| record.pointer(member).and_then(Value::as_str) == Some(account);
    record.get("sharedEventID").is_none() && DONE_TO.iter().any(|member| is_named(member))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_operators_do_to_an_account() {
        let is = |record: Value| is_done_to(&record, "222233334444");
        for members in [
            serde_json::json!({"requestParameters": {"accountId": "222233334444"}}),
            serde_json::json!({"requestParameters": {"registryId": "222233334444"}}),
            serde_json::json!({"responseElements": {"accessKey": {"accountId": "222233334444"}}}),
            serde_json::json!({"responseElements": {"job": {"accountId": "222233334444"}}}),
        ] {
            assert!(is(members.clone()), "{members}");
        }
        assert!(!is(
            serde_json::json!({"requestParameters": {"registryId": "111122223333"}})
        ));
        // The account has a record of its own.
        let shared =
            serde_json::json!({"sharedEventID": "1", "requestParameters": {"registryId": "222233334444"}});
        assert!(!is(shared));
    }
}
