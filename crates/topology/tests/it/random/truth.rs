//! What is true of an assertion, by definition: every principal of the file, every registry and every name is asked, and where names are is
//! read from the file's words. It shares the evaluator and the policies with what it judges, and nothing else.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::json;
use wharf_aws::Region;
use wharf_policy::{
    Action as IamAction, Context, Decision, Keys, Policies, PrincipalKind, Request, Source, evaluate,
};
use wharf_topology::desired::{Desired, Ids, Kind};
use wharf_topology::{Action, Assertion, Company, Party, Purpose, Verb};

use super::by_hand::ByHand;
use super::live::Live;
use super::operations::{OF_REGISTRIES, operations};
use super::principals::{Is, Who, everything, principals, source};
use super::rows::row;
use super::words::{above, covers, names, places, pulls};

/// What an assertion comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    Holds,
    Fails,
    Empty,
}

pub(super) struct Registry {
    pub(super) account: usize,
    pub(super) region: Region,
    pub(super) policy: Vec<Source>,
    /// What an endpoint has that was changed.
    pub(super) live: Option<Live>,
}

/// A company with everything that decides.
pub(crate) struct World<'a> {
    pub(super) company: &'a Company,
    pub(super) ids: Ids,
    pub(super) registries: Vec<Registry>,
    pub(super) principals: Vec<Who>,
    /// Of the principals those whose policies were read.
    pub(super) known: Range<usize>,
    /// The unit of each account.
    pub(super) units: Vec<Option<usize>>,
    service_control: Vec<Vec<Source>>,
    resource_control: Vec<Vec<Source>>,
    pub(super) names: Vec<String>,
    memory: BTreeMap<(usize, &'static str, usize, usize, bool), bool>,
}

