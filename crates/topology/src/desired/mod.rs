//! What must be there, for a company to be as its file says: registries with their repositories and policies, roles, and
//! what the organization forbids.
//!
//! Least privilege: a statement is there because the file asks for it. Registry policies speak of all repositories that
//! are, or will be, under a pattern, and of all accounts that are, or will be, in a unit.

mod control_policies;
mod grant;
mod registry;
mod retention;
mod role;
mod split;

use serde_json::{Value, json};
use wharf_aws::{AccountId, Region};

use crate::company::{Company, Consumer};
use crate::pattern::Pattern;
use crate::quota::REGISTRY_POLICY;
use crate::service;

pub use control_policies::{ControlPolicy, Kind};
#[cfg(test)]
pub(crate) use retention::DESCRIPTIONS;
pub(crate) use retention::is_retention;
pub use split::PART;
pub(crate) use split::{is_marked, marked};

/// The role by which an organization's management account enters another: who may change everything there.
pub const ADMINISTRATOR_ROLE: &str = "OrganizationAccountAccessRole";

/// The service that takes the roles of machines.
const EC2: &str = "ec2.amazonaws.com";

/// What gets an image, and what refers to it: signatures, bills of materials.
pub(crate) const PULL: [&str; 4] = [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetDownloadUrlForLayer",
    "ecr:ListImageReferrers",
];
/// What puts an image.
pub(crate) const PUSH: [&str; 4] = [
    "ecr:CompleteLayerUpload",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
];
/// What a push needs: it looks for layers, and at what a tag means now.
fn push_actions() -> Vec<&'static str> {
    [&PUSH[..], &PULL[..]].concat()
}

/// What a consumer does to pull.
fn pulls(consumer: &Consumer) -> Vec<&'static str> {
    [&PULL[..], &service::more(consumer)].concat()
}

/// What takes an image away.
pub(crate) const DELETE: [&str; 2] = ["ecr:BatchDeleteImage", "ecr:DeleteRepository"];

/// What the live organization calls its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ids {
    /// `o-…`.
    pub organization: String,
    /// `r-…`.
    pub root: String,
    /// Of each unit, `ou-…`.
    pub units: Vec<String>,
    /// Of each account.
    pub accounts: Vec<AccountId>,
}

impl Ids {
    /// Ids for a company that is not there yet, as far as its file does not say them: enough to decide who may what.
    pub fn assumed(company: &Company) -> Ids {
        let given = company.accounts.iter().filter_map(|account| account.id);
        // Those of others stand in documents too, where they are no account of the file.
        let given: Vec<AccountId> = given.chain(company.approved.iter().copied()).collect();
        let mut free = (1u64..).map(|number| format!("{:012}", 900_000_000_000 + number));
        let mut fresh = || {
            let mut ids = free.by_ref().filter_map(|text| text.parse::<AccountId>().ok());
            ids.find(|id| !given.contains(id))
        };
        let accounts = company
            .accounts
            .iter()
            .filter_map(|account| account.id.or_else(&mut fresh));
        Ids {
            organization: "o-assumed000".to_owned(),
            root: "r-assu".to_owned(),
            accounts: accounts.collect(),
            units: (0..company.units.len())
                .map(|unit| format!("ou-assu-{unit:08}"))
                .collect(),
        }
    }

    /// The path of a place in the tree, as `aws:PrincipalOrgPaths` has it: with a slash at its end.
    pub fn path(&self, company: &Company, unit: Option<usize>) -> String {
        let mut line = Vec::new();
        let mut at = unit;
        while let Some(unit) = at {
            line.push(self.units[unit].as_str());
            at = company.units[unit].parent;
        }
        line.extend([self.root.as_str(), self.organization.as_str()]);
        line.reverse();
        line.join("/") + "/"
    }
}

/// Everything that must be there besides the tree and its accounts.
#[derive(Clone, Debug)]
pub struct Desired {
    /// Identity providers.
    pub providers: Vec<Provider>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Registries.
    pub registries: Vec<Registry>,
    /// What the organization forbids.
    pub control_policies: Vec<ControlPolicy>,
}

/// An identity provider of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// The account that owns it.
    pub account: usize,
    /// Its URL, with `https://`.
    pub url: String,
    /// Whom its tokens may be for.
    pub audiences: Vec<String>,
}

/// A role.
#[derive(Clone, Debug)]
pub struct Role {
    /// The account that owns it.
    pub account: usize,
    /// Its name.
    pub name: String,
    /// Who may take it.
    pub trust: Value,
    /// What it may do: one inline policy.
    pub policy: Value,
}

