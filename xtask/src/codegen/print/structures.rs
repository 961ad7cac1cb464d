//! `inputs.rs`, `outputs.rs`, `shapes.rs`: structs with their reading and writing.

use std::collections::BTreeSet;

use super::super::api::{Api, Kind, Member, Operation, Shape};
use super::super::closure::Closure;
use super::super::{exceptions, names, types};
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
        let doc = format!("{what} of `{operation}` (shape `{name}`).");
        text.push_str(&structure(api, closure, name, &doc)?);
        if what == "Input" {
            text.push_str(&reader(api, name));
        }
    }
    Ok(page(
        api,
        closure,
        &format!("The {}s of the served operations.", what.to_lowercase()),
        text,
    ))
}

/// Imports are those that the text uses.
fn page(api: &Api, closure: &Closure<'_>, doc: &str, text: String) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    let mut imports = String::new();
    for (sign, import) in [
        ("BTreeMap<", "std::collections::BTreeMap"),
        ("Bytes,", "bytes::Bytes"),
        ("Bytes>", "bytes::Bytes"),
        (" RepositoryName", "wharf_oci::name::RepositoryName"),
        ("<RepositoryName", "wharf_oci::name::RepositoryName"),
        ("decoders::", "super::decoders"),
        (": AccountId", "crate::AccountId"),
        ("<AccountId>", "crate::AccountId"),
        ("Timestamp>", "crate::Timestamp"),
        (" Timestamp,", "crate::Timestamp"),
        ("impl Decode ", "crate::decode::{Decode, Decoded, Decoder}"),
        ("impl Encode ", "crate::encode::{self, Encode, Sink}"),
        ("impl Decode ", "crate::json::Json"),
        ("impl FromJson ", "crate::json11::{self, FromJson}"),
        ("impl FromForm ", "crate::query::{self, Form, FromForm}"),
        ("DecodeFault", "crate::DecodeFault"),
    ] {
        let line = format!("use {import};\n");
        if text.contains(sign) && !imports.contains(&line) {
            imports.push_str(&line);
        }
    }
    imports.push_str(&super::siblings(api, closure, &text));
    Some(format!("//! {doc}\n\n{imports}{text}"))
}

fn structure(api: &Api, closure: &Closure<'_>, name: &str, doc: &str) -> anyhow::Result<String> {
    let shape = api.shape(name)?;
    let ty = names::type_name(name);
    let masked = masked_members(api, shape)?;
    let mut derives = if masked.is_empty() {
        vec!["Debug"]
    } else {
        Vec::new()
    };
    derives.extend(["Clone", "PartialEq"]);
    if shape.required.is_empty() {
        derives.push("Default");
    }
    let mut text = format!(
        "\n/// {doc}\n#[derive({})]\npub struct {ty} {{\n",
        derives.join(", ")
    );
    for (member, place) in shape.members.iter() {
        let mut field_type = types::rust(api, place.shape())?;
        if !required(shape, member) {
            field_type = format!("Option<{field_type}>");
        }
        text.push_str(&format!(
            "{}pub {}: {field_type},\n",
            field_doc(api, name, member, place)?,
            names::field(member)
        ));
    }
    text.push_str("}\n\n");
    if !masked.is_empty() {
        text.push_str(&debug(&ty, shape, &masked));
    }
    if closure.read.contains(name) {
        text.push_str(&decode(api, name, &ty, shape)?);
    }
    text.push_str(&encode(api, &ty, shape)?);
    Ok(text)
}

/// What the field holds, from which shape, within which limits.
fn field_doc(api: &Api, structure: &str, member: &str, place: &Member) -> anyhow::Result<String> {
    let shape = api.shape(place.shape())?;
    let mut limits = Vec::new();
    if exceptions::is_unconstrained(&api.service, structure, member) {
        limits.push("not checked here".to_owned());
    } else {
        match (shape.min, shape.max) {
            (Some(min), Some(max)) => limits.push(format!("{min} to {max}{}", unit(shape.kind))),
            (Some(min), None) => limits.push(format!("from {min}{}", unit(shape.kind))),
            (None, Some(max)) => limits.push(format!("to {max}{}", unit(shape.kind))),
            (None, None) => {}
        }
        let untyped = shape
            .pattern
            .iter()
            .filter(|_| types::typed(api, place.shape()).is_none());
        limits.extend(untyped.map(|pattern| format!("`{pattern}`")));
    }
    if place.deprecated() {
        limits.push("deprecated".to_owned());
    }
    let limits = if limits.is_empty() {
        String::new()
    } else {
        format!(": {}", limits.join(", "))
    };
    Ok(format!("/// `{member}`, shape `{}`{limits}.\n", place.shape()))
}

