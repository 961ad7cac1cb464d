//! The table of ECR's operations: a row each.

use wharf_aws::ecr::{
    ListImageReferrersRequest, ListImageReferrersResponse, PutImageRequest, PutImageResponse,
};
use wharf_aws::json11::Violation;

use super::image::operations as image;
use super::{
    Fault, account_setting, authorization_token, batch_check_layer_availability, create_repository,
    creation_template, delete_repository, layer, layer_upload, lifecycle, lifecycle_policy,
    pull_time_exclusion, registry, registry_policy, repository, repository_policy, resource_tag,
};
use wharf_kernel::operation::json11::JsonWords;
use wharf_kernel::operation::{Service, operations};
use wharf_kernel::space::Room;

/// Amazon ECR's API.
pub static ECR: Service = Service {
    event_source: super::EVENT_SOURCE,
    model: &wharf_aws::ecr::SERVICE,
    operations: wharf_aws::ecr::OPERATIONS,
    message_member: "message",
    is_registry: true,
    for_operators: false,
    denial_text: ToString::to_string,
};

/// `UploadLayerPart` carries 20 MiB in base64.
const MAX_PART_BODY: usize = 30 * 1024 * 1024;

const TAGS: &[&str] = &["aws:RequestTag", "aws:TagKeys"];

/// What a push to a repository that a creation template makes needs besides.
const TO_CREATE_ON_PUSH: &[&str] = &[
    "ecr:InitiateLayerUpload",
    "ecr:UploadLayerPart",
    "ecr:CompleteLayerUpload",
    "ecr:CreateRepository",
];

operations! { ECR: [json11 Words], Fault;
    account_setting::GetAccountSetting: Reads, Registry, ["ecr:GetAccountSetting"], condition_keys: &["ecr:AccountSetting"];
    account_setting::PutAccountSetting: Changes, Registry, ["ecr:PutAccountSetting"], condition_keys: &["ecr:AccountSetting"];
    authorization_token::GetAuthorizationToken: Reads, Any, ["ecr:GetAuthorizationToken"];
    creation_template::CreateRepositoryCreationTemplate: Changes, Registry, ["ecr:CreateRepositoryCreationTemplate", "iam:PassRole"], condition_keys: &["iam:PassedToService"];
    creation_template::DescribeRepositoryCreationTemplates: Reads, Registry, ["ecr:DescribeRepositoryCreationTemplates"];
    creation_template::UpdateRepositoryCreationTemplate: Changes, Registry, ["ecr:UpdateRepositoryCreationTemplate", "iam:PassRole"], condition_keys: &["iam:PassedToService"];
    creation_template::DeleteRepositoryCreationTemplate: Changes, Registry, ["ecr:DeleteRepositoryCreationTemplate"], room: Room::Frees;
    image::BatchDeleteImage: Changes, Repository, ["ecr:BatchDeleteImage"], room: Room::Frees;
    image::BatchGetImage: Reads, Repository, ["ecr:BatchGetImage"];
    image::DescribeImages: Reads, Repository, ["ecr:DescribeImages"];
    image::ListImageReferrers as ListImageReferrersRequest => ListImageReferrersResponse: Reads, Repository, ["ecr:BatchGetImage"];
    image::ListImages: Reads, Repository, ["ecr:ListImages"];
    image::PutImage as PutImageRequest => PutImageResponse: Changes, Repository, ["ecr:PutImage"], decides: TO_CREATE_ON_PUSH;
    image::UpdateImageStorageClass: Changes, Repository, ["ecr:UpdateImageStorageClass"];
    batch_check_layer_availability::BatchCheckLayerAvailability: Reads, Repository, ["ecr:BatchCheckLayerAvailability"];
    layer::GetDownloadUrlForLayer: Reads, Repository, ["ecr:GetDownloadUrlForLayer"];
    layer_upload::CompleteLayerUpload: Changes, Repository, ["ecr:CompleteLayerUpload"];
    layer_upload::InitiateLayerUpload: Changes, Repository, ["ecr:InitiateLayerUpload"];
    layer_upload::UploadLayerPart: Changes, Repository, ["ecr:UploadLayerPart"], body_limit: Some(MAX_PART_BODY);
    lifecycle_policy::PutLifecyclePolicy: Changes, Repository, ["ecr:PutLifecyclePolicy"];
    lifecycle_policy::GetLifecyclePolicy: Reads, Repository, ["ecr:GetLifecyclePolicy"];
    lifecycle_policy::DeleteLifecyclePolicy: Changes, Repository, ["ecr:DeleteLifecyclePolicy"], room: Room::Frees;
    lifecycle::StartLifecyclePolicyPreview: Changes, Repository, ["ecr:StartLifecyclePolicyPreview"];
    lifecycle::GetLifecyclePolicyPreview: Reads, Repository, ["ecr:GetLifecyclePolicyPreview"];
    pull_time_exclusion::RegisterPullTimeUpdateExclusion: Changes, Registry, ["ecr:RegisterPullTimeUpdateExclusion"];
    pull_time_exclusion::DeregisterPullTimeUpdateExclusion: Changes, Registry, ["ecr:DeregisterPullTimeUpdateExclusion"], room: Room::Frees;
    pull_time_exclusion::ListPullTimeUpdateExclusions: Reads, Registry, ["ecr:ListPullTimeUpdateExclusions"];
    registry::DescribeRegistry: Reads, Registry, ["ecr:DescribeRegistry"];
    registry_policy::PutRegistryPolicy: Changes, Registry, ["ecr:PutRegistryPolicy"];
    registry_policy::GetRegistryPolicy: Reads, Registry, ["ecr:GetRegistryPolicy"];
    registry_policy::DeleteRegistryPolicy: Changes, Registry, ["ecr:DeleteRegistryPolicy"], room: Room::Frees;
    create_repository::CreateRepository: Changes, Repository, ["ecr:CreateRepository", "ecr:TagResource"], condition_keys: TAGS, decides: &["kms:DescribeKey", "kms:CreateGrant"];
    delete_repository::DeleteRepository: Changes, Repository, ["ecr:DeleteRepository"], room: Room::Frees;
    repository::DescribeRepositories: Reads, Repository, ["ecr:DescribeRepositories"];
    repository::PutImageTagMutability: Changes, Repository, ["ecr:PutImageTagMutability"];
    repository_policy::SetRepositoryPolicy: Changes, Repository, ["ecr:SetRepositoryPolicy"];
    repository_policy::GetRepositoryPolicy: Reads, Repository, ["ecr:GetRepositoryPolicy"];
    repository_policy::DeleteRepositoryPolicy: Changes, Repository, ["ecr:DeleteRepositoryPolicy"], room: Room::Frees;
    resource_tag::ListTagsForResource: Reads, Repository, ["ecr:ListTagsForResource"];
    resource_tag::TagResource: Changes, Repository, ["ecr:TagResource"], condition_keys: TAGS;
    resource_tag::UntagResource: Changes, Repository, ["ecr:UntagResource"], condition_keys: &["aws:TagKeys"], room: Room::Frees;
}

/// How the service words what is wrong with any request.
pub(crate) enum Words {}

impl JsonWords for Words {
    type Fault = Fault;

    fn of_violations(violations: &[Violation]) -> Option<Fault> {
        Some(Fault::from_violations(violations))
    }

    fn invalid(message: String) -> Fault {
        Fault::InvalidParameter { message }
    }

    fn server(message: String) -> Fault {
        Fault::Server { message }
    }

    fn read_only(message: String) -> Option<Fault> {
        Some(Fault::LimitExceeded { message })
    }
}
