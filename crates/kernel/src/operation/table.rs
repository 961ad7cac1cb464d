//! How a service lists its operations.

/// The table of a service: `operations! { ECR: [json11 Words], Fault; room::Operation: Effect, ResourceType, [actions], …; }`.
///
/// `ECR` is the service's static, `[json11 Words]` how its operations are reached (`[query]`, `[routes]`) and, where the
/// protocol leaves it open, how the service words what is wrong with any request, `Fault` its faults. A row names
/// an operation by its room. One whose input and output are not the wire's says those: `room::Operation as Request => Response`.
/// After the actions stand exceptions, each a field of [`Row`](crate::operation::Row).
#[doc(hidden)]
#[macro_export]
macro_rules! __operations {
    (
        $service:ident: $protocol:tt, $fault:ty;
        $($room:ident::$operation:ident $(as $request:ident => $response:ident)?:
            $effect:ident, $resource:ident, [$($action:literal),*] $(, $field:ident: $value:expr)*;)*
    ) => {
        $(
            impl $crate::operation::Declared for $room::$operation {
                type Fault = $fault;
                const ROW: &'static $crate::operation::Row = &$crate::operation::Row {
                    $($field: $value,)*
                    ..$crate::operation::Row::new(
                        &$service,
                        stringify!($operation),
                        $crate::operation::Effect::$effect,
                        $crate::operation::ResourceType::$resource,
                        &[$($action),*],
                        $crate::__operations!(@dispatch $protocol $room::$operation),
                    )
                };

                $crate::__operations!(@elements $protocol $effect $(as $request => $response)?);
            }
            $crate::__operations!(@wire $protocol $room::$operation $(as $request => $response)?);
        )*

        /// The rows.
        pub const ROWS: &[&$crate::operation::Row] =
            &[$(<$room::$operation as $crate::operation::Declared>::ROW),*];
    };

    (@dispatch [json11 $words:ty] $operation:path) => {
        $crate::operation::Dispatch::Json11($crate::operation::json11::dispatch::<$operation, $words>)
    };
    (@dispatch [query] $operation:path) => {
        $crate::operation::Dispatch::Query($crate::operation::query::dispatch::<$operation>)
    };
    (@dispatch [routes] $operation:path) => {
        $crate::operation::Dispatch::Routes
    };

    (@elements [routes] $effect:ident) => {};
    (@elements $protocol:tt Reads $(as $request:ident => $response:ident)?) => {};
    (@elements $protocol:tt Changes $(as $request:ident => $response:ident)?) => {
        fn elements(output: &<Self as $crate::Operation>::Output) -> Option<$crate::audit::Elements> {
            $crate::audit::elements(output)
        }
    };

    (@wire [routes] $operation:path) => {};
    (@wire $protocol:tt $operation:path) => {
        impl $crate::operation::Wire for $operation {
            type Request = <$operation as $crate::Operation>::Input;
            type Response = <$operation as $crate::Operation>::Output;

            fn input(request: Self::Request) -> Result<Self::Input, Self::Fault> {
                Ok(request)
            }

            fn response(output: Self::Output) -> Self::Response {
                output
            }
        }
    };
    (@wire $protocol:tt $operation:path as $request:ident => $response:ident) => {
        impl $crate::operation::Wire for $operation {
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
