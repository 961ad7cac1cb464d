//! The classes of principals that policies can tell apart: the principals that are known with their policies, and for each
//! account those that are not.

use std::collections::BTreeSet;

use serde_json::Value;
use wharf_aws::AccountId;
use wharf_policy::{Keys, Principal, PrincipalKind, Source};

use super::compiler::Compiler;
use super::snapshot::{AccountPolicies, Snapshot};
use crate::company::Company;
use crate::desired::{ADMINISTRATOR_ROLE, role_arn};

/// An account that is not the organization's.
const OUTSIDE: &str = "999999999999";
/// The organization's management account, where the file does not say it.
const MANAGEMENT: &str = "000000000000";
/// The name of a principal that no policy names.
const SOMEBODY: &str = "somebody-else";

/// A class of principals.
#[derive(Clone, Debug)]
pub struct PrincipalClass {
    /// What people call it: `role ci in registry`, `anybody else in dev`.
    pub label: String,
    /// The company's account that it belongs to.
    pub account: Option<usize>,
    /// The builder's or consumer's name whose role it is.
    pub role: Option<String>,
    /// Whether it belongs to the organization, and so obeys it.
    pub inside: bool,
    pub(super) principal: Principal,
    pub(super) identity: Vec<Source>,
    pub(super) boundary: Vec<Source>,
    pub(super) keys: Keys,
}

/// The classes, while they are brought together.
pub(super) struct PrincipalClasses<'a> {
    pub(super) company: &'a Company,
    pub(super) organization: &'a str,
    pub(super) accounts: &'a [AccountId],
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
        self.services();
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
        self.all.push(PrincipalClass {
            label,
            account: account.map(|(at, _)| at),
            role: None,
            inside: account.is_some(),
            principal,
            identity: vec![self.everything.clone()],
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
            let added = self.add(format!("{kind} {short} in {name}"), Some((at, account)), who);
            added.identity = identity;
            added.boundary = boundary;
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

    /// The principals of no account of the file: outsiders, and the management account's.
    fn outsiders(&mut self, snapshot: &Snapshot) {
        let stranger = |digits: &str| {
            let id = digits.parse::<AccountId>().ok()?;
            Some((
                id,
                Principal::role_session(&id, &role_arn(&id, SOMEBODY), "", "session"),
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
