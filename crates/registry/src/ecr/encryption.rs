//! How a repository's content is encrypted at rest (Amazon ECR User Guide, *Encryption at rest*): chosen when it is made,
//! never changed.
//!
//! `AES256` is the store's business: a node that is configured so (`Settings::seal_layers`) seals layers itself, with a key of its
//! own for each Region. `KMS` seals layers and manifests with a data key of the repository, which a key of the account's
//! key ring (`kms`) must open at every push and pull.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use wharf_aws::AccountId;
use wharf_aws::ecr::{EncryptionConfiguration, EncryptionType, Fault};
use wharf_blob::{Compartment, DataKey, DataKeyName};
use wharf_policy::{Action, Decision};

use super::fault::invalid_parameter;
use crate::kms::{self, Key, KeyRing, KeyRingError, KeyState, ManagedBy, NewDataKey};
use wharf_kernel::{
    Access, Call, Cell, Context, Error, IamResource, MasterKey, Node, Purpose, Resource, Sealer, Unavailable,
};

/// The name of the key that a node seals layers with where no key was chosen. It is in no key ring.
const OF_THE_STORE: &str = "aes256";

/// What making an encrypted repository demands of a key (Amazon ECR User Guide, *Encryption at rest*).
pub(crate) const KEY_ACTIONS: [&str; 2] = ["DescribeKey", "CreateGrant"];

/// A repository's encryption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encryption {
    /// Its type.
    pub kind: EncryptionType,
    /// The id of the KMS key; empty for none.
    pub kms_key: String,
    /// The data key that seals its content; empty for none of its own.
    pub(crate) data_key: String,
}

impl Default for Encryption {
    fn default() -> Encryption {
        Encryption {
            kind: EncryptionType::Aes256,
            kms_key: String::new(),
            data_key: String::new(),
        }
    }
}

impl Encryption {
    /// As the API shows it.
    pub fn describe(&self, call: &Call, registry: &AccountId) -> EncryptionConfiguration {
        let arn = || kms::arn(&call.region, registry, &format!("key/{}", self.kms_key));
        EncryptionConfiguration {
            encryption_type: self.kind,
            kms_key: (!self.kms_key.is_empty()).then(arn),
        }
    }

    /// Whether layers may be mounted from one to the other: both have the same key.
    pub(crate) fn shares_with(&self, other: &Encryption) -> bool {
        self.kind == other.kind && self.kms_key == other.kms_key
    }
}

/// What the caller asked for, checked: a type, and the KMS key that they named.
pub(crate) fn check(kind: EncryptionType, key: Option<String>) -> Result<Option<String>, Fault> {
    let field = "encryptionConfiguration";
    let key = key.filter(|key| !key.is_empty());
    match kind {
        EncryptionType::Aes256 if key.is_some() => Err(invalid_parameter(
            field,
            "kmsKey must be absent when encryptionType is AES256",
        )),
        EncryptionType::Aes256 | EncryptionType::Kms => Ok(key),
        EncryptionType::KmsDsse => Err(invalid_parameter(
            field,
            "encryptionType must be AES256 or KMS: KMS_DSSE exists in AWS GovCloud (US) only",
        )),
    }
}

/// The encryption of a repository that the caller is about to make, and its data key, which is still to be written down.
/// The named key must be there, enabled, and the caller's to use.
pub(crate) async fn begin(
    context: &Context<'_>,
    cell: &Cell,
    registry: &AccountId,
    kind: EncryptionType,
    key: Option<&str>,
) -> Result<(Encryption, Option<NewDataKey>), Error<Fault>> {
    if kind != EncryptionType::Kms {
        return Ok((Encryption::default(), None));
    }
    let key = usable_key(context, cell, registry, key).await?;
    if key.manager == ManagedBy::Customer {
        require_access(context, cell, registry, &key).await?;
    }
    Ok(sealed_with(context, cell, registry, key).await?)
}

/// The encryption of a repository that is about to be made, with this key.
pub(crate) async fn sealed_with(
    context: &Context<'_>,
    cell: &Cell,
    registry: &AccountId,
    key: Key,
) -> Result<(Encryption, Option<NewDataKey>), Unavailable> {
    let data_key = NewDataKey::generate(context.node, cell, registry, &key).await?;
    let encryption = Encryption {
        kind: EncryptionType::Kms,
        kms_key: key.id,
        data_key: data_key.id.clone(),
    };
    Ok((encryption, Some(data_key)))
}

