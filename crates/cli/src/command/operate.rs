//! What the operator's commands share: reading the answers of the operator's API.

use std::future::Future;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use serde_json::{Value, json};
use wharf_aws::{AccountId, Region, Timestamp, nearest};
use wharf_node::Unavailable;

use crate::arguments::Ring;
use crate::folder::Folder;
use crate::operator::{Operator, Refused};
use crate::output;

/// Runs a command's future to its end.
pub(super) fn block_on<T>(future: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the runtime cannot be started")?
        .block_on(future)
}

/// The items of all pages of a list.
pub(super) async fn all(
    operator: &Operator,
    operation: &str,
    region: Option<&Region>,
    mut input: Value,
    items: &str,
) -> anyhow::Result<Vec<Value>> {
    let mut found = Vec::new();
    loop {
        let mut page = operator.call(operation, region, input.clone()).await?;
        if let Value::Array(more) = page[items].take() {
            found.extend(more);
        }
        match page["nextToken"].take() {
            Value::Null => return Ok(found),
            token => input["nextToken"] = token,
        }
    }
}

/// The Regions that have something and that the node serves, and those that it does not serve.
pub(super) async fn listed(operator: &Operator) -> anyhow::Result<(Vec<Region>, Vec<Region>)> {
    let answer = operator.call("ListRegions", None, json!({})).await?;
    let names = |member: &str| -> Vec<Region> {
        let names = answer[member].as_array().into_iter().flatten();
        names.filter_map(|name| name.as_str()?.parse().ok()).collect()
    };
    Ok((names("regions"), names("unservedRegions")))
}

/// The Regions that have something and that the node serves; of the others it says that they are left out.
pub(super) async fn regions(operator: &Operator) -> anyhow::Result<Vec<Region>> {
    Ok(served_and_left_out(operator).await?.0)
}

/// A Region that has a store: one without has nothing, and gets no store by being asked.
pub(super) async fn known_region(operator: &Operator, name: &str) -> anyhow::Result<Region> {
    let (served, others) = listed(operator).await?;
    if others.iter().any(|region| region.as_str() == name) {
        bail!("`wharf serve --regions` does not name the Region '{name}'");
    }
    let found = served.into_iter().find(|region| region.as_str() == name);
    found.with_context(|| format!("nothing was ever stored in the Region '{name}'"))
}

/// What came of asking one Region after the other: one whose store fails does not keep the others from being asked.
#[derive(Default)]
pub(super) struct Asked {
    /// Those that did not answer.
    pub(super) failed: Vec<Region>,
}

impl Asked {
    /// What a Region answered. Of one that fails by itself it is said, and it has no answer; any other failure ends the command.
    pub(super) fn answered<T>(
        &mut self,
        region: &Region,
        answer: anyhow::Result<T>,
    ) -> anyhow::Result<Option<T>> {
        match answer {
            Ok(answer) => Ok(Some(answer)),
            Err(error) if is_of_the_store(&error) => {
                output::error(&not_answered(region, &error));
                self.failed.push(region.clone());
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// How a command ends that showed what it got.
    pub(super) fn code(&self) -> ExitCode {
        match self.failed.is_empty() {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        }
    }
}

/// Whether a Region's store failed, and not what was asked of it.
pub(super) fn is_of_the_store(error: &anyhow::Error) -> bool {
    let refused = error.downcast_ref::<Refused>();
    refused.is_some_and(|refused| ["ServerException", MISMATCH].contains(&refused.code.as_str()))
}

/// What is refused because the rows and the bytes of a Region do not belong together.
const MISMATCH: &str = "StoreMismatchException";

/// What is said of a Region whose store failed.
pub(super) fn not_answered(region: &Region, error: &anyhow::Error) -> anyhow::Error {
    // What operators are told in full.
    let told = [Unavailable::Full.text(), Unavailable::ReadOnly.text()];
    if let Some(refused) = error
        .downcast_ref::<Refused>()
        .filter(|refused| refused.code == MISMATCH || told.contains(&refused.message.as_str()))
    {
        return anyhow!("{region} is left out: {refused}");
    }
    anyhow!(
        "{region} is left out: its database or its files cannot be used; the log of `wharf serve` says why"
    )
}

/// Those Regions, and the ones that are left out.
pub(super) async fn served_and_left_out(operator: &Operator) -> anyhow::Result<(Vec<Region>, Vec<Region>)> {
    let (served, others) = listed(operator).await?;
    if !others.is_empty() {
        output::note(&format!(
            "left out, because `wharf serve --regions` does not name them: {}",
            list(&others)
        ));
    }
    Ok((served, others))
}

/// `us-east-1, eu-west-1`
pub(super) fn list(regions: &[Region]) -> String {
    let names: Vec<&str> = regions.iter().map(Region::as_str).collect();
    names.join(", ")
}

/// A member that is text.
pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A member that is a time, as people read it.
pub(super) fn time(value: &Value) -> String {
    let seconds = value.as_f64().unwrap_or_default();
    Timestamp::from_seconds_f64(seconds).map_or_else(|_| "-".to_owned(), |time| time.to_string())
}

/// Says what to do about an account that is not there.
pub(super) fn with_account_hint(error: anyhow::Error, account: &AccountId, folder: &Folder) -> anyhow::Error {
    match error.downcast_ref::<Refused>() {
        Some(refused) if refused.code == "AccountNotFoundException" => no_account(account, folder),
        _ => error,
    }
}

fn no_account(account: &AccountId, folder: &Folder) -> anyhow::Error {
    anyhow!(
        "there is no account {account}; `wharf account create --id {account}{}` makes it",
        folder.flag()
    )
}

/// Refuses an account that is not there, of what is looked up in all registries.
pub(super) async fn known_account(operator: &Operator, account: &AccountId) -> anyhow::Result<()> {
    let accounts = all(
        operator,
        "ListAccounts",
        None,
        json!({"maxResults": 1000}),
        "accounts",
    )
    .await?;
    let known = || accounts.iter().filter_map(|known| known["accountId"].as_str());
    if known().any(|known| known == account.as_str()) {
        return Ok(());
    }
    let error = no_account(account, &operator.folder);
    Err(match nearest(account.as_str(), known()) {
        Some(near) => anyhow!("{error}; did you mean {near}?"),
        None => error,
    })
}

/// What is said to people instead of a list that is empty.
pub(super) fn none_in(what: &str, registry: &Ring, operator: &Operator) -> String {
    let region = operator.region_of(registry.region.as_ref());
    format!("no {what} of {} in {region}", registry.account)
}
