//! `faults.rs`: the service's faults as one enum.

use anyhow::{Context as _, bail};

use super::super::api::{Api, Shape};
use super::super::closure::Closure;
use super::super::{names, types};

/// An exception: its name in the model, its facts, and its members besides the message.
struct Exception<'a> {
    name: &'a str,
    shape: &'a Shape,
    extra: Vec<(&'a str, String)>,
}

impl Exception<'_> {
    fn variant(&self) -> &str {
        names::fault(self.name)
    }

    fn code(&self) -> &str {
        self.shape.error.as_ref().map_or(self.name, |error| &error.code)
    }

    fn status(&self) -> u16 {
        match &self.shape.error {
            Some(error) => error.http_status_code,
            None if self.shape.fault => 500,
            None => 400,
        }
    }
}

pub fn print(api: &Api, closure: &Closure<'_>) -> anyhow::Result<Option<String>> {
    let exceptions: Vec<Exception<'_>> = closure
        .faults
        .iter()
        .map(|name| exception(api, name))
        .collect::<anyhow::Result<_>>()?;
    let mut text = "//! The faults of the served operations.\n\nuse serde_json::{Map, Value};\n\n".to_owned();
    let extras: String = exceptions
        .iter()
        .flat_map(|e| e.extra.iter().map(|(_, ty)| ty.as_str()))
        .collect();
    if extras.contains("RepositoryName") {
        text.push_str("use wharf_oci::name::RepositoryName;\n\n");
    }
    if extras.contains("AccountId") {
        text.push_str("use crate::AccountId;\n");
    }
    let json = api.protocol == "json";
    let invalid_parameter = closure.faults.contains("InvalidParameterException");
    if invalid_parameter {
        text.push_str("use crate::Violation;\n");
    }
    if !extras.is_empty() {
        text.push_str("use crate::fault::put;\n");
    }
    text.push_str(if json {
        "use crate::{ServiceFault, json11};\n\n"
    } else {
        "use crate::ServiceFault;\n\n"
    });
    text.push_str(&enumeration(api, &exceptions));
    text.push_str("impl Fault {\n");
    if invalid_parameter {
        text.push_str(
            "/// The fault for an input that breaks constraints of the model: the first of them, in ECR's words.\n\
             pub fn from_violations(violations: &[Violation]) -> Self {\n\
             let message = violations.first().map(Violation::ecr_text).unwrap_or_default();\n\
             Self::InvalidParameter { message }\n}\n\n",
        );
    }
    text.push_str("/// The code on the wire.\npub fn code(&self) -> &'static str {\n");
    text.push_str(&by_variant(&exceptions, |e| format!("{:?}", e.code())));
    text.push_str("}\n\n/// The HTTP status of the answer.\npub fn http_status(&self) -> u16 {\n");
    text.push_str(&by_status(&exceptions));
    text.push_str("}\n\n/// The text for people.\npub fn message(&self) -> &str {\n");
    text.push_str(&message(&exceptions));
    text.push_str("}\n");
    if json {
        text.push_str(
            "\n/// The body of the answer: `__type`, `message` and the fault's own members.\n\
             pub fn body(&self) -> Map<String, Value> {\njson11::fault_body(self)\n}\n",
        );
    }
    text.push_str("}\n\n");
    text.push_str(
        "impl std::fmt::Display for Fault {\n\
         fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {\n\
         write!(f, \"{}: {}\", self.code(), self.message())\n}\n}\n\n\
         impl std::error::Error for Fault {}\n\n\
         impl ServiceFault for Fault {\n\
         fn code(&self) -> &'static str {\nself.code()\n}\n\n\
         fn http_status(&self) -> u16 {\nself.http_status()\n}\n\n\
         fn message(&self) -> &str {\nself.message()\n}\n\n\
         fn members(&self) -> Map<String, Value> {\n",
    );
    text.push_str(&members(&exceptions)?);
    text.push_str("}\n}\n");
    Ok(Some(text))
}