fn unit(kind: Kind) -> &'static str {
    match kind {
        Kind::String => " characters",
        Kind::Blob => " bytes",
        Kind::List | Kind::Map => " items",
        _ => "",
    }
}

fn required(shape: &Shape, member: &str) -> bool {
    shape.required.iter().any(|name| name == member)
}

/// Members that `Debug` does not show: secrets, and blobs for their size.
fn masked_members<'a>(api: &Api, shape: &'a Shape) -> anyhow::Result<Vec<&'a str>> {
    let mut masked = Vec::new();
    for (member, place) in shape.members.iter() {
        let facts = api.shape(place.shape())?;
        if facts.sensitive.is_some() || facts.kind == Kind::Blob {
            masked.push(member);
        }
    }
    Ok(masked)
}

fn debug(ty: &str, shape: &Shape, masked: &[&str]) -> String {
    let mut text = format!(
        "impl std::fmt::Debug for {ty} {{\nfn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{\n\
         f.debug_struct({ty:?})\n"
    );
    for (member, _) in shape.members.iter() {
        let field = names::field(member);
        let value = if masked.contains(&member) {
            "format_args!(\"…\")".to_owned()
        } else {
            format!("self.{field}")
        };
        text.push_str(&format!(".field({field:?}, &{value})\n"));
    }
    text + ".finish()\n}\n}\n\n"
}

fn decode(api: &Api, name: &str, ty: &str, shape: &Shape) -> anyhow::Result<String> {
    let mut text = format!(
        "impl Decode for {ty} {{\nfn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {{\n"
    );
    let fields: Vec<String> = shape
        .members
        .iter()
        .map(|(member, _)| names::field(member))
        .collect();
    if fields.is_empty() {
        return Ok(text + "decoder.structure(value)?;\nOk(Some(Self {}))\n}\n}\n\n");
    }
    text.push_str("let mut members = decoder.structure(value)?;\n");
    for (member, place) in shape.members.iter() {
        let method = if required(shape, member) {
            "required"
        } else {
            "optional"
        };
        let function = decoders::decoder(api, name, member, place.shape())?;
        text.push_str(&format!(
            "let {} = decoder.{method}(&mut members, {member:?}, {function})?;\n",
            names::field(member)
        ));
    }
    let needed: Vec<String> = shape
        .members
        .iter()
        .filter(|(member, _)| required(shape, member))
        .map(|(m, _)| names::field(m))
        .collect();
    match needed.as_slice() {
        [] => {}
        [one] => text.push_str(&format!("let Some({one}) = {one} else {{ return Ok(None) }};\n")),
        many => {
            let some: Vec<String> = many.iter().map(|name| format!("Some({name})")).collect();
            text.push_str(&format!(
                "let ({}) = ({}) else {{ return Ok(None) }};\n",
                some.join(", "),
                many.join(", ")
            ));
        }
    }
    text.push_str(&format!("Ok(Some(Self {{ {} }}))\n}}\n}}\n\n", fields.join(", ")));
    Ok(text)
}

fn encode(api: &Api, ty: &str, shape: &Shape) -> anyhow::Result<String> {
    let mut text = format!(
        "impl Encode for {ty} {{\nfn encode(&self, sink: &mut dyn Sink) {{\nencode::structure(sink, &[\n"
    );
    for (member, place) in shape.members.iter() {
        text.push_str(&format!(
            "({member:?}, &self.{}, {}),\n",
            names::field(member),
            api.shape(place.shape())?.sensitive.is_some()
        ));
    }
    Ok(text + "]);\n}\n}\n")
}

/// How a request's body becomes the input, by the service's protocol.
fn reader(api: &Api, name: &str) -> String {
    let ty = names::type_name(name);
    if api.protocol == "json" {
        format!(
            "\nimpl FromJson for {ty} {{\nfn from_json(body: &[u8]) -> Result<Self, DecodeFault> {{\n\
             json11::decode(body)\n}}\n}}\n"
        )
    } else {
        format!(
            "\nimpl FromForm for {ty} {{\nfn from_form(form: &Form) -> Result<Self, DecodeFault> {{\n\
             query::decode(form)\n}}\n}}\n"
        )
    }
}
