//! `wharf env`: the variables that make a shell an account's root user.

use std::process::ExitCode;

use anyhow::anyhow;
use serde_json::{Value, json};
use wharf_aws::AccountId;

use super::operate::{block_on, text, with_account_hint};
use crate::Environment;
use crate::arguments::{Env, Shell};
use crate::config::{Layers, Place};
use crate::folder::{Folder, quoted};
use crate::node_file::NodeFile;
use crate::operator::{Operator, Refused};
use crate::output;

/// Left over from something else, each would send requests elsewhere or spoil their signature.
const UNSET: &[&str] = &[
    "AWS_SESSION_TOKEN",
    "AWS_ENDPOINT_URL_ECR",
    "AWS_ENDPOINT_URL_STS",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
];

pub(crate) fn run(arguments: &Env, environment: &Environment) -> anyhow::Result<ExitCode> {
    let variables = block_on(variables(arguments, environment))?;
    match arguments.format {
        Shell::Sh => output::exact(&sh(&variables)),
        Shell::Powershell => output::exact(&powershell(&variables)),
        Shell::Json => output::json(
            &variables
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.into()))
                .collect::<serde_json::Map<_, _>>(),
        )?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn variables(
    arguments: &Env,
    environment: &Environment,
) -> anyhow::Result<Vec<(&'static str, String)>> {
    let place = Place::new(&Layers::resolve(&arguments.place, environment)?)?;
    let node = NodeFile::current(&Folder::new(&place.data)).await?;
    let account = &arguments.account;
    let operator = Operator::open(&arguments.place, environment).await?;
    let revealed = reveal(&operator, account).await;
    operator.close().await;
    let revealed = revealed?;
    let region = arguments
        .region
        .as_ref()
        .map_or(node.region.clone(), ToString::to_string);
    let registry = node.registry_address(account, &region);
    let mut variables = vec![
        ("AWS_ENDPOINT_URL", node.endpoint),
        ("AWS_ACCESS_KEY_ID", text(&revealed["accessKey"]["accessKeyId"])),
        ("AWS_SECRET_ACCESS_KEY", text(&revealed["secretAccessKey"])),
        ("AWS_REGION", region.clone()),
        ("AWS_DEFAULT_REGION", region),
        ("WHARF_REGISTRY", registry),
    ];
    if let Some(ca) = node.ca {
        variables.push(("AWS_CA_BUNDLE", ca.display().to_string()));
    }
    Ok(variables)
}

async fn reveal(operator: &Operator, account: &AccountId) -> anyhow::Result<Value> {
    let input = json!({"accountId": account.as_str()});
    let revealed = operator.call("RevealRootAccessKey", None, input.clone()).await;
    let error = match revealed {
        Ok(revealed) => return Ok(revealed),
        Err(error) => error,
    };
    let is_missing = error
        .downcast_ref::<Refused>()
        .is_some_and(|refused| refused.code == "AccessKeyNotFoundException");
    if !is_missing {
        return Err(with_account_hint(error, account, &operator.folder));
    }
    let listed = operator.call("ListRootAccessKeys", None, input).await?;
    let data = operator.folder.flag();
    let keys = listed["accessKeys"].as_array().into_iter().flatten();
    let keys: Vec<&str> = keys.filter_map(|key| key["accessKeyId"].as_str()).collect();
    Err(match keys.as_slice() {
        // A root user has at most two, so it could not be given another one.
        [key, _, ..] => anyhow!(
            "account {account} has no active access key; `wharf access-key activate --id {key}{data}` activates one"
        ),
        _ => anyhow!(
            "account {account} has no active access key; `wharf access-key create --account {account}{data}` makes one"
        ),
    })
}

fn sh(variables: &[(&str, String)]) -> String {
    let mut text = format!("unset {}\n", UNSET.join(" "));
    for (name, value) in variables {
        text.push_str(&format!("export {name}={}\n", quoted(value)));
    }
    text
}

fn powershell(variables: &[(&str, String)]) -> String {
    let mut text = String::new();
    for name in UNSET {
        text.push_str(&format!("$env:{name} = $null\n"));
    }
    for (name, value) in variables {
        text.push_str(&format!("$env:{name} = '{}'\n", value.replace('\'', "''")));
    }
    text
}
