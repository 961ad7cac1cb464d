//! What the commands share that work on the identity database beside a running node.

use std::future::Future;

use anyhow::{Context, bail};
use wharf_aws::AccountId;
use wharf_services::iam::account;
use wharf_services::{Clock, Entropy, MasterKey, Sealer};

use crate::Environment;
use crate::config::flags::PlaceFlags;
use crate::config::{Layers, Place};
use crate::folder::Folder;
use crate::{master_key, store};

/// The identity plane, opened by its operator: whoever can read the master key.
pub(super) struct Identity {
    pub(super) plane: wharf_services::Identity,
    pub(super) sealer: Sealer,
    pub(super) entropy: Entropy,
    pub(super) clock: Clock,
    pub(super) folder: Folder,
}

impl Identity {
    /// Opens that of a place that was served before.
    pub(super) async fn open(flags: &PlaceFlags, environment: &Environment) -> anyhow::Result<Identity> {
        let place = Place::new(&Layers::resolve(flags, environment)?)?;
        let folder = Folder::new(&place.data);
        let database = store::existing_identity(&place, &folder).await?;
        let Some(key) = master_key::find(&place, &folder)? else {
            bail!(
                "there is no master key in {}: give the one that the node uses with --master-key-file or \
                 WHARF_MASTER_KEY",
                folder.path().display()
            );
        };
        let entropy = Entropy::system();
        Ok(Identity {
            plane: wharf_services::Identity::new(database),
            sealer: Sealer::new(&MasterKey::new(key.bytes), entropy.clone()),
            entropy,
            clock: Clock::system(),
            folder,
        })
    }

    /// Fails, with the command that helps, when there is no such account.
    pub(super) async fn require(&self, id: &AccountId) -> anyhow::Result<()> {
        if account::exists(&self.plane, id).await? {
            return Ok(());
        }
        bail!("there is no account {id}; `wharf account create --id {id}` makes it");
    }
}

/// Runs a command's future to its end.
pub(super) fn block_on<T>(future: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the runtime cannot be started")?
        .block_on(future)
}
