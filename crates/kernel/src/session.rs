//! A session: what temporary credentials stand for.
//!
//! No row is stored. The session token is the session itself, sealed with the master key together with the secret key;
//! a client that presents it proves what we wrote. What a session may do is decided on each request by what its role or user
//! may do then, so it dies with them.
//!
//! A session with policies or tags is compressed first: its token travels in a header of every request, and inside a
//! registry's password.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use wharf_aws::{AccessKeyId, AccountId, SecretKey, Timestamp};

use crate::{Purpose, Sealer};

/// What a session token holds beside the secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The temporary access key's id, `ASIA…`.
    #[serde(rename = "k")]
    pub access_key_id: String,
    /// The account of the role or user behind it.
    #[serde(rename = "a")]
    pub account: String,
    /// The role or user that has the session.
    #[serde(rename = "h")]
    pub holder: Holder,
    /// When it began, in microseconds since the epoch.
    #[serde(rename = "i")]
    pub issued_at: i64,
    /// When it ends, in microseconds since the epoch.
    #[serde(rename = "e")]
    pub expires_at: i64,
    /// The session policies; none means not restricted.
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<SessionPolicy>,
    /// The tags that were passed, and those that came along from the session before.
    #[serde(rename = "t", default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<SessionTag>,
    /// `aws:SourceIdentity`.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub source_identity: Option<String>,
    /// When a second factor was shown, in microseconds since the epoch.
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    pub mfa_at: Option<i64>,
    /// The identity provider that vouched for the session's holder, if one did.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<Provider>,
    /// When the account was made, in microseconds since the epoch, where its root user has the session: that has no unique id, and an
    /// account that is made later with the same id is another one. Sessions that began before this was noted have none.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub account_made_at: Option<i64>,
}

/// The role or user that has a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holder {
    /// A role's, from `AssumeRole…`.
    #[serde(rename = "r")]
    Role {
        /// `AROA…`.
        id: String,
        /// The session's name.
        session: String,
        /// Whether it was assumed by another role's session.
        chained: bool,
    },
    /// A federated user's, from `GetFederationToken`. Without a user id, the root user's.
    #[serde(rename = "f")]
    Federated {
        /// `AIDA…` of the user who asked.
        user: Option<String>,
        /// The federated user's name.
        name: String,
    },
    /// A user's own, from `GetSessionToken`. Without a user id, the root user's.
    #[serde(rename = "u")]
    User {
        /// `AIDA…`.
        user: Option<String>,
    },
}

impl Holder {
    /// Whether the root user has the session, by itself or by vouching for a federated user.
    pub fn is_root(&self) -> bool {
        matches!(
            self,
            Holder::User { user: None } | Holder::Federated { user: None, .. }
        )
    }
}

/// A policy that restricts one session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SessionPolicy {
    /// A document that was passed.
    #[serde(rename = "d")]
    Document(String),
    /// A managed policy of the session's account, or AWS's.
    #[serde(rename = "m")]
    Managed(String),
}

/// A tag of one session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionTag {
    /// Its key, as written.
    #[serde(rename = "k")]
    pub key: String,
    /// Its value.
    #[serde(rename = "v")]
    pub value: String,
    /// Whether sessions that this one begins have it too.
    #[serde(rename = "t", default)]
    pub transitive: bool,
}

/// An identity provider and what it said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// `aws:FederatedProvider`: the provider's ARN.
    #[serde(rename = "n")]
    pub name: String,
    /// Condition keys from its claims, e.g. `oidc.example.com:sub`.
    #[serde(rename = "c")]
    pub claims: Vec<(String, Vec<String>)>,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    secret: String,
    session: Session,
}

impl Session {
    /// The account of the role or user behind it.
    pub fn account(&self) -> Option<AccountId> {
        self.account.parse().ok()
    }

    /// Whether it is over.
    pub fn has_ended(&self, now: Timestamp) -> bool {
        now.micros() >= self.expires_at
    }

    /// Whether it may call a service at all, regardless of policies (IAM User Guide, *Comparing AWS STS credentials*): a
    /// federated user's never IAM, a user's own only with a second factor.
    pub fn may_call(&self, service: &str) -> bool {
        match self.holder {
            Holder::Role { .. } => true,
            Holder::Federated { .. } => service != "iam",
            Holder::User { .. } => service != "iam" || self.mfa_at.is_some(),
        }
    }

    /// The session token that goes with `secret`.
    pub fn token(&self, secret: &SecretKey, sealer: &Sealer) -> String {
        let sealed = Sealed {
            secret: secret.expose().to_owned(),
            session: self.clone(),
        };
        let plain = zeroize::Zeroizing::new(
            serde_json::to_vec(&sealed).expect("INVARIANT: texts and numbers turn into JSON"),
        );
        let packed = zeroize::Zeroizing::new(pack(&plain));
        let context = self.access_key_id.as_bytes();
        sealer.seal_text(Purpose::SessionToken, context, &packed)
    }
}

