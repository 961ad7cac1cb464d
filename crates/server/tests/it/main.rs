//! The wire: what a client sees of a server over real sockets. The tree of `v2` is the tree of its URLs.

#![allow(clippy::unwrap_used, reason = "tests")]

mod acceptance;
mod access_log;
mod apart;
mod capture;
mod connections;
mod counts;
mod downloads;
mod drain;
mod families;
mod full;
mod golden;
mod health;
mod hosts;
mod isolation;
mod issuer;
mod json11;
mod mirrors;
mod operator;
mod outage;
mod permission;
mod postgres;
mod proxies;
mod query;
mod rates;
mod read_only;
mod regions;
mod restart;
mod secrets;
mod signatures;
mod storage;
mod tokens;
mod transcripts;
mod user_agent;
mod v2;
