//! From what is there to what the file asks for: read, compare, and, unless it is only a plan, change.
//!
//! Every step asks the endpoint first and changes only what differs, so that running again does nothing, and running
//! again after a failure does the rest. What depends on something that is not there yet is shown as it will be made.

mod change;
mod control_policy;
mod destroy;
mod identity;
mod import;
mod listener;
mod registry;
mod snapshot;
mod template;
mod tree;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_json::{Value, json};
use wharf_aws::AccountId;

pub use change::{Change, Effect};
pub use destroy::destroy;
pub use import::import;
pub use listener::Listener;
pub use snapshot::snapshot;

use crate::company::Company;
use crate::desired::{ADMINISTRATOR_ROLE, Desired, Ids};
use crate::live::{Client, Identity, LiveError, Service};

/// The tag that says which organization file a thing is of.
pub(crate) const TAG: &str = "wharf:organization";
/// What our sessions are called in audits.
const SESSION: &str = "wharf-apply";

/// Whether changes are made, or only shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Told.
    Plan,
    /// Told and made.
    Apply,
}

/// One run.
pub struct Reconciler<'a> {
    company: &'a Company,
    /// As a principal of the management account that may assume roles.
    client: Client,
    management: AccountId,
    mode: Mode,
    report: &'a mut (dyn Listener + Send),
    /// Into each account that was entered.
    entered: HashMap<AccountId, Client>,
    /// The roles that each account had when it was first looked at.
    roles: HashMap<AccountId, Arc<BTreeMap<String, Value>>>,
    changes: usize,
    /// How many things were looked at, and how many there are.
    looked: (usize, usize),
}

/// What a run came to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The ids of everything; assumed for what is not there yet.
    pub ids: Ids,
    /// How many things differed.
    pub changes: usize,
}

/// Compares a company's file with an endpoint; makes it so in [`Mode::Apply`].
pub async fn reconcile(
    company: &Company,
    client: &Client,
    mode: Mode,
    report: &mut (dyn Listener + Send),
) -> Result<Outcome, LiveError> {
    let mut run = Reconciler::new(company, client, mode, report).await?;
    let things = things(&Desired::of(company, &Ids::assumed(company)));
    run.looked.1 = things + company.units.len() + company.accounts.len();
    let ids = run.tree().await?;
    let desired = Desired::of(company, &ids.assumed);
    // What forbids is there before what it forbids something of. It lets the administrators' role do all that follows.
    for policy in &desired.control_policies {
        run.control_policy(&ids, policy).await?;
        run.next();
    }
    for provider in &desired.providers {
        run.provider(&ids, provider).await?;
        run.next();
    }
    for role in &desired.roles {
        run.role(&ids, role).await?;
        run.next();
    }
    for registry in &desired.registries {
        run.registry(&ids, registry).await?;
    }
    Ok(Outcome {
        changes: run.changes,
        ids: ids.assumed,
    })
}

/// How many things are desired, each of which is looked at by itself.
fn things(desired: &Desired) -> usize {
    let repositories = desired
        .registries
        .iter()
        .map(|registry| registry.repositories.len());
    desired.providers.len()
        + desired.roles.len()
        + repositories.sum::<usize>()
        + desired.control_policies.len()
}

/// Ids, and which of them are real.
struct Live {
    assumed: Ids,
    /// Whether the organization is there.
    organization: bool,
    units: Vec<bool>,
    accounts: Vec<bool>,
    /// What each thing of the tree is in, by their ids, as far as it was looked up.
    parents: HashMap<String, String>,
}

