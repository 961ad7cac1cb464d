//! Which crate may use which: the whole of what ARCHITECTURE.md has a picture of.

use std::collections::BTreeSet;

use super::Source;

/// A crate and the crates of ours that its code may use. Tests may also use `testkit` and a crate's own `testing`.
const ALLOWED: &[(&str, &[&str])] = &[
    ("oci", &[]),
    ("failpoint", &[]),
    ("aws", &["oci"]),
    ("sigv4", &["aws"]),
    ("policy", &["aws"]),
    ("topology", &["aws", "policy", "sigv4"]),
    ("sql", &[]),
    ("job", &["sql"]),
    ("blob", &["oci", "failpoint"]),
    ("kernel", &["aws", "blob", "job", "oci", "policy", "sql"]),
    ("identity", &["aws", "kernel", "policy", "sql"]),
    (
        "registry",
        &[
            "aws",
            "blob",
            "failpoint",
            "job",
            "kernel",
            "oci",
            "policy",
            "sql",
        ],
    ),
    (
        "node",
        &["aws", "identity", "job", "kernel", "policy", "registry", "sql"],
    ),
    ("server", &["aws", "blob", "node", "oci", "policy", "sigv4"]),
    (
        "cli",
        &[
            "aws",
            "blob",
            "failpoint",
            "node",
            "oci",
            "policy",
            "server",
            "sigv4",
            "sql",
            "topology",
        ],
    ),
    (
        "testkit",
        &["aws", "blob", "node", "oci", "server", "sigv4", "sql"],
    ),
    // Programs beside Wharf, which the complaints below about manifests leave alone.
    ("xtask", &["aws", "sigv4"]),
    ("fuzz", &["aws", "node", "oci", "policy", "sigv4"]),
];

/// What only tests of a crate use, beside `testkit`.
const TESTS: &[(&str, &str)] = &[
    ("node", "blob"),
    ("node", "failpoint"),
    ("node", "oci"),
    ("server", "sql"),
];

pub fn check(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources {
        let Some(folder) = source.path.strip_suffix("/Cargo.toml") else {
            continue;
        };
        let name = folder.strip_prefix("crates/").unwrap_or(folder);
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| *known == name) else {
            complaints.push(format!(
                "{}: a new crate needs an ADR and a line in xtask/src/tidy/edges.rs",
                source.path
            ));
            continue;
        };
        let manifest = match source.text.parse::<toml::Table>() {
            Ok(manifest) => manifest,
            Err(error) => {
                complaints.push(format!("{}: {error}", source.path));
                continue;
            }
        };
        let is_allowed = |used: &str| allowed.contains(&used);
        let is_for_tests = |used: &str| used == name || used == "testkit" || TESTS.contains(&(name, used));
        let mut refused = used(&manifest, &["dependencies", "build-dependencies"]);
        refused.retain(|used| !is_allowed(used));
        let mut of_tests = used(&manifest, &["dev-dependencies"]);
        of_tests.retain(|used| !is_allowed(used) && !is_for_tests(used));
        refused.append(&mut of_tests);
        complaints.extend(
            refused
                .iter()
                .map(|used| format!("{}: {name} may not use {used} (see ARCHITECTURE.md)", source.path)),
        );
        if name == folder {
            continue;
        }
        if !source.text.contains("[lints]\nworkspace = true") {
            complaints.push(format!("{}: `[lints] workspace = true` is missing", source.path));
        }
        if !source.text.contains("license.workspace = true") {
            complaints.push(format!("{}: `license.workspace = true` is missing", source.path));
        }
    }
    complaints
}

/// Our crates in some sections of a manifest, also of those for one platform, under any name that they are imported by.
fn used(manifest: &toml::Table, sections: &[&str]) -> BTreeSet<String> {
    let of_platforms = manifest.get("target").and_then(toml::Value::as_table);
    let of_platforms = of_platforms.into_iter().flat_map(toml::Table::values);
    let tables = of_platforms.filter_map(toml::Value::as_table);
    let mut found = BTreeSet::new();
    for table in tables.chain([manifest]) {
        let tables = sections
            .iter()
            .filter_map(|section| table.get(*section)?.as_table());
        for (name, dependency) in tables.flatten() {
            let package = dependency.get("package").and_then(toml::Value::as_str);
            let name = package.unwrap_or(name);
            found.extend(name.strip_prefix("wharf-").map(str::to_owned));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_against_the_picture_is_a_complaint() {
        let manifest = "license.workspace = true\n[lints]\nworkspace = true\n[dependencies]\nwharf-sql.workspace = true\n";
        let source = |path: &str| Source {
            path: path.to_owned(),
            text: manifest.to_owned(),
        };
        assert_eq!(check(&[source("crates/node/Cargo.toml")]), Vec::<String>::new());
        assert_eq!(check(&[source("crates/server/Cargo.toml")]).len(), 1);
        assert_eq!(check(&[source("crates/unheard/Cargo.toml")]).len(), 1);
        assert_eq!(check(&[source("xtask/Cargo.toml")]).len(), 1);
        assert_eq!(check(&[source("unheard/Cargo.toml")]).len(), 1);
    }

    #[test]
    fn edges_of_tests_of_platforms_and_under_other_names_are_edges() {
        let complaints = |section: &str, dependency: &str| {
            let text =
                format!("license.workspace = true\n[lints]\nworkspace = true\n[{section}]\n{dependency}\n");
            let path = "crates/server/Cargo.toml".to_owned();
            check(&[Source { path, text }]).len()
        };
        assert_eq!(complaints("dev-dependencies", "wharf-sql = {}"), 0);
        assert_eq!(complaints("dev-dependencies", "wharf-topology = {}"), 1);
        assert_eq!(complaints("target.'cfg(unix)'.dependencies", "wharf-sql = {}"), 1);
        assert_eq!(
            complaints("dependencies", "rows = { package = \"wharf-sql\" }"),
            1
        );
    }
}
