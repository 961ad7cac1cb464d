//! AWS's own managed policies that users of ECR attach: those of ECR, of IAM and for job functions (Amazon ECR User Guide, *AWS managed
//! policies*; IAM User Guide, *AWS managed policies for job functions*), those that recipes of clusters and of CI attach beside them, and those of
//! service-linked roles.

mod catalogue;

use std::collections::HashMap;
use std::sync::LazyLock;

use wharf_aws::Timestamp;
use wharf_aws::iam::Policy;
use wharf_policy::Source;

pub(crate) use catalogue::ALL;

/// A policy that every account may attach.
pub(crate) struct AwsPolicy {
    pub(crate) arn: &'static str,
    /// Its unique id.
    pub(crate) id: &'static str,
    pub(crate) description: &'static str,
    pub(crate) document: &'static str,
}

/// The path of those that belong to service-linked roles.
const SERVICE_LINKED: &str = "arn:aws:iam::aws:policy/aws-service-role/";

/// When they came to be: with the first release of the language's current version.
const CREATED_AT: Timestamp = Timestamp::from_seconds(1_350_432_000);

/// The policy of an ARN.
pub(super) fn find(arn: &str) -> Option<&'static AwsPolicy> {
    ALL.binary_search_by(|policy| policy.arn.cmp(arn))
        .ok()
        .map(|at| &ALL[at])
}

impl AwsPolicy {
    /// Compiled once.
    pub(super) fn source(&self) -> Source {
        static COMPILED: LazyLock<HashMap<&str, Source>> = LazyLock::new(|| {
            ALL.iter()
                .map(|policy| (policy.arn, Source::compile(policy.arn, policy.document)))
                .collect()
        });
        COMPILED[self.arn].clone()
    }

    /// As answers show it, without counts.
    pub(super) fn shown(&self) -> Policy {
        Policy {
            policy_name: self.arn.rsplit('/').next().map(str::to_owned),
            policy_id: Some(self.id.to_owned()),
            arn: Some(self.arn.to_owned()),
            path: Some(super::path_of(self.arn).to_owned()),
            default_version_id: Some("v1".to_owned()),
            attachment_count: None,
            permissions_boundary_usage_count: None,
            is_attachable: Some(true),
            description: Some(self.description.to_owned()),
            create_date: Some(CREATED_AT),
            update_date: Some(CREATED_AT),
            tags: None,
        }
    }

    /// Whether it is for service-linked roles alone.
    pub(crate) fn is_service_linked(&self) -> bool {
        self.arn.starts_with(SERVICE_LINKED)
    }

    /// When it came to be.
    pub(super) fn created_at(&self) -> Timestamp {
        CREATED_AT
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wharf_policy::PolicyKind;

    #[test]
    fn each_is_found_and_would_be_saved() {
        for policy in ALL {
            assert_eq!(find(policy.arn).map(|found| found.id), Some(policy.id));
            assert_eq!(policy.id.len(), 21, "{}", policy.arn);
            assert!(
                wharf_policy::check(policy.document, PolicyKind::Identity).is_ok(),
                "{}",
                policy.arn
            );
        }
        assert!(find("arn:aws:iam::aws:policy/Nothing").is_none());
    }
}
