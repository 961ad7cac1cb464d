//! A snapshot ready to be asked: policies compiled, and the classes of principals that they can tell apart.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use wharf_aws::{AccountId, Arn, Region};
use wharf_policy::{
    Action as IamAction, Context, Decision, Explanation, Keys, Outcome, Policies, PrincipalKind, Request,
    Source, evaluate, explain,
};

use super::compiler::Compiler;
use super::documents::speaks_of_making;
use super::principals::{PrincipalClass, PrincipalClasses};
use super::snapshot::{RegistryPolicies, Snapshot, full};
use super::undecided::undecided;
use super::{OF_REGISTRIES, TOKEN};
use crate::company::Company;
use crate::desired::Ids;
use crate::pattern::Pattern;
use crate::retention::Template;

/// What is assumed of those whose own policies are not known.
const BY_ADMINISTRATORS: &str = "all that its administrators allow";

/// Everything that decides.
pub struct AccessModel {
    /// The ids of the accounts.
    pub accounts: Vec<AccountId>,
    organization: String,
    bounds: Vec<Bounds>,
    pub(super) registries: Vec<Registry>,
    principals: Vec<PrincipalClass>,
    /// What roles' sessions are restricted to, if they are.
    session: Option<Vec<Source>>,
    /// All policies as documents, for what they can tell apart.
    pub(super) documents: Vec<Value>,
    /// What cannot be decided about principals.
    unclear: BTreeSet<String>,
    undecided: Vec<String>,
}

/// What the organization says of an account's principals and resources.
struct Bounds {
    path: String,
    service_control: Option<Vec<Vec<Source>>>,
    resource_control: Vec<Vec<Source>>,
}

pub(super) struct Registry {
    pub(super) place: RegistryLocation,
    policy: Option<Source>,
    elsewhere: Option<Source>,
    repositories: BTreeMap<String, (Option<Source>, Keys)>,
    names: BTreeSet<String>,
    /// What pushes make by templates, at a live endpoint.
    pub(super) templates: Option<Vec<Pattern>>,
    /// Whether its policy speaks of making repositories.
    pub(super) lets_create: bool,
    /// Whether only the live endpoint has it, and the file does not.
    is_beside: bool,
}

/// A registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryLocation {
    /// Whose: the company's account.
    pub account: usize,
    /// Its id.
    pub id: AccountId,
    /// Where.
    pub region: Region,
}

impl AccessModel {
    /// The model that a company's file asks for.
    pub fn of(company: &Company, ids: &Ids) -> AccessModel {
        AccessModel::from_snapshot(company, &Snapshot::of(company, ids))
    }

    /// The model of a snapshot of the company's accounts.
    pub fn from_snapshot(company: &Company, snapshot: &Snapshot) -> AccessModel {
        let mut compiler = Compiler::default();
        let documents = snapshot.documents();
        let fallback: Option<AccountId> = "000000000000".parse().ok();
        let accounts: Vec<AccountId> = snapshot
            .accounts
            .iter()
            .filter_map(|account| account.id.parse().ok().or(fallback))
            .collect();
        let bounds = snapshot.accounts.iter().map(|account| Bounds {
            path: account.path.clone(),
            service_control: account
                .service_control
                .as_ref()
                .map(|levels| compiler.levels(levels)),
            resource_control: compiler.levels(&account.resource_control),
        });
        let bounds: Vec<Bounds> = bounds.collect();
        let registries = snapshot.registries.iter();
        let registries: Vec<Registry> = registries
            .filter_map(|registry| self::registry(company, &accounts, registry, &mut compiler))
            .collect();
        let classes = PrincipalClasses {
            company,
            organization: &snapshot.organization,
            accounts: &accounts,
            units: snapshot
                .units
                .iter()
                .enumerate()
                .map(|(at, id)| (id.as_str(), at))
                .collect(),
            everything: compiler.source(BY_ADMINISTRATORS, &full().document),
            all: Vec::new(),
            outside: String::new(),
            unclear: BTreeSet::new(),
        };
        let (principals, mut unclear) = classes.meet(snapshot, &documents, &mut compiler);
        unclear.extend(snapshot.unread.iter().cloned());
        AccessModel {
            principals,
            undecided: undecided(&documents, &unclear),
            unclear,
            organization: snapshot.organization.clone(),
            session: None,
            accounts,
            bounds,
            registries,
            documents,
        }
    }

