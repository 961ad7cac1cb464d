// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! The inputs of the served operations.

use crate::DecodeFault;
use crate::decode::{Decode, Decoded, Decoder};
use crate::encode::{Encode, Sink};
use crate::json::Json;
use crate::query::{self, Form, FromForm};

/// Input of `GetCallerIdentity` (shape `GetCallerIdentityRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetCallerIdentityRequest {}

impl Decode for GetCallerIdentityRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        decoder.structure(value)?;
        Ok(Some(Self {}))
    }
}

impl Encode for GetCallerIdentityRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.begin_structure();
        sink.end_structure();
    }
}

impl FromForm for GetCallerIdentityRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}
