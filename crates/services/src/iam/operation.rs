//! The head that IAM's operations share.

/// An operation of IAM: its doc, name, wire types, demands and course.
///
/// `access` sees the input and the call; `run` sees the context and the input, authorized.
macro_rules! operation {
    (
        $(#[$meta:meta])*
        $name:ident($request:ty) -> $response:ty,
        access($asked:pat, $call:pat) $access:block,
        run($context:ident, $input:ident) $run:block
    ) => {
        $(#[$meta])*
        pub struct $name;

        impl $crate::Operation for $name {
            const SERVICE: &'static str = "iam";
            const NAME: &'static str = stringify!($name);
            type Input = $request;
            type Output = $response;
            type Fault = wharf_aws::iam::Fault;

            fn access($asked: &Self::Input, $call: &$crate::Call) -> Vec<$crate::Access> $access

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
