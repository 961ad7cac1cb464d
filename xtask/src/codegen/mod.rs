//! `cargo xtask codegen`: prints the wire types of `wharf-aws` from the interface facts in `api/*.json`, for the
//! operations in [`SERVED`] and the shapes that they reach. The output is checked in, so that people can read it and
//! builds need no generator; `--check` fails when it is not what this would print.
//!
//! Not here: how a constraint is checked or worded, and how values look on the wire; that is hand-written in
//! `crates/aws/src/{decode,encode,json11,query}`.

mod api;
mod closure;
mod exceptions;
mod names;
mod ordered;
mod output;
mod patterns;
mod print;
mod types;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use api::Api;
use closure::Closure;

/// The operations that are generated, by service: those that Wharf serves today.
const SERVED: &[(&str, &[&str])] = &[
    (
        "ecr",
        &[
            "GetAuthorizationToken",
            "CreateRepository",
            "DescribeRepositories",
            "DeleteRepository",
            "PutImageTagMutability",
            "PutImage",
            "BatchGetImage",
            "BatchDeleteImage",
            "ListImages",
            "DescribeImages",
            "ListImageReferrers",
            "BatchCheckLayerAvailability",
            "InitiateLayerUpload",
            "UploadLayerPart",
            "CompleteLayerUpload",
            "GetDownloadUrlForLayer",
            "TagResource",
            "UntagResource",
            "ListTagsForResource",
            "SetRepositoryPolicy",
            "GetRepositoryPolicy",
            "DeleteRepositoryPolicy",
            "PutRegistryPolicy",
            "GetRegistryPolicy",
            "DeleteRegistryPolicy",
            "GetAccountSetting",
            "PutAccountSetting",
            "UpdateImageStorageClass",
            "RegisterPullTimeUpdateExclusion",
            "DeregisterPullTimeUpdateExclusion",
            "ListPullTimeUpdateExclusions",
            "DescribeRegistry",
            "PutLifecyclePolicy",
            "GetLifecyclePolicy",
            "DeleteLifecyclePolicy",
            "StartLifecyclePolicyPreview",
            "GetLifecyclePolicyPreview",
            "CreateRepositoryCreationTemplate",
            "DescribeRepositoryCreationTemplates",
            "UpdateRepositoryCreationTemplate",
            "DeleteRepositoryCreationTemplate",
        ],
    ),
    (
        "sts",
        &[
            "AssumeRole",
            "AssumeRoleWithWebIdentity",
            "DecodeAuthorizationMessage",
            "GetAccessKeyInfo",
            "GetCallerIdentity",
            "GetFederationToken",
            "GetSessionToken",
        ],
    ),
    (
        "kms",
        &[
            "CreateAlias",
            "CreateKey",
            "DescribeKey",
            "DisableKey",
            "EnableKey",
            "ListAliases",
            "ListKeyRotations",
            "ListKeys",
            "RotateKeyOnDemand",
        ],
    ),
    (
        "wharf",
        &[
            "CreateAccount",
            "CreateRootAccessKey",
            "CreateWebhook",
            "DeleteWebhook",
            "GetUsage",
            "ListAccounts",
            "ListDeadLetters",
            "ListDeletedImages",
            "ListEvents",
            "ListRootAccessKeys",
            "ListWebhooks",
            "RedeliverDeadLetters",
            "RestoreImage",
            "RevealRootAccessKey",
            "UpdateRootAccessKey",
        ],
    ),
    (
        "organizations",
        &[
            "AttachPolicy",
            "CloseAccount",
            "CreateAccount",
            "CreateOrganization",
            "CreateOrganizationalUnit",
            "CreatePolicy",
            "DeleteOrganization",
            "DeleteOrganizationalUnit",
            "DeletePolicy",
            "DeleteResourcePolicy",
            "DescribeAccount",
            "DescribeCreateAccountStatus",
            "DescribeEffectivePolicy",
            "DescribeOrganization",
            "DescribeOrganizationalUnit",
            "DescribePolicy",
            "DescribeResourcePolicy",
            "DetachPolicy",
            "DisablePolicyType",
            "EnableAllFeatures",
            "EnablePolicyType",
            "ListAccounts",
            "ListAccountsForParent",
            "ListChildren",
            "ListCreateAccountStatus",
            "ListOrganizationalUnitsForParent",
            "ListParents",
            "ListPolicies",
            "ListPoliciesForTarget",
            "ListRoots",
            "ListTagsForResource",
            "ListTargetsForPolicy",
            "MoveAccount",
            "PutResourcePolicy",
            "RemoveAccountFromOrganization",
            "TagResource",
            "UntagResource",
            "UpdateOrganizationalUnit",
            "UpdatePolicy",
        ],
    ),
    (
        "iam",
        &[
            "AddClientIDToOpenIDConnectProvider",
            "AddRoleToInstanceProfile",
            "AddUserToGroup",
            "AttachGroupPolicy",
            "AttachRolePolicy",
            "AttachUserPolicy",
            "CreateAccessKey",
            "CreateAccountAlias",
            "CreateGroup",
            "CreateInstanceProfile",
            "CreateOpenIDConnectProvider",
            "CreatePolicy",
            "CreatePolicyVersion",
            "CreateRole",
            "CreateUser",
            "DeleteAccessKey",
            "DeleteAccountAlias",
            "DeleteGroup",
            "DeleteGroupPolicy",
            "DeleteInstanceProfile",
            "DeleteOpenIDConnectProvider",
            "DeletePolicy",
            "DeletePolicyVersion",
            "DeleteRole",
            "DeleteRolePermissionsBoundary",
            "DeleteRolePolicy",
            "DeleteUser",
            "DeleteUserPermissionsBoundary",
            "DeleteUserPolicy",
            "DetachGroupPolicy",
            "DetachRolePolicy",
            "DetachUserPolicy",
            "GetAccessKeyLastUsed",
            "GetAccountAuthorizationDetails",
            "GetAccountSummary",
            "GetContextKeysForCustomPolicy",
            "GetContextKeysForPrincipalPolicy",
            "GetGroup",
            "GetGroupPolicy",
            "GetInstanceProfile",
            "GetOpenIDConnectProvider",
            "GetPolicy",
            "GetPolicyVersion",
            "GetRole",
            "GetRolePolicy",
            "GetUser",
            "GetUserPolicy",
            "ListAccessKeys",
            "ListAccountAliases",
            "ListAttachedGroupPolicies",
            "ListAttachedRolePolicies",
            "ListAttachedUserPolicies",
            "ListEntitiesForPolicy",
            "ListGroupPolicies",
            "ListGroups",
            "ListGroupsForUser",
            "ListInstanceProfiles",
            "ListInstanceProfilesForRole",
            "ListOpenIDConnectProviderTags",
            "ListOpenIDConnectProviders",
            "ListPolicies",
            "ListPolicyTags",
            "ListPolicyVersions",
            "ListRolePolicies",
            "ListRoleTags",
            "ListRoles",
            "ListUserPolicies",
            "ListUserTags",
            "ListUsers",
            "PutGroupPolicy",
            "PutRolePermissionsBoundary",
            "PutRolePolicy",
            "PutUserPermissionsBoundary",
            "PutUserPolicy",
            "RemoveClientIDFromOpenIDConnectProvider",
            "RemoveRoleFromInstanceProfile",
            "RemoveUserFromGroup",
            "SetDefaultPolicyVersion",
            "SimulateCustomPolicy",
            "SimulatePrincipalPolicy",
            "TagOpenIDConnectProvider",
            "TagPolicy",
            "TagRole",
            "TagUser",
            "UntagOpenIDConnectProvider",
            "UntagPolicy",
            "UntagRole",
            "UntagUser",
            "UpdateAccessKey",
            "UpdateAssumeRolePolicy",
            "UpdateGroup",
            "UpdateOpenIDConnectProviderThumbprint",
            "UpdateRole",
            "UpdateRoleDescription",
            "UpdateUser",
        ],
    ),
];

