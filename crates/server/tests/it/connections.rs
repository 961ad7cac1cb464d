//! Connections of clients that are slow, gone, hasty or wrong.

mod answers;
mod bodies;
mod bounds;
mod heads;
mod http2;
mod shares;
mod silence;
mod unverified;