/// Opens a session token that came with an access key id; `None` when it was not made for it.
pub fn open(access_key_id: &AccessKeyId, token: &str, sealer: &Sealer) -> Option<(Arc<Session>, SecretKey)> {
    let context = access_key_id.as_str().as_bytes();
    let packed = zeroize::Zeroizing::new(sealer.open_text(Purpose::SessionToken, context, token)?);
    let plain = zeroize::Zeroizing::new(unpack(&packed)?);
    let sealed: Sealed = serde_json::from_slice(&plain).ok()?;
    Some((Arc::new(sealed.session), SecretKey::new(sealed.secret)))
}

/// Below this many bytes compression gains nothing.
const SHORT: usize = 400;
/// More than a session can be long: fifty tags, ten ARNs, a document.
const LONGEST: usize = 256 * 1024;
const PLAIN: u8 = 0;
const DEFLATED: u8 = 1;

/// Compressed if it is long; the first byte says which.
pub fn pack(plain: &[u8]) -> Vec<u8> {
    if plain.len() <= SHORT {
        return [&[PLAIN], plain].concat();
    }
    [&[DEFLATED], deflate(plain).as_slice()].concat()
}

/// What [`pack`] was given.
pub fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    match packed.split_first()? {
        (&PLAIN, plain) => Some(plain.to_vec()),
        (&DEFLATED, deflated) => miniz_oxide::inflate::decompress_to_vec_with_limit(deflated, LONGEST).ok(),
        _ => None,
    }
}

/// DEFLATE at its best.
pub fn deflate(plain: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(plain, 9)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Entropy, MasterKey};

    fn role_session() -> Session {
        let tag = |number: usize| SessionTag {
            key: format!("cost-center-{number}"),
            value: format!("department {number} of the house"),
            transitive: number.is_multiple_of(2),
        };
        let policy = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Pull","Effect":"Allow","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","ecr:BatchCheckLayerAvailability"],"Resource":"arn:aws:ecr:eu-central-1:111122223333:repository/team-a/*","Condition":{"StringEquals":{"aws:ResourceTag/stage":"prod"}}},{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}]}"#;
        Session {
            access_key_id: "ASIAIOSFODNN7EXAMPLE".to_owned(),
            account: "111122223333".to_owned(),
            holder: Holder::Role {
                id: "AROAAAAAAAAAAAAAAAAAA".to_owned(),
                session: "GitHubActions".to_owned(),
                chained: false,
            },
            issued_at: 1_772_704_800_000_000,
            expires_at: 1_772_708_400_000_000,
            policies: vec![
                SessionPolicy::Document(policy.to_owned()),
                SessionPolicy::Managed(
                    "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser".to_owned(),
                ),
            ],
            tags: (0..10).map(tag).collect(),
            source_identity: Some("mona@example.com".to_owned()),
            mfa_at: None,
            provider: Some(Provider {
                name: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
                    .to_owned(),
                claims: vec![(
                    "token.actions.githubusercontent.com:sub".to_owned(),
                    vec!["repo:octo/app:environment:prod".to_owned()],
                )],
            }),
            account_made_at: None,
        }
    }

    #[test]
    fn a_token_is_its_session_and_short() {
        let sealer = Sealer::new(&MasterKey::new([7; 32]), Entropy::system());
        let (session, secret) = (role_session(), SecretKey::generate([1; 30]));
        let token = session.token(&secret, &sealer);
        assert!(token.len() < 2_048, "{}", token.len());
        let id: AccessKeyId = session.access_key_id.parse().unwrap();
        let (opened, found) = open(&id, &token, &sealer).unwrap();
        assert_eq!(*opened, session);
        assert_eq!(found.expose(), secret.expose());
        let other: AccessKeyId = "ASIAIOSFODNN7EXAMPL3".parse().unwrap();
        assert!(open(&other, &token, &sealer).is_none());
        let bare = Session {
            policies: Vec::new(),
            tags: Vec::new(),
            provider: None,
            ..session
        };
        assert!(bare.token(&secret, &sealer).len() < 512);
    }

    #[test]
    fn packing_is_undone() {
        for length in [0, 1, SHORT, SHORT + 1, 10_000] {
            let plain = vec![b'x'; length];
            let packed = pack(&plain);
            assert_eq!(unpack(&packed), Some(plain));
            assert!(packed.len() <= SHORT + 1, "{length}: {}", packed.len());
        }
        assert_eq!(unpack(&[]), None);
        assert_eq!(unpack(&[7, 1, 2]), None);
        assert_eq!(unpack(&[DEFLATED, 0xff, 0xff]), None);
        assert_eq!(unpack(&pack(&vec![0; LONGEST + 1])), None);
    }

    #[test]
    fn what_a_session_may_call_at_all() {
        let with = |holder, mfa_at| Session {
            holder,
            mfa_at,
            ..role_session()
        };
        let user = || Holder::User { user: None };
        let federated = Holder::Federated {
            user: None,
            name: "carol".to_owned(),
        };
        assert!(role_session().may_call("iam"));
        assert!(!with(user(), None).may_call("iam"));
        assert!(with(user(), Some(1)).may_call("iam"));
        let federated = with(federated, Some(1));
        assert!(!federated.may_call("iam") && federated.may_call("ecr"));
    }
}
