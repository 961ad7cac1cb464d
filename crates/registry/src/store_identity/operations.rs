//! Take bytes for those of a database on purpose.

use std::sync::Arc;

use wharf_aws::wharf::*;

use super::{AttachError, Mismatch, Unattached, adopt, is_here};
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Cell, Error, Extension, OpenCell, Unavailable};

/// How a Region is opened of which nothing is there any more, once an operator says that it is lost; the composition root knows.
pub struct Anew(pub OpenCell);

impl Extension for Anew {}

operation! {
    /// Takes the bytes of the Region for those of its database, where both say that they do not belong together; what is there now
    /// is kept until a collection is forced.
    AdoptStore(AdoptStoreRequest) -> AdoptStoreResponse,
    access(_, _) { vec![Access::node("AdoptStore")] },
    run(context, input) {
        let (node, region) = (context.node, &context.call.region);
        let without_bytes = input.without_bytes.unwrap_or(false);
        let cell = match context.cell().await {
            Ok(cell) if is_here(&cell).await? => {
                let text = format!("The bytes of {region} belong to its database: there is nothing to adopt.");
                return Err(Error::Invalid(text));
            }
            // Its disk may be mounted later, over what is made now, and the database that is open may be on it.
            Ok(cell) if is_bare(&cell).await? => {
                let text = format!(
                    "Nothing was adopted: the bytes of {region} are not there any more: is their disk mounted? Mount it, and the Region is \
                     served as it was. If they are lost for good, stop the node, and say so with --without-bytes: the layers of the \
                     database are missing then until clients push them again."
                );
                return Err(Error::Invalid(text));
            }
            // They do not any more.
            Ok(cell) => cell,
            Err(Unavailable::Mismatch(_) | Unavailable::Closed(_)) => {
                let open = match without_bytes {
                    true => node.extensions.find::<Anew>().map(|anew| anew.0.clone()),
                    false => node.extensions.find::<Unattached>().map(|unattached| unattached.0.clone()),
                };
                let none = || Unavailable::Internal("no Region can be opened here as it is".to_owned());
                match open.ok_or_else(none)?(region.clone()).await {
                    Ok(cell) => Arc::new(cell),
                    Err(Unavailable::Closed(why)) => {
                        return Err(Error::Invalid(format!("Nothing was adopted: {why}")));
                    }
                    Err(other) => return Err(other.into()),
                }
            }
            Err(other) => return Err(other.into()),
        };
        let accounts = node.directory.plane(&node.identity).await?;
        let adopted = adopt(&cell, accounts.as_deref(), (&node.clock, &node.entropy), without_bytes).await;
        let standing = adopted.map_err(|error| match error {
            AttachError::Mismatch(Mismatch::NoBytes) => Error::Invalid(format!(
                "Nothing was adopted: {} If they are lost for good, say so with --without-bytes: their layers are missing then \
                 until clients push them again.",
                Mismatch::NoBytes
            )),
            AttachError::Mismatch(mismatch) => Error::Invalid(format!("Nothing was adopted: {mismatch}")),
            AttachError::Unavailable(unavailable) => Error::Unavailable(unavailable),
        })?;
        // Where it is open already, it goes on.
        is_here(&cell).await?;
        Ok(AdoptStoreResponse { store_id: standing.id })
    }
}

/// Whether there is neither a blob nor what says which store it is.
async fn is_bare(cell: &Cell) -> Result<bool, Unavailable> {
    match cell.bytes.identity().await {
        Ok(None) => Ok(cell.bytes.sample(1).await?.is_empty()),
        _ => Ok(false),
    }
}
