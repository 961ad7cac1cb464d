//! Session policies: checked when passed, and how much of a session they and its tags take.

use wharf_aws::AccountId;
use wharf_aws::sts::{Fault as Modelled, PolicyDescriptorType};
use wharf_policy::PolicyKind;

use super::Fault;
use super::fault::invalid;
use crate::iam::managed_policy;
use wharf_kernel::session::{SessionPolicy, SessionTag, deflate};
use wharf_kernel::{Error, Node};

/// Of a passed document, in characters (IAM User Guide, *IAM and AWS STS quotas*).
const MAX_CHARACTERS: usize = 2_048;
/// Managed policies of one session.
const MAX_MANAGED: usize = 10;
/// How many bytes a session's policies and tags may take: their JSON, compressed by DEFLATE. AWS has such a limit and does
/// not say what it is; ours keeps a session token, sealed and in base64, below 6 KiB.
const PACKED_LIMIT: usize = 3_072;

/// The session policies of a request, for a session in `account`.
pub(super) async fn read(
    node: &Node,
    account: &AccountId,
    document: Option<String>,
    managed: Option<Vec<PolicyDescriptorType>>,
) -> Result<Vec<SessionPolicy>, Error<Fault>> {
    let mut policies = Vec::new();
    if let Some(text) = document {
        if text.chars().count() > MAX_CHARACTERS {
            return Err(invalid(format!(
                "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must have length \
                 less than or equal to {MAX_CHARACTERS}"
            ))
            .into());
        }
        wharf_policy::check(&text, PolicyKind::Session)
            .map_err(|refusal| malformed(refusal.explained(&text)))?;
        policies.push(SessionPolicy::Document(text));
    }
    let managed = managed.unwrap_or_default();
    if managed.len() > MAX_MANAGED {
        return Err(invalid(format!(
            "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length \
             less than or equal to {MAX_MANAGED}"
        ))
        .into());
    }
    let mut arns = Vec::new();
    for policy in managed {
        let arn = policy.arn;
        arns.push(arn.ok_or_else(|| invalid("Every member of PolicyArns must have an arn"))?);
    }
    if !arns.is_empty() {
        let found = managed_policy::sources(node.identity.database(), account, arns.clone()).await?;
        if let Some(arn) = arns.iter().find(|arn| !found.contains_key(*arn)) {
            return Err(malformed(format!("Policy {arn} does not exist or cannot be used here.")).into());
        }
    }
    policies.extend(arns.into_iter().map(SessionPolicy::Managed));
    Ok(policies)
}

fn malformed(message: String) -> Fault {
    Modelled::MalformedPolicyDocument { message }.into()
}

/// `PackedPolicySize`: percent of the limit that a session's policies and tags take, rounded up; `None` without any.
pub(super) fn packed_size(policies: &[SessionPolicy], tags: &[SessionTag]) -> Result<Option<i64>, Fault> {
    if policies.is_empty() && tags.is_empty() {
        return Ok(None);
    }
    let plain = serde_json::to_vec(&(policies, tags)).expect("INVARIANT: texts and numbers turn into JSON");
    let percent = (deflate(&plain).len() * 100).div_ceil(PACKED_LIMIT);
    if percent > 100 {
        let message =
            format!("Packed size of session policies and tags consumes {percent}% of allotted space.");
        return Err(Modelled::PackedPolicyTooLarge { message }.into());
    }
    Ok(i64::try_from(percent).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(number: u32, length: usize) -> SessionTag {
        // Digits of a number that does not repeat, so that compression finds little.
        let mut state = number.wrapping_mul(2_654_435_761).wrapping_add(1);
        let mut digits = String::new();
        while digits.len() < length {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            digits.push_str(&format!("{state:x}"));
        }
        SessionTag {
            key: format!("tag{number}"),
            value: digits[..length].to_owned(),
            transitive: false,
        }
    }

    #[test]
    fn the_packed_size_is_a_share_of_the_limit() {
        assert_eq!(packed_size(&[], &[]), Ok(None));
        let one = packed_size(&[], &[tag(1, 10)]).unwrap().unwrap();
        assert!((1..5).contains(&one), "{one}");
        let document = SessionPolicy::Document(format!("{{{}}}", " ".repeat(2_000)));
        let policy = packed_size(&[document], &[tag(1, 10)]).unwrap().unwrap();
        assert!(policy < 10, "white space costs nearly nothing: {policy}");
        let tags: Vec<SessionTag> = (1..=50).map(|number| tag(number, 256)).collect();
        let refused = packed_size(&[], &tags).unwrap_err();
        assert!(matches!(
            refused,
            Fault::Modelled(Modelled::PackedPolicyTooLarge { .. })
        ));
    }
}