impl Role {
    /// Whether machines of EC2 take it, for which it needs an instance profile.
    pub fn is_of_instances(&self) -> bool {
        let mut statements = self.trust["Statement"].as_array().into_iter().flatten();
        statements.any(|statement| match &statement["Principal"]["Service"] {
            Value::Array(services) => services.contains(&json!(EC2)),
            service => *service == EC2,
        })
    }
}

/// A registry.
#[derive(Clone, Debug)]
pub struct Registry {
    /// The account that owns it.
    pub account: usize,
    /// Where.
    pub region: Region,
    /// Its policy, of scope V2.
    pub policy: Value,
    /// What one document does not hold: it stands in the policies of the repositories that it is about.
    pub elsewhere: Option<Value>,
    /// What is in it.
    pub repositories: Vec<RepositoryState>,
    /// How pushes make what is not in it yet.
    pub templates: Vec<TemplateState>,
    /// Whether images are promoted within it, and may take layers over rather than upload them.
    pub mounts: bool,
}

/// A repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepositoryState {
    /// Its name.
    pub name: String,
    /// Whether its tags stay what they are.
    pub immutable: bool,
    /// Its lifecycle policy, if the file asks for one.
    pub lifecycle: Option<Value>,
    /// Its own policy, if it holds a part of what its registry's says.
    pub policy: Option<Value>,
}

/// A creation template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateState {
    /// Its prefix.
    pub prefix: String,
    /// Whether the tags of what it makes stay what they are.
    pub immutable: bool,
    /// The lifecycle policy of what it makes.
    pub lifecycle: Option<Value>,
}

impl TemplateState {
    /// What the templates are for.
    pub const APPLIED_FOR: [&'static str; 1] = ["CREATE_ON_PUSH"];

    /// As the API says it.
    pub fn mutability(&self) -> &'static str {
        mutability(self.immutable)
    }
}

impl RepositoryState {
    /// As the API says it.
    pub fn mutability(&self) -> &'static str {
        mutability(self.immutable)
    }
}

fn mutability(immutable: bool) -> &'static str {
    if immutable { "IMMUTABLE" } else { "MUTABLE" }
}

impl Registry {
    /// What the registry's policy says of one repository, as that repository's own policy.
    pub fn policy_of(&self, repository: &str) -> Value {
        let covers = |resource: &Value| {
            let resources = resource
                .as_array()
                .cloned()
                .unwrap_or_else(|| vec![resource.clone()]);
            resources.iter().any(|arn| {
                let pattern = arn.as_str().and_then(|arn| arn.split_once(":repository/"));
                pattern.is_some_and(|(_, pattern)| Pattern(pattern.to_owned()).covers(repository))
            })
        };
        let policies = std::iter::once(&self.policy).chain(&self.elsewhere);
        let statements = policies.flat_map(|policy| policy["Statement"].as_array().into_iter().flatten());
        let statements = statements.filter(|statement| covers(&statement["Resource"]));
        document(statements.map(split::without_resource).collect())
    }
}

impl Desired {
    /// What a company's file asks for, by the ids of its parts.
    pub fn of(company: &Company, ids: &Ids) -> Desired {
        Desired::with_policies_of(company, ids, REGISTRY_POLICY.max)
    }

    /// The same, where a registry's policy has at most so many characters.
    pub fn with_policies_of(company: &Company, ids: &Ids, characters: usize) -> Desired {
        Desired::written(company, ids, Some(characters))
    }

    /// The same access in more words: with a statement for each consumer and builder, and all of a registry's in one document, however
    /// long. Tests compare with it.
    pub fn in_more_words(company: &Company, ids: &Ids) -> Desired {
        Desired::written(company, ids, None)
    }

    fn written(company: &Company, ids: &Ids, characters: Option<usize>) -> Desired {
        Desired {
            providers: role::providers(company),
            roles: role::roles(company, ids),
            registries: registry::registries(company, ids, characters),
            control_policies: control_policies::of(company, ids),
        }
    }
}

/// The patterns under which a builder's pushes make repositories.
pub(crate) fn created(company: &Company, pushed: &[Pattern]) -> Vec<Pattern> {
    let mut created: Vec<Pattern> = Vec::new();
    for template in &company.templates {
        created.extend(pushed.iter().filter_map(|pattern| template.within(pattern)));
    }
    created.sort();
    created.dedup();
    created
}

/// A policy of these statements.
fn document(statements: Vec<Value>) -> Value {
    json!({"Version": "2012-10-17", "Statement": statements})
}

/// The ARN of a role.
pub fn role_arn(account: &AccountId, name: &str) -> String {
    format!("arn:aws:iam::{account}:role/{name}")
}
