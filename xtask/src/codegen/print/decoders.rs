//! `decoders.rs`: one function for each shape that is read and is no structure, with its constraints.

use std::collections::BTreeSet;

use anyhow::bail;

use super::super::api::{Api, Kind, Shape};
use super::super::closure::Closure;
use super::super::{exceptions, names, patterns, types};

pub fn print(api: &Api, closure: &Closure<'_>) -> anyhow::Result<Option<String>> {
    let mut functions = String::new();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for name in &closure.read {
        let shape = api.shape(name)?;
        if shape.kind == Kind::Structure {
            continue;
        }
        if !reached(api, closure, name)? {
            continue;
        }
        functions.push_str(&function(api, name, shape, &mut used)?);
    }
    for name in unconstrained(api, closure)? {
        functions.push_str(&format!(
            "\n/// Shape `{name}` without its constraints, for places that check later.\n\
             pub(super) fn {}(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {{\n\
             decoder.string(value, &Text::default())\n}}\n",
            unconstrained_name(name)
        ));
        used.insert("Text");
    }
    if functions.is_empty() {
        return Ok(None);
    }
    let mut text =
        "//! How values that are no structures are read, with the model's constraints.\n\n".to_owned();
    if functions.contains("Bytes>") {
        text.push_str("use bytes::Bytes;\n\n");
    }
    let limits: Vec<&str> = used.into_iter().collect();
    text.push_str(&format!(
        "use crate::decode::{{Decoded, Decoder, {}}};\n",
        limits.join(", ")
    ));
    text.push_str("use crate::json::Json;\n");
    for import in ["pattern", "AccountId", "Timestamp"] {
        if functions.contains(import) {
            text.push_str(&format!("use crate::{import};\n"));
        }
    }
    if functions.contains("RepositoryName>") {
        text.push_str("use wharf_oci::name::RepositoryName;\n");
    }
    if functions.contains("::decode") {
        text.push_str("use crate::decode::Decode;\n");
    }
    text.push_str(&super::siblings(api, closure, &functions));
    Ok(Some(text + &functions))
}

/// The expression that decodes a member: a function's path.
pub fn decoder(api: &Api, structure: &str, member: &str, shape: &str) -> anyhow::Result<String> {
    if exceptions::is_unconstrained(&api.service, structure, member) {
        return Ok(format!("decoders::{}", unconstrained_name(shape)));
    }
    Ok(match api.shape(shape)?.kind {
        Kind::Structure => format!("{}::decode", names::type_name(shape)),
        _ => format!("decoders::{}", names::snake(shape)),
    })
}

fn unconstrained_name(shape: &str) -> String {
    format!("unconstrained_{}", names::snake(shape))
}

fn function(api: &Api, name: &str, shape: &Shape, used: &mut BTreeSet<&str>) -> anyhow::Result<String> {
    let ty = types::rust(api, name)?;
    let item = |inner: &str| {
        let path = decoder(api, name, "", inner)?;
        Ok::<_, anyhow::Error>(path.trim_start_matches("decoders::").to_owned())
    };
    let call = match shape.kind {
        Kind::Structure => bail!("{name} is a structure"),
        Kind::String if shape.names.is_some() => "decoder.enumeration(value)".to_owned(),
        Kind::String => {
            used.insert("Text");
            let pattern = match &shape.pattern {
                Some(pattern) => Some(format!("&pattern::{}", patterns::matcher(pattern)?)),
                None => None,
            };
            let limits = limits("Text", shape, pattern.map(|pattern| ("pattern", pattern)));
            let method = if types::typed(api, name).is_some() {
                "parsed"
            } else {
                "string"
            };
            format!("decoder.{method}(value, {limits})")
        }
        Kind::Integer | Kind::Long => {
            used.insert("Range");
            format!("decoder.integer(value, {})", limits("Range", shape, None))
        }
        Kind::Double => bail!("{name} is a number with a fraction that is read: add Decoder::double"),
        Kind::Boolean => "decoder.boolean(value)".to_owned(),
        Kind::Timestamp => "decoder.timestamp(value)".to_owned(),
        Kind::Blob => {
            used.insert("Length");
            format!("decoder.blob(value, {})", limits("Length", shape, None))
        }
        Kind::List => {
            used.insert("Length");
            let item = item(types::inner(&shape.member, name)?)?;
            format!("decoder.list(value, {}, {item})", limits("Length", shape, None))
        }
        Kind::Map => {
            used.insert("Length");
            let key = item(types::inner(&shape.key, name)?)?;
            let value = item(types::inner(&shape.value, name)?)?;
            format!(
                "decoder.map(value, {}, {key}, {value})",
                limits("Length", shape, None)
            )
        }
    };
    Ok(format!(
        "\n/// Shape `{name}`.\npub(super) fn {}(value: Json<'_>, decoder: &mut Decoder) -> Decoded<{ty}> {{\n{call}\n}}\n",
        names::snake(name)
    ))
}

/// `&Text { min: Some(1), max: None, … }`, or the default when nothing is limited. A least length of 0 limits nothing.
fn limits(ty: &str, shape: &Shape, more: Option<(&str, String)>) -> String {
    let min = shape.min.filter(|min| *min > 0 || ty == "Range");
    if min.is_none() && shape.max.is_none() && more.is_none() {
        return format!("&{ty}::default()");
    }
    let mut text = format!("&{ty} {{ min: {min:?}, max: {:?}", shape.max);
    if ty == "Text" {
        match more {
            Some((name, value)) => text.push_str(&format!(", {name}: Some({value})")),
            None => text.push_str(", pattern: None"),
        }
    }
    text + " }"
}

/// Whether a shape is used anywhere under its own constraints.
fn reached(api: &Api, closure: &Closure<'_>, name: &str) -> anyhow::Result<bool> {
    for outer in &closure.read {
        let shape = api.shape(outer)?;
        let inner = [&shape.member, &shape.key, &shape.value].into_iter().flatten();
        let in_members = shape.members.iter().any(|(member, place)| {
            place.shape() == name && !exceptions::is_unconstrained(&api.service, outer, member)
        });
        if in_members || inner.into_iter().any(|place| place.shape() == name) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn unconstrained<'a>(api: &'a Api, closure: &Closure<'a>) -> anyhow::Result<BTreeSet<&'a str>> {
    let mut shapes = BTreeSet::new();
    for outer in &closure.read {
        for (member, place) in api.shape(outer)?.members.iter() {
            if exceptions::is_unconstrained(&api.service, outer, member) {
                let shape = api.shape(place.shape())?;
                if shape.kind != Kind::String
                    || shape.names.is_some()
                    || types::typed(api, place.shape()).is_some()
                {
                    bail!("{outer}.{member} is excepted from constraints but is no plain string");
                }
                shapes.insert(place.shape());
            }
        }
    }
    Ok(shapes)
}
