//! STS: credentials for a while, and what they are good for.

mod access_key_info;
mod assume_role;
mod authorization_message;
mod federation_token;
pub(crate) mod roles;
mod session_token;
pub(crate) mod web_identity;

use serde_json::Value;
use wharf_aws::query::{Form, FromForm};
use wharf_aws::{Encode, ServiceFault, json11};
use wharf_node::authenticate::{CredentialFault, by_access_key};
use wharf_node::sts::{Fault, GetCallerIdentity};
use wharf_node::{Call, Error, Node, Operation, Unavailable, perform};

use crate::bench::{Bench, Refusal, Take};

/// Asks an operation of STS with the parameters of a form.
pub(crate) async fn ask<O>(bench: &Bench, call: &Call, parameters: &[(&str, &str)]) -> Result<Value, Refusal>
where
    O: Operation<Input: FromForm, Output: Encode, Fault = Fault>,
{
    ask_node::<O>(&bench.node, call, parameters).await
}

/// The same, of another node.
pub(crate) async fn ask_node<O>(
    node: &Node,
    call: &Call,
    parameters: &[(&str, &str)],
) -> Result<Value, Refusal>
where
    O: Operation<Input: FromForm, Output: Encode, Fault: ServiceFault>,
{
    let escape = |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02x}")).collect() };
    let form: Vec<String> = parameters
        .iter()
        .map(|(name, value)| format!("{name}={}", escape(value)))
        .collect();
    let form = Form::parse(form.join("&").as_bytes()).unwrap();
    let input = O::Input::from_form(&form)
        .map_err(|fault| Refusal::new("ValidationError", wharf_aws::CommonFault::from(fault).to_string()))?;
    match perform::<O>(node, call, input).await {
        Ok(output) => Ok(serde_json::from_slice(&json11::encode(&output)).unwrap()),
        Err(Error::Fault(fault)) => Err(Refusal::new(fault.code(), fault.message())),
        Err(Error::Denied(denial)) => Err(Refusal::new("AccessDenied", O::ROW.denial_text(&denial))),
        Err(Error::Invalid(text)) => Err(Refusal::new("ValidationError", text)),
        Err(Error::Throttled(_)) => Err(Refusal::new("Throttling", "Rate exceeded")),
        Err(Error::NoMemory(_)) => Err(Refusal::new("NoMemory", "")),
        Err(Error::ReadOnly) => Err(Refusal::new("ReadOnly", "")),
        Err(Error::Unavailable(Unavailable::Full)) => Err(Refusal::new("Full", "")),
        Err(Error::Unavailable(Unavailable::ReadOnly)) => Err(Refusal::new("ReadOnly", "")),
        Err(Error::Unavailable(
            Unavailable::Outage(text)
            | Unavailable::Mismatch(text)
            | Unavailable::Closed(text)
            | Unavailable::Damaged(text)
            | Unavailable::Internal(text),
        )) => Err(Refusal::new("Internal", text)),
        Err(Error::Unavailable(Unavailable::Unreadable(record))) => {
            Err(Refusal::new("Internal", record.to_string()))
        }
    }
}

/// The call that the credentials in an answer make.
pub(crate) async fn call_with(bench: &Bench, answer: &Value) -> Result<Call, CredentialFault> {
    let (id, token) = (
        answer.text("/Credentials/AccessKeyId"),
        answer.text("/Credentials/SessionToken"),
    );
    let (identified, secret) = by_access_key(&bench.node, &id, Some(&token)).await?;
    assert_eq!(secret.expose(), answer.text("/Credentials/SecretAccessKey"));
    Ok(Call {
        principal: identified.principal,
        account: identified.account,
        access_key_id: identified.access_key_id,
        session: identified.session,
        ..bench.call(&bench.alice)
    })
}

/// Who a call is by: its ARN.
pub(super) async fn who(bench: &Bench, call: &Call) -> String {
    let answer = ask::<GetCallerIdentity>(bench, call, &[]).await.unwrap();
    answer.text("/Arn")
}

/// In how many seconds the credentials in an answer end.
pub(super) fn lasts(bench: &Bench, answer: &Value) -> i64 {
    let expiration = answer.pointer("/Credentials/Expiration").unwrap();
    let seconds = expiration.as_f64().unwrap();
    seconds as i64 - bench.clock.now().micros() / 1_000_000
}
