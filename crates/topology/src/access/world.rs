//! Every policy that decides access to a company's registries, and everybody whom they can tell apart.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;
use wharf_aws::{AccountId, Region};
use wharf_policy::{
    Action as IamAction, CompiledPolicy, Context, Decision, Explanation, Keys, Policies, Principal, Request,
    Source, evaluate, explain,
};

use crate::company::Company;
use crate::desired::{ADMINISTRATOR_ROLE, Desired, Ids, Kind, repository_arn, role_arn};

const EVERYTHING: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
/// An account that is not the organization's.
const OUTSIDE: &str = "999999999999";
/// The organization's management account, where the file does not say it.
const MANAGEMENT: &str = "000000000000";
/// What is assumed of those whose own policies are not the file's.
const WHATEVER: &str = "whatever its administrators allow";
/// The name of somebody whom no policy names.
const SOMEBODY: &str = "somebody-else";

/// Everything that decides.
pub struct World {
    /// The ids of everything.
    pub ids: Ids,
    /// At the root of the tree: what the organization adds, beside what allows everything there.
    service_control: [Vec<Source>; 1],
    resource_control: [Vec<Source>; 1],
    /// The registries with their policies.
    registries: Vec<(Place, Source)>,
    everybody: Vec<Who>,
    /// All policies as documents, for what they can tell apart.
    pub(super) documents: Vec<Value>,
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
    keys: Keys,
    is_bound: bool,
}

impl World {
    /// The world that a company's file asks for.
    pub fn of(company: &Company, ids: &Ids) -> World {
        let desired = Desired::of(company, ids);
        let mut documents: Vec<Value> = desired.roles.iter().map(|role| role.policy.clone()).collect();
        documents.extend(desired.registries.iter().map(|registry| registry.policy.clone()));
        documents.extend(
            desired
                .guardrails
                .iter()
                .map(|guardrail| guardrail.content.clone()),
        );
        let guardrails = |kind: Kind| {
            let of_kind = desired
                .guardrails
                .iter()
                .filter(move |guardrail| guardrail.kind == kind);
            of_kind
                .map(|guardrail| source(guardrail.name, &guardrail.content))
                .collect::<Vec<Source>>()
        };
        let registries = desired.registries.iter().map(|registry| {
            let place = Place {
                account: registry.account,
                id: ids.accounts[registry.account],
                region: registry.region.clone(),
            };
            let name = format!(
                "registry policy of {} in {}",
                company.accounts[registry.account].name, registry.region
            );
            (place, source(&name, &registry.policy))
        });
        let mut service_control = vec![everything("FullAWSAccess")];
        service_control.extend(guardrails(Kind::ServiceControl));
        World {
            service_control: [service_control],
            resource_control: [guardrails(Kind::ResourceControl)],
            registries: registries.collect(),
            everybody: everybody(company, ids, &desired, &documents),
            documents,
            ids: ids.clone(),
        }
    }

    /// The registries.
    pub fn registries(&self) -> impl Iterator<Item = &Place> {
        self.registries.iter().map(|(place, _)| place)
    }

    /// Everybody whom the policies can tell apart.
    pub fn everybody(&self) -> &[Who] {
        &self.everybody
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
        registry: &Place,
        repository: &str,
        decide: impl FnOnce(&Request<'_>, &Policies<'_>) -> T,
    ) -> T {
        let action = IamAction::parse(operation).unwrap_or_else(|| unreachable!("{operation} is an action"));
        // A token is asked of the caller's own account.
        let is_token = operation == "ecr:GetAuthorizationToken";
        let (resource, owner) = match is_token {
            true => ("*".to_owned(), who.principal.account),
            false => (
                repository_arn(&registry.region, &registry.id, repository),
                Some(registry.id),
            ),
        };
        let mut keys = Keys::default();
        keys.insert("aws:RequestedRegion", [registry.region.to_string()]);
        keys.insert("aws:SecureTransport", ["true".to_owned()]);
        if let Some(owner) = owner {
            keys.insert("aws:ResourceAccount", [owner.to_string()]);
            keys.insert("aws:ResourceOrgID", [self.ids.organization.clone()]);
        }
        let layers = [&keys, &who.keys];
        let request = Request {
            principal: &who.principal,
            action: &action,
            resource: &resource,
            resource_account: owner,
            context: &Context::new(&layers),
        };
        let policy = self.registries.iter().find(|(place, _)| place == registry);
        let resource_policies = match policy {
            Some((_, policy)) if !is_token => std::slice::from_ref(policy),
            _ => &[],
        };
        let has_resource_control = !is_token && !self.resource_control[0].is_empty();
        let policies = Policies {
            identity: &who.identity,
            service_control: who.is_bound.then_some(&self.service_control[..]),
            resource_control: has_resource_control.then_some(&self.resource_control[..]),
            resource: resource_policies,
            ..Policies::default()
        };
        decide(&request, &policies)
    }
}

fn source(name: &str, document: &Value) -> Source {
    Source {
        id: name.into(),
        policy: Arc::new(CompiledPolicy::compile(&document.to_string())),
    }
}

