//! AWS's own managed policies that users of ECR attach, as far as Wharf serves their actions. The texts are ours, written
//! by what AWS describes (Amazon ECR User Guide, *AWS managed policies*; IAM User Guide, *AWS managed policies for job
//! functions*).

use std::collections::HashMap;
use std::sync::LazyLock;

use wharf_aws::Timestamp;
use wharf_aws::iam::Policy;
use wharf_policy::Source;

/// A policy that every account may attach.
pub(crate) struct AwsPolicy {
    pub(crate) arn: &'static str,
    /// Its unique id.
    pub(crate) id: &'static str,
    pub(crate) description: &'static str,
    pub(crate) document: &'static str,
}

/// All of them, by ARN.
pub(crate) const ALL: &[AwsPolicy] = &[
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AdministratorAccess",
        id: "ANPAWHARFADMINISTRATR",
        description: "Every action on every resource.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess",
        id: "ANPAWHARFECRFULLACCES",
        description: "Everything in Amazon ECR.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:*","cloudtrail:LookupEvents"],"Resource":"*"},{"Effect":"Allow","Action":"iam:CreateServiceLinkedRole","Resource":"*","Condition":{"StringEquals":{"iam:AWSServiceName":["replication.ecr.amazonaws.com"]}}}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser",
        id: "ANPAWHARFECRPOWERUSER",
        description: "Push, pull and read in Amazon ECR; no repositories made or deleted, no policies changed.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:GetRepositoryPolicy","ecr:DescribeRepositories","ecr:ListImages","ecr:DescribeImages","ecr:BatchGetImage","ecr:GetLifecyclePolicy","ecr:GetLifecyclePolicyPreview","ecr:ListTagsForResource","ecr:DescribeImageScanFindings","ecr:InitiateLayerUpload","ecr:UploadLayerPart","ecr:CompleteLayerUpload","ecr:PutImage"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
        id: "ANPAWHARFECRPULLONLYX",
        description: "Pull from Amazon ECR.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","ecr:BatchImportUpstreamImage"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
        id: "ANPAWHARFECRREADONLYX",
        description: "Pull and read in Amazon ECR.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:GetRepositoryPolicy","ecr:DescribeRepositories","ecr:ListImages","ecr:DescribeImages","ecr:BatchGetImage","ecr:GetLifecyclePolicy","ecr:GetLifecyclePolicyPreview","ecr:ListTagsForResource","ecr:DescribeImageScanFindings"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/IAMFullAccess",
        id: "ANPAWHARFIAMFULLACCES",
        description: "Everything in IAM, and reading the organization.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:*","organizations:DescribeAccount","organizations:DescribeOrganization","organizations:DescribeOrganizationalUnit","organizations:DescribePolicy","organizations:ListChildren","organizations:ListParents","organizations:ListPoliciesForTarget","organizations:ListPolicies","organizations:ListRoots","organizations:ListTargetsForPolicy"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/IAMReadOnlyAccess",
        id: "ANPAWHARFIAMREADONLYX",
        description: "Reading in IAM.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:Get*","iam:List*","iam:SimulateCustomPolicy","iam:SimulatePrincipalPolicy"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/PowerUserAccess",
        id: "ANPAWHARFPOWERUSERACC",
        description: "Everything but IAM, Organizations and the node itself.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*","wharf:*"],"Resource":"*"},{"Effect":"Allow","Action":["iam:CreateServiceLinkedRole","iam:DeleteServiceLinkedRole","iam:ListRoles","organizations:DescribeOrganization"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
        id: "ANPAWHARFREADONLYACCE",
        description: "Reading in every service that is served.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:BatchCheckLayerAvailability","ecr:BatchGetImage","ecr:BatchGetRepositoryScanningConfiguration","ecr:Describe*","ecr:Get*","ecr:List*","iam:Get*","iam:List*","iam:Simulate*","organizations:Describe*","organizations:List*","sts:GetAccessKeyInfo","sts:GetCallerIdentity","sts:GetSessionToken"],"Resource":"*"}]}"#,
    },
];

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
