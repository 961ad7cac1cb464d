//! What decides access at a live endpoint, read: nothing is changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};
use wharf_aws::Region;

use super::control_policy::policy_name;
use super::identity::unescaped;
use super::template::live_templates;
use super::{Live, Mode, Reconciler, text};
use crate::access::{
    AccountPolicies, Policy, PrincipalPolicies, RegistryPolicies, RepositoryPolicies, Snapshot,
    guardrail_name,
};
use crate::company::{Company, Guardrail};
use crate::desired::{Kind, TemplateState};
use crate::live::{Client, LiveError, Service, found};

/// Reads everything that decides access to the registries of a company's accounts.
pub async fn snapshot(company: &Company, client: &Client) -> Result<Snapshot, LiveError> {
    let mut quiet = |_: &super::Change| {};
    let mut run = Reconciler::new(company, client, Mode::Plan, &mut quiet).await?;
    let mut ids = run.tree().await?;
    if let Some(missing) = ids.accounts.iter().position(|is_there| !is_there) {
        return Err(LiveError::Conflict(format!(
            "account {} is not there yet: apply the file first, or leave --live out",
            company.accounts[missing].name
        )));
    }
    let mut accounts = Vec::new();
    for at in 0..company.accounts.len() {
        accounts.push(run.account_policies(&mut ids, at).await?);
    }
    let mut registries = Vec::new();
    for account in company.registry_accounts() {
        for region in &company.accounts[account].regions {
            if let Some(client) = run.enter(&ids, account).await? {
                let client = client.within(region.as_str());
                registries.push(registry_policies(&client, account, region.as_str()).await?);
            }
        }
    }
    let (beside, unread) = run.registries_beside(&ids, &registries).await?;
    registries.extend(beside);
    Ok(Snapshot {
        organization: ids.assumed.organization.clone(),
        units: ids.assumed.units.clone(),
        accounts,
        registries,
        unread,
    })
}

