//! Takes back what was made: registry policies, empty repositories, roles, identity providers, guardrails. Accounts, units
//! and images stay: they could not be brought back.

use serde_json::{Value, json};

use super::control_policy::policy_name;
use super::identity::POLICY;
use super::{Change, Effect, Listener, Live, Mode, Outcome, Reconciler, TAG, text, things};
use crate::company::Company;
use crate::desired::{ControlPolicy, Desired, Provider, Registry, Role};
use crate::live::{Client, LiveError, Service, found};

/// Takes back what a company's file made.
pub async fn destroy(
    company: &Company,
    client: &Client,
    mode: Mode,
    report: &mut (dyn Listener + Send),
) -> Result<Outcome, LiveError> {
    // Looking is not shown as a change, and makes nothing.
    let mut quiet = |_: &Change| {};
    let ids = Reconciler::new(company, client, Mode::Plan, &mut quiet)
        .await?
        .tree()
        .await?;
    let mut run = Reconciler::new(company, client, mode, report).await?;
    let desired = Desired::of(company, &ids.assumed);
    run.looked.1 = things(&desired);
    for registry in &desired.registries {
        run.drop_registry(&ids, registry).await?;
    }
    for role in &desired.roles {
        run.drop_role(&ids, role).await?;
        run.next();
    }
    for provider in &desired.providers {
        run.drop_provider(&ids, provider).await?;
        run.next();
    }
    // Last: they guard what is still there.
    for policy in &desired.control_policies {
        run.drop_control_policy(&ids, policy).await?;
        run.next();
    }
    for at in (0..company.accounts.len()).filter(|at| ids.accounts[*at]) {
        let change = Change::new(Effect::Keep, format!("account {}", run.account_name(&ids, at)));
        run.differs(change.detail("accounts are closed by hand"));
    }
    Ok(Outcome {
        changes: run.changes,
        ids: ids.assumed,
    })
}

