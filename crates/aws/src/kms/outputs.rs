// Generated from api/kms.json by `cargo xtask codegen`. Do not edit.

//! The outputs of the served operations.

use super::{AliasListEntry, KeyListEntry, KeyMetadata, RotationsListEntry};
use crate::encode::{self, Encode, Sink};

/// Output of `CreateKey` (shape `CreateKeyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateKeyResponse {
    /// `KeyMetadata`, shape `KeyMetadata`.
    pub key_metadata: Option<KeyMetadata>,
}

impl Encode for CreateKeyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("KeyMetadata", &self.key_metadata, false)]);
    }
}

/// Output of `DescribeKey` (shape `DescribeKeyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeKeyResponse {
    /// `KeyMetadata`, shape `KeyMetadata`.
    pub key_metadata: Option<KeyMetadata>,
}

impl Encode for DescribeKeyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("KeyMetadata", &self.key_metadata, false)]);
    }
}

/// Output of `ListKeys` (shape `ListKeysResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListKeysResponse {
    /// `Keys`, shape `KeyList`.
    pub keys: Option<Vec<KeyListEntry>>,
    /// `NextMarker`, shape `MarkerType`: 1 to 1024 characters, `[\u0020-\u00FF]*`.
    pub next_marker: Option<String>,
    /// `Truncated`, shape `BooleanType`.
    pub truncated: Option<bool>,
}

impl Encode for ListKeysResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Keys", &self.keys, false),
                ("NextMarker", &self.next_marker, false),
                ("Truncated", &self.truncated, false),
            ],
        );
    }
}

/// Output of `CreateAlias` (shape `CreateAliasResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateAliasResponse {}

impl Encode for CreateAliasResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `ListAliases` (shape `ListAliasesResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListAliasesResponse {
    /// `Aliases`, shape `AliasList`.
    pub aliases: Option<Vec<AliasListEntry>>,
    /// `NextMarker`, shape `MarkerType`: 1 to 1024 characters, `[\u0020-\u00FF]*`.
    pub next_marker: Option<String>,
    /// `Truncated`, shape `BooleanType`.
    pub truncated: Option<bool>,
}

impl Encode for ListAliasesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Aliases", &self.aliases, false),
                ("NextMarker", &self.next_marker, false),
                ("Truncated", &self.truncated, false),
            ],
        );
    }
}

/// Output of `EnableKey` (shape `EnableKeyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EnableKeyResponse {}

impl Encode for EnableKeyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DisableKey` (shape `DisableKeyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DisableKeyResponse {}

impl Encode for DisableKeyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `RotateKeyOnDemand` (shape `RotateKeyOnDemandResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RotateKeyOnDemandResponse {
    /// `KeyId`, shape `KeyIdType`: 1 to 2048 characters.
    pub key_id: Option<String>,
}

impl Encode for RotateKeyOnDemandResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("KeyId", &self.key_id, false)]);
    }
}

/// Output of `ListKeyRotations` (shape `ListKeyRotationsResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListKeyRotationsResponse {
    /// `Rotations`, shape `RotationsList`.
    pub rotations: Option<Vec<RotationsListEntry>>,
    /// `NextMarker`, shape `MarkerType`: 1 to 1024 characters, `[\u0020-\u00FF]*`.
    pub next_marker: Option<String>,
    /// `Truncated`, shape `BooleanType`.
    pub truncated: Option<bool>,
}

impl Encode for ListKeyRotationsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Rotations", &self.rotations, false),
                ("NextMarker", &self.next_marker, false),
                ("Truncated", &self.truncated, false),
            ],
        );
    }
}
