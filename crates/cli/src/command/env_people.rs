//! `wharf env` for people: a user by the key that a profile of this machine has, a role by a session. No root user is needed, and no
//! data folder: everything is asked of the endpoint.

use std::path::PathBuf;

use anyhow::{Context as _, anyhow, bail};
use serde_json::{Value, json};
use wharf_topology::live::{Client, Identity, Service};

use super::operate::text;
use super::session::{self, Session};
use super::{endpoint, registry_token};
use crate::arguments::{Endpoint, Env};
use crate::aws_files::{AwsFiles, USER};
use crate::{Environment, output};
use wharf_aws::nearest;

pub(super) async fn variables(
    arguments: &Env,
    environment: &Environment,
) -> anyhow::Result<Vec<(&'static str, String)>> {
    let files = AwsFiles::read(environment)?;
    let named = &arguments.endpoint.profile;
    let mut flags = Endpoint {
        profile: match &arguments.user {
            Some(user) => Some(profile_of(&files, user, arguments)?),
            None => named.clone(),
        },
        endpoint_url: arguments.endpoint.endpoint_url.clone(),
        region: arguments.endpoint.region.clone(),
    };
    // What the shell has may be of another node, from an earlier `wharf env`; the profile that is named knows its own.
    let mut own_authority = None;
    if let Some(named) = &flags.profile {
        own_authority = files.get(named, "ca_bundle").map(PathBuf::from);
        if flags.endpoint_url.is_none() {
            flags.endpoint_url = endpoint::endpoint_url_of(&files, named, environment)?;
        }
    }
    let profile = endpoint::profile(&flags, environment);
    let authority = own_authority.or_else(|| endpoint::authority(&files, profile, environment));
    let mut client = endpoint::client_that_trusts(authority.as_deref(), &flags, &files, environment).await?;
    let key = |identity: &Identity| identity.access_key_id.clone();
    // The profile may not be where the key came from.
    let is_of_profile = files.identity(profile).as_ref().map(key) == client.identity().map(key);
    let expires = files.expires(profile).filter(|_| is_of_profile);
    let mut expires = expires.map(|expires| expires.to_string());
    if arguments.user.is_some() || (arguments.account.is_some() && arguments.role.is_none()) {
        check(&client, arguments).await?;
    }
    if let Some(role) = &arguments.role {
        let session = assume(&client, role, arguments).await?;
        expires = Some(session.expires.clone());
        client = client.with(session.identity);
    }
    let mut variables = of_client(&client).context("no key was found")?;
    match registry_token::of(&client).await {
        Ok(token) => variables.push(("WHARF_REGISTRY", token.registry)),
        Err(error) => output::note(&format!("WHARF_REGISTRY is left out: {error:#}")),
    }
    variables.extend(expires.map(|expires| ("AWS_CREDENTIAL_EXPIRATION", expires)));
    variables.extend(authority.map(|file| ("AWS_CA_BUNDLE", file.display().to_string())));
    Ok(variables)
}

fn of_client(client: &Client) -> Option<Vec<(&'static str, String)>> {
    let identity = client.identity()?;
    let mut variables = Vec::new();
    variables.extend(client.endpoint().map(|url| ("AWS_ENDPOINT_URL", url.to_owned())));
    variables.push(("AWS_ACCESS_KEY_ID", identity.access_key_id.clone()));
    variables.push(("AWS_SECRET_ACCESS_KEY", identity.secret.expose().to_owned()));
    let token = identity.session_token.clone();
    variables.extend(token.map(|token| ("AWS_SESSION_TOKEN", token)));
    let region = client.region().to_owned();
    variables.push(("AWS_REGION", region.clone()));
    variables.push(("AWS_DEFAULT_REGION", region));
    Some(variables)
}

