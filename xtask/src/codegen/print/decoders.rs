//! `decoders.rs`: a line for each shape that is read and is no structure, with its constraints.

use std::collections::BTreeSet;

use anyhow::bail;

use super::super::api::{Api, Kind, Member, Shape};
use super::super::closure::Closure;
use super::super::{exceptions, names, patterns, types};

pub fn print(api: &Api, closure: &Closure<'_>) -> anyhow::Result<Option<String>> {
    let mut lines = String::new();
    for name in &closure.read {
        let shape = api.shape(name)?;
        if shape.kind != Kind::Structure && reached(api, closure, name)? {
            lines.push_str(&line(api, name, shape)?);
        }
    }
    for name in unconstrained(api, closure)? {
        lines.push_str(&format!(
            "    {}: String = string {{}};\n",
            unconstrained_name(name)
        ));
    }
    if lines.is_empty() {
        return Ok(None);
    }
    let imports = super::imports(api, closure, &lines);
    let of_structures = if lines.contains("::decode") {
        "use crate::decode::Decode;\n"
    } else {
        ""
    };
    Ok(Some(format!(
        "//! How values that are no structures are read, with the model's constraints.\n\n\
         {imports}{of_structures}use crate::decode::readers;\n\nreaders! {{\n{lines}}}\n"
    )))
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

/// A line for the macro `readers!`.
fn line(api: &Api, name: &str, shape: &Shape) -> anyhow::Result<String> {
    let item = |inner: &Option<Member>| {
        let path = decoder(api, name, "", types::inner(inner, name)?)?;
        Ok::<_, anyhow::Error>(path.trim_start_matches("decoders::").to_owned())
    };
    let method = match shape.kind {
        Kind::Structure => bail!("{name} is a structure"),
        Kind::String if shape.names.is_some() => "enumeration".to_owned(),
        Kind::String if types::typed(api, name).is_some() => format!("parsed {}", limits(shape)?),
        Kind::String => format!("string {}", limits(shape)?),
        Kind::Integer | Kind::Long => format!("integer {}", limits(shape)?),
        Kind::Double => bail!("{name} is a number with a fraction that is read: add Decoder::double"),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Timestamp => "timestamp".to_owned(),
        Kind::Blob => format!("blob {}", limits(shape)?),
        Kind::List => format!("list {} {}", limits(shape)?, item(&shape.member)?),
        Kind::Map => format!(
            "map {} {}, {}",
            limits(shape)?,
            item(&shape.key)?,
            item(&shape.value)?
        ),
    };
    let ty = types::rust(api, name)?;
    Ok(format!("    {}: {ty} = {method};\n", names::snake(name)))
}

/// `{ min: 1, pattern: &pattern::ARN }`: what is limited. A least length of 0 limits nothing.
fn limits(shape: &Shape) -> anyhow::Result<String> {
    let is_number = matches!(shape.kind, Kind::Integer | Kind::Long);
    let min = shape.min.filter(|min| *min > 0 || is_number);
    let mut limits = Vec::new();
    limits.extend(min.map(|min| format!("min: {min}")));
    limits.extend(shape.max.map(|max| format!("max: {max}")));
    if let (Kind::String, Some(pattern)) = (shape.kind, &shape.pattern) {
        limits.push(format!("pattern: &pattern::{}", patterns::matcher(pattern)?));
    }
    Ok(match limits.as_slice() {
        [] => "{}".to_owned(),
        limits => format!("{{ {} }}", limits.join(", ")),
    })
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
