//! The keys of one account in one Region: made, found, rotated, disabled.

use wharf_aws::{AccountId, Arn, Region, Timestamp};
use zeroize::Zeroizing;

use super::data_key::Material;
use super::model::{Key, KeyState, ManagedBy, arn, sealing_name};
use super::store;
use wharf_kernel::{Cell, Entropy, Sealer, Unavailable};

/// The alias of the key that is made for repositories whose maker names none.
const DEFAULT_ALIAS: &str = "aws/ecr";
/// How often a key can be rotated on demand (AWS KMS Developer Guide, *Perform on-demand key rotation*).
const ROTATIONS: i64 = 10;

/// Why a key ring did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum KeyRingError {
    /// There is no such key or alias.
    #[error("{0} is not a key of this account in this Region")]
    NotFound(String),
    /// The alias names another key.
    #[error("the alias alias/{0} names a key already")]
    AliasTaken(String),
    /// The alias is not valid.
    #[error(
        "an alias has 1 to 250 characters of letters, digits, '/', '_' and '-', and does not begin with aws/: '{0}'"
    )]
    AliasInvalid(String),
    /// The registry's own key is not the account's to change.
    #[error("the key alias/{DEFAULT_ALIAS} belongs to the registry: it is always enabled")]
    AwsManaged,
    /// A disabled key gets no new material.
    #[error("{0} is disabled.")]
    Disabled(String),
    /// It was rotated as often as it can be.
    #[error("{0} was rotated {ROTATIONS} times, which is the most: make another key")]
    RotatedOften(String),
    /// The store failed.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<wharf_sql::Error> for KeyRingError {
    fn from(error: wharf_sql::Error) -> KeyRingError {
        KeyRingError::Unavailable(error.into())
    }
}

/// The keys of one account in one Region.
pub struct KeyRing<'a> {
    cell: &'a Cell,
    account: AccountId,
    sealer: &'a Sealer,
    entropy: &'a Entropy,
}

