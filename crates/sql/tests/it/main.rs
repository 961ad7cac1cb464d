//! Both engines by one suite, and what only one of them can do.

#![allow(clippy::unwrap_used, reason = "tests")]

mod conflicts;
mod disk;
mod frozen;
mod group;
mod half_open;
mod lifetime;
mod migrations;
mod open_files;
mod plans;
mod schema;
mod small_disk;
mod statements;
mod transactions;
