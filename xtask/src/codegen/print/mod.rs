//! The printers: one per file of a service's module.

mod decoders;
mod enumerations;
mod faults;
mod operations;
mod structures;

use super::api::{Api, Kind};
use super::closure::Closure;
use super::names;
use super::output::Page;

/// All pages of a service.
pub fn service(api: &Api, closure: &Closure<'_>) -> anyhow::Result<Vec<Page>> {
    let pages = [
        ("decoders.rs", decoders::print(api, closure)?),
        ("enumerations.rs", enumerations::print(api, closure)?),
        ("faults.rs", faults::print(api, closure)?),
        ("inputs.rs", structures::inputs(api, closure)?),
        ("operations.rs", operations::print(api, closure)?),
        ("outputs.rs", structures::outputs(api, closure)?),
        ("shapes.rs", structures::shared(api, closure)?),
    ];
    let mut pages: Vec<Page> = pages
        .into_iter()
        .filter_map(|(name, text)| Some(Page { name, text: text? }))
        .collect();
    pages.push(Page {
        name: "mod.rs",
        text: module(api, &pages),
    });
    Ok(pages)
}

/// `mod.rs`: the table of contents.
fn module(api: &Api, pages: &[Page]) -> String {
    let title = api.service.to_uppercase();
    let mut text = format!(
        "//! {title}, API version {}: the inputs, outputs, shapes and faults of the operations that are served, and\n\
         //! the table of all operations.\n\n",
        api.api_version
    );
    let modules: Vec<&str> = pages
        .iter()
        .map(|page| page.name.trim_end_matches(".rs"))
        .collect();
    for module in &modules {
        text.push_str(&format!("mod {module};\n"));
    }
    text.push('\n');
    for module in modules
        .iter()
        .filter(|module| !matches!(**module, "decoders" | "operations"))
    {
        text.push_str(&format!("pub use {module}::*;\n"));
    }
    text.push_str("pub use operations::{OPERATIONS, SERVICE, operation};\n");
    text.push_str("#[cfg(any(test, feature = \"testing\"))]\npub(crate) use operations::REENCODE;\n");
    text
}

/// The import of the service's own types that a page uses and does not define.
fn siblings(api: &Api, closure: &Closure<'_>, text: &str) -> String {
    let words: std::collections::BTreeSet<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_'))
        .collect();
    let generated = |name: &&&str| {
        let shape = api.shapes.get(name);
        shape.is_some_and(|shape| shape.kind == Kind::Structure || shape.names.is_some())
    };
    let used: Vec<String> = closure
        .all
        .iter()
        .filter(generated)
        .map(|name| names::type_name(name))
        .filter(|ty| words.contains(ty.as_str()) && !text.contains(&format!("pub struct {ty} ")))
        .collect();
    if used.is_empty() {
        String::new()
    } else {
        format!("use super::{{{}}};\n", used.join(", "))
    }
}
