//! Make, read, list, change and delete OpenID Connect providers.

use wharf_aws::iam::*;
use wharf_sql::Transaction;

use super::{Provider, arn, store, url_of};
use crate::iam::{access, fault, tag};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Context, Error};

/// Of each account, and for each provider (IAM User Guide, *IAM and AWS STS quotas*).
const MAX_PROVIDERS: usize = 100;
const MAX_CLIENT_IDS: usize = 100;

/// The URL without its scheme, or what is wrong with it.
fn issuer(url: &str) -> Result<&str, Error<Fault>> {
    let refused = |reason: &str| fault::invalid(format!("Invalid Open ID Connect Provider URL: {reason}"));
    let rest = url
        .strip_prefix("https://")
        .ok_or_else(|| refused("it must begin with https://"))?;
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty()
        || !host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte))
    {
        return Err(refused("it must name a host"));
    }
    if rest.contains(['?', '#', '@', '\n']) || rest.chars().any(char::is_whitespace) {
        return Err(refused("it must have neither query nor fragment"));
    }
    Ok(rest.trim_end_matches('/'))
}

fn check_thumbprints(list: &[String]) -> Result<(), Error<Fault>> {
    let is_sha1 = |text: &String| text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if list.len() <= 5 && list.iter().all(is_sha1) {
        return Ok(());
    }
    Err(fault::invalid(
        "Thumbprints are at most five, each of 40 hexadecimal digits".to_owned(),
    ))
}

/// They are stored as lines.
fn check_client_id(id: &str) -> Result<(), Error<Fault>> {
    if id.chars().any(char::is_control) {
        return Err(Error::Invalid(
            "1 validation error detected: Value at 'clientID' failed to satisfy constraint: Member must not have control \
             characters"
                .to_owned(),
        ));
    }
    Ok(())
}

fn missing(arn: &str) -> Error<Fault> {
    fault::no_such_entity(format!("OpenIDConnect Provider not found for arn {arn}"))
}

/// The provider of an ARN in the caller's account.
pub(super) fn require(
    transaction: &mut Transaction<'_>,
    account: &wharf_aws::AccountId,
    arn: &str,
) -> Result<Provider, Error<Fault>> {
    let found = match url_of(account, arn) {
        Some(url) => store::find(transaction, account, url)?,
        None => None,
    };
    found.ok_or_else(|| missing(arn))
}

async fn change(
    context: &Context<'_>,
    arn: String,
    change: impl Fn(&mut Provider) -> Result<(), Error<Fault>> + Send + 'static,
) -> Result<(), Error<Fault>> {
    let account = context.call.account;
    let identity = &context.node.identity;
    identity
        .change(
            "iam.oidc_provider.change",
            Changed::Account(account),
            move |transaction| {
                let mut provider = require(transaction, &account, &arn)?;
                change(&mut provider)?;
                Ok(store::update(transaction, &account, &provider)?)
            },
        )
        .await
}

operation! {
    /// Trusts an issuer's tokens for some audiences.
    CreateOpenIDConnectProvider(CreateOpenIDConnectProviderRequest) -> CreateOpenIDConnectProviderResponse,
    access(input, call) {
        let url = input.url.strip_prefix("https://").unwrap_or(&input.url).trim_end_matches('/');
        let demands = access::arn("CreateOpenIDConnectProvider", &arn(&call.account, url));
        access::with_tags(demands, input.tags.as_deref(), "TagOpenIDConnectProvider")
    },
    run(context, input) {
        let url = issuer(&input.url)?.to_owned();
        let (account, now) = (context.call.account, context.node.clock.now());
        let provider = Provider {
            url,
            client_ids: input.client_id_list.unwrap_or_default(),
            thumbprints: input.thumbprint_list.unwrap_or_default(),
            created_at: now,
        };
        check_thumbprints(&provider.thumbprints)?;
        provider.client_ids.iter().try_for_each(|id| check_client_id(id))?;
        if provider.client_ids.len() > MAX_CLIENT_IDS {
            let quota = format!("Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: {MAX_CLIENT_IDS}");
            return Err(fault::limit(quota));
        }
        let (made, tags) = (arn(&account, &provider.url), input.tags.unwrap_or_default());
        let (owner, shown) = (made.clone(), Some(tags.clone()).filter(|tags| !tags.is_empty()));
        let identity = &context.node.identity;
        identity
            .change("iam.oidc_provider.create", Changed::Account(account), move |transaction| {
                if store::list(transaction, &account)?.len() >= MAX_PROVIDERS {
                    let quota = "Cannot exceed quota for OpenIdConnectProvidersPerAccount";
                    return Err(fault::limit(format!("{quota}: {MAX_PROVIDERS}")));
                }
                if !store::insert(transaction, &account, &provider)? {
                    let message = format!("Provider with url https://{} already exists.", provider.url);
                    return Err(Error::Fault(Fault::EntityAlreadyExists { message }));
                }
                tag::put(transaction, &account, &owner, &tags)
            })
            .await?;
        Ok(CreateOpenIDConnectProviderResponse { open_id_connect_provider_arn: Some(made), tags: shown })
    }
}

