//! The identity plane.

mod access_key;
mod bootstrap;
mod last_use;
mod lists;
mod rules;
mod unreadable_key;
