//! How a record is shown.

use serde_json::Value;

use super::images::{Image, first, images};
use crate::arguments::{Audit, AuditFormat};
use crate::output;

/// Prints a record; for people and tables a line for each image that went, or for the one whose digest is asked for.
pub(super) fn show(record: &Value, Audit { format, digest, .. }: &Audit) {
    let shown = match format {
        AuditFormat::Json => return output::print(&record.to_string()),
        AuditFormat::Csv => row,
        AuditFormat::Text => line,
    };
    for image in images(record, digest.as_deref()) {
        output::print(&shown(record, image));
    }
}

/// Where the value of a column stands.
enum Column {
    /// In the first of these places that has one.
    At(&'static [&'static str]),
    /// The image's tag.
    Tag,
    /// The image's digest.
    Digest,
}

/// The columns of a table, and what each is called.
const COLUMNS: &[(&str, Column)] = &[
    ("time", Column::At(&["/eventTime"])),
    ("event", Column::At(&["/eventName"])),
    ("principal", Column::At(PRINCIPAL)),
    ("access_key", Column::At(&["/userIdentity/accessKeyId"])),
    (
        "account",
        Column::At(&["/resources/0/accountId", "/recipientAccountId"]),
    ),
    ("region", Column::At(&["/awsRegion"])),
    ("repository", Column::At(REPOSITORY)),
    ("tag", Column::Tag),
    ("digest", Column::Digest),
    ("address", Column::At(&["/sourceIPAddress"])),
    ("program", Column::At(&["/userAgent"])),
    ("error", Column::At(&["/errorCode"])),
    ("message", Column::At(&["/errorMessage"])),
    ("request", Column::At(&["/requestID"])),
];

/// Who it is; the subject of an identity provider's token has no ARN.
const PRINCIPAL: &[&str] = &[
    "/userIdentity/arn",
    "/userIdentity/invokedBy",
    "/userIdentity/principalId",
];
const REPOSITORY: &[&str] = &[
    "/requestParameters/repositoryName",
    "/serviceEventDetails/repositoryName",
];

/// The names of the columns.
pub(super) fn head() -> String {
    let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    names.join(",")
}

fn row(record: &Value, image: Image<'_>) -> String {
    let text = |column: &Column| match column {
        Column::At(pointers) => first(record, pointers),
        Column::Tag => image.tag,
        Column::Digest => image.digest,
    };
    let cells = COLUMNS
        .iter()
        .map(|(_, column)| cell(text(column).unwrap_or_default()));
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

/// The token that was refused, as it says, and whether that is proved.
fn token(record: &Value) -> Option<String> {
    let token = record.pointer("/additionalEventData/webIdentity")?;
    let said = |member: &str| token[member].as_str().unwrap_or("-");
    let unproved = match token["isProved"] == Value::Bool(true) {
        true => "",
        false => "unproved ",
    };
    Some(format!(
        "{unproved}token of {} for {}",
        said("issuer"),
        said("subject")
    ))
}

/// `2026-11-27T01:02:03Z PutImage arn:… payments/api:v1 in 222222222222/us-east-1 from 127.0.0.1  AccessDenied: …`
fn line(record: &Value, image: Image<'_>) -> String {
    let text = |pointer: &str| record.pointer(pointer).and_then(Value::as_str);
    let key = || Some(format!("key {}", text("/userIdentity/accessKeyId")?));
    let caller = first(record, PRINCIPAL).map(str::to_owned);
    let mut line = format!(
        "{} {:<26} {}",
        text("/eventTime").unwrap_or("-"),
        text("/eventName").unwrap_or("-"),
        caller
            .or_else(key)
            .or_else(|| token(record))
            .unwrap_or_else(|| "-".to_owned()),
    );
    let repository = first(record, REPOSITORY);
    if let Some(repository) = repository {
        line.push_str(&format!(" {repository}"));
        if let Some(tag) = image.tag {
            line.push_str(&format!(":{tag}"));
        }
        if let Some(digest) = image.digest {
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
        let said = line(&record, Image::default());
        assert!(
            said.ends_with(" after 1 hours as a dry run in 111122223333/eu-west-1"),
            "{said}"
        );
        let forged = serde_json::json!({
            "eventName": "DescribeKey", "requestParameters": {"keyId": "x\n2026-11-29T13:00:00Z DeleteRepository\u{1b}[2K"},
            "errorCode": "AccessDenied", "errorMessage": "User: u\nis not",
        });
        let said = line(&forged, Image::default());
        assert!(!said.contains(char::is_control), "{said}");
    }

    #[test]
    fn a_token_that_proves_nothing_is_called_so() {
        let mut record = serde_json::json!({
            "eventName": "SignIn", "userIdentity": {"type": "Unknown"},
            "requestParameters": {"roleArn": "arn:aws:iam::222233334444:role/ci"},
            "additionalEventData": {"webIdentity":
                {"issuer": "https://issuer.example.com", "subject": "arn:aws:iam::222233334444:root", "isProved": false}},
        });
        let token = "token of https://issuer.example.com for arn:aws:iam::222233334444:root arn:aws:iam::222233334444:role/ci";
        let said = line(&record, Image::default());
        assert!(said.ends_with(&format!(" unproved {token}")), "{said}");
        // A table has no principal that is not proved.
        assert!(row(&record, Image::default()).starts_with(",SignIn,,,"));
        record["additionalEventData"]["webIdentity"]["isProved"] = Value::Bool(true);
        let said = line(&record, Image::default());
        assert!(said.ends_with(&format!("  {token}")), "{said}");
    }

    #[test]
    fn a_table_has_no_value_that_breaks_it() {
        let record = serde_json::json!({
            "eventTime": "2026-11-29T12:00:00Z", "eventName": "BatchGetImage", "userAgent": "=HYPERLINK(\"x\",1)\nnext",
            "requestParameters": {"repositoryName": "app", "imageIds": [{"imageTag": "v1"}]},
            "additionalEventData": {"imageDigests": ["sha256:aa"]},
        });
        let said = row(&record, images(&record, None)[0]);
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