/// The task's entry.
pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let check = match arguments {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => bail!("usage: cargo xtask codegen [--check]"),
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("xtask lies in the workspace")?;
    let mut files = Vec::new();
    for (service, served) in SERVED {
        files.extend(generate(root, service, served).with_context(|| format!("api/{service}.json"))?);
    }
    if check {
        output::check(&files)
    } else {
        output::write(&files)
    }
}

/// All files of one service, formatted.
fn generate(root: &Path, service: &str, served: &[&str]) -> anyhow::Result<Vec<output::File>> {
    let text = std::fs::read_to_string(root.join(format!("api/{service}.json")))?;
    let mut api: Api = serde_json::from_str(&text)?;
    api.complete();
    exceptions::extend(&mut api)?;
    let closure = Closure::of(&api, served)?;
    exceptions::check(&api, &closure)?;
    let folder: PathBuf = root.join("crates/aws/src").join(service);
    let pages = print::service(&api, &closure)?;
    pages
        .into_iter()
        .map(|page| output::File::formatted(root, &folder, service, page))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_checked_in_is_what_would_be_printed() {
        run(&["--check".to_owned()]).unwrap();
        assert!(run(&["--chekc".to_owned()]).is_err());
    }

    #[test]
    fn an_operation_that_the_model_lacks_is_an_error() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let error = generate(root, "ecr", &["PutImages"]).unwrap_err();
        assert_eq!(error.to_string(), "there is no operation PutImages");
    }
}
