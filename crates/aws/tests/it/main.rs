//! Tests of the public surface: the wire types against the model that they are generated from, and properties.

#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod arn;
mod constraints;
mod faults;
mod forwarded;
mod fuzz;
mod inputs;
mod model;
mod nul;
mod operations;
mod outputs;
mod patterns;
mod query;
mod sensitive;
