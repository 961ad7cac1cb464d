//! The organization, its units and its accounts.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Value, json};
use wharf_aws::AccountId;

use super::{Change, Effect, Live, Reconciler, text};
use crate::company::Purpose;
use crate::desired::{Ids, Kind};
use crate::live::{LiveError, Service, found};

const NOT_IN_USE: &[&str] = &["AWSOrganizationsNotInUseException"];
/// How often an account that is being made, or a kind of policies that is being switched on, is looked at, and how long a look waits.
const LOOKS: u32 = 60;
const LOOK: Duration = Duration::from_secs(5);

impl Reconciler<'_> {
    pub(super) async fn tree(&mut self) -> Result<Live, LiveError> {
        let mut live = Live {
            assumed: Ids::assumed(self.company),
            organization: false,
            units: vec![false; self.company.units.len()],
            accounts: vec![false; self.company.accounts.len()],
            parents: HashMap::new(),
        };
        self.organization(&mut live).await?;
        self.units(&mut live).await?;
        self.accounts(&mut live).await?;
        Ok(live)
    }

    async fn organization(&mut self, live: &mut Live) -> Result<(), LiveError> {
        let asked = self
            .client
            .call(Service::Organizations, "DescribeOrganization", json!({}))
            .await;
        let mut answer = found(asked, NOT_IN_USE)?;
        let what = format!("organization {}", self.company.name);
        if answer.is_none() && self.differs(Change::new(Effect::Create, what.as_str())) {
            let input = json!({"FeatureSet": "ALL"});
            answer = Some(
                self.client
                    .call(Service::Organizations, "CreateOrganization", input)
                    .await?,
            );
        } else if answer.is_some() {
            self.differs(Change::new(Effect::Same, what));
        }
        let Some(answer) = answer else {
            return Ok(());
        };
        let organization = &answer["Organization"];
        let owner = organization["MasterAccountId"]
            .as_str()
            .or_else(|| organization["ManagementAccountId"].as_str());
        if owner.is_some_and(|owner| owner != self.management.as_str()) {
            return Err(LiveError::Conflict(format!(
                "{} is the management account of the organization, and the credentials are of {}: use credentials of \
                 the management account",
                owner.unwrap_or_default(),
                self.management
            )));
        }
        live.organization = true;
        live.assumed.organization = text(organization, "Id");
        let roots = self
            .client
            .list(Service::Organizations, "ListRoots", json!({}), "Roots")
            .await?;
        let root = roots.first().cloned().unwrap_or_default();
        live.assumed.root = text(&root, "Id");
        self.policy_types(live, &root).await
    }

    /// The kinds of policies that the control policies need are switched on: guardrails are made before anything else.
    async fn policy_types(&mut self, live: &Live, root: &Value) -> Result<(), LiveError> {
        for kind in [Kind::ServiceControl, Kind::ResourceControl] {
            let is_wanted = self.company.guardrails.iter().any(|policy| policy.kind() == kind);
            let status = policy_type(root, kind);
            if !is_wanted || status == "ENABLED" {
                continue;
            }
            let change = Change::new(Effect::Create, format!("policies of type {}", kind.as_str()));
            if !self.differs(change) {
                continue;
            }
            // A run that stopped may have asked for it.
            if status != "PENDING_ENABLE" {
                let input = json!({"RootId": live.assumed.root, "PolicyType": kind.as_str()});
                self.client
                    .call(Service::Organizations, "EnablePolicyType", input)
                    .await?;
            }
            for _ in 0..LOOKS {
                let roots = self
                    .client
                    .list(Service::Organizations, "ListRoots", json!({}), "Roots")
                    .await?;
                if roots
                    .first()
                    .is_some_and(|root| policy_type(root, kind) == "ENABLED")
                {
                    break;
                }
                tokio::time::sleep(LOOK).await;
            }
        }
        Ok(())
    }

    async fn units(&mut self, live: &mut Live) -> Result<(), LiveError> {
        for at in 0..self.company.units.len() {
            let unit = &self.company.units[at];
            let parent = match unit.parent {
                Some(parent) if live.units[parent] => Some(live.assumed.units[parent].clone()),
                None if live.organization => Some(live.assumed.root.clone()),
                _ => None,
            };
            let what = format!("unit {}", unit.name);
            let mut known = None;
            if let Some(parent) = &parent {
                let input = json!({"ParentId": parent});
                let operation = "ListOrganizationalUnitsForParent";
                let all = self
                    .client
                    .list(Service::Organizations, operation, input, "OrganizationalUnits")
                    .await?;
                known = all
                    .iter()
                    .find(|one| text(one, "Name") == unit.name)
                    .map(|one| text(one, "Id"));
            }
            if known.is_some() {
                self.differs(Change::new(Effect::Same, what));
            } else if self.differs(Change::new(Effect::Create, what)) {
                let input = json!({"ParentId": parent, "Name": unit.name, "Tags": self.tags()});
                let made = self
                    .client
                    .call(Service::Organizations, "CreateOrganizationalUnit", input)
                    .await?;
                known = Some(text(&made["OrganizationalUnit"], "Id"));
            }
            if let Some(id) = known {
                live.assumed.units[at] = id;
                live.units[at] = true;
            }
            self.next();
        }
        Ok(())
    }

    async fn accounts(&mut self, live: &mut Live) -> Result<(), LiveError> {
        let mut all = Vec::new();
        if live.organization {
            all = self
                .client
                .list(Service::Organizations, "ListAccounts", json!({}), "Accounts")
                .await?;
            all.retain(|account| account["Status"] != "SUSPENDED");
        }
        live.parents = self.parents(live).await?;
        for at in 0..self.company.accounts.len() {
            let account = &self.company.accounts[at];
            let by_id = account
                .id
                .map(|id| all.iter().find(|known| text(known, "Id") == id.as_str()));
            let known = match by_id {
                Some(found) => found,
                None if account.purpose == Purpose::Management => all
                    .iter()
                    .find(|known| text(known, "Id") == self.management.as_str()),
                None => {
                    let mut named = all.iter().filter(|known| text(known, "Name") == account.name);
                    let first = named.next();
                    if named.next().is_some() {
                        return Err(LiveError::Conflict(format!(
                            "two accounts are called {}: say the id of the one that is meant",
                            account.name
                        )));
                    }
                    first
                }
            };
            let is_new = known.is_none();
            let what = format!("account {}", account.name);
            let mut id = known.map(|known| text(known, "Id"));
            match &id {
                Some(id) => {
                    let what = format!("{what} ({id})");
                    self.differs(Change::new(Effect::Same, what));
                }
                None => {
                    if self.differs(Change::new(Effect::Create, what)) {
                        id = Some(self.create_account(at).await?);
                    }
                }
            }
            if let Some(id) = id {
                live.assumed.accounts[at] = parsed(&id)?;
                live.accounts[at] = true;
            }
            self.place(live, at, is_new).await?;
            self.next();
        }
        Ok(())
    }

    /// The parent of every account under the root and the file's units, page by page.
    async fn parents(&self, live: &Live) -> Result<HashMap<String, String>, LiveError> {
        let mut parents = HashMap::new();
        if !live.organization {
            return Ok(parents);
        }
        let units = live
            .assumed
            .units
            .iter()
            .zip(&live.units)
            .filter(|(_, is_there)| **is_there);
        for parent in std::iter::once(&live.assumed.root).chain(units.map(|(unit, _)| unit)) {
            let input = json!({"ParentId": parent});
            let operation = "ListAccountsForParent";
            let accounts = self
                .client
                .list(Service::Organizations, operation, input, "Accounts")
                .await?;
            parents.extend(
                accounts
                    .iter()
                    .map(|account| (text(account, "Id"), parent.clone())),
            );
        }
        Ok(parents)
    }

    async fn create_account(&mut self, at: usize) -> Result<String, LiveError> {
        let account = &self.company.accounts[at];
        let email = match &account.email {
            Some(email) => email.clone(),
            None if self.client.is_aws() => {
                return Err(LiveError::Conflict(format!(
                    "AWS makes no account without an address: say `email:` of {}",
                    account.name
                )));
            }
            None => format!("{}@{}.example.com", account.name, self.company.name).to_lowercase(),
        };
        let mut input = json!({"AccountName": account.name, "Email": email, "Tags": self.tags()});
        // What only Wharf knows is not sent to AWS.
        if let Some(id) = account.id.filter(|_| !self.client.is_aws()) {
            input["AccountId"] = json!(id.as_str());
        }
        let answer = self
            .client
            .call(Service::Organizations, "CreateAccount", input)
            .await?;
        let mut status = answer["CreateAccountStatus"].clone();
        for _ in 0..LOOKS {
            if status["State"] != "IN_PROGRESS" {
                break;
            }
            tokio::time::sleep(LOOK).await;
            let input = json!({"CreateAccountRequestId": status["Id"]});
            let operation = "DescribeCreateAccountStatus";
            status = self.client.call(Service::Organizations, operation, input).await?["CreateAccountStatus"]
                .clone();
        }
        let id = text(&status, "AccountId");
        if status["State"] != "SUCCEEDED" {
            return Err(LiveError::Conflict(format!(
                "account {} was not made: {} {}",
                account.name,
                text(&status, "State"),
                text(&status, "FailureReason")
            )));
        }
        match account.id {
            Some(wanted) if wanted.as_str() != id => Err(LiveError::Conflict(format!(
                "account {} was made with the id {id}, and the file says {wanted}: this endpoint gives ids itself. Write \
                 {id} into the file",
                account.name
            ))),
            _ => Ok(id),
        }
    }

    /// Moves an account to its place in the tree.
    async fn place(&mut self, live: &mut Live, at: usize, is_new: bool) -> Result<(), LiveError> {
        let account = &self.company.accounts[at];
        let (what, to) = match account.unit {
            Some(unit) => {
                let name = &self.company.units[unit].name;
                let to = live.units[unit].then(|| live.assumed.units[unit].clone());
                (format!("account {} in unit {name}", account.name), to)
            }
            // It is made there.
            None if is_new => return Ok(()),
            None => {
                let what = format!("account {} directly under the root", account.name);
                (what, Some(live.assumed.root.clone()))
            }
        };
        if !live.accounts[at] {
            self.differs(Change::new(Effect::Create, what));
            return Ok(());
        }
        let id = live.assumed.accounts[at];
        let from = self.parent(live, id.as_str()).await?;
        if to.as_ref() == Some(&from) {
            return Ok(());
        }
        let mut change = Change::new(Effect::Update, what);
        let unit = (0..live.units.len()).find(|unit| live.units[*unit] && live.assumed.units[*unit] == from);
        match unit {
            Some(unit) if account.unit.is_none() => {
                change = change.detail(format!("it is in unit {}", self.company.units[unit].name));
            }
            None if account.unit.is_none() => {
                change.effect = Effect::Keep;
                change = change.detail(format!(
                    "it is in {from}, a unit that the file does not have and whose policies may guard it, so it is not moved: move it to \
                     the root yourself, or say the unit under units and `unit:` of {}",
                    account.name
                ));
            }
            _ => {}
        }
        if self.differs(change) {
            let input = json!({"AccountId": id.as_str(), "SourceParentId": from, "DestinationParentId": to});
            self.client
                .call(Service::Organizations, "MoveAccount", input)
                .await?;
            live.parents.extend(to.map(|to| (id.to_string(), to)));
        }
        Ok(())
    }

    /// What an account or a unit is in: asked for where it is new, or in a unit that the file does not have.
    pub(super) async fn parent(&self, live: &mut Live, child: &str) -> Result<String, LiveError> {
        if let Some(parent) = live.parents.get(child) {
            return Ok(parent.clone());
        }
        let operation = "ListParents";
        let input = json!({"ChildId": child});
        let parents = self
            .client
            .list(Service::Organizations, operation, input, "Parents")
            .await?;
        let parent = parents.first().map(|parent| text(parent, "Id"));
        let parent = parent.ok_or_else(|| LiveError::Unreadable {
            operation: operation.to_owned(),
            reason: format!("{child} is in nothing"),
        })?;
        live.parents.insert(child.to_owned(), parent.clone());
        Ok(parent)
    }
}

/// Whether a root's policies of a kind are on: ENABLED, PENDING_ENABLE, PENDING_DISABLE, or nothing.
fn policy_type(root: &Value, kind: Kind) -> String {
    let types = root["PolicyTypes"].as_array().into_iter().flatten();
    let mut types = types.filter(|known| known["Type"] == kind.as_str());
    types
        .next()
        .map(|known| text(known, "Status"))
        .unwrap_or_default()
}

fn parsed(id: &str) -> Result<AccountId, LiveError> {
    id.parse().map_err(|_| LiveError::Unreadable {
        operation: "ListAccounts".to_owned(),
        reason: format!("{id} is no account id"),
    })
}
