//! What to type next, once a node serves: one block of commands, right for what is there.
//!
//! A registry is named by the node's own address wherever that means it, because an address needs no resolver. Else by its host, and where
//! this machine's `/etc/hosts` lacks a name that static programs cannot find elsewhere, the line is shown.

use std::fmt::Write as _;

use wharf_aws::AccountId;
use wharf_topology::Company;
use wharf_topology::desired::{Desired, Ids};

use super::profiles::Profile;
use crate::doctor;
use crate::folder::Folder;
use crate::node_file::NodeFile;

/// For a node without an organization file: the default account's root user pushes. With `fix`, what `/etc/hosts` lacks is added.
pub(super) fn of_node(node: &NodeFile, folder: &Folder, fix: bool) -> String {
    let (account, data) = (&node.account, folder.flag());
    let own = account.parse().ok().filter(|_| fix);
    let mut text = own.map_or_else(String::new, |own| added(node, folder, &[(own, &node.region)]));
    let _ = write!(
        text,
        "\nIn another shell:\n\
         \x20 eval \"$(wharf env --account {account}{data})\"\n\
         \x20 aws ecr create-repository --repository-name hello\n\
         \x20 aws ecr get-login-password | docker login --username AWS --password-stdin \"$WHARF_REGISTRY\"\n\
         \x20 docker tag IMAGE \"$WHARF_REGISTRY/hello\" && docker push \"$WHARF_REGISTRY/hello\"\n"
    );
    if let Ok(account) = account.parse() {
        text.push_str(&missing_line(node, folder, &account, &node.region));
    }
    text.push_str(&doctor_says(&data));
    text
}

/// For a node that serves an organization file: a builder pushes what it may push, where it may.
pub(super) fn of_company(
    company: &Company,
    ids: &Ids,
    node: &NodeFile,
    folder: &Folder,
    (desired, profiles): (&Desired, &[Profile]),
) -> String {
    let Some(push) = Push::of(company, desired, profiles) else {
        return String::new();
    };
    let account = &ids.accounts[push.registry];
    let address = node.registry_address(account, push.region);
    // Clients that take a role do not look into the profile for this.
    let authority = node
        .ca
        .as_ref()
        .map_or_else(String::new, |ca| format!(" AWS_CA_BUNDLE={}", ca.display()));
    let mut text = format!(
        "\nIn another shell:\n\
         \x20 export AWS_CONFIG_FILE={} AWS_SHARED_CREDENTIALS_FILE={}{authority}\n",
        folder.aws_config().display(),
        folder.aws_credentials().display(),
    );
    if push.by_administrator {
        let _ = writeln!(
            text,
            "  # No account takes a builder's role: builders sign in with their issuer's tokens. So an administrator pushes here."
        );
    }
    let (profile, repository) = (&push.profile, push.repository);
    let _ = write!(
        text,
        "\x20 aws --profile {profile} --region {} ecr get-login-password | docker login --username AWS --password-stdin {address}\n\
         \x20 docker tag IMAGE {address}/{repository} && docker push {address}/{repository}\n",
        push.region,
    );
    text.push_str(&missing_line(node, folder, account, push.region));
    text.push_str(&doctor_says(&folder.flag()));
    text
}

/// A push that succeeds.
struct Push<'a> {
    profile: String,
    by_administrator: bool,
    /// Whose registry: the company's account.
    registry: usize,
    region: &'a str,
    repository: &'a str,
}

impl<'a> Push<'a> {
    fn of(company: &Company, desired: &'a Desired, profiles: &[Profile]) -> Option<Push<'a>> {
        let by_builder = profiles.iter().find_map(|profile| {
            let builder = company
                .builders
                .iter()
                .find(|builder| builder.name == profile.role.name)?;
            let mut registries = desired.registries.iter().filter(|registry| {
                company.pushes_to(builder).contains(&registry.account)
                    && company.builder_account(builder, registry.account) == profile.role.account
            });
            registries.find_map(|registry| {
                let mut repositories = registry.repositories.iter();
                let repository = repositories
                    .find(|repository| builder.push.iter().any(|push| push.covers(&repository.name)))?;
                Some(Push {
                    profile: profile.name.clone(),
                    by_administrator: false,
                    registry: registry.account,
                    region: registry.region.as_str(),
                    repository: &repository.name,
                })
            })
        });
        by_builder.or_else(|| {
            let mut registries = desired.registries.iter();
            registries.find_map(|registry| {
                Some(Push {
                    profile: company.accounts[registry.account].name.clone(),
                    by_administrator: true,
                    registry: registry.account,
                    region: registry.region.as_str(),
                    repository: &registry.repositories.first()?.name,
                })
            })
        })
    }
}

/// Adds what `/etc/hosts` lacks for registries, and says what was added.
pub(super) fn added(node: &NodeFile, folder: &Folder, registries: &[(AccountId, &str)]) -> String {
    let names = registries
        .iter()
        .flat_map(|(account, region)| [node.registry_name(account, region), node.api_name(region)]);
    match doctor::add_names(node, &names.collect::<Vec<_>>()) {
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
fn missing_line(node: &NodeFile, folder: &Folder, account: &AccountId, region: &str) -> String {
    let name = node.registry_name(account, region);
    let Some(line) = doctor::missing_line(node, &name) else {
        return String::new();
    };
    let command = doctor::fix_command(node, &folder.flag(), (account, region));
    format!(
        "The registry's own name, in `repositoryUri` and the like, needs a line in /etc/hosts; `{command}` adds it:\n  {line}\n"
    )
}

fn doctor_says(data: &str) -> String {
    format!("If a command fails, `wharf doctor{data}` says what this machine still needs.\n")
}
