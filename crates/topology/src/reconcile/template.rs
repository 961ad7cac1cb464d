//! Creation templates and lifecycle policies.

use serde_json::{Value, json};

use super::registry::NOT_THERE;
use super::{Change, Effect, Reconciler, text};
use crate::desired::{TemplateState, is_retention};
use crate::live::{Client, LiveError, Service, found};

impl Reconciler<'_> {
    /// A repository's lifecycle policy: one that the file does not ask for goes if a file asked for it, and is left alone if it was made by
    /// hand.
    pub(super) async fn lifecycle(
        &mut self,
        client: &Client,
        registry: &str,
        (repository, exists): (&str, bool),
        wanted: Option<&Value>,
    ) -> Result<(), LiveError> {
        let input = json!({"repositoryName": repository});
        let live = if exists {
            let asked = client
                .call(Service::Ecr, "GetLifecyclePolicy", input.clone())
                .await;
            found(
                asked,
                &["LifecyclePolicyNotFoundException", "RepositoryNotFoundException"],
            )?
        } else {
            None
        };
        let live = live.map(|answer| text(&answer, "lifecyclePolicyText"));
        let what = format!("lifecycle policy of repository {repository} of {registry}");
        let Some(wanted) = wanted else {
            let was_asked_for = live.is_some_and(|live| is_retention(&live));
            if was_asked_for && self.differs(Change::new(Effect::Delete, what)) {
                client.call(Service::Ecr, "DeleteLifecyclePolicy", input).await?;
            }
            return Ok(());
        };
        let effect = effect(live.as_deref(), wanted);
        if self.differs(Change::new(effect, what)) {
            let input = json!({"repositoryName": repository, "lifecyclePolicyText": wanted.to_string()});
            client.call(Service::Ecr, "PutLifecyclePolicy", input).await?;
        }
        Ok(())
    }

    /// The templates of a registry.
    pub(super) async fn templates(
        &mut self,
        client: &Client,
        registry: &str,
        wanted: &[TemplateState],
    ) -> Result<(), LiveError> {
        if wanted.is_empty() {
            return Ok(());
        }
        let Some(live) = live_templates(client).await? else {
            let change = Change::new(Effect::Keep, format!("creation templates of {registry}"));
            self.differs(change.detail("this endpoint has none: repositories are made by apply alone"));
            return Ok(());
        };
        for template in wanted {
            let live = live.iter().find(|live| {
                let prefix = text(live, "prefix");
                prefix.trim_end_matches('/') == template.prefix
            });
            self.template(client, registry, template, live).await?;
        }
        Ok(())
    }

    async fn template(
        &mut self,
        client: &Client,
        registry: &str,
        wanted: &TemplateState,
        live: Option<&Value>,
    ) -> Result<(), LiveError> {
        let what = format!("creation template {} of {registry}", wanted.prefix);
        let is_same = |live: &Value| {
            text(live, "imageTagMutability") == wanted.mutability()
                && live["appliedFor"] == json!(TemplateState::APPLIED_FOR)
                && match (&wanted.lifecycle, live["lifecyclePolicy"].as_str()) {
                    (None, live) => live.is_none_or(str::is_empty),
                    (Some(wanted), Some(live)) => effect(Some(live), wanted) == Effect::Same,
                    (Some(_), None) => false,
                }
        };
        let (operation, effect) = match live {
            None => ("CreateRepositoryCreationTemplate", Effect::Create),
            Some(live) if is_same(live) => ("", Effect::Same),
            Some(_) => ("UpdateRepositoryCreationTemplate", Effect::Update),
        };
        if self.differs(Change::new(effect, what)) {
            let lifecycle = wanted.lifecycle.as_ref().map(Value::to_string);
            let input = json!({
                "prefix": wanted.prefix, "appliedFor": TemplateState::APPLIED_FOR,
                "description": format!("By wharf, for {}", self.company.name),
                "imageTagMutability": wanted.mutability(),
                "lifecyclePolicy": lifecycle.unwrap_or_default(),
            });
            client.call(Service::Ecr, operation, input).await?;
        }
        Ok(())
    }

    /// Takes the templates of a registry back.
    pub(super) async fn drop_templates(
        &mut self,
        client: &Client,
        registry: &str,
        made: &[TemplateState],
    ) -> Result<(), LiveError> {
        for template in made {
            let input = json!({"prefixes": [template.prefix]});
            let asked = client
                .call(Service::Ecr, "DescribeRepositoryCreationTemplates", input)
                .await;
            let is_there = match asked {
                Err(error) if !client.is_aws() && error.is(NOT_THERE) => return Ok(()),
                other => other?["repositoryCreationTemplates"]
                    .as_array()
                    .is_some_and(|found| !found.is_empty()),
            };
            let what = format!("creation template {} of {registry}", template.prefix);
            if is_there && self.differs(Change::new(Effect::Delete, what)) {
                let input = json!({"prefix": template.prefix});
                client
                    .call(Service::Ecr, "DeleteRepositoryCreationTemplate", input)
                    .await?;
            }
        }
        Ok(())
    }
}

/// The templates that a registry has; nothing where an endpoint knows of none.
pub(super) async fn live_templates(client: &Client) -> Result<Option<Vec<Value>>, LiveError> {
    let input = json!({"maxResults": 1000});
    let operation = "DescribeRepositoryCreationTemplates";
    let listed = client
        .list(Service::Ecr, operation, input, "repositoryCreationTemplates")
        .await;
    match listed {
        // Emulators do not have them; AWS and Wharf do.
        Err(error) if !client.is_aws() && error.is(NOT_THERE) => Ok(None),
        other => other.map(Some),
    }
}

fn effect(live: Option<&str>, wanted: &Value) -> Effect {
    match live {
        None => Effect::Create,
        Some(live) if serde_json::from_str::<Value>(live).is_ok_and(|live| live == *wanted) => Effect::Same,
        Some(_) => Effect::Update,
    }
}
