//! Registries: their repositories and their policies.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Change, Effect, Live, Reconciler, is_same_policy, text};
use crate::desired::{Registry, RepositoryState};
use crate::live::{Client, LiveError, Service, found};

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
            for repository in &registry.repositories {
                self.differs(Change::new(
                    Effect::Create,
                    format!("repository {} of {name}", repository.name),
                ));
                self.next();
            }
            self.differs(Change::new(Effect::Create, format!("registry policy of {name}")));
            return Ok(());
        };
        let client = client.within(registry.region.as_str());
        let known = client
            .list(
                Service::Ecr,
                "DescribeRepositories",
                json!({"maxResults": 1000}),
                "repositories",
            )
            .await?;
        let known: BTreeMap<String, Value> = known
            .into_iter()
            .map(|one| (text(&one, "repositoryName"), one))
            .collect();
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
        if self.scope(&client, &name, registry.mounts).await? {
            return self.policy(&client, &name, registry).await;
        }
        for repository in &registry.repositories {
            self.repository_policy(&client, &name, registry, &repository.name)
                .await?;
        }
        Ok(())
    }

    /// What the registry's policy says, on one repository: for an endpoint that hears it there only.
    async fn repository_policy(
        &mut self,
        client: &Client,
        name: &str,
        registry: &Registry,
        repository: &str,
    ) -> Result<(), LiveError> {
        let wanted = registry.policy_of(repository);
        let asked = client
            .call(
                Service::Ecr,
                "GetRepositoryPolicy",
                json!({"repositoryName": repository}),
            )
            .await;
        let live =
            found(asked, &["RepositoryPolicyNotFoundException"])?.map(|answer| text(&answer, "policyText"));
        let effect = match &live {
            None => Effect::Create,
            Some(live) if is_same_policy(live, &wanted) => Effect::Same,
            Some(_) => Effect::Update,
        };
        if self.differs(Change::new(
            effect,
            format!("policy of repository {repository} of {name}"),
        )) {
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

    async fn policy(&mut self, client: &Client, name: &str, registry: &Registry) -> Result<(), LiveError> {
        let asked = client.call(Service::Ecr, "GetRegistryPolicy", json!({})).await;
        let live = found(asked, NO_POLICY)?.map(|answer| text(&answer, "policyText"));
        let effect = match &live {
            None => Effect::Create,
            Some(live) if is_same_policy(live, &registry.policy) => Effect::Same,
            Some(_) => Effect::Update,
        };
        if self.differs(Change::new(effect, format!("registry policy of {name}"))) {
            let input = json!({"policyText": registry.policy.to_string()});
            client.call(Service::Ecr, "PutRegistryPolicy", input).await?;
        }
        Ok(())
    }
}
