//! Make, describe, list, rotate, disable and enable keys (AWS KMS API Reference).

use wharf_aws::kms::*;
use wharf_policy::Action;

use super::key_ring::{KeyRing, KeyRingError};
use super::model::{self, ManagedBy};
use wharf_kernel::operation::operation;
use wharf_kernel::page::Page;
use wharf_kernel::{Access, Cell, Context, Error, Resource};

/// Items of a page when the caller does not say (AWS KMS API Reference, *ListKeys*).
const DEFAULT: i64 = 100;

/// An action on a key of the caller's account.
pub(super) fn on_key(action: &'static str, key: &str) -> Vec<Access> {
    vec![Access::new(
        Action::new("kms", action),
        Resource::Key(key.to_owned()),
    )]
}

pub(super) fn ring<'a>(context: &Context<'a>, cell: &'a Cell) -> KeyRing<'a> {
    let node = context.node;
    KeyRing::new(cell, &context.call.account, &node.sealer, &node.entropy)
}

pub(super) fn page(
    context: &Context<'_>,
    list: &[&str],
    marker: Option<&str>,
    limit: Option<i64>,
) -> Result<Page, Error<Fault>> {
    Page::open(context, list, marker, limit.unwrap_or(DEFAULT))
        .ok_or_else(|| Error::Invalid("Invalid marker".to_owned()))
}

fn shown(context: &Context<'_>, key: model::Key) -> KeyMetadata {
    let (region, account) = (&context.call.region, &context.call.account);
    KeyMetadata {
        aws_account_id: Some(account.to_string()),
        arn: Some(key.arn(region, account)),
        creation_date: Some(key.created_at),
        enabled: Some(key.state == model::KeyState::Enabled),
        key_state: Some(match key.state {
            model::KeyState::Enabled => KeyState::Enabled,
            model::KeyState::Disabled => KeyState::Disabled,
        }),
        key_manager: Some(match key.manager {
            ManagedBy::Aws => KeyManagerType::Aws,
            ManagedBy::Customer => KeyManagerType::Customer,
        }),
        description: Some(key.description),
        key_usage: Some(KeyUsageType::EncryptDecrypt),
        origin: Some(OriginType::AwsKms),
        customer_master_key_spec: Some(CustomerMasterKeySpec::SymmetricDefault),
        key_spec: Some(KeySpec::SymmetricDefault),
        encryption_algorithms: Some(vec![EncryptionAlgorithmSpec::SymmetricDefault]),
        multi_region: Some(false),
        key_id: key.id,
        deletion_date: None,
        valid_to: None,
        custom_key_store_id: None,
        cloud_hsm_cluster_id: None,
        expiration_model: None,
        signing_algorithms: None,
        key_agreement_algorithms: None,
        encapsulation_algorithms: None,
        multi_region_configuration: None,
        pending_deletion_window_in_days: None,
        mac_algorithms: None,
        xks_key_configuration: None,
        current_key_material_id: None,
    }
}

/// What the local key ring does not have: nothing is stored that it would not obey.
fn unsupported(input: &CreateKeyRequest) -> Option<&'static str> {
    let wants_other = [
        (input.policy.is_some(), "Policy"),
        (input.tags.as_ref().is_some_and(|tags| !tags.is_empty()), "Tags"),
        (input.multi_region == Some(true), "MultiRegion"),
        (input.custom_key_store_id.is_some(), "CustomKeyStoreId"),
        (input.xks_key_id.is_some(), "XksKeyId"),
        (
            input
                .origin
                .as_ref()
                .is_some_and(|origin| *origin != OriginType::AwsKms),
            "Origin",
        ),
        (
            input
                .key_usage
                .as_ref()
                .is_some_and(|usage| *usage != KeyUsageType::EncryptDecrypt),
            "KeyUsage",
        ),
        (
            input
                .key_spec
                .as_ref()
                .is_some_and(|spec| *spec != KeySpec::SymmetricDefault),
            "KeySpec",
        ),
    ];
    wants_other
        .into_iter()
        .find(|(wants, _)| *wants)
        .map(|(_, member)| member)
}

operation! {
    /// Makes a symmetric key.
    CreateKey(CreateKeyRequest) -> CreateKeyResponse,
    access(_, _) { vec![Access::anything(Action::new("kms", "CreateKey"))] },
    run(context, input) {
        if let Some(member) = unsupported(&input) {
            let message = format!("{member} is not supported: keys here are symmetric, of one Region, and IAM decides about them.");
            return Err(Error::Fault(Fault::UnsupportedOperation { message }));
        }
        let cell = context.cell().await?;
        let description = input.description.unwrap_or_default();
        let key = ring(context, &cell).create(&description, None, context.node.clock.now()).await?;
        Ok(CreateKeyResponse { key_metadata: Some(shown(context, key)) })
    }
}

