//! Policy documents on their way in and out: checked when saved, URL-encoded when shown.

use wharf_aws::iam::Fault;
use wharf_policy::PolicyKind;

use super::fault;
use wharf_kernel::Error;

/// Refuses what AWS refuses of a document of its kind, in AWS's words and with the reason behind them.
pub(crate) fn check(text: &str, kind: PolicyKind) -> Result<(), Error<Fault>> {
    match wharf_policy::check(text, kind) {
        Ok(_) => Ok(()),
        Err(refusal) => Err(fault::malformed(refusal.explained(text))),
    }
}

/// The length that quotas count: white space is free (IAM User Guide, *IAM and AWS STS quotas*).
pub(crate) fn length(text: &str) -> usize {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .count()
}

/// A document as answers carry it: URL-encoded as RFC 3986 says.
pub(crate) fn shown(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 3 / 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
