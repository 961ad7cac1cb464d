//! Data keys: made for a repository, sealed with a KMS key, opened while that is enabled.

use wharf_aws::ecr::Fault;
use wharf_aws::{AccountId, Region};
use zeroize::Zeroizing;

use super::model::{Key, KeyState, NewDataKey, key_arn, sealing_name};
use super::store;
use wharf_kernel::{Cell, Error, MasterKey, Node, Purpose, Sealer, Unavailable, Unreadable};

/// What a KMS key is made of.
pub(crate) struct Material(Sealer);

impl Material {
    /// New material, sealed with the node's master key.
    pub(super) fn seal(sealer: &Sealer, name: &str, version: i64, bytes: &[u8; 32]) -> Vec<u8> {
        sealer.seal(Purpose::KeyMaterial, context(name, version).as_bytes(), bytes)
    }

    fn open(
        node: &Node,
        (region, account, key): (&Region, &AccountId, &str),
        version: i64,
        sealed: &[u8],
    ) -> Result<Material, Unavailable> {
        let name = sealing_name(region, account, key);
        let opened = node
            .sealer
            .open(Purpose::KeyMaterial, context(&name, version).as_bytes(), sealed);
        let bytes = opened.map(Zeroizing::new).and_then(|bytes| exactly(&bytes));
        let bytes = bytes.ok_or_else(|| {
            let key = key_arn(region, account, key);
            let remedy = "put its row of kms_key_versions back from a copy of the database, or start with the master key that sealed \
                          it; until then nothing that it seals can be read, and `wharf key rotate --account ID KEY` makes material for new repositories";
            noted(node, format!("version {version} of {key}"), remedy)
        })?;
        Ok(Material(Sealer::new(
            &MasterKey::new(*bytes),
            node.entropy.clone(),
        )))
    }
}

fn context(name: &str, version: i64) -> String {
    format!("{name}\n{version}")
}

fn exactly(bytes: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    Some(Zeroizing::new(bytes.try_into().ok()?))
}

impl NewDataKey {
    /// A new data key, sealed with a KMS key's newest material.
    pub(crate) async fn generate(
        node: &Node,
        cell: &Cell,
        account: &AccountId,
        key: &Key,
    ) -> Result<NewDataKey, Unavailable> {
        let version = key.version;
        let sealed = store::material(&cell.database, &cell.scope(account), (&key.id, version)).await?;
        let sealed = sealed.ok_or_else(|| {
            let key = key.arn(&cell.region, account);
            Unavailable::Internal(format!("{key} has no material of version {version}"))
        })?;
        let material = Material::open(node, (&cell.region, account, &key.id), version, &sealed)?;
        let id = wharf_aws::RequestId::from_random(node.entropy.bytes()).to_string();
        let bytes = Zeroizing::new(node.entropy.bytes::<32>());
        Ok(NewDataKey {
            sealed: material.0.seal(Purpose::DataKey, id.as_bytes(), bytes.as_slice()),
            id,
            kms_key: key.id.clone(),
            version,
            created_at: node.clock.now(),
        })
    }
}

/// Opens a data key, which its KMS key must permit.
pub(crate) async fn open(
    node: &Node,
    cell: &Cell,
    account: &AccountId,
    id: &str,
) -> Result<Zeroizing<[u8; 32]>, Error<Fault>> {
    let found = store::find_data_key(&cell.database, &cell.scope(account), id).await?;
    let Some(key) = found else {
        return Err(Unavailable::Internal(format!("the data key {id} is gone")).into());
    };
    let name = key_arn(&cell.region, account, &key.kms_key);
    if key.state == KeyState::Disabled {
        return Err(disabled(&name).into());
    }
    let place = (&cell.region, account, key.kms_key.as_str());
    let material = Material::open(node, place, key.version, &key.material)?;
    let opened = material.0.open(Purpose::DataKey, id.as_bytes(), &key.sealed);
    let bytes = opened.map(Zeroizing::new).and_then(|bytes| exactly(&bytes));
    Ok(bytes.ok_or_else(|| {
        let remedy = "its KMS key opens, so its row of data_keys is damaged: put that back from a copy of the database, or delete its \
                      repository and push the images again";
        noted(node, format!("the data key {id} below {name}"), remedy)
    })?)
}

/// The failure of a sealed record, noted.
fn noted(node: &Node, record: String, remedy: &str) -> Unavailable {
    let unreadable = Unreadable {
        record,
        remedy: remedy.to_owned(),
    };
    node.note_unreadable(&unreadable);
    unreadable.into()
}

/// The fault that a disabled key causes.
pub(crate) fn disabled(key: &str) -> Fault {
    Fault::Kms {
        message: format!("{key} is disabled."),
        kms_error: Some("DisabledException".to_owned()),
    }
}
