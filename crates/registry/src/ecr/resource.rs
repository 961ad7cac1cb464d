//! Registries and repositories as resources of IAM: what on their side decides a request.
//!
//! Put together from the rooms of repositories, resource tags, policies and settings, and remembered under the registry's
//! revision.

use std::collections::HashSet;
use std::sync::Arc;

use wharf_aws::AccountId;
use wharf_kernel::Cell;
use wharf_kernel::Extension;
use wharf_kernel::memory::Memory;
use wharf_oci::name::RepositoryName;
use wharf_policy::{Action, CompiledPolicy, Keys, Source};
use wharf_sql::{Error, Transaction};

use super::account_setting::{self, RegistryPolicyScope};
use super::revision::{self, Revision};
use super::{pull_time_exclusion, registry_policy, repository, repository_policy, resource_tag};

/// What traces call a repository's policy.
pub const REPOSITORY_POLICY: &str = "RepositoryPolicy";
/// How many repositories a node remembers in each Region.
const REMEMBERED: u64 = 20_000;

/// What a node remembers of a Region's registries.
struct Remembered {
    registries: Memory<Revision, RegistryResource>,
    repositories: Memory<Revision, RepositoryResource>,
}

impl Extension for Remembered {}

impl Default for Remembered {
    fn default() -> Remembered {
        Remembered {
            registries: Memory::new(REMEMBERED),
            repositories: Memory::new(REMEMBERED),
        }
    }
}

/// A registry's side of a decision.
pub struct RegistryResource {
    policy: Option<Source>,
    scope: RegistryPolicyScope,
    /// Whether a push may take over layers of another repository; nothing when the registry's owner never said.
    pub blob_mounting: Option<bool>,
    /// Principals whose pulls leave no trace.
    pull_time_exclusions: HashSet<String>,
}

/// A repository's side of a decision. One that is not there has neither.
#[derive(Default)]
pub struct RepositoryResource {
    /// The repository's policy.
    pub policy: Option<Source>,
    /// `aws:ResourceTag/…` and `ecr:ResourceTag/…`.
    pub tags: Arc<Keys>,
}

impl RegistryResource {
    /// The registry policy, if its scope covers the action. A token is given by identity policies alone.
    pub fn policies(&self, action: &Action) -> impl Iterator<Item = &Source> {
        let covered = self.scope.covers(&action.name);
        self.policy.iter().filter(move |_| covered)
    }

    /// Whether a principal's pulls leave no trace.
    pub fn excludes(&self, principal: &str) -> bool {
        self.pull_time_exclusions.contains(principal)
    }
}

/// A registry's side of a decision.
pub async fn registry(cell: &Cell, owner: &AccountId) -> Result<Arc<RegistryResource>, Error> {
    let revision = revision::current(cell, owner).await?;
    let load = || async {
        let scope = cell.scope(owner);
        let read = move |view: &mut Transaction<'_>| {
            let document = registry_policy::store::find_in(view, &scope)?;
            let excluded = pull_time_exclusion::store::list_in(view, &scope, pull_time_exclusion::MOST)?;
            Ok(RegistryResource {
                policy: document.map(|text| source("RegistryPolicy", &text)),
                scope: account_setting::registry_policy_scope(view, &scope)?,
                blob_mounting: account_setting::blob_mounting(view, &scope)?,
                pull_time_exclusions: excluded.into_iter().collect(),
            })
        };
        cell.database.snapshot("ecr.registry.resource", read).await
    };
    let remembered = cell.extensions.get::<Remembered>();
    let again = || revision::again(cell, owner);
    remembered.registries.get(&revision, "", load, again).await
}

/// A repository's side of a decision.
pub async fn repository(
    cell: &Cell,
    owner: &AccountId,
    name: &RepositoryName,
) -> Result<Arc<RepositoryResource>, Error> {
    let revision = revision::current(cell, owner).await?;
    let load = || async {
        let (scope, name) = (cell.scope(owner), name.clone());
        let read = move |view: &mut Transaction<'_>| {
            let Some(repository) = repository::store::find_in(view, &scope, &name)? else {
                return Ok(RepositoryResource::default());
            };
            let document = repository_policy::store::find_in(view, &scope, &repository.id)?;
            let mut tags = Keys::default();
            for (key, value) in resource_tag::list_in(view, &scope, &repository.id)? {
                tags.add(&format!("aws:ResourceTag/{key}"), [value.clone()]);
                tags.add(&format!("ecr:ResourceTag/{key}"), [value]);
            }
            Ok(RepositoryResource {
                policy: document.map(|text| source(REPOSITORY_POLICY, &text)),
                tags: Arc::new(tags),
            })
        };
        cell.database.snapshot("ecr.repository.resource", read).await
    };
    let remembered = cell.extensions.get::<Remembered>();
    let again = || revision::again(cell, owner);
    remembered
        .repositories
        .get(&revision, name.as_str(), load, again)
        .await
}

fn source(id: &str, document: &str) -> Source {
    Source {
        id: id.into(),
        policy: Arc::new(CompiledPolicy::compile(document)),
    }
}
