//! What a key is.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use wharf_aws::{AccountId, Region, Timestamp};

/// A KMS key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its id, a UUID.
    pub id: String,
    /// What its maker says of it.
    pub description: String,
    /// Whether it may be used.
    pub state: KeyState,
    /// Who made it.
    pub manager: ManagedBy,
    /// The version of its material that seals; 1 at first.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Key {
    /// Its ARN.
    pub fn arn(&self, region: &Region, account: &AccountId) -> String {
        key_arn(region, account, &self.id)
    }
}

/// The ARN of a key.
pub(super) fn key_arn(region: &Region, account: &AccountId, key: &str) -> String {
    arn(region, account, &format!("key/{key}"))
}

/// What a key's material is bound to where it is sealed. It is no ARN, though it looks like one: what was sealed with it opens with
/// it only, so it stays.
pub(super) fn sealing_name(region: &Region, account: &AccountId, key: &str) -> String {
    arn(region, account, key)
}

/// The ARN of something of a key ring: `key/<id>`, `alias/<name>`.
pub(crate) fn arn(region: &Region, account: &AccountId, resource: &str) -> String {
    let partition = region.partition().as_str();
    format!("arn:{partition}:kms:{region}:{account}:{resource}")
}

/// Whether a key may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum KeyState {
    /// It may.
    Enabled,
    /// It opens and seals nothing.
    Disabled,
}

/// Who made a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ManagedBy {
    /// The account; it decides about the key.
    Customer,
    /// The registry, for repositories whose maker names no key: `alias/aws/ecr`. It is always enabled.
    Aws,
}

/// Prints and reads an enumeration by these texts.
macro_rules! texts {
    ($name:ident { $($variant:ident = $text:literal),+ }) => {
        impl $name {
            /// Its text in KMS's API.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<$name, ()> {
                match text { $($text => Ok($name::$variant),)+ _ => Err(()) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    };
}

texts!(KeyState { Enabled = "Enabled", Disabled = "Disabled" });
texts!(ManagedBy { Customer = "CUSTOMER", Aws = "AWS" });

/// A data key that is still to be written down, in the transaction that makes what it is for.
#[derive(Clone)]
pub(crate) struct NewDataKey {
    pub(crate) id: String,
    pub(crate) kms_key: String,
    pub(super) version: i64,
    pub(super) sealed: Vec<u8>,
    pub(super) created_at: Timestamp,
}

/// A data key as it is stored, with what opens it.
pub(super) struct Sealed {
    pub(super) kms_key: String,
    pub(super) version: i64,
    pub(super) sealed: Vec<u8>,
    pub(super) material: Vec<u8>,
    pub(super) state: KeyState,
}
