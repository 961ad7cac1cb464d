//! The tags of OpenID Connect providers.

use wharf_aws::iam::*;

use super::operations::require;
use crate::iam::page;
use crate::iam::{access, tag};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

operation! {
    /// Sets tags of a provider.
    TagOpenIDConnectProvider(TagOpenIDConnectProviderRequest) -> TagOpenIDConnectProviderResponse,
    access(input, _) {
        let demands = access::arn("TagOpenIDConnectProvider", &input.open_id_connect_provider_arn);
        access::with_tags(demands, Some(&input.tags), "TagOpenIDConnectProvider")
    },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.oidc_provider.tag", Changed::Account(account), move |transaction| {
                require(transaction, &account, &input.open_id_connect_provider_arn)?;
                tag::put(transaction, &account, &input.open_id_connect_provider_arn, &input.tags)
            })
            .await?;
        Ok(TagOpenIDConnectProviderResponse {})
    }
}

operation! {
    /// Takes tags of a provider away.
    UntagOpenIDConnectProvider(UntagOpenIDConnectProviderRequest) -> UntagOpenIDConnectProviderResponse,
    access(input, _) {
        let demands = access::arn("UntagOpenIDConnectProvider", &input.open_id_connect_provider_arn);
        access::untag(demands, &input.tag_keys)
    },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("iam.oidc_provider.untag", Changed::Account(account), move |transaction| {
                let arn = &input.open_id_connect_provider_arn;
                require(transaction, &account, arn)?;
                Ok::<_, Error<Fault>>(tag::remove(transaction, &account, arn, &input.tag_keys)?)
            })
            .await?;
        Ok(UntagOpenIDConnectProviderResponse {})
    }
}

operation! {
    /// The tags of a provider.
    ListOpenIDConnectProviderTags(ListOpenIDConnectProviderTagsRequest) -> ListOpenIDConnectProviderTagsResponse,
    access(input, _) { access::arn("ListOpenIDConnectProviderTags", &input.open_id_connect_provider_arn) },
    run(context, input) {
        let account = context.call.account;
        let arn = input.open_id_connect_provider_arn;
        let page = page::begin(context, &["provider-tags", &arn], input.marker.as_deref(), input.max_items)?;
        let (after, limit) = (page.after.clone(), page.limit());
        let database = context.node.identity.database();
        let tags = database
            .snapshot("iam.oidc_provider.tags", move |transaction| {
                require(transaction, &account, &arn)?;
                Ok::<_, Error<Fault>>(tag::page(transaction, &account, &arn, &after, limit)?)
            })
            .await?;
        let (tags, marker) = page.finish(context, tags, |(key, _)| key.to_lowercase());
        Ok(ListOpenIDConnectProviderTagsResponse {
            tags: tag::wire(tags),
            is_truncated: Some(marker.is_some()),
            marker,
        })
    }
}
