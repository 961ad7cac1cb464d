// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! WHARF, API version 2026-11-29: the operations, their inputs and outputs, the shapes inside, and the faults.

mod decoders;
mod enumerations;
mod faults;
mod inputs;
mod operations;
mod outputs;
mod shapes;

pub use enumerations::*;
pub use faults::*;
pub use inputs::*;
#[cfg(any(test, feature = "testing"))]
pub(crate) use operations::REENCODE;
pub use operations::{OPERATIONS, SERVICE, operation};
pub use outputs::*;
pub use shapes::*;
