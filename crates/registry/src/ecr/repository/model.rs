//! What a repository is.

use wharf_aws::ecr::{
    Fault, ImageScanningConfiguration, ImageTagMutability, ImageTagMutabilityExclusionFilter,
    ImageTagMutabilityExclusionFilterType,
};
use wharf_aws::{AccountId, Arn, Region, Timestamp};
use wharf_oci::name::RepositoryName;

use super::super::encryption::Encryption;
use super::super::fault::invalid_parameter;
use crate::repository_key::RepositoryKey;
use wharf_kernel::Call;

/// A repository.
#[derive(Clone, Debug, PartialEq)]
pub struct Repository {
    /// Its id: a repository that is made again under the name has another.
    pub id: String,
    /// Its name, unique in the registry.
    pub name: RepositoryName,
    /// When it was made.
    pub created_at: Timestamp,
    /// Which tags may move.
    pub mutability: TagMutability,
    /// How its content is encrypted.
    pub encryption: Encryption,
}

impl Repository {
    /// Its name, and its id, which tells it from others that had the name.
    pub(crate) fn key(&self) -> RepositoryKey<'_> {
        RepositoryKey {
            id: &self.id,
            name: self.name.as_str(),
        }
    }

    /// The repository as the API shows it.
    pub fn describe(&self, call: &Call, registry: &AccountId) -> wharf_aws::ecr::Repository {
        let region: &Region = &call.region;
        wharf_aws::ecr::Repository {
            repository_arn: Some(Arn::repository_text(region, registry, self.name.as_str())),
            registry_id: Some(*registry),
            repository_name: Some(self.name.clone()),
            repository_uri: Some(call.endpoint.repository_uri(registry, region, &self.name)),
            created_at: Some(self.created_at),
            image_tag_mutability: Some(self.mutability.mode),
            image_tag_mutability_exclusion_filters: self.mutability.describe_filters(),
            image_scanning_configuration: Some(ImageScanningConfiguration {
                scan_on_push: Some(false),
            }),
            encryption_configuration: Some(self.encryption.describe(call, registry)),
        }
    }
}

/// Which tags may be moved to another image (Amazon ECR User Guide, *Preventing image tags from being overwritten*).
#[derive(Clone, Debug, PartialEq)]
pub struct TagMutability {
    /// The mode.
    pub mode: ImageTagMutability,
    /// Wildcards over whole tags: the exceptions to the mode.
    pub exclusions: Vec<String>,
}

impl TagMutability {
    /// Checks that the mode has exclusion filters exactly when its name says so.
    pub fn new(
        mode: ImageTagMutability,
        filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
    ) -> Result<TagMutability, Fault> {
        let wants_filters = matches!(
            mode,
            ImageTagMutability::ImmutableWithExclusion | ImageTagMutability::MutableWithExclusion
        );
        if wants_filters != filters.as_ref().is_some_and(|filters| !filters.is_empty()) {
            let reason = format!(
                "ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as {}",
                mode.as_str()
            );
            return Err(invalid_parameter("imageTagMutabilityExclusionFilters", &reason));
        }
        let exclusions = filters
            .unwrap_or_default()
            .into_iter()
            .map(|filter| filter.filter)
            .collect();
        Ok(TagMutability { mode, exclusions })
    }

    /// Whether `tag` may be moved from one image to another.
    pub fn allows_moving(&self, tag: &str) -> bool {
        let excluded = || {
            self.exclusions
                .iter()
                .any(|pattern| wharf_policy::wildcard::matches(pattern, tag))
        };
        match self.mode {
            ImageTagMutability::Immutable => false,
            ImageTagMutability::ImmutableWithExclusion => excluded(),
            ImageTagMutability::MutableWithExclusion => !excluded(),
            _ => true,
        }
    }

    /// The filters as the API shows them; absent when there are none.
    pub fn describe_filters(&self) -> Option<Vec<ImageTagMutabilityExclusionFilter>> {
        let describe = |filter: &String| ImageTagMutabilityExclusionFilter {
            filter_type: ImageTagMutabilityExclusionFilterType::Wildcard,
            filter: filter.clone(),
        };
        (!self.exclusions.is_empty()).then(|| self.exclusions.iter().map(describe).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mode_reads_its_exclusions_its_own_way() {
        let allows = |mode, tag| {
            TagMutability {
                mode,
                exclusions: vec!["dev*".to_owned()],
            }
            .allows_moving(tag)
        };
        assert!(allows(ImageTagMutability::Mutable, "dev"));
        assert!(!allows(ImageTagMutability::Immutable, "dev"));
        assert!(allows(ImageTagMutability::ImmutableWithExclusion, "dev1"));
        assert!(!allows(ImageTagMutability::ImmutableWithExclusion, "prod"));
        assert!(!allows(ImageTagMutability::MutableWithExclusion, "dev1"));
        assert!(allows(ImageTagMutability::MutableWithExclusion, "prod"));
    }
}