impl<'a> Reconciler<'a> {
    async fn new(
        company: &'a Company,
        client: &Client,
        mode: Mode,
        report: &'a mut (dyn Listener + Send),
    ) -> Result<Reconciler<'a>, LiveError> {
        let who = client.call(Service::Sts, "GetCallerIdentity", json!({})).await?;
        let account = text(&who, "Account");
        let management = account.parse().map_err(|_| LiveError::Unreadable {
            operation: "GetCallerIdentity".to_owned(),
            reason: format!("the account is {account}"),
        })?;
        Ok(Reconciler {
            company,
            client: client.clone(),
            management,
            mode,
            report,
            entered: HashMap::new(),
            roles: HashMap::new(),
            changes: 0,
            looked: (0, 0),
        })
    }

    /// Tells a difference; whether it is to be made.
    fn differs(&mut self, change: Change) -> bool {
        let is_change = !matches!(change.effect, Effect::Same | Effect::Keep);
        self.changes += usize::from(is_change);
        self.report.change(&change);
        self.mode == Mode::Apply && is_change
    }

    /// One more thing has been looked at.
    fn next(&mut self) {
        let (looked, of) = &mut self.looked;
        *looked += 1;
        self.report.looked(*looked, *of);
    }

    /// What an account is called in reports.
    fn account_name(&self, ids: &Live, account: usize) -> String {
        let account_id = &ids.assumed.accounts[account];
        match ids.accounts[account] {
            true => format!("{} ({account_id})", self.company.accounts[account].name),
            false => self.company.accounts[account].name.clone(),
        }
    }

    /// A client that may change everything in an account; `None` in an account that is only planned.
    async fn enter(&mut self, ids: &Live, account: usize) -> Result<Option<Client>, LiveError> {
        if !ids.accounts[account] {
            return Ok(None);
        }
        let id = ids.assumed.accounts[account];
        if id == self.management {
            return Ok(Some(self.client.clone()));
        }
        if let Some(entered) = self.entered.get(&id) {
            return Ok(Some(entered.clone()));
        }
        let role = format!("arn:aws:iam::{id}:role/{ADMINISTRATOR_ROLE}");
        let input = json!({"RoleArn": role, "RoleSessionName": SESSION});
        let answer = self.client.call(Service::Sts, "AssumeRole", input).await?;
        let given = &answer["Credentials"];
        let client = self.client.with(Identity {
            access_key_id: text(given, "AccessKeyId"),
            secret: wharf_aws::SecretKey::new(text(given, "SecretAccessKey")),
            session_token: Some(text(given, "SessionToken")),
        });
        self.entered.insert(id, client.clone());
        Ok(Some(client))
    }

    /// The tag of everything that is made.
    fn tags(&self) -> Value {
        json!([{"Key": TAG, "Value": self.company.name}])
    }
}

/// A member that is a text; empty when it is not there.
fn text(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_default().to_owned()
}

/// Whether two policies say the same, regardless of the order of their members and the form of single values.
fn is_same_policy(live: &str, desired: &Value) -> bool {
    serde_json::from_str::<Value>(live).is_ok_and(|live| plain(&live) == plain(desired))
}

/// A policy with single values in place of lists of one, and lists in order: as services hand policies back.
fn plain(value: &Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(plain).collect();
            if items.len() == 1 {
                return items.remove(0);
            }
            // Neither statements nor values are in any order.
            items.sort_by_cached_key(Value::to_string);
            Value::Array(items)
        }
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), plain(value)))
            .collect(),
        // A whole account has two spellings.
        Value::String(text) => match text.parse::<AccountId>() {
            Ok(account) => Value::String(format!("arn:aws:iam::{account}:root")),
            Err(_) => value.clone(),
        },
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_are_compared_by_what_they_say() {
        let desired = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["a:b", "a:c"],
            "Principal": {"AWS": ["arn:aws:iam::111122223333:root"]}, "Resource": ["*"]}]});
        for (live, same) in [
            (desired.to_string(), true),
            (
                r#"{"Statement":{"Resource":"*","Effect":"Allow","Action":["a:c","a:b"],"Principal":{"AWS":"111122223333"}},"Version":"2012-10-17"}"#.to_owned(),
                true,
            ),
            (desired.to_string().replace("a:c", "a:d"), false),
            ("{".to_owned(), false),
        ] {
            assert_eq!(is_same_policy(&live, &desired), same, "{live}");
        }
    }
}
