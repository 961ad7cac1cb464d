//! `wharf key create|list|rotate|disable|enable`: the key rings that seal repositories.

use std::process::ExitCode;

use serde_json::{Value, json};
use wharf_services::Cell;
use wharf_services::kms::{Key, KeyRing, KeyState};

use super::identity::{Identity, block_on};
use crate::arguments::{self, Format, Ring};
use crate::config::{Layers, Place};
use crate::node_file::NodeFile;
use crate::{Environment, output, store};

pub(crate) fn run(arguments: arguments::Key, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let (ring, action) = match arguments {
            arguments::Key::Create {
                alias,
                description,
                ring,
            } => (ring, Action::Create { alias, description }),
            arguments::Key::List { ring } => (ring, Action::List),
            arguments::Key::Rotate { key } => (key.ring, Action::Rotate(key.key)),
            arguments::Key::Disable { key } => (key.ring, Action::Set(key.key, KeyState::Disabled)),
            arguments::Key::Enable { key } => (key.ring, Action::Set(key.key, KeyState::Enabled)),
        };
        act(&ring, action, environment).await?;
        Ok(ExitCode::SUCCESS)
    })
}

enum Action {
    Create {
        alias: Option<String>,
        description: String,
    },
    List,
    Rotate(String),
    Set(String, KeyState),
}

/// Opens the store of a registry beside a running node.
pub(super) async fn open(ring: &Ring, environment: &Environment) -> anyhow::Result<(Identity, Cell)> {
    let identity = Identity::open(&ring.place, environment).await?;
    identity.require(&ring.account).await?;
    let place = Place::new(&Layers::resolve(&ring.place, environment)?)?;
    let region = match &ring.region {
        Some(region) => region.clone(),
        None => NodeFile::current(&identity.folder).await?.region.parse()?,
    };
    let cell = store::cells(&place, &identity.folder)(region)
        .await
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok((identity, cell))
}

async fn act(ring: &Ring, action: Action, environment: &Environment) -> anyhow::Result<()> {
    let (identity, cell) = open(ring, environment).await?;
    let keys = KeyRing::new(&cell, &ring.account, &identity.sealer, &identity.entropy);
    let now = identity.clock.now();
    let said = match action {
        Action::Create { alias, description } => {
            let key = keys.create(&description, alias.as_deref(), now).await?;
            let name = alias.map_or_else(|| key.id.clone(), |alias| format!("alias/{alias}"));
            (
                vec![(key, Vec::new())],
                Some(format!(
                    "\nNext:\n  aws ecr create-repository --repository-name sealed --encryption-configuration \
                     encryptionType=KMS,kmsKey={name}"
                )),
            )
        }
        Action::List => (keys.list().await?, None),
        Action::Rotate(name) => (vec![(keys.rotate(&name, now).await?, Vec::new())], None),
        Action::Set(name, state) => (vec![(keys.set_state(&name, state).await?, Vec::new())], None),
    };
    cell.database.close().await;
    let (found, next) = said;
    let region = cell.region.clone();
    let arn = |key: &Key| key.arn(&region, &ring.account);
    match ring.format {
        Format::Json => {
            let all: Vec<Value> = found
                .iter()
                .map(|(key, aliases)| {
                    json!({
                        "id": key.id,
                        "arn": arn(key),
                        "aliases": aliases,
                        "description": key.description,
                        "state": key.state,
                        "manager": key.manager,
                        "version": key.version,
                        "created_at": key.created_at.to_string(),
                    })
                })
                .collect();
            return output::json(&all);
        }
        Format::Text => {
            let rows: Vec<_> = found
                .iter()
                .map(|(key, aliases)| {
                    let names: Vec<_> = aliases.iter().map(|alias| format!("alias/{alias}")).collect();
                    [
                        arn(key),
                        key.state.to_string(),
                        format!("version {}", key.version),
                        names.join(" "),
                        key.description.clone(),
                    ]
                })
                .collect();
            output::print(&output::table(&rows));
            if let Some(next) = next {
                output::print(&next);
            }
        }
    }
    Ok(())
}
