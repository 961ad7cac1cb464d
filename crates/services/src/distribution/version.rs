//! `GET /v2/`: is this a registry, and am I signed in?

use std::convert::Infallible;

use crate::{Access, Authorized, Call, Context, Error, Operation};

/// The version check: needs no permission, only a valid token.
pub struct CheckVersion;

impl Operation for CheckVersion {
    const SERVICE: &'static str = "distribution";
    const NAME: &'static str = "CheckVersion";
    type Input = ();
    type Output = ();
    type Fault = Infallible;

    fn access(_input: &(), _call: &Call) -> Vec<Access> {
        Vec::new()
    }

    async fn run(_context: &Context<'_>, _input: Authorized<()>) -> Result<(), Error<Infallible>> {
        Ok(())
    }
}
