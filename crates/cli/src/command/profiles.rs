//! Profiles of the aws command line for every role in an organization file that an account may take, so that each can be tried:
//! `aws --profile ci`.
//!
//! People save profiles of their own in the same files. What is not of `wharf up` stays as it is: sections, keys, comments, order.

use std::fmt::Write as _;

use wharf_policy::PolicyDocument;
use wharf_topology::Company;
use wharf_topology::desired::{ADMINISTRATOR_ROLE, Desired, Ids, Role, role_arn};
use wharf_topology::live::Identity;

use crate::aws_files::{AwsFiles, UP};
use crate::folder::Folder;
use crate::node_file::NodeFile;
use crate::output;

/// The user of the management account that applies files and enters accounts, and its profile.
pub(super) const OPERATOR: &str = "operator";

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
    /// Whether they can be used: the one that all of them sign in through is not a person's.
    pub(super) sign_in: bool,
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
    let mut profiles = profiles(company, ids, &desired);
    let mut files = AwsFiles::at(&folder.aws_config(), &folder.aws_credentials())?;
    let Merged { kept, taken_over } = merge(
        &mut files,
        &sections(company, ids, &profiles),
        &Common::of(company, node, operator),
    )?;
    files.write()?;
    profiles.retain(|profile| {
        !kept
            .iter()
            .any(|kept| kept.split(' ').next() == Some(&profile.name))
    });
    let sign_in = !kept.iter().any(|name| name == OPERATOR);
    let key = sign_in.then_some(operator.access_key_id.as_str());
    let mut said = said(company, ids, node, (&desired, &profiles), key);
    if !taken_over.is_empty() {
        let _ = writeln!(
            said,
            "\nTaken over from an older program, which left no mark in its profiles: {}",
            taken_over.join(", ")
        );
    }
    if !kept.is_empty() {
        let _ = writeln!(
            said,
            "\nLeft as they are, because profiles that are not of `wharf up` have their names in {}: {}. Rename yours there, and those \
             of `wharf up` are written at the next start.",
            folder.path().join("aws").display(),
            kept.join(", ")
        );
    }
    Ok(Written {
        desired,
        profiles,
        sign_in,
        said,
    })
}

/// What a profile has of its own.
struct Section<'a> {
    name: &'a str,
    /// The role that it takes, and the profile that takes it; none of the operator's, which has a key.
    role: Option<(String, &'a str)>,
}

fn sections<'a>(company: &'a Company, ids: &Ids, profiles: &'a [Profile]) -> Vec<Section<'a>> {
    let role =
        |account: usize, name: &str, source: &'a str| Some((role_arn(&ids.accounts[account], name), source));
    let operator = Section {
        name: OPERATOR,
        role: None,
    };
    let accounts = company.accounts.iter().enumerate().map(|(at, account)| Section {
        name: &account.name,
        role: role(at, ADMINISTRATOR_ROLE, OPERATOR),
    });
    let roles = profiles.iter().map(|profile| Section {
        name: &profile.name,
        role: role(
            profile.role.account,
            &profile.role.name,
            &company.accounts[profile.source].name,
        ),
    });
    std::iter::once(operator).chain(accounts).chain(roles).collect()
}

/// What all profiles have.
struct Common {
    region: String,
    endpoint_url: String,
    ca_bundle: Option<String>,
    session: String,
}

impl Common {
    fn of(company: &Company, node: &NodeFile, operator: &Identity) -> Common {
        let region = company.regions.first();
        // Clients keep sessions by role and name: those of another data folder's node must not be taken for ours.
        let own = operator.access_key_id.chars().rev().take(8).collect::<String>();
        Common {
            region: region
                .map_or(node.region.as_str(), |region| region.as_str())
                .to_owned(),
            endpoint_url: node.endpoint.clone(),
            ca_bundle: node.ca.as_ref().map(|ca| ca.display().to_string()),
            session: format!("{SESSION}{own}"),
        }
    }
}

/// How the names of the profiles' sessions begin.
const SESSION: &str = "wharf-";

/// The comment above the operator's profile, which began the file that programs before this one wrote.
const OLDER: &str = "# Made by `wharf up` from its organization file.";

/// What became of profiles without our mark that have the names of ours.
#[derive(Default)]
struct Merged {
    /// The names of those that are left as they are, because a person's profile has them.
    kept: Vec<String>,
    /// The names of those that an older program wrote.
    taken_over: Vec<String>,
}

