//! A snapshot ready to be asked: policies compiled, and everybody whom they can tell apart.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::Value;
use wharf_aws::{AccountId, Region};
use wharf_policy::{
    Action as IamAction, CompiledPolicy, Context, Decision, Explanation, Keys, Policies, Principal,
    PrincipalKind, Request, Source, evaluate, explain,
};

use super::snapshot::{AccountPolicies, Policy, RegistryPolicies, Snapshot, full};
use crate::company::Company;
use crate::desired::{ADMINISTRATOR_ROLE, Ids, repository_arn, role_arn};

/// An account that is not the organization's.
const OUTSIDE: &str = "999999999999";
/// The organization's management account, where the file does not say it.
const MANAGEMENT: &str = "000000000000";
/// The name of somebody whom no policy names.
const SOMEBODY: &str = "somebody-else";
/// What is assumed of those whose own policies are not known.
const WHATEVER: &str = "whatever its administrators allow";
/// Condition keys whose values are known of every request.
const KNOWN_KEYS: [&str; 13] = [
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principaltype",
    "aws:principalisawsservice",
    "aws:requestedregion",
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:resourceorgpaths",
    "aws:securetransport",
    "aws:sourceorgid",
    "aws:userid",
];

/// Everything that decides.
pub struct World {
    /// The ids of the accounts.
    pub accounts: Vec<AccountId>,
    organization: String,
    bounds: Vec<Bounds>,
    registries: Vec<Registry>,
    everybody: Vec<Who>,
    /// All policies as documents, for what they can tell apart.
    pub(super) documents: Vec<Value>,
    undecided: Vec<String>,
}

/// What the organization says of an account's principals and resources.
struct Bounds {
    path: String,
    service_control: Option<Vec<Vec<Source>>>,
    resource_control: Vec<Vec<Source>>,
}

struct Registry {
    place: Place,
    policy: Option<Source>,
    repositories: BTreeMap<String, (Option<Source>, Keys)>,
}

/// A registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose: the company's account.
    pub account: usize,
    /// Its id.
    pub id: AccountId,
    /// Where.
    pub region: Region,
}

/// A class of principals.
#[derive(Clone, Debug)]
pub struct Who {
    /// What people call it: `role ci in registry`, `anybody else in dev`.
    pub label: String,
    /// The company's account that it belongs to.
    pub account: Option<usize>,
    /// The builder's or consumer's name whose role it is.
    pub role: Option<String>,
    /// Whether it belongs to the organization, and so obeys it.
    pub inside: bool,
    principal: Principal,
    identity: Vec<Source>,
    boundary: Vec<Source>,
    keys: Keys,
}

/// Policies compiled once, however many accounts have them.
#[derive(Default)]
struct Compiler(HashMap<String, Arc<CompiledPolicy>>);

impl Compiler {
    fn source(&mut self, name: &str, document: &Value) -> Source {
        let text = document.to_string();
        let compiled = self
            .0
            .entry(text)
            .or_insert_with_key(|text| Arc::new(CompiledPolicy::compile(text)));
        Source {
            id: name.into(),
            policy: Arc::clone(compiled),
        }
    }

    fn policies(&mut self, policies: &[Policy]) -> Vec<Source> {
        policies
            .iter()
            .map(|policy| self.source(&policy.name, &policy.document))
            .collect()
    }

    fn levels(&mut self, levels: &[Vec<Policy>]) -> Vec<Vec<Source>> {
        levels.iter().map(|level| self.policies(level)).collect()
    }
}

impl World {
    /// The world that a company's file asks for.
    pub fn of(company: &Company, ids: &Ids) -> World {
        World::from_snapshot(company, &Snapshot::of(company, ids))
    }

    /// The world of a snapshot of the company's accounts.
    pub fn from_snapshot(company: &Company, snapshot: &Snapshot) -> World {
        let mut compiler = Compiler::default();
        let documents = snapshot.documents();
        let fallback: Option<AccountId> = MANAGEMENT.parse().ok();
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
        let everybody = Everybody {
            company,
            organization: &snapshot.organization,
            accounts: &accounts,
            whatever: compiler.source(WHATEVER, &full().document),
            all: Vec::new(),
        };
        World {
            everybody: everybody.meet(snapshot, &documents, &mut compiler),
            undecided: undecided(&documents),
            organization: snapshot.organization.clone(),
            accounts,
            bounds,
            registries,
            documents,
        }
    }