impl<'a> World<'a> {
    pub(crate) fn of(company: &'a Company, by_hand: &ByHand) -> World<'a> {
        let ids = Ids::assumed(company);
        let desired = Desired::of(company, &ids);
        let of_kind = |kind: Kind| -> Vec<Source> {
            let policies = desired
                .control_policies
                .iter()
                .filter(|policy| policy.kind == kind);
            policies.map(|policy| source(&policy.content)).collect()
        };
        let mut service_control = vec![source(&everything())];
        service_control.extend(of_kind(Kind::ServiceControl));
        let registries = desired.registries.iter().enumerate();
        let registries = registries.map(|(at, registry)| {
            let more = by_hand.statements.iter().filter(|(of, _)| *of == at);
            let more = more.map(|(_, one)| source(&json!({"Version": "2012-10-17", "Statement": one})));
            Registry {
                account: registry.account,
                region: registry.region.clone(),
                policy: std::iter::once(source(&registry.policy)).chain(more).collect(),
                live: None,
            }
        });
        World {
            company,
            known: 0..0,
            units: company.accounts.iter().map(|account| account.unit).collect(),
            registries: registries.collect(),
            principals: principals(company, &ids, &desired, by_hand),
            service_control: vec![service_control],
            resource_control: vec![of_kind(Kind::ResourceControl)],
            names: names(company, by_hand),
            memory: BTreeMap::new(),
            ids,
        }
    }

    /// Whether an assertion is true.
    pub(crate) fn decide(&mut self, assertion: &Assertion) -> Truth {
        let meant: Vec<bool> = self
            .principals
            .iter()
            .map(|who| assertion.parties.iter().any(|party| self.is_meant(who, *party)))
            .collect();
        let names: Vec<usize> = (0..self.names.len())
            .filter(|name| {
                covers(
                    assertion.pattern.as_str().as_bytes(),
                    self.names[*name].as_bytes(),
                )
            })
            .collect();
        let is_in = |registry: &Registry| {
            assertion
                .registry
                .is_none_or(|account| account == registry.account)
        };
        let places: Vec<usize> = (0..self.registries.len())
            .filter(|at| is_in(&self.registries[*at]))
            .collect();
        let mut possible: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for name in &names {
            let can_be = |at: &usize| {
                self.is_placed(*at, *name) || self.is_made(*at, *name) || self.is_found(*at, *name)
            };
            possible.insert(*name, places.iter().copied().filter(can_be).collect());
        }
        // What none may do.
        for (who, is_meant) in meant.iter().enumerate() {
            let forbidden = match assertion.verb {
                Verb::MayNot => *is_meant,
                Verb::May => assertion.only && !is_meant,
            };
            for name in names.iter().filter(|_| forbidden) {
                for at in &possible[name] {
                    if assertion
                        .actions
                        .iter()
                        .any(|action| self.can(who, *action, *at, *name, false))
                    {
                        return Truth::Fails;
                    }
                }
            }
        }
        // An account that may come is none that one speaks of.
        let is_there = |who: usize| self.principals[who].comes_to.is_none();
        let is_about_a_principal = (0..meant.len()).any(|who| meant[who] && is_there(who));
        if !is_about_a_principal && assertion.registry.is_none() {
            return Truth::Empty;
        }
        if assertion.verb == Verb::MayNot {
            return Truth::Holds;
        }
        // What each may do.
        let is_nowhere = |name: &usize| self.held(*name, &possible[name]).is_empty();
        let is_impossible = match assertion.registry {
            Some(_) => names.iter().all(is_nowhere),
            // Of the names of a pattern that are not there it is enough that one is.
            None if self.is_live() && assertion.pattern.as_str().contains('*') => {
                names.iter().all(is_nowhere)
            }
            None => names.is_empty() || names.iter().any(is_nowhere),
        };
        let lacks_a_role = || self.lacks_a_role(assertion, &names, &possible);
        if is_impossible || !is_about_a_principal || lacks_a_role() {
            return Truth::Fails;
        }
        let meant: Vec<usize> = (0..meant.len())
            .filter(|who| meant[*who] && is_there(*who))
            .collect();
        for who in meant {
            for name in &names {
                for action in &assertion.actions {
                    let at_least =
                        self.where_due(who, *action, *name, &possible[name], assertion.registry.is_some());
                    let at_least = match *action == Action::Pull && self.principals[who].is_regional {
                        true => self.in_own_regions(who, &at_least, assertion.registry.is_some()),
                        false => Some(at_least),
                    };
                    // After `in` names that cannot be there are left out.
                    let Some(at_least) =
                        at_least.or_else(|| self.held(*name, &possible[name]).is_empty().then(Vec::new))
                    else {
                        return Truth::Fails;
                    };
                    let mut due = at_least.iter();
                    if !due.all(|at| self.is_present(*at, *name) && self.can(who, *action, *at, *name, true))
                    {
                        return Truth::Fails;
                    }
                }
            }
        }
        Truth::Holds
    }

    /// Where a principal must be able to do it, if one may.
    fn where_due(
        &self,
        who: usize,
        action: Action,
        name: usize,
        possible: &[usize],
        is_in: bool,
    ) -> Vec<usize> {
        let held = self.held(name, possible);
        let who = &self.principals[who];
        if let Is::Role(role) = &who.is
            && let Some(builder) = self.company.builders.iter().find(|builder| builder.name == *role)
        {
            let mut own = self.meant(builder, action, name, possible);
            if own.is_empty() {
                return held;
            }
            own.retain(|at| {
                builder.account.unwrap_or(self.registries[*at].account) == who.account.unwrap_or(usize::MAX)
            });
            return own;
        }
        let Some(account) = who
            .account
            .or(who.serves)
            .filter(|_| action == Action::Pull && !is_in)
        else {
            return held;
        };
        let near: Vec<usize> = held
            .iter()
            .copied()
            .filter(|at| pulls(self.company, account, self.registries[*at].account))
            .collect();
        if near.is_empty() { held } else { near }
    }

    pub(super) fn is_meant(&self, who: &Who, party: Party) -> bool {
        let has_role = |name: &str| who.is == Is::Role(name.to_owned());
        match party {
            Party::Builder(at) => has_role(&self.company.builders[at].name),
            Party::Consumer(at) => has_role(&self.company.consumers[at].name),
            Party::Account(at) => who.account == Some(at) && who.is == Is::Other,
            Party::Unit(unit) => {
                let place = who.account.map(|at| self.units[at]).or(who.comes_to);
                place.is_some_and(|place| above(self.company, place).contains(&unit))
            }
            Party::Outsiders => who.is == Is::Outsider,
        }
    }

    /// Whether the file puts a name into a registry.
    pub(super) fn is_placed(&self, at: usize, name: usize) -> bool {
        places(self.company, &self.names[name]).contains(&self.registries[at].account)
    }

    /// Whether a push makes it there: a template is for it, and a builder may make and push it.
    fn is_made(&self, at: usize, name: usize) -> bool {
        let text = &self.names[name];
        if self.is_live() {
            return self.is_made_by_hand(at, text);
        }
        let is_of = |prefix: &str| prefix == "ROOT" || text.starts_with(&format!("{prefix}/"));
        if !self
            .company
            .templates
            .iter()
            .any(|template| is_of(&template.prefix))
        {
            return false;
        }
        let makes = ["ecr:CreateRepository", "ecr:PutImage"];
        (0..self.principals.len()).any(|who| {
            let is_builder = |name: &str| self.company.builders.iter().any(|builder| builder.name == name);
            matches!(&self.principals[who].is, Is::Role(role) if is_builder(role))
                && makes
                    .iter()
                    .all(|operation| self.allows(who, operation, at, text))
        })
    }

    /// Whether it can; where it is due with all that clients and services ask for, and else with what is enough without them.
    fn can(&mut self, who: usize, action: Action, at: usize, name: usize, is_due: bool) -> bool {
        let key = (who, action.as_str(), at, name, is_due);
        if let Some(known) = self.memory.get(&key) {
            return *known;
        }
        // A service that pulls as itself asks for no token.
        let is_service = self.principals[who].principal.kind == PrincipalKind::Service;
        let allows = |operation: &&str| {
            let is_token = *operation == "ecr:GetAuthorizationToken";
            let name = &self.names[name];
            is_token && is_service
                || match is_due {
                    true => self.allows(who, operation, at, name),
                    false => self.lets(&self.principals[who], operation, at, name),
                }
        };
        let is_own = self.principals[who].account == Some(self.registries[at].account);
        let (mut operations, all) = operations(action, is_due, is_own);
        if action == Action::Pull && is_due {
            operations.extend(row(self.company, &self.principals[who]));
        }
        let can = match all {
            true => operations.iter().all(allows),
            false => operations.iter().any(allows),
        };
        self.memory.insert(key, can);
        can
    }

    pub(super) fn allows(&self, who: usize, operation: &str, at: usize, name: &str) -> bool {
        let who = &self.principals[who];
        let lets = |who: &Who| self.lets(who, operation, at, name);
        lets(who) && who.beside.as_deref().is_none_or(lets)
    }

    fn lets(&self, who: &Who, operation: &str, at: usize, name: &str) -> bool {
        let registry = &self.registries[at];
        let is_token = operation == "ecr:GetAuthorizationToken";
        let id = self.ids.accounts[registry.account];
        let owner = if is_token { who.principal.account } else { Some(id) };
        let owned_by = self
            .ids
            .accounts
            .iter()
            .position(|account| Some(*account) == owner);
        let is_of_registry = OF_REGISTRIES.contains(&operation);
        let arn = match is_token || is_of_registry {
            true => "*".to_owned(),
            false => format!("arn:aws:ecr:{}:{id}:repository/{name}", registry.region),
        };
        let mut keys = Keys::default();
        keys.insert("aws:RequestedRegion", [registry.region.to_string()]);
        keys.insert("aws:SecureTransport", ["true".to_owned()]);
        if let Some(owner) = owner {
            keys.insert("aws:ResourceAccount", [owner.to_string()]);
        }
        if let Some(at) = owned_by {
            keys.insert("aws:ResourceOrgID", [self.ids.organization.clone()]);
            let path = self.ids.path(self.company, self.units[at]);
            keys.insert("aws:ResourceOrgPaths", [path]);
        }
        if let Some(source) = &who.source_arn {
            keys.insert(
                "aws:SourceArn",
                [source.replace("REGION", registry.region.as_str())],
            );
        }
        // Nothing binds the management account.
        let is_bound = |at: usize| self.company.accounts[at].purpose != Purpose::Management;
        let mut resource = registry.policy.clone();
        resource.extend(self.own_policy(at, name).filter(|_| !is_of_registry));
        let action = IamAction::parse(operation).unwrap();
        let layers = [&keys, &who.keys];
        let request = Request {
            principal: &who.principal,
            action: &action,
            resource: &arn,
            account_life: None,
            resource_account: owner,
            context: &Context::new(&layers),
        };
        let policies = Policies {
            identity: &who.identity,
            service_control: (who.comes_to.is_some() || who.account.is_some_and(is_bound))
                .then_some(&self.service_control[..]),
            resource_control: owned_by
                .filter(|at| !is_token && is_bound(*at))
                .map(|_| &self.resource_control[..]),
            resource: if is_token { &[] } else { &resource },
            ..Policies::default()
        };
        evaluate(&request, &policies) == Decision::Allowed
    }
}
