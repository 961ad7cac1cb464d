//! `wharf key create|list|rotate|disable|enable`: the key rings that seal repositories, by KMS's own operations.

use std::process::ExitCode;

use anyhow::Context as _;
use serde_json::{Value, json};
use wharf_node::kms::{KMS, KeyRingError, check_alias};

use super::operate::{block_on, none_in, text, time, with_account_hint};
use crate::arguments::{Format, Key, Ring};
use crate::operator::Operator;
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
        let folder = operator.folder.clone();
        operator.close().await;
        done.map_err(|error| with_account_hint(error, &ring.account, &folder))?;
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
                        shown.push(self.described(&text(&key["KeyId"])).await?);
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
        let region = self.ring.region.as_ref();
        let region = region.map_or(String::new(), |region| format!(" --region {region}"));
        let next = format!(
            "\nNext:\n  aws ecr create-repository{region} --repository-name sealed --encryption-configuration \
             encryptionType=KMS,kmsKey={name}"
        );
        self.show(&[self.described(&id).await?], Some(&next))
    }

    async fn change(&self, operation: &str, key: &str) -> anyhow::Result<()> {
        // What changes a key takes no alias.
        let named = self.call("DescribeKey", json!({"KeyId": key})).await?;
        let id = text(&named["KeyMetadata"]["KeyId"]);
        self.call(operation, json!({"KeyId": id})).await?;
        self.show(&[self.described(&id).await?], None)
    }

    async fn aliases(&self, key: &str) -> anyhow::Result<Vec<String>> {
        let (mut names, mut input) = (Vec::new(), json!({"KeyId": key, "Limit": 100}));
        loop {
            let mut page = self.call("ListAliases", input.clone()).await?;
            let aliases = page["Aliases"].as_array().into_iter().flatten();
            names.extend(aliases.map(|alias| text(&alias["AliasName"])));
            match page["NextMarker"].take() {
                Value::Null => return Ok(names),
                marker => input["Marker"] = marker,
            }
        }
    }

    /// A key as it is shown: its facts, its names, and its version, which counts its materials.
    async fn described(&self, key: &str) -> anyhow::Result<Value> {
        let described = self.call("DescribeKey", json!({"KeyId": key})).await?;
        let facts = &described["KeyMetadata"];
        let aliases = self.aliases(&text(&facts["KeyId"])).await?;
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
            "aliases": aliases,
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
            let names: Vec<String> = names.map(text).collect();
            [
                text(&key["arn"]),
                text(&key["state"]),
                format!("version {}", key["version"]),
                names.join(" "),
                text(&key["description"]),
            ]
        };
        output::print(&match keys.is_empty() {
            true => none_in("keys", self.ring, self.operator),
            false => output::table(&keys.iter().map(row).collect::<Vec<_>>()),
        });
        if let Some(next) = next {
            output::print(next);
        }
        Ok(())
    }
}
