//! `GET /v2/`: is this a registry, and am I signed in?

use super::Fault;
use crate::{Access, Authorized, Call, Context, Error, Operation};

/// The version check: needs no permission, only a valid token.
pub struct CheckVersion;

/// Nothing is asked.
#[derive(Debug)]
pub struct CheckVersionInput;

impl Operation for CheckVersion {
    const SERVICE: &'static str = "distribution";
    const NAME: &'static str = "CheckVersion";
    type Input = CheckVersionInput;
    type Output = ();
    type Fault = Fault;

    fn access(_input: &Self::Input, _call: &Call) -> Vec<Access> {
        Vec::new()
    }

    async fn run(_context: &Context<'_>, _input: Authorized<Self::Input>) -> Result<(), Error<Fault>> {
        Ok(())
    }
}
