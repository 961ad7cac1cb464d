//! Tests of the crate from outside: tables from the specifications, properties, and the fuzz bodies on seeds.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod accept;
mod convert;
mod digest;
mod fuzz;
mod manifest;
mod manifest_hostile;
mod media_type;
mod name;
mod range;
mod schema1;
