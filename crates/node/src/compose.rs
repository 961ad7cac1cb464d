//! A node over its stores: the kernel's, with what decides permissions and what knows the identity plane.

use wharf_kernel::{Clock, Entropy, Identity, MasterKey, Node, OpenCell, Settings};

use crate::authorize::Rooms;
use crate::directory::IdentityPlane;

/// A node over an identity plane and a way to open Regions.
pub fn compose(
    identity: Identity,
    open_cell: OpenCell,
    master_key: &MasterKey,
    clock: Clock,
    entropy: Entropy,
    settings: Settings,
) -> Node {
    Node::new(
        identity,
        open_cell,
        master_key,
        clock,
        entropy,
        settings,
        (&Rooms, &IdentityPlane),
    )
}
