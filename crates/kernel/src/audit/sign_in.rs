//! Credentials that were refused, as records tell of them.

use std::net::IpAddr;

use serde_json::{Value, json};
use wharf_aws::{AccountId, Region, RequestId};

use super::parameters::cut_at;

/// The name of a sign-in in records.
pub const SIGN_IN: &str = "SignIn";
/// The most characters of what a token says. Anyone may have written it.
const LONGEST_SAID: usize = 255;
/// The most characters of why a token was refused, which repeats some of what it says.
const LONGEST_REASON: usize = 512;

/// A credential that was refused.
#[derive(Clone, Debug)]
pub struct RefusedSignIn {
    /// The access key that it says it is of.
    pub access_key_id: Option<String>,
    /// The identity provider's token that it is, if it is one.
    pub web_identity: Option<WebIdentity>,
    /// Whose key that is, or whose role was asked for; none where there is no such key or account.
    pub account: Option<AccountId>,
    /// Where it was presented.
    pub region: Region,
    /// By which address.
    pub source_ip: Option<IpAddr>,
    /// By which program.
    pub user_agent: Option<String>,
    /// With which request.
    pub request_id: RequestId,
    /// `SignatureDoesNotMatch`.
    pub code: String,
    /// The text for people.
    pub reason: String,
}

/// A token of an identity provider that was presented for a role, as far as it was read.
#[derive(Clone, Debug, Default)]
pub struct WebIdentity {
    /// The role, as the request names it.
    pub role: String,
    /// The account that the role's ARN names, whether there is one or not.
    pub role_account: Option<AccountId>,
    /// The session's name, as the request has it.
    pub session: String,
    /// The token's issuer, as it says.
    pub issuer: Option<String>,
    /// The token's subject, as it says.
    pub subject: Option<String>,
    /// The ARN of the provider that the role's account has for the issuer, where it has one.
    pub provider: Option<String>,
    /// Whether one of the issuer's keys signed it: without that anyone may have written it.
    pub is_proved: bool,
}

impl RefusedSignIn {
    /// What has a bound of its own, because it is there: a key, or an identity provider of an account. Of a provider, what its keys signed
    /// is apart, so that forged tokens hide no refusal of a true one.
    pub(crate) fn known(&self) -> Option<String> {
        match &self.web_identity {
            Some(token) => {
                let provider = token.provider.as_ref()?;
                Some(format!("{provider} {}", token.is_proved))
            }
            None => self.account.and(self.access_key_id.clone()),
        }
    }

    /// The text for people, cut.
    pub(super) fn reason(&self) -> String {
        match &self.web_identity {
            Some(_) => cut_at(&self.reason, LONGEST_REASON),
            None => super::cut(&self.reason),
        }
    }
}

impl WebIdentity {
    /// `requestParameters`.
    pub(super) fn parameters(&self) -> Value {
        json!({"roleArn": super::cut(&self.role), "roleSessionName": super::cut(&self.session)})
    }

    /// What it says, and whether that is proved.
    pub(super) fn shown(&self) -> Value {
        let said = |text: &Option<String>| text.as_deref().map(|text| cut_at(text, LONGEST_SAID));
        json!({
            "issuer": said(&self.issuer),
            "subject": said(&self.subject),
            "isProved": self.is_proved,
        })
    }
}
