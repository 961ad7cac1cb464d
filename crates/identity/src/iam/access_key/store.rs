//! The SQL of access keys.

use bytes::Bytes;
use wharf_aws::{AccessKeyId, AccountId, Timestamp};
use wharf_sql::{Database, Error, Row, Statement, Transaction, Value, params};

use super::{AccessKey, OpenKeyError};
use wharf_kernel::{Purpose, Sealer, Unreadable};

static INSERT: Statement = Statement::global(
    "iam.access_key.insert",
    "INSERT INTO access_keys (id, account, sealed_secret, active, created_at, user_id) \
     VALUES ($1, $2, $3, $4, $5, $6)",
);
static INSTALL: Statement = Statement::global(
    "iam.access_key.install",
    "INSERT INTO access_keys (id, account, sealed_secret, active, created_at, user_id) \
     VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (id) DO UPDATE SET account = excluded.account, sealed_secret = excluded.sealed_secret, \
     active = excluded.active, user_id = excluded.user_id",
);
static FIND: Statement = Statement::global(
    "iam.access_key.find",
    "SELECT id, account, sealed_secret, active, created_at, user_id FROM access_keys WHERE id = $1",
)
.point();
static LIST: Statement = Statement::global(
    "iam.access_key.list",
    "SELECT id, account, sealed_secret, active, created_at, user_id FROM access_keys WHERE account = $1 AND user_id = $2 ORDER BY id",
);
/// In the order of their ids, which are drawn: any hundred.
static SAMPLE: Statement = Statement::global(
    "iam.access_key.sample",
    "SELECT id, account, sealed_secret, active, created_at, user_id FROM access_keys WHERE id > '' ORDER BY id LIMIT 100",
);
static DELETE: Statement =
    Statement::global("iam.access_key.delete", "DELETE FROM access_keys WHERE id = $1");
static SET_ACTIVE: Statement = Statement::global(
    "iam.access_key.set_active",
    "UPDATE access_keys SET active = $2 WHERE id = $1",
);

pub(crate) static STATEMENTS: &[&Statement] =
    &[&INSERT, &INSTALL, &FIND, &LIST, &SAMPLE, &DELETE, &SET_ACTIVE];

/// A row as it is stored: the secret sealed.
pub struct KeyRow {
    id: String,
    account: String,
    sealed_secret: Bytes,
    /// Whether it may be used.
    pub active: bool,
    created_at: i64,
    /// The user's unique id; empty for the root user.
    user_id: String,
}

impl KeyRow {
    pub(super) fn seal(key: &AccessKey, sealer: &Sealer) -> KeyRow {
        let id = key.id.as_str();
        let sealed = sealer.seal(
            Purpose::AccessKeySecret,
            id.as_bytes(),
            key.secret.expose().as_bytes(),
        );
        KeyRow {
            id: id.to_owned(),
            account: key.account.as_str().to_owned(),
            sealed_secret: sealed.into(),
            active: key.active,
            created_at: key.created_at.micros(),
            user_id: key.user.clone().unwrap_or_default(),
        }
    }

    /// The key with an id.
    pub(crate) async fn find(identity: &Database, id: &str) -> Result<Option<KeyRow>, Error> {
        let rows = identity.query_global(&FIND, params![id]).await?;
        rows.first().map(KeyRow::read).transpose()
    }

