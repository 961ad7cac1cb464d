//! How an answer becomes text: a long one has room for it first, and is written apart.

use wharf_aws::{CommonFault, Encode, weight};

use super::row::{DispatchError, Row};
use crate::{Call, NoMemory, Node};

/// Writes the response to a call of a row.
pub(super) type Text = fn(&Row, &Call, &dyn Encode) -> Vec<u8>;

/// The text of the response to a call of a row. What changed something says so in any case: where
/// such an answer can be large, the operation takes the room for it before it changes anything.
pub(super) async fn encoded(
    node: &Node,
    (call, row): (&Call, &Row),
    response: &(dyn Encode + Sync),
    text: Text,
) -> Result<Vec<u8>, DispatchError> {
    let length = weight(response);
    if row.is_read_only() {
        // The response is held until its text is there.
        let room = call.memory.charge(2 * length);
        room.map_err(|NoMemory| DispatchError::Common(CommonFault::SlowDown))?;
    }
    let write = || text(row, call, response);
    Ok(node.apart.write(&call.account, "answer", length, write).await)
}
