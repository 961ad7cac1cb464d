//! STS: who am I, and credentials for a while.
//!
//! Nothing is stored: what is handed out is the session itself, sealed (`session`). Who may assume a role is decided where
//! everything is decided (`authorize`), by the role's trust policy; what is left to be checked about a request is here.
//!
//! Not here: second factors (there are no MFA devices, so requests that show one are refused), SAML, and context that
//! other services vouch for (`ProvidedContexts`).

pub mod access_key_info;
pub mod assume_role;
pub mod authorization_message;
pub mod caller_identity;
mod credentials;
mod fault;
pub mod federation_token;
mod role;
mod session_policy;
pub mod session_token;
mod table;
mod tag;
pub mod web_identity;

pub use caller_identity::GetCallerIdentity;
pub use fault::Fault;
pub use table::{ROWS, STS};
