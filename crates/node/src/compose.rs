//! A node over its stores: the kernel's, with what decides permissions and what knows the identity plane.

use std::sync::Arc;

use futures_util::FutureExt as _;
use wharf_identity::bootstrap;
use wharf_kernel::{Clock, Entropy, Identity, MasterKey, Node, OpenCell, Settings, Unavailable};
use wharf_registry::ecr::image;
use wharf_registry::ecr::layer::damage;
use wharf_registry::store_identity;
use wharf_sql::Database;

use crate::authorize::Rooms;
use crate::directory::IdentityPlane;
use crate::registries::RegistryPlane;

/// A node over an identity plane and a way to open Regions, of which those are opened whose rows and bytes belong together.
pub fn compose(
    identity: Identity,
    open_cell: OpenCell,
    master_key: &MasterKey,
    clock: Clock,
    entropy: Entropy,
    settings: Settings,
) -> Node {
    let attached = attached(
        open_cell,
        identity.database().clone(),
        (clock.clone(), entropy.clone()),
    );
    Node::new(
        identity,
        attached,
        master_key,
        clock,
        entropy,
        settings,
        (&Rooms, &IdentityPlane, &RegistryPlane),
    )
}

fn attached(open_cell: OpenCell, identity: Database, (clock, entropy): (Clock, Entropy)) -> OpenCell {
    Arc::new(move |region| {
        let (opened, clock, entropy) = (open_cell(region), clock.clone(), entropy.clone());
        let identity = Identity::new(identity.clone(), clock.clone());
        async move {
            let cell = opened.await?;
            if cell.extensions.find::<store_identity::Unmade>().is_some() {
                return Ok(cell);
            }
            let accounts = bootstrap::plane(&identity)
                .await
                .map_err(|error| match error.into() {
                    // It is not the Region's.
                    Unavailable::Damaged(why) => {
                        Unavailable::Internal(format!("the identity database: {why}"))
                    }
                    other => other,
                })?;
            store_identity::attach(&cell, accounts, (&clock, &entropy)).await?;
            tracing::info!(region = %cell.region, engine = cell.database.engine(), "Region opened");
            // Probes ask memory alone.
            if let Err(error) = damage::show(&cell).await {
                tracing::debug!(region = %cell.region, %error, "how many layers are damaged is shown later");
            }
            if let Err(error) = image::damage::show(&cell).await {
                tracing::debug!(region = %cell.region, %error, "how many manifests are damaged is shown later");
            }
            Ok(cell)
        }
        .boxed()
    })
}