    /// The public half.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn created_at(&self) -> Timestamp {
        Timestamp::from_micros(self.created_at)
    }

    /// The unique id of the user whose key it is; `None` for the root user's.
    pub fn user(&self) -> Option<&str> {
        Some(self.user_id.as_str()).filter(|id| !id.is_empty())
    }

    /// The account that it belongs to.
    pub fn account(&self) -> Result<AccountId, Error> {
        self.account
            .parse()
            .map_err(|_| Error::Corrupt("access_keys.account".to_owned()))
    }

    /// What operators call it.
    pub(crate) fn record(&self) -> String {
        format!(
            "the secret of the access key {} of account {}",
            self.id, self.account
        )
    }

    /// The same of one that does not open, with what they do about it.
    fn unreadable(&self) -> Unreadable {
        let id = &self.id;
        let removal = match self.user() {
            None => format!("`wharf access-key delete --id {id}` removes it"),
            Some(_) => {
                format!("`aws iam delete-access-key --access-key-id {id}`, with its user's name, removes it")
            }
        };
        Unreadable {
            record: self.record(),
            remedy: format!(
                "{removal}; or put its row of access_keys back from a copy of the database, or start with the master key that sealed it"
            ),
        }
    }

    /// The key, with its secret.
    pub fn open(&self, sealer: &Sealer) -> Result<AccessKey, OpenKeyError> {
        Ok(AccessKey {
            id: self
                .id
                .parse()
                .map_err(|_| Error::Corrupt("access_keys.id".to_owned()))?,
            account: self.account()?,
            secret: super::open_secret(sealer, &self.id, &self.sealed_secret)
                .ok_or_else(|| self.unreadable())?,
            user: self.user().map(str::to_owned),
            active: self.active,
            created_at: Timestamp::from_micros(self.created_at),
        })
    }

    fn values(&self) -> Vec<Value> {
        params![
            self.id.as_str(),
            self.account.as_str(),
            self.sealed_secret.clone(),
            self.active,
            self.created_at,
            self.user_id.as_str()
        ]
    }

    fn read(row: &Row) -> Result<KeyRow, Error> {
        Ok(KeyRow {
            id: row.text(0)?.to_owned(),
            account: row.text(1)?.to_owned(),
            sealed_secret: row.blob(2)?,
            active: row.boolean(3)?,
            created_at: row.integer(4)?,
            user_id: row.text(5)?.to_owned(),
        })
    }
}

/// Stores a new key; a known id is an error, not a change of hands.
pub(crate) fn insert(transaction: &mut Transaction<'_>, row: &KeyRow) -> Result<(), Error> {
    transaction.execute_global(&INSERT, row.values()).map(drop)
}

/// Stores a key as the operator gives it, and replaces what was known under its id.
pub(super) fn install(transaction: &mut Transaction<'_>, row: &KeyRow) -> Result<(), Error> {
    transaction.execute_global(&INSTALL, row.values()).map(drop)
}

/// The keys of an account's root user, by id.
pub(super) async fn rows_of_root(identity: &Database, account: &AccountId) -> Result<Vec<KeyRow>, Error> {
    let rows = identity
        .query_global(&LIST, params![account.as_str(), ""])
        .await?;
    rows.iter().map(KeyRow::read).collect()
}

/// Up to a hundred keys.
pub(crate) async fn sample(identity: &Database) -> Result<Vec<KeyRow>, Error> {
    let rows = identity.query_global(&SAMPLE, params![]).await?;
    rows.iter().map(KeyRow::read).collect()
}

pub(super) fn set_active(
    transaction: &mut Transaction<'_>,
    id: &AccessKeyId,
    active: bool,
) -> Result<bool, Error> {
    Ok(transaction.execute_global(&SET_ACTIVE, params![id.as_str(), active])? == 1)
}

pub(super) fn find_in(transaction: &mut Transaction<'_>, id: &str) -> Result<Option<KeyRow>, Error> {
    let row = transaction.query_one_global(&FIND, params![id])?;
    row.as_ref().map(KeyRow::read).transpose()
}

pub(super) fn list(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    user_id: &str,
) -> Result<Vec<KeyRow>, Error> {
    let rows = transaction.query_global(&LIST, params![account.as_str(), user_id])?;
    rows.iter().map(KeyRow::read).collect()
}

/// How many keys a user has.
pub(crate) fn count_of(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    user_id: &str,
) -> Result<usize, Error> {
    Ok(list(transaction, account, user_id)?.len())
}

pub(super) fn delete(transaction: &mut Transaction<'_>, id: &str) -> Result<(), Error> {
    transaction.execute_global(&DELETE, params![id]).map(drop)
}
