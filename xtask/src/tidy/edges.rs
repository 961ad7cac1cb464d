//! Which crate may use which: the picture in ARCHITECTURE.md as a table.

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
    (
        "services",
        &["aws", "blob", "failpoint", "job", "oci", "policy", "sql"],
    ),
    ("server", &["aws", "blob", "oci", "policy", "services", "sigv4"]),
    (
        "cli",
        &[
            "aws",
            "blob",
            "failpoint",
            "oci",
            "policy",
            "server",
            "services",
            "sigv4",
            "sql",
            "topology",
        ],
    ),
    (
        "testkit",
        &[
            "aws",
            "blob",
            "failpoint",
            "oci",
            "policy",
            "server",
            "services",
            "sigv4",
            "sql",
        ],
    ),
];

pub fn check(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources {
        let Some(name) = source
            .path
            .strip_prefix("crates/")
            .and_then(|rest| rest.strip_suffix("/Cargo.toml"))
        else {
            continue;
        };
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| *known == name) else {
            complaints.push(format!(
                "{}: a new crate needs an ADR and a line in xtask/src/tidy/edges.rs",
                source.path
            ));
            continue;
        };
        for used in used(&source.text) {
            if !allowed.contains(&used.as_str()) {
                complaints.push(format!(
                    "{}: {name} may not use {used} (see ARCHITECTURE.md)",
                    source.path
                ));
            }
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

/// Our crates under `[dependencies]`.
fn used(manifest: &str) -> Vec<String> {
    let mut section = "";
    let mut used = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line.trim();
        } else if section == "[dependencies]"
            && let Some(rest) = line.strip_prefix("wharf-")
        {
            let name = rest.chars().take_while(char::is_ascii_alphanumeric);
            used.push(name.collect());
        }
    }
    used
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
        assert_eq!(
            check(&[source("crates/services/Cargo.toml")]),
            Vec::<String>::new()
        );
        assert_eq!(check(&[source("crates/server/Cargo.toml")]).len(), 1);
        assert_eq!(check(&[source("crates/unheard/Cargo.toml")]).len(), 1);
    }
}
