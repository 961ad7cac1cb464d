//! The crate from outside: another signer's requests, every fault's text, and properties.

mod faults;
mod flow;
mod properties;
mod request;
mod vectors;
