//! What tests with real clients stand on: the served program, clients as their users start them, images, plain HTTP.
//!
//! | part | what it is |
//! |---|---|
//! | [`Lab`] | a node, two accounts whose keys the test knows, a folder for the clients' files |
//! | [`Run`], [`Done`] | a client's process: its environment, its time limit, its words |
//! | [`program`] | where a client is; the command that installs it when it is missing |
//! | [`Engine`] | Debian's docker engine, for one test |
//! | [`Image`], [`layout`] | images to push, as OCI layouts in a folder |
//! | [`Http`], [`Registry`], [`api`] | a blocking client of our own, for what no real client shows |
//! | [`seed`], [`seconds`], [`drawn`], [`count`] | what `cargo xtask soak` asks of a test |
//!
//! Registry hosts must resolve, and a test changes nothing of the machine: clients run in a mount namespace of their own
//! with another `/etc/hosts` bound over the machine's (`unshare -m`), which needs root. CI runs as root.

mod api;
mod engine;
mod http;
mod image;
pub(crate) mod layout;
mod node;
mod program;
mod registry;
mod run;
mod soak;

pub(crate) use api::{Api, basic};
pub(crate) use engine::{Engine, daemon};
pub(crate) use http::{Answer, Http, Stream, connect, trusting};
pub(crate) use image::{Image, descriptor, digest, incompressible};
pub(crate) use node::{ACCOUNT, KEY, Lab, OTHER, REGION, node_environment};
pub(crate) use program::{brought, program, search_path};
pub(crate) use registry::Registry;
pub(crate) use run::{APART, Done, Run, WITH_HOSTS};
pub(crate) use soak::{count, drawn, seconds, seed};