impl Reconciler<'_> {
    async fn drop_control_policy(&mut self, ids: &Live, policy: &ControlPolicy) -> Result<(), LiveError> {
        if !ids.organization {
            return Ok(());
        }
        let name = policy_name(policy.name);
        let input = json!({"Filter": policy.kind.as_str()});
        let all = self
            .client
            .list(Service::Organizations, "ListPolicies", input, "Policies")
            .await?;
        let Some(id) = all
            .iter()
            .find(|policy| text(policy, "Name") == name)
            .map(|policy| text(policy, "Id"))
        else {
            return Ok(());
        };
        if self.differs(Change::new(
            Effect::Delete,
            format!("{} {name}", policy.kind.as_str()),
        )) {
            let input = json!({"PolicyId": id});
            let targets = self
                .client
                .list(Service::Organizations, "ListTargetsForPolicy", input, "Targets")
                .await?;
            for target in targets {
                let input = json!({"PolicyId": id, "TargetId": target["TargetId"]});
                self.client
                    .call(Service::Organizations, "DetachPolicy", input)
                    .await?;
            }
            self.client
                .call(Service::Organizations, "DeletePolicy", json!({"PolicyId": id}))
                .await?;
        }
        Ok(())
    }

    async fn drop_registry(&mut self, ids: &Live, registry: &Registry) -> Result<(), LiveError> {
        let Some(client) = self.enter(ids, registry.account).await? else {
            return Ok(());
        };
        let client = client.within(registry.region.as_str());
        let name = format!(
            "{} in {}",
            self.account_name(ids, registry.account),
            registry.region
        );
        let asked = client.call(Service::Ecr, "GetRegistryPolicy", json!({})).await;
        let policy = found(asked, &["RegistryPolicyNotFoundException"])?;
        self.drop_parts(&client, &name).await?;
        if policy.is_some() && self.differs(Change::new(Effect::Delete, format!("registry policy of {name}")))
        {
            client
                .call(Service::Ecr, "DeleteRegistryPolicy", json!({}))
                .await?;
        }
        self.drop_templates(&client, &name, &registry.templates).await?;
        for repository in &registry.repositories {
            self.next();
            let what = format!("repository {} of {name}", repository.name);
            let input = json!({"repositoryName": repository.name, "maxResults": 1});
            let asked = client.call(Service::Ecr, "ListImages", input).await;
            let Some(images) = found(asked, &["RepositoryNotFoundException"])? else {
                continue;
            };
            if images["imageIds"]
                .as_array()
                .is_some_and(|images| !images.is_empty())
            {
                self.differs(Change::new(Effect::Keep, what).detail("it has images"));
            } else if self.differs(Change::new(Effect::Delete, what)) {
                let input = json!({"repositoryName": repository.name});
                client.call(Service::Ecr, "DeleteRepository", input).await?;
            }
        }
        Ok(())
    }

    async fn drop_role(&mut self, ids: &Live, role: &Role) -> Result<(), LiveError> {
        let Some(client) = self.enter(ids, role.account).await? else {
            return Ok(());
        };
        let what = format!("role {} in {}", role.name, self.account_name(ids, role.account));
        let asked = client
            .call(Service::Iam, "GetRole", json!({"RoleName": role.name}))
            .await;
        let Some(known) = found(asked, &["NoSuchEntity"])? else {
            return Ok(());
        };
        if !self.has_tag(&known["Role"]["Tags"]) {
            self.keep_of_others(what);
        } else if self.differs(Change::new(Effect::Delete, what)) {
            let input = json!({"RoleName": role.name, "PolicyName": POLICY});
            found(
                client.call(Service::Iam, "DeleteRolePolicy", input).await,
                &["NoSuchEntity"],
            )?;
            drop_profile(&client, &role.name).await?;
            client
                .call(Service::Iam, "DeleteRole", json!({"RoleName": role.name}))
                .await?;
        }
        Ok(())
    }

    /// Whether the tags of something say that it was made for this file.
    fn has_tag(&self, tags: &Value) -> bool {
        let mut tags = tags.as_array().into_iter().flatten();
        tags.any(|tag| tag["Key"] == TAG && tag["Value"] == self.company.name)
    }

    fn keep_of_others(&mut self, what: String) {
        self.differs(
            Change::new(Effect::Keep, what)
                .detail(format!("it has no tag {TAG}, so `apply` did not make it")),
        );
    }

    async fn drop_provider(&mut self, ids: &Live, provider: &Provider) -> Result<(), LiveError> {
        let Some(client) = self.enter(ids, provider.account).await? else {
            return Ok(());
        };
        let name = provider.url.trim_start_matches("https://");
        let arn = format!(
            "arn:aws:iam::{}:oidc-provider/{name}",
            ids.assumed.accounts[provider.account]
        );
        let input = json!({"OpenIDConnectProviderArn": arn});
        let asked = client
            .call(Service::Iam, "GetOpenIDConnectProvider", input.clone())
            .await;
        let what = format!(
            "identity provider {} in {}",
            provider.url,
            self.account_name(ids, provider.account)
        );
        let Some(known) = found(asked, &["NoSuchEntity"])? else {
            return Ok(());
        };
        // Roles of others may trust the same issuer.
        if !self.has_tag(&known["Tags"]) {
            self.keep_of_others(what);
        } else if self.differs(Change::new(Effect::Delete, what)) {
            client
                .call(Service::Iam, "DeleteOpenIDConnectProvider", input)
                .await?;
        }
        Ok(())
    }
}

/// The instance profile of a role, which exports make: no role goes while it is in one. One that has the name and another role stays.
async fn drop_profile(client: &Client, role: &str) -> Result<(), LiveError> {
    let both = json!({"InstanceProfileName": role, "RoleName": role});
    let own = json!({"InstanceProfileName": role});
    for (operation, input) in [
        ("RemoveRoleFromInstanceProfile", both),
        ("DeleteInstanceProfile", own),
    ] {
        let asked = client.call(Service::Iam, operation, input).await;
        found(asked, &["NoSuchEntity", "DeleteConflict"])?;
    }
    Ok(())
}
