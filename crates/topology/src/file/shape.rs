//! The organization file as it is written: what may stand where. What it means is [`super::resolve`]'s; keys that may not stand there are
//! left out, and told by [`super::form`].

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer};
use serde_saphyr::Spanned;

use super::residency_shape::Said;

/// A text and its place.
pub(super) type Text = Spanned<String>;

/// The whole file.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub(super) organization: Text,
    pub(super) topology: Option<Text>,
    #[serde(default)]
    pub(super) regions: Vec<Text>,
    #[serde(default)]
    pub(super) units: Named<Unit>,
    pub(super) accounts: Named<Account>,
    #[serde(default)]
    pub(super) teams: Named<Team>,
    #[serde(default)]
    pub(super) repositories: Vec<Repository>,
    #[serde(default)]
    pub(super) retention: Named<Retention>,
    #[serde(default)]
    pub(super) templates: Named<Option<Template>>,
    #[serde(default)]
    pub(super) builders: Named<Builder>,
    #[serde(default)]
    pub(super) consumers: Named<Consumer>,
    pub(super) guardrails: Option<Vec<Text>>,
    pub(super) approved: Option<Vec<Spanned<Digits>>>,
    #[serde(default)]
    pub(super) volumes: Volumes,
    #[serde(default)]
    pub(super) requirements: Requirements,
    #[serde(default)]
    pub(super) assertions: Vec<Text>,
}

/// A map of names in the order of the file.
#[derive(Debug)]
pub(super) struct Named<V>(pub(super) Vec<(Text, V)>);

impl<V> Default for Named<V> {
    fn default() -> Named<V> {
        Named(Vec::new())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Named<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Named<V>, D::Error> {
        struct Map<V>(PhantomData<V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for Map<V> {
            type Value = Named<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("names, each with a colon")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Named<V>, A::Error> {
                let mut named: Vec<(Text, V)> = Vec::new();
                while let Some((name, value)) = entries.next_entry::<Text, V>()? {
                    named.push((name, value));
                }
                Ok(Named(named))
            }

            fn visit_unit<E>(self) -> Result<Named<V>, E> {
                Ok(Named::default())
            }
        }

        deserializer.deserialize_any(Map(PhantomData))
    }
}

/// An organizational unit: the unit that it is in, if it is not directly under the root.
#[derive(Debug, Default)]
pub(super) struct Unit {
    pub(super) parent: Option<String>,
}

/// An account: its id alone, or more.
#[derive(Debug, Default, Deserialize)]
pub(super) struct AccountFacts {
    pub(super) id: Option<Digits>,
    pub(super) email: Option<String>,
    pub(super) environment: Option<Text>,
    pub(super) purpose: Option<Text>,
    pub(super) unit: Option<Text>,
    #[serde(default)]
    pub(super) regions: Vec<Text>,
}

#[derive(Debug, Default)]
pub(super) struct Account(pub(super) AccountFacts);

/// Twelve digits, whether YAML takes them for a number or for a text.
#[derive(Debug)]
pub(super) struct Digits(pub(super) String);

struct Scalar;

impl Visitor<'_> for Scalar {
    type Value = Digits;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an account id of 12 digits")
    }

    fn visit_u64<E>(self, number: u64) -> Result<Digits, E> {
        // YAML drops the zeros that an id begins with. What is much shorter was no id.
        let is_near = number >= 1_000_000_000;
        Ok(Digits(if is_near {
            format!("{number:012}")
        } else {
            number.to_string()
        }))
    }

    /// Digits that begin with a zero are no whole number to YAML.
    fn visit_f64<E>(self, number: f64) -> Result<Digits, E> {
        let whole = number.fract() == 0.0 && (0.0..1e12).contains(&number);
        Ok(Digits(if whole {
            format!("{number:012}")
        } else {
            number.to_string()
        }))
    }

