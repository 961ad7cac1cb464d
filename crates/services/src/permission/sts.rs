//! STS's operations.

use super::ResourceType::{Any, FederatedUser, Role};
use super::{Permission, row};

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

#[rustfmt::skip]
pub(super) const ROWS: &[Permission] = &[
    row("sts", "AssumeRole", &["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], Role, ASSUME_ROLE_KEYS),
    // Demanded when the token has told who asks, of the provider that vouches for it.
    row("sts", "AssumeRoleWithWebIdentity", &["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"], Role, ROLE_KEYS),
    row("sts", "DecodeAuthorizationMessage", &["sts:DecodeAuthorizationMessage"], Any, &[]),
    row("sts", "GetAccessKeyInfo", &["sts:GetAccessKeyInfo"], Any, &[]),
    row("sts", "GetCallerIdentity", &[], Any, &[]),
    row("sts", "GetFederationToken", &["sts:GetFederationToken", "sts:TagSession"], FederatedUser, TAGS),
    row("sts", "GetSessionToken", &[], Any, &[]),
];
