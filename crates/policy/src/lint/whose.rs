//! Whose requests a condition means: its values name an account, an organization or a network in full, or those of every customer of AWS
//! have what it compares with.

use crate::arn::cut;
use crate::document::Clause;
use crate::names;
use crate::operator::Test;

/// What the values of a key are.
#[derive(Clone, Copy)]
enum Value {
    Account,
    Arn,
    Organization,
    Path,
    /// A unique id with a session's name behind it.
    UserId,
    Address,
    /// A network, or its endpoint.
    Network,
}

/// The keys that tell whose a request is. What other keys of AWS have is the same in every account, or is the caller's to choose there:
/// names, tags, sessions, services.
const WHOSE: &[(&str, Value)] = &[
    ("aws:ChatbotSourceArn", Value::Arn),
    ("aws:Ec2InstanceSourceVpc", Value::Network),
    ("aws:FederatedProvider", Value::Arn),
    ("aws:PrincipalAccount", Value::Account),
    ("aws:PrincipalArn", Value::Arn),
    ("aws:PrincipalOrgID", Value::Organization),
    ("aws:PrincipalOrgPaths", Value::Path),
    ("aws:SourceAccount", Value::Account),
    ("aws:SourceArn", Value::Arn),
    ("aws:SourceIp", Value::Address),
    ("aws:SourceOrgID", Value::Organization),
    ("aws:SourceOrgPaths", Value::Path),
    ("aws:SourceVpc", Value::Network),
    ("aws:SourceVpcArn", Value::Arn),
    ("aws:SourceVpce", Value::Network),
    ("aws:VpceAccount", Value::Account),
    ("aws:VpceOrgID", Value::Organization),
    ("aws:VpceOrgPaths", Value::Path),
    ("aws:userid", Value::UserId),
];

/// So much of an id tells it from others: `o-` and ten characters, an account's twelve digits.
const OF_AN_ID: usize = 12;

impl Clause {
    /// Whether its key tells whose a request is. Of keys that are not AWS's it is not known.
    pub(super) fn is_of_whose(&self) -> bool {
        names::known_key(&self.key.text).is_none() || self.value().is_some()
    }

    fn value(&self) -> Option<Value> {
        let known = WHOSE.iter().find(|(key, _)| self.is_of(key));
        known.map(|(_, value)| *value)
    }

    /// Whether one of its values is that of requests from any account.
    pub(super) fn takes_anything(&self) -> bool {
        self.takes_anything_by(self.operator.test)
    }

    /// The same, if it compared by another operator.
    pub(super) fn takes_anything_by(&self, test: Test) -> bool {
        let value = self.value();
        self.values.iter().any(|text| is_open(value, test, &text.text))
    }
}

fn is_open(value: Option<Value>, test: Test, text: &str) -> bool {
    if test == Test::Ip {
        return text.ends_with("/0");
    }
    let wild = ['*', '?'];
    if !matches!(test, Test::StringLike | Test::Arn) || !text.contains(wild) {
        return false;
    }
    let literal = text.split(wild).next().unwrap_or_default();
    let is_unit = |part: &str| {
        let of_id = ["o-", "ou-"].iter().find_map(|prefix| part.strip_prefix(prefix));
        of_id.is_some_and(|id| !id.is_empty()) && !part.contains(wild)
    };
    match value {
        None => text.chars().all(|c| matches!(c, '*' | '?' | ':' | '/')),
        Some(Value::Account) => true,
        Some(Value::Arn) => !names_account(test, text),
        Some(Value::Organization) => literal.len() < OF_AN_ID,
        Some(Value::Path) => !text.split('/').any(is_unit),
        Some(Value::UserId) => literal.len() < OF_AN_ID && !names_account(test, text),
        Some(Value::Address | Value::Network) => literal.len() < "vpce-0".len(),
    }
}

/// Whether the pattern of an ARN has the account in full, or a bucket, which has no account in its ARN and a name of its own.
fn names_account(test: Test, text: &str) -> bool {
    let is_account = |part: &str| {
        part.starts_with("${") || part.len() == OF_AN_ID && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts = cut(text);
    if let [_, _, "s3", _, "", bucket] = parts[..] {
        return !bucket.starts_with(['*', '?']);
    }
    let between = &parts[1..parts.len().max(2) - 1];
    match test {
        Test::Arn => parts.get(4).is_some_and(|account| is_account(account)),
        // A star goes over colons here.
        _ => between.iter().any(|part| is_account(part)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_every_account() {
        use Value::{Account, Arn, Network, Organization, Path, UserId};
        for (value, text) in [
            (Account, "????????????"),
            (Account, "1111*"),
            (Arn, "arn:aws:iam::*:role/ci"),
            (Arn, "arn:aws:lambda:*"),
            (Arn, "arn:aws:lambda:us-east-1:????????????:function:*"),
            (Arn, "arn:aws:iam::*:role/111122223333"),
            (Arn, "arn:aws:s3:::*"),
            (Organization, "o-*"),
            (Organization, "o-ex*"),
            (Path, "o-*/r-ab12/*"),
            (Path, "*/ou-*/"),
            (UserId, "*:ci"),
            (UserId, "AROA*:ci"),
            (Network, "vpce-*"),
        ] {
            assert!(is_open(Some(value), Test::StringLike, text), "{text}");
            assert!(!is_open(Some(value), Test::String, text), "{text}");
        }
        for (value, text) in [
            (Account, "111122223333"),
            (Arn, "arn:aws:iam::111122223333:role/*"),
            (Arn, "*:111122223333:*"),
            (Arn, "arn:aws:iam::${aws:PrincipalAccount}:role/*"),
            (Arn, "arn:aws:s3:::example-bucket*"),
            (Organization, "o-example1234"),
            (Organization, "${aws:ResourceOrgID}"),
            (Path, "o-example1234/*"),
            (Path, "*/ou-ab12-11111111/*"),
            (UserId, "AROAEXAMPLEEXAMPLE123:*"),
            (UserId, "*:111122223333:*"),
        ] {
            assert!(!is_open(Some(value), Test::StringLike, text), "{text}");
        }
        assert!(is_open(Some(Arn), Test::Arn, "*:*:*:*:*:role/ci"));
    }
}
