//! `GetAccessKeyInfo`: whose key is it? (STS API Reference, *GetAccessKeyInfo*)
//!
//! Of long-term keys, active or not, of any account. Temporary keys have no row, and their ids are random: of these only
//! the caller's own is known.

use wharf_aws::sts::{GetAccessKeyInfoRequest, GetAccessKeyInfoResponse};
use wharf_policy::Action;

use super::Fault;
use super::fault::invalid;
use crate::{Access, Authorized, Call, Context, Error, Operation};

/// `GetAccessKeyInfo`.
pub struct GetAccessKeyInfo;

impl Operation for GetAccessKeyInfo {
    const SERVICE: &'static str = "sts";
    const NAME: &'static str = "GetAccessKeyInfo";
    type Input = GetAccessKeyInfoRequest;
    type Output = GetAccessKeyInfoResponse;
    type Fault = Fault;

    fn access(_input: &Self::Input, _call: &Call) -> Vec<Access> {
        vec![Access::anything(Action::new("sts", "GetAccessKeyInfo"))]
    }

    async fn run(
        context: &Context<'_>,
        input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
        let id = &input.access_key_id;
        let account = if *id == context.call.access_key_id {
            Some(context.call.account)
        } else {
            let row = context.node.identity.access_key(id).await?;
            let row = row.as_deref().and_then(Option::as_ref);
            row.map(|row| row.account()).transpose()?
        };
        let account = account.ok_or_else(|| invalid(format!("The access key {id} is not known.")))?;
        Ok(GetAccessKeyInfoResponse {
            account: Some(account.to_string()),
        })
    }
}
