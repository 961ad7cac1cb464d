//! One authenticated call: who, where, through which address.

use std::net::IpAddr;
use std::sync::Arc;

use wharf_aws::{AccountId, Region, RequestId};
use wharf_oci::name::RepositoryName;
use wharf_policy::{Principal, PrincipalKind};

use crate::AnswerMemory;
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
    /// The client's address: the peer's, or what a trusted proxy says.
    pub source_ip: Option<IpAddr>,
    /// Whether the client speaks TLS, to us or to a trusted proxy.
    pub secure: bool,
    /// What the client calls itself.
    pub user_agent: Option<String>,
    /// The id that the answer and the log carry.
    pub request_id: RequestId,
    /// The user of the node's machine, when an operator calls through the socket in the data folder.
    pub operator: Option<Arc<OsUser>>,
    /// Where the bytes of its answer are counted.
    pub memory: AnswerMemory,
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

    /// The ARN that bounds for one principal count the call for: the role's or user's behind a session, so that a session of another
    /// name is no way around them. None for who operates the node, and for a call that is not signed, which has no principal yet: what
    /// its address may have under way bounds it.
    pub fn charged(&self) -> Option<String> {
        let principal = &self.principal;
        if self.operator.is_some() {
            return None;
        }
        match principal.kind {
            PrincipalKind::WebIdentity | PrincipalKind::Service => None,
            // The root user vouched for one that has no user behind it.
            PrincipalKind::FederatedUser if principal.user_arn.is_none() => {
                Some(Principal::root(&self.account).arn)
            }
            _ => {
                let behind = principal.role_arn.as_ref().or(principal.user_arn.as_ref());
                Some(behind.unwrap_or(&principal.arn).clone())
            }
        }
    }
}

/// The address by which the client reached us, or by which the operator says that clients do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Whether the addresses that we answer with begin with `https`.
    pub secure: bool,
    /// The `Host` that the client sent, with the port if it sent one, or what the operator says instead.
    pub authority: String,
    /// The DNS zone of registry hosts that this client can use: that of the API host it called when that has one
    /// (`api.ecr.<region>.<zone>`), else the configured one.
    pub zone: String,
    /// The alias that the client called, if it called one: what it surely reaches.
    pub alias: Option<Box<CalledAlias>>,
}

/// Another host of a registry, which the operator named and a client called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalledAlias {
    /// The host, without a port.
    pub host: String,
    /// The registry that it stands for.
    pub registry: (AccountId, Region),
}

impl Endpoint {
    /// `http` or `https`.
    pub fn scheme(&self) -> &'static str {
        if self.secure { "https" } else { "http" }
    }

    /// The port, if it is named.
    pub fn port(&self) -> Option<&str> {
        let (_, port) = self.authority.rsplit_once(':')?;
        (!port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())).then_some(port)
    }

    /// The host of a registry, with the port that the client uses: `<account>.dkr.ecr.<region>.<zone>[:port]`, or the alias by which the
    /// client came where that stands for the registry.
    pub fn registry_host(&self, account: &AccountId, region: &Region) -> String {
        let port = self.port().map(|port| format!(":{port}")).unwrap_or_default();
        let called = self.alias.as_deref();
        match called.filter(|alias| alias.registry == (*account, region.clone())) {
            Some(alias) => format!("{}{port}", alias.host),
            None => format!("{account}.dkr.ecr.{region}.{zone}{port}", zone = self.zone),
        }
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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A call of a principal of an account.
    pub(crate) fn call(principal: Principal, account: AccountId) -> Call {
        Call {
            principal,
            account,
            access_key_id: "AKIAEXAMPLE".to_owned(),
            session: None,
            region: "us-east-1".parse().unwrap(),
            endpoint: Endpoint {
                secure: false,
                authority: "localhost".to_owned(),
                zone: "localhost".to_owned(),
                alias: None,
            },
            source_ip: None,
            secure: false,
            user_agent: None,
            request_id: RequestId::from_random([1; 16]),
            operator: None,
            memory: AnswerMemory::default(),
        }
    }

    #[test]
    fn a_client_that_came_by_an_alias_is_told_it() {
        let (own, other) = ("111122223333".parse().unwrap(), "222233334444".parse().unwrap());
        let region: Region = "us-east-1".parse().unwrap();
        let endpoint = Endpoint {
            secure: false,
            authority: "host.docker.internal:5000".to_owned(),
            zone: "localhost".to_owned(),
            alias: Some(Box::new(CalledAlias {
                host: "host.docker.internal".to_owned(),
                registry: (own, region.clone()),
            })),
        };
        assert_eq!(endpoint.registry_host(&own, &region), "host.docker.internal:5000");
        let elsewhere = endpoint.registry_host(&other, &region);
        assert_eq!(elsewhere, "222233334444.dkr.ecr.us-east-1.localhost:5000");
    }

    #[test]
    fn a_session_counts_for_who_is_behind_it() {
        let account = "111122223333".parse().unwrap();
        let charged = |principal: &Principal| call(principal.clone(), account).charged();
        let root = Principal::root(&account);
        let (user, role) = (
            "arn:aws:iam::111122223333:user/ci",
            "arn:aws:iam::111122223333:role/puller",
        );
        let of_user = Principal::user(&account, user, "AIDA");
        assert_eq!(charged(&of_user).as_deref(), Some(user));
        for name in ["one", "two"] {
            let session = Principal::role_session(&account, role, "AROA", name);
            assert_eq!(charged(&session).as_deref(), Some(role));
            let federated = Principal::federated_user(&account, &of_user, name);
            assert_eq!(charged(&federated).as_deref(), Some(user));
            let federated = Principal::federated_user(&account, &root, name);
            assert_eq!(charged(&federated), Some(root.arn.clone()));
        }
        assert_eq!(charged(&Principal::web_identity("issuer.example")), None);
        let operator = Call {
            operator: Some(Arc::new(OsUser {
                uid: 0,
                name: "root".to_owned(),
            })),
            ..call(root, account)
        };
        assert_eq!(operator.charged(), None);
    }
}
