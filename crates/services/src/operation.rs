//! The pipeline's last steps: authorize, then run. Nothing runs without an [`Authorized`] input.

use std::future::Future;
use std::ops::Deref;

use wharf_aws::{AccountId, Arn};
use wharf_policy::{Action, Decision};
use wharf_sql::Scope;

use crate::{Call, Cell, CellError, Error, Node, Unavailable};
use std::sync::Arc;

/// One thing that a caller can ask for.
pub trait Operation {
    /// The service that it belongs to, e.g. `ecr`.
    const SERVICE: &'static str;
    /// Its name: the audit name, the metric's label, the span.
    const NAME: &'static str;
    /// What is asked, parsed.
    type Input: Send;
    /// The answer.
    type Output: Send;
    /// The faults of the service.
    type Fault: std::fmt::Debug + Send;

    /// What the caller must be allowed to do. Empty only where the service demands no permission.
    fn access(input: &Self::Input, call: &Call) -> Vec<Access>;

    /// Does it.
    fn run(
        context: &Context<'_>,
        input: Authorized<Self::Input>,
    ) -> impl Future<Output = Result<Self::Output, Error<Self::Fault>>> + Send;
}

/// One permission that an operation needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The IAM action.
    pub action: Action,
    /// The resource's ARN, or `*`.
    pub resource: String,
    /// Who owns the resource.
    pub owner: AccountId,
}

impl Access {
    /// An ECR action on a repository.
    pub fn repository(
        action: &'static str,
        call: &Call,
        owner: &AccountId,
        name: &wharf_oci::name::RepositoryName,
    ) -> Access {
        let resource = Arn::repository(&call.region, owner, name).to_string();
        Access {
            action: Action::new("ecr", action),
            resource,
            owner: *owner,
        }
    }

    /// An ECR action on all repositories of a registry.
    pub fn all_repositories(action: &'static str, call: &Call, owner: &AccountId) -> Access {
        let partition = call.region.partition().as_str();
        let resource = format!("arn:{partition}:ecr:{}:{owner}:repository/*", call.region);
        Access {
            action: Action::new("ecr", action),
            resource,
            owner: *owner,
        }
    }

    /// An action on no resource of its own, decided in the caller's account.
    pub fn anything(action: Action, call: &Call) -> Access {
        Access {
            action,
            resource: "*".to_owned(),
            owner: call.principal.account,
        }
    }
}

/// An input whose call the policies allow. Only [`perform`] makes one.
#[derive(Debug)]
pub struct Authorized<T>(T);

impl<T> Authorized<T> {
    /// The input.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Authorized<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What an operation runs in.
pub struct Context<'a> {
    /// The node.
    pub node: &'a Node,
    /// The call.
    pub call: &'a Call,
}

impl Context<'_> {
    /// The store of the addressed Region.
    pub async fn cell(&self) -> Result<Arc<Cell>, Unavailable> {
        self.node
            .cell(&self.call.region)
            .await
            .map_err(|error| match error {
                CellError::Unavailable(unavailable) => unavailable,
                // The front ends refuse a Region that is not served before they get here.
                CellError::NotServed(region) => {
                    Unavailable::Internal(format!("Region {region} is not served"))
                }
            })
    }

    /// The scope of an account's rows in the addressed Region.
    pub fn scope(&self, account: &AccountId) -> Scope {
        Scope::new(account.as_str(), self.call.region.as_str())
    }

    /// Whether the caller has one more permission, for operations whose course depends on it.
    pub fn allows(&self, access: &Access) -> bool {
        decide(self.call, access) == Decision::Allowed
    }
}

/// Authorizes and runs: the only way to an operation.
pub async fn perform<O: Operation>(
    node: &Node,
    call: &Call,
    input: O::Input,
) -> Result<O::Output, Error<O::Fault>> {
    let result = match authorize::<O>(call, input) {
        Ok(authorized) => O::run(&Context { node, call }, authorized).await,
        Err(error) => Err(error),
    };
    let outcome = match &result {
        Ok(_) => "success",
        Err(Error::Fault(_)) => "fault",
        Err(Error::Denied(_)) => "denied",
        Err(Error::Unavailable(_)) => "unavailable",
    };
    metrics::counter!("wharf_operations_total", "service" => O::SERVICE, "operation" => O::NAME, "outcome" => outcome)
        .increment(1);
    if let Err(Error::Unavailable(unavailable)) = &result {
        tracing::error!(request_id = %call.request_id, operation = O::NAME, error = %unavailable, "operation failed");
    }
    result
}

fn authorize<O: Operation>(call: &Call, input: O::Input) -> Result<Authorized<O::Input>, Error<O::Fault>> {
    for access in O::access(&input, call) {
        if let Decision::Denied(denial) = decide(call, &access) {
            return Err(Error::Denied(denial));
        }
    }
    Ok(Authorized(input))
}

fn decide(call: &Call, access: &Access) -> Decision {
    let mut context = wharf_policy::Context::default();
    if let Some(address) = call.source_ip {
        context.insert("aws:SourceIp", vec![address.to_string()]);
    }
    context.insert("aws:SecureTransport", vec![call.endpoint.secure.to_string()]);
    wharf_policy::evaluate(&wharf_policy::Request {
        principal: &call.principal,
        action: access.action.clone(),
        resource: &access.resource,
        resource_account: &access.owner,
        context: &context,
    })
}
