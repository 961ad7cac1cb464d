//! What administrators change at an endpoint, as its snapshot shows it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wharf_topology::Company;
use wharf_topology::access::{Policy, PrincipalPolicies, RepositoryPolicies, Snapshot};
use wharf_topology::desired::Ids;
use wharf_topology::testing::Draw;

use super::principals::everything;

/// A role that no file has.
pub(super) const ROGUE: &str = "rogue";
const PULL: [&str; 3] = [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetDownloadUrlForLayer",
];
const PUSH: [&str; 4] = [
    "ecr:InitiateLayerUpload",
    "ecr:UploadLayerPart",
    "ecr:CompleteLayerUpload",
    "ecr:PutImage",
];

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Moved,
    Rogue,
    RoleGone,
    Template,
    Deleted,
    Found,
}

pub(super) const KINDS: [Kind; 6] = [
    Kind::Moved,
    Kind::Rogue,
    Kind::RoleGone,
    Kind::Template,
    Kind::Deleted,
    Kind::Found,
];

impl Kind {
    /// Changes a snapshot so.
    pub(super) fn change(self, company: &Company, snapshot: &mut Snapshot, draw: &mut Draw) {
        let account = draw.below(snapshot.accounts.len());
        let registry = draw.below(snapshot.registries.len());
        let of = snapshot.registries[registry].account;
        match self {
            Kind::Moved => {
                let ids = Ids::assumed(company);
                let units = (0..company.units.len()).map(Some).chain([None]);
                let mut paths: Vec<String> = units.map(|unit| ids.path(company, unit)).collect();
                paths.retain(|path| *path != snapshot.accounts[account].path);
                snapshot.accounts[account].path = draw.one_of(&paths);
            }
            Kind::Rogue => {
                let arn = format!("arn:aws:iam::{}:role/{ROGUE}", snapshot.accounts[account].id);
                snapshot.accounts[account].principals.push(PrincipalPolicies {
                    arn: arn.clone(),
                    policies: vec![policy(&everything())],
                    boundary: None,
                    tags: BTreeMap::new(),
                });
                let statements = snapshot.registries[registry].policy.as_mut().unwrap();
                let statements = statements["Statement"].as_array_mut().unwrap();
                if draw.percent(50) {
                    let limit = statements.iter_mut().find(|one| one["Sid"] == "OnlyBuildersPush");
                    let limit = &mut limit.unwrap()["Condition"]["ArnNotEquals"]["aws:PrincipalArn"];
                    let mut pushing = match limit.take() {
                        Value::Array(several) => several,
                        Value::Null => Vec::new(),
                        one => vec![one],
                    };
                    pushing.push(json!(arn));
                    *limit = json!(pushing);
                }
                if account != of {
                    let actions = [&PULL[..], &PUSH[..], &["ecr:CreateRepository"]].concat();
                    statements.push(
                        json!({"Effect": "Allow", "Principal": {"AWS": arn}, "Resource": "*",
                        "Action": actions}),
                    );
                }
            }
            Kind::RoleGone => {
                let principals = &mut snapshot.accounts[account].principals;
                if !principals.is_empty() {
                    let gone = draw.below(principals.len());
                    principals.remove(gone);
                }
            }
            Kind::Template => {
                let prefix = draw.one_of(&["ROOT", "red", "blue", "green"]);
                let templates = snapshot.registries[registry].templates.as_mut().unwrap();
                templates.insert(prefix.to_owned());
                let maker = json!({"Version": "2012-10-17", "Statement":
                    {"Effect": "Allow", "Action": "ecr:CreateRepository", "Resource": "*"}});
                for role in &mut snapshot.accounts[of].principals {
                    if draw.percent(70) {
                        role.policies.push(policy(&maker));
                    }
                }
            }
            Kind::Deleted => {
                let names = &mut snapshot.registries[registry].names;
                names.retain(|_| draw.percent(60));
            }
            Kind::Found => {
                let registry = &mut snapshot.registries[registry];
                let name = draw.one_of(&["red/api", "blue/new", "green/api", "strange", "base"]);
                registry.names.insert(name.to_owned());
                if draw.percent(50) {
                    let id = &snapshot.accounts[account].id;
                    let lets = json!({"Version": "2012-10-17", "Statement":
                        {"Effect": "Allow", "Principal": {"AWS": format!("arn:aws:iam::{id}:root")}, "Action": PULL}});
                    let own = RepositoryPolicies {
                        policy: Some(lets),
                        tags: BTreeMap::new(),
                    };
                    registry.repositories.insert(name.to_owned(), own);
                }
            }
        }
    }
}

fn policy(document: &Value) -> Policy {
    Policy {
        name: "by hand".to_owned(),
        document: document.clone(),
    }
}
