//! The account that `--default-account` names is there, or will be in a moment.

use anyhow::bail;
use wharf_aws::{AccountId, nearest};
use wharf_node::Identity;
use wharf_node::iam::account;

use crate::config::Serve;

/// How many accounts are compared with one that is not there.
const COMPARED: i64 = 1000;

/// Refuses a named account that is none. `made` are those that an organization file makes after the start.
pub(super) async fn check(identity: &Identity, settings: &Serve, made: &[AccountId]) -> anyhow::Result<()> {
    let Some(named) = settings.named_default_account() else {
        return Ok(());
    };
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
    bail!("--default-account: there is no account {named}; {hint}")
}
