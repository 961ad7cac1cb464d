//! Will podman, buildah and skopeo talk plain HTTP to us? By default they allow it to no registry.

use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::{Finding, Machine, Subject, programs, sudo};
use crate::files::read_text;

const CHECK: &str = "podman, buildah, skopeo";

pub(super) fn check(machine: &Machine, subject: &Subject) -> Option<Finding> {
    if programs::lacks(machine, &["podman", "buildah", "skopeo"]) {
        let found = "not installed: none of them is in PATH";
        return Some(
            Finding::warn(CHECK, found).todo("install one of them, unless docker is all that you use"),
        );
    }
    if subject.node.is_secure() {
        return None;
    }
    // What serves the default registry is called by its address, too.
    let address = subject.node.registry_address(&subject.account, &subject.region);
    let mut names = vec![address, subject.registry()];
    names.dedup();
    let files = files(machine);
    let allowing = |name: &String| files.iter().find(|file| file_allows(file, name));
    let refused: Vec<&str> = names
        .iter()
        .filter(|name| allowing(name).is_none())
        .map(String::as_str)
        .collect();
    if let (Some(file), true) = (names.first().and_then(allowing), refused.is_empty()) {
        let found = format!("{} allows plain HTTP to {}", file.display(), names.join(" and "));
        return Some(Finding::ok(CHECK, found));
    }
    let blocks = names
        .iter()
        .map(|name| format!("[[registry]]\\nlocation = \"{name}\"\\ninsecure = true\\n"));
    Some(
        Finding::warn(
            CHECK,
            format!("they refuse plain HTTP to {}", refused.join(" and ")),
        )
        .todo("give them --tls-verify=false, or")
        .todo(format!(
            "printf '{}' | {}tee /etc/containers/registries.conf.d/wharf.conf",
            blocks.collect::<String>(),
            sudo()
        )),
    )
}

fn file_allows(file: &Path, registry: &str) -> bool {
    let text = read_text(file).unwrap_or_default();
    text.parse::<Table>().is_ok_and(|table| allows(&table, registry))
}

/// The machine's settings and the user's, each a file and a folder of more.
fn files(machine: &Machine) -> Vec<PathBuf> {
    let mut homes = vec![machine.root.join("etc/containers")];
    homes.extend(machine.user_config().map(|config| config.join("containers")));
    homes
        .iter()
        .flat_map(|home| {
            let mut files = vec![home.join("registries.conf")];
            files.extend(entries(&home.join("registries.conf.d")));
            files
        })
        .collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries.flatten().map(|entry| entry.path()).collect()
}

fn allows(table: &Table, registry: &str) -> bool {
    let entries = table
        .get("registry")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let is_ours = |entry: &Value| {
        ["location", "prefix"]
            .iter()
            .any(|key| entry.get(key).and_then(Value::as_str) == Some(registry))
            && entry.get("insecure").and_then(Value::as_bool) == Some(true)
    };
    let old = table
        .get("registries")
        .and_then(|registries| registries.get("insecure")?.get("registries")?.as_array());
    entries.into_iter().any(is_ours)
        || old
            .into_iter()
            .flatten()
            .any(|entry| entry.as_str() == Some(registry))
}
