//! The organization file, what it asks for, and what comes of it.
#![allow(clippy::unwrap_used, reason = "the helpers of tests panic as tests do")]

mod access;
mod advise;
mod advise_any;
mod advise_written;
mod by_hand;
mod compact;
mod companies;
mod company;
mod desired;
mod edit;
mod file;
mod hostile;
mod limits;
mod live;
mod own_requests;
mod pictures;
mod random;
mod services;
