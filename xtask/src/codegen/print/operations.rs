//! `operations.rs`: the service's facts and the table of its operations, served or not.

use anyhow::{Context as _, bail};

use super::super::api::{Api, OneOrMany, Operation};
use super::super::closure::Closure;
use super::super::names;

pub fn print(api: &Api, closure: &Closure<'_>) -> anyhow::Result<Option<String>> {
    let mut text = "//! The service and all its operations.\n\n".to_owned();
    let reads_json = api.protocol == "json";
    let reader = if reads_json { "FromJson" } else { "FromForm" };
    text.push_str("use crate::{OperationModel, Pagination, Protocol, ServiceModel};\n\n");
    if api.pagination.iter().next().is_none() {
        text = text.replace("Pagination, ", "");
    }
    text.push_str(&service(api)?);
    text.push_str(
        "/// An operation of the model by its name.\n\
         pub fn operation(name: &str) -> Option<&'static OperationModel> {\n\
         let at = OPERATIONS.binary_search_by_key(&name, |operation| operation.name).ok()?;\n\
         OPERATIONS.get(at)\n}\n\n\
         /// All operations of the model, sorted by name.\npub const OPERATIONS: &[OperationModel] = &[\n",
    );
    let mut operations: Vec<_> = api.operations.iter().collect();
    operations.sort_by_key(|(name, _)| *name);
    for (name, operation) in operations {
        let served = closure.operations.iter().any(|(served, _)| *served == name);
        text.push_str(&row(api, name, operation, served));
    }
    text.push_str("];\n\n");
    let (from, read) = if reads_json {
        ("&[u8]", "from_json")
    } else {
        ("&crate::query::Form", "from_form")
    };
    text.push_str(&format!(
        "/// Reads an input of each served operation and writes it again as JSON.\n\
         #[cfg(any(test, feature = \"testing\"))]\n\
         pub(crate) const REENCODE: &[(&str, crate::testing::Reencode<{}>)] = &[\n",
        if reads_json { "[u8]" } else { "crate::query::Form" },
    ));
    for (name, operation) in &closure.operations {
        let input = names::type_name(
            operation
                .input
                .as_deref()
                .context("a served operation has an input")?,
        );
        let module = if reads_json { "json11" } else { "query" };
        text.push_str(&format!(
            "({name:?}, |request: {from}| {{\nuse crate::{module}::{reader} as _;\n\
             super::{input}::{read}(request).map(|input| crate::json11::encode(&input))\n}}),\n"
        ));
    }
    Ok(Some(text + "];\n"))
}

fn service(api: &Api) -> anyhow::Result<String> {
    let protocol = match (api.protocol.as_str(), &api.target_prefix, &api.xml_namespace) {
        ("json", Some(prefix), _) => format!("Protocol::Json11 {{ target_prefix: {prefix:?} }}"),
        ("query", _, Some(namespace)) => format!("Protocol::Query {{ namespace: {namespace:?} }}"),
        (other, _, _) => bail!("the protocol {other} is unknown, or lacks its prefix or namespace"),
    };
    Ok(format!(
        "/// The service.\npub const SERVICE: ServiceModel = ServiceModel {{\nname: {:?},\napi_version: {:?},\n\
         protocol: {protocol},\nsigning_name: {:?},\nendpoint_prefix: {:?},\n}};\n\n",
        api.service, api.api_version, api.signing_name, api.endpoint_prefix
    ))
}

fn row(api: &Api, name: &str, operation: &Operation, served: bool) -> String {
    let pagination = api.pagination.get(name).map(|facts| {
        let result = match &facts.result_key {
            OneOrMany::One(key) => key.as_str(),
            OneOrMany::Many(keys) => keys.first().map_or("", String::as_str),
        };
        format!(
            "Pagination {{ input_token: {:?}, output_token: {:?}, limit_key: {:?}, result_key: {result:?} }}",
            facts.input_token, facts.output_token, facts.limit_key
        )
    });
    let pagination = pagination.map_or("None".to_owned(), |facts| format!("Some({facts})"));
    format!(
        "OperationModel {{\nname: {name:?},\ninput: {:?},\noutput: {:?},\nresult_wrapper: {:?},\nfaults: &{:?},\n\
         pagination: {pagination},\nread_only: {},\nserved: {served},\n}},\n",
        operation.input.as_deref().unwrap_or_default(),
        operation.output.as_deref().unwrap_or_default(),
        operation.result_wrapper,
        operation.errors,
        operation.read_only.is_some(),
    )
}
