//! Everything of an account that decides requests, in one list: users, groups, roles, policies with their texts.
//!
//! Owns no rows; it asks the rooms, and each puts its part together.

mod detail;
mod operations;

pub use operations::*;
