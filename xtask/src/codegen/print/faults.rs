//! `faults.rs`: the service's faults as one enum.

use anyhow::{Context as _, bail};

use super::super::api::{Api, Shape};
use super::super::closure::Closure;
use super::super::{names, types};

/// What `wharf_aws` writes into a fault's body.
const WRITTEN: &[&str] = &["AccountId", "RepositoryName", "String", "i64"];

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
    let mut lines = String::new();
    for name in &closure.faults {
        lines.push_str(&line(&exception(api, name)?));
    }
    let mut text = "//! The faults.\n\n".to_owned();
    if lines.contains(": RepositoryName ") {
        text.push_str("use wharf_oci::name::RepositoryName;\n\n");
    }
    if lines.contains(": AccountId ") {
        text.push_str("use crate::AccountId;\n");
    }
    let invalid_parameter = closure.faults.contains("InvalidParameterException");
    if invalid_parameter {
        text.push_str("use crate::Violation;\n");
    }
    text.push_str("use crate::fault::faults;\n\n");
    if invalid_parameter {
        text.push_str(
            "impl Fault {\n\
             /// The fault for an input that breaks constraints of the model: the first of them, in ECR's words.\n\
             pub fn from_violations(violations: &[Violation]) -> Self {\n\
             let message = violations.first().map(Violation::ecr_text).unwrap_or_default();\n\
             Self::InvalidParameter { message }\n}\n}\n\n",
        );
    }
    text.push_str(&format!(
        "faults! {{\n    /// A fault that an operation of {} may raise.\n{lines}}}\n",
        api.service.to_uppercase()
    ));
    Ok(Some(text))
}

fn line(exception: &Exception<'_>) -> String {
    let (variant, code, status) = (exception.variant(), exception.code(), exception.status());
    let members: String = exception
        .extra
        .iter()
        .map(|(member, ty)| format!(" {}: {ty} = {member:?};", names::field(member)))
        .collect();
    let members = if members.is_empty() {
        members
    } else {
        format!(" {{{members} }}")
    };
    format!("    {variant} = {code:?} {status}{members};\n")
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
        if !WRITTEN.contains(&ty.as_str()) {
            bail!("{name}.{member} is a {ty}: teach `FaultMember` to write it");
        }
        extra.push((member, ty));
    }
    Ok(Exception { name, shape, extra })
}
