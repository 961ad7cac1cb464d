//! Which Rust type a shape becomes.

use anyhow::Context as _;

use super::api::{Api, Kind, Member};
use super::names;

/// Shapes that have a type of their own in the leaf crates.
const TYPED: &[(&str, &str, &str)] = &[
    ("ecr", "RegistryId", "AccountId"),
    ("ecr", "RepositoryName", "RepositoryName"),
    ("organizations", "AccountId", "AccountId"),
    ("wharf", "AccountId", "AccountId"),
    ("wharf", "RepositoryName", "RepositoryName"),
];

/// The type for a string shape that has one of its own.
pub fn typed(api: &Api, shape: &str) -> Option<&'static str> {
    TYPED
        .iter()
        .find(|(service, name, _)| *service == api.service && *name == shape)
        .map(|(_, _, ty)| *ty)
}

/// The type of a shape.
pub fn rust(api: &Api, name: &str) -> anyhow::Result<String> {
    let shape = api.shape(name)?;
    Ok(match shape.kind {
        Kind::Structure => names::type_name(name),
        Kind::List => format!("Vec<{}>", rust(api, inner(&shape.member, name)?)?),
        Kind::Map => {
            let (key, value) = (inner(&shape.key, name)?, inner(&shape.value, name)?);
            format!("BTreeMap<{}, {}>", rust(api, key)?, rust(api, value)?)
        }
        Kind::String if shape.names.is_some() => names::type_name(name),
        Kind::String => typed(api, name).unwrap_or("String").to_owned(),
        Kind::Integer | Kind::Long => "i64".to_owned(),
        Kind::Double => "f64".to_owned(),
        Kind::Boolean => "bool".to_owned(),
        Kind::Timestamp => "Timestamp".to_owned(),
        Kind::Blob => "Bytes".to_owned(),
    })
}

/// The shape that a list's items or a map's keys or values have.
pub fn inner<'a>(member: &'a Option<Member>, shape: &str) -> anyhow::Result<&'a str> {
    member
        .as_ref()
        .map(Member::shape)
        .with_context(|| format!("{shape} lacks its inner shape"))
}
