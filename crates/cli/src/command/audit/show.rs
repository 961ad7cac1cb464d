//! How a record is shown.

use serde_json::Value;

use crate::arguments::AuditFormat;
use crate::output;

/// Prints a record.
pub(super) fn show(record: &Value, format: AuditFormat) {
    output::print(&match format {
        AuditFormat::Json => record.to_string(),
        AuditFormat::Csv => row(record),
        AuditFormat::Text => line(record),
    });
}

/// The columns of a table: what each is called, and where its value stands, in the first of these places that has one.
const COLUMNS: &[(&str, &[&str])] = &[
    ("time", &["/eventTime"]),
    ("event", &["/eventName"]),
    ("principal", &["/userIdentity/arn", "/userIdentity/invokedBy"]),
    ("access_key", &["/userIdentity/accessKeyId"]),
    ("account", &["/resources/0/accountId", "/recipientAccountId"]),
    ("region", &["/awsRegion"]),
    ("repository", REPOSITORY),
    ("tag", TAG),
    ("digest", DIGEST),
    ("address", &["/sourceIPAddress"]),
    ("program", &["/userAgent"]),
    ("error", &["/errorCode"]),
    ("message", &["/errorMessage"]),
    ("request", &["/requestID"]),
];

const REPOSITORY: &[&str] = &[
    "/requestParameters/repositoryName",
    "/serviceEventDetails/repositoryName",
];
const TAG: &[&str] = &[
    "/requestParameters/imageTag",
    "/requestParameters/imageIds/0/imageTag",
];
const DIGEST: &[&str] = &[
    "/additionalEventData/imageDigests/0",
    "/requestParameters/imageDigest",
    "/requestParameters/imageIds/0/imageDigest",
    "/requestParameters/layerDigest",
    "/serviceEventDetails/imageDigest",
];

/// The first of some texts that a record has.
fn first<'a>(record: &'a Value, pointers: &[&str]) -> Option<&'a str> {
    let mut found = pointers
        .iter()
        .filter_map(|pointer| record.pointer(pointer)?.as_str());
    found.next()
}

/// The names of the columns.
pub(super) fn head() -> String {
    let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    names.join(",")
}

fn row(record: &Value) -> String {
    let cells = COLUMNS
        .iter()
        .map(|(_, pointers)| cell(first(record, pointers).unwrap_or_default()));
    cells.collect::<Vec<_>>().join(",")
}

/// A value of a table (RFC 4180), on one line. Callers choose some: none becomes a formula of a spreadsheet.
fn cell(text: &str) -> String {
    let text = output::one_line(text);
    let guard = match text.chars().next() {
        Some('=' | '+' | '-' | '@') => "'",
        _ => "",
    };
    match text.contains([',', ';', '"']) || !guard.is_empty() {
        true => format!("\"{guard}{}\"", text.replace('"', "\"\"")),
        false => text.into_owned(),
    }
}

/// What a call is about that names no repository: the first of these members that it has, and what to call it.
const SUBJECTS: &[(&str, &str)] = &[
    ("/requestParameters/jobId", "job "),
    ("/requestParameters/accessKeyId", "key "),
    ("/requestParameters/accountId", "account "),
    ("/requestParameters/name", ""),
    ("/requestParameters/keyId", "key "),
    ("/responseElements/keyMetadata/keyId", "key "),
    ("/requestParameters/aliasName", ""),
    ("/requestParameters/policyArn", ""),
    ("/requestParameters/userName", "user "),
    ("/requestParameters/roleName", "role "),
    ("/requestParameters/groupName", "group "),
    ("/requestParameters/roleArn", ""),
    ("/requestParameters/targetId", ""),
    ("/requestParameters/policyId", "policy "),
];

