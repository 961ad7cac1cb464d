//! `userIdentity`: who calls (AWS CloudTrail User Guide, *CloudTrail userIdentity element*).

use std::sync::Arc;

use serde_json::json;
use serde_json::value::{RawValue, to_raw_value};
use wharf_aws::Timestamp;
use wharf_policy::PrincipalKind;

use crate::Call;

/// The holder of an identity provider's token that was verified, by the provider's ARN, the token's audience and its subject.
pub fn of_web_identity(provider: &str, audience: &str, subject: &str) -> Arc<RawValue> {
    let identity = json!({
        "type": "WebIdentityUser",
        "principalId": format!("{provider}:{audience}:{subject}"),
        "userName": subject,
        "identityProvider": provider,
    });
    to_raw_value(&identity).unwrap_or_default().into()
}

/// The caller, in JSON. It is the same for all calls by one credential.
pub fn of(call: &Call) -> Arc<RawValue> {
    let principal = &call.principal;
    let mut identity = json!({
        "type": match principal.kind {
            PrincipalKind::Root => "Root",
            PrincipalKind::User => "IAMUser",
            PrincipalKind::AssumedRole => "AssumedRole",
            PrincipalKind::FederatedUser => "FederatedUser",
            PrincipalKind::WebIdentity => "WebIdentityUser",
            PrincipalKind::Service => "AWSService",
        },
        "arn": principal.arn,
    });
    if let Some(id) = principal.user_id() {
        identity["principalId"] = json!(id);
    }
    if let Some(account) = &principal.account {
        identity["accountId"] = json!(account.as_str());
        match &call.operator {
            Some(user) => identity["osUser"] = json!({"name": user.name, "uid": user.uid}),
            None => identity["accessKeyId"] = json!(call.access_key_id),
        }
    }
    if principal.kind == PrincipalKind::User {
        identity["userName"] = json!(principal.arn.rsplit('/').next());
    }
    if let Some(role) = &principal.role_arn {
        let id = principal.unique_id.as_deref().and_then(|id| id.split(':').next());
        identity["sessionContext"] = json!({"sessionIssuer": {
            "type": "Role", "arn": role, "principalId": id,
            "accountId": principal.account.map(|account| account.to_string()),
            "userName": role.rsplit('/').next(),
        }});
        if let Some(session) = &call.session {
            let issued_at = Timestamp::from_micros(session.issued_at);
            identity["sessionContext"]["attributes"] = json!({
                "creationDate": issued_at.to_string(), "mfaAuthenticated": session.mfa_at.is_some().to_string(),
            });
            if let Some(source) = &session.source_identity {
                identity["sessionContext"]["sourceIdentity"] = json!(source);
            }
        }
    }
    to_raw_value(&identity).unwrap_or_default().into()
}
