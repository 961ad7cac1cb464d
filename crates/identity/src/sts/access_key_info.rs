//! `GetAccessKeyInfo`: whose key is it? (STS API Reference, *GetAccessKeyInfo*)
//!
//! Of long-term keys, active or not, of any account. Temporary keys have no row, and their ids are random: of these only
//! the caller's own is known.

use wharf_aws::sts::{GetAccessKeyInfoRequest, GetAccessKeyInfoResponse};
use wharf_policy::Action;

use super::fault::invalid;
use crate::iam::access_key;
use wharf_kernel::Access;
use wharf_kernel::operation::operation;

operation! {
    /// `GetAccessKeyInfo`.
    GetAccessKeyInfo(GetAccessKeyInfoRequest) -> GetAccessKeyInfoResponse,
    access(_, _) {
        vec![Access::anything(Action::new("sts", "GetAccessKeyInfo"))]
    },
    run(context, input) {
        let id = &input.access_key_id;
        let account = if *id == context.call.access_key_id {
            Some(context.call.account)
        } else {
            let row = access_key::known(&context.node.identity, id).await?;
            let row = row.as_deref().and_then(Option::as_ref);
            row.map(|row| row.account()).transpose()?
        };
        let account = account.ok_or_else(|| invalid(format!("The access key {id} is not known.")))?;
        Ok(GetAccessKeyInfoResponse {
            account: Some(account.to_string()),
        })
    }
}
