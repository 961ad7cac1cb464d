//! How an answer becomes text: a long one has room for it first, and is written apart.

use wharf_aws::CommonFault;

use super::row::{DispatchError, Row};
use crate::{Call, NoMemory, Node};

/// The text of the response to a call of a row, which will have about that length. What changed something says so in any case: where
/// such an answer can be large, the operation takes the room for it before it changes anything.
pub(super) async fn encoded(
    node: &Node,
    (call, row): (&Call, &Row),
    length: usize,
    encode: impl FnOnce() -> Vec<u8>,
) -> Result<Vec<u8>, DispatchError> {
    if row.is_read_only() {
        // The response is held until its text is there.
        let room = call.memory.charge(2 * length);
        room.map_err(|NoMemory| DispatchError::Common(CommonFault::SlowDown))?;
    }
    Ok(node.apart.write(&call.account, "answer", length, encode).await)
}
