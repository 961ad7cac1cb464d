//! Accounts whose keys the tests know.

use wharf_aws::{AccessKeyId, AccountId, SecretKey, Timestamp};
use wharf_node::iam::access_key::AccessKey;
use wharf_sigv4::Credentials;

/// An account and the access key of its root user.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its twelve digits.
    pub id: AccountId,
    /// What its root user signs with.
    pub credentials: Credentials,
}

impl Account {
    /// The account whose registry a bare host means.
    pub(crate) fn first() -> Account {
        Account::new(
            "111122223333",
            "AKIAFIRSTACCOUNT0001",
            "first+secret/KEY+of/the+first+account/00",
        )
    }

    /// An account that has nothing to do with the first.
    pub(crate) fn second() -> Account {
        Account::new(
            "444455556666",
            "AKIASECONDACCOUNT002",
            "second/SECRET+key/of+another/account+000",
        )
    }

    /// An account by its id, with a key of its root user that no other account has.
    pub(crate) fn of(id: &AccountId) -> Account {
        let digits = id.as_str();
        Account::new(
            digits,
            &format!("AKIAROOT{digits}"),
            &format!("{digits}/SECRET+key/of+the+root+user"),
        )
    }

    fn new(id: &str, key: &str, secret: &str) -> Account {
        Account {
            id: id.parse().expect("an account id"),
            credentials: Credentials {
                access_key_id: key.to_owned(),
                secret: SecretKey::new(secret.to_owned()),
                session_token: None,
            },
        }
    }

    /// The id of its access key.
    pub fn key_id(&self) -> AccessKeyId {
        self.credentials.access_key_id.parse().expect("an access key id")
    }

    pub(crate) fn access_key(&self, created_at: Timestamp) -> AccessKey {
        AccessKey {
            id: self.key_id(),
            account: self.id,
            user: None,
            secret: self.credentials.secret.clone(),
            active: true,
            created_at,
        }
    }
}
