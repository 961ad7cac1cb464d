//! Service and resource control policies at the root of the tree.

use serde_json::json;

use super::{Change, Effect, Live, Reconciler, is_same_policy, text};
use crate::desired::ControlPolicy;
use crate::live::{LiveError, Service};

impl Reconciler<'_> {
    pub(super) async fn control_policy(
        &mut self,
        ids: &Live,
        policy: &ControlPolicy,
    ) -> Result<(), LiveError> {
        let name = policy_name(policy.name);
        let what = format!("{} {name}", policy.kind.as_str());
        if !ids.organization {
            self.differs(Change::new(Effect::Create, what));
            return Ok(());
        }
        let call = |operation, input| self.client.call(Service::Organizations, operation, input);
        let input = json!({"Filter": policy.kind.as_str()});
        let all = self
            .client
            .list(Service::Organizations, "ListPolicies", input, "Policies")
            .await;
        // The kind is switched on by this run.
        let all = match all {
            Err(error) if error.is(&["PolicyTypeNotEnabledException"]) => Vec::new(),
            other => other?,
        };
        let known = all
            .iter()
            .find(|policy| text(policy, "Name") == name)
            .map(|policy| text(policy, "Id"));
        let mut effect = Effect::Create;
        let mut is_attached = false;
        if let Some(id) = &known {
            let content = call("DescribePolicy", json!({"PolicyId": id})).await?;
            let is_same = is_same_policy(&text(&content["Policy"], "Content"), &policy.content);
            let targets = self.client.list(
                Service::Organizations,
                "ListTargetsForPolicy",
                json!({"PolicyId": id}),
                "Targets",
            );
            is_attached = targets
                .await?
                .iter()
                .any(|target| text(target, "TargetId") == ids.assumed.root);
            effect = if is_same && is_attached {
                Effect::Same
            } else {
                Effect::Update
            };
        }
        if !self.differs(Change::new(effect, what)) {
            return Ok(());
        }
        let content = policy.content.to_string();
        let id = match known {
            Some(id) => {
                let input = json!({"PolicyId": id, "Content": content});
                self.client
                    .call(Service::Organizations, "UpdatePolicy", input)
                    .await?;
                id
            }
            None => {
                let input = json!({"Name": name, "Description": "Made by wharf apply.", "Content": content,
                    "Type": policy.kind.as_str(), "Tags": self.tags()});
                let made = self
                    .client
                    .call(Service::Organizations, "CreatePolicy", input)
                    .await?;
                text(&made["Policy"]["PolicySummary"], "Id")
            }
        };
        if !is_attached {
            let input = json!({"PolicyId": id, "TargetId": ids.assumed.root});
            self.client
                .call(Service::Organizations, "AttachPolicy", input)
                .await?;
        }
        Ok(())
    }
}

/// What a policy's policy is called.
pub(super) fn policy_name(policy: &str) -> String {
    format!("wharf-{policy}")
}
