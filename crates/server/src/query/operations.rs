//! The services that speak Query, and the macro that makes a service's table of operations.

use wharf_aws::ServiceModel;
use wharf_aws::query::Form;
use wharf_services::Call;

use super::{iam, sts};
use crate::request::RequestContext;
use crate::response::Answer;

/// A service that speaks Query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    Iam,
    Sts,
}

impl Service {
    /// All of them.
    pub(super) const ALL: &'static [Service] = &[Service::Iam, Service::Sts];

    /// What the API's model says of it.
    pub(super) fn model(self) -> &'static ServiceModel {
        match self {
            Service::Iam => &wharf_aws::iam::SERVICE,
            Service::Sts => &wharf_aws::sts::SERVICE,
        }
    }

    /// The service whose signing name a signature's scope has; the scope was checked.
    pub(super) fn signed_for(signing_name: &str) -> Service {
        let mut all = Service::ALL.iter();
        *all.find(|service| service.model().signing_name == signing_name)
            .unwrap_or(&Service::Sts)
    }

    /// The service of an operation that needs no signature.
    pub(super) fn unsigned(action: &str) -> Option<Service> {
        sts::UNSIGNED.contains(&action).then_some(Service::Sts)
    }

    /// Runs an operation; `None` when the service has none of that name.
    pub(super) async fn dispatch(
        self,
        context: &RequestContext<'_>,
        call: &Call,
        action: &str,
        form: &Form,
    ) -> Option<Answer> {
        match self {
            Service::Iam => iam::dispatch(context, call, action, form).await,
            Service::Sts => sts::dispatch(context, call, action, form).await,
        }
    }
}

/// A service's table: `operations! { sts; room::Operation; … }`, where `sts` is the module of the service's wire types in
/// `wharf_aws` and each operation's input and output are the wire's. From it follow dispatch and what is "unknown".
macro_rules! operations {
    ($service:ident; $($room:ident::$operation:ident;)*) => {
        /// The names of the operations that are served.
        #[cfg(test)]
        pub(super) const SERVED: &[&str] = &[$(stringify!($operation)),*];

        /// Runs the operation of that name; `None` when it is not served.
        pub(super) async fn dispatch(
            context: &crate::request::RequestContext<'_>,
            call: &wharf_services::Call,
            name: &str,
            form: &wharf_aws::query::Form,
        ) -> Option<crate::response::Answer> {
            let service = &wharf_aws::$service::SERVICE;
            let wrapper = wharf_aws::$service::operation(name).and_then(|model| model.result_wrapper);
            match name {
                $(stringify!($operation) => {
                    let run = super::boxed::<$room::$operation>(context, call, service, wrapper, form);
                    Some(run.await)
                })*
                _ => None,
            }
        }

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
}
