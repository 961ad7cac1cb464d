//! What to type next, once a node serves: one block of commands, right for what is there.
//!
//! A registry is named by the node's own address wherever that means it, because an address needs no resolver, but for IPv6 addresses,
//! which some clients do not take. Else it is named by its host. Where programs on this machine do not find that, the command that adds its
//! line to `/etc/hosts` stands before those that name it.

mod hosts;
mod push;

use std::fmt::Write as _;
use std::path::Path;

use wharf_aws::AccountId;
use wharf_topology::desired::{Desired, Ids, role_arn};
use wharf_topology::{Builder, Company, OidcTrust};

pub(super) use self::hosts::added;
use self::hosts::{after, before, is_named, missing_line, names, or_fix};
use self::push::{By, Push};
use super::profiles::Profile;
use crate::doctor;
use crate::folder::{Folder, word};
use crate::node_file::NodeFile;

/// What an earlier `wharf env` may have left in a shell. To clients it says more than a profile does: where to go, and who they are.
const LEFT_OVER: &str = "AWS_ENDPOINT_URL AWS_REGION AWS_DEFAULT_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN \
                         AWS_PROFILE";

/// For a node without an organization file: the default account's root user pushes. With `fix`, what `/etc/hosts` lacks is added.
pub(super) async fn of_node(node: &NodeFile, folder: &Folder, fix: bool) -> String {
    let (account, data) = (&node.account, folder.flag());
    let own: Option<AccountId> = account.parse().ok();
    let mut text = match own.filter(|_| fix) {
        Some(own) => added(node, folder, &[(own, &node.region)]).await,
        None => String::new(),
    };
    let named = own.filter(|own| is_named(node, own, &node.region));
    let needed = match named {
        Some(own) => doctor::unknown_names(node, names(node, &[(own, &node.region)])).await,
        None => Vec::new(),
    };
    let or = or_fix(
        node,
        folder,
        named.as_ref().map(|own| (own, &*node.region)),
        &needed,
    );
    let _ = write!(
        text,
        "\nIn another shell:\n{}\
         \x20 eval \"$(wharf env --account {account}{data})\"\n\
         \x20 aws ecr create-repository --repository-name hello\n\
         \x20 aws ecr get-login-password | docker login --username AWS --password-stdin \"$WHARF_REGISTRY\"\n\
         \x20 docker tag IMAGE \"$WHARF_REGISTRY/hello\" && docker push \"$WHARF_REGISTRY/hello\"\n",
        before(node, &needed, &or),
    );
    if let (Some(own), None) = (own, named) {
        text.push_str(&missing_line(node, folder, &own, &node.region));
    }
    text.push_str(&doctor_says(&data));
    text
}

/// For a node that serves an organization file: a builder pushes what it may push, where it may.
pub(super) async fn of_company(
    company: &Company,
    ids: &Ids,
    node: &NodeFile,
    folder: &Folder,
    (desired, profiles): (&Desired, &[Profile]),
) -> String {
    let Some(push) = Push::of(company, desired, profiles) else {
        return looking(company, desired, node, folder);
    };
    // That of the push first.
    let own = (ids.accounts[push.registry], push.region);
    let others = desired.registries.iter();
    let others = others.map(|registry| (ids.accounts[registry.account], registry.region.as_str()));
    let registries: Vec<_> = std::iter::once(own)
        .chain(others.filter(|other| *other != own))
        .collect();
    let unknown = doctor::unknown_names(node, names(node, &registries)).await;
    pushing(&push, ids, node, folder, &unknown)
}

