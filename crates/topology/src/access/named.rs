//! What policies tell principals apart by: the accounts, roles, users, sessions, services and organizations that they name, one by one or by
//! patterns.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use wharf_aws::AccountId;
use wharf_policy::without_life;

use super::walk::left_after;
use crate::rule::Rule;

/// The service that is asked about where a policy lets all in.
const ANY_SERVICE: &str = "any.amazonaws.com";

/// The keys that only requests of services have, or have as they do.
const OF_SERVICES: [&str; 5] = [
    "aws:principalisawsservice",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
];

/// What policies tell principals apart by.
#[derive(Default)]
pub(super) struct Named {
    /// `role/NAME`, `user/NAME` and `root`, by account.
    principals: BTreeMap<AccountId, BTreeSet<String>>,
    /// Roles with the names of their sessions, by account.
    sessions: BTreeMap<AccountId, BTreeSet<(String, String)>>,
    /// Patterns of `aws:PrincipalArn`.
    arns: BTreeSet<String>,
    /// Accounts.
    pub(super) accounts: BTreeSet<AccountId>,
    /// Services of AWS.
    pub(super) services: BTreeSet<String>,
    /// Accounts that services act for.
    pub(super) served: BTreeSet<AccountId>,
    /// Patterns of their ids.
    pub(super) served_patterns: BTreeSet<String>,
    /// Organizations that services act for, and places in their trees.
    pub(super) served_places: BTreeSet<(String, Option<String>)>,
    /// The ARNs of what services act for, and patterns of them.
    pub(super) sources: BTreeSet<String>,
    /// Patterns of accounts' ids.
    pub(super) account_patterns: BTreeSet<String>,
    /// Ids of organizations, and patterns of them.
    pub(super) organizations: BTreeSet<String>,
    /// Patterns of places in organizations' trees.
    pub(super) paths: BTreeSet<String>,
    /// Whether it counts that a principal is of no organization at all.
    pub(super) tells_absence: bool,
    /// What cannot be decided.
    pub(super) unclear: BTreeSet<String>,
}

/// The principals of an account that policies tell from others.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NamedIn {
    /// `role/NAME`, `user/NAME` or `root`.
    pub(super) single: BTreeSet<String>,
    /// The same with `*` and `?`.
    pub(super) patterns: BTreeSet<String>,
}

impl Named {
    pub(super) fn of(documents: &[Value]) -> Named {
        let mut named = Named::default();
        let mut rest: Vec<&Value> = documents.iter().collect();
        while let Some(value) = rest.pop() {
            match value {
                Value::Array(items) => rest.extend(items),
                Value::Object(members) => {
                    if speaks_of_services(members) {
                        named.services.insert(ANY_SERVICE.to_owned());
                    }
                    for (name, member) in members {
                        match name.as_str() {
                            "Principal" | "NotPrincipal" => named.element(member),
                            "Condition" => named.conditions(member),
                            _ => rest.push(member),
                        }
                    }
                }
                _ => {}
            }
        }
        named
    }

    fn element(&mut self, element: &Value) {
        for text in element.get("AWS").into_iter().flat_map(texts) {
            self.principal(&without_life(text).0);
        }
        let services = element.get("Service").into_iter().flat_map(texts);
        self.services.extend(services.map(str::to_owned));
    }

    /// A principal as the element has it: what is no ARN of a principal covers none.
    fn principal(&mut self, text: &str) {
        if text == "*" {
            return;
        }
        if let Ok(account) = text.parse() {
            self.accounts.insert(account);
            return;
        }
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        let ["arn", _, service, "", account, resource] = parts[..] else {
            self.unclear.insert(format!("who has the unique id {text}"));
            return;
        };
        let Ok(account) = account.parse::<AccountId>() else {
            return;
        };
        self.accounts.insert(account);
        match (service, resource.split_once('/')) {
            ("iam", Some(("role" | "user", _))) => {
                let single = self.principals.entry(account).or_default();
                single.insert(resource.to_owned());
            }
            ("sts", Some(("assumed-role", session))) => {
                if let Some((role, session)) = session.split_once('/') {
                    let sessions = self.sessions.entry(account).or_default();
                    sessions.insert((role.to_owned(), session.to_owned()));
                }
            }
            ("sts", Some(("federated-user", _))) => self.federated(text),
            _ => {}
        }
    }

    fn federated(&mut self, text: &str) {
        self.unclear.insert(format!(
            "what the session of the federated user {text} is restricted to"
        ));
    }

    fn conditions(&mut self, conditions: &Value) {
        for (operator, keys) in conditions.as_object().into_iter().flatten() {
            for (key, values) in keys.as_object().into_iter().flatten() {
                self.condition(operator, &key.to_lowercase(), values);
            }
        }
    }

