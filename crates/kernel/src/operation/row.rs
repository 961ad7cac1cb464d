//! One row: everything that is said of an operation outside its room.

use std::fmt;
use std::time::Duration;

use futures_util::future::BoxFuture;
use wharf_aws::query::Form;
use wharf_aws::{CommonFault, OperationModel, Protocol, ServiceFault, ServiceModel};
use wharf_policy::{Action, Denial};

use crate::space::Room;
use crate::{Access, Call, Node, Unavailable};

/// A service: what its operations have in common.
#[derive(Debug)]
pub struct Service {
    /// What the model says of its API. Its name is the label of metrics.
    pub model: &'static ServiceModel,
    /// Its name in records of the audit: `ecr.amazonaws.com`.
    pub event_source: &'static str,
    /// What the model says of the operations of its API.
    pub operations: &'static [OperationModel],
    /// How its faults spell the member that holds the text.
    pub message_member: &'static str,
    /// Whether it acts on registries, whose requests are counted.
    pub is_registry: bool,
    /// Whether operators reach it unsigned, through the socket in the data folder.
    pub for_operators: bool,
    /// What is said about a refusal.
    pub denial_text: fn(&Denial) -> String,
}

/// What a table says of one operation.
#[derive(Clone, Copy)]
pub struct Row {
    /// The service that it belongs to.
    pub service: &'static Service,
    /// Its name, which is the label of metrics.
    pub name: &'static str,
    /// Whether it changes something.
    pub effect: Effect,
    /// What it needs of the storage, where that does not follow from its effect: deletions free some.
    pub room: Room,
    /// What the actions are asked for.
    pub resource: ResourceType,
    /// The IAM actions that a request may demand; some only for some requests. Empty: valid credentials suffice.
    pub actions: &'static [&'static str],
    /// The IAM actions that its course may depend on, of the same caller, once the request was allowed.
    pub decides: &'static [&'static str],
    /// Whether its own course decides, where `access` has nothing to go by.
    pub decides_itself: bool,
    /// Condition keys of the request itself, besides the global ones.
    pub condition_keys: &'static [&'static str],
    /// Its name in records of the audit; none for what is no operation of any API.
    pub recorded_as: Option<&'static str>,
    /// Whether the request must be signed.
    pub signed: bool,
    /// The largest body in bytes, where it is not the protocol's.
    pub body_limit: Option<usize>,
    /// What is said about a refusal, where it is not the service's text.
    pub denial_text: Option<fn(&Denial) -> String>,
    /// How a front end reaches it.
    pub dispatch: Dispatch,
}

/// What an operation does to what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing that its caller asked for.
    Reads,
    /// It changes something.
    Changes,
}

/// The types of resources that policies can name (Service Authorization Reference).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceType {
    /// None: `*`.
    Any,
    /// `arn:…:kms:<region>:<account>:key/<id>`.
    Key,
    /// The node: `*`, which belongs to the account that was made first.
    Node,
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

/// How a front end reaches an operation: the function that decodes, performs and encodes.
#[derive(Clone, Copy)]
pub enum Dispatch {
    /// A JSON document in, one out.
    Json11(for<'a> fn(&'a Node, &'a Call, &'a [u8]) -> Answer<'a>),
    /// A form in, XML out.
    Query(for<'a> fn(&'a Node, &'a Call, &'a Form) -> Answer<'a>),
    /// By routes of the registry protocol, each of which has a decoder of its own.
    Routes,
}

/// The encoded answer to come, or what went wrong.
pub type Answer<'a> = BoxFuture<'a, Result<Vec<u8>, DispatchError>>;

/// Why a call has no answer, before a protocol has words for it.
#[derive(Debug)]
pub enum DispatchError {
    /// A fault that every service has.
    Common(CommonFault),
    /// A fault of the service.
    Fault(Box<dyn ServiceFault + Send>),
    /// The policies do not allow it.
    Denied {
        /// Who decided, and why.
        denial: Denial,
        /// What is said about it.
        text: String,
    },
    /// Too many requests of the caller's account; how long until another one may come.
    Throttled(Duration),
}

impl Service {
    /// Its short name: `ecr`.
    pub fn name(&self) -> &'static str {
        self.model.name
    }

    /// The namespace of its answers in Query; empty where it speaks otherwise.
    pub fn namespace(&self) -> &'static str {
        match self.model.protocol {
            Protocol::Query { namespace } => namespace,
            Protocol::Json11 { .. } | Protocol::Distribution => "",
        }
    }
}

impl Row {
    /// A row without exceptions.
    pub const fn new(
        service: &'static Service,
        name: &'static str,
        effect: Effect,
        resource: ResourceType,
        actions: &'static [&'static str],
        dispatch: Dispatch,
    ) -> Row {
        Row {
            service,
            name,
            effect,
            room: match effect {
                Effect::Reads => Room::Nothing,
                Effect::Changes => Room::More,
            },
            resource,
            actions,
            decides: &[],
            decides_itself: false,
            condition_keys: &[],
            recorded_as: Some(name),
            signed: true,
            body_limit: None,
            denial_text: None,
            dispatch,
        }
    }

    /// Whether it only reads.
    pub fn is_read_only(&self) -> bool {
        self.effect == Effect::Reads
    }

    /// What is said about a refusal.
    pub fn denial_text(&self, denial: &Denial) -> String {
        self.denial_text.unwrap_or(self.service.denial_text)(denial)
    }

    pub(super) fn denied(&self, denial: Denial) -> DispatchError {
        DispatchError::Denied {
            text: self.denial_text(&denial),
            denial,
        }
    }

    /// Refuses demands that are not those of the row: others, or none where there must be some.
    pub fn require_all(&self, demands: &[Access]) -> Result<(), Unavailable> {
        if demands.is_empty() && !self.actions.is_empty() && !self.decides_itself {
            return Err(self.contradicted("demands nothing".to_owned()));
        }
        demands.iter().try_for_each(|access| self.require(&access.action))
    }

    /// Refuses a permission that the row does not say, so that what the tables say is all that is ever asked.
    pub fn require(&self, action: &Action) -> Result<(), Unavailable> {
        let mut said = self.actions.iter().chain(self.decides);
        let is_said = said.any(|said| {
            let name = said
                .strip_prefix(&*action.service)
                .and_then(|rest| rest.strip_prefix(':'));
            name == Some(&*action.name)
        });
        if is_said {
            return Ok(());
        }
        Err(self.contradicted(format!("demands {action}, which its row does not say")))
    }

    fn contradicted(&self, how: String) -> Unavailable {
        let (service, operation) = (self.service.name(), self.name);
        metrics::counter!("wharf_contradicted_rows_total", "service" => service, "operation" => operation)
            .increment(1);
        Unavailable::Internal(format!("{self:?} {how}"))
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.service.name(), self.name)
    }
}
