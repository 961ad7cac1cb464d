//! The principals of a company, each with the policies that are its own.

use std::sync::Arc;

use serde_json::{Value, json};
use wharf_aws::AccountId;
use wharf_policy::{CompiledPolicy, Keys, Principal, Source};
use wharf_topology::desired::{ADMINISTRATOR_ROLE, Desired, Ids, role_arn};
use wharf_topology::{Company, Consumer, Purpose};

use super::by_hand::{ByHand, ELSEWHERE, PARTNER};

/// An account that no file has.
const OUTSIDE: &str = "121212121212";
/// One that the organization may get.
const TO_COME: &str = "343434343434";

/// Who a principal is to the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Is {
    /// The role of a builder or consumer, or a service.
    Role(String),
    Other,
    Outsider,
}

#[derive(Clone)]
pub(super) struct Who {
    pub(super) account: Option<usize>,
    /// The unit of an account that the file does not have yet; the root's when there is none.
    pub(super) comes_to: Option<Option<usize>>,
    /// The account that a service pulls for.
    pub(super) serves: Option<usize>,
    /// Whether it is a service that pulls from nowhere but its own Region.
    pub(super) is_regional: bool,
    /// The source of a service's requests, with `REGION`.
    pub(super) source_arn: Option<String>,
    pub(super) is: Is,
    pub(super) principal: Principal,
    pub(super) identity: Vec<Source>,
    pub(super) keys: Keys,
    /// Who must be let in besides a service.
    pub(super) beside: Option<Box<Who>>,
}

pub(super) fn source(document: &Value) -> Source {
    Source {
        id: "policy".into(),
        policy: Arc::new(CompiledPolicy::compile(&document.to_string())),
    }
}

pub(super) fn everything() -> Value {
    json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
}

/// All principals of the file, and those of no account of it.
pub(super) fn principals(company: &Company, ids: &Ids, desired: &Desired, by_hand: &ByHand) -> Vec<Who> {
    let mut all = Vec::new();
    let all_allowed = source(&everything());
    let mut add = |account: Option<usize>, is: Is, principal: Principal, identity: Vec<Source>| {
        let mut keys = Keys::default();
        let arn = principal
            .role_arn
            .clone()
            .unwrap_or_else(|| principal.arn.clone());
        keys.insert("aws:PrincipalArn", [arn]);
        keys.insert("aws:PrincipalIsAWSService", ["false".to_owned()]);
        if let Some(id) = &principal.account {
            keys.insert("aws:PrincipalAccount", [id.to_string()]);
        }
        if is != Is::Outsider {
            keys.insert("aws:PrincipalOrgID", [ids.organization.clone()]);
            let unit = account.and_then(|at| company.accounts[at].unit);
            keys.insert("aws:PrincipalOrgPaths", [ids.path(company, unit)]);
        }
        all.push(Who {
            account,
            comes_to: None,
            serves: None,
            is_regional: false,
            source_arn: None,
            is,
            principal,
            identity,
            keys,
            beside: None,
        });
    };
    let session =
        |id: &AccountId, role: &str| Principal::role_session(id, &role_arn(id, role), "", "session");
    for role in &desired.roles {
        let principal = session(&ids.accounts[role.account], &role.name);
        let identity = vec![source(&role.policy)];
        add(
            Some(role.account),
            Is::Role(role.name.clone()),
            principal,
            identity,
        );
    }
    for (at, id) in ids.accounts.iter().enumerate() {
        add(
            Some(at),
            Is::Other,
            Principal::root(id),
            vec![all_allowed.clone()],
        );
        for role in [ADMINISTRATOR_ROLE, "another-role", "deploy-1"] {
            add(Some(at), Is::Other, session(id, role), vec![all_allowed.clone()]);
        }
        let user = Principal::user(id, &format!("arn:aws:iam::{id}:user/zoe"), "");
        let named = Principal::role_session(id, &role_arn(id, "deploy"), "", "alice");
        for principal in [user, named] {
            add(Some(at), Is::Other, principal, vec![all_allowed.clone()]);
        }
    }
    for (at, name) in &by_hand.roles {
        let principal = session(&ids.accounts[*at], name);
        add(Some(*at), Is::Other, principal, vec![all_allowed.clone()]);
    }
    let mut accounts = company.accounts.iter();
    let has_management = accounts.any(|account| account.purpose == Purpose::Management);
    for (id, is) in [
        (OUTSIDE, Is::Outsider),
        (PARTNER, Is::Outsider),
        ("000000000000", Is::Other),
    ] {
        let id: AccountId = id.parse().unwrap();
        if is == Is::Outsider || !has_management {
            add(None, is, session(&id, "another-role"), vec![all_allowed.clone()]);
        }
    }
    // The same with an organization of their own.
    let outsiders = [OUTSIDE, PARTNER];
    for id in outsiders {
        let id: AccountId = id.parse().unwrap();
        add(
            None,
            Is::Outsider,
            session(&id, "another-role"),
            vec![all_allowed.clone()],
        );
    }
    for who in all.iter_mut().rev().take(outsiders.len()) {
        who.keys.insert("aws:PrincipalOrgID", [ELSEWHERE.to_owned()]);
        who.keys
            .insert("aws:PrincipalOrgPaths", [format!("{ELSEWHERE}/r-0000/")]);
    }
    let units = (0..company.units.len()).map(Some).chain([None]);
    for unit in units {
        for id in [TO_COME, PARTNER] {
            let id: AccountId = id.parse().unwrap();
            let mut keys = Keys::default();
            let principal = session(&id, "another-role");
            keys.insert("aws:PrincipalArn", principal.role_arn.clone());
            keys.insert("aws:PrincipalIsAWSService", ["false".to_owned()]);
            keys.insert("aws:PrincipalAccount", [id.to_string()]);
            keys.insert("aws:PrincipalOrgID", [ids.organization.clone()]);
            keys.insert("aws:PrincipalOrgPaths", [ids.path(company, unit)]);
            all.push(Who {
                account: None,
                comes_to: Some(unit),
                serves: None,
                is_regional: false,
                source_arn: None,
                is: Is::Other,
                principal,
                identity: vec![all_allowed.clone()],
                keys,
                beside: None,
            });
        }
    }
    for consumer in &company.consumers {
        if let Some(service) = &consumer.service {
            services(company, ids, (consumer, service), &mut all);
        }
    }
    all
}

