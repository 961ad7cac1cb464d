//! Amazon ECR's operations, and the registry protocol's that act on its rooms.

use super::ResourceType::{Any, Registry, Repository};
use super::{Permission, row};

const TAGS: &[&str] = &["aws:RequestTag", "aws:TagKeys"];

#[rustfmt::skip]
pub(super) const ROWS: &[Permission] = &[
    row("ecr", "BatchCheckLayerAvailability", &["ecr:BatchCheckLayerAvailability"], Repository, &[]),
    row("ecr", "BatchDeleteImage", &["ecr:BatchDeleteImage"], Repository, &[]),
    row("ecr", "BatchGetImage", &["ecr:BatchGetImage"], Repository, &[]),
    row("ecr", "CompleteLayerUpload", &["ecr:CompleteLayerUpload"], Repository, &[]),
    row("ecr", "CreateRepository", &["ecr:CreateRepository", "ecr:TagResource"], Repository, TAGS),
    row("ecr", "DeleteRepository", &["ecr:DeleteRepository"], Repository, &[]),
    row("ecr", "DescribeImages", &["ecr:DescribeImages"], Repository, &[]),
    row("ecr", "DescribeRepositories", &["ecr:DescribeRepositories"], Repository, &[]),
    row("ecr", "GetAuthorizationToken", &["ecr:GetAuthorizationToken"], Any, &[]),
    row("ecr", "GetDownloadUrlForLayer", &["ecr:GetDownloadUrlForLayer"], Repository, &[]),
    row("ecr", "InitiateLayerUpload", &["ecr:InitiateLayerUpload"], Repository, &[]),
    row("ecr", "ListImageReferrers", &["ecr:BatchGetImage"], Repository, &[]),
    row("ecr", "ListImages", &["ecr:ListImages"], Repository, &[]),
    row("ecr", "ListTagsForResource", &["ecr:ListTagsForResource"], Repository, &[]),
    row("ecr", "PutImage", &["ecr:PutImage"], Repository, &[]),
    row("ecr", "PutImageTagMutability", &["ecr:PutImageTagMutability"], Repository, &[]),
    row("ecr", "TagResource", &["ecr:TagResource"], Repository, TAGS),
    row("ecr", "UntagResource", &["ecr:UntagResource"], Repository, &["aws:TagKeys"]),
    row("ecr", "SetRepositoryPolicy", &["ecr:SetRepositoryPolicy"], Repository, &[]),
    row("ecr", "GetRepositoryPolicy", &["ecr:GetRepositoryPolicy"], Repository, &[]),
    row("ecr", "DeleteRepositoryPolicy", &["ecr:DeleteRepositoryPolicy"], Repository, &[]),
    row("ecr", "PutRegistryPolicy", &["ecr:PutRegistryPolicy"], Registry, &[]),
    row("ecr", "GetRegistryPolicy", &["ecr:GetRegistryPolicy"], Registry, &[]),
    row("ecr", "DeleteRegistryPolicy", &["ecr:DeleteRegistryPolicy"], Registry, &[]),
    row("ecr", "GetAccountSetting", &["ecr:GetAccountSetting"], Registry, &["ecr:AccountSetting"]),
    row("ecr", "PutAccountSetting", &["ecr:PutAccountSetting"], Registry, &["ecr:AccountSetting"]),
    row("ecr", "UpdateImageStorageClass", &["ecr:UpdateImageStorageClass"], Repository, &[]),
    row("ecr", "RegisterPullTimeUpdateExclusion", &["ecr:RegisterPullTimeUpdateExclusion"], Registry, &[]),
    row("ecr", "DeregisterPullTimeUpdateExclusion", &["ecr:DeregisterPullTimeUpdateExclusion"], Registry, &[]),
    row("ecr", "ListPullTimeUpdateExclusions", &["ecr:ListPullTimeUpdateExclusions"], Registry, &[]),
    row("ecr", "DescribeRegistry", &["ecr:DescribeRegistry"], Registry, &[]),
    row("ecr", "UploadLayerPart", &["ecr:UploadLayerPart"], Repository, &[]),
    // The registry protocol's verbs, by the actions that Amazon ECR asks for them.
    row("distribution", "AppendUpload", &["ecr:UploadLayerPart"], Repository, &[]),
    row("distribution", "CancelUpload", &["ecr:InitiateLayerUpload"], Repository, &[]),
    row("distribution", "CheckVersion", &[], Any, &[]),
    row("distribution", "FinishUpload", &["ecr:CompleteLayerUpload", "ecr:UploadLayerPart"], Repository, &[]),
    row("distribution", "GetBlob", &["ecr:GetDownloadUrlForLayer"], Repository, &[]),
    row("distribution", "GetManifest", &["ecr:BatchGetImage"], Repository, &[]),
    row("distribution", "GetUpload", &["ecr:InitiateLayerUpload"], Repository, &[]),
    row("distribution", "HeadBlob", &["ecr:BatchCheckLayerAvailability"], Repository, &[]),
    row("distribution", "ListCatalog", &["ecr:DescribeRepositories"], Repository, &[]),
    row("distribution", "ListTags", &["ecr:ListImages"], Repository, &[]),
    row("distribution", "LocateBlob", &["ecr:GetDownloadUrlForLayer"], Repository, &[]),
    row("distribution", "PushBlob", &["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"], Repository, &[]),
    row("distribution", "StartUpload", &["ecr:InitiateLayerUpload"], Repository, &[]),
];
