//! Who can do what, decided by the evaluator that guards requests.
//!
//! A [`AccessModel`] holds every policy that decides access to a company's registries. Principals fall into finitely many
//! classes: the roles that are known with their policies, and for each account *any other principal*, whose own policies are
//! assumed to allow everything, because the account's administrators can write them. What policies name, or tell apart by patterns, is a class
//! of its own whether or not it is there: administrators can make it (`named`, `made_up`); so are the accounts of others, and those to come
//! (`strangers`). Repository names fall into classes by the patterns that policies and places can tell apart ([`names`]), and each name is
//! asked about in the registries where it can be.

mod check;
mod compiler;
mod documents;
mod made;
mod made_up;
mod matrix;
mod model;
mod named;
pub mod names;
mod names_nothing;
mod placed;
mod places;
mod present;
mod principals;
mod served;
mod snapshot;
mod strangers;
mod undecided;
mod walk;

pub use check::{Counterexample, Proof, Question, Verdict, check};
pub use matrix::{Cell, Group, Survey, matrix, summary};
pub use model::{AccessModel, RegistryLocation};
pub use principals::PrincipalClass;
pub(crate) use snapshot::guardrail_name;
pub use snapshot::{
    AccountPolicies, Policy, PrincipalPolicies, RegistryPolicies, RepositoryPolicies, Snapshot,
};

use wharf_policy::{Explanation, Outcome, PrincipalKind};

use crate::Action;

/// What gives access to registries as such. Services that pull as themselves have no use for it.
const TOKEN: &str = "ecr:GetAuthorizationToken";

/// What changes policies and settings of a registry as a whole: it has no repository, and is asked of the caller's own registry.
const OF_REGISTRIES: [&str; 3] = [
    "ecr:PutRegistryPolicy",
    "ecr:DeleteRegistryPolicy",
    "ecr:PutAccountSetting",
];
const DELETE: [&str; 2] = ["ecr:BatchDeleteImage", "ecr:DeleteRepository"];
const ADMINISTER: [&str; 6] = [
    "ecr:SetRepositoryPolicy",
    "ecr:DeleteRepositoryPolicy",
    "ecr:PutRegistryPolicy",
    "ecr:DeleteRegistryPolicy",
    "ecr:PutImageTagMutability",
    "ecr:PutAccountSetting",
];
/// A rule by which images expire deletes them.
const EXPIRE: &str = "ecr:PutLifecyclePolicy";
/// Settings and tags of a repository that clients seldom change.
const SETTINGS: [&str; 4] = [
    "ecr:DeleteLifecyclePolicy",
    "ecr:PutImageScanningConfiguration",
    "ecr:TagResource",
    "ecr:UntagResource",
];

/// What an action needs. Of a pull and a push everything; of deleting and administering any is enough to do harm.
struct Needs {
    actions: Vec<&'static str>,
    all: bool,
}

impl Needs {
    fn all(actions: &[&'static str]) -> Needs {
        Needs {
            actions: actions.to_vec(),
            all: true,
        }
    }

    /// Any of them, as far as one asks for them at a registry.
    fn any(who: &PrincipalClass, place: &RegistryLocation, actions: &[&'static str]) -> Needs {
        let is_own = who.account == Some(place.account);
        let mut actions = actions.to_vec();
        actions.retain(|action| is_own || !OF_REGISTRIES.contains(action));
        Needs { actions, all: false }
    }
}

/// All that a client asks for; of a service also what its row says, and no token where it pulls as itself.
fn needs(who: &PrincipalClass, action: Action, place: &RegistryLocation) -> Needs {
    let mut needs = match action {
        Action::Pull => Needs::all(&[TOKEN, "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]),
        Action::Push => Needs::all(&[
            TOKEN,
            "ecr:BatchCheckLayerAvailability",
            "ecr:InitiateLayerUpload",
            "ecr:UploadLayerPart",
            "ecr:CompleteLayerUpload",
            "ecr:PutImage",
        ]),
        Action::Delete => Needs::any(who, place, &DELETE),
        Action::Administer => Needs::any(who, place, &ADMINISTER),
    };
    let rows = who.needs.iter().filter(|_| action == Action::Pull);
    for operation in rows {
        if !needs.actions.contains(operation) {
            needs.actions.push(operation);
        }
    }
    let is_service = who.principal.kind == PrincipalKind::Service;
    needs
        .actions
        .retain(|operation| !(is_service && *operation == TOKEN));
    needs
}

/// What is enough to do it without a client. A token opens the distribution protocol only, and a client looks for layers before it uploads
/// them; one who signs requests of its own leaves both out, and puts another image of layers that are there, or another tag of an image, with
/// one request.
fn least_needs(who: &PrincipalClass, action: Action, place: &RegistryLocation) -> Needs {
    match action {
        Action::Pull => Needs::all(&["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]),
        Action::Push => Needs::all(&["ecr:PutImage"]),
        Action::Delete => Needs::any(who, place, &[&DELETE[..], &[EXPIRE]].concat()),
        Action::Administer => Needs::any(who, place, &[&ADMINISTER[..], &[EXPIRE], &SETTINGS].concat()),
    }
}

/// The answer to one question, with what decided it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Whether it can be done.
    pub can: bool,
    /// The operation that decided: the one that is refused, or the one that suffices.
    pub operation: &'static str,
    /// How it was decided.
    pub explanation: Explanation,
}

impl AccessModel {
    /// Whether a principal can do something with a repository of a registry.
    pub fn can(
        &self,
        who: &PrincipalClass,
        action: Action,
        registry: &RegistryLocation,
        repository: &str,
    ) -> Answer {
        let explain = |operation: &str| self.explain(who, operation, registry, repository);
        answer(action, needs(who, action, registry), explain)
    }

    /// Whether a principal can do it in any way, also by requests of its own that no client sends: what one may not do must be refused even
    /// then.
    pub(crate) fn could(
        &self,
        who: &PrincipalClass,
        action: Action,
        registry: &RegistryLocation,
        repository: &str,
    ) -> Answer {
        let explain = |operation: &str| self.explain_alone(who, operation, registry, repository);
        answer(action, least_needs(who, action, registry), explain)
    }
}

fn answer(action: Action, needs: Needs, explain: impl Fn(&str) -> Explanation) -> Answer {
    let Needs { actions, all } = needs;
    let mut last = None;
    for operation in actions {
        let explanation = explain(operation);
        let can = explanation.decision == Outcome::Allowed;
        let answer = Answer {
            can,
            operation,
            explanation,
        };
        if can != all {
            return answer;
        }
        last = Some(answer);
    }
    // Every action needs something.
    last.unwrap_or_else(|| unreachable!("{action} needs nothing"))
}
