//! The printers: one per file of a service's module.

mod decoders;
mod enumerations;
mod faults;
mod operations;
mod structures;

use std::collections::BTreeSet;

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
        "//! {title}, API version {}: the operations, their inputs and outputs, the shapes inside, and the faults.\n\n",
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

/// The imports that the lines of a page need: a word in front of `use` is looked for outside of texts and comments.
fn imports(api: &Api, closure: &Closure<'_>, lines: &str) -> String {
    let code: String = lines
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').step_by(2))
        .collect::<Vec<_>>()
        .join(" ");
    let words: BTreeSet<&str> = code
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .collect();
    let mut imports = String::new();
    for (word, import) in [
        ("BTreeMap", "std::collections::BTreeMap"),
        ("Bytes", "bytes::Bytes"),
        ("RepositoryName", "wharf_oci::name::RepositoryName"),
        ("decoders", "super::decoders"),
        ("AccountId", "crate::AccountId"),
        ("Timestamp", "crate::Timestamp"),
        ("pattern", "crate::pattern"),
    ] {
        if words.contains(word) {
            imports.push_str(&format!("use {import};\n"));
        }
    }
    let generated = |name: &&&str| {
        let shape = api.shapes.get(name);
        shape.is_some_and(|shape| shape.kind == Kind::Structure || shape.names.is_some())
    };
    let used: Vec<String> = closure
        .all
        .iter()
        .filter(generated)
        .map(|name| names::type_name(name))
        .filter(|ty| words.contains(ty.as_str()) && !lines.contains(&format!("\n    {ty}(")))
        .collect();
    if !used.is_empty() {
        imports.push_str(&format!("use super::{{{}}};\n", used.join(", ")));
    }
    imports
}

/// A list that is broken into lines.
fn wrapped(items: &[String]) -> String {
    const WIDTH: usize = 110;
    let mut text = String::new();
    let mut line = String::new();
    for item in items {
        if line.len() + item.len() + 10 > WIDTH {
            text.push_str(&format!("       {line}\n"));
            line.clear();
        }
        line.push_str(&format!(" {item},"));
    }
    text + &format!("       {line}\n")
}
