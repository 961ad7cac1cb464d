//! The table of the registry protocol's operations: a row each, with the actions and the names that Amazon ECR has for them.

use wharf_aws::{Protocol, ServiceModel};

use super::{Fault, blob, catalog, manifest, tags, upload, version};
use wharf_kernel::operation::{Service, operations};
use wharf_kernel::space::Room;

/// The OCI Distribution Specification's protocol.
pub static DISTRIBUTION: Service = Service {
    event_source: crate::ecr::EVENT_SOURCE,
    model: &MODEL,
    operations: &[],
    message_member: "message",
    is_registry: true,
    for_operators: false,
    denial_text: ToString::to_string,
};

/// What a mount takes, and what a push to a repository that a creation template makes.
const TO_BEGIN: &[&str] = &[
    "ecr:GetDownloadUrlForLayer",
    "ecr:InitiateLayerUpload",
    "ecr:UploadLayerPart",
    "ecr:CompleteLayerUpload",
    "ecr:PutImage",
    "ecr:CreateRepository",
];

/// Of no model: it signs nothing, and the one version is in its routes.
static MODEL: ServiceModel = ServiceModel {
    name: "distribution",
    api_version: "2",
    protocol: Protocol::Distribution,
    signing_name: "ecr",
    endpoint_prefix: "dkr.ecr",
};

operations! { DISTRIBUTION: [routes], Fault;
    blob::GetBlob: Reads, Repository, ["ecr:GetDownloadUrlForLayer"], recorded_as: Some("GetDownloadUrlForLayer");
    blob::HeadBlob: Reads, Repository, ["ecr:BatchCheckLayerAvailability"], recorded_as: Some("BatchCheckLayerAvailability");
    blob::LocateBlob: Reads, Repository, ["ecr:GetDownloadUrlForLayer"], recorded_as: Some("GetDownloadUrlForLayer");
    catalog::ListCatalog: Reads, Repository, ["ecr:DescribeRepositories"], recorded_as: Some("DescribeRepositories");
    manifest::GetManifest: Reads, Repository, ["ecr:BatchGetImage"], recorded_as: Some("BatchGetImage");
    tags::ListTags: Reads, Repository, ["ecr:ListImages"], recorded_as: Some("ListImages");
    upload::AppendUpload: Changes, Repository, ["ecr:UploadLayerPart"], recorded_as: Some("UploadLayerPart");
    upload::CancelUpload: Changes, Repository, ["ecr:InitiateLayerUpload"], room: Room::Frees;
    upload::FinishUpload: Changes, Repository, ["ecr:CompleteLayerUpload", "ecr:UploadLayerPart"], recorded_as: Some("CompleteLayerUpload");
    upload::GetUpload: Reads, Repository, ["ecr:InitiateLayerUpload"];
    upload::PushBlob: Changes, Repository, ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"], recorded_as: Some("CompleteLayerUpload"), decides: TO_BEGIN;
    upload::StartUpload: Changes, Repository, ["ecr:InitiateLayerUpload"], recorded_as: Some("InitiateLayerUpload"), decides: TO_BEGIN;
    version::CheckVersion: Reads, Any, [], recorded_as: None;
}
