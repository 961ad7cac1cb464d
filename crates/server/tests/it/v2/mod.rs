//! `/v2/…`: the registry protocol.

mod blobs;
mod catalog;
mod manifests;
mod manifests_tags;
mod methods;
mod names;
mod negotiation;
mod ranges;
mod referrers;
mod schema1;
mod tags;
mod uploads;
mod uploads_chunked;
mod version;

pub(crate) use uploads::staged;
