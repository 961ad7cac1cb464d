//! The table of permissions: which operation demands which IAM actions, on which type of resource, under which condition
//! keys beside the global ones (Service Authorization Reference).
//!
//! One row for each operation that can be performed, whatever protocol reaches it. An operation's `access` builds the
//! demands of one request; that it demands nothing else than its row says is checked where it is performed.

mod ecr;
mod iam;
mod organizations;
mod sts;

use wharf_policy::Action;

/// What an operation demands.
#[derive(Debug)]
pub struct Permission {
    /// The service that it belongs to, as in [`crate::Operation::SERVICE`].
    pub service: &'static str,
    /// Its name, as in [`crate::Operation::NAME`].
    pub operation: &'static str,
    /// The IAM actions, `ecr:PutImage`; some only for some requests. Empty: valid credentials suffice.
    pub actions: &'static [&'static str],
    /// What they are asked for.
    pub resource: ResourceType,
    /// Condition keys of the request itself.
    pub condition_keys: &'static [&'static str],
}

/// The types of resources that policies can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceType {
    /// None: `*`.
    Any,
    /// A registry: `*`, with its registry policy.
    Registry,
    /// `arn:…:ecr:<region>:<account>:repository/<name>`.
    Repository,
    /// `arn:…:iam::<account>:user/…`.
    User,
    /// `arn:…:iam::<account>:role/…`.
    Role,
    /// `arn:…:iam::<account>:group/…`.
    Group,
    /// `arn:…:iam::<account>:policy/…`.
    Policy,
    /// `arn:…:iam::<account>:instance-profile/…`.
    InstanceProfile,
    /// `arn:…:iam::<account>:oidc-provider/…`.
    OidcProvider,
    /// `arn:…:sts::<account>:federated-user/…`.
    FederatedUser,
    /// `arn:…:organizations::<account>:…`.
    Organization,
}

const fn row(
    service: &'static str,
    operation: &'static str,
    actions: &'static [&'static str],
    resource: ResourceType,
    condition_keys: &'static [&'static str],
) -> Permission {
    Permission {
        service,
        operation,
        actions,
        resource,
        condition_keys,
    }
}

/// All rows.
pub fn all() -> impl Iterator<Item = &'static Permission> {
    [ecr::ROWS, iam::ROWS, organizations::ROWS, sts::ROWS]
        .into_iter()
        .flatten()
}

/// Whether the table says that the operation may demand the action.
pub(crate) fn demands(service: &str, operation: &str, action: &Action) -> bool {
    let mut rows = all().filter(|row| row.service == service && row.operation == operation);
    let action = action.to_string();
    rows.any(|row| row.actions.contains(&action.as_str()))
}