    /// The same, where every session of a role was begun with this session policy.
    #[must_use]
    pub fn in_sessions_of(mut self, policy: &Value) -> AccessModel {
        self.session = Some(vec![Compiler::default().source("session policy", policy)]);
        self.documents.push(policy.clone());
        self.undecided = undecided(&self.documents, &self.unclear);
        self
    }

    /// The registries, those that only a live endpoint has too.
    pub fn registries(&self) -> impl Iterator<Item = &RegistryLocation> {
        self.registries.iter().map(|registry| &registry.place)
    }

    /// Whether only the live endpoint has a registry, and the file does not.
    pub(super) fn is_beside(&self, place: &RegistryLocation) -> bool {
        let mut registries = self.registries.iter();
        registries.any(|registry| registry.is_beside && registry.place == *place)
    }

    /// The classes of principals that the policies can tell apart.
    pub fn principals(&self) -> &[PrincipalClass] {
        &self.principals
    }

    /// What decisions depend on and is not known: condition keys that policies ask for and that only a request knows, resources with variables,
    /// principals by their unique ids.
    pub fn undecided(&self) -> &[String] {
        &self.undecided
    }

    /// The repositories that have policies or tags of their own.
    pub(super) fn named_repositories(&self) -> impl Iterator<Item = &str> {
        self.registries
            .iter()
            .flat_map(|registry| registry.repositories.keys().map(String::as_str))
    }

    /// The repositories that are in the registries of a live endpoint, each with its registry.
    pub(super) fn found_repositories(&self) -> impl Iterator<Item = (&RegistryLocation, &str)> {
        let found = |registry| {
            let Registry { place, names, .. }: &Registry = registry;
            names.iter().map(move |name| (place, name.as_str()))
        };
        self.registries.iter().flat_map(found)
    }

    /// Whether the registries are those of a live endpoint, and have what was found in them.
    pub(super) fn is_live(&self) -> bool {
        self.registries
            .iter()
            .any(|registry| registry.templates.is_some())
    }

    /// The names of what pushes make at a live endpoint.
    pub(super) fn templates(&self) -> impl Iterator<Item = &Pattern> {
        let registries = self.registries.iter();
        registries.flat_map(|registry| registry.templates.iter().flatten())
    }

    /// How an operation on a repository is decided.
    pub(super) fn explain(
        &self,
        who: &PrincipalClass,
        operation: &str,
        registry: &RegistryLocation,
        repository: &str,
    ) -> Explanation {
        let own = self.explain_alone(who, operation, registry, repository);
        match &who.beside {
            Some(beside) if own.decision == Outcome::Allowed => {
                self.ask(beside, operation, registry, repository, explain)
            }
            _ => own,
        }
    }

    /// The same without those who must be let in besides.
    pub(super) fn explain_alone(
        &self,
        who: &PrincipalClass,
        operation: &str,
        registry: &RegistryLocation,
        repository: &str,
    ) -> Explanation {
        self.ask(who, operation, registry, repository, explain)
    }

    /// Whether an operation on a repository is allowed.
    pub(super) fn allows(
        &self,
        who: &PrincipalClass,
        operation: &str,
        registry: &RegistryLocation,
        repository: &str,
    ) -> bool {
        let allows = |who| self.ask(who, operation, registry, repository, evaluate) == Decision::Allowed;
        allows(who) && who.beside.as_deref().is_none_or(allows)
    }

    /// The service control policies that a principal obeys.
    fn service_control(&self, who: &PrincipalClass) -> Option<&[Vec<Source>]> {
        let (at, count) = who.account.map(|at| (at, usize::MAX)).or(who.levels)?;
        let levels = self.bounds[at].service_control.as_deref()?;
        Some(&levels[..count.min(levels.len())])
    }