operation! {
    /// One provider.
    GetOpenIDConnectProvider(GetOpenIDConnectProviderRequest) -> GetOpenIDConnectProviderResponse,
    access(input, _) { access::arn("GetOpenIDConnectProvider", &input.open_id_connect_provider_arn) },
    run(context, input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        database
            .snapshot("iam.oidc_provider.get", move |transaction| {
                let arn = &input.open_id_connect_provider_arn;
                let provider = require(transaction, &account, arn)?;
                Ok(GetOpenIDConnectProviderResponse {
                    url: Some(provider.url),
                    client_id_list: Some(provider.client_ids),
                    thumbprint_list: Some(provider.thumbprints),
                    create_date: Some(provider.created_at),
                    tags: tag::shown(transaction, &account, arn)?,
                })
            })
            .await
    }
}

operation! {
    /// All providers.
    ListOpenIDConnectProviders(ListOpenIDConnectProvidersRequest) -> ListOpenIDConnectProvidersResponse,
    access(_, call) { access::arn("ListOpenIDConnectProviders", &arn(&call.account, "*")) },
    run(context, _input) {
        let account = context.call.account;
        let database = context.node.identity.database();
        let providers = database
            .snapshot("iam.oidc_provider.list", move |transaction| {
                Ok::<_, Error<Fault>>(store::list(transaction, &account)?)
            })
            .await?;
        let entry = |provider: &Provider| OpenIDConnectProviderListEntry {
            arn: Some(arn(&account, &provider.url)),
        };
        Ok(ListOpenIDConnectProvidersResponse {
            open_id_connect_provider_list: Some(providers.iter().map(entry).collect()),
        })
    }
}

operation! {
    /// Lets tokens have one more audience.
    AddClientIDToOpenIDConnectProvider(AddClientIDToOpenIDConnectProviderRequest)
        -> AddClientIDToOpenIDConnectProviderResponse,
    access(input, _) { access::arn("AddClientIDToOpenIDConnectProvider", &input.open_id_connect_provider_arn) },
    run(context, input) {
        let id = input.client_id;
        check_client_id(&id)?;
        change(context, input.open_id_connect_provider_arn, move |provider| {
            if !provider.client_ids.contains(&id) {
                provider.client_ids.push(id.clone());
            }
            if provider.client_ids.len() > MAX_CLIENT_IDS {
                let quota = "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider";
                return Err(fault::limit(format!("{quota}: {MAX_CLIENT_IDS}")));
            }
            Ok(())
        })
        .await?;
        Ok(AddClientIDToOpenIDConnectProviderResponse {})
    }
}

operation! {
    /// Lets tokens not have an audience any more.
    RemoveClientIDFromOpenIDConnectProvider(RemoveClientIDFromOpenIDConnectProviderRequest)
        -> RemoveClientIDFromOpenIDConnectProviderResponse,
    access(input, _) {
        access::arn("RemoveClientIDFromOpenIDConnectProvider", &input.open_id_connect_provider_arn)
    },
    run(context, input) {
        let id = input.client_id;
        change(context, input.open_id_connect_provider_arn, move |provider| {
            provider.client_ids.retain(|known| *known != id);
            Ok(())
        })
        .await?;
        Ok(RemoveClientIDFromOpenIDConnectProviderResponse {})
    }
}

operation! {
    /// Replaces the thumbprints.
    UpdateOpenIDConnectProviderThumbprint(UpdateOpenIDConnectProviderThumbprintRequest)
        -> UpdateOpenIDConnectProviderThumbprintResponse,
    access(input, _) {
        access::arn("UpdateOpenIDConnectProviderThumbprint", &input.open_id_connect_provider_arn)
    },
    run(context, input) {
        check_thumbprints(&input.thumbprint_list)?;
        let list = input.thumbprint_list;
        change(context, input.open_id_connect_provider_arn, move |provider| {
            provider.thumbprints.clone_from(&list);
            Ok(())
        })
        .await?;
        Ok(UpdateOpenIDConnectProviderThumbprintResponse {})
    }
}

operation! {
    /// Stops trusting an issuer. One that is not there is no fault.
    DeleteOpenIDConnectProvider(DeleteOpenIDConnectProviderRequest) -> DeleteOpenIDConnectProviderResponse,
    access(input, _) { access::arn("DeleteOpenIDConnectProvider", &input.open_id_connect_provider_arn) },
    run(context, input) {
        let account = context.call.account;
        let arn = input.open_id_connect_provider_arn;
        let url = url_of(&account, &arn).ok_or_else(|| missing(&arn))?.to_owned();
        let identity = &context.node.identity;
        identity
            .change("iam.oidc_provider.delete", Changed::Account(account), move |transaction| {
                tag::delete_all(transaction, &account, &arn)?;
                Ok::<_, Error<Fault>>(store::delete(transaction, &account, &url)?)
            })
            .await?;
        Ok(DeleteOpenIDConnectProviderResponse {})
    }
}
