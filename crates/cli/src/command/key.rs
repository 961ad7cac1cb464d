//! `wharf key create|list|rotate|disable|enable`: the key rings that seal repositories, by KMS's own operations.

use std::process::ExitCode;

use anyhow::Context as _;
use serde_json::{Value, json};
use wharf_node::kms::{KMS, KeyRingError, check_alias};

use super::operate::{block_on, text, time};
use crate::arguments::{Format, Key, Ring};
use crate::operator::{Operator, Refused};
use crate::{Environment, output};

pub(crate) fn run(arguments: &Key, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let ring = match arguments {
            Key::Create { ring, .. } | Key::List { ring } => ring,
            Key::Rotate { key } | Key::Disable { key } | Key::Enable { key } => &key.ring,
        };
        let operator = Operator::open(&ring.place, environment).await?;
        let keys = Keys {
            operator: &operator,
            ring,
        };
        let done = keys.act(arguments).await;
        operator.close().await;
        done.map_err(|error| match error.downcast_ref::<Refused>() {
            Some(refused) if refused.message == "there is no such account" => anyhow::anyhow!(
                "there is no account {0}; `wharf account create --id {0}` makes it",
                ring.account
            ),
            _ => error,
        })?;
        Ok(ExitCode::SUCCESS)
    })
}

/// The keys of one account in one Region.
struct Keys<'a> {
    operator: &'a Operator,
    ring: &'a Ring,
}

impl Keys<'_> {
    async fn call(&self, operation: &str, input: Value) -> anyhow::Result<Value> {
        let at = (Some(&self.ring.account), self.ring.region.as_ref());
        self.operator.call_as(&KMS, operation, at, input).await
    }

    async fn act(&self, arguments: &Key) -> anyhow::Result<()> {
        match arguments {
            Key::Create {
                alias, description, ..
            } => self.create(alias.as_deref(), description).await,
            Key::List { .. } => {
                let mut shown = Vec::new();
                let mut input = json!({});
                loop {
                    let mut page = self.call("ListKeys", input).await?;
                    for key in page["Keys"].as_array().into_iter().flatten() {
                        let id = text(&key["KeyId"]);
                        let aliases = self.aliases(&id).await?;
                        shown.push(self.described(&id, aliases).await?);
                    }
                    match page["NextMarker"].take() {
                        Value::Null => break,
                        marker => input = json!({"Marker": marker}),
                    }
                }
                self.show(&shown, None)
            }
            Key::Rotate { key } => self.change("RotateKeyOnDemand", &key.key).await,
            Key::Disable { key } => self.change("DisableKey", &key.key).await,
            Key::Enable { key } => self.change("EnableKey", &key.key).await,
        }
    }

    async fn create(&self, alias: Option<&str>, description: &str) -> anyhow::Result<()> {
        let alias = alias.map(|alias| alias.strip_prefix("alias/").unwrap_or(alias));
        if let Some(alias) = alias {
            // Before a key is made: keys are not deleted here.
            let name = format!("alias/{}", check_alias(alias)?);
            if self.call("DescribeKey", json!({"KeyId": name})).await.is_ok() {
                return Err(KeyRingError::AliasTaken(alias.to_owned()).into());
            }
        }
        let made = self
            .call("CreateKey", json!({"Description": description}))
            .await?;
        let id = text(&made["KeyMetadata"]["KeyId"]);
        let name = alias.map_or_else(|| id.clone(), |alias| format!("alias/{alias}"));
        if alias.is_some() {
            let named = json!({"AliasName": name, "TargetKeyId": id});
            self.call("CreateAlias", named)
                .await
                .with_context(|| format!("the key {id} was made, but it has no alias"))?;
        }
        let next = format!(
            "\nNext:\n  aws ecr create-repository --repository-name sealed --encryption-configuration \
             encryptionType=KMS,kmsKey={name}"
        );
        self.show(&[self.described(&id, Vec::new()).await?], Some(&next))
    }

    async fn change(&self, operation: &str, key: &str) -> anyhow::Result<()> {
        self.call(operation, json!({"KeyId": key})).await?;
        self.show(&[self.described(key, Vec::new()).await?], None)
    }

    async fn aliases(&self, key: &str) -> anyhow::Result<Vec<String>> {
        let listed = self
            .call("ListAliases", json!({"KeyId": key, "Limit": 1000}))
            .await?;
        let names = listed["Aliases"].as_array().into_iter().flatten();
        Ok(names.map(|alias| text(&alias["AliasName"])).collect())
    }

    /// A key as it is shown: its facts, and its version, which counts its materials.
    async fn described(&self, key: &str, aliases: Vec<String>) -> anyhow::Result<Value> {
        let described = self.call("DescribeKey", json!({"KeyId": key})).await?;
        let facts = &described["KeyMetadata"];
        let (mut rotations, mut input) = (0, json!({"KeyId": key, "Limit": 1000}));
        loop {
            let mut page = self.call("ListKeyRotations", input.clone()).await?;
            rotations += page["Rotations"].as_array().map_or(0, Vec::len);
            match page["NextMarker"].take() {
                Value::Null => break,
                marker => input["Marker"] = marker,
            }
        }
        Ok(json!({
            "id": facts["KeyId"],
            "arn": facts["Arn"],
            "aliases": aliases.iter().map(|alias| alias.trim_start_matches("alias/")).collect::<Vec<_>>(),
            "description": facts["Description"],
            "state": facts["KeyState"],
            "manager": facts["KeyManager"],
            "version": rotations + 1,
            "created_at": time(&facts["CreationDate"]),
        }))
    }

    fn show(&self, keys: &[Value], next: Option<&str>) -> anyhow::Result<()> {
        if self.ring.format == Format::Json {
            return output::json(&keys);
        }
        let row = |key: &Value| {
            let names = key["aliases"].as_array().into_iter().flatten();
            let names: Vec<String> = names.map(|name| format!("alias/{}", text(name))).collect();
            [
                text(&key["arn"]),
                text(&key["state"]),
                format!("version {}", key["version"]),
                names.join(" "),
                text(&key["description"]),
            ]
        };
        output::print(&output::table(&keys.iter().map(row).collect::<Vec<_>>()));
        if let Some(next) = next {
            output::print(next);
        }
        Ok(())
    }
}
