//! How a room declares an operation.

/// An operation: its doc, name, input and output, what it demands, and its course. Its row is in the table of the service.
///
/// `check`, which few have, refuses inputs that are too large to be asked about, before policies are. `access` sees the input and the
/// call; `run` sees the context and the input, authorized.
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    (
        $(#[$meta:meta])*
        $name:ident($input_type:ty) -> $output_type:ty,
        $(check($checked:pat) $check:block,)?
        access($asked:pat, $call:pat) $access:block,
        run($context:ident, $input:ident) $run:block
    ) => {
        $(#[$meta])*
        pub struct $name;

        impl $crate::Operation for $name {
            type Input = $input_type;
            type Output = $output_type;

            $(fn check(
                $checked: &Self::Input,
            ) -> Result<(), <Self as $crate::operation::Declared>::Fault> $check)?

            fn access($asked: &Self::Input, $call: &$crate::Call) -> Vec<$crate::Access> $access

            fn run<'a>(
                context: &'a $crate::Context<'_>,
                input: $crate::Authorized<Self::Input>,
            ) -> $crate::operation::RunFuture<'a, Self> {
                Box::pin(Self::execute(context, input.into_inner()))
            }
        }

        impl $name {
            async fn execute(
                $context: &$crate::Context<'_>,
                $input: $input_type,
            ) -> Result<$output_type, $crate::Error<<Self as $crate::operation::Declared>::Fault>> $run
        }
    };
}
