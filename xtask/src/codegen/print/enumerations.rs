//! `enumerations.rs`.

use super::super::api::Api;
use super::super::closure::Closure;
use super::super::names;

pub fn print(api: &Api, closure: &Closure<'_>) -> anyhow::Result<Option<String>> {
    let mut text = String::new();
    for name in &closure.all {
        let Some(values) = &api.shape(name)?.names else {
            continue;
        };
        text.push_str(&format!(
            "\nenumeration! {{\n    /// Shape `{name}`.\n    pub enum {} {{\n",
            names::type_name(name)
        ));
        for value in values {
            text.push_str(&format!(
                "        /// `{value}`\n        {} = {value:?},\n",
                names::variant(value)
            ));
        }
        text.push_str("    }\n}\n");
    }
    if text.is_empty() {
        return Ok(None);
    }
    Ok(Some(
        "//! The enumerations.\n\nuse crate::enumeration::enumeration;\n".to_owned() + &text,
    ))
}