impl Reconciler<'_> {
    /// The registries that the file's accounts have in its Regions besides those of the file, as far as there is something in them; and of
    /// which it cannot be known.
    async fn registries_beside(
        &mut self,
        ids: &Live,
        known: &[RegistryPolicies],
    ) -> Result<(Vec<RegistryPolicies>, Vec<String>), LiveError> {
        let company = self.company;
        let own = company.accounts.iter().flat_map(|account| &account.regions);
        let regions: BTreeSet<&str> = company.regions.iter().chain(own).map(Region::as_str).collect();
        let (mut beside, mut unread) = (Vec::new(), Vec::new());
        for account in 0..company.accounts.len() {
            for region in &regions {
                let is_known = |one: &RegistryPolicies| one.account == account && one.region == *region;
                if known.iter().any(is_known) {
                    continue;
                }
                let Some(client) = self.enter(ids, account).await? else {
                    continue;
                };
                let client = client.within(region);
                let input = json!({"maxResults": 1});
                let asked = client.call(Service::Ecr, "DescribeRepositories", input).await;
                // The latter where the account has not turned the Region on.
                let refused = ["AccessDeniedException", "UnrecognizedClientException"];
                let Some(first) = found(asked, &refused)? else {
                    let name = &company.accounts[account].name;
                    unread.push(format!(
                        "what is in the registry of {name} in {region}, where its administrators may not look"
                    ));
                    continue;
                };
                let is_empty = first["repositories"].as_array().is_none_or(Vec::is_empty);
                if !is_empty {
                    let found = registry_policies(&client, account, region).await?;
                    beside.push(RegistryPolicies {
                        is_beside: true,
                        ..found
                    });
                }
            }
        }
        Ok((beside, unread))
    }

    async fn account_policies(&mut self, ids: &mut Live, at: usize) -> Result<AccountPolicies, LiveError> {
        let id = ids.assumed.accounts[at];
        let line = self.line(ids, id.as_str()).await?;
        let mut path = vec![ids.assumed.organization.clone()];
        path.extend(line.iter().cloned());
        let targets: Vec<String> = line.into_iter().chain([id.to_string()]).collect();
        let mut service_control = Vec::new();
        let mut resource_control = Vec::new();
        for target in &targets {
            service_control.push(self.policies_of_target(target, Kind::ServiceControl).await?);
            resource_control.push(self.policies_of_target(target, Kind::ResourceControl).await?);
        }
        // Where no policy of the kind is attached anywhere, the kind is off.
        let is_on = service_control.iter().any(|level| !level.is_empty());
        let is_management = id == self.management;
        let principals = match self.enter(ids, at).await? {
            Some(client) => principals(&client).await?,
            None => Vec::new(),
        };
        Ok(AccountPolicies {
            id: id.to_string(),
            path: path.join("/") + "/",
            service_control: (is_on && !is_management).then_some(service_control),
            resource_control: if is_management {
                Vec::new()
            } else {
                resource_control
            },
            principals,
        })
    }

    /// The ids of what an account really is in, from the root down.
    async fn line(&self, ids: &mut Live, account: &str) -> Result<Vec<String>, LiveError> {
        let root = ids.assumed.root.clone();
        let mut line = vec![self.parent(ids, account).await?];
        while let Some(last) = line.last().filter(|last| **last != root) {
            let above = self.parent(ids, &last.clone()).await?;
            line.push(above);
        }
        line.reverse();
        Ok(line)
    }

    async fn policies_of_target(&self, target: &str, kind: Kind) -> Result<Vec<Policy>, LiveError> {
        let input = json!({"TargetId": target, "Filter": kind.as_str()});
        let listed = self
            .client
            .list(Service::Organizations, "ListPoliciesForTarget", input, "Policies")
            .await;
        let mut policies = Vec::new();
        for policy in found(listed, &["PolicyTypeNotEnabledException"])?.unwrap_or_default() {
            let input = json!({"PolicyId": policy["Id"]});
            let whole = self
                .client
                .call(Service::Organizations, "DescribePolicy", input)
                .await?;
            policies.push(Policy {
                name: called(&text(&policy, "Name")),
                document: document(&text(&whole["Policy"], "Content")),
            });
        }
        Ok(policies)
    }
}

/// A policy of the organization: a guardrail of the file is called so.
fn called(name: &str) -> String {
    let mut guardrails = Guardrail::ALL.into_iter().map(Guardrail::as_str);
    match guardrails.find(|guardrail| policy_name(guardrail) == name) {
        Some(guardrail) => guardrail_name(guardrail),
        None => name.to_owned(),
    }
}

