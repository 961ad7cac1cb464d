//! What the generated tables say of a service and its operations.

/// A service: how its requests are recognized and its answers framed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceModel {
    /// Short name, the module's: `ecr`.
    pub name: &'static str,
    /// The version of the API: `2015-09-21`.
    pub api_version: &'static str,
    /// How it speaks.
    pub protocol: Protocol,
    /// The service part of a credential scope: `ecr`.
    pub signing_name: &'static str,
    /// The first part of an endpoint's host: `api.ecr`.
    pub endpoint_prefix: &'static str,
}

/// A wire protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// JSON 1.1: the operation is named by the header `X-Amz-Target: <target prefix>.<operation>`.
    Json11 {
        /// What stands before the operation's name.
        target_prefix: &'static str,
    },
    /// AWS Query: a form with `Action` and `Version`, an answer in XML.
    Query {
        /// The namespace of the answer's root element.
        namespace: &'static str,
    },
    /// The OCI Distribution Specification's: routes below `/v2/`.
    Distribution,
}

/// An operation of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperationModel {
    /// The name, as in `X-Amz-Target` and `Action`.
    pub name: &'static str,
    /// Query only: the element around the result, of those that have one.
    pub result_wrapper: Option<&'static str>,
    /// Whether it changes nothing.
    pub read_only: bool,
}

/// Reads an input of each operation and writes it again as JSON.
#[cfg(any(test, feature = "testing"))]
pub(crate) type Reencode<Request> = fn(&Request) -> Result<Vec<u8>, crate::DecodeFault>;

/// Declares the operations of a service, sorted by name: of each its name, its input, whether it changes something, and in
/// Query the element around its result, `GetUser(GetUserRequest) reads "GetUserResult";`. In front of them stands how
/// inputs are read.
macro_rules! operations {
    ($module:ident::$Reader:ident::$read:ident($Request:ty); $(
        $Name:ident($Input:ident) $effect:ident $($wrapper:literal)?;
    )*) => {
        /// An operation of the model by its name.
        pub fn operation(name: &str) -> Option<&'static $crate::OperationModel> {
            let at = OPERATIONS.binary_search_by_key(&name, |operation| operation.name).ok()?;
            OPERATIONS.get(at)
        }

        /// All operations of the model, sorted by name.
        pub const OPERATIONS: &[$crate::OperationModel] = &[$(
            $crate::OperationModel {
                name: stringify!($Name),
                result_wrapper: $crate::model::operations!(@wrapper $($wrapper)?),
                read_only: $crate::model::operations!(@$effect),
            },
        )*];

        /// Reads an input of each operation and writes it again as JSON.
        #[cfg(any(test, feature = "testing"))]
        pub(crate) const REENCODE: &[(&str, $crate::model::Reencode<$Request>)] = &[$(
            (stringify!($Name), |request| {
                use $crate::$module::$Reader as _;
                super::$Input::$read(request).map(|input| $crate::json11::encode(&input))
            }),
        )*];
    };

    (@reads) => { true };
    (@changes) => { false };
    (@wrapper) => { None };
    (@wrapper $wrapper:literal) => { Some($wrapper) };
}

pub(crate) use operations;
