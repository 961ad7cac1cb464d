//! One call of a node through its socket.

use anyhow::{Context as _, bail};
use serde_json::Value;
use wharf_aws::{AccountId, Region};
use wharf_node::operation::Service;
use wharf_server::{ACCOUNT_HEADER, REGION_HEADER};

/// What an operation answers, or the code and the text that it is refused with.
pub(super) async fn ask(
    client: &reqwest::Client,
    service: &Service,
    operation: &str,
    (account, region): (Option<&AccountId>, Option<&Region>),
    input: &Value,
) -> anyhow::Result<Result<Value, (String, String)>> {
    let wharf_aws::Protocol::Json11 { target_prefix } = service.model.protocol else {
        bail!("{} has no JSON protocol", service.name());
    };
    let mut request = client
        .post("http://wharf/")
        .header("content-type", wharf_aws::json11::CONTENT_TYPE)
        .header("x-amz-target", format!("{target_prefix}.{operation}"))
        .body(input.to_string());
    if let Some(account) = account {
        request = request.header(ACCOUNT_HEADER, account.as_str());
    }
    if let Some(region) = region {
        request = request.header(REGION_HEADER, region.as_str());
    }
    let answer = request.send().await.context("the node did not answer")?;
    let is_done = answer.status().is_success();
    let text = answer.text().await.context("the node's answer broke off")?;
    let body: Value = serde_json::from_str(&text).context("the node's answer is no JSON")?;
    if is_done {
        return Ok(Ok(body));
    }
    let member = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    Ok(Err((member("__type"), member(service.message_member))))
}
