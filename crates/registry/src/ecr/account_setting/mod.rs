//! The room of account settings: how a registry behaves (Amazon ECR API Reference, *PutAccountSetting*).

mod operations;
pub(crate) mod store;

use wharf_sql::{Error, Scope, Transaction};

pub use operations::*;
pub(crate) use store::STATEMENTS;

/// `REGISTRY_POLICY_SCOPE`: which actions the registry policy decides (Amazon ECR User Guide, *Switching to the extended
/// registry policy scope*).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RegistryPolicyScope {
    /// Three of them.
    V1,
    /// All of ECR's: what a fresh registry has.
    #[default]
    V2,
}

/// The names of the settings, and the values that something obeys.
const SETTINGS: &[(&str, &[&str])] = &[
    // The only one that Amazon ECR has today.
    (BASIC_SCAN_TYPE_VERSION, &[AWS_NATIVE]),
    (REGISTRY_POLICY_SCOPE, &["V1", "V2"]),
    (BLOB_MOUNTING, &[ENABLED, DISABLED]),
];
const BASIC_SCAN_TYPE_VERSION: &str = "BASIC_SCAN_TYPE_VERSION";
const AWS_NATIVE: &str = "AWS_NATIVE";
const REGISTRY_POLICY_SCOPE: &str = "REGISTRY_POLICY_SCOPE";
const BLOB_MOUNTING: &str = "BLOB_MOUNTING";
const ENABLED: &str = "ENABLED";
const DISABLED: &str = "DISABLED";

impl RegistryPolicyScope {
    /// The setting's value.
    fn as_str(self) -> &'static str {
        match self {
            RegistryPolicyScope::V1 => "V1",
            RegistryPolicyScope::V2 => "V2",
        }
    }

    /// Whether the registry policy decides an action. `GetAuthorizationToken` is decided by identity policies alone.
    pub(crate) fn covers(self, action: &str) -> bool {
        match self {
            RegistryPolicyScope::V1 => {
                ["ReplicateImage", "BatchImportUpstreamImage", "CreateRepository"].contains(&action)
            }
            RegistryPolicyScope::V2 => action != "GetAuthorizationToken",
        }
    }
}

/// The scope of a registry's policy.
pub(crate) fn registry_policy_scope(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
) -> Result<RegistryPolicyScope, Error> {
    let setting = store::find(transaction, scope, REGISTRY_POLICY_SCOPE)?;
    Ok(match setting.as_deref() {
        Some("V1") => RegistryPolicyScope::V1,
        _ => RegistryPolicyScope::default(),
    })
}

/// Whether a push to the registry may take over layers of another of its repositories (Amazon ECR User Guide, *Blob
/// mounting in Amazon ECR*); nothing when it was never set.
pub(crate) fn blob_mounting(transaction: &mut Transaction<'_>, scope: &Scope) -> Result<Option<bool>, Error> {
    let setting = store::find(transaction, scope, BLOB_MOUNTING)?;
    Ok(setting.map(|setting| setting == ENABLED))
}
