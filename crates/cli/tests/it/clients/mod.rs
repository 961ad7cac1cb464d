//! Real clients, unmodified, against the served program.
//!
//! One file per client or per scenario that several share. Every test starts its own node; nothing of the machine is
//! changed. A client that is missing fails its test (see `lab::program`).
//!
//! **Needs root:** all of them run clients in a mount namespace; the engine's also in a process namespace, and the
//! credential helper's in a network namespace of its own.

mod artifact;
mod aws;
mod behaviours;
mod boto3;
mod buildah;
mod cdk;
mod compose;
mod containerd;
mod credential_helper;
mod docker;
mod helm;
mod iam;
mod large;
mod many;
mod next;
mod opentofu;
mod podman;
mod promote;
mod proxy;
mod refusals;
mod skopeo;
mod sts;
mod tls;
mod topology;
mod trivy;
pub(crate) mod web_identity;
