//! The classes of principals that policies can tell apart: the principals that are known with their policies, and for each
//! account those that are not.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;
use wharf_aws::AccountId;
use wharf_policy::{Keys, Principal, PrincipalKind, Source};

use super::compiler::Compiler;
use super::made::speaks_of_making;
use super::snapshot::{AccountPolicies, Snapshot};
use crate::company::Company;
use crate::desired::{ADMINISTRATOR_ROLE, role_arn};
use crate::service;

/// An account that is not the organization's.
const OUTSIDE: &str = "999999999999";
/// The organization's management account, where the file does not say it.
const MANAGEMENT: &str = "000000000000";
/// An account of the organization that the file does not have.
const ELSEWHERE: &str = "888888888888";
/// The name of a principal that no policy names.
const OTHER_ROLE: &str = "somebody-else";

/// A class of principals.
#[derive(Clone, Debug)]
pub struct PrincipalClass {
    /// What people call it: `role ci in registry`, `any other principal of dev`.
    pub label: String,
    /// The company's account that it belongs to.
    pub account: Option<usize>,
    /// The units of the file that its account is in.
    pub(super) units: Vec<usize>,
    /// The builder's or consumer's name whose role it is.
    pub role: Option<String>,
    /// Whether it belongs to the organization, and so obeys it.
    pub inside: bool,
    pub(super) principal: Principal,
    pub(super) identity: Vec<Source>,
    pub(super) boundary: Vec<Source>,
    pub(super) keys: Keys,
    /// The service that it is.
    pub service: Option<String>,
    /// Whether its policies are known and speak of making repositories.
    pub(super) creates: bool,
    /// The account that a service acts for.
    pub serves: Option<usize>,
    /// Whether it is a service that pulls from its own Region only.
    pub(super) is_regional: bool,
    /// The `aws:SourceArn` of a service's requests, with `REGION`.
    pub(super) source_arn: Option<String>,
    /// What the services need that it is, or that take its role, to pull.
    pub(super) needs: Vec<&'static str>,
    /// Who must be let in besides a service: a principal of the account that it acts for.
    pub(super) beside: Option<Box<PrincipalClass>>,
}

/// The classes, while they are brought together.
pub(super) struct PrincipalClasses<'a> {
    pub(super) company: &'a Company,
    pub(super) organization: &'a str,
    pub(super) accounts: &'a [AccountId],
    /// The units of the file by what paths call them.
    pub(super) units: HashMap<&'a str, usize>,
    pub(super) everything: Source,
    pub(super) all: Vec<PrincipalClass>,
}