    fn condition(&mut self, operator: &str, key: &str, values: &Value) {
        if matches!(key, "aws:principalorgid" | "aws:principalorgpaths") {
            let is_optional = operator.contains("IfExists") || operator.starts_with("ForAllValues");
            let is_null = operator.contains("Null");
            self.tells_absence |= is_null || is_optional && !operator.contains("Not");
            if is_null {
                return;
            }
        }
        for text in texts(values) {
            let is_variable = text.contains("${");
            match key {
                "aws:principalarn" if is_variable => {
                    self.unclear.insert(format!("which principals {text} covers"));
                }
                "aws:principalarn" => self.arn(text),
                "aws:principalaccount" if !is_variable => self.account(text),
                "aws:sourceaccount" | "aws:sourcearn" | "aws:sourceorgid" | "aws:sourceorgpaths"
                    if !is_variable =>
                {
                    self.served(key, text);
                }
                // Another organization's principals are those for which the variable is something else.
                "aws:principalorgid" | "aws:principalorgpaths" if is_variable => self.tells_absence = true,
                "aws:principalorgid" => {
                    self.organizations.insert(text.to_owned());
                }
                "aws:principalorgpaths" => {
                    self.paths.insert(text.to_owned());
                    let (organization, _) = text.split_once('/').unwrap_or((text, ""));
                    self.organizations.insert(organization.to_owned());
                }
                _ => {}
            }
        }
    }

    /// A value of a key that says for whom a service acts.
    fn served(&mut self, key: &str, text: &str) {
        match (key, text.parse()) {
            ("aws:sourceaccount", Ok(account)) => {
                self.served.insert(account);
            }
            ("aws:sourceaccount", Err(_)) => {
                self.served_patterns.insert(text.to_owned());
            }
            ("aws:sourcearn", _) => {
                self.sources.insert(text.to_owned());
            }
            ("aws:sourceorgid", _) => {
                self.served_places.insert((text.to_owned(), None));
            }
            _ => {
                let (organization, _) = text.split_once('/').unwrap_or((text, ""));
                let place = (organization.to_owned(), Some(text.to_owned()));
                self.served_places.insert(place);
            }
        }
    }

    /// A value of `aws:PrincipalArn`.
    fn arn(&mut self, text: &str) {
        if text.starts_with("arn:aws:sts:") {
            self.federated(text);
        }
        for left in left_after(text, "arn:aws:iam::") {
            let (account, is_whole) = match left.split_once(':') {
                Some((account, _)) => (account, true),
                None => (left.as_str(), false),
            };
            if is_whole {
                self.account(account);
            }
            // A star may cover the colon too.
            if let Some((before, _)) = account.split_once('*') {
                self.account(&format!("{before}*"));
            }
        }
        match text.contains(['*', '?']) {
            true => {
                self.arns.insert(text.to_owned());
            }
            false => self.single(text),
        }
    }

    fn single(&mut self, arn: &str) {
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        if let ["arn", _, "iam", "", account, resource] = parts[..]
            && let Ok(account) = account.parse()
        {
            let single = self.principals.entry(account).or_default();
            single.insert(resource.to_owned());
        }
    }

    fn account(&mut self, text: &str) {
        match text.parse() {
            Ok(account) => {
                self.accounts.insert(account);
            }
            Err(_) if text != "*" && text.contains(['*', '?']) => {
                self.account_patterns.insert(text.to_owned());
            }
            Err(_) => {}
        }
    }

    /// The principals of an account that policies tell from others.
    pub(super) fn within(&self, account: &AccountId) -> NamedIn {
        let mut named = NamedIn {
            single: self.principals.get(account).cloned().unwrap_or_default(),
            patterns: BTreeSet::new(),
        };
        let beginning = format!("arn:aws:iam::{account}:");
        let arns = self
            .arns
            .iter()
            .filter(|_| Rule::PatternsTellPrincipals.holds(true));
        for left in arns.flat_map(|arn| left_after(arn, &beginning)) {
            match left.contains(['*', '?']) {
                true if left == "*" => {}
                true => {
                    named.patterns.insert(left);
                }
                false => {
                    named.single.insert(left);
                }
            }
        }
        named
    }

    /// The named sessions of the roles of an account.
    pub(super) fn sessions_in(&self, account: &AccountId) -> impl Iterator<Item = &(String, String)> {
        let sessions = self.sessions.get(account).into_iter().flatten();
        sessions.filter(|_| Rule::SessionsAreAsked.holds(true))
    }
}

/// Whether a statement lets everything in that has keys which services have.
fn speaks_of_services(statement: &Map<String, Value>) -> bool {
    let principal = statement.get("Principal");
    let all = principal.map(|principal| principal.get("AWS").unwrap_or(principal));
    let conditions = statement.get("Condition").and_then(Value::as_object);
    let mut keys = conditions
        .into_iter()
        .flat_map(Map::values)
        .filter_map(Value::as_object)
        .flat_map(Map::keys);
    statement.get("Effect") == Some(&Value::String("Allow".to_owned()))
        && all.is_some_and(|all| texts(all).any(|text| text == "*"))
        && keys.any(|key| OF_SERVICES.contains(&key.to_lowercase().as_str()))
}

/// A text, or those of a list.
fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let items = value
        .as_array()
        .map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
    items.iter().filter_map(Value::as_str)
}
