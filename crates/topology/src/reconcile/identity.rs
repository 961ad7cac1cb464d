//! Identity providers and roles.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{Change, Effect, Live, Reconciler, is_same_policy, text};
use crate::desired::{Provider, Role};
use crate::live::{Client, LiveError, Service, found};

const MISSING: &[&str] = &["NoSuchEntity"];
/// What the inline policy of our roles is called.
pub(super) const POLICY: &str = "wharf";

impl Reconciler<'_> {
    pub(super) async fn provider(&mut self, ids: &Live, provider: &Provider) -> Result<(), LiveError> {
        let what = format!(
            "identity provider {} in {}",
            provider.url,
            self.account_name(ids, provider.account)
        );
        let client = self.enter(ids, provider.account).await?;
        let Some(client) = client else {
            self.differs(Change::new(Effect::Create, what));
            return Ok(());
        };
        let account = &ids.assumed.accounts[provider.account];
        let name = provider.url.trim_start_matches("https://");
        let arn = format!("arn:aws:iam::{account}:oidc-provider/{name}");
        let input = json!({"OpenIDConnectProviderArn": arn});
        let asked = client.call(Service::Iam, "GetOpenIDConnectProvider", input).await;
        let Some(known) = found(asked, MISSING)? else {
            if self.differs(Change::new(Effect::Create, what)) {
                let input =
                    json!({"Url": provider.url, "ClientIDList": provider.audiences, "Tags": self.tags()});
                client
                    .call(Service::Iam, "CreateOpenIDConnectProvider", input)
                    .await?;
            }
            return Ok(());
        };
        let known = known["ClientIDList"].as_array().cloned().unwrap_or_default();
        for audience in provider
            .audiences
            .iter()
            .filter(|audience| !known.contains(&json!(audience)))
        {
            let change = Change::new(Effect::Update, what.as_str()).detail(format!("audience {audience}"));
            if self.differs(change) {
                let input = json!({"OpenIDConnectProviderArn": arn, "ClientID": audience});
                client
                    .call(Service::Iam, "AddClientIDToOpenIDConnectProvider", input)
                    .await?;
            }
        }
        Ok(())
    }

    pub(super) async fn role(&mut self, ids: &Live, role: &Role) -> Result<(), LiveError> {
        let what = format!("role {} in {}", role.name, self.account_name(ids, role.account));
        let Some(client) = self.enter(ids, role.account).await? else {
            self.differs(Change::new(Effect::Create, what));
            return Ok(());
        };
        let known = self.known_roles(ids, role.account, &client).await?;
        let Some(known) = known.get(&role.name) else {
            if self.differs(Change::new(Effect::Create, what)) {
                let input = json!({"RoleName": role.name, "AssumeRolePolicyDocument": role.trust.to_string(),
                    "Description": "Made by wharf apply.", "Tags": self.tags()});
                client.call(Service::Iam, "CreateRole", input).await?;
                put_policy(&client, role).await?;
            }
            return Ok(());
        };
        let mut change = Change::new(Effect::Update, what.as_str());
        let trust = unescaped(&text(known, "AssumeRolePolicyDocument"));
        let trust_differs = !is_same_policy(&trust, &role.trust);
        if trust_differs {
            change = change.detail("who may take it");
        }
        let mut policies = known["RolePolicyList"].as_array().into_iter().flatten();
        let policy = policies.find(|policy| policy["PolicyName"] == POLICY);
        let policy = policy.map(|policy| unescaped(&text(policy, "PolicyDocument")));
        let policy_differs = !policy.is_some_and(|policy| is_same_policy(&policy, &role.policy));
        if policy_differs {
            change = change.detail("what it may do");
        }
        if !trust_differs && !policy_differs {
            change.effect = Effect::Same;
        }
        if self.differs(change) {
            if trust_differs {
                let input = json!({"RoleName": role.name, "PolicyDocument": role.trust.to_string()});
                client.call(Service::Iam, "UpdateAssumeRolePolicy", input).await?;
            }
            if policy_differs {
                put_policy(&client, role).await?;
            }
        }
        Ok(())
    }
}

impl Reconciler<'_> {
    /// The roles of an account with their policies, page by page and once: asking for each would take a call or two for each.
    async fn known_roles(
        &mut self,
        ids: &Live,
        account: usize,
        client: &Client,
    ) -> Result<Arc<BTreeMap<String, Value>>, LiveError> {
        let id = ids.assumed.accounts[account];
        if let Some(known) = self.roles.get(&id) {
            return Ok(Arc::clone(known));
        }
        let input = json!({"Filter": ["Role"], "MaxItems": 1000});
        let roles = client
            .list(
                Service::Iam,
                "GetAccountAuthorizationDetails",
                input,
                "RoleDetailList",
            )
            .await?;
        let roles: BTreeMap<String, Value> = roles
            .into_iter()
            .map(|role| (text(&role, "RoleName"), role))
            .collect();
        let roles = Arc::new(roles);
        self.roles.insert(id, Arc::clone(&roles));
        Ok(roles)
    }
}

async fn put_policy(client: &Client, role: &Role) -> Result<Value, LiveError> {
    let input =
        json!({"RoleName": role.name, "PolicyName": POLICY, "PolicyDocument": role.policy.to_string()});
    client.call(Service::Iam, "PutRolePolicy", input).await
}

/// A document as IAM hands it out: percent-encoded.
pub(super) fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let escaped = after.get(..2).filter(|_| *first == b'%');
        let escaped =
            escaped.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