    fn visit_str<E>(self, text: &str) -> Result<Digits, E> {
        Ok(Digits(text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Digits, D::Error> {
        deserializer.deserialize_any(Scalar)
    }
}

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Account, D::Error> {
        struct Facts;

        impl<'de> Visitor<'de> for Facts {
            type Value = Account;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an account id, or id, unit, environment, purpose, regions, email")
            }

            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Account, E> {
                Scalar.visit_u64(number).map(Account::with_id)
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Account, E> {
                Scalar.visit_str(text).map(Account::with_id)
            }

            fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Account, E> {
                Scalar.visit_f64(number).map(Account::with_id)
            }

            fn visit_unit<E>(self) -> Result<Account, E> {
                Ok(Account::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Account, A::Error> {
                AccountFacts::deserialize(MapAccessDeserializer::new(entries)).map(Account)
            }
        }

        deserializer.deserialize_any(Facts)
    }
}

impl Account {
    fn with_id(id: Digits) -> Account {
        Account(AccountFacts {
            id: Some(id),
            ..AccountFacts::default()
        })
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Unit, D::Error> {
        struct Parent;

        impl<'de> Visitor<'de> for Parent {
            type Value = Unit;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("nothing, or the name of the unit that it is in")
            }

            fn visit_unit<E>(self) -> Result<Unit, E> {
                Ok(Unit::default())
            }

            fn visit_str<E>(self, text: &str) -> Result<Unit, E> {
                Ok(Unit {
                    parent: Some(text.to_owned()),
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Unit, A::Error> {
                while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Err(A::Error::custom(
                    "a unit has nothing but the name of the unit that it is in",
                ))
            }
        }

        deserializer.deserialize_any(Parent)
    }
}

/// People who own repositories together.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Team {
    #[serde(default)]
    pub(super) repositories: Vec<Text>,
    /// Whether it runs its own platform.
    #[serde(default)]
    pub(super) platform: bool,
    pub(super) unit: Option<Text>,
}

/// A repository: its name alone, or more.
#[derive(Debug)]
pub(super) struct Repository {
    pub(super) name: Text,
    pub(super) immutable: bool,
    pub(super) accounts: Vec<Text>,
}

#[derive(Debug, Deserialize)]
struct RepositoryFacts {
    name: Text,
    #[serde(default)]
    immutable: bool,
    #[serde(default)]
    accounts: Vec<Text>,
}

impl<'de> Deserialize<'de> for Repository {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Repository, D::Error> {
        struct Facts;

        impl<'de> Visitor<'de> for Facts {
            type Value = Either;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a repository's name, or name, immutable, accounts")
            }

            fn visit_str<E>(self, text: &str) -> Result<Either, E> {
                Ok(Either::Name(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Either, A::Error> {
                RepositoryFacts::deserialize(MapAccessDeserializer::new(entries)).map(Either::Facts)
            }
        }

        enum Either {
            Name(String),
            Facts(RepositoryFacts),
        }

        impl<'de> Deserialize<'de> for Either {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Either, D::Error> {
                deserializer.deserialize_any(Facts)
            }
        }

        let spanned = Spanned::<Either>::deserialize(deserializer)?;
        let (referenced, defined) = (spanned.referenced, spanned.defined);
        Ok(match spanned.value {
            Either::Name(value) => Repository {
                name: Spanned {
                    value,
                    referenced,
                    defined,
                },
                immutable: false,
                accounts: Vec::new(),
            },
            Either::Facts(facts) => Repository {
                name: facts.name,
                immutable: facts.immutable,
                accounts: facts.accounts,
            },
        })
    }
}

/// How long images stay.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Retention {
    pub(super) images: Option<u64>,
    pub(super) untagged_days: Option<u64>,
    pub(super) unused_days: Option<u64>,
    pub(super) archived_days: Option<u64>,
}

/// How a push makes a repository under a prefix.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Template {
    pub(super) immutable: bool,
}

/// Who pushes: a role, and who may take it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Builder {
    /// The account that its role is in, if it is not the registry's.
    pub(super) account: Option<Text>,
    /// The environments whose registries it pushes to, where a topology has several.
    #[serde(default)]
    pub(super) environments: Vec<Text>,
    pub(super) push: Option<Vec<Text>>,
    #[serde(default)]
    pub(super) pull: Vec<Text>,
    /// Accounts whose principals may take the role, if their own policies let them.
    #[serde(default)]
    pub(super) trust: Vec<Text>,
    pub(super) oidc: Option<Oidc>,
}

/// Which identity tokens may take a role.
#[derive(Debug, Deserialize)]
pub(super) struct Oidc {
    pub(super) issuer: Text,
    #[serde(default)]
    pub(super) audience: Option<String>,
    pub(super) subjects: Vec<String>,
}

/// Who pulls: a role in each of some accounts, or a service of AWS.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Consumer {
    #[serde(default)]
    pub(super) accounts: Vec<Text>,
    #[serde(default)]
    pub(super) units: Vec<Text>,
    pub(super) service: Option<Text>,
    pub(super) pull: Option<Vec<Text>>,
    #[serde(default)]
    pub(super) trust: Vec<Text>,
}

/// How much goes in and out in a month.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Volumes {
    pub(super) images: Option<Spanned<u64>>,
    pub(super) pushes: Option<Spanned<u64>>,
    pub(super) pulls: Option<Spanned<u64>>,
    pub(super) image_gb: Option<Spanned<f64>>,
    pub(super) new_gb_per_push: Option<Spanned<f64>>,
    pub(super) promoted: Option<Spanned<f64>>,
    pub(super) networks: Option<Spanned<u64>>,
    pub(super) scans: Option<Spanned<u64>>,
}

/// What the company cannot do without.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Requirements {
    pub(super) production_independent: bool,
    pub(super) isolation: Option<Text>,
    pub(super) residency: Said,
    pub(super) region_failure: bool,
    pub(super) beginning: bool,
}
