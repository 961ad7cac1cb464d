//! The registry protocol's own operations.

mod blob;
mod lists;
mod manifest;
pub(crate) mod mount;
mod upload;

use wharf_node::distribution::{BlobInput, Fault};
use wharf_node::{Error, Operation, perform};

use crate::bench::{Bench, Refusal, sha256};

/// A blob of a repository of Alice's.
pub(crate) fn blob(bench: &Bench, repository: &str, bytes: &[u8]) -> BlobInput {
    BlobInput {
        target: bench.target(repository),
        digest: sha256(bytes),
    }
}

/// Alice does it; a refusal is told by its name.
pub(crate) async fn alice<O: Operation<Fault = Fault>>(
    bench: &Bench,
    input: O::Input,
) -> Result<O::Output, Refusal> {
    let answer = perform::<O>(&bench.node, &bench.call(&bench.alice), input).await;
    answer.map_err(told)
}

/// Why something was refused, as a client sees it.
pub(crate) fn told(error: Error<Fault>) -> Refusal {
    match error {
        Error::Fault(Fault::Ecr(fault)) => fault.into(),
        Error::Fault(other) => Refusal::new(&format!("{other:?}"), ""),
        Error::Denied(denial) => Refusal::new("AccessDeniedException", denial.to_string()),
        Error::Invalid(text) => Refusal::new("Invalid", text),
        Error::Throttled(_) => Refusal::new("Throttling", "Rate exceeded"),
        Error::NoMemory(_) => Refusal::new("NoMemory", ""),
        Error::ReadOnly => Refusal::new("ReadOnly", ""),
        Error::Unavailable(unavailable) => Refusal::new("Unavailable", unavailable.to_string()),
    }
}

fn refused(name: &str) -> Refusal {
    Refusal::new(name, "")
}