/// The profile that has a user's key: the one that was named, or the only one that says so.
fn profile_of(files: &AwsFiles, user: &str, arguments: &Env) -> anyhow::Result<String> {
    if let Some(named) = &arguments.endpoint.profile {
        return Ok(named.clone());
    }
    let of = |profile: &str| files.get(profile, USER).map(str::to_owned);
    let account = arguments.account.as_ref();
    let known: Vec<&str> = files.names();
    let fits = |profile: &&str| {
        let known = of(profile);
        let name = known
            .as_deref()
            .map(|known| known.split_once('/').unwrap_or(("", known)));
        name.is_some_and(|(of_account, name)| {
            name == user && account.is_none_or(|account| of_account == account.as_str())
        })
    };
    let found: Vec<&str> = known.iter().copied().filter(|profile| fits(profile)).collect();
    match found.as_slice() {
        [profile] => Ok((*profile).to_owned()),
        [] => {
            let users: Vec<String> = known.iter().filter_map(|profile| of(profile)).collect();
            let names = users.iter().map(|user| user.rsplit('/').next().unwrap_or(user));
            let near = nearest(user, names).filter(|near| *near != user);
            let near = near.map_or(";".to_owned(), |near| format!("; did you mean {near}?"));
            bail!(
                "no profile of this machine has a key of the user {user}{near} `wharf user create {user} --save-profile {user}` \
                 makes the user with one, and --profile names a profile that has one already"
            )
        }
        several => bail!(
            "several profiles have keys of a user {user}: {}; say which with --profile",
            several.join(", ")
        ),
    }
}

/// Refuses the key of another account or another user than was named.
async fn check(client: &Client, arguments: &Env) -> anyhow::Result<()> {
    let who = caller(client).await?;
    let (arn, account) = (text(&who["Arn"]), text(&who["Account"]));
    if let Some(user) = &arguments.user
        && !is_user(&arn, user)
    {
        bail!("the profile has the key of {arn}, and not of the user {user}");
    }
    if let Some(named) = arguments.account.filter(|named| named.as_str() != account) {
        bail!("the key is of {arn}, and not of the account {named}");
    }
    Ok(())
}

/// Whether it is the ARN of a user with this name, under any path.
fn is_user(arn: &str, name: &str) -> bool {
    let (_, path) = arn.split_once(":user/").unwrap_or_default();
    path.rsplit('/').next() == Some(name)
}

async fn assume(client: &Client, role: &str, arguments: &Env) -> anyhow::Result<Session> {
    let who = caller(client).await?;
    let arn = match role.starts_with("arn:") {
        true => role.to_owned(),
        false => {
            let of_caller = text(&who["Account"]);
            let account = arguments.account.map_or(of_caller, |account| account.to_string());
            format!("arn:aws:iam::{account}:role/{role}")
        }
    };
    let caller = text(&who["Arn"]);
    let input = json!({
        "RoleArn": arn,
        "RoleSessionName": session::name_for(caller.rsplit(['/', ':']).next().unwrap_or_default()),
        "DurationSeconds": arguments.duration,
    });
    let given = client.call(Service::Sts, "AssumeRole", input).await;
    let given = given.map_err(|error| match caller.ends_with(":root") {
        true => anyhow!(
            "{caller} is a root user, who cannot take roles: name the profile of a user with --profile"
        ),
        false => anyhow!(error).context(format!("{caller} does not get {arn}")),
    })?;
    Session::read(&given)
}

async fn caller(client: &Client) -> anyhow::Result<Value> {
    Ok(client.call(Service::Sts, "GetCallerIdentity", json!({})).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_told_by_the_name_and_not_by_the_path() {
        assert!(is_user("arn:aws:iam::111122223333:user/team/alice", "alice"));
        assert!(is_user("arn:aws:iam::111122223333:user/alice", "alice"));
        assert!(!is_user("arn:aws:iam::111122223333:user/alice/bob", "alice"));
        assert!(!is_user(
            "arn:aws:sts::111122223333:assumed-role/ci/alice",
            "alice"
        ));
        assert!(!is_user("arn:aws:iam::111122223333:root", "alice"));
    }
}
