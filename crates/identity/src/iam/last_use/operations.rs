//! Say when an access key was last used.

use wharf_aws::iam::{AccessKeyLastUsed, GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse};

use super::{LastUses, find};
use crate::iam::entity::store as entities;
use crate::iam::{access, access_key, fault};
use wharf_kernel::Error;
use wharf_kernel::operation::operation;

operation! {
    /// The last use of a key of the account, and whose the key is.
    GetAccessKeyLastUsed(GetAccessKeyLastUsedRequest) -> GetAccessKeyLastUsedResponse,
    access(input, _) { access::access_key("GetAccessKeyLastUsed", &input.access_key_id) },
    run(context, input) {
        let (account, id) = (context.call.account, input.access_key_id);
        let uses = LastUses::of(&context.node.identity);
        let database = context.node.identity.database();
        database
            .snapshot("iam.last_use.of_access_key", move |transaction| {
                let Some(key) = access_key::find_of(transaction, &account, &id)? else {
                    return Err(fault::no_such_entity(format!("The Access Key with id {id} cannot be found.")));
                };
                let user = match key.user() {
                    Some(user) => entities::find_by_id(transaction, user)?,
                    None => None,
                };
                let used = find(transaction, &uses, &id)?;
                let never = || "N/A".to_owned();
                Ok::<_, Error<_>>(GetAccessKeyLastUsedResponse {
                    user_name: user.map(|user| user.name),
                    access_key_last_used: Some(AccessKeyLastUsed {
                        last_used_date: used.as_ref().map(|used| used.at),
                        service_name: used.as_ref().map_or_else(never, |used| used.service.clone()),
                        region: used.map_or_else(never, |used| used.region),
                    }),
                })
            })
            .await
    }
}
