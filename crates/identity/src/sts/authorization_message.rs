//! `DecodeAuthorizationMessage`, and the messages that it decodes: a refusal with its circumstances, for those who may
//! read it (STS API Reference, *DecodeAuthorizationMessage*).
//!
//! AWS appends such a message to the refusals of some services; ECR, IAM, STS and Organizations are not among them, and
//! their texts are compared by clients. So the message goes beside the text, in a header of the front ends' choice. Only
//! the account of the refused caller can decode it.

use serde_json::{Value, json};
use wharf_aws::sts::{
    DecodeAuthorizationMessageRequest, DecodeAuthorizationMessageResponse, Fault as Modelled,
};
use wharf_policy::{Action, Comparison, Denial};

use super::Fault;
use wharf_kernel::operation::operation;
use wharf_kernel::session::{pack, unpack};
use wharf_kernel::{Access, Call, Node, Purpose};

/// The message of a refusal: what was asked, by whom, from where, and why not.
pub fn encode(node: &Node, call: &Call, denial: &Denial) -> String {
    let text = denial.to_string();
    let mut conditions = vec![
        ("aws:RequestedRegion", call.region.to_string()),
        ("aws:SecureTransport", call.secure.to_string()),
        ("aws:CurrentTime", node.clock.now().to_string()),
    ];
    if let Some(address) = call.source_ip {
        conditions.push(("aws:SourceIp", address.to_string()));
    }
    if let Some(agent) = &call.user_agent {
        // Clients choose its length.
        conditions.push(("aws:UserAgent", agent.chars().take(256).collect()));
    }
    let items: Vec<_> = conditions
        .into_iter()
        .map(|(key, value)| json!({ "key": key, "values": { "items": [{ "value": value }] } }))
        .collect();
    let message = json!({
        "allowed": false,
        "failures": { "items": failures(denial) },
        "explicitDeny": text.contains("with an explicit deny"),
        "reason": text,
        "requestId": call.request_id.as_str(),
        "context": {
            "principal": { "id": call.principal.user_id(), "arn": call.principal.arn },
            "action": denial.action.to_string(),
            "resource": denial.resource,
            "conditions": { "items": items },
        },
    });
    let packed = pack(message.to_string().as_bytes());
    let account = call.account.as_str().as_bytes();
    node.sealer
        .seal_text(Purpose::AuthorizationMessage, account, &packed)
}

/// Values of one side of a condition, and characters of a value, that a message has: it stands in a header.
const MOST_VALUES: usize = 4;
const LONGEST_VALUE: usize = 128;

/// The conditions that decided, of policies of the caller's account.
fn failures(denial: &Denial) -> Vec<Value> {
    let short = |values: &[String]| -> Vec<String> {
        let values = values.iter().take(MOST_VALUES);
        values
            .map(|value| value.chars().take(LONGEST_VALUE).collect())
            .collect()
    };
    let item = |compared: &Comparison| json!({ "operator": compared.operator, "key": compared.key, "wanted": short(&compared.wanted), "actual": short(&compared.actual) });
    denial.compared.iter().map(item).collect()
}

operation! {
    /// `DecodeAuthorizationMessage`.
    DecodeAuthorizationMessage(DecodeAuthorizationMessageRequest) -> DecodeAuthorizationMessageResponse,
    access(_, _) {
        vec![Access::anything(Action::new("sts", "DecodeAuthorizationMessage"))]
    },
    run(context, input) {
        let account = context.call.account.as_str().as_bytes();
        let sealer = &context.node.sealer;
        let decoded = sealer
            .open_text(Purpose::AuthorizationMessage, account, &input.encoded_message)
            .and_then(|packed| unpack(&packed))
            .and_then(|plain| String::from_utf8(plain).ok());
        let decoded_message = decoded.ok_or_else(|| {
            let message = "The encoded message is not one of this account's.".to_owned();
            Fault::from(Modelled::InvalidAuthorizationMessage { message })
        })?;
        Ok(DecodeAuthorizationMessageResponse {
            decoded_message: Some(decoded_message),
        })
    }
}