operation! {
    /// A key, by its id, alias or ARN.
    DescribeKey(DescribeKeyRequest) -> DescribeKeyResponse,
    access(input, _) { on_key("DescribeKey", &input.key_id) },
    run(context, input) {
        let cell = context.cell().await?;
        let key = ring(context, &cell).find(&input.key_id).await?;
        Ok(DescribeKeyResponse { key_metadata: Some(shown(context, key)) })
    }
}

operation! {
    /// The keys of the account in the Region, by id.
    ListKeys(ListKeysRequest) -> ListKeysResponse,
    access(_, _) { vec![Access::anything(Action::new("kms", "ListKeys"))] },
    run(context, input) {
        let page = page(context, &["kms:ListKeys"], input.marker.as_deref(), input.limit)?;
        let cell = context.cell().await?;
        let keys = ring(context, &cell).page(&page.after, page.limit()).await?;
        let (keys, next_marker) = page.finish(context, keys, |key| key.id.clone());
        let (region, account) = (&context.call.region, &context.call.account);
        let shown = |key: model::Key| KeyListEntry {
            key_arn: Some(key.arn(region, account)),
            key_id: Some(key.id),
        };
        Ok(ListKeysResponse {
            keys: Some(keys.into_iter().map(shown).collect()),
            truncated: Some(next_marker.is_some()),
            next_marker,
        })
    }
}

operation! {
    /// Gives a key new material. What was sealed before still opens.
    RotateKeyOnDemand(RotateKeyOnDemandRequest) -> RotateKeyOnDemandResponse,
    access(input, _) { on_key("RotateKeyOnDemand", &input.key_id) },
    run(context, input) {
        let cell = context.cell().await?;
        let key = ring(context, &cell).rotate(&input.key_id, context.node.clock.now()).await?;
        Ok(RotateKeyOnDemandResponse { key_id: Some(key.id) })
    }
}

operation! {
    /// When a key got new material, the first time first.
    ListKeyRotations(ListKeyRotationsRequest) -> ListKeyRotationsResponse,
    access(input, _) { on_key("ListKeyRotations", &input.key_id) },
    run(context, input) {
        let cell = context.cell().await?;
        let ring = ring(context, &cell);
        let key = ring.find(&input.key_id).await?;
        let list = ["kms:ListKeyRotations", &key.id];
        let page = page(context, &list, input.marker.as_deref(), input.limit)?;
        // The first version is the key's first material, which no rotation made.
        let after = page.after.parse().unwrap_or(1);
        let versions = ring.rotations(&key.id, after, page.limit()).await?;
        let (versions, next_marker) = page.finish(context, versions, |(version, _)| version.to_string());
        let shown = |(_, rotated_at)| RotationsListEntry {
            key_id: Some(key.id.clone()),
            key_material_id: None,
            key_material_description: None,
            import_state: None,
            key_material_state: None,
            expiration_model: None,
            valid_to: None,
            rotation_date: Some(rotated_at),
            rotation_type: Some(RotationType::OnDemand),
        };
        Ok(ListKeyRotationsResponse {
            rotations: Some(versions.into_iter().map(shown).collect()),
            truncated: Some(next_marker.is_some()),
            next_marker,
        })
    }
}

operation! {
    /// Disables a key: what it sealed cannot be opened, from the next request on.
    DisableKey(DisableKeyRequest) -> DisableKeyResponse,
    access(input, _) { on_key("DisableKey", &input.key_id) },
    run(context, input) {
        let cell = context.cell().await?;
        ring(context, &cell).set_state(&input.key_id, model::KeyState::Disabled).await?;
        Ok(DisableKeyResponse {})
    }
}

operation! {
    /// Enables a key: what it sealed can be opened again.
    EnableKey(EnableKeyRequest) -> EnableKeyResponse,
    access(input, _) { on_key("EnableKey", &input.key_id) },
    run(context, input) {
        let cell = context.cell().await?;
        ring(context, &cell).set_state(&input.key_id, model::KeyState::Enabled).await?;
        Ok(EnableKeyResponse {})
    }
}

impl From<KeyRingError> for Error<Fault> {
    fn from(error: KeyRingError) -> Error<Fault> {
        let message = error.to_string();
        Error::Fault(match error {
            KeyRingError::NotFound(_) => Fault::NotFound { message },
            KeyRingError::AliasTaken(_) => Fault::AlreadyExists { message },
            KeyRingError::AliasInvalid(_) => Fault::InvalidAliasName { message },
            KeyRingError::AwsManaged => Fault::KMSInvalidState { message },
            KeyRingError::Disabled(_) => Fault::Disabled { message },
            KeyRingError::RotatedOften(_) => Fault::LimitExceeded { message },
            KeyRingError::Unavailable(unavailable) => return Error::Unavailable(unavailable),
        })
    }
}
