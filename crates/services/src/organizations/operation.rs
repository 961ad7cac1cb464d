//! The head that the operations of Organizations share.

use wharf_policy::{Denial, Reason, Side};

/// What is said of a refusal: whoever is outside the management account learns that it is not theirs to ask, no more.
pub(super) fn denial_text(denial: &Denial) -> String {
    if denial.is_foreign && denial.reason == Reason::Implicit(Side::Resource) {
        return "You don't have permissions to access this resource.".to_owned();
    }
    denial.to_string()
}

/// An operation of Organizations: its doc, name, wire types, demands and course.
///
/// `access` sees the input; `run` sees the context and the input, authorized.
macro_rules! operation {
    (
        $(#[$meta:meta])*
        $name:ident($request:ty) -> $response:ty,
        access($asked:pat) $access:block,
        run($context:ident, $input:ident) $run:block
    ) => {
        $(#[$meta])*
        pub struct $name;

        impl $crate::Operation for $name {
            const SERVICE: &'static str = "organizations";
            const NAME: &'static str = stringify!($name);
            type Input = $request;
            type Output = $response;
            type Fault = wharf_aws::organizations::Fault;

            fn access($asked: &Self::Input, _call: &$crate::Call) -> Vec<$crate::Access> $access

            fn denial_text(denial: &wharf_policy::Denial) -> String {
                $crate::organizations::operation::denial_text(denial)
            }

            fn elements(output: &Self::Output) -> Option<$crate::audit::Elements> {
                $crate::audit::elements(output)
            }

            async fn run(
                $context: &$crate::Context<'_>,
                input: $crate::Authorized<Self::Input>,
            ) -> Result<Self::Output, $crate::Error<Self::Fault>> {
                let $input = input.into_inner();
                $run
            }
        }
    };
}

pub(crate) use operation;