fn exception<'a>(api: &'a Api, name: &'a str) -> anyhow::Result<Exception<'a>> {
    let shape = api.shape(name)?;
    if !shape.exception {
        bail!("{name} is listed as an error but is no exception");
    }
    let is_message = |member: &str| member.eq_ignore_ascii_case("message");
    shape
        .members
        .iter()
        .find(|(member, _)| is_message(member))
        .with_context(|| format!("{name} has no message"))?;
    let mut extra = Vec::new();
    for (member, place) in shape.members.iter().filter(|(member, _)| !is_message(member)) {
        // An enumeration that only faults use: its names are for people and scripts, not for our code.
        let ty = match api.shape(place.shape())?.names {
            Some(_) => "String".to_owned(),
            None => types::rust(api, place.shape())?,
        };
        extra.push((member, ty));
    }
    Ok(Exception { name, shape, extra })
}

fn enumeration(api: &Api, exceptions: &[Exception<'_>]) -> String {
    let title = api.service.to_uppercase();
    let mut text = format!("/// A fault that a served operation of {title} may raise.\n");
    text.push_str("#[derive(Debug, Clone, PartialEq, Eq)]\npub enum Fault {\n");
    for exception in exceptions {
        text.push_str(&format!(
            "/// `{}`, HTTP {}.\n",
            exception.code(),
            exception.status()
        ));
        text.push_str(&format!(
            "{} {{\n/// The text for people.\nmessage: String,\n",
            exception.variant()
        ));
        for (member, ty) in &exception.extra {
            text.push_str(&format!(
                "/// `{member}`\n{}: Option<{ty}>,\n",
                names::field(member)
            ));
        }
        text.push_str("},\n");
    }
    text + "}\n\n"
}

fn by_variant(exceptions: &[Exception<'_>], value: impl Fn(&Exception<'_>) -> String) -> String {
    if exceptions.is_empty() {
        return "match *self {}\n".to_owned();
    }
    let arms: String = exceptions
        .iter()
        .map(|e| format!("Self::{} {{ .. }} => {},\n", e.variant(), value(e)))
        .collect();
    format!("match self {{\n{arms}}}\n")
}

fn by_status(exceptions: &[Exception<'_>]) -> String {
    if exceptions.is_empty() {
        return "match *self {}\n".to_owned();
    }
    let arms: String = exceptions
        .iter()
        .filter(|e| e.status() != 400)
        .map(|e| format!("Self::{} {{ .. }} => {},\n", e.variant(), e.status()))
        .collect();
    format!("match self {{\n{arms}_ => 400,\n}}\n")
}

fn message(exceptions: &[Exception<'_>]) -> String {
    if exceptions.is_empty() {
        return "match *self {}\n".to_owned();
    }
    let patterns: Vec<String> = exceptions
        .iter()
        .map(|e| {
            let rest = if e.extra.is_empty() { "" } else { ", .." };
            format!("Self::{} {{ message{rest} }}", e.variant())
        })
        .collect();
    format!("match self {{\n{} => message,\n}}\n", patterns.join(" | "))
}

/// The members besides the message, each if it is there.
fn members(exceptions: &[Exception<'_>]) -> anyhow::Result<String> {
    if exceptions.is_empty() {
        return Ok("match *self {}\n".to_owned());
    }
    if exceptions.iter().all(|e| e.extra.is_empty()) {
        return Ok("Map::new()\n".to_owned());
    }
    let mut text = "let mut members = Map::new();\nmatch self {\n".to_owned();
    for exception in exceptions.iter().filter(|e| !e.extra.is_empty()) {
        let fields: Vec<String> = exception
            .extra
            .iter()
            .map(|(member, _)| names::field(member))
            .collect();
        text.push_str(&format!(
            "Self::{} {{ message: _, {} }} => {{\n",
            exception.variant(),
            fields.join(", ")
        ));
        for ((member, ty), field) in exception.extra.iter().zip(&fields) {
            let value = match ty.as_str() {
                "String" => format!("{field}.as_deref()"),
                "AccountId" | "RepositoryName" => format!("{field}.as_ref().map({ty}::as_str)"),
                "i64" => format!("*{field}"),
                other => bail!(
                    "{}.{member} is a {other}: teach the generator to write it",
                    exception.name
                ),
            };
            text.push_str(&format!("put(&mut members, {member:?}, {value});\n"));
        }
        text.push_str("}\n");
    }
    if exceptions.iter().any(|e| e.extra.is_empty()) {
        text.push_str("_ => {}\n");
    }
    Ok(text + "}\nmembers\n")
}
