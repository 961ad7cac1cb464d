//! Profiles of the aws command line for every role in an organization file, so that each can be tried: `aws --profile ci`.

use std::fmt::Write as _;

use anyhow::Context as _;
use wharf_topology::Company;
use wharf_topology::desired::{ADMINISTRATOR_ROLE, Desired, Ids, Role};
use wharf_topology::live::Identity;

use crate::folder::Folder;
use crate::node_file::NodeFile;
use crate::{files, output};

/// A role that can be taken, and how.
pub(super) struct Profile {
    pub(super) name: String,
    /// The account whose administrator takes it.
    source: usize,
    pub(super) role: Role,
}

/// What was written.
pub(super) struct Written {
    pub(super) desired: Desired,
    pub(super) profiles: Vec<Profile>,
    /// What to say about it.
    pub(super) said: String,
}

/// Writes the profiles into the data folder.
pub(super) fn write(
    company: &Company,
    ids: &Ids,
    node: &NodeFile,
    folder: &Folder,
    operator: &Identity,
) -> anyhow::Result<Written> {
    let desired = Desired::of(company, ids);
    let profiles = profiles(company, ids, &desired);
    let region = company
        .regions
        .first()
        .map_or(node.region.as_str(), |region| region.as_str());
    // Clients keep sessions by role and name: those of another data folder's node must not be taken for ours.
    let own = operator.access_key_id.chars().rev().take(8).collect::<String>();
    let session = format!("role_session_name = wharf-{own}\n");
    let mut common = format!("region = {region}\nendpoint_url = {}\n", node.endpoint);
    if let Some(ca) = &node.ca {
        let _ = writeln!(common, "ca_bundle = {}", ca.display());
    }
    let mut text = format!("# Made by `wharf up` from its organization file.\n[profile operator]\n{common}");
    for (account, id) in company.accounts.iter().zip(&ids.accounts) {
        let _ = write!(
            text,
            "\n# Everything in account {}.\n[profile {}]\nrole_arn = arn:aws:iam::{id}:role/{ADMINISTRATOR_ROLE}\n\
             source_profile = operator\n{session}{common}",
            account.name, account.name
        );
    }
    for profile in &profiles {
        let account = &ids.accounts[profile.role.account];
        let _ = write!(
            text,
            "\n[profile {}]\nrole_arn = arn:aws:iam::{account}:role/{}\nsource_profile = {}\n{session}{common}",
            profile.name, profile.role.name, company.accounts[profile.source].name
        );
    }
    let path = folder.aws_config();
    files::write(&path, text.as_bytes(), 0o600)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    let said = said(company, ids, node, (&desired, &profiles), operator);
    Ok(Written {
        desired,
        profiles,
        said,
    })
}

/// A profile for each role that an account may take, each with a name of its own.
fn profiles(company: &Company, ids: &Ids, desired: &Desired) -> Vec<Profile> {
    let mut profiles: Vec<Profile> = Vec::new();
    for role in &desired.roles {
        let trust = role.trust.to_string();
        let trusted = ids.accounts.iter().position(|id| trust.contains(id.as_str()));
        let Some(source) = trusted else { continue };
        let is_alone = desired
            .roles
            .iter()
            .filter(|other| other.name == role.name)
            .count()
            == 1;
        let is_account = company.accounts.iter().any(|account| account.name == role.name);
        let name = match is_alone && !is_account {
            true => role.name.clone(),
            false => format!("{}-{}", role.name, company.accounts[role.account].name),
        };
        profiles.push(Profile {
            name,
            source,
            role: role.clone(),
        });
    }
    profiles
}

fn said(
    company: &Company,
    ids: &Ids,
    node: &NodeFile,
    (desired, profiles): (&Desired, &[Profile]),
    operator: &Identity,
) -> String {
    let mut text = String::from("\nRegistries:\n");
    let registries = desired.registries.iter().map(|registry| {
        let (account, region) = (&ids.accounts[registry.account], registry.region.as_str());
        let (host, address) = (
            node.registry_host(account, region),
            node.registry_address(account, region),
        );
        [
            format!("  {}", company.accounts[registry.account].name),
            match host == address {
                true => host,
                false => format!("{host}, here also {address}"),
            },
        ]
    });
    text.push_str(&output::table(&registries.collect::<Vec<_>>()));
    let rows = profiles.iter().map(|profile| {
        let pushes = company
            .builders
            .iter()
            .any(|builder| builder.name == profile.role.name);
        [
            format!("  {}", profile.name),
            if pushes { "pushes" } else { "pulls" }.to_owned(),
            format!("from account {}", company.accounts[profile.source].name),
        ]
    });
    let rows: Vec<[String; 3]> = rows.collect();
    let _ = write!(
        text,
        "\nProfiles, besides one for each account and `operator` ({}):\n",
        operator.access_key_id
    );
    text.push_str(&output::table(&rows));
    text
}