/// Whether a profile has our mark.
fn is_marked(files: &AwsFiles, name: &str) -> bool {
    files.get(name, UP) == Some(name)
}

/// Whether a program before this one wrote a profile: they left no mark.
fn is_older(files: &AwsFiles, name: &str) -> bool {
    match name {
        OPERATOR => files.line_above(name) == Some(OLDER),
        _ => files
            .get(name, "role_session_name")
            .is_some_and(|session| session.starts_with(SESSION)),
    }
}

/// Whether the profile of the operator's name is a person's, and the credentials of that name with it.
pub(super) fn is_operator_a_persons(folder: &Folder) -> anyhow::Result<bool> {
    let files = AwsFiles::at(&folder.aws_config(), &folder.aws_credentials())?;
    Ok(files.is_configured(OPERATOR) && !is_marked(&files, OPERATOR) && !is_older(&files, OPERATOR))
}

/// Brings the files' profiles up to date: ours are changed key by key, and go where they are not asked for any more.
fn merge(files: &mut AwsFiles, sections: &[Section<'_>], common: &Common) -> anyhow::Result<Merged> {
    let names = || sections.iter().map(|section| section.name);
    let there: Vec<String> = files.names().into_iter().map(str::to_owned).collect();
    for name in &there {
        if is_marked(files, name) && !names().any(|wanted| wanted == name) {
            files.forget(name);
        }
    }
    let Merged {
        mut kept,
        mut taken_over,
    } = Merged::default();
    for Section { name, role } in sections {
        let is_there = match *name {
            // Its key is among the credentials before.
            OPERATOR => files.is_configured(name),
            name => there.iter().any(|there| there == name),
        };
        let is_unmarked = is_there && !is_marked(files, name);
        if is_unmarked && !is_older(files, name) {
            kept.push((*name).to_owned());
            continue;
        }
        if let Some((_, source)) = role
            && kept.iter().any(|kept| kept.split(' ').next() == Some(*source))
        {
            // The profile that would take the role is a person's, or would itself be taken by one: it may be anyone.
            kept.push(format!("{name} (through {source})"));
            continue;
        }
        if is_unmarked {
            taken_over.push((*name).to_owned());
        }
        let (role_arn, source) = role.clone().unzip();
        let session = role.as_ref().map(|_| common.session.clone());
        files.configure(
            name,
            &[
                ("role_arn", role_arn),
                ("source_profile", source.map(str::to_owned)),
                ("role_session_name", session),
                ("region", Some(common.region.clone())),
                ("endpoint_url", Some(common.endpoint_url.clone())),
                ("ca_bundle", common.ca_bundle.clone()),
                (UP, Some((*name).to_owned())),
            ],
        )?;
    }
    Ok(Merged { kept, taken_over })
}

/// A profile for each role that an account may take, each with a name of its own.
fn profiles(company: &Company, ids: &Ids, desired: &Desired) -> Vec<Profile> {
    let mut profiles: Vec<Profile> = Vec::new();
    for role in &desired.roles {
        let Some(source) = trusted(role, ids) else {
            continue;
        };
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

/// The account whose administrator may take a role: the first that its trust names.
fn trusted(role: &Role, ids: &Ids) -> Option<usize> {
    let trust = PolicyDocument::parse(&role.trust.to_string()).ok()?;
    let accounts = trust.accounts_allowed("sts:AssumeRole");
    ids.accounts.iter().position(|id| accounts.contains(id))
}

fn said(
    company: &Company,
    ids: &Ids,
    node: &NodeFile,
    (desired, profiles): (&Desired, &[Profile]),
    operator_key: Option<&str>,
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
    // Without the operator's profile there is none.
    if let Some(key) = operator_key {
        let _ = write!(
            text,
            "\nProfiles, besides one for each account and `operator` ({key}):\n"
        );
        text.push_str(&output::table(&rows));
    }
    let is_taken = |name: &str| profiles.iter().any(|profile| profile.role.name == name);
    let by_token = company.builders.iter().filter(|builder| !is_taken(&builder.name));
    let by_token = by_token.filter_map(|builder| {
        let issuer = &builder.oidc.as_ref()?.issuer;
        Some([
            format!("  {}", builder.name),
            "pushes".to_owned(),
            format!("with tokens of {issuer}"),
        ])
    });
    let rows: Vec<[String; 3]> = by_token.collect();
    if !rows.is_empty() {
        text.push_str("\nWithout a profile, because no account may take their roles:\n");
        text.push_str(&output::table(&rows));
    }
    text
}

#[cfg(test)]
mod tests;
