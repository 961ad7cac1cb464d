//! The operations of Organizations.

use super::ResourceType::{Any, Organization};
use super::{Permission, row};

const TAGS: &[&str] = &["aws:RequestTag", "aws:TagKeys"];

#[rustfmt::skip]
pub(super) const ROWS: &[Permission] = &[
    row("organizations", "CloseAccount", &["organizations:CloseAccount"], Organization, &[]),
    row("organizations", "CreateAccount", &["organizations:CreateAccount", "organizations:TagResource"], Organization, TAGS),
    row("organizations", "DescribeAccount", &["organizations:DescribeAccount"], Organization, &[]),
    row("organizations", "ListAccounts", &["organizations:ListAccounts"], Organization, &[]),
    row("organizations", "ListAccountsForParent", &["organizations:ListAccountsForParent"], Organization, &[]),
    row("organizations", "MoveAccount", &["organizations:MoveAccount"], Organization, &[]),
    row("organizations", "RemoveAccountFromOrganization", &["organizations:RemoveAccountFromOrganization"], Organization, &[]),
    row("organizations", "DescribeCreateAccountStatus", &["organizations:DescribeCreateAccountStatus"], Organization, &[]),
    row("organizations", "ListCreateAccountStatus", &["organizations:ListCreateAccountStatus"], Organization, &[]),
    row("organizations", "AttachPolicy", &["organizations:AttachPolicy"], Organization, &["organizations:PolicyType"]),
    row("organizations", "DetachPolicy", &["organizations:DetachPolicy"], Organization, &["organizations:PolicyType"]),
    row("organizations", "DescribeEffectivePolicy", &["organizations:DescribeEffectivePolicy"], Organization, &[]),
    row("organizations", "ListPoliciesForTarget", &["organizations:ListPoliciesForTarget"], Organization, &["organizations:PolicyType"]),
    row("organizations", "ListTargetsForPolicy", &["organizations:ListTargetsForPolicy"], Organization, &["organizations:PolicyType"]),
    row("organizations", "CreateOrganization", &["organizations:CreateOrganization"], Any, &[]),
    row("organizations", "DeleteOrganization", &["organizations:DeleteOrganization"], Organization, &[]),
    row("organizations", "DescribeOrganization", &["organizations:DescribeOrganization"], Any, &[]),
    row("organizations", "EnableAllFeatures", &["organizations:EnableAllFeatures"], Organization, &[]),
    row("organizations", "CreatePolicy", &["organizations:CreatePolicy", "organizations:TagResource"], Organization, &["aws:RequestTag", "aws:TagKeys", "organizations:PolicyType"]),
    row("organizations", "DeletePolicy", &["organizations:DeletePolicy"], Organization, &["organizations:PolicyType"]),
    row("organizations", "DescribePolicy", &["organizations:DescribePolicy"], Organization, &["organizations:PolicyType"]),
    row("organizations", "ListPolicies", &["organizations:ListPolicies"], Organization, &["organizations:PolicyType"]),
    row("organizations", "UpdatePolicy", &["organizations:UpdatePolicy"], Organization, &["organizations:PolicyType"]),
    row("organizations", "DeleteResourcePolicy", &["organizations:DeleteResourcePolicy"], Organization, &[]),
    row("organizations", "DescribeResourcePolicy", &["organizations:DescribeResourcePolicy"], Organization, &[]),
    row("organizations", "PutResourcePolicy", &["organizations:PutResourcePolicy", "organizations:TagResource"], Organization, TAGS),
    row("organizations", "DisablePolicyType", &["organizations:DisablePolicyType"], Organization, &["organizations:PolicyType"]),
    row("organizations", "EnablePolicyType", &["organizations:EnablePolicyType"], Organization, &["organizations:PolicyType"]),
    row("organizations", "ListRoots", &["organizations:ListRoots"], Organization, &[]),
    row("organizations", "ListTagsForResource", &["organizations:ListTagsForResource"], Organization, &[]),
    row("organizations", "TagResource", &["organizations:TagResource"], Organization, TAGS),
    row("organizations", "UntagResource", &["organizations:UntagResource"], Organization, &["aws:TagKeys"]),
    row("organizations", "CreateOrganizationalUnit", &["organizations:CreateOrganizationalUnit", "organizations:TagResource"], Organization, TAGS),
    row("organizations", "DeleteOrganizationalUnit", &["organizations:DeleteOrganizationalUnit"], Organization, &[]),
    row("organizations", "DescribeOrganizationalUnit", &["organizations:DescribeOrganizationalUnit"], Organization, &[]),
    row("organizations", "ListChildren", &["organizations:ListChildren"], Organization, &[]),
    row("organizations", "ListOrganizationalUnitsForParent", &["organizations:ListOrganizationalUnitsForParent"], Organization, &[]),
    row("organizations", "ListParents", &["organizations:ListParents"], Organization, &[]),
    row("organizations", "UpdateOrganizationalUnit", &["organizations:UpdateOrganizationalUnit"], Organization, &[]),
];
