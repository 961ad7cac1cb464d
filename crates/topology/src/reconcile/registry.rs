//! Registries: their repositories and their policies.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Change, Effect, Live, Reconciler, is_same_policy, text};
use crate::desired::{Registry, RepositoryState, is_marked, marked};
use crate::live::{Client, LiveError, Service, found};
use crate::quota::REGISTRY_POLICY;

const NO_POLICY: &[&str] = &["RegistryPolicyNotFoundException"];
/// How an endpoint says that it has no such operation.
pub(super) const NOT_THERE: &[&str] = &[
    "UnknownOperationException",
    "InvalidAction",
    "NotImplemented",
    "HTTP 500",
    "HTTP 501",
];
/// Policies speak of repositories; those of scope V1 would only be heard about replication.
const SCOPE: &str = "REGISTRY_POLICY_SCOPE";
/// Whether pushes may take layers over from other repositories of the registry.
const MOUNTING: &str = "BLOB_MOUNTING";

impl Reconciler<'_> {
    pub(super) async fn registry(&mut self, ids: &Live, registry: &Registry) -> Result<(), LiveError> {
        let name = format!(
            "{} in {}",
            self.account_name(ids, registry.account),
            registry.region
        );
        let Some(client) = self.enter(ids, registry.account).await? else {
            self.differs(Change::new(Effect::Create, format!("registry policy of {name}")));
            for repository in &registry.repositories {
                let what = format!("repository {} of {name}", repository.name);
                self.differs(Change::new(Effect::Create, what.as_str()));
                if repository.policy.is_some() {
                    self.differs(Change::new(Effect::Create, format!("policy of {what}")));
                }
                self.next();
            }
            return Ok(());
        };
        let client = client.within(registry.region.as_str());
        // Before the repositories: from their first moment only those get in, and do what they may, whom the policy lets.
        let parts = match self.scope(&client, &name, registry.mounts).await? {
            true => Some(self.begin_policy(&client, &name, registry).await?),
            false => None,
        };
        let known = known(&client).await?;
        for repository in &registry.repositories {
            let live = known.get(&repository.name);
            self.repository(&client, &name, repository, live).await?;
            let place = (repository.name.as_str(), live.is_some());
            self.lifecycle(&client, &name, place, repository.lifecycle.as_ref())
                .await?;
            self.next();
        }
        self.templates(&client, &name, &registry.templates).await?;
        for extra in known
            .keys()
            .filter(|known| registry.repositories.iter().all(|one| one.name != **known))
            .filter(|known| {
                !self
                    .company
                    .templates
                    .iter()
                    .any(|one| one.pattern().covers(known))
            })
            .cloned()
            .collect::<Vec<_>>()
        {
            let change = Change::new(Effect::Keep, format!("repository {extra} of {name}"));
            self.differs(change.detail("the file does not have it; its images are left alone"));
        }
        let Some(parts) = parts else {
            for repository in &registry.repositories {
                let wanted = registry.policy_of(&repository.name);
                self.repository_policy(&client, &name, &repository.name, Some(&wanted))
                    .await?;
            }
            return Ok(());
        };
        self.parts(&client, &name, registry, (&parts, &known)).await
    }

    /// A repository's own policy. What is not wanted goes if it was a part of the registry's policy.
    async fn repository_policy(
        &mut self,
        client: &Client,
        name: &str,
        repository: &str,
        wanted: Option<&Value>,
    ) -> Result<(), LiveError> {
        let of = json!({"repositoryName": repository});
        let asked = client.call(Service::Ecr, "GetRepositoryPolicy", of.clone()).await;
        let missing = &["RepositoryPolicyNotFoundException", "RepositoryNotFoundException"];
        let live = found(asked, missing)?.map(|answer| text(&answer, "policyText"));
        let what = format!("policy of repository {repository} of {name}");
        let Some(wanted) = wanted else {
            let is_part = live.is_some_and(|live| is_marked(&live));
            if is_part && self.differs(Change::new(Effect::Delete, what)) {
                client.call(Service::Ecr, "DeleteRepositoryPolicy", of).await?;
            }
            return Ok(());
        };
        let effect = match &live {
            None => Effect::Create,
            Some(live) if is_same_policy(live, wanted) => Effect::Same,
            Some(_) => Effect::Update,
        };
        if self.differs(Change::new(effect, what)) {
            let input = json!({"repositoryName": repository, "policyText": wanted.to_string()});
            client.call(Service::Ecr, "SetRepositoryPolicy", input).await?;
        }
        Ok(())
    }

    async fn repository(
        &mut self,
        client: &Client,
        registry: &str,
        wanted: &RepositoryState,
        live: Option<&Value>,
    ) -> Result<(), LiveError> {
        let what = format!("repository {} of {registry}", wanted.name);
        let mutability = wanted.mutability();
        match live {
            None => {
                if self.differs(Change::new(Effect::Create, what)) {
                    let input = json!({"repositoryName": wanted.name, "imageTagMutability": mutability,
                        "tags": self.tags()});
                    client.call(Service::Ecr, "CreateRepository", input).await?;
                }
            }
            Some(live) if text(live, "imageTagMutability") == mutability => {
                self.differs(Change::new(Effect::Same, what));
            }
            Some(_) => {
                let change = Change::new(Effect::Update, what).detail(format!("tags become {mutability}"));
                if self.differs(change) {
                    let input = json!({"repositoryName": wanted.name, "imageTagMutability": mutability});
                    client.call(Service::Ecr, "PutImageTagMutability", input).await?;
                }
            }
        }
        Ok(())
    }

    /// Has the registry's policy speak of repositories; `false` where an endpoint cannot.
    async fn scope(&mut self, client: &Client, registry: &str, mounts: bool) -> Result<bool, LiveError> {
        let input = json!({"name": SCOPE});
        let asked = match client.call(Service::Ecr, "GetAccountSetting", input).await {
            // Emulators do not have it; AWS and Wharf do.
            Err(error) if !client.is_aws() && error.is(NOT_THERE) => {
                let change = Change::new(Effect::Keep, format!("registry policy scope of {registry}"));
                self.differs(change.detail(
                    "this endpoint has no account settings: each repository gets a policy of its own, and a new one needs \
                     another apply",
                ));
                return Ok(false);
            }
            other => other?,
        };
        if asked["value"] != "V2" {
            let change = Change::new(Effect::Update, format!("registry policy scope of {registry}"));
            if self.differs(change.detail("V2: it speaks of repositories too")) {
                let input = json!({"name": SCOPE, "value": "V2"});
                client.call(Service::Ecr, "PutAccountSetting", input).await?;
            }
        }
        if mounts {
            let input = json!({"name": MOUNTING});
            let asked = client.call(Service::Ecr, "GetAccountSetting", input).await?;
            let change = Change::new(Effect::Update, format!("blob mounting of {registry}"));
            if asked["value"] != "ENABLED"
                && self.differs(change.detail("promotions within it take layers over"))
            {
                let input = json!({"name": MOUNTING, "value": "ENABLED"});
                client.call(Service::Ecr, "PutAccountSetting", input).await?;
            }
        }
        Ok(true)
    }

    /// Compares the registry's policy, and sets it, or so much of it that no access is lost before its parts are in their places.
    async fn begin_policy(
        &mut self,
        client: &Client,
        name: &str,
        registry: &Registry,
    ) -> Result<Parts, LiveError> {
        let wanted = &registry.policy;
        let asked = client.call(Service::Ecr, "GetRegistryPolicy", json!({})).await;
        let live = found(asked, NO_POLICY)?.map(|answer| text(&answer, "policyText"));
        let effect = match &live {
            None => Effect::Create,
            Some(live) if is_same_policy(live, wanted) => Effect::Same,
            Some(_) => Effect::Update,
        };
        let parts = Parts {
            are_there: live.as_deref().is_some_and(is_marked),
            are_wanted: is_marked(&wanted.to_string()),
            end: false,
        };
        if !self.differs(Change::new(effect, format!("registry policy of {name}"))) {
            return Ok(parts);
        }
        let live = live.and_then(|live| serde_json::from_str::<Value>(&live).ok());
        let is_short = |policy: &Value| policy.to_string().len() <= REGISTRY_POLICY.max;
        let first = match live {
            Some(_) if parts.are_there && parts.are_wanted => None,
            // Everything is said before its parts go; that it has parts, until the last has gone.
            Some(_) if parts.are_there => Some(marked(wanted)),
            // What was said before goes last. Who looks at it until then sees that there are parts.
            Some(live) if parts.are_wanted => Some(marked(&live)).filter(is_short),
            _ => Some(wanted.clone()),
        };
        if let Some(first) = &first {
            put(client, first).await?;
        }
        Ok(Parts {
            end: first.as_ref() != Some(wanted),
            ..parts
        })
    }

    /// What of the registry's policy stands in those of its repositories, and what is left to be said in its own. Every repository is
    /// looked at: another tool may have set the registry's policy, and left the parts of the one before it.
    async fn parts(
        &mut self,
        client: &Client,
        name: &str,
        registry: &Registry,
        (parts, known): (&Parts, &BTreeMap<String, Value>),
    ) -> Result<(), LiveError> {
        let wanted = |name: &str| registry.repositories.iter().find(|one| one.name == name);
        for repository in &registry.repositories {
            let is_there = known.contains_key(&repository.name);
            if is_there || repository.policy.is_some() {
                self.repository_policy(client, name, &repository.name, repository.policy.as_ref())
                    .await?;
            }
        }
        for other in known.keys().filter(|known| wanted(known).is_none()) {
            self.repository_policy(client, name, other, None).await?;
        }
        match parts.end {
            true => put(client, &registry.policy).await,
            false => Ok(()),
        }
    }

    /// Takes the parts of a registry's policy away, if it has any.
    pub(super) async fn drop_parts(&mut self, client: &Client, name: &str) -> Result<(), LiveError> {
        for repository in known(client).await?.keys() {
            self.repository_policy(client, name, repository, None).await?;
        }
        Ok(())
    }
}

/// Whether a registry's policy has parts in those of its repositories.
struct Parts {
    are_there: bool,
    are_wanted: bool,
    /// Whether the policy itself is to be set once they are in their places.
    end: bool,
}

/// The repositories of a registry, by their names.
async fn known(client: &Client) -> Result<BTreeMap<String, Value>, LiveError> {
    let input = json!({"maxResults": 1000});
    let all = client
        .list(Service::Ecr, "DescribeRepositories", input, "repositories")
        .await?;
    Ok(all
        .into_iter()
        .map(|one| (text(&one, "repositoryName"), one))
        .collect())
}

async fn put(client: &Client, policy: &Value) -> Result<(), LiveError> {
    let input = json!({"policyText": policy.to_string()});
    client.call(Service::Ecr, "PutRegistryPolicy", input).await?;
    Ok(())
}