/// The key that the caller named, or the registry's own.
pub(crate) async fn usable_key(
    context: &Context<'_>,
    cell: &Cell,
    registry: &AccountId,
    name: Option<&str>,
) -> Result<Key, Error<Fault>> {
    let node = context.node;
    let ring = KeyRing::new(cell, registry, &node.sealer, &node.entropy);
    let found = match name {
        Some(name) => ring.find(name).await,
        None => ring.default_key(node.clock.now()).await,
    };
    let key = found.map_err(|error| match error {
        KeyRingError::NotFound(_) => Error::Fault(Fault::Kms {
            message: format!("Invalid keyId {}: there is no such key", name.unwrap_or_default()),
            kms_error: Some("NotFoundException".to_owned()),
        }),
        KeyRingError::Unavailable(unavailable) => Error::Unavailable(unavailable),
        other => Error::Unavailable(Unavailable::Internal(other.to_string())),
    })?;
    match key.state {
        KeyState::Enabled => Ok(key),
        KeyState::Disabled => Err(kms::disabled(&key.arn(&cell.region, registry)).into()),
    }
}

/// Keys have no policies of their own, so no principal of another account may use them.
async fn require_access(
    context: &Context<'_>,
    cell: &Cell,
    registry: &AccountId,
    key: &Key,
) -> Result<(), Error<Fault>> {
    let arn = key.arn(&cell.region, registry);
    for action in KEY_ACTIONS {
        let resource = Resource::Iam(IamResource::Named(arn.clone()));
        let access = Access::new(Action::new("kms", action), resource);
        let own = context.call.account == *registry;
        if !own || context.decide(&access).await? != Decision::Allowed {
            let who = &context.call.principal.arn;
            return Err(Error::Fault(Fault::Kms {
                message: format!("User: {who} is not authorized to perform: kms:{action} on resource: {arn}"),
                kms_error: Some("AccessDeniedException".to_owned()),
            }));
        }
    }
    Ok(())
}

/// The data key that new bytes of a repository are sealed with; empty for none.
pub(crate) fn for_upload(node: &Node, encryption: &Encryption) -> String {
    match encryption.kind {
        EncryptionType::Aes256 if node.settings.seal_layers => OF_THE_STORE.to_owned(),
        _ => encryption.data_key.clone(),
    }
}

/// Where bytes are that are sealed so, which the KMS key must permit.
pub(crate) async fn bytes(
    node: &Node,
    cell: &Cell,
    registry: &AccountId,
    data_key: &str,
) -> Result<Compartment, Error<Fault>> {
    let key = match data_key {
        "" => return Ok(cell.bytes.plain()),
        OF_THE_STORE => DataKey::new(&node.sealer.store_key(cell.region.as_str())),
        id => DataKey::new(&*kms::open(node, cell, registry, id).await?),
    };
    Ok(cell.bytes.sealed(&name(data_key)?, Some(&key)).await?)
}

/// The same without the key: nothing can be read or added.
pub(crate) async fn closed_bytes(cell: &Cell, data_key: &str) -> Result<Compartment, Unavailable> {
    if data_key.is_empty() {
        return Ok(cell.bytes.plain());
    }
    Ok(cell.bytes.sealed(&name(data_key)?, None).await?)
}

/// Which data keys may seal layers of a repository that has this data key of its own, or none.
pub(crate) fn of_layers(data_key: &str) -> Vec<&str> {
    match data_key {
        "" => vec!["", OF_THE_STORE],
        own => vec![own],
    }
}

/// Which bytes of a Region: those that one data key seals, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CompartmentKey {
    /// Whose data key it is; empty where it is no account's.
    pub(crate) account: String,
    /// The data key; empty for bytes as they are.
    pub(crate) data_key: String,
}

/// What opening the bytes of a compartment came to.
pub(crate) enum OpenedBytes {
    /// They can be read.
    Readable(Compartment),
    /// Their key is disabled.
    Locked,
    /// Their key is there, or should be, and does not open them: why.
    Broken(String),
}

/// The bytes of a compartment, for who wants to know why they cannot be read.
pub(crate) async fn opened(
    node: &Node,
    cell: &Cell,
    place: &CompartmentKey,
) -> Result<OpenedBytes, Unavailable> {
    // What no key of an account seals has none.
    let registry = place.account.parse().unwrap_or(node.settings.default_registry.0);
    match bytes(node, cell, &registry, &place.data_key).await {
        Ok(opened) => Ok(OpenedBytes::Readable(opened)),
        Err(error) => Ok(why_closed(error)?.map_or(OpenedBytes::Locked, OpenedBytes::Broken)),
    }
}

/// Why a key does not open what it seals; nothing where it is disabled.
fn why_closed(error: Error<Fault>) -> Result<Option<String>, Unavailable> {
    match error {
        Error::Fault(Fault::Kms { .. }) => Ok(None),
        Error::Unavailable(Unavailable::Internal(why) | Unavailable::Damaged(why)) => Ok(Some(why)),
        Error::Unavailable(Unavailable::Unreadable(record)) => Ok(Some(record.to_string())),
        Error::Unavailable(outage) => Err(outage),
        other => Ok(Some(other.to_string())),
    }
}

