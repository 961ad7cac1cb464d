//! The rules of AWS's documentation as tables.

#![allow(clippy::unwrap_used, reason = "tests")]

mod accounts;
mod conditions;
mod differential;
mod evaluation;
mod fuzz;
mod hostile;
mod lint;
mod public_cases;
mod recipes;
mod reference;
mod saving;
