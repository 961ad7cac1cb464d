//! The root key of the first start, of which both halves are given or none.

use wharf_aws::{AccessKeyId, SecretKey};

use super::{ConfigError, Layers};

/// The root key that the first start is given, if it is.
pub(super) fn first_key(layers: &Layers) -> Result<Option<(AccessKeyId, SecretKey)>, ConfigError> {
    let id: Option<AccessKeyId> = layers.parse("bootstrap-access-key-id", str::parse)?;
    let secret = layers.parse("bootstrap-secret-access-key", |text| {
        Ok::<_, String>(SecretKey::new(text.to_owned()))
    })?;
    match (id, secret) {
        (Some(id), Some(secret)) => Ok(Some((id, secret))),
        (None, None) => Ok(None),
        (id, _) => {
            let (there, missing) = if id.is_some() {
                ("bootstrap-access-key-id", "WHARF_BOOTSTRAP_SECRET_ACCESS_KEY")
            } else {
                ("bootstrap-secret-access-key", "WHARF_BOOTSTRAP_ACCESS_KEY_ID")
            };
            let origin = &layers.value(there).origin;
            Err(ConfigError::invalid(
                there,
                origin,
                format!("{missing} must be set with it"),
            ))
        }
    }
}