impl<'a> KeyRing<'a> {
    /// That of an account in the cell's Region.
    pub fn new(cell: &'a Cell, account: &AccountId, sealer: &'a Sealer, entropy: &'a Entropy) -> KeyRing<'a> {
        KeyRing {
            cell,
            account: *account,
            sealer,
            entropy,
        }
    }

    /// The Region.
    pub fn region(&self) -> &Region {
        &self.cell.region
    }

    /// Makes a key, under an alias (without `alias/`) if one is given.
    pub async fn create(
        &self,
        description: &str,
        alias: Option<&str>,
        now: Timestamp,
    ) -> Result<Key, KeyRingError> {
        let alias = match alias {
            Some(alias) => Some(check_alias(alias.strip_prefix("alias/").unwrap_or(alias))?),
            None => None,
        };
        self.make(description, ManagedBy::Customer, alias, now).await
    }

    /// The key of that id, alias (`alias/…`) or ARN of either.
    pub async fn find(&self, name: &str) -> Result<Key, KeyRingError> {
        let missing = || KeyRingError::NotFound(name.to_owned());
        let resource = match name.strip_prefix("arn:") {
            None => name.to_owned(),
            Some(_) => {
                let arn: Arn = name.parse().map_err(|_| missing())?;
                let region = self.region();
                let ours = arn.service() == "kms"
                    && arn.partition() == region.partition()
                    && arn.region() == region.as_str()
                    && arn.account() == self.account.as_str();
                if !ours {
                    return Err(missing());
                }
                let resource = arn.resource();
                resource.strip_prefix("key/").unwrap_or(resource).to_owned()
            }
        };
        let (database, scope) = (&self.cell.database, self.cell.scope(&self.account));
        let found = match resource.strip_prefix("alias/") {
            Some(alias) => store::find_by_alias(database, &scope, alias).await?,
            None => store::find(database, &scope, &resource).await?,
        };
        found.ok_or_else(missing)
    }

    /// The key of that id or ARN. What changes a key takes no alias, which could come to name another one.
    pub(super) async fn find_key(&self, name: &str) -> Result<Key, KeyRingError> {
        let key = self.find(name).await?;
        let is_own_name = name == key.id || name == key.arn(self.region(), &self.account);
        is_own_name
            .then_some(key)
            .ok_or_else(|| KeyRingError::NotFound(name.to_owned()))
    }

    /// The ARN of the key that a name means; of none, the ARN that it would have.
    pub async fn arn_of(&self, name: &str) -> Result<String, Unavailable> {
        match self.find(name).await {
            Ok(key) => Ok(key.arn(self.region(), &self.account)),
            Err(KeyRingError::Unavailable(unavailable)) => Err(unavailable),
            Err(_) => Ok(KeyRing::arn_of_unknown(self.region(), &self.account, name)),
        }
    }

    /// The ARN that a key would have that is not there.
    pub fn arn_of_unknown(region: &Region, account: &AccountId, name: &str) -> String {
        match name.starts_with("arn:") {
            true => name.to_owned(),
            false => arn(region, account, &format!("key/{name}")),
        }
    }

    /// Keys by id, after one.
    pub(super) async fn page(&self, after: &str, most: i64) -> Result<Vec<Key>, KeyRingError> {
        let scope = self.cell.scope(&self.account);
        Ok(store::page(&self.cell.database, &scope, after, most).await?)
    }

    /// Aliases and the ids of their keys, after one; of one key only when it is given.
    pub(super) async fn aliases(
        &self,
        key: Option<&str>,
        after: &str,
        most: i64,
    ) -> Result<Vec<(String, String)>, KeyRingError> {
        let scope = self.cell.scope(&self.account);
        Ok(store::alias_page(&self.cell.database, &scope, key.unwrap_or_default(), after, most).await?)
    }

    /// When a key got each new material, after a version.
    pub(super) async fn rotations(
        &self,
        key: &str,
        after: i64,
        most: i64,
    ) -> Result<Vec<(i64, Timestamp)>, KeyRingError> {
        let scope = self.cell.scope(&self.account);
        Ok(store::versions(&self.cell.database, &scope, key, after, most).await?)
    }

    /// Gives a key one more name (without `alias/`).
    pub(super) async fn add_alias(&self, alias: &str, key: &Key) -> Result<(), KeyRingError> {
        let alias = check_alias(alias)?.to_owned();
        let (scope, id) = (self.cell.scope(&self.account), key.id.clone());
        self.cell
            .database
            .transaction("kms.alias.create", move |transaction| {
                match store::name(transaction, &scope, &alias, &id)? {
                    true => Ok(()),
                    false => Err(KeyRingError::AliasTaken(alias.clone())),
                }
            })
            .await
    }

    /// The registry's own key, made if it is not there.
    pub(crate) async fn default_key(&self, now: Timestamp) -> Result<Key, KeyRingError> {
        let alias = format!("alias/{DEFAULT_ALIAS}");
        match self.find(&alias).await {
            Err(KeyRingError::NotFound(_)) => {}
            found => return found,
        }
        let description =
            "Default key that protects the content of repositories when no other key is defined";
        match self
            .make(description, ManagedBy::Aws, Some(DEFAULT_ALIAS), now)
            .await
        {
            // Another caller was faster.
            Err(KeyRingError::AliasTaken(_)) => self.find(&alias).await,
            made => made,
        }
    }

    /// Gives a key, named by its id or ARN, new material. What was sealed before still opens.
    pub async fn rotate(&self, name: &str, now: Timestamp) -> Result<Key, KeyRingError> {
        loop {
            let mut key = self.find_key(name).await?;
            let arn = || key.arn(self.region(), &self.account);
            if key.state == KeyState::Disabled {
                return Err(KeyRingError::Disabled(arn()));
            }
            if key.version > ROTATIONS {
                return Err(KeyRingError::RotatedOften(arn()));
            }
            key.version += 1;
            let material = self.material(&key.id, key.version);
            let (scope, id, version) = (self.cell.scope(&self.account), key.id.clone(), key.version);
            let added = self
                .cell
                .database
                .transaction("kms.key.rotate", move |transaction| {
                    store::add_version(transaction, &scope, (&id, version), &material, now)
                })
                .await?;
            // Another caller may have rotated or disabled it at the same time.
            if added {
                return Ok(key);
            }
        }
    }

    /// Enables or disables a key, named by its id or ARN.
    pub async fn set_state(&self, name: &str, state: KeyState) -> Result<Key, KeyRingError> {
        let key = self.find_key(name).await?;
        if key.manager == ManagedBy::Aws {
            return Err(KeyRingError::AwsManaged);
        }
        let (scope, id) = (self.cell.scope(&self.account), key.id.clone());
        self.cell
            .database
            .transaction("kms.key.set_state", move |transaction| {
                store::set_state(transaction, &scope, &id, state)
            })
            .await?;
        Ok(Key { state, ..key })
    }

    async fn make(
        &self,
        description: &str,
        manager: ManagedBy,
        alias: Option<&str>,
        now: Timestamp,
    ) -> Result<Key, KeyRingError> {
        let key = Key {
            id: wharf_aws::RequestId::from_random(self.entropy.bytes()).to_string(),
            description: description.to_owned(),
            state: KeyState::Enabled,
            manager,
            version: 1,
            created_at: now,
        };
        let material = self.material(&key.id, 1);
        let (scope, made, alias) = (
            self.cell.scope(&self.account),
            key.clone(),
            alias.map(str::to_owned),
        );
        self.cell
            .database
            .transaction("kms.key.create", move |transaction| {
                if let Some(alias) = &alias
                    && !store::name(transaction, &scope, alias, &made.id)?
                {
                    return Err(KeyRingError::AliasTaken(alias.clone()));
                }
                store::insert(transaction, &scope, &made)?;
                Ok(store::insert_version(
                    transaction,
                    &scope,
                    (&made.id, 1),
                    &material,
                    now,
                )?)
            })
            .await?;
        Ok(key)
    }

    /// New material, sealed.
    fn material(&self, key: &str, version: i64) -> Vec<u8> {
        let bytes = Zeroizing::new(self.entropy.bytes::<32>());
        let name = sealing_name(self.region(), &self.account, key);
        Material::seal(self.sealer, &name, version, &bytes)
    }
}

/// The name itself, when an alias (without `alias/`) can be called so.
///
/// # Errors
/// [`KeyRingError::AliasInvalid`].
pub fn check_alias(alias: &str) -> Result<&str, KeyRingError> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-');
    if (1..=250).contains(&alias.len()) && alias.bytes().all(fits) && !alias.starts_with("aws/") {
        Ok(alias)
    } else {
        Err(KeyRingError::AliasInvalid(alias.to_owned()))
    }
}
