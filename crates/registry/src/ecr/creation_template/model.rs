//! What a template is.

use std::collections::BTreeMap;

use wharf_aws::Timestamp;
use wharf_aws::ecr::{
    EncryptionConfigurationForRepositoryCreationTemplate, EncryptionType, RCTAppliedFor,
    RepositoryCreationTemplate, Tag,
};

use super::super::repository::TagMutability;

/// The prefix that stands for all names.
pub(super) const ROOT: &str = "ROOT";

/// A template.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// Whole components of names, without a slash behind them, or `ROOT`.
    pub prefix: String,
    /// The reasons for which it makes repositories.
    pub applied_for: Vec<RCTAppliedFor>,
    /// What its author says of it.
    pub description: Option<String>,
    /// The tags of the repository.
    pub resource_tags: BTreeMap<String, String>,
    /// Which of its image tags may move.
    pub mutability: TagMutability,
    /// Its repository policy, with unique ids in place of users and roles.
    pub repository_policy: Option<String>,
    /// Its lifecycle policy.
    pub lifecycle_policy: Option<String>,
    /// The ARN of the role that makes it.
    pub custom_role: Option<String>,
    /// How its content is encrypted.
    pub encryption: EncryptionType,
    /// The KMS key, as the template's author named it; empty for the registry's own.
    pub kms_key: String,
    /// When the template was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

impl Template {
    /// Whether it is for a name, and how closely.
    pub(super) fn fits(&self, name: &str) -> Option<usize> {
        if self.prefix == ROOT {
            return Some(0);
        }
        let rest = name.strip_prefix(self.prefix.as_str())?;
        rest.starts_with('/').then_some(self.prefix.len())
    }

    /// The template as the API shows it; `policy` is its repository policy with the names of users and roles.
    pub(super) fn describe(self, policy: Option<String>) -> RepositoryCreationTemplate {
        let tags: Vec<Tag> = self
            .resource_tags
            .into_iter()
            .map(|(key, value)| Tag { key, value })
            .collect();
        RepositoryCreationTemplate {
            prefix: Some(self.prefix),
            description: self.description,
            encryption_configuration: Some(EncryptionConfigurationForRepositoryCreationTemplate {
                encryption_type: self.encryption,
                kms_key: (!self.kms_key.is_empty()).then_some(self.kms_key),
            }),
            resource_tags: (!tags.is_empty()).then_some(tags),
            image_tag_mutability: Some(self.mutability.mode),
            image_tag_mutability_exclusion_filters: self.mutability.describe_filters(),
            repository_policy: policy,
            lifecycle_policy: self.lifecycle_policy,
            applied_for: Some(self.applied_for),
            custom_role_arn: self.custom_role,
            created_at: Some(self.created_at),
            updated_at: Some(self.updated_at),
        }
    }
}

/// The template that makes a repository of that name for that reason.
pub(super) fn choose(templates: Vec<Template>, name: &str, reason: RCTAppliedFor) -> Option<Template> {
    templates
        .into_iter()
        .filter(|template| template.applied_for.contains(&reason))
        .filter_map(|template| template.fits(name).map(|length| (length, template)))
        .max_by_key(|(length, _)| *length)
        .map(|(_, template)| template)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wharf_aws::ecr::ImageTagMutability;

    fn template(prefix: &str, applied_for: &[RCTAppliedFor]) -> Template {
        Template {
            prefix: prefix.to_owned(),
            applied_for: applied_for.to_vec(),
            description: None,
            resource_tags: BTreeMap::new(),
            mutability: TagMutability {
                mode: ImageTagMutability::Mutable,
                exclusions: Vec::new(),
            },
            repository_policy: None,
            lifecycle_policy: None,
            custom_role: None,
            encryption: EncryptionType::Aes256,
            kms_key: String::new(),
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
        }
    }

    #[test]
    fn the_longest_prefix_of_those_that_apply() {
        use RCTAppliedFor::{CreateOnPush, Replication};
        let all = vec![
            template("ROOT", &[CreateOnPush, Replication]),
            template("prod", &[CreateOnPush]),
            template("prod/web", &[CreateOnPush]),
            template("prod/web/old", &[Replication]),
        ];
        for (name, reason, expected) in [
            ("prod/x", CreateOnPush, "prod"),
            ("prod", CreateOnPush, "ROOT"),
            ("prod-x/app", CreateOnPush, "ROOT"),
            ("prod/web/app", CreateOnPush, "prod/web"),
            // A template with a longer prefix that does not apply does not hide one with a shorter prefix.
            ("prod/web/old/app", CreateOnPush, "prod/web"),
            ("prod/web/old/app", Replication, "prod/web/old"),
            ("app", Replication, "ROOT"),
        ] {
            let chosen = choose(all.clone(), name, reason).unwrap();
            assert_eq!(chosen.prefix, expected, "{name} for {reason}");
        }
        assert_eq!(choose(all[1..].to_vec(), "app", CreateOnPush), None);
    }
}
