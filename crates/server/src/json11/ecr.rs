//! The table of ECR's operations: one line each.

use wharf_aws::ecr::{
    Fault, ListImageReferrersRequest, ListImageReferrersResponse, PutImageRequest, PutImageResponse,
};
use wharf_aws::json11::Violation;
use wharf_services::ecr::{
    account_setting, authorization_token, creation_template, image::operations as image, layer, layer_upload,
    lifecycle, pull_time_exclusion, registry, registry_policy, repository, repository_policy, resource_tag,
};

use super::operations::JsonFault;

impl JsonFault for Fault {
    fn of_violations(violations: &[Violation]) -> Fault {
        Fault::from_violations(violations)
    }

    fn invalid(message: String) -> Fault {
        Fault::InvalidParameter { message }
    }

    fn server(message: String) -> Fault {
        Fault::Server { message }
    }
}

operations! {
    ecr Ecr;
    authorization_token::GetAuthorizationToken;
    repository::CreateRepository;
    repository::DescribeRepositories;
    repository::DeleteRepository;
    repository::PutImageTagMutability;
    image::PutImage as PutImageRequest => PutImageResponse;
    image::BatchGetImage;
    image::BatchDeleteImage;
    image::ListImages;
    image::DescribeImages;
    image::ListImageReferrers as ListImageReferrersRequest => ListImageReferrersResponse;
    layer::BatchCheckLayerAvailability;
    layer::GetDownloadUrlForLayer;
    image::UpdateImageStorageClass;
    pull_time_exclusion::RegisterPullTimeUpdateExclusion;
    pull_time_exclusion::DeregisterPullTimeUpdateExclusion;
    pull_time_exclusion::ListPullTimeUpdateExclusions;
    registry::DescribeRegistry;
    lifecycle::PutLifecyclePolicy;
    lifecycle::GetLifecyclePolicy;
    lifecycle::DeleteLifecyclePolicy;
    lifecycle::StartLifecyclePolicyPreview;
    lifecycle::GetLifecyclePolicyPreview;
    creation_template::CreateRepositoryCreationTemplate;
    creation_template::DescribeRepositoryCreationTemplates;
    creation_template::UpdateRepositoryCreationTemplate;
    creation_template::DeleteRepositoryCreationTemplate;
    layer_upload::InitiateLayerUpload;
    layer_upload::UploadLayerPart;
    layer_upload::CompleteLayerUpload;
    resource_tag::TagResource;
    resource_tag::UntagResource;
    account_setting::GetAccountSetting;
    account_setting::PutAccountSetting;
    registry_policy::PutRegistryPolicy;
    registry_policy::GetRegistryPolicy;
    registry_policy::DeleteRegistryPolicy;
    repository_policy::SetRepositoryPolicy;
    repository_policy::GetRepositoryPolicy;
    repository_policy::DeleteRepositoryPolicy;
    resource_tag::ListTagsForResource;
}
