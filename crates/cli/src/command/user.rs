//! `wharf user create`, `wharf user list` and `wharf user delete`: clients of IAM's own operations.

mod grant;

use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use serde_json::{Value, json};
use wharf_aws::SecretKey;
use wharf_topology::live::{Client, Identity, Service};

use super::access_key::shown;
use super::endpoint;
use super::operate::{block_on, text};
use super::root::{self, Root};
use crate::arguments::{Administrator, Endpoint, Format, User};
use crate::aws_files::{AwsFiles, USER};
use crate::folder::word;
use crate::{Environment, output};
use grant::Grant;

pub(crate) fn run(arguments: &User, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        match arguments {
            User::Create {
                name,
                policy,
                group,
                save_profile,
                format,
                administrator,
            } => {
                let grants = grant::read(policy, group)?;
                let profile = save_profile.as_deref();
                if let Some(profile) = profile {
                    free(&AwsFiles::read(environment)?, profile)?;
                }
                let asker = asker(administrator, environment).await?;
                create(&asker, name, &grants, (profile, *format), environment).await
            }
            User::List {
                format,
                administrator,
            } => list(&asker(administrator, environment).await?, *format).await,
            User::Delete { name, administrator } => {
                delete(&asker(administrator, environment).await?, name).await
            }
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Who asks, and in which account.
struct Asker {
    client: Client,
    account: String,
    /// What clients must trust at the node.
    authority: Option<std::path::PathBuf>,
    /// The flags that led to the node, for commands that are shown.
    flags: String,
}

async fn asker(flags: &Administrator, environment: &Environment) -> anyhow::Result<Asker> {
    let is_live = flags.endpoint.profile.is_some() || flags.endpoint.endpoint_url.is_some();
    match &flags.account {
        Some(account) if !is_live => {
            let Root {
                node,
                identity,
                data_flag,
            } = root::of(account, &flags.place, environment).await?;
            let http = endpoint::http(node.ca.as_deref())?;
            let url = Some(node.endpoint.clone());
            Ok(Asker {
                client: Client::new(http, url, &node.region, identity, endpoint::now),
                account: account.to_string(),
                authority: node.ca,
                flags: data_flag,
            })
        }
        named => {
            let client = endpoint::client(&flags.endpoint, environment).await?;
            let who = client.call(Service::Sts, "GetCallerIdentity", json!({})).await?;
            let account = text(&who["Account"]);
            if let Some(named) = named
                && named.as_str() != account
            {
                bail!(
                    "{} is of the account {account}, and not of {named}",
                    text(&who["Arn"])
                );
            }
            let files = AwsFiles::read(environment)?;
            let profile = endpoint::profile(&flags.endpoint, environment);
            Ok(Asker {
                client,
                account,
                authority: endpoint::authority(&files, profile, environment),
                flags: given(&flags.endpoint),
            })
        }
    }
}

impl Asker {
    async fn ask(&self, operation: &str, input: Value) -> Result<Value, wharf_topology::live::LiveError> {
        self.client.call(Service::Iam, operation, input).await
    }
}

/// The flags of an endpoint as they were given, each with a leading space.
fn given(endpoint: &Endpoint) -> String {
    let region = endpoint.region.as_ref().map(ToString::to_string);
    let all = [
        ("--endpoint-url", endpoint.endpoint_url.as_deref()),
        ("--region", region.as_deref()),
        ("--profile", endpoint.profile.as_deref()),
    ];
    let given = all
        .into_iter()
        .filter_map(|(flag, value)| Some(format!(" {flag} {}", word(value?))));
    given.collect()
}

/// Refuses a profile that has credentials already: they would be lost.
fn free(files: &AwsFiles, profile: &str) -> anyhow::Result<()> {
    match files.source(profile) {
        None => Ok(()),
        Some(key) => bail!("the profile {profile} is there already, with {key}; give another name"),
    }
}

async fn create(
    asker: &Asker,
    name: &str,
    grants: &[Grant],
    (profile, format): (Option<&str>, Format),
    environment: &Environment,
) -> anyhow::Result<()> {
    let user = json!({"UserName": name});
    let account = &asker.account;
    let made = asker.ask("CreateUser", user.clone()).await;
    let made = made.map_err(|error| match error.is(&["EntityAlreadyExists"]) {
        true => anyhow!(
            "the user {name} of {account} exists already, and was left as it is; `aws iam create-access-key --user-name \
             {name}` makes another key of it, and `wharf user delete {name} --account {account}{}` removes it",
            asker.flags
        ),
        false => anyhow!(error),
    })?;
    let key = match equip(asker, name, grants).await {
        Ok(key) => key,
        Err(error) => {
            // So that the same command can be given again.
            let undone = remove(asker, name).await;
            let left = undone.map_or_else(
                |undo| format!("; it is there without: {undo:#}"),
                |()| String::new(),
            );
            return Err(error.context(format!("the user {name} was not made{left}")));
        }
    };
    // The key is shown even where it cannot be kept: its secret is not to be had again.
    let saved = match profile {
        Some(profile) => save(asker, name, &key, profile, environment),
        None => Ok(()),
    };
    let kept = profile.filter(|_| saved.is_ok());
    match format {
        Format::Json => output::json(&json!({
            "account": account,
            "user": name,
            "arn": made["User"]["Arn"],
            "access_key_id": key.access_key_id,
            "secret_access_key": key.secret.expose(),
            "profile": kept,
        }))?,
        Format::Text => output::print(&format!(
            "The user {name} of {account} is there, with an access key whose secret is not shown again:\n\n{}{}",
            shown(&key.access_key_id, key.secret.expose()),
            next(asker, name, kept)
        )),
    }
    saved
}

/// What the user needs: policies, groups, a key.
async fn equip(asker: &Asker, name: &str, grants: &[Grant]) -> anyhow::Result<Identity> {
    for grant in grants {
        let (operation, input) = grant.call(name);
        let given = asker.ask(operation, input).await;
        given.with_context(|| grant.to_string())?;
    }
    let made = asker.ask("CreateAccessKey", json!({"UserName": name})).await?;
    Ok(Identity {
        access_key_id: text(&made["AccessKey"]["AccessKeyId"]),
        secret: SecretKey::new(text(&made["AccessKey"]["SecretAccessKey"])),
        session_token: None,
    })
}

fn save(
    asker: &Asker,
    name: &str,
    key: &Identity,
    profile: &str,
    environment: &Environment,
) -> anyhow::Result<()> {
    let mut files = AwsFiles::read(environment)?;
    let authority = asker.authority.as_ref();
    files.configure(
        profile,
        &[
            ("region", Some(asker.client.region().to_owned())),
            ("endpoint_url", asker.client.endpoint().map(str::to_owned)),
            ("ca_bundle", authority.map(|file| file.display().to_string())),
            (USER, Some(format!("{}/{name}", asker.account))),
        ],
    )?;
    files.sign(profile, key, None)?;
    files.write()
}

fn next(asker: &Asker, name: &str, kept: Option<&str>) -> String {
    match (kept, asker.client.endpoint()) {
        (Some(profile), _) => format!(
            "\nThe profile {profile} has it. Next:\n  eval \"$(wharf env --user {name})\"\n  aws sts get-caller-identity\n"
        ),
        (None, Some(url)) => format!("\nIts node is AWS_ENDPOINT_URL={url}\n"),
        (None, None) => String::new(),
    }
}

async fn list(asker: &Asker, format: Format) -> anyhow::Result<()> {
    let users = asker
        .client
        .list(Service::Iam, "ListUsers", json!({}), "Users")
        .await?;
    if format == Format::Json {
        let shown = |user: &Value| json!({"name": user["UserName"], "arn": user["Arn"], "created_at": user["CreateDate"]});
        return output::json(&users.iter().map(shown).collect::<Vec<_>>());
    }
    let row = |user: &Value| ["UserName", "Arn", "CreateDate"].map(|member| text(&user[member]));
    let rows: Vec<[String; 3]> = users.iter().map(row).collect();
    output::print(&match rows.is_empty() {
        true => format!("no users of {}", asker.account),
        false => output::table(&rows),
    });
    Ok(())
}

async fn delete(asker: &Asker, name: &str) -> anyhow::Result<()> {
    let account = &asker.account;
    let found = asker.ask("GetUser", json!({"UserName": name})).await;
    found.map_err(|error| match error.is(&["NoSuchEntity"]) {
        true => {
            anyhow!(
                "there is no user {name} of {account}; `wharf user list --account {account}{}` lists them",
                asker.flags
            )
        }
        false => anyhow!(error),
    })?;
    remove(asker, name).await?;
    output::print(&format!(
        "The user {name} of {account} is gone: nothing is reached with its keys any more"
    ));
    Ok(())
}

/// Removes a user with everything that would keep it.
async fn remove(asker: &Asker, name: &str) -> anyhow::Result<()> {
    let parts = [
        (
            "ListAccessKeys",
            "AccessKeyMetadata",
            "AccessKeyId",
            "DeleteAccessKey",
            "AccessKeyId",
        ),
        (
            "ListAttachedUserPolicies",
            "AttachedPolicies",
            "PolicyArn",
            "DetachUserPolicy",
            "PolicyArn",
        ),
        (
            "ListUserPolicies",
            "PolicyNames",
            "",
            "DeleteUserPolicy",
            "PolicyName",
        ),
        (
            "ListGroupsForUser",
            "Groups",
            "GroupName",
            "RemoveUserFromGroup",
            "GroupName",
        ),
    ];
    for (listing, items, member, removal, argument) in parts {
        let user = json!({"UserName": name});
        for item in asker.client.list(Service::Iam, listing, user, items).await? {
            let value = if member.is_empty() { &item } else { &item[member] };
            asker
                .ask(removal, json!({"UserName": name, argument: value}))
                .await?;
        }
    }
    asker.ask("DeleteUser", json!({"UserName": name})).await?;
    Ok(())
}
