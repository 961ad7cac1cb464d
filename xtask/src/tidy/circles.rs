//! No circles between modules: the children of every module of a crate have an order.
//!
//! A child uses another when a path in it, or in anything below it, leads into that other child; re-exports are followed.
//! What a module uses of its parent is not counted: a parent's own items are the base of its children. Unit tests are left
//! out.

mod paths;

use std::collections::{BTreeMap, BTreeSet};

use super::Source;
use paths::{Path, Paths};

/// A module by its names below the crate: `["ecr", "image"]`; the crate's root is empty.
type Module = Vec<String>;

pub fn check(sources: &[Source]) -> Vec<String> {
    let mut crates: BTreeMap<&str, BTreeMap<Module, Paths>> = BTreeMap::new();
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|source| is_code(source)) {
        let Some((root, file)) = source.path.split_once("/src/") else {
            continue;
        };
        match paths::read(&source.text) {
            Ok(paths) => {
                let of_crate = crates.entry(root).or_default();
                of_crate.entry(module(file)).or_default().extend(paths);
            }
            Err(error) => complaints.push(format!("{}: {error}", source.path)),
        }
    }
    for (root, modules) in &crates {
        for circle in circles(modules) {
            complaints.push(format!(
                "{root}: {circle} need each other; move what they share below them"
            ));
        }
    }
    complaints
}

/// Whether a file is code of a crate: unit tests that are a file of their own are not.
fn is_code(source: &Source) -> bool {
    source.is_rust() && !source.path.ends_with("/tests.rs")
}

/// The module that a file below `src` is.
fn module(file: &str) -> Module {
    let name = file.strip_suffix(".rs").unwrap_or(file);
    let mut names: Module = name.split('/').map(str::to_owned).collect();
    if names.last().is_some_and(|last| last == "mod") || matches!(name, "lib" | "main") {
        names.pop();
    }
    names
}

/// Every group of siblings that need each other, as text.
fn circles(modules: &BTreeMap<Module, Paths>) -> Vec<String> {
    let parents: BTreeSet<&[String]> = modules
        .keys()
        .filter_map(|module| module.split_last().map(|(_, parent)| parent))
        .collect();
    let mut found = Vec::new();
    for parent in parents {
        let uses = uses(modules, parent);
        for circle in components(&uses) {
            let within = match parent {
                [] => String::new(),
                names => format!("in {}, ", names.join("::")),
            };
            found.push(format!("{within}{}", circle.join(", ")));
        }
    }
    found
}

/// Which children of a module use which.
fn uses<'m>(modules: &'m BTreeMap<Module, Paths>, parent: &[String]) -> BTreeMap<&'m str, BTreeSet<&'m str>> {
    let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let below = modules.iter().filter(|(module, _)| is_below(module, parent));
    for (module, paths) in below {
        let child = module[parent.len()].as_str();
        let targets = uses.entry(child).or_default();
        for path in paths.all() {
            let target = resolve(modules, module, path, 0);
            if let Some((known, _)) = modules.get_key_value(&target)
                && is_below(known, parent)
                && known[parent.len()] != child
            {
                targets.insert(known[parent.len()].as_str());
            }
        }
    }
    uses
}

fn is_below(module: &[String], parent: &[String]) -> bool {
    module.len() > parent.len() && module.starts_with(parent)
}

/// The module that a path leads into, with re-exports followed.
fn resolve(modules: &BTreeMap<Module, Paths>, from: &[String], path: &Path, depth: usize) -> Module {
    let mut at = from.to_vec();
    let mut names = path.as_slice();
    while let [first, rest @ ..] = names {
        match first.as_str() {
            "crate" => at.clear(),
            "super" => drop(at.pop()),
            "self" => {}
            _ => break,
        }
        names = rest;
    }
    while let [first, rest @ ..] = names {
        at.push(first.clone());
        if !modules.contains_key(&at) {
            at.pop();
            let imported = modules.get(&at).and_then(|paths| paths.imported(first));
            return match imported.filter(|imported| *imported != path && depth < 8) {
                Some(imported) => {
                    let onward = [imported.as_slice(), rest].concat();
                    resolve(modules, &at, &onward, depth + 1)
                }
                None => at,
            };
        }
        names = rest;
    }
    at
}

/// The strongly connected components of more than one node (Tarjan's algorithm).
fn components<'m>(uses: &BTreeMap<&'m str, BTreeSet<&'m str>>) -> Vec<Vec<&'m str>> {
    struct Walk<'a, 'm> {
        uses: &'a BTreeMap<&'m str, BTreeSet<&'m str>>,
        seen: BTreeMap<&'m str, (usize, usize)>,
        stack: Vec<&'m str>,
        found: Vec<Vec<&'m str>>,
    }
    impl<'m> Walk<'_, 'm> {
        fn visit(&mut self, node: &'m str) -> usize {
            let index = self.seen.len();
            self.seen.insert(node, (index, index));
            self.stack.push(node);
            let mut low = index;
            for next in self.uses.get(node).into_iter().flatten() {
                let reached = match self.seen.get(next) {
                    None => self.visit(next),
                    Some((index, _)) if self.stack.contains(next) => *index,
                    Some(_) => continue,
                };
                low = low.min(reached);
            }
            if low == index
                && let Some(start) = self.stack.iter().position(|open| *open == node)
            {
                let mut component = self.stack.split_off(start);
                component.sort_unstable();
                self.found.extend((component.len() > 1).then_some(component));
            }
            low
        }
    }
    let mut walk = Walk {
        uses,
        seen: BTreeMap::new(),
        stack: Vec::new(),
        found: Vec::new(),
    };
    for node in uses.keys() {
        if !walk.seen.contains_key(node) {
            walk.visit(node);
        }
    }
    walk.found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(files: &[(&str, &str)]) -> Vec<String> {
        let source = |(path, text): &(&str, &str)| Source {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        };
        check(&files.iter().map(source).collect::<Vec<_>>())
    }

    #[test]
    fn siblings_that_need_each_other_are_a_complaint() {
        let found = complaints(&[
            ("crates/x/src/lib.rs", "mod a; mod b;"),
            ("crates/x/src/a.rs", "use crate::b::Thing;"),
            ("crates/x/src/b/mod.rs", "mod deep;"),
            ("crates/x/src/b/deep.rs", "fn f() { super::super::a::g() }"),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with("crates/x: a, b need each other"),
            "{found:?}"
        );
    }

    #[test]
    fn re_exports_macros_and_lists_are_followed() {
        let found = complaints(&[
            (
                "crates/x/src/lib.rs",
                "mod a; mod b; mod c; pub use b::{Thing, other};",
            ),
            ("crates/x/src/a.rs", "pub(crate) fn f(_: crate::Thing) {}"),
            ("crates/x/src/b.rs", "declare! { run => crate::c::go; }"),
            ("crates/x/src/c.rs", "use crate::{b, a::{self, f}};"),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("crates/x: a, b, c need"), "{found:?}");
    }

    #[test]
    fn an_order_comments_parents_and_tests_are_none() {
        let found = complaints(&[
            ("crates/x/src/lib.rs", "mod a; mod b; pub struct Base;"),
            (
                "crates/x/src/a.rs",
                "use crate::Base; // crate::b::Thing\n#[cfg(test)] mod tests { use crate::b::Thing; }",
            ),
            (
                "crates/x/src/b.rs",
                "use crate::{Base, a::f}; const TEXT: &str = \"crate::b\";",
            ),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }
}