/// The block about a push. `unknown` are names of registries and of the endpoint that this machine does not find.
fn pushing(push: &Push<'_>, ids: &Ids, node: &NodeFile, folder: &Folder, unknown: &[String]) -> String {
    let account = &ids.accounts[push.registry];
    let address = node.registry_address(account, push.region);
    let mut text = begun(node, folder);
    let is_named = is_named(node, account, push.region);
    let or = or_fix(node, folder, Some((account, push.region)), unknown);
    if is_named {
        text.push_str(&before(node, unknown, &or));
    }
    let profile = match push.by {
        By::Profile(profile) => format!(" --profile {}", word(profile)),
        By::Token(builder, oidc, home) => {
            let (name, role) = (&builder.name, role_arn(&ids.accounts[home], &builder.name));
            let _ = write!(
                text,
                "  # No account may take the role of {name}: it signs in with tokens of {}. A step of its CI, with one in the file TOKEN:\n\
                 \x20 export AWS_ENDPOINT_URL={} AWS_ROLE_ARN={role} AWS_WEB_IDENTITY_TOKEN_FILE=TOKEN\n",
                oidc.issuer,
                word(&node.endpoint),
            );
            String::new()
        }
    };
    let repository = push.repository;
    let _ = write!(
        text,
        "\x20 aws{profile} --region {} ecr get-login-password | docker login --username AWS --password-stdin {address}\n\
         \x20 docker tag IMAGE {address}/{repository} && docker push {address}/{repository}\n",
        push.region,
    );
    if let By::Token(builder, oidc, home) = push.by {
        text.push_str(&signing_in(
            builder,
            oidc,
            &ids.accounts[home],
            (node, push.region),
        ));
    }
    if !is_named {
        text.push_str(&after(node, unknown, &or));
    }
    text.push_str(&doctor_says(&folder.flag()));
    text
}

/// How a person gets a profile of a builder's role, where the issuer gives its tokens to people.
fn signing_in(
    builder: &Builder,
    oidc: &OidcTrust,
    home: &AccountId,
    (node, region): (&NodeFile, &str),
) -> String {
    let name = word(&builder.name);
    let authority = node
        .ca
        .as_ref()
        .map_or_else(String::new, |ca| format!(" --ca-bundle {}", absolute(ca)));
    format!(
        "  # A person to whom the issuer gives such a token signs in instead, and types `aws --profile {name}`:\n\
         \x20 # wharf login --profile {name} --issuer {} --client-id {} --role {} --endpoint-url {} --region {region}{authority}\n",
        word(&oidc.issuer),
        word(&oidc.audience),
        role_arn(home, &builder.name),
        word(&node.endpoint),
    )
}

/// The block of a file no builder of which can push: an administrator of a registry's account looks at what is there. Not even an administrator pushes.
fn looking(company: &Company, desired: &Desired, node: &NodeFile, folder: &Folder) -> String {
    let mut text = begun(node, folder);
    if let Some(registry) = desired.registries.first() {
        let _ = write!(
            text,
            "  # Only builders push, and none of the file pushes to a repository that it names. What is there, to an administrator:\n\
             \x20 aws --profile {} --region {} ecr describe-repositories\n",
            word(&company.accounts[registry.account].name),
            registry.region,
        );
    }
    text.push_str(&doctor_says(&folder.flag()));
    text
}

/// The first lines of a block: where the profiles are.
fn begun(node: &NodeFile, folder: &Folder) -> String {
    // Clients that take a role do not look into the profile for this.
    let authority = node
        .ca
        .as_ref()
        .map_or_else(String::new, |ca| format!(" AWS_CA_BUNDLE={}", absolute(ca)));
    format!(
        "\nIn another shell:\n\
         \x20 unset {LEFT_OVER}\n\
         \x20 export AWS_CONFIG_FILE={} AWS_SHARED_CREDENTIALS_FILE={}{authority}\n",
        absolute(&folder.aws_config()),
        absolute(&folder.aws_credentials()),
    )
}

/// A path as a shell in another folder names it.
fn absolute(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    word(&path.display().to_string())
}

fn doctor_says(data: &str) -> String {
    format!("If a command fails, `wharf doctor{data}` says what this machine still needs.\n")
}

#[cfg(test)]
mod tests {
    use wharf_aws::{Region, SecretKey};
    use wharf_topology::file;
    use wharf_topology::live::Identity;

    use super::*;
    use crate::command::profiles;
    use crate::config::Tls;

    const FILE: &str = include_str!("../../../../examples/per-account.yaml");

    fn name(account: &str) -> String {
        format!("{account}.dkr.ecr.us-east-1.localhost")
    }

    fn node(default_account: &str) -> NodeFile {
        node_at("127.0.0.1:5000", default_account)
    }