    /// The registries.
    pub fn registries(&self) -> impl Iterator<Item = &Place> {
        self.registries.iter().map(|registry| &registry.place)
    }

    /// Everybody whom the policies can tell apart.
    pub fn everybody(&self) -> &[Who] {
        &self.everybody
    }

    /// Condition keys that policies ask for and that only a request knows: what is decided hangs on them.
    pub fn undecided(&self) -> &[String] {
        &self.undecided
    }

    /// The repositories that have policies or tags of their own.
    pub(super) fn named_repositories(&self) -> impl Iterator<Item = &str> {
        self.registries
            .iter()
            .flat_map(|registry| registry.repositories.keys().map(String::as_str))
    }

    /// How an operation on a repository is decided.
    pub(super) fn explain(
        &self,
        who: &Who,
        operation: &str,
        registry: &Place,
        repository: &str,
    ) -> Explanation {
        self.ask(who, operation, registry, repository, explain)
    }

    /// Whether an operation on a repository is allowed.
    pub(super) fn allows(&self, who: &Who, operation: &str, registry: &Place, repository: &str) -> bool {
        self.ask(who, operation, registry, repository, evaluate) == Decision::Allowed
    }

    fn ask<T>(
        &self,
        who: &Who,
        operation: &str,
        place: &Place,
        repository: &str,
        decide: impl FnOnce(&Request<'_>, &Policies<'_>) -> T,
    ) -> T {
        let action = IamAction::parse(operation).unwrap_or_else(|| unreachable!("{operation} is an action"));
        // A token is asked of the caller's own account.
        let is_token = operation == "ecr:GetAuthorizationToken";
        let (resource, owner) = match is_token {
            true => ("*".to_owned(), who.principal.account),
            false => (
                repository_arn(&place.region, &place.id, repository),
                Some(place.id),
            ),
        };
        let owned_by = self.accounts.iter().position(|account| Some(*account) == owner);
        let mut keys = Keys::default();
        keys.insert("aws:RequestedRegion", [place.region.to_string()]);
        keys.insert("aws:SecureTransport", ["true".to_owned()]);
        if let Some(owner) = owner {
            keys.insert("aws:ResourceAccount", [owner.to_string()]);
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
        let own = registry.and_then(|registry| registry.repositories.get(repository));
        let no_tags = Keys::default();
        let tags = own.map_or(&no_tags, |(_, tags)| tags);
        let policies = registry.into_iter().flat_map(|registry| &registry.policy);
        let resource_policies: Vec<Source> = policies
            .chain(own.iter().flat_map(|(own, _)| own))
            .cloned()
            .collect();
        let layers = [&keys, tags, &who.keys];
        let request = Request {
            principal: &who.principal,
            action: &action,
            resource: &resource,
            resource_account: owner,
            context: &Context::new(&layers),
        };
        let guarded = owned_by
            .filter(|_| !is_token)
            .map(|at| &self.bounds[at].resource_control[..]);
        let policies = Policies {
            identity: &who.identity,
            boundaries: &who.boundary,
            service_control: who
                .account
                .and_then(|at| self.bounds[at].service_control.as_deref()),
            resource_control: guarded,
            resource: &resource_policies,
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
    let repositories = registry.repositories.iter().map(|(repository, policies)| {
        let mut tags = Keys::default();
        for (key, value) in &policies.tags {
            tags.insert(&format!("aws:ResourceTag/{key}"), [value.clone()]);
            tags.insert(&format!("ecr:ResourceTag/{key}"), [value.clone()]);
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
        place: Place {
            account: registry.account,
            id: *accounts.get(registry.account)?,
            region: registry.region.parse().ok()?,
        },
        policy: registry
            .policy
            .as_ref()
            .map(|policy| compiler.source(&policy_name, policy)),
        repositories,
    })
}

/// Everybody, while they are brought together.
struct Everybody<'a> {
    company: &'a Company,
    organization: &'a str,
    accounts: &'a [AccountId],
    whatever: Source,
    all: Vec<Who>,
}

impl Everybody<'_> {
    fn meet(mut self, snapshot: &Snapshot, documents: &[Value], compiler: &mut Compiler) -> Vec<Who> {
        let named = named_roles(documents);
        for (at, account) in snapshot.accounts.iter().enumerate() {
            self.known(at, account, compiler);
            self.others(at, account, &named);
        }
        self.outsiders(snapshot);
        self.services();
        self.all
    }

    /// Somebody; of an account of the company with its place in the tree.
    fn add(
        &mut self,
        label: String,
        account: Option<(usize, &AccountPolicies)>,
        principal: Principal,
    ) -> &mut Who {
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
        self.all.push(Who {
            label,
            account: account.map(|(at, _)| at),
            role: None,
            inside: account.is_some(),
            principal,
            identity: vec![self.whatever.clone()],
            boundary: Vec::new(),
            keys,
        });
        let last = self.all.len() - 1;
        &mut self.all[last]
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
            // Who administers is somebody whose policies are not worth knowing.
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
            let added = self.add(format!("{kind} {short} in {name}"), Some((at, account)), who);
            added.identity = identity;
            added.boundary = boundary;
            added.role = is_file_role.then_some(short);
            for (key, value) in &principal.tags {
                added
                    .keys
                    .insert(&format!("aws:PrincipalTag/{key}"), [value.clone()]);
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
        let others = [SOMEBODY, ADMINISTRATOR_ROLE].into_iter().map(str::to_owned);
        let others = others.chain(
            named
                .iter()
                .filter(|(of, _)| *of == id)
                .map(|(_, name)| name.clone()),
        );
        let others: BTreeSet<String> = others.filter(|role| !is_known(role)).collect();
        for role in others {
            let label = match role == SOMEBODY {
                true => format!("anybody else in {name}"),
                false => format!("role {role} in {name}"),
            };
            let principal = Principal::role_session(&id, &role_arn(&id, &role), "", "session");
            self.add(label, Some((at, account)), principal);
        }
    }

    /// Whoever is in no account of the file: outsiders, and the management account's.
    fn outsiders(&mut self, snapshot: &Snapshot) {
        let somebody = |digits: &str| {
            let id = digits.parse::<AccountId>().ok()?;
            Some((
                id,
                Principal::role_session(&id, &role_arn(&id, SOMEBODY), "", "session"),
            ))
        };
        if let Some((_, principal)) = somebody(OUTSIDE) {
            self.add("an outsider".to_owned(), None, principal);
        }
        let known = snapshot
            .accounts
            .iter()
            .any(|account| account.service_control.is_none());
        if let Some((_, principal)) =
            somebody(MANAGEMENT).filter(|(id, _)| !known && !self.accounts.contains(id))
        {
            let path = snapshot
                .accounts
                .first()
                .map(|account| account.path.clone())
                .unwrap_or_default();
            let root: Vec<&str> = path.splitn(3, '/').take(2).collect();
            let organization = self.organization.to_owned();
            let who = self.add("anybody in the management account".to_owned(), None, principal);
            who.inside = true;
            who.keys.insert("aws:PrincipalOrgID", [organization]);
            who.keys.insert("aws:PrincipalOrgPaths", [root.join("/") + "/"]);
        }
    }

    /// The services that the file lets in.
    fn services(&mut self) {
        for consumer in &self.company.consumers {
            let Some(service) = &consumer.service else {
                continue;
            };
            let organization = self.organization.to_owned();
            let who = self.add(format!("service {service}"), None, Principal::service(service));
            who.inside = true;
            who.identity = Vec::new();
            who.role = Some(consumer.name.clone());
            who.keys.insert("aws:PrincipalIsAWSService", ["true".to_owned()]);
            who.keys.insert("aws:SourceOrgID", [organization]);
        }
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

/// The condition keys whose values only a request knows.
fn undecided(documents: &[Value]) -> Vec<String> {
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for document in documents {
        keys.extend(CompiledPolicy::compile(&document.to_string()).condition_keys());
    }
    let is_known = |key: &str| {
        let key = key.to_lowercase();
        KNOWN_KEYS.contains(&key.as_str())
            || key.starts_with("aws:resourcetag/")
            || key.starts_with("ecr:resourcetag/")
    };
    keys.into_iter().filter(|key| !is_known(key)).collect()
}
