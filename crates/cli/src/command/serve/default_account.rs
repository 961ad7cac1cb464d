//! The accounts that `--default-account` and `--alias` name are there, or will be in a moment.

use anyhow::bail;
use wharf_aws::{AccountId, nearest};
use wharf_node::Identity;
use wharf_node::iam::account;

use crate::config::Serve;

/// How many accounts are compared with one that is not there.
const COMPARED: i64 = 1000;

/// Refuses a named account that is none. `made` are those that an organization file makes after the start.
pub(super) async fn check(identity: &Identity, settings: &Serve, made: &[AccountId]) -> anyhow::Result<()> {
    let default = settings.named_default_account();
    let default = default.map(|account| ("--default-account", account));
    let of_aliases = settings.aliases.accounts().map(|account| ("--alias", account));
    for (flag, account) in default.into_iter().chain(of_aliases) {
        is_there(identity, settings, made, (flag, account)).await?;
    }
    Ok(())
}

async fn is_there(
    identity: &Identity,
    settings: &Serve,
    made: &[AccountId],
    (flag, named): (&str, AccountId),
) -> anyhow::Result<()> {
    if made.contains(&named) || account::find(identity, &named).await?.is_some() {
        return Ok(());
    }
    let mut there: Vec<AccountId> = made.to_vec();
    if account::first(identity).await?.is_none() {
        if named == settings.first_account {
            return Ok(());
        }
        there.push(settings.first_account);
    }
    let page = account::list_page(identity, "", COMPARED).await?;
    there.extend(page.iter().map(|account| account.id));
    let hint = match nearest(named.as_str(), there.iter().map(AccountId::as_str)) {
        Some(near) => format!("did you mean {near}?"),
        None => "`wharf account list` shows all".to_owned(),
    };
    bail!("{flag}: there is no account {named}; {hint}")
}