impl PrincipalClasses<'_> {
    /// Brings them together.
    pub(super) fn meet(
        mut self,
        snapshot: &Snapshot,
        documents: &[Value],
        compiler: &mut Compiler,
    ) -> Vec<PrincipalClass> {
        let named = named_roles(documents);
        for (at, account) in snapshot.accounts.iter().enumerate() {
            self.known(at, account, compiler);
            self.others(at, account, &named);
        }
        self.outsiders(snapshot);
        self.services(snapshot);
        self.all
    }

    /// A principal; of an account of the company with its place in the tree.
    fn add(
        &mut self,
        label: String,
        account: Option<(usize, &AccountPolicies)>,
        principal: Principal,
    ) -> &mut PrincipalClass {
        let mut keys = Keys::default();
        let arn = principal.role_arn.as_ref().unwrap_or(&principal.arn);
        keys.insert("aws:PrincipalArn", [arn.clone()]);
        keys.insert("aws:PrincipalIsAWSService", ["false".to_owned()]);
        if let Some(account) = &principal.account {
            keys.insert("aws:PrincipalAccount", [account.to_string()]);
        }
        if let Some((_, account)) = account {
            keys.insert("aws:PrincipalOrgID", [self.organization.to_owned()]);
            keys.insert("aws:PrincipalOrgPaths", [account.path.clone()]);
        }
        let units = account.map_or_else(Vec::new, |(at, account)| self.units(at, account));
        self.all.push(PrincipalClass {
            label,
            account: account.map(|(at, _)| at),
            units,
            role: None,
            inside: account.is_some(),
            principal,
            identity: vec![self.everything.clone()],
            boundary: Vec::new(),
            keys,
            service: None,
            creates: false,
            serves: None,
            is_regional: false,
            source_arn: None,
            needs: Vec::new(),
            beside: None,
        });
        let last = self.all.len() - 1;
        &mut self.all[last]
    }

    /// The units that an account is in by its path; by the file where a snapshot does not say what units are called.
    fn units(&self, at: usize, account: &AccountPolicies) -> Vec<usize> {
        let company = self.company;
        let all = 0..company.units.len();
        match self.units.is_empty() {
            true => all
                .filter(|unit| company.is_within(company.accounts[at].unit, *unit))
                .collect(),
            false => {
                let line = account.path.split('/');
                line.filter_map(|id| self.units.get(id).copied()).collect()
            }
        }
    }

    /// The roles and users whose policies are known.
    fn known(&mut self, at: usize, account: &AccountPolicies, compiler: &mut Compiler) {
        let (id, name) = (self.accounts[at], self.company.accounts[at].name.clone());
        let is_file_role = |role: &str| {
            let builders = self.company.builders.iter().map(|builder| &builder.name);
            let mut roles = builders.chain(self.company.consumers.iter().map(|consumer| &consumer.name));
            roles.any(|known| known == role)
        };
        let file_roles: Vec<bool> = account
            .principals
            .iter()
            .map(|principal| is_file_role(last_part(&principal.arn)))
            .collect();
        for (principal, is_file_role) in account.principals.iter().zip(file_roles) {
            let short = last_part(&principal.arn).to_owned();
            // An administrator may do everything, so its policies are not worth knowing.
            if short == ADMINISTRATOR_ROLE {
                continue;
            }
            let Some(mut who) = Principal::of_arn(&principal.arn) else {
                continue;
            };
            if who.kind == PrincipalKind::AssumedRole {
                who = Principal::role_session(&id, &principal.arn, "", "session");
            }
            let kind = if principal.arn.contains(":user/") {
                "user"
            } else {
                "role"
            };
            let (identity, boundary) = (
                compiler.policies(&principal.policies),
                principal
                    .boundary
                    .iter()
                    .map(|policy| compiler.source(&policy.name, &policy.document))
                    .collect(),
            );
            let company = self.company;
            let added = self.add(format!("{kind} {short} in {name}"), Some((at, account)), who);
            added.identity = identity;
            let mut policies = principal.policies.iter();
            added.creates = policies.any(|policy| speaks_of_making(&policy.document));
            added.boundary = boundary;
            let mut consumers = company.consumers.iter();
            let consumer = consumers.find(|consumer| consumer.service.is_none() && consumer.name == short);
            added.needs = consumer.map(service::needs).unwrap_or_default();
            added.role = is_file_role.then_some(short);
            for (key, value) in &principal.tags {
                added
                    .keys
                    .add(&format!("aws:PrincipalTag/{key}"), [value.clone()]);
            }
        }
    }

    /// The root user, whom policies name, and whom they do not.
    fn others(&mut self, at: usize, account: &AccountPolicies, named: &BTreeSet<(AccountId, String)>) {
        let (id, name) = (self.accounts[at], self.company.accounts[at].name.clone());
        self.add(
            format!("the root user of {name}"),
            Some((at, account)),
            Principal::root(&id),
        );
        let is_known = |role: &str| {
            let arn = role_arn(&id, role);
            role != ADMINISTRATOR_ROLE && account.principals.iter().any(|principal| principal.arn == arn)
        };
        let others = [OTHER_ROLE, ADMINISTRATOR_ROLE].into_iter().map(str::to_owned);
        let others = others.chain(
            named
                .iter()
                .filter(|(of, _)| *of == id)
                .map(|(_, name)| name.clone()),
        );
        let others: BTreeSet<String> = others.filter(|role| !is_known(role)).collect();
        for role in others {
            let label = match role == OTHER_ROLE {
                true => format!("any other principal of {name}"),
                false => format!("role {role} in {name}"),
            };
            let principal = Principal::role_session(&id, &role_arn(&id, &role), "", "session");
            self.add(label, Some((at, account)), principal);
        }
    }

    /// The principals of no account of the file: outsiders, and the management account's.
    fn outsiders(&mut self, snapshot: &Snapshot) {
        let stranger = |digits: &str| {
            let id = digits.parse::<AccountId>().ok()?;
            Some((
                id,
                Principal::role_session(&id, &role_arn(&id, OTHER_ROLE), "", "session"),
            ))
        };
        if let Some((_, principal)) = stranger(OUTSIDE) {
            self.add("an outsider".to_owned(), None, principal);
        }
        let known = snapshot
            .accounts
            .iter()
            .any(|account| account.service_control.is_none());
        if let Some((_, principal)) =
            stranger(MANAGEMENT).filter(|(id, _)| !known && !self.accounts.contains(id))
        {
            let label = "any principal of the management account";
            self.directly_under_the_root(label, principal, snapshot);
        }
    }

    /// A principal of an account of the organization that the file does not have.
    fn directly_under_the_root(&mut self, label: &str, principal: Principal, snapshot: &Snapshot) {
        let path = snapshot
            .accounts
            .first()
            .map(|account| account.path.clone())
            .unwrap_or_default();
        let root: Vec<&str> = path.splitn(3, '/').take(2).collect();
        let organization = self.organization.to_owned();
        let who = self.add(label.to_owned(), None, principal);
        who.inside = true;
        who.keys.insert("aws:PrincipalOrgID", [organization]);
        who.keys.insert("aws:PrincipalOrgPaths", [root.join("/") + "/"]);
    }

    /// A principal of an account that a service acts for, which must be let in besides; of one that the file does not have where it is none.
    fn beside(&mut self, account: Option<usize>, snapshot: &Snapshot) -> Option<Box<PrincipalClass>> {
        let session = |id: &AccountId| Principal::role_session(id, &role_arn(id, OTHER_ROLE), "", "session");
        match account {
            Some(at) => {
                let principal = session(self.accounts.get(at)?);
                self.add(String::new(), Some((at, snapshot.accounts.get(at)?)), principal);
            }
            None => self.directly_under_the_root("", session(&ELSEWHERE.parse().ok()?), snapshot),
        }
        self.all.pop().map(Box::new)
    }

    /// The services that the file lets in: for the accounts that it says, for all others, and for strangers.
    fn services(&mut self, snapshot: &Snapshot) {
        let mut asked: BTreeSet<&str> = BTreeSet::new();
        let company = self.company;
        for consumer in &company.consumers {
            let Some(service) = &consumer.service else {
                continue;
            };
            let accounts = company.consumer_accounts(consumer);
            if accounts.is_empty() {
                self.service(service, None, snapshot).role = Some(consumer.name.clone());
            }
            for at in accounts {
                self.service(service, Some(at), snapshot).role = Some(consumer.name.clone());
            }
            if asked.insert(service) {
                let same = company
                    .consumers
                    .iter()
                    .filter(|one| one.service.as_ref() == Some(service));
                let known: Vec<Vec<usize>> = same.map(|one| company.consumer_accounts(one)).collect();
                let is_other =
                    |at: &usize| known.iter().all(|known| !known.is_empty() && !known.contains(at));
                for at in (0..company.accounts.len()).filter(is_other) {
                    self.service(service, Some(at), snapshot);
                }
                self.stranger(service);
            }
        }
    }

    /// A service that acts for an account, for one of the organization when `None`.
    fn service(&mut self, service: &str, account: Option<usize>, snapshot: &Snapshot) -> &mut PrincipalClass {
        let label = match account {
            Some(at) => format!("service {service} for {}", self.company.accounts[at].name),
            None => format!("service {service}"),
        };
        let organization = self.organization.to_owned();
        let known =
            account.and_then(|at| Some((*self.accounts.get(at)?, snapshot.accounts.get(at)?.path.clone())));
        let row = service::known(service);
        let beside = row.filter(|row| row.with_account);
        let beside = beside.and_then(|_| self.beside(account, snapshot));
        let who = self.add(label, None, Principal::service(service));
        who.inside = true;
        who.service = Some(service.to_owned());
        who.needs = row.map(|row| row.needs.to_vec()).unwrap_or_default();
        who.beside = beside;
        who.serves = account;
        who.is_regional = service::is_regional(service);
        who.identity = Vec::new();
        who.keys.insert("aws:PrincipalIsAWSService", ["true".to_owned()]);
        who.keys.insert("aws:SourceOrgID", [organization]);
        if let Some((id, path)) = known {
            who.acts_for(service, id.as_str());
            who.keys.insert("aws:SourceOrgPaths", [path]);
        }
        who
    }

    /// A service that acts for an account of others.
    fn stranger(&mut self, service: &str) {
        let label = format!("service {service} for an outsider");
        let who = self.add(label, None, Principal::service(service));
        who.service = Some(service.to_owned());
        who.identity = Vec::new();
        let row = service::known(service);
        who.needs = row.map(|row| row.needs.to_vec()).unwrap_or_default();
        who.keys.insert("aws:PrincipalIsAWSService", ["true".to_owned()]);
        who.acts_for(service, OUTSIDE);
    }
}

impl PrincipalClass {
    fn acts_for(&mut self, service: &str, account: &str) {
        self.keys.insert("aws:SourceAccount", [account.to_owned()]);
        let arn = service::known(service).and_then(|service| service.source_arn);
        // A function's or project's name can be any.
        self.source_arn = arn.map(|arn| arn.replace("ACCOUNT", account).replace('*', OTHER_ROLE));
    }
}

fn last_part(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// The roles that policies name, by account.
fn named_roles(documents: &[Value]) -> BTreeSet<(AccountId, String)> {
    let mut named = BTreeSet::new();
    let mut rest: Vec<&Value> = documents.iter().collect();
    while let Some(value) = rest.pop() {
        match value {
            Value::Array(items) => rest.extend(items),
            Value::Object(members) => rest.extend(members.values()),
            Value::String(text) => {
                let parts: Vec<&str> = text.splitn(6, ':').collect();
                if let ["arn", _, "iam", "", account, resource] = parts[..]
                    && let (Ok(account), Some(name)) = (account.parse(), resource.strip_prefix("role/"))
                    && !name.contains(['*', '?', '$'])
                {
                    named.insert((account, name.to_owned()));
                }
            }
            _ => {}
        }
    }
    named
}
