//! The services that speak JSON 1.1, and the macro that makes a service's table of operations.

use wharf_aws::json11::{FromJson, Violation};
use wharf_aws::{Encode, Protocol, ServiceFault, ServiceModel};
use wharf_services::{Call, Operation};

use super::{ecr, organizations};
use crate::request::RequestContext;
use crate::response::Answer;

/// A service that speaks JSON 1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    Ecr,
    Organizations,
}

impl Service {
    /// The service that a target's prefix means.
    pub(super) fn of_prefix(prefix: &str) -> Option<Service> {
        let named = |service: &Service| matches!(service.model().protocol, Protocol::Json11 { target_prefix } if target_prefix == prefix);
        [Service::Ecr, Service::Organizations].into_iter().find(named)
    }

    /// What the API's model says of it.
    pub(super) fn model(self) -> &'static ServiceModel {
        match self {
            Service::Ecr => &wharf_aws::ecr::SERVICE,
            Service::Organizations => &wharf_aws::organizations::SERVICE,
        }
    }

    /// How its faults spell the member that holds the text.
    pub(super) fn message_member(self) -> &'static str {
        match self {
            Service::Ecr => "message",
            Service::Organizations => "Message",
        }
    }

    pub(super) fn serves(self, operation: &str) -> bool {
        match self {
            Service::Ecr => ecr::SERVED.contains(&operation),
            Service::Organizations => organizations::SERVED.contains(&operation),
        }
    }

    /// Runs an operation that is served.
    pub(super) async fn dispatch(
        self,
        context: &RequestContext<'_>,
        call: &Call,
        operation: &str,
        body: &[u8],
    ) -> Answer {
        match self {
            Service::Ecr => ecr::dispatch(context, call, operation, body).await,
            Service::Organizations => organizations::dispatch(context, call, operation, body).await,
        }
    }
}

/// How a service words what the front end finds wrong.
pub(super) trait JsonFault: ServiceFault + Sized {
    /// Constraints of the model do not hold.
    fn of_violations(violations: &[Violation]) -> Self;
    /// A value that the service does not take.
    fn invalid(message: String) -> Self;
    /// It is not the caller's doing.
    fn server(message: String) -> Self;
}

/// How an operation looks on the wire.
pub(super) trait JsonOperation: Operation<Fault: JsonFault> {
    type Request: FromJson + Send;
    type Response: Encode;
    fn input(request: Self::Request) -> Result<Self::Input, Self::Fault>;
    fn response(output: Self::Output) -> Self::Response;
}

/// A service's table: `operations! { ecr Ecr; room::Operation; … }`, where `ecr` is the module of the service's wire types
/// in `wharf_aws` and `Ecr` its [`Service`]. Inputs and outputs are the wire's, or of an operation that another protocol
/// reaches too: `room::Operation as Request => Response`. From it follow dispatch and what is "unknown".
macro_rules! operations {
    ($service:ident $Service:ident; $($room:ident::$operation:ident $(as $request:ident => $response:ident)?;)*) => {
        /// The names of the operations that are served.
        pub(super) const SERVED: &[&str] = &[$(stringify!($operation)),*];

        /// Runs the operation of that name, which is one of [`SERVED`].
        pub(super) async fn dispatch(
            context: &crate::request::RequestContext<'_>,
            call: &wharf_services::Call,
            name: &str,
            body: &[u8],
        ) -> crate::response::Answer {
            let service = super::Service::$Service;
            match name {
                $(stringify!($operation) => {
                    super::boxed::<$room::$operation>(context, call, service, body).await
                })*
                _ => unreachable!("INVARIANT: only served operations are dispatched"),
            }
        }

        $(operations!(@wire $room::$operation $(as $request => $response)?);)*

        #[cfg(test)]
        mod tests {
            /// What is generated is served and the other way round: a new line in one list alone fails here.
            #[test]
            fn the_table_is_the_generated_one() {
                let all = wharf_aws::$service::OPERATIONS.iter();
                let served = all.filter(|operation| operation.served);
                let mut generated: Vec<&str> = served.map(|operation| operation.name).collect();
                let mut served = super::SERVED.to_vec();
                generated.sort_unstable();
                served.sort_unstable();
                assert_eq!(served, generated);
            }
        }
    };
    (@wire $room:ident::$operation:ident) => {
        impl super::JsonOperation for $room::$operation {
            type Request = <$room::$operation as wharf_services::Operation>::Input;
            type Response = <$room::$operation as wharf_services::Operation>::Output;
            fn input(request: Self::Request) -> Result<Self::Input, Self::Fault> {
                Ok(request)
            }
            fn response(output: Self::Output) -> Self::Response {
                output
            }
        }
    };
    (@wire $room:ident::$operation:ident as $request:ident => $response:ident) => {
        impl super::JsonOperation for $room::$operation {
            type Request = $request;
            type Response = $response;
            fn input(request: Self::Request) -> Result<Self::Input, Self::Fault> {
                request.try_into()
            }
            fn response(output: Self::Output) -> Self::Response {
                output.into()
            }
        }
    };
}
