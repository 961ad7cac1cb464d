//! Name keys, and list their names (AWS KMS API Reference).

use wharf_aws::kms::*;
use wharf_policy::Action;

use super::key::{on_key, page, ring};
use super::model::arn;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

operation! {
    /// Names a key.
    CreateAlias(CreateAliasRequest) -> CreateAliasResponse,
    access(input, _) { on_key("CreateAlias", &input.target_key_id) },
    run(context, input) {
        let Some(alias) = input.alias_name.strip_prefix("alias/") else {
            let message = "An alias begins with alias/".to_owned();
            return Err(Error::Fault(Fault::InvalidAliasName { message }));
        };
        let cell = context.cell().await?;
        let ring = ring(context, &cell);
        let key = ring.find_key(&input.target_key_id).await?;
        ring.add_alias(alias, &key).await?;
        Ok(CreateAliasResponse {})
    }
}

operation! {
    /// The aliases of the account in the Region, by name; of one key when it is given.
    ListAliases(ListAliasesRequest) -> ListAliasesResponse,
    access(_, _) { vec![Access::anything(Action::new("kms", "ListAliases"))] },
    run(context, input) {
        let cell = context.cell().await?;
        let ring = ring(context, &cell);
        let key = match &input.key_id {
            Some(key) => Some(ring.find(key).await?.id),
            None => None,
        };
        let list = ["kms:ListAliases", key.as_deref().unwrap_or_default()];
        let page = page(context, &list, input.marker.as_deref(), input.limit)?;
        let found = ring.aliases(key.as_deref(), &page.after, page.limit()).await?;
        let (found, next_marker) = page.finish(context, found, |(alias, _)| alias.clone());
        let (region, account) = (&context.call.region, &context.call.account);
        let shown = |(alias, key): (String, String)| AliasListEntry {
            alias_arn: Some(arn(region, account, &format!("alias/{alias}"))),
            alias_name: Some(format!("alias/{alias}")),
            target_key_id: Some(key),
            creation_date: None,
            last_updated_date: None,
        };
        Ok(ListAliasesResponse {
            aliases: Some(found.into_iter().map(shown).collect()),
            truncated: Some(next_marker.is_some()),
            next_marker,
        })
    }
}
