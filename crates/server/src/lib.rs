//! The network side: listeners, the request pipeline, the protocol front ends, health and metrics.
//!
//! One port serves everything (see `pipeline`). A front end decodes a request into an operation's input, `node`
//! authorizes and runs it, and the front end encodes the answer or the fault in the protocol that it came in. The
//! routes are recognized by header, by host and by the end of a path whose middle is a repository name, so there is no path
//! router here: `distribution::route` reads a path, `json11` a header, `query` a form.
//!
//! Absent by intent: rules of any operation, SQL, files other than certificates and what the operators' socket needs.

#![forbid(unsafe_code)]

mod answer_room;
mod authenticate;
mod body;
mod bound;
mod bounds;
mod budget;
mod callers;
mod client;
mod cors;
mod distribution;
mod download;
mod heads;
mod health;
mod hosts;
mod issuer;
mod json11;
mod listener;
mod metrics;
mod metrics_port;
mod operator_socket;
mod outgoing;
mod pace;
mod peer;
mod pipeline;
mod proxies;
mod public_url;
mod query;
mod request;
mod request_body;
mod response;
mod sendfile;
mod slots;
mod socket;
mod streams;
pub mod tls;
mod together;
mod underway;
mod unserved;
mod webhook_client;

pub use authenticate::operator::{ACCOUNT_HEADER, REGION_HEADER};
pub use cors::{CorsOrigin, CorsOrigins};
pub use hosts::{AWS_ZONES, Aliases, Hosts, covers as alias_covers, registry_of as registry_of_name};
pub use issuer::{HttpsDocuments, NoCertificate};
pub use listener::{Options, Server};
pub use metrics::{Exposed, FAMILIES, Family, Kind, Metrics, MetricsToken, Shown};
pub use metrics_port::MetricsPort;
pub use operator_socket::{OperatorSocket, os_user};
pub use proxies::TrustedProxies;
pub use public_url::{PublicUrl, PublicUrlError};
pub use request::Downloads;
pub use webhook_client::HttpWebhooks;
