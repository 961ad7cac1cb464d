//! Amazon Resource Names. Not here: patterns over ARNs with wildcards, which are the policy language's.

use std::fmt;
use std::str::FromStr;

use wharf_oci::name::RepositoryName;

use crate::{AccountId, Partition, Region};

/// The longest ARN that is read (shape `arnType` of IAM and STS).
const MAX_LENGTH: usize = 2048;

/// An ARN: `arn:<partition>:<service>:<region>:<account>:<resource>`.
///
/// Region and account may be empty (`arn:aws:iam::123456789012:root`, `arn:aws:s3:::bucket`); the account may also
/// be `aws` (the managed policies). The resource may hold further colons and slashes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arn {
    partition: Partition,
    service: String,
    region: String,
    account: String,
    resource: String,
}

/// Why a text is not an ARN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ArnError {
    /// Longer than 2,048 bytes.
    #[error("an ARN has at most {MAX_LENGTH} bytes")]
    TooLong,
    /// Fewer than six parts, or the first is not `arn`.
    #[error("an ARN is arn:partition:service:region:account:resource")]
    Malformed,
    /// The partition is not one of `aws`, `aws-cn`, `aws-us-gov`.
    #[error("the ARN's partition is unknown")]
    Partition,
    /// The service is empty or has a character outside `[a-z0-9-]`.
    #[error("the ARN's service is malformed")]
    Service,
    /// The Region is neither empty nor the name of a Region.
    #[error("the ARN's Region is malformed")]
    Region,
    /// The account is neither empty, nor `aws`, nor twelve digits.
    #[error("the ARN's account is malformed")]
    Account,
    /// The resource is empty or has a control character.
    #[error("the ARN's resource is malformed")]
    Resource,
}

impl Arn {
    /// The ARN of a repository, the one resource type that ECR has: `arn:…:ecr:<region>:<account>:repository/<name>`.
    pub fn repository(region: &Region, account: &AccountId, name: &RepositoryName) -> Self {
        Self {
            partition: region.partition(),
            service: "ecr".to_owned(),
            region: region.to_string(),
            account: account.to_string(),
            resource: format!("repository/{}", name.as_str()),
        }
    }

    /// The text of the ARN of a repository, or of those that a pattern of names stands for.
    pub fn repository_text(region: &Region, account: &AccountId, pattern: &str) -> String {
        let partition = region.partition().as_str();
        [
            "arn:",
            partition,
            ":ecr:",
            region.as_str(),
            ":",
            account.as_str(),
            ":repository/",
            pattern,
        ]
        .concat()
    }

    /// The ARN of an account's root user, which as a principal stands for the whole account.
    pub fn root(partition: Partition, account: &AccountId) -> Self {
        Self {
            partition,
            service: "iam".to_owned(),
            region: String::new(),
            account: account.to_string(),
            resource: "root".to_owned(),
        }
    }

    /// The repository that this ARN names, if it names one whose partition fits its Region.
    pub fn as_repository(&self) -> Option<(Region, AccountId, RepositoryName)> {
        let name = self
            .resource
            .strip_prefix("repository/")
            .filter(|_| self.service == "ecr")?;
        let region: Region = self.region.parse().ok()?;
        let account = self.account.parse().ok()?;
        (region.partition() == self.partition).then_some((region, account, name.parse().ok()?))
    }

    /// The partition.
    pub fn partition(&self) -> Partition {
        self.partition
    }

    /// The service, such as `ecr`.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The Region's name; empty for global services.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The account id; empty or `aws` for resources that no account owns.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// The account that owns the resource; `None` where no account does.
    pub fn account_id(&self) -> Option<AccountId> {
        self.account.parse().ok()
    }

    /// The name of a role, without its path; `None` when it is no role's ARN.
    pub fn role_name(&self) -> Option<&str> {
        let name = self.resource.strip_prefix("role/")?.rsplit('/').next()?;
        let is_role = self.service == "iam" && self.region.is_empty() && !name.is_empty();
        is_role.then_some(name)
    }

    /// Everything after the fifth colon.
    pub fn resource(&self) -> &str {
        &self.resource
    }
}

