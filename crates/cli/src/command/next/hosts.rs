//! The lines of `/etc/hosts` that hosts which are named need, and how to add them.

use wharf_aws::AccountId;

use crate::doctor;
use crate::folder::Folder;
use crate::node_file::NodeFile;

/// The most names that one line of `/etc/hosts` is shown with.
const NAMES: usize = 8;

/// Whether a registry, or the endpoint, is named by a host that must be found.
pub(super) fn is_named(node: &NodeFile, account: &AccountId, region: &str) -> bool {
    let name = node.registry_name(account, region);
    node.endpoint_name().is_some() || node.registry_address(account, region).starts_with(&name)
}

/// The names of registries, and of the endpoint where it has one.
pub(super) fn names(node: &NodeFile, registries: &[(AccountId, &str)]) -> Vec<String> {
    let endpoint = node.endpoint_name().map(str::to_owned);
    let registries = registries
        .iter()
        .map(|(account, region)| node.registry_name(account, region));
    endpoint.into_iter().chain(registries).collect()
}

/// The line of the block that must be typed before those that name hosts.
pub(super) fn before(node: &NodeFile, unknown: &[String], or: &str) -> String {
    match unknown {
        [] => String::new(),
        unknown => format!("  # Each registry's host {}", needs_a_line(node, unknown, or)),
    }
}

/// What stands behind a block that names none of them: answers do.
pub(super) fn after(node: &NodeFile, unknown: &[String], or: &str) -> String {
    match unknown {
        [] => String::new(),
        unknown => format!(
            "Each registry's own name, in `repositoryUri` and the like, {}",
            needs_a_line(node, unknown, or)
        ),
    }
}

/// The line that names lack. `or` is another way to add them all.
fn needs_a_line(node: &NodeFile, unknown: &[String], or: &str) -> String {
    let (shown, rest) = unknown.split_at(unknown.len().min(NAMES));
    let more = match rest.len() {
        0 => or.to_owned(),
        count => format!(" here, and --fix at a start those of {count} more"),
    };
    let command = doctor::append_command(&doctor::hosts_line(node, &shown.join(" ")));
    format!("needs a line in /etc/hosts; this adds what is missing{more}:\n  {command}\n")
}

/// The other way to add the lines of names: the doctor does it for one registry, a start for all.
pub(super) fn or_fix(
    node: &NodeFile,
    folder: &Folder,
    registry: Option<(&AccountId, &str)>,
    unknown: &[String],
) -> String {
    let of_one = registry.filter(|(account, region)| {
        let known = names(node, &[(**account, *region)]);
        unknown.iter().all(|name| known.contains(name))
    });
    match of_one {
        Some(registry) => format!(", or `{}`", doctor::fix_command(node, &folder.flag(), registry)),
        None => ", or --fix at a start".to_owned(),
    }
}

/// Adds what `/etc/hosts` lacks for registries, and says what was added.
pub(in crate::command) async fn added(
    node: &NodeFile,
    folder: &Folder,
    registries: &[(AccountId, &str)],
) -> String {
    let names = registries
        .iter()
        .flat_map(|(account, region)| [node.registry_name(account, region), node.api_name(region)]);
    match doctor::add_names(node, names.collect()).await {
        Ok(lines) if lines.is_empty() => "\nThere was nothing to add to /etc/hosts.\n".to_owned(),
        Ok(lines) => format!("\nAdded to /etc/hosts:\n  {}\n", lines.join("\n  ")),
        Err(error) => {
            let commands = registries
                .iter()
                .map(|(account, region)| doctor::fix_command(node, &folder.flag(), (account, *region)));
            let commands: Vec<String> = commands.collect();
            format!(
                "\nNothing was added to /etc/hosts: {error}. To add it as root:\n  {}\n",
                commands.join("\n  ")
            )
        }
    }
}

/// What `/etc/hosts` lacks for a registry's host, which answers name it by.
pub(super) fn missing_line(node: &NodeFile, folder: &Folder, account: &AccountId, region: &str) -> String {
    let name = node.registry_name(account, region);
    if !doctor::lacks_line(node, &name) {
        return String::new();
    }
    let unknown = [name];
    let or = or_fix(node, folder, Some((account, region)), &unknown);
    format!(
        "The registry's own name, in `repositoryUri` and the like, {}",
        needs_a_line(node, &unknown, &or)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_not_more_names_than_can_be_read() {
        let (account, region) = ("111122223333".parse().unwrap(), "us-east-1".parse().unwrap());
        let node = NodeFile::new(
            "127.0.0.1:5000".parse().unwrap(),
            "localhost",
            (&region, &[region.clone()].into()),
            &account,
            &crate::config::Tls::Off,
            None,
        );
        let many: Vec<String> = (0..10).map(|at| format!("{at}.example")).collect();
        let text = before(&node, &many, "");
        assert!(text.contains("--fix at a start those of 2 more:\n"), "{text}");
        assert!(
            text.contains("7.example'") && !text.contains("8.example"),
            "{text}"
        );
    }
}
