//! `operations.rs`: the service's facts and the table of its operations.

use anyhow::{Context as _, bail};

use super::super::api::Api;
use super::super::closure::Closure;
use super::super::names;

pub fn print(api: &Api, closure: &Closure<'_>) -> anyhow::Result<Option<String>> {
    let (protocol, reader) = match (api.protocol.as_str(), &api.target_prefix, &api.xml_namespace) {
        ("json", Some(prefix), _) => (
            format!("Protocol::Json11 {{ target_prefix: {prefix:?} }}"),
            "json11::FromJson::from_json([u8])",
        ),
        ("query", _, Some(namespace)) => (
            format!("Protocol::Query {{ namespace: {namespace:?} }}"),
            "query::FromForm::from_form(crate::query::Form)",
        ),
        (other, _, _) => bail!("the protocol {other} is unknown, or lacks its prefix or namespace"),
    };
    let mut text = format!(
        "//! The service and all its operations.\n\n\
         use crate::model::operations;\nuse crate::{{Protocol, ServiceModel}};\n\n\
         /// The service.\npub const SERVICE: ServiceModel = ServiceModel {{\nname: {:?},\napi_version: {:?},\n\
         protocol: {protocol},\nsigning_name: {:?},\nendpoint_prefix: {:?},\n}};\n\n\
         operations! {{\n    {reader};\n",
        api.service, api.api_version, api.signing_name, api.endpoint_prefix
    );
    for (name, operation) in &closure.operations {
        let input = operation.input.as_deref().context("an operation has an input")?;
        let effect = if operation.read_only.is_some() {
            "reads"
        } else {
            "changes"
        };
        let wrapper = operation
            .result_wrapper
            .as_ref()
            .map(|wrapper| format!(" {wrapper:?}"));
        text.push_str(&format!(
            "    {name}({}) {effect}{};\n",
            names::type_name(input),
            wrapper.unwrap_or_default()
        ));
    }
    Ok(Some(text + "}\n"))
}
