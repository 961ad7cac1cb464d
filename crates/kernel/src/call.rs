//! One authenticated call: who, where, through which address.

use std::net::IpAddr;
use std::sync::Arc;

use wharf_aws::{AccountId, Region, RequestId};
use wharf_oci::name::RepositoryName;
use wharf_policy::Principal;

use crate::session::Session;

/// A call that was authenticated and not yet authorized.
#[derive(Clone, Debug)]
pub struct Call {
    /// The principal that calls.
    pub principal: Principal,
    /// The account that the call is made in: the principal's.
    pub account: AccountId,
    /// The access key behind it.
    pub access_key_id: String,
    /// The session, when the credentials are temporary.
    pub session: Option<Arc<Session>>,
    /// The Region that is addressed: the signature's scope, or the registry's host.
    pub region: Region,
    /// The address that the client used, for the addresses we answer with.
    pub endpoint: Endpoint,
    /// The peer's address.
    pub source_ip: Option<IpAddr>,
    /// What the client calls itself.
    pub user_agent: Option<String>,
    /// The id that the answer and the log carry.
    pub request_id: RequestId,
    /// The user of the node's machine, when an operator calls through the socket in the data folder.
    pub operator: Option<Arc<OsUser>>,
}

/// A user of the machine that the node runs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OsUser {
    /// Its number.
    pub uid: u32,
    /// Its name; the number once more when it has none.
    pub name: String,
}

impl Call {
    /// The registry that a request means: the one it names, else the caller's own.
    pub fn registry(&self, named: Option<&AccountId>) -> AccountId {
        *named.unwrap_or(&self.account)
    }
}

/// The address by which the client reached us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Whether the client speaks TLS.
    pub secure: bool,
    /// The `Host` it sent, with the port if it sent one.
    pub authority: String,
    /// The DNS zone of registry hosts that this client can use: that of the API host it called when that has one
    /// (`api.ecr.<region>.<zone>`), else the configured one.
    pub zone: String,
}

impl Endpoint {
    /// `http` or `https`.
    pub fn scheme(&self) -> &'static str {
        if self.secure { "https" } else { "http" }
    }

    /// The host of a registry, with the port that the client uses: `<account>.dkr.ecr.<region>.<zone>[:port]`.
    pub fn registry_host(&self, account: &AccountId, region: &Region) -> String {
        let port = match self.authority.rsplit_once(':') {
            Some((_, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!(":{port}")
            }
            _ => String::new(),
        };
        format!("{account}.dkr.ecr.{region}.{zone}{port}", zone = self.zone)
    }

    /// The URI of a repository, as `docker` takes it: no scheme.
    pub fn repository_uri(&self, account: &AccountId, region: &Region, name: &RepositoryName) -> String {
        format!("{}/{name}", self.registry_host(account, region))
    }

    /// An absolute URL of this node for a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme(), self.authority)
    }
}