    fn node_at(listen: &str, default_account: &str) -> NodeFile {
        let region: Region = "us-east-1".parse().unwrap();
        let regions = [region.clone()].into();
        let account = default_account.parse().unwrap();
        NodeFile::new(
            listen.parse().unwrap(),
            "localhost",
            (&region, &regions),
            &account,
            &Tls::Off,
            None,
        )
    }

    /// The block of the example with a registry in each account, on a node whose default account is this one.
    fn block(default_account: &str, unknown: &[&str]) -> String {
        block_of(&node(default_account), unknown)
    }

    fn block_of(node: &NodeFile, unknown: &[&str]) -> String {
        let company = file::read(FILE).unwrap();
        let ids = Ids::assumed(&company);
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::new(home.path());
        let operator = Identity {
            access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
            secret: SecretKey::new("secret".to_owned()),
            session_token: None,
        };
        let written = profiles::write(&company, &ids, node, &folder, &operator).unwrap();
        let push = Push::of(&company, &written.desired, &written.profiles).unwrap();
        let unknown: Vec<String> = unknown.iter().copied().map(name).collect();
        pushing(&push, &ids, node, &folder, &unknown)
    }

    #[test]
    fn hosts_that_are_not_found_are_added_before_they_are_named() {
        let text = block("111122223333", &["333333333333", "444444444444"]);
        let line = format!(
            "  # Each registry's host needs a line in /etc/hosts; this adds what is missing, or --fix at a start:\n  \
             echo '127.0.0.1 {} {}' | {}tee -a /etc/hosts\n  aws --profile ",
            name("333333333333"),
            name("444444444444"),
            doctor::sudo()
        );
        assert!(text.contains(&line), "{text}");
        let found = block("111122223333", &[]);
        assert!(
            found.contains(&name("333333333333")) && !found.contains("/etc/hosts"),
            "{found}"
        );
    }

    /// Not every client takes an IPv6 address for a registry.
    #[test]
    fn the_default_registry_at_an_ipv6_address_is_named() {
        let node = node_at("[::1]:5000", "333333333333");
        let text = block_of(&node, &["333333333333"]);
        let name = name("333333333333");
        let line = format!(
            "  echo '::1 {name}' | {}tee -a /etc/hosts\n  aws --profile ",
            doctor::sudo()
        );
        assert!(text.contains(&line) && !text.contains("[::1]"), "{text}");
        assert!(
            text.contains(&format!("--password-stdin {name}:5000\n")),
            "{text}"
        );
    }

    /// What a file without a builder that pushes shows.
    #[test]
    fn an_administrator_only_looks() {
        let company = "organization: acme\naccounts: {registry: 222222222222}\nrepositories: [app]\n";
        let company = file::read(company).unwrap();
        let desired = Desired::of(&company, &Ids::assumed(&company));
        assert!(Push::of(&company, &desired, &[]).is_none());
        let home = tempfile::tempdir().unwrap();
        let text = looking(
            &company,
            &desired,
            &node("222222222222"),
            &Folder::new(home.path()),
        );
        let typed = "aws --profile registry --region us-east-1 ecr describe-repositories\n";
        assert!(text.contains(typed) && !text.contains("push "), "{text}");
    }

    #[test]
    fn an_address_needs_no_name_but_answers_have_some() {
        let text = block("333333333333", &["333333333333"]);
        assert!(text.contains("--password-stdin 127.0.0.1:5000\n"), "{text}");
        let line = format!(
            "`:\n  echo '127.0.0.1 {}' | {}tee -a /etc/hosts\nIf a command fails",
            name("333333333333"),
            doctor::sudo()
        );
        assert!(text.contains(&line), "{text}");
        let or = "and the like, needs a line in /etc/hosts; this adds what is missing, or `";
        let (_, command) = text.split_once(or).unwrap();
        assert!(command.contains(" doctor --fix --data /"), "{text}");
    }

    /// The other shell may be in another folder.
    #[test]
    fn files_are_named_from_the_root() {
        let text = begun(&node("111122223333"), &Folder::new(Path::new("./company")));
        let here = std::env::current_dir().unwrap();
        for (variable, file) in [
            ("AWS_CONFIG_FILE", "config"),
            ("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
        ] {
            let path = here.join("company/aws").join(file);
            let typed = format!("{variable}={}", word(path.to_str().unwrap()));
            assert!(text.contains(&typed), "{text}");
        }
    }
}
