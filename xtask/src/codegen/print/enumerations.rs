//! `enumerations.rs`.

use super::super::api::Api;
use super::super::closure::Closure;
use super::super::names;
use super::wrapped;

pub fn print(api: &Api, closure: &Closure<'_>) -> anyhow::Result<Option<String>> {
    let mut text = String::new();
    for name in &closure.all {
        let Some(values) = &api.shape(name)?.names else {
            continue;
        };
        let values: Vec<String> = values
            .iter()
            .map(|value| format!("{} = {value:?}", names::variant(value)))
            .collect();
        text.push_str(&format!(
            "    {} {{\n{}    }}\n",
            names::type_name(name),
            wrapped(&values)
        ));
    }
    if text.is_empty() {
        return Ok(None);
    }
    Ok(Some(format!(
        "//! The enumerations.\n\nuse crate::enumeration::enumerations;\n\nenumerations! {{\n{text}}}\n"
    )))
}
