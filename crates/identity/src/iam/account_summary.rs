//! How much an account has of what IAM counts. Owns no rows; it asks the rooms.

use std::collections::BTreeMap;

use wharf_aws::iam::{GetAccountSummaryRequest, GetAccountSummaryResponse, SummaryKeyType as Key};

use super::entity::{EntityKind, store as entities};
use super::{access, access_key, attach_policy, group, inline_policy, managed_policy, oidc_provider, role};
use wharf_kernel::operation::operation;

operation! {
    /// What the account has, and the quotas that hold.
    GetAccountSummary(GetAccountSummaryRequest) -> GetAccountSummaryResponse,
    access(_, _) { access::anything("GetAccountSummary") },
    run(context, _input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let counted = database
            .snapshot("iam.account.summary", move |transaction| {
                let mut counted = Vec::new();
                for (key, kind) in [
                    (Key::Users, EntityKind::User),
                    (Key::Groups, EntityKind::Group),
                    (Key::Roles, EntityKind::Role),
                    (Key::Policies, EntityKind::Policy),
                    (Key::InstanceProfiles, EntityKind::InstanceProfile),
                ] {
                    counted.push((key, entities::count(transaction, &account, kind)?));
                }
                let root_keys = access_key::count_of(transaction, &account, "")?;
                counted.push((Key::AccountAccessKeysPresent, i64::from(root_keys > 0)));
                let providers = oidc_provider::store::list(transaction, &account)?.len();
                counted.push((Key::Providers, i64::try_from(providers).unwrap_or(i64::MAX)));
                Ok::<_, wharf_sql::Error>(counted)
            })
            .await?;
        let quota = |quota: usize| i64::try_from(quota).unwrap_or(i64::MAX);
        let quotas = [
            (Key::AccessKeysPerUserQuota, quota(access_key::MAX_KEYS)),
            (Key::AssumeRolePolicySizeQuota, quota(role::MAX_TRUST_LENGTH)),
            (Key::AttachedPoliciesPerGroupQuota, quota(attach_policy::MAX_ATTACHED)),
            (Key::AttachedPoliciesPerRoleQuota, quota(attach_policy::MAX_ATTACHED)),
            (Key::AttachedPoliciesPerUserQuota, quota(attach_policy::MAX_ATTACHED)),
            (Key::GroupsPerUserQuota, quota(group::MAX_GROUPS_PER_USER)),
            (Key::GroupsQuota, group::MAX_GROUPS),
            (Key::PolicySizeQuota, quota(managed_policy::MAX_LENGTH)),
            (Key::VersionsPerPolicyQuota, quota(managed_policy::MAX_VERSIONS)),
            (Key::UserPolicySizeQuota, quota(inline_policy::quota(EntityKind::User))),
            (Key::GroupPolicySizeQuota, quota(inline_policy::quota(EntityKind::Group))),
            (Key::RolePolicySizeQuota, quota(inline_policy::quota(EntityKind::Role))),
            // There are none of these.
            (Key::AccountMFAEnabled, 0),
            (Key::AccountPasswordPresent, 0),
            (Key::AccountSigningCertificatesPresent, 0),
            (Key::MFADevices, 0),
            (Key::MFADevicesInUse, 0),
            (Key::ServerCertificates, 0),
        ];
        let summary_map: BTreeMap<Key, i64> = counted.into_iter().chain(quotas).collect();
        Ok(GetAccountSummaryResponse { summary_map: Some(summary_map) })
    }
}
