//! The table of STS's operations: a row each.

use super::{
    Fault, access_key_info, assume_role, authorization_message, caller_identity, federation_token, role,
    session_token, web_identity,
};
use wharf_kernel::operation::{Service, operations};
use wharf_kernel::space::Room;

/// AWS Security Token Service's API.
pub static STS: Service = Service {
    event_source: "sts.amazonaws.com",
    model: &wharf_aws::sts::SERVICE,
    operations: wharf_aws::sts::OPERATIONS,
    message_member: "message",
    is_registry: false,
    for_operators: false,
    denial_text: ToString::to_string,
};

const ROLE_KEYS: &[&str] = &[
    "aws:RequestTag",
    "aws:TagKeys",
    "sts:DurationSeconds",
    "sts:RoleSessionName",
    "sts:SourceIdentity",
    "sts:TransitiveTagKeys",
];

const ASSUME_ROLE_KEYS: &[&str] = &[
    "aws:RequestTag",
    "aws:TagKeys",
    "sts:DurationSeconds",
    "sts:ExternalId",
    "sts:RoleSessionName",
    "sts:SourceIdentity",
    "sts:TransitiveTagKeys",
];

const TAGS: &[&str] = &["aws:RequestTag", "aws:TagKeys"];

operations! { STS: [query], Fault;
    access_key_info::GetAccessKeyInfo: Reads, Any, ["sts:GetAccessKeyInfo"];
    assume_role::AssumeRole: Changes, Role, ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], condition_keys: ASSUME_ROLE_KEYS, decides_itself: true, denial_text: Some(role::denial_text), room: Room::Nothing;
    authorization_message::DecodeAuthorizationMessage: Changes, Any, ["sts:DecodeAuthorizationMessage"], room: Room::Nothing;
    caller_identity::GetCallerIdentity: Reads, Any, [];
    federation_token::GetFederationToken: Changes, FederatedUser, ["sts:GetFederationToken", "sts:TagSession"], condition_keys: TAGS, decides_itself: true, room: Room::Nothing;
    session_token::GetSessionToken: Reads, Any, [];
    web_identity::AssumeRoleWithWebIdentity: Changes, Role, ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"], condition_keys: ROLE_KEYS, decides_itself: true, signed: false, room: Room::Nothing;
}
