//! What is recorded of an operation that needs no signature: strangers ask for it as often as they like. Where its input proves the
//! caller, that is recorded as a call of whom it proves, in the account that it is made in. What is refused is a refused sign-in, and the
//! number of their records is bounded (`node::refusals`); a signature does not count, as it does not for the operation. One whose caller
//! went away, or that failed by no doing of the caller's, has no record: each could be made any number of times.

use std::sync::Arc;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::Context;
use super::record::{Ended, pending};
use crate::audit::{RefusedSignIn, WebIdentity};
use crate::{Access, Call, audit};

/// What is noted of a call on its way.
#[derive(Default)]
pub(super) struct Unsigned {
    /// Its input as records show it, where calls are recorded.
    parameters: Option<Map<String, Value>>,
    token: WebIdentity,
    proved: Option<Proved>,
}

impl Unsigned {
    pub(super) fn with(parameters: Option<Map<String, Value>>) -> Unsigned {
        Unsigned {
            parameters,
            ..Unsigned::default()
        }
    }
}

/// Who is proved to call.
pub struct Proved {
    /// The call as the principal's that is proved.
    pub call: Call,
    /// The principal, as records say it.
    pub identity: Arc<RawValue>,
    /// What it was allowed to do.
    pub demands: Vec<Access>,
}

impl Context<'_> {
    /// Notes what was read of the token that a call without a signature presents.
    pub fn note_web_identity(&self, note: impl FnOnce(&mut WebIdentity)) {
        if let Some(unsigned) = self.unsigned.lock().as_mut() {
            note(&mut unsigned.token);
        }
    }

    /// Notes who is proved to make a call without a signature, for its record if it succeeds.
    pub fn note_proved(&self, proved: Proved) {
        if let Some(unsigned) = self.unsigned.lock().as_mut() {
            unsigned.proved = Some(proved);
        }
    }

    /// Records what came of a call without a signature.
    pub(super) async fn record_unsigned(&self, unsigned: Unsigned, ended: Ended) {
        let Context { node, call, row, .. } = self;
        match ended {
            Ok(elements) => {
                let (call, demands) = match &unsigned.proved {
                    Some(proved) => (&proved.call, &*proved.demands),
                    None => (*call, &[][..]),
                };
                let identity = || match &unsigned.proved {
                    Some(proved) => Arc::clone(&proved.identity),
                    None => audit::identity::of(call),
                };
                let pending = pending(node, call, (*row, demands), unsigned.parameters, &identity);
                if let Some(pending) = pending {
                    pending.ended(elements, None).write().await;
                }
            }
            Err((_, false)) => {}
            Err(([code, reason], true)) => {
                let refused = RefusedSignIn {
                    access_key_id: None,
                    web_identity: Some(unsigned.token),
                    account: None,
                    region: call.region.clone(),
                    source_ip: call.source_ip,
                    user_agent: call.user_agent.clone(),
                    request_id: call.request_id,
                    code,
                    reason,
                };
                node.refused_sign_in(refused).await;
            }
        }
    }
}
