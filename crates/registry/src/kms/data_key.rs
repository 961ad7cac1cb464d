//! Data keys: made for a repository, sealed with a KMS key, opened while that is enabled.

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
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
        Material::opened(node, (region, account, key), version, sealed).ok_or_else(|| {
            let arn = key_arn(region, account, key);
            let remedy = "put its row of kms_key_versions back from a copy of the database, or start with the master key that sealed \
                          it; until then nothing that it seals can be read, and `wharf key rotate --account ID KEY` makes material for new repositories";
            let (place, account, key) = (region.clone(), *account, key.to_owned());
            let record = format!("version {version} of {arn}");
            noted((node, region), record, remedy, move |node| {
                is_material_unreadable(node, place.clone(), account, (key.clone(), version)).boxed()
            })
        })
    }

    fn opened(
        node: &Node,
        (region, account, key): (&Region, &AccountId, &str),
        version: i64,
        sealed: &[u8],
    ) -> Option<Material> {
        let name = sealing_name(region, account, key);
        let opened = node
            .sealer
            .open(Purpose::KeyMaterial, context(&name, version).as_bytes(), sealed);
        let bytes = exactly(&Zeroizing::new(opened?))?;
        Some(Material(Sealer::new(
            &MasterKey::new(*bytes),
            node.entropy.clone(),
        )))
    }

    /// A data key that it seals.
    fn open_data_key(&self, id: &str, sealed: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
        let opened = self.0.open(Purpose::DataKey, id.as_bytes(), sealed);
        exactly(&Zeroizing::new(opened?))
    }
}

/// Whether a version of a key is still there and does not open.
async fn is_material_unreadable(
    node: &Node,
    region: Region,
    account: AccountId,
    (key, version): (String, i64),
) -> Result<bool, Unavailable> {
    let cell = node.cell(&region).await?;
    let sealed = store::material(&cell.database, &cell.scope(&account), (&key, version)).await?;
    let place = (&region, &account, key.as_str());
    Ok(sealed.is_some_and(|sealed| Material::opened(node, place, version, &sealed).is_none()))
}

/// Whether a repository still needs a data key, and it does not open, as far as its KMS key lets that be told.
async fn is_data_key_unreadable(
    node: &Node,
    region: Region,
    account: AccountId,
    id: String,
) -> Result<bool, Unavailable> {
    let cell = node.cell(&region).await?;
    let scope = cell.scope(&account);
    let Some(key) = store::find_data_key(&cell.database, &scope, &id).await? else {
        return Ok(false);
    };
    let place = (&region, &account, key.kms_key.as_str());
    let material = Material::opened(node, place, key.version, &key.material);
    if material.is_some_and(|material| material.open_data_key(&id, &key.sealed).is_some()) {
        return Ok(false);
    }
    Ok(store::is_needed(&cell.database, &scope, &id).await?)
}

/// Forgets that a data key does not open: its repository is deleted.
pub(crate) fn forget_unreadable(node: &Node, cell: &Cell, account: &AccountId, (key, id): (&str, &str)) {
    let name = key_arn(&cell.region, account, key);
    node.forget_unreadable(&record(id, &name));
}

/// What operators call a data key.
fn record(id: &str, key: &str) -> String {
    format!("the data key {id} below {key}")
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
    let opened = material.open_data_key(id, &key.sealed);
    Ok(opened.ok_or_else(|| {
        let remedy = "its KMS key opens, so its row of data_keys is damaged: put that back from a copy of the database, or delete its \
                      repository and push the images again";
        let (region, account, id) = (cell.region.clone(), *account, id.to_owned());
        let record = record(&id, &name);
        noted((node, &cell.region), record, remedy, move |node| {
            is_data_key_unreadable(node, region.clone(), account, id.clone()).boxed()
        })
    })?)
}

/// The failure of a sealed record of a Region, noted with a way to look at it again.
fn noted<L>((node, region): (&Node, &Region), record: String, remedy: &str, look: L) -> Unavailable
where
    L: for<'a> Fn(&'a Node) -> BoxFuture<'a, Result<bool, Unavailable>> + Send + Sync + 'static,
{
    let unreadable = Unreadable {
        record,
        remedy: remedy.to_owned(),
    };
    node.note_unreadable(&unreadable, Some(region.clone()), look);
    unreadable.into()
}

/// The fault that a disabled key causes.
pub(crate) fn disabled(key: &str) -> Fault {
    Fault::Kms {
        message: format!("{key} is disabled."),
        kms_error: Some("DisabledException".to_owned()),
    }
}
