//! The classes of principals that policies can tell apart: the principals that are known with their policies, and for each
//! account those that are not.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;
use wharf_aws::AccountId;
use wharf_policy::{Keys, Principal, PrincipalKind, Source};

use super::compiler::Compiler;
use super::documents::speaks_of_making;
use super::made_up::{self, OTHER, Told, principal};
use super::named::{Named, NamedIn};
use super::snapshot::{AccountPolicies, Snapshot};
use crate::company::Company;
use crate::desired::{ADMINISTRATOR_ROLE, role_arn};
use crate::rule::Rule;
use crate::service;

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
    /// Whether it stands for principals that need not be there: policies tell them apart, or name their account.
    pub is_made_up: bool,
    /// Whether it is of an account that the file does not have yet.
    pub(super) is_to_come: bool,
    /// The account whose service control policies it obeys, and how many levels of them, where it is of none of the file's.
    pub(super) levels: Option<(usize, usize)>,
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
    /// The id of an account of outsiders.
    pub(super) outside: String,
    /// What cannot be decided about principals.
    pub(super) unclear: BTreeSet<String>,
}

impl PrincipalClasses<'_> {
    /// Brings them together, and what cannot be decided about them.
    pub(super) fn meet(
        mut self,
        snapshot: &Snapshot,
        documents: &[Value],
        compiler: &mut Compiler,
    ) -> (Vec<PrincipalClass>, BTreeSet<String>) {
        let named = Named::of(documents);
        self.unclear.extend(named.unclear.iter().cloned());
        let homes = homes(self.company);
        for (at, account) in snapshot.accounts.iter().enumerate() {
            self.known((at, account), &homes, &named, compiler);
            self.others(at, account, &named);
        }
        self.strangers(snapshot, &named);
        self.services(snapshot, &named);
        (self.all, self.unclear)
    }

    /// Something is beyond what is decided.
    pub(super) fn is_too_much(&mut self, what: &str) {
        self.unclear.insert(what.to_owned());
    }

    /// A principal; of an account of the company with its place in the tree.
    pub(super) fn add(
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
            is_made_up: false,
            is_to_come: false,
            levels: None,
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

    /// The roles and users whose policies are known, and sessions of them that policies name.
    fn known(
        &mut self,
        (at, account): (usize, &AccountPolicies),
        homes: &HashMap<&str, BTreeSet<usize>>,
        named: &Named,
        compiler: &mut Compiler,
    ) {
        let (id, name) = (self.accounts[at], self.company.accounts[at].name.clone());
        let is_file_role = |short: &str, arn: &str| {
            let is_its = |accounts: &BTreeSet<usize>| {
                let is_there = accounts.contains(&at) && role_arn(&id, short) == arn;
                Rule::RolesAreWhereTheFileHasThem.holds(is_there)
            };
            homes.get(short).is_some_and(is_its)
        };
        let file_roles: Vec<bool> = account
            .principals
            .iter()
            .map(|principal| is_file_role(last_part(&principal.arn), &principal.arn))
            .collect();
        for (principal, is_file_role) in account.principals.iter().zip(file_roles) {
            let short = last_part(&principal.arn).to_owned();
            // An administrator may do everything, so its policies are not worth knowing.
            if principal.arn == role_arn(&id, ADMINISTRATOR_ROLE) {
                continue;
            }
            let Some(mut who) = Principal::of_arn(&principal.arn) else {
                continue;
            };
            let is_role = who.kind == PrincipalKind::AssumedRole;
            if is_role {
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
            let consumer = consumer.filter(|_| is_file_role);
            added.needs = consumer.map(service::needs).unwrap_or_default();
            added.role = is_file_role.then(|| short.clone());
            for (key, value) in &principal.tags {
                added
                    .keys
                    .add(&format!("aws:PrincipalTag/{key}"), [value.clone()]);
            }
            let sessions = named
                .sessions_in(&id)
                .filter(|(role, _)| is_role && *role == short);
            for (_, session) in sessions {
                let mut class = self.all[self.all.len() - 1].clone();
                class.label = format!("session {session} of role {short} in {name}");
                class.principal = Principal::role_session(&id, &principal.arn, "", session);
                self.all.push(class);
            }
        }
    }

    /// The root user, whom policies name or tell apart, and whom they do not.
    fn others(&mut self, at: usize, account: &AccountPolicies, named: &Named) {
        let (id, name) = (self.accounts[at], self.company.accounts[at].name.clone());
        self.add(
            format!("the root user of {name}"),
            Some((at, account)),
            Principal::root(&id),
        );
        let administrator = role_arn(&id, ADMINISTRATOR_ROLE);
        let known: BTreeSet<&str> = account
            .principals
            .iter()
            .filter(|principal| principal.arn != administrator)
            .filter_map(|principal| principal.arn.splitn(6, ':').nth(5))
            .collect();
        let mut own = named.within(&id);
        own.single.insert(format!("role/{ADMINISTRATOR_ROLE}"));
        let mut others = self.told_apart(&id, &name, &own, &known);
        others.push(Told {
            label: format!("any other principal of {name}"),
            principal: principal(&id, "role", OTHER),
            is_made_up: false,
        });
        others.sort_by_key(|told| {
            let arn = told.principal.role_arn.as_ref();
            last_part(arn.unwrap_or(&told.principal.arn)).to_owned()
        });
        for (role, session) in named.sessions_in(&id) {
            let mut known = known.iter().filter(|known| known.starts_with("role/"));
            if !known.any(|known| last_part(known) == role) {
                others.push(Told {
                    label: format!("session {session} of role {role} in {name}"),
                    principal: Principal::role_session(&id, &role_arn(&id, role), "", session),
                    is_made_up: false,
                });
            }
        }
        for told in others {
            let who = self.add(told.label, Some((at, account)), told.principal);
            who.is_made_up = told.is_made_up;
        }
    }

    /// The principals of an account that policies name or tell from others, but for those that are known.
    pub(super) fn told_apart(
        &mut self,
        id: &AccountId,
        home: &str,
        named: &NamedIn,
        known: &BTreeSet<&str>,
    ) -> Vec<Told> {
        let told = |label: String, kind: &str, name: &str, is_made_up: bool| Told {
            label,
            principal: principal(id, kind, name),
            is_made_up,
        };
        let single = named.roles_and_users();
        let single = single.filter(|(kind, name)| !known.contains(format!("{kind}/{name}").as_str()));
        let single = single.map(|(kind, name)| told(format!("{kind} {name} in {home}"), kind, name, false));
        let mut all: Vec<Told> = single.collect();
        let Some(made_up) = made_up::principals(named, known) else {
            self.is_too_much("the patterns of principals, which are too many");
            return all;
        };
        for text in made_up {
            if let Some((kind, name)) = text.split_once('/') {
                all.push(told(
                    format!("a {kind} such as {name} in {home}"),
                    kind,
                    name,
                    true,
                ));
            }
        }
        all
    }
}

/// The accounts in which the file has each role: one of its name elsewhere is another.
fn homes(company: &Company) -> HashMap<&str, BTreeSet<usize>> {
    let mut homes: HashMap<&str, BTreeSet<usize>> = HashMap::new();
    for builder in &company.builders {
        let accounts = company.pushes_to(builder).into_iter();
        let accounts = accounts.map(|registry| company.builder_account(builder, registry));
        homes.entry(&builder.name).or_default().extend(accounts);
    }
    for consumer in company.consumers.iter().filter(|one| one.service.is_none()) {
        let accounts = company.consumer_accounts(consumer);
        homes.entry(&consumer.name).or_default().extend(accounts);
    }
    homes
}

fn last_part(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}