    fn ask<T>(
        &self,
        who: &PrincipalClass,
        operation: &str,
        place: &RegistryLocation,
        repository: &str,
        decide: impl FnOnce(&Request<'_>, &Policies<'_>) -> T,
    ) -> T {
        let action = IamAction::parse(operation).unwrap_or_else(|| unreachable!("{operation} is an action"));
        // A token is asked of the caller's own account.
        let is_token = operation == TOKEN;
        let is_of_registry = OF_REGISTRIES.contains(&operation);
        let owner = if is_token {
            who.principal.account
        } else {
            Some(place.id)
        };
        let resource = match is_token || is_of_registry {
            true => "*".to_owned(),
            false => Arn::repository_text(&place.region, &place.id, repository),
        };
        let owned_by = self.accounts.iter().position(|account| Some(*account) == owner);
        let mut keys = Keys::default();
        keys.insert("aws:RequestedRegion", [place.region.to_string()]);
        keys.insert("aws:SecureTransport", ["true".to_owned()]);
        if let Some(source) = &who.source_arn {
            keys.insert("aws:SourceArn", [source.replace("REGION", place.region.as_str())]);
        }
        if let Some(owner) = owner {
            keys.insert("aws:ResourceAccount", [owner.to_string()]);
        }
        if is_token && who.is_to_come {
            keys.insert("aws:ResourceOrgID", [self.organization.clone()]);
        }
        if let Some(at) = owned_by {
            keys.insert("aws:ResourceOrgID", [self.organization.clone()]);
            keys.insert("aws:ResourceOrgPaths", [self.bounds[at].path.clone()]);
        }
        let registry = self
            .registries
            .iter()
            .find(|registry| registry.place == *place)
            .filter(|_| !is_token);
        let own = registry.filter(|_| !is_of_registry);
        let own = own.and_then(|registry| registry.repositories.get(repository));
        let no_tags = Keys::default();
        let tags = own.map_or(&no_tags, |(_, tags)| tags);
        let policies = registry
            .into_iter()
            .flat_map(|registry| registry.policy.iter().chain(&registry.elsewhere));
        let resource_policies: Vec<Source> = policies
            .chain(own.iter().flat_map(|(own, _)| own))
            .cloned()
            .collect();
        let layers = [&keys, tags, &who.keys];
        let request = Request {
            principal: &who.principal,
            action: &action,
            resource: &resource,
            account_life: None,
            resource_account: owner,
            context: &Context::new(&layers),
        };
        let guarded = owned_by
            .filter(|_| !is_token)
            .map(|at| &self.bounds[at].resource_control[..]);
        let policies = Policies {
            identity: &who.identity,
            boundaries: &who.boundary,
            service_control: self.service_control(who),
            resource_control: guarded,
            resource: &resource_policies,
            session: self
                .session
                .as_deref()
                .filter(|_| who.principal.kind == PrincipalKind::AssumedRole),
            ..Policies::default()
        };
        decide(&request, &policies)
    }
}

fn registry(
    company: &Company,
    accounts: &[AccountId],
    registry: &RegistryPolicies,
    compiler: &mut Compiler,
) -> Option<Registry> {
    let name = &company.accounts.get(registry.account)?.name;
    let policy_name = format!("registry policy of {name} in {}", registry.region);
    let parts_name = format!("policies of repositories of {name} in {}", registry.region);
    let repositories = registry.repositories.iter().map(|(repository, policies)| {
        let mut tags = Keys::default();
        for (key, value) in &policies.tags {
            tags.add(&format!("aws:ResourceTag/{key}"), [value.clone()]);
            tags.add(&format!("ecr:ResourceTag/{key}"), [value.clone()]);
        }
        let policy_name = format!("policy of repository {repository} of {name}");
        let policy = policies
            .policy
            .as_ref()
            .map(|policy| compiler.source(&policy_name, policy));
        (repository.clone(), (policy, tags))
    });
    let repositories = repositories.collect();
    Some(Registry {
        place: RegistryLocation {
            account: registry.account,
            id: *accounts.get(registry.account)?,
            region: registry.region.parse().ok()?,
        },
        policy: registry
            .policy
            .as_ref()
            .map(|policy| compiler.source(&policy_name, policy)),
        elsewhere: registry
            .elsewhere
            .as_ref()
            .map(|policy| compiler.source(&parts_name, policy)),
        repositories,
        names: registry.names.clone(),
        templates: registry.templates.as_ref().map(|templates| {
            let templates = templates.iter();
            templates.map(|prefix| Template::names(prefix)).collect()
        }),
        lets_create: registry.policy.as_ref().is_some_and(speaks_of_making),
        is_beside: registry.is_beside,
    })
}
