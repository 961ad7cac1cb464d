//! What the operator's commands share: reading the answers of the operator's API.

use std::future::Future;

use anyhow::Context as _;
use serde_json::Value;
use wharf_aws::{AccountId, Region, Timestamp};

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

/// The Regions that have something and that the node serves; of the others it says that they are left out.
pub(super) fn regions(operator: &Operator) -> anyhow::Result<Vec<Region>> {
    Ok(served_and_left_out(operator)?.0)
}

/// Those Regions, and the ones that are left out.
pub(super) fn served_and_left_out(operator: &Operator) -> anyhow::Result<(Vec<Region>, Vec<Region>)> {
    let found = operator
        .folder
        .regions()
        .context("the data folder cannot be read")?;
    let (served, others): (Vec<Region>, Vec<Region>) =
        found.into_iter().partition(|region| operator.serves(region));
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
pub(super) fn with_account_hint(error: anyhow::Error, account: &AccountId) -> anyhow::Error {
    match error.downcast_ref::<Refused>() {
        Some(refused) if refused.code == "AccountNotFoundException" => {
            anyhow::anyhow!("there is no account {account}; `wharf account create --id {account}` makes it")
        }
        _ => error,
    }
}
