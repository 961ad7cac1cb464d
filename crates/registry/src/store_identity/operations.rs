//! Take bytes for those of a database on purpose.

use std::sync::Arc;

use wharf_aws::wharf::*;

use super::{AttachError, Mismatch, Unattached, adopt, is_here};
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error, Unavailable};

operation! {
    /// Takes the bytes of the Region for those of its database, where both say that they do not belong together; what is there now
    /// is kept until a collection is forced.
    AdoptStore(AdoptStoreRequest) -> AdoptStoreResponse,
    access(_, _) { vec![Access::node("AdoptStore")] },
    run(context, input) {
        let (node, region) = (context.node, &context.call.region);
        let cell = match context.cell().await {
            Ok(cell) if is_here(&cell).await? => {
                let text = format!("The bytes of {region} belong to its database: there is nothing to adopt.");
                return Err(Error::Invalid(text));
            }
            // They do not any more.
            Ok(cell) => cell,
            Err(Unavailable::Mismatch(_) | Unavailable::Closed(_)) => {
                let unattached = node.extensions.find::<Unattached>();
                let none = || Unavailable::Internal("no Region can be opened here as it is".to_owned());
                Arc::new((unattached.ok_or_else(none)?.0)(region.clone()).await?)
            }
            Err(other) => return Err(other.into()),
        };
        let accounts = node.directory.plane(&node.identity).await?;
        let adopted = adopt(&cell, accounts.as_deref(), (&node.clock, &node.entropy), input.without_bytes.unwrap_or(false)).await;
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
