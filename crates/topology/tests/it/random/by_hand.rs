//! What administrators change by hand: statements in registries' policies, and roles. Each kind is one that a proof may overlook.

use serde_json::{Value, json};
use wharf_aws::AccountId;
use wharf_topology::Company;
use wharf_topology::access::{Policy, PrincipalPolicies, Snapshot};
use wharf_topology::desired::{Desired, Ids, role_arn};
use wharf_topology::testing::Draw;

use super::principals::everything;

/// An account of others.
pub(super) const PARTNER: &str = "444455556666";
/// Their organization.
pub(super) const ELSEWHERE: &str = "o-otherorgan";
const PULL: [&str; 3] = [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetDownloadUrlForLayer",
];

/// What was changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct ByHand {
    /// Statements of the policies of registries, by their place.
    pub(super) statements: Vec<(usize, Value)>,
    /// Roles that may do everything, by account.
    pub(super) roles: Vec<(usize, String)>,
    /// Patterns of names that the statements speak of.
    pub(super) names: Vec<String>,
    /// Ends of names that they speak of.
    pub(super) ends: Vec<String>,
}

/// Assertions that may overlook what is changed.
pub(super) fn assertions(company: &Company, draw: &mut Draw) -> Vec<String> {
    let names = ["red/*", "blue/*", "base", "tools/*", "*"];
    let mut more = Vec::new();
    if draw.percent(70) {
        more.push(format!("unit empty may push {}", draw.one_of(&names)));
    }
    more.push(format!("outsiders may not pull {}", draw.one_of(&names)));
    let name = draw.one_of(&names);
    let accounts = company.accounts.iter();
    more.extend(accounts.map(|account| format!("account {} may not pull {name}", account.name)));
    more
}

/// A change of each kind in its turn.
pub(super) fn change(company: &Company, turn: usize, draw: &mut Draw) -> ByHand {
    let ids = Ids::assumed(company);
    let desired = Desired::of(company, &ids);
    let mut by_hand = ByHand::default();
    if desired.registries.is_empty() {
        return by_hand;
    }
    let accounts = desired.registries.iter().enumerate();
    let arn = |at: usize, resource: &str| {
        let registry = &desired.registries[at];
        format!(
            "arn:aws:ecr:{}:{}:{resource}",
            registry.region, ids.accounts[registry.account]
        )
    };
    let all: Vec<usize> = accounts.map(|(at, _)| at).collect();
    let mut add = |at: usize, principal: Value, resource: &str, condition: Value| {
        let mut statement =
            json!({"Effect": "Allow", "Principal": principal, "Action": PULL, "Resource": arn(at, resource)});
        if !condition.is_null() {
            statement["Condition"] = condition;
        }
        by_hand.statements.push((at, statement));
    };
    let at = draw.one_of(&all);
    let everything = "repository/*";
    match turn / 8 % 4 {
        0 => add(
            at,
            json!({"AWS": format!("arn:aws:iam::{PARTNER}:root")}),
            everything,
            Value::Null,
        ),
        1 => add(
            at,
            json!("*"),
            everything,
            json!({"StringEquals": {"aws:PrincipalAccount": PARTNER}}),
        ),
        2 => add(
            at,
            json!("*"),
            everything,
            json!({"StringEquals": {"aws:PrincipalOrgID": ELSEWHERE}}),
        ),
        _ => {}
    }
    // The last assertions are those that were added, for each account.
    let pattern = company.assertions.last().map(|last| last.pattern.to_string());
    let pattern = pattern.unwrap_or_default();
    let each = |text: &dyn Fn(&AccountId) -> String| ids.accounts.iter().map(text).collect::<Vec<String>>();
    let roots = json!({"AWS": each(&|id| format!("arn:aws:iam::{id}:root"))});
    let at = draw.one_of(&all);
    match turn % 8 {
        0 | 1 => {
            let builders = company.builders.iter().map(|one| one.name.clone());
            let consumers = company.consumers.iter().filter(|one| one.service.is_none());
            let names: Vec<String> = builders.chain(consumers.map(|one| one.name.clone())).collect();
            let name = draw.one_of(&names);
            for account in 0..company.accounts.len() {
                let mut roles = desired.roles.iter();
                if !roles.any(|role| role.account == account && role.name == name) {
                    let arn = role_arn(&ids.accounts[account], &name);
                    for at in &all {
                        add(*at, json!({"AWS": arn}), everything, Value::Null);
                    }
                    by_hand.roles.push((account, name.clone()));
                }
            }
        }
        2 => {
            let mut text = pattern;
            let last = text.pop().filter(|last| *last != '*');
            text.push_str(if last.is_some() { "?" } else { "zz?" });
            add(at, roots, &format!("repository/{text}"), Value::Null);
            by_hand.names.push(text);
        }
        3 => {
            let last = pattern.rsplit('/').next().unwrap_or_default().replace('*', "zz");
            add(at, roots, &format!("*/{last}"), Value::Null);
            by_hand.ends.push(last);
        }
        4 => add(
            at,
            roots,
            everything,
            json!({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/deploy-*"}}),
        ),
        5 => add(
            at,
            roots,
            everything,
            json!({"StringLike": {"aws:PrincipalArn": each(&|id| format!("arn:aws:iam::{id}:user/*"))}}),
        ),
        6 => {
            let sessions = each(&|id| format!("arn:aws:sts::{id}:assumed-role/deploy/alice"));
            add(at, json!({"AWS": sessions}), everything, Value::Null);
        }
        _ => {}
    }
    by_hand
}

impl ByHand {
    /// A snapshot after it.
    pub(super) fn apply(&self, snapshot: &mut Snapshot, ids: &Ids) {
        for (at, statement) in &self.statements {
            let policy = snapshot.registries[*at].policy.as_mut().unwrap();
            policy["Statement"]
                .as_array_mut()
                .unwrap()
                .push(statement.clone());
        }
        for (account, name) in &self.roles {
            snapshot.accounts[*account].principals.push(PrincipalPolicies {
                arn: role_arn(&ids.accounts[*account], name),
                policies: vec![Policy {
                    name: "all".to_owned(),
                    document: everything(),
                }],
                boundary: None,
                tags: [].into(),
            });
        }
    }
}