/// A service that a consumer is, for each account of the file, for those of others, and, where the file names none, for any.
fn services(company: &Company, ids: &Ids, (consumer, service): (&Consumer, &str), all: &mut Vec<Who>) {
    let own = company.consumer_accounts(consumer);
    let others: Vec<Who> = all
        .iter()
        .filter(|who| is_of(who, "another-role"))
        .cloned()
        .collect();
    let mut add = |is: Is, account: Option<(&AccountId, Option<usize>)>| {
        let mut keys = Keys::default();
        keys.insert("aws:PrincipalIsAWSService", ["true".to_owned()]);
        if is != Is::Outsider {
            keys.insert("aws:SourceOrgID", [ids.organization.clone()]);
        }
        if let Some((id, at)) = account {
            keys.insert("aws:SourceAccount", [id.to_string()]);
            if let Some(at) = at {
                keys.insert(
                    "aws:SourceOrgPaths",
                    [ids.path(company, company.accounts[at].unit)],
                );
            }
        }
        let source = wharf_topology::service::known(service).and_then(|service| service.source_arn);
        let source_arn =
            account.and_then(|(id, _)| Some(source?.replace("ACCOUNT", id.as_str()).replace('*', "any")));
        let at = account.map_or(0, |(_, at)| at.unwrap_or(0));
        let other = others.iter().find(|who| who.account == Some(at));
        let mut beside = other.expect("a principal of each account").clone();
        if account.is_none() {
            let id: AccountId = "888888888888".parse().unwrap();
            let arn = role_arn(&id, "another-role");
            beside.account = None;
            beside.principal = Principal::role_session(&id, &arn, "", "session");
            beside.keys.insert("aws:PrincipalArn", [arn]);
            beside.keys.insert("aws:PrincipalAccount", [id.to_string()]);
            beside
                .keys
                .insert("aws:PrincipalOrgPaths", [ids.path(company, None)]);
        }
        all.push(Who {
            account: None,
            comes_to: None,
            serves: account.and_then(|(_, at)| at),
            is_regional: service == "lambda.amazonaws.com",
            source_arn,
            is,
            principal: Principal::service(service),
            identity: Vec::new(),
            keys,
            beside: (service == "lambda.amazonaws.com").then(|| Box::new(beside)),
        });
    };
    let role = || Is::Role(consumer.name.clone());
    if own.is_empty() {
        add(role(), None);
    }
    // One for any account is for all of them.
    let is_same = |other: &&Consumer| other.service.as_deref() == Some(service);
    let mut same = company.consumers.iter().filter(is_same);
    let is_any = same.any(|other| company.consumer_accounts(other).is_empty());
    for (at, id) in ids.accounts.iter().enumerate() {
        match own.contains(&at) {
            true => add(role(), Some((id, Some(at)))),
            false if is_any => {}
            false => add(Is::Other, Some((id, Some(at)))),
        }
    }
    add(Is::Outsider, Some((&OUTSIDE.parse().unwrap(), None)));
}

/// Whether it is a role of that name.
pub(super) fn is_of(who: &Who, role: &str) -> bool {
    let arn = who.principal.role_arn.as_deref().unwrap_or_default();
    arn.rsplit('/').next() == Some(role)
}