/// `2026-11-27T01:02:03Z PutImage arn:… payments/api:v1 in 222222222222/us-east-1 from 127.0.0.1  AccessDenied: …`
fn line(record: &Value) -> String {
    let text = |pointer: &str| record.pointer(pointer).and_then(Value::as_str);
    let key = || Some(format!("key {}", text("/userIdentity/accessKeyId")?));
    let caller = first(record, &["/userIdentity/arn", "/userIdentity/invokedBy"]).map(str::to_owned);
    let mut line = format!(
        "{} {:<26} {}",
        text("/eventTime").unwrap_or("-"),
        text("/eventName").unwrap_or("-"),
        caller.or_else(key).unwrap_or_else(|| "-".to_owned()),
    );
    let repository = first(record, REPOSITORY);
    if let Some(repository) = repository {
        line.push_str(&format!(" {repository}"));
        if let Some(tag) = first(record, TAG) {
            line.push_str(&format!(":{tag}"));
        }
        if let Some(digest) = first(record, DIGEST) {
            line.push_str(&format!("@{digest}"));
        }
    }
    let subject = SUBJECTS
        .iter()
        .find_map(|(member, kind)| Some((text(member)?, kind)));
    if let (None, Some((subject, kind))) = (repository, subject) {
        line.push_str(&format!(" {kind}{subject}"));
    }
    if let Some(hours) = record.pointer("/requestParameters/graceHours") {
        line.push_str(&format!(" after {hours} hours"));
    }
    if record.pointer("/requestParameters/dryRun") == Some(&Value::Bool(true)) {
        line.push_str(" as a dry run");
    }
    if let Some(owner) = text("/resources/0/accountId").or(text("/recipientAccountId")) {
        line.push_str(&format!(" in {owner}"));
        if let Some(region) = text("/awsRegion") {
            line.push_str(&format!("/{region}"));
        }
    }
    if let Some(from) = text("/sourceIPAddress") {
        line.push_str(&format!(" from {from}"));
    }
    if let Some(user) = text("/userIdentity/osUser/name") {
        line.push_str(&format!(" by {user} of this machine"));
    }
    if let Some(code) = text("/errorCode") {
        line.push_str(&format!("  {code}: {}", text("/errorMessage").unwrap_or("")));
    }
    if let Some(count) = record.pointer("/additionalEventData/refusalsWithoutRecord") {
        line.push_str(&format!(" ({count} refusals before it have no record)"));
    }
    // Names and messages are the caller's: a line's end in one would forge a record.
    output::one_line(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_one_line_with_its_place() {
        let record = serde_json::json!({
            "eventTime": "2026-11-29T12:00:00Z", "eventName": "CollectBytes", "awsRegion": "eu-west-1",
            "recipientAccountId": "111122223333", "userIdentity": {"arn": "arn:aws:iam::111122223333:root"},
            "requestParameters": {"graceHours": 1, "dryRun": true},
        });
        let said = line(&record);
        assert!(
            said.ends_with(" after 1 hours as a dry run in 111122223333/eu-west-1"),
            "{said}"
        );
        let forged = serde_json::json!({
            "eventName": "DescribeKey", "requestParameters": {"keyId": "x\n2026-11-29T13:00:00Z DeleteRepository\u{1b}[2K"},
            "errorCode": "AccessDenied", "errorMessage": "User: u\nis not",
        });
        let said = line(&forged);
        assert!(!said.contains(char::is_control), "{said}");
    }

    #[test]
    fn a_table_has_no_value_that_breaks_it() {
        let record = serde_json::json!({
            "eventTime": "2026-11-29T12:00:00Z", "eventName": "BatchGetImage", "userAgent": "=HYPERLINK(\"x\",1)\nnext",
            "requestParameters": {"repositoryName": "app", "imageIds": [{"imageTag": "v1"}]},
            "additionalEventData": {"imageDigests": ["sha256:aa"]},
        });
        let said = row(&record);
        assert!(
            said.starts_with("2026-11-29T12:00:00Z,BatchGetImage,,,,,app,v1,sha256:aa,,"),
            "{said}"
        );
        assert!(
            said.contains("\"'=HYPERLINK(\"\"x\"\",1)") && !said.contains('\n'),
            "{said}"
        );
        assert_eq!(head().split(',').count(), COLUMNS.len());
    }
}
