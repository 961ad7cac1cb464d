//! `GetSessionToken`: a user's own credentials for a while (STS API Reference, *GetSessionToken*).

use wharf_aws::sts::{GetSessionTokenRequest, GetSessionTokenResponse};
use wharf_policy::PrincipalKind;

use super::assume_role::refuse_second_factor;
use super::fault::denied;
use super::{Fault, credentials};
use wharf_kernel::Call;
use wharf_kernel::operation::operation;
use wharf_kernel::session::Holder;

const DEFAULT_SECONDS: i64 = 43_200;
/// The longest session of a root user; longer ones are cut without a word.
const ROOT_SECONDS: i64 = 3_600;

operation! {
    /// `GetSessionToken`: no policy can forbid it, for it gives nothing that the caller has not.
    GetSessionToken(GetSessionTokenRequest) -> GetSessionTokenResponse,
    access(_, _) {
        Vec::new()
    },
    run(context, input) {
        let (node, call) = (context.node, context.call);
        let user = long_term_user(call, "GetSessionToken")?;
        refuse_second_factor(input.serial_number.as_deref(), input.token_code.as_deref())?;
        let seconds = seconds(input.duration_seconds, user.is_none());
        let holder = Holder::User { user };
        let session = credentials::begin_of_user(node, &call.account, holder, seconds).await?;
        Ok(GetSessionTokenResponse {
            credentials: Some(credentials::of(node, &session)),
        })
    }
}

/// The unique id of the user behind a long-term key, `None` for the root user. Sessions beget no sessions this way.
pub(super) fn long_term_user(call: &Call, operation: &str) -> Result<Option<String>, Fault> {
    if call.session.is_some() {
        return Err(denied(format!(
            "Cannot call {operation} with session credentials"
        )));
    }
    match call.principal.kind {
        PrincipalKind::Root => Ok(None),
        PrincipalKind::User => Ok(call.principal.unique_id.clone()),
        _ => Err(denied(format!(
            "Cannot call {operation} without the credentials of a user"
        ))),
    }
}

/// How many seconds the session of a user, or of the root user, lasts.
pub(super) fn seconds(asked: Option<i64>, is_root: bool) -> i64 {
    let seconds = asked.unwrap_or(DEFAULT_SECONDS);
    if is_root {
        seconds.min(ROOT_SECONDS)
    } else {
        seconds
    }
}
