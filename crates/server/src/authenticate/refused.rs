//! What is recorded of a credential that was refused.

use http::HeaderMap;
use wharf_aws::Region;
use wharf_node::audit::RefusedSignIn;
use wharf_node::authenticate::owner;

use crate::request::{RequestContext, user_agent};

/// The longest id that a record shows: longer ones are no ids.
const LONGEST_ID: usize = 128;

/// Records a refusal of a credential that says it is of an access key.
pub(super) async fn record(
    context: &RequestContext<'_>,
    headers: &HeaderMap,
    (access_key_id, region): (Option<String>, Option<Region>),
    (code, reason): (&'static str, String),
) {
    let node = &context.state.node;
    let access_key_id = access_key_id.filter(|id| id.len() <= LONGEST_ID);
    let account = match &access_key_id {
        Some(id) => owner(node, id).await,
        None => None,
    };
    let (_, default) = &node.settings.default_registry;
    let refused = RefusedSignIn {
        access_key_id,
        web_identity: None,
        account,
        region: region
            .filter(|region| node.serves(region))
            .unwrap_or_else(|| default.clone()),
        source_ip: context.source.address,
        user_agent: user_agent(headers),
        request_id: context.request_id,
        code: code.to_owned(),
        reason,
    };
    node.refused_sign_in(refused).await;
}