/// The compartment after another one, or the first; nothing at the end.
pub(crate) async fn next_compartment(
    cell: &Cell,
    after: Option<&CompartmentKey>,
) -> Result<Option<CompartmentKey>, Unavailable> {
    let after = match after {
        None => return Ok(Some(CompartmentKey::default())),
        Some(plain) if plain.data_key.is_empty() => {
            let (account, data_key) = (String::new(), OF_THE_STORE.to_owned());
            return Ok(Some(CompartmentKey { account, data_key }));
        }
        Some(of_store) if of_store.data_key == OF_THE_STORE => ("", ""),
        Some(other) => (other.account.as_str(), other.data_key.as_str()),
    };
    let next = kms::store::next_data_key(&cell.database, cell.region.as_str(), after).await?;
    Ok(next.map(|(account, data_key)| CompartmentKey { account, data_key }))
}

fn name(data_key: &str) -> Result<DataKeyName, Unavailable> {
    data_key
        .parse()
        .map_err(|error| Unavailable::Internal(format!("{data_key}: {error}")))
}

/// A manifest as it is written down.
#[derive(Clone)]
pub(crate) struct WrittenManifest {
    /// Its bytes, sealed or not.
    pub(crate) bytes: Bytes,
    /// The data key that seals them; empty for none.
    pub(crate) data_key: String,
    sealer: Option<Arc<Sealer>>,
}

impl WrittenManifest {
    /// One that is not sealed.
    pub(crate) fn plain(bytes: Bytes) -> WrittenManifest {
        WrittenManifest {
            bytes,
            data_key: String::new(),
            sealer: None,
        }
    }

    /// Whether `written` is the same manifest, which has the digest and the bytes `plain`: what is sealed twice is not alike.
    pub(crate) fn is(&self, written: &[u8], digest: &str, plain: &[u8]) -> bool {
        match &self.sealer {
            None => written == plain,
            Some(sealer) => {
                let opened = sealer.open(Purpose::Manifest, digest.as_bytes(), written);
                opened.is_some_and(|opened| opened == plain)
            }
        }
    }
}

impl fmt::Debug for WrittenManifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WrittenManifest").field(&self.data_key).finish()
    }
}

/// A manifest as it is written down: sealed, where the repository has a data key of its own.
pub(crate) async fn seal_manifest(
    node: &Node,
    cell: &Cell,
    registry: &AccountId,
    encryption: &Encryption,
    digest: &str,
    bytes: &Bytes,
) -> Result<WrittenManifest, Error<Fault>> {
    if encryption.data_key.is_empty() {
        return Ok(WrittenManifest::plain(bytes.clone()));
    }
    let sealer = manifest_sealer(node, cell, registry, &encryption.data_key).await?;
    Ok(WrittenManifest {
        bytes: sealer.seal(Purpose::Manifest, digest.as_bytes(), bytes).into(),
        data_key: encryption.data_key.clone(),
        sealer: Some(Arc::new(sealer)),
    })
}

/// The bytes of a manifest that was found, readable: `data_key` sealed them. Nothing where they are not what it sealed.
pub(crate) async fn open_manifest(
    node: &Node,
    cell: &Cell,
    registry: &AccountId,
    data_key: &str,
    digest: &str,
    bytes: Bytes,
) -> Result<Option<Bytes>, Error<Fault>> {
    if data_key.is_empty() {
        return Ok(Some(bytes));
    }
    // On the heap: few manifests are sealed, and the future of every read would have room for it.
    let sealer = Box::pin(manifest_sealer(node, cell, registry, data_key)).await?;
    let opened = sealer.open(Purpose::Manifest, digest.as_bytes(), &bytes);
    Ok(opened.map(Bytes::from))
}

/// What reading a manifest's row came to.
pub(crate) enum ReadManifest {
    /// Its bytes.
    Bytes(Bytes),
    /// Its key is disabled.
    Locked,
    /// Its key is there, or should be, and does not open: why.
    Broken(String),
    /// Its key opens, and the bytes are not what it sealed.
    Altered,
}

/// [`open_manifest`] for who wants to know why not.
pub(crate) async fn read_manifest(
    node: &Node,
    cell: &Cell,
    registry: &AccountId,
    data_key: &str,
    digest: &str,
    bytes: Bytes,
) -> Result<ReadManifest, Unavailable> {
    if data_key.is_empty() {
        return Ok(ReadManifest::Bytes(bytes));
    }
    let sealer = match manifest_sealer(node, cell, registry, data_key).await {
        Ok(sealer) => sealer,
        Err(error) => return Ok(why_closed(error)?.map_or(ReadManifest::Locked, ReadManifest::Broken)),
    };
    let opened = sealer.open(Purpose::Manifest, digest.as_bytes(), &bytes);
    Ok(opened.map_or(ReadManifest::Altered, |opened| ReadManifest::Bytes(opened.into())))
}

async fn manifest_sealer(
    node: &Node,
    cell: &Cell,
    registry: &AccountId,
    data_key: &str,
) -> Result<Sealer, Error<Fault>> {
    let key = kms::open(node, cell, registry, data_key).await?;
    Ok(Sealer::new(&MasterKey::new(*key), node.entropy.clone()))
}