impl FromStr for Arn {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        if text.len() > MAX_LENGTH {
            return Err(ArnError::TooLong);
        }
        let mut parts = text.splitn(6, ':');
        let mut part = || parts.next().ok_or(ArnError::Malformed);
        let ("arn", partition, service, region, account, resource) =
            (part()?, part()?, part()?, part()?, part()?, part()?)
        else {
            return Err(ArnError::Malformed);
        };
        let partition = partition.parse().map_err(|_| ArnError::Partition)?;
        let in_service = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if service.is_empty() || !service.bytes().all(in_service) {
            return Err(ArnError::Service);
        }
        if !region.is_empty() && region.parse::<Region>().is_err() {
            return Err(ArnError::Region);
        }
        if !matches!(account, "" | "aws") && account.parse::<AccountId>().is_err() {
            return Err(ArnError::Account);
        }
        if resource.is_empty() || resource.chars().any(char::is_control) {
            return Err(ArnError::Resource);
        }
        Ok(Self {
            partition,
            service: service.to_owned(),
            region: region.to_owned(),
            account: account.to_owned(),
            resource: resource.to_owned(),
        })
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            partition,
            service,
            region,
            account,
            resource,
        } = self;
        write!(f, "arn:{partition}:{service}:{region}:{account}:{resource}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_and_reads_repositories() {
        let account: AccountId = "123456789012".parse().unwrap();
        let name: RepositoryName = "team/app".parse().unwrap();
        let cases = [
            (
                "eu-west-1",
                "arn:aws:ecr:eu-west-1:123456789012:repository/team/app",
            ),
            (
                "cn-north-1",
                "arn:aws-cn:ecr:cn-north-1:123456789012:repository/team/app",
            ),
            (
                "us-gov-east-1",
                "arn:aws-us-gov:ecr:us-gov-east-1:123456789012:repository/team/app",
            ),
        ];
        for (region, text) in cases {
            let region: Region = region.parse().unwrap();
            let arn = Arn::repository(&region, &account, &name);
            assert_eq!(arn.to_string(), text);
            assert_eq!(text.parse(), Ok(arn.clone()));
            assert_eq!(arn.as_repository(), Some((region, account, name.clone())));
        }
    }

    #[test]
    fn not_a_repository() {
        for text in [
            "arn:aws:s3:::bucket",
            "arn:aws:iam::123456789012:root",
            "arn:aws:ecr:eu-west-1:123456789012:repository/",
            "arn:aws:ecr:eu-west-1:123456789012:repository/*",
            "arn:aws:ecr:eu-west-1:123456789012:repository/UPPER",
            "arn:aws:ecr::123456789012:repository/app",
            "arn:aws:ecr:eu-west-1::repository/app",
            "arn:aws:ecr:eu-west-1:aws:repository/app",
            "arn:aws:ecr-public:eu-west-1:123456789012:repository/app",
            "arn:aws:ecr:cn-north-1:123456789012:repository/app",
        ] {
            assert_eq!(text.parse::<Arn>().unwrap().as_repository(), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_arn() {
        let long = format!("arn:aws:s3:::{}", "x".repeat(MAX_LENGTH));
        for (text, error) in [
            ("", ArnError::Malformed),
            ("arn:aws:s3::", ArnError::Malformed),
            ("ARN:aws:s3:::b", ArnError::Malformed),
            ("arn:aws-iso:s3:::b", ArnError::Partition),
            ("arn::s3:::b", ArnError::Partition),
            ("arn:aws::::b", ArnError::Service),
            ("arn:aws:S3:::b", ArnError::Service),
            ("arn:aws:ecr:*:123456789012:repository/a", ArnError::Region),
            ("arn:aws:iam::12345:root", ArnError::Account),
            ("arn:aws:iam::*:root", ArnError::Account),
            ("arn:aws:s3:::", ArnError::Resource),
            ("arn:aws:s3:::a\nb", ArnError::Resource),
            (&long, ArnError::TooLong),
        ] {
            assert_eq!(text.parse::<Arn>(), Err(error), "{text:?}");
        }
    }

    #[test]
    fn the_root_and_odd_resources() {
        let account: AccountId = "000000000001".parse().unwrap();
        let root = Arn::root(Partition::AwsCn, &account);
        assert_eq!(root.to_string(), "arn:aws-cn:iam::000000000001:root");
        let managed: Arn = "arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap();
        assert_eq!(
            (managed.account(), managed.resource()),
            ("aws", "policy/ReadOnlyAccess")
        );
        let colons: Arn = "arn:aws:logs:eu-west-1:000000000001:log-group:a:*"
            .parse()
            .unwrap();
        assert_eq!(
            (colons.service(), colons.region(), colons.resource()),
            ("logs", "eu-west-1", "log-group:a:*")
        );
        assert_eq!(colons.partition(), Partition::Aws);
    }
}
