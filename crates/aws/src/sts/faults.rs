// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! The faults of the served operations.

use serde_json::{Map, Value};

use crate::ServiceFault;

/// A fault that a served operation of STS may raise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {}

impl Fault {
    /// The code on the wire.
    pub fn code(&self) -> &'static str {
        match *self {}
    }

    /// The HTTP status of the answer.
    pub fn http_status(&self) -> u16 {
        match *self {}
    }

    /// The text for people.
    pub fn message(&self) -> &str {
        match *self {}
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code(), self.message())
    }
}

impl std::error::Error for Fault {}

impl ServiceFault for Fault {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn http_status(&self) -> u16 {
        self.http_status()
    }

    fn message(&self) -> &str {
        self.message()
    }

    fn members(&self) -> Map<String, Value> {
        match *self {}
    }
}
