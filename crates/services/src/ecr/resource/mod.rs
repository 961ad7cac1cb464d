//! Registries and repositories as resources of IAM: what on their side decides a request.
//!
//! Put together from the rooms of repositories, resource tags, policies and settings, and remembered by the [`Cell`] under
//! the registry's revision. [`change`] is the one way to change any of it.

pub(crate) mod store;

use std::collections::HashSet;
use std::sync::Arc;

use wharf_aws::AccountId;
use wharf_oci::name::RepositoryName;
use wharf_policy::{Action, CompiledPolicy, Keys, Source};
use wharf_sql::{Error, Scope, Transaction};

pub(crate) use store::STATEMENTS;

use super::account_setting::{self, RegistryPolicyScope};
use super::{pull_time_exclusion, registry_policy, repository, repository_policy, resource_tag};
use crate::Cell;
use crate::memory::{Memory, Revisions};

/// What traces call a repository's policy.
pub(crate) const REPOSITORY_POLICY: &str = "RepositoryPolicy";
/// How many repositories a node remembers in each Region.
const REMEMBERED: u64 = 20_000;

/// What a node remembers of a Region's registries.
pub(crate) struct Remembered {
    revisions: Revisions<Revision>,
    registries: Memory<Revision, RegistryResource>,
    repositories: Memory<Revision, RepositoryResource>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Revision {
    account: AccountId,
    number: i64,
}

impl Default for Remembered {
    fn default() -> Remembered {
        Remembered {
            revisions: Revisions::default(),
            registries: Memory::new(REMEMBERED),
            repositories: Memory::new(REMEMBERED),
        }
    }
}

/// A registry's side of a decision.
pub(crate) struct RegistryResource {
    policy: Option<Source>,
    scope: RegistryPolicyScope,
    /// Whether a push may take over layers of another repository; nothing when the registry's owner never said.
    pub(crate) blob_mounting: Option<bool>,
    /// Principals whose pulls leave no trace.
    pull_time_exclusions: HashSet<String>,
}

/// A repository's side of a decision. One that is not there has neither.
#[derive(Default)]
pub(crate) struct RepositoryResource {
    pub(crate) policy: Option<Source>,
    /// `aws:ResourceTag/…` and `ecr:ResourceTag/…`.
    pub(crate) tags: Arc<Keys>,
}

impl RegistryResource {
    /// The registry policy, if its scope covers the action. A token is given by identity policies alone.
    pub(crate) fn policies(&self, action: &Action) -> impl Iterator<Item = &Source> {
        let covered = self.scope.covers(&action.name);
        self.policy.iter().filter(move |_| covered)
    }

    /// Whether a principal's pulls leave no trace.
    pub(crate) fn excludes(&self, principal: &str) -> bool {
        self.pull_time_exclusions.contains(principal)
    }
}

impl Cell {
    async fn revision(&self, owner: &AccountId) -> Result<Revision, Error> {
        let read = async {
            let number = store::read(&self.database, &self.scope(owner)).await?;
            Ok(Revision {
                account: *owner,
                number,
            })
        };
        self.remembered.revisions.current(owner, read).await
    }

    /// A registry's side of a decision.
    pub(crate) async fn registry_resource(&self, owner: &AccountId) -> Result<Arc<RegistryResource>, Error> {
        let revision = self.revision(owner).await?;
        let load = async {
            let scope = self.scope(owner);
            let document = registry_policy::store::find(&self.database, &scope).await?;
            let most = pull_time_exclusion::MOST;
            let excluded = pull_time_exclusion::store::list(&self.database, &scope, "", most).await?;
            Ok(RegistryResource {
                policy: document.map(|text| source("RegistryPolicy", &text)),
                scope: account_setting::registry_policy_scope(&self.database, &scope).await?,
                blob_mounting: account_setting::blob_mounting(&self.database, &scope).await?,
                pull_time_exclusions: excluded.into_iter().collect(),
            })
        };
        self.remembered.registries.get(&revision, "", load).await
    }

    /// A repository's side of a decision.
    pub(crate) async fn repository_resource(
        &self,
        owner: &AccountId,
        name: &RepositoryName,
    ) -> Result<Arc<RepositoryResource>, Error> {
        let revision = self.revision(owner).await?;
        let load = async {
            let scope = self.scope(owner);
            let Some(repository) = repository::store::find(&self.database, &scope, name).await? else {
                return Ok(RepositoryResource::default());
            };
            let document = repository_policy::store::find(&self.database, &scope, &repository.id).await?;
            let mut tags = Keys::default();
            for (key, value) in resource_tag::list(&self.database, &scope, &repository.id).await? {
                tags.insert(&format!("aws:ResourceTag/{key}"), [value.clone()]);
                tags.insert(&format!("ecr:ResourceTag/{key}"), [value]);
            }
            Ok(RepositoryResource {
                policy: document.map(|text| source(REPOSITORY_POLICY, &text)),
                tags: Arc::new(tags),
            })
        };
        self.remembered
            .repositories
            .get(&revision, name.as_str(), load)
            .await
    }

    /// Runs a closure that changes what decides requests to a registry (repositories, tags, policies, settings) as one
    /// transaction, and has every node forget what it decided.
    pub(crate) async fn change<T, E, F>(
        &self,
        name: &'static str,
        owner: &AccountId,
        mut closure: F,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnMut(&mut Transaction<'_>, &Scope) -> Result<T, E> + Send + 'static,
    {
        let scope = self.scope(owner);
        let outcome = self
            .database
            .transaction(name, move |transaction| {
                let done = closure(transaction, &scope)?;
                store::bump(transaction, &scope)?;
                Ok(done)
            })
            .await;
        // Also after a failure: the answer may have been lost, not the change.
        self.remembered.revisions.changed(Some(owner));
        outcome
    }
}

fn source(id: &str, document: &str) -> Source {
    Source {
        id: id.into(),
        policy: Arc::new(CompiledPolicy::compile(document)),
    }
}