/// A policy that allows everything.
fn everything(name: &str) -> Source {
    Source {
        id: name.into(),
        policy: Arc::new(CompiledPolicy::compile(EVERYTHING)),
    }
}

fn everybody(company: &Company, ids: &Ids, desired: &Desired, documents: &[Value]) -> Vec<Who> {
    let mut everybody = Vec::new();
    let whatever = everything(WHATEVER);
    let make = |label: String, account: Option<usize>, principal: Principal, identity: Vec<Source>| {
        let path = account.map(|account| ids.path(company, company.accounts[account].unit));
        who(
            label,
            account,
            principal,
            identity,
            path.map(|path| (ids.organization.as_str(), path)),
        )
    };
    for role in &desired.roles {
        let account = ids.accounts[role.account];
        let name = &company.accounts[role.account].name;
        let principal = Principal::role_session(&account, &role_arn(&account, &role.name), "", "session");
        let label = format!("role {} in {name}", role.name);
        let identity = vec![source(&format!("policy of role {}", role.name), &role.policy)];
        let mut who = make(label, Some(role.account), principal, identity);
        who.role = Some(role.name.clone());
        everybody.push(who);
    }
    let named = named_roles(documents);
    for (at, account) in company.accounts.iter().enumerate() {
        let id = ids.accounts[at];
        let root = Principal::root(&id);
        everybody.push(make(
            format!("the root user of {}", account.name),
            Some(at),
            root,
            vec![whatever.clone()],
        ));
        let is_known = |name: &str| {
            desired
                .roles
                .iter()
                .any(|role| role.account == at && role.name == name)
        };
        let others = [SOMEBODY, ADMINISTRATOR_ROLE].into_iter().map(str::to_owned);
        let others = others.chain(
            named
                .iter()
                .filter(|(of, _)| *of == id)
                .map(|(_, name)| name.clone()),
        );
        let others: BTreeSet<String> = others.filter(|name| !is_known(name)).collect();
        for name in others {
            let label = match name == SOMEBODY {
                true => format!("anybody else in {}", account.name),
                false => format!("role {name} in {}", account.name),
            };
            let principal = Principal::role_session(&id, &role_arn(&id, &name), "", "session");
            everybody.push(make(label, Some(at), principal, vec![whatever.clone()]));
        }
    }
    everybody.extend(others(ids));
    let services = company
        .consumers
        .iter()
        .filter_map(|consumer| Some((consumer, consumer.service.as_ref()?)));
    for (consumer, service) in services {
        let mut who = who(
            format!("service {service}"),
            None,
            Principal::service(service),
            Vec::new(),
            None,
        );
        who.inside = true;
        who.keys.insert("aws:PrincipalIsAWSService", ["true".to_owned()]);
        who.keys.insert("aws:SourceOrgID", [ids.organization.clone()]);
        who.role = Some(consumer.name.clone());
        everybody.push(who);
    }
    everybody
}

/// Whoever is in no account of the file: the management account's, and outsiders.
fn others(ids: &Ids) -> Vec<Who> {
    let account = |digits: &str| digits.parse::<AccountId>().ok();
    let mut others = Vec::new();
    let whatever = everything(WHATEVER);
    if let Some(id) = account(OUTSIDE) {
        let principal = Principal::role_session(&id, &role_arn(&id, SOMEBODY), "", "session");
        let mut who = who(
            "an outsider".to_owned(),
            None,
            principal,
            vec![whatever.clone()],
            None,
        );
        who.inside = false;
        others.push(who);
    }
    if let Some(id) = account(MANAGEMENT).filter(|id| !ids.accounts.contains(id)) {
        let principal = Principal::role_session(&id, &role_arn(&id, SOMEBODY), "", "session");
        let root = format!("{}/{}/", ids.organization, ids.root);
        let organization = Some((ids.organization.as_str(), root));
        let mut who = who(
            "anybody in the management account".to_owned(),
            None,
            principal,
            vec![whatever.clone()],
            organization,
        );
        who.is_bound = false;
        others.push(who);
    }
    others
}

fn who(
    label: String,
    account: Option<usize>,
    principal: Principal,
    identity: Vec<Source>,
    organization: Option<(&str, String)>,
) -> Who {
    let mut keys = Keys::default();
    let arn = principal.role_arn.as_ref().unwrap_or(&principal.arn);
    keys.insert("aws:PrincipalArn", [arn.clone()]);
    keys.insert("aws:PrincipalIsAWSService", ["false".to_owned()]);
    if let Some(account) = &principal.account {
        keys.insert("aws:PrincipalAccount", [account.to_string()]);
    }
    let is_bound = organization.is_some();
    if let Some((organization, path)) = organization {
        keys.insert("aws:PrincipalOrgID", [organization.to_owned()]);
        keys.insert("aws:PrincipalOrgPaths", [path]);
    }
    Who {
        label,
        account,
        role: None,
        inside: is_bound,
        principal,
        identity,
        keys,
        is_bound,
    }
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
