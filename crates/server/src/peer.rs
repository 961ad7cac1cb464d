//! The other end of a connection.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use wharf_blob::Windows;
use wharf_node::OsUser;

/// The other end of a connection.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    /// Where it calls from; none through the operator's socket.
    pub(crate) address: Option<SocketAddr>,
    /// The user of this machine at the other end of the operator's socket.
    pub(crate) operator: Option<Arc<OsUser>>,
    pub(crate) secure: bool,
    /// Where the windows of blobs are noted, when the connection sends them from their files. Nothing else may have them: they
    /// are addresses without bytes.
    pub(crate) windows: Option<Windows>,
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.address, &self.operator) {
            (Some(address), _) => address.fmt(f),
            (None, Some(user)) => f.write_str(&user.name),
            (None, None) => f.write_str("unknown"),
        }
    }
}
