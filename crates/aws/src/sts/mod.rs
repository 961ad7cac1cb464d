// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! STS, API version 2011-06-15: the operations, their inputs and outputs, the shapes inside, and the faults.

mod decoders;
mod faults;
mod inputs;
mod operations;
mod outputs;
mod shapes;

pub use faults::*;
pub use inputs::*;
#[cfg(any(test, feature = "testing"))]
pub(crate) use operations::REENCODE;
pub use operations::{OPERATIONS, SERVICE, operation};
pub use outputs::*;
pub use shapes::*;