/// A document. One that cannot be read becomes a policy that denies everything.
fn document(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

/// The roles and users of an account with their policies.
async fn principals(client: &Client) -> Result<Vec<PrincipalPolicies>, LiveError> {
    let mut input = json!({"Filter": ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"]});
    let (mut entities, mut groups, mut managed) = (Vec::new(), HashMap::new(), HashMap::new());
    loop {
        let page = client
            .call(Service::Iam, "GetAccountAuthorizationDetails", input.clone())
            .await?;
        let items = |name: &str| page[name].as_array().cloned().unwrap_or_default();
        entities.extend(items("UserDetailList"));
        entities.extend(items("RoleDetailList"));
        groups.extend(
            items("GroupDetailList")
                .into_iter()
                .map(|group| (text(&group, "GroupName"), group)),
        );
        for policy in items("Policies") {
            let versions = policy["PolicyVersionList"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            let default = versions
                .iter()
                .find(|version| version["IsDefaultVersion"] == "true");
            let text_of = default
                .map(|version| unescaped(&text(version, "Document")))
                .unwrap_or_default();
            managed.insert(text(&policy, "Arn"), document(&text_of));
        }
        match page["Marker"]
            .as_str()
            .filter(|marker| !marker.is_empty() && page["IsTruncated"] == "true")
        {
            Some(marker) => input["Marker"] = json!(marker),
            None => break,
        }
    }
    let named = |arn: &str| Policy {
        name: arn.to_owned(),
        document: managed.get(arn).cloned().unwrap_or(Value::Null),
    };
    let of = |entity: &Value| -> Vec<Policy> {
        let mut policies = Vec::new();
        for list in ["UserPolicyList", "RolePolicyList", "GroupPolicyList"] {
            for inline in entity[list].as_array().into_iter().flatten() {
                policies.push(Policy {
                    name: format!("policy {} of {}", text(inline, "PolicyName"), last_name(entity)),
                    document: document(&unescaped(&text(inline, "PolicyDocument"))),
                });
            }
        }
        let attached = entity["AttachedManagedPolicies"].as_array().into_iter().flatten();
        policies.extend(attached.map(|policy| named(&text(policy, "PolicyArn"))));
        policies
    };
    let principals = entities.iter().map(|entity| {
        let mut policies = of(entity);
        for group in entity["GroupList"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            policies.extend(groups.get(group).map(of).unwrap_or_default());
        }
        let boundary = entity["PermissionsBoundary"]["PermissionsBoundaryArn"].as_str();
        PrincipalPolicies {
            arn: text(entity, "Arn"),
            policies,
            boundary: boundary.map(named),
            tags: tags(&entity["Tags"], "Key", "Value"),
        }
    });
    Ok(principals.collect())
}

fn last_name(entity: &Value) -> String {
    let names = ["UserName", "RoleName", "GroupName"];
    names
        .into_iter()
        .map(|name| text(entity, name))
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

fn tags(list: &Value, key: &str, value: &str) -> BTreeMap<String, String> {
    let list = list.as_array().into_iter().flatten();
    list.map(|tag| (text(tag, key), text(tag, value))).collect()
}

async fn registry_policies(
    client: &Client,
    account: usize,
    region: &str,
) -> Result<RegistryPolicies, LiveError> {
    let asked = client.call(Service::Ecr, "GetRegistryPolicy", json!({})).await;
    let policy = found(asked, &["RegistryPolicyNotFoundException"])?;
    let (mut repositories, mut names) = (BTreeMap::new(), BTreeSet::new());
    for repository in client
        .list(
            Service::Ecr,
            "DescribeRepositories",
            json!({"maxResults": 1000}),
            "repositories",
        )
        .await?
    {
        let name = text(&repository, "repositoryName");
        let asked = client
            .call(
                Service::Ecr,
                "GetRepositoryPolicy",
                json!({"repositoryName": name}),
            )
            .await;
        let own = found(asked, &["RepositoryPolicyNotFoundException"])?;
        let input = json!({"resourceArn": repository["repositoryArn"]});
        let tagged = client.call(Service::Ecr, "ListTagsForResource", input).await?;
        let own = RepositoryPolicies {
            policy: own.map(|answer| document(&text(&answer, "policyText"))),
            tags: tags(&tagged["tags"], "Key", "Value"),
        };
        // Our own tag decides nothing, and would make every repository one of its kind.
        let decides = own.policy.is_some() || own.tags.keys().any(|key| key != super::TAG);
        if decides {
            repositories.insert(name.clone(), own);
        }
        names.insert(name);
    }
    let templates = templates(client).await?;
    Ok(RegistryPolicies {
        account,
        region: region.to_owned(),
        policy: policy.map(|answer| document(&text(&answer, "policyText"))),
        // What stands in the policies of its repositories is read with them.
        elsewhere: None,
        repositories,
        names,
        templates: Some(templates),
        is_beside: false,
    })
}

/// The prefixes for which pushes make repositories.
async fn templates(client: &Client) -> Result<BTreeSet<String>, LiveError> {
    let of_pushes = |template: &Value| {
        let mut reasons = template["appliedFor"].as_array().into_iter().flatten();
        reasons.any(|reason| *reason == TemplateState::APPLIED_FOR[0])
    };
    let found = live_templates(client).await?.unwrap_or_default();
    let templates = found.iter().filter(|template| of_pushes(template));
    let prefixes = templates.map(|template| text(template, "prefix").trim_end_matches('/').to_owned());
    Ok(prefixes.collect())
}
