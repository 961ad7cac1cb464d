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
    let kept = merge(
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
    let mut said = said(company, ids, node, (&desired, &profiles), operator);
    if !kept.is_empty() {
        let _ = writeln!(
            said,
            "\nLeft as they are, because profiles that are not of `wharf up` have their names in {}: {}",
            folder.path().join("aws").display(),
            kept.join(", ")
        );
    }
    Ok(Written {
        desired,
        profiles,
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

/// Brings the files' profiles up to date: ours are changed key by key, and go where they are not asked for any more. The names of those
/// that are left as they are, because a person's profile has them.
fn merge(files: &mut AwsFiles, sections: &[Section<'_>], common: &Common) -> anyhow::Result<Vec<String>> {
    let names = || sections.iter().map(|section| section.name);
    let marked = |files: &AwsFiles, name: &str| files.get(name, UP) == Some(name);
    let there: Vec<String> = files.names().into_iter().map(str::to_owned).collect();
    for name in &there {
        if marked(files, name) && !names().any(|wanted| wanted == name) {
            files.forget(name);
        }
    }
    let mut kept = Vec::new();
    for Section { name, role } in sections {
        // Programs before this one left no mark.
        let is_older = |files: &AwsFiles| {
            let session = files.get(name, "role_session_name");
            *name == OPERATOR || session.is_some_and(|session| session.starts_with(SESSION))
        };
        if there.iter().any(|there| there == name) && !marked(files, name) && !is_older(files) {
            kept.push((*name).to_owned());
            continue;
        }
        if let Some((_, source)) = role
            && kept.iter().any(|kept| kept == source)
        {
            // The profile that would take the role is a person's: it may be anyone.
            kept.push(format!("{name} (through {source})"));
            continue;
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
    Ok(kept)
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
mod tests {
    use wharf_aws::SecretKey;
    use wharf_topology::file;

    use super::*;
    use crate::config::Tls;

    const FILE: &str =
        "organization: acme\naccounts: {registry: 222222222222, dev: 333333333333, test: 444444444444}\n";

    /// What `wharf up` says of the profiles that it writes for a file.
    fn up(text: &str, folder: &Folder) -> String {
        let company = file::read(text).unwrap();
        let region: wharf_aws::Region = "us-east-1".parse().unwrap();
        let regions = [region.clone()].into();
        let account = "222222222222".parse().unwrap();
        let listen = ([127, 0, 0, 1], 5000).into();
        let node = NodeFile::new(
            listen,
            "localhost",
            (&region, &regions),
            &account,
            &Tls::Off,
            None,
        );
        let operator = Identity {
            access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
            secret: SecretKey::new("secret".to_owned()),
            session_token: None,
        };
        let written = write(&company, &Ids::assumed(&company), &node, folder, &operator);
        written.unwrap().said
    }

    fn folder(config: &str) -> (tempfile::TempDir, Folder) {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::new(home.path());
        std::fs::create_dir(home.path().join("aws")).unwrap();
        std::fs::write(folder.aws_config(), config).unwrap();
        (home, folder)
    }

    #[test]
    fn what_people_saved_stays_and_what_is_not_asked_for_goes() {
        let (_home, folder) = folder("");
        up(FILE, &folder);
        let config = || std::fs::read_to_string(folder.aws_config()).unwrap();
        let first = config();
        assert!(first.contains(
            "[profile test]\nrole_arn = arn:aws:iam::444444444444:role/OrganizationAccountAccessRole\nsource_profile = operator\n\
             role_session_name = wharf-ELPMAXE7\nregion = us-east-1\nendpoint_url = http://127.0.0.1:5000\nwharf_up = test\n"
        ), "{first}");
        up(FILE, &folder);
        assert_eq!(config(), first, "a second time changes nothing");

        let mine = "# of mine\n[profile mine]\nregion = eu-west-1\n\n";
        // A copy under another name, and a key of mine in one of theirs.
        let copy = "\n# a copy\n[profile mytest]\nsource_profile = operator\nwharf_up = test\n";
        let dev = first.replace("wharf_up = dev\n", "wharf_up = dev\noutput = json\n");
        std::fs::write(folder.aws_config(), format!("{mine}{dev}{copy}")).unwrap();
        let said = up(&FILE.replace(", test: 444444444444", ""), &folder);
        assert!(!said.contains("Left as they are"), "{said}");
        let (left, _) = dev.split_once("\n[profile test]").unwrap();
        let config = config();
        assert!(config.starts_with(&format!("{mine}{left}{copy}")), "{config}");
        assert!(!config.contains("[profile test]"), "{config}");
    }

    /// The id of the role's account stands in its provider's ARN, too.
    #[test]
    fn a_builder_that_only_tokens_let_in_has_no_profile() {
        let oidc = "{issuer: \"https://issuer.example\", subjects: [\"repo:octo/app:*\"]}";
        let file = |trust: &str| format!("{FILE}builders: {{ci: {{{trust}oidc: {oidc}}}}}\n");
        // As a program before this one left it.
        let older = "[profile ci]\nrole_arn = x\nrole_session_name = wharf-ELPMAXE7\nwharf_up = ci\n";
        let (_home, folder) = folder(older);
        let said = up(&file(""), &folder);
        assert!(
            !said.contains("from account registry") && !said.contains("Left as they are"),
            "{said}"
        );
        assert!(
            said.ends_with("may take their roles:\n  ci  pushes  with tokens of https://issuer.example\n"),
            "{said}"
        );
        let config = || std::fs::read_to_string(folder.aws_config()).unwrap();
        assert!(!config().contains("[profile ci]"), "{}", config());
        let said = up(&file("trust: [dev], "), &folder);
        assert!(!said.contains("with tokens of"), "{said}");
        assert!(
            config().contains("role/ci\nsource_profile = dev\n"),
            "{}",
            config()
        );
    }

    #[test]
    fn a_profile_of_a_person_is_no_accounts() {
        let mine = "[profile dev]\nregion = eu-west-1\n";
        let (_home, folder) = folder(mine);
        let said = up(FILE, &folder);
        assert!(
            said.contains("Left as they are") && said.contains("aws: dev, "),
            "{said}"
        );
        let config = std::fs::read_to_string(folder.aws_config()).unwrap();
        assert!(
            config.starts_with(&format!("{mine}\n[profile operator]\n")),
            "{config}"
        );
        assert!(!config.contains("333333333333"), "{config}");
    }

    #[test]
    fn the_profiles_of_an_older_program_are_taken_over() {
        let older = "# Made by `wharf up` from its organization file.\n[profile operator]\nregion = us-east-1\n\n\
                     [profile dev]\nrole_arn = arn:aws:iam::1:role/x\nrole_session_name = wharf-ELPMAXE7\nca_bundle = /old.crt\n";
        let (_home, folder) = folder(older);
        let said = up(FILE, &folder);
        assert!(!said.contains("Left as they are"), "{said}");
        let config = std::fs::read_to_string(folder.aws_config()).unwrap();
        assert!(
            config.contains("[profile dev]\nrole_arn = arn:aws:iam::333333333333:role/"),
            "{config}"
        );
        assert!(!config.contains("/old.crt"), "{config}");
    }
}
