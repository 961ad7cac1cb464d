//! Licences, bans and sources of everything we depend on, as `deny.toml` says: by cargo-deny where it is installed,
//! else by the same three lists over `cargo metadata`, because building cargo-deny takes longer than all other checks.

use anyhow::{Context as _, ensure};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

use super::licence;

/// Where Wharf runs; as `graph.targets` in `deny.toml`.
const PLATFORMS: &[&str] = &["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"];

/// The part of `deny.toml` that the short check reads.
struct Rules {
    licences: Vec<String>,
    bans: Vec<String>,
    /// Cargo's standard registry: where our own dependency comes from, everything must come from.
    registry: String,
}

pub fn run() -> anyhow::Result<()> {
    if Command::new("cargo")
        .args(["deny", "--version"])
        .output()?
        .status
        .success()
    {
        return super::cargo(&[
            "deny",
            "--locked",
            "check",
            "--hide-inclusion-graph",
            "bans",
            "licenses",
            "sources",
        ]);
    }
    eprintln!("cargo-deny is not installed: checking licences, bans and sources against deny.toml ourselves");
    let mut command = Command::new("cargo");
    command.args(["metadata", "--format-version", "1", "--locked"]);
    // What is never built here, such as bindings to other systems, is not shipped.
    command.args(
        PLATFORMS
            .iter()
            .flat_map(|platform| ["--filter-platform", *platform]),
    );
    let output = command.output()?;
    ensure!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"]
        .as_array()
        .context("metadata without packages")?;
    let anyhow = packages
        .iter()
        .find(|package| package["name"] == "anyhow")
        .context("anyhow has no package")?;
    let registry = anyhow["source"].as_str().context("anyhow has no source")?;
    let rules = Rules::read(&std::fs::read_to_string("deny.toml")?, registry)?;
    let built = built()?;
    let packages: Vec<&Value> = packages
        .iter()
        .filter(|package| built.contains(&key(package)))
        .collect();
    ensure!(
        !packages.is_empty(),
        "cargo tree and cargo metadata name no package alike"
    );
    let complaints: Vec<String> = packages
        .iter()
        .flat_map(|package| rules.complaints(package))
        .collect();
    ensure!(complaints.is_empty(), "{}", complaints.join("\n"));
    eprintln!("{} packages: licences, bans and sources ok", packages.len());
    Ok(())
}

/// The packages that are built, as `name vVERSION`. `cargo metadata` also names optional dependencies that only a weak
/// feature mentions (ring, by rustls-webpki) and that nothing builds.
fn built() -> anyhow::Result<BTreeSet<String>> {
    let mut command = Command::new("cargo");
    command.args([
        "tree",
        "--workspace",
        "--locked",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    command.args(PLATFORMS.iter().flat_map(|platform| ["--target", *platform]));
    let output = command.output()?;
    ensure!(
        output.status.success(),
        "cargo tree: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = String::from_utf8(output.stdout)?;
    let words = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    Ok(lines.lines().map(words).collect())
}

/// A package as [`built`] names it.
fn key(package: &Value) -> String {
    let text = |key: &str| package[key].as_str().unwrap_or_default();
    format!("{} v{}", text("name"), text("version"))
}

impl Rules {
    fn read(text: &str, registry: &str) -> anyhow::Result<Rules> {
        let rules: toml::Table = text.parse().context("deny.toml")?;
        let strings = |section: &str, key: &str| -> anyhow::Result<Vec<String>> {
            let list = rules
                .get(section)
                .and_then(|section| section.get(key))
                .and_then(toml::Value::as_array);
            let list = list.with_context(|| format!("deny.toml has no list {section}.{key}"))?;
            // A ban is `{ crate = "name", … }`, a licence plain text.
            let name = |value: &toml::Value| {
                value
                    .as_str()
                    .or_else(|| value.get("crate")?.as_str())
                    .map(str::to_owned)
            };
            list.iter()
                .map(|value| name(value).context("deny.toml: neither text nor crate"))
                .collect()
        };
        Ok(Rules {
            licences: strings("licenses", "allow")?,
            bans: strings("bans", "deny")?,
            registry: registry.to_owned(),
        })
    }

    fn complaints(&self, package: &Value) -> Vec<String> {
        let text = |key: &str| package[key].as_str();
        let name = text("name").unwrap_or("?");
        let mut complaints = Vec::new();
        if self.bans.iter().any(|ban| ban == name) {
            complaints.push(format!("{name} is banned"));
        }
        // Only packages from elsewhere have a source.
        if let Some(source) = text("source").filter(|source| *source != self.registry) {
            complaints.push(format!("{name} comes from {source}"));
        }
        match text("license") {
            Some(licence) if licence::is_allowed(licence, &self.licences) => {}
            Some(licence) => complaints.push(format!("{name} has the licence {licence}")),
            None => complaints.push(format!("{name} states no licence")),
        }
        complaints
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_complained_about() {
        let rules = Rules::read(
            "[licenses]\nallow = [\"MIT\"]\n[bans]\ndeny = [{ crate = \"ring\", reason = \"\" }]\n",
            "registry+https://registry.example",
        )
        .expect("rules");
        let (known, foreign) = (
            Some("registry+https://registry.example"),
            Some("git+https://host.example/x"),
        );
        for (name, source, licence, complaints) in [
            ("good", known, Some("MIT"), 0),
            ("ours", None, Some("MIT"), 0),
            ("ring", known, Some("MIT"), 1),
            ("foreign", foreign, Some("MIT"), 1),
            ("silent", known, None, 1),
            ("strict", known, Some("GPL-3.0"), 1),
            ("ring", foreign, None, 3),
        ] {
            let package = json!({ "name": name, "source": source, "license": licence });
            assert_eq!(rules.complaints(&package).len(), complaints, "{package}");
        }
    }
}
