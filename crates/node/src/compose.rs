//! A node over its stores: the kernel's, with what decides permissions and what knows the identity plane.

use std::sync::Arc;

use futures_util::FutureExt as _;
use wharf_kernel::{Clock, Entropy, Identity, MasterKey, Node, OpenCell, Settings};
use wharf_registry::ecr::layer::damage;
use wharf_registry::store_identity;

use crate::authorize::Rooms;
use crate::directory::IdentityPlane;

/// A node over an identity plane and a way to open Regions, of which those are opened whose rows and bytes belong together.
pub fn compose(
    identity: Identity,
    open_cell: OpenCell,
    master_key: &MasterKey,
    clock: Clock,
    entropy: Entropy,
    settings: Settings,
) -> Node {
    let attached = attached(open_cell, clock.clone(), entropy.clone());
    Node::new(
        identity,
        attached,
        master_key,
        clock,
        entropy,
        settings,
        (&Rooms, &IdentityPlane),
    )
}

fn attached(open_cell: OpenCell, clock: Clock, entropy: Entropy) -> OpenCell {
    Arc::new(move |region| {
        let (opened, clock, entropy) = (open_cell(region), clock.clone(), entropy.clone());
        async move {
            let cell = opened.await?;
            store_identity::attach(&cell, &clock, &entropy).await?;
            // Probes ask memory alone.
            if let Err(error) = damage::show(&cell).await {
                tracing::debug!(region = %cell.region, %error, "how many layers are damaged is shown later");
            }
            Ok(cell)
        }
        .boxed()
    })
}
