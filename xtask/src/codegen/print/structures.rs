//! `inputs.rs`, `outputs.rs`, `shapes.rs`: structures, a line for each member.

use std::collections::BTreeSet;

use super::super::api::{Api, Kind, Member, Operation, Shape};
use super::super::closure::Closure;
use super::super::{names, types};
use super::decoders;

pub fn inputs(api: &Api, closure: &Closure<'_>) -> anyhow::Result<Option<String>> {
    operations(api, closure, "Input", |operation| operation.input.as_deref())
}

pub fn outputs(api: &Api, closure: &Closure<'_>) -> anyhow::Result<Option<String>> {
    operations(api, closure, "Output", |operation| operation.output.as_deref())
}

pub fn shared(api: &Api, closure: &Closure<'_>) -> anyhow::Result<Option<String>> {
    let mut text = String::new();
    for name in closure.shared_structures(api) {
        text.push_str(&structure(api, closure, name, &format!("Shape `{name}`."))?);
    }
    Ok(page(
        api,
        closure,
        "The structures inside inputs and outputs.",
        text,
    ))
}

fn operations<'a>(
    api: &Api,
    closure: &Closure<'a>,
    what: &str,
    shape: impl Fn(&'a Operation) -> Option<&'a str>,
) -> anyhow::Result<Option<String>> {
    let mut text = String::new();
    // Some operations share an output.
    let mut printed = BTreeSet::new();
    for (operation, facts) in &closure.operations {
        let Some(name) = shape(facts).filter(|name| printed.insert(*name)) else {
            continue;
        };
        text.push_str(&structure(
            api,
            closure,
            name,
            &format!("{what} of `{operation}`."),
        )?);
    }
    Ok(page(
        api,
        closure,
        &format!("The {}s of the operations.", what.to_lowercase()),
        text,
    ))
}

fn page(api: &Api, closure: &Closure<'_>, doc: &str, lines: String) -> Option<String> {
    if lines.is_empty() {
        return None;
    }
    let imports = super::imports(api, closure, &lines);
    Some(format!(
        "//! {doc}\n\n{imports}use crate::structure::structures;\n\nstructures! {{\n{lines}}}\n"
    ))
}

/// The lines of a structure for the macro `structures!`.
fn structure(api: &Api, closure: &Closure<'_>, name: &str, doc: &str) -> anyhow::Result<String> {
    let shape = api.shape(name)?;
    let is_read = closure.read.contains(name);
    let mut traits = Vec::new();
    if shape.required.is_empty() {
        traits.push("Default");
    }
    if is_read {
        traits.push("Decode");
    }
    if closure.is_input(name) {
        traits.push(if api.protocol == "json" {
            "FromJson"
        } else {
            "FromForm"
        });
    }
    let mut text = format!(
        "    /// {doc}\n    {}({}) {{",
        names::type_name(name),
        traits.join(", ")
    );
    for (member, place) in shape.members.iter() {
        text.push('\n');
        text.push_str(&line(api, name, (member, place), is_read)?);
    }
    if text.ends_with(';') {
        text.push_str("\n    ");
    }
    Ok(text + "}\n")
}

/// The line of a member.
fn line(
    api: &Api,
    structure: &str,
    (member, place): (&str, &Member),
    is_read: bool,
) -> anyhow::Result<String> {
    let shape = api.shape(place.shape())?;
    let required = api.shape(structure)?.required.iter().any(|name| name == member);
    let ty = types::rust(api, place.shape())?;
    let ty = if required { ty } else { format!("Option<{ty}>") };
    let mark = match shape {
        Shape {
            sensitive: Some(_), ..
        } => "secret ",
        Shape { kind: Kind::Blob, .. } => "long ",
        _ => "",
    };
    let reader = if is_read {
        let need = if required { "required" } else { "optional" };
        format!(
            " {need} {}",
            decoders::decoder(api, structure, member, place.shape())?
        )
    } else {
        String::new()
    };
    Ok(format!(
        "        {}: {ty} = {mark}{member:?}{reader};",
        names::field(member)
    ))
}
