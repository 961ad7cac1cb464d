//! What the generated tables say of a service and its operations, for dispatch, metrics and the coverage page.

/// A service: how its requests are told and its answers framed.
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

/// An operation of the model, served or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperationModel {
    /// The name, as in `X-Amz-Target` and `Action`.
    pub name: &'static str,
    /// The input's shape; empty for an operation without.
    pub input: &'static str,
    /// The output's shape; empty for an operation without.
    pub output: &'static str,
    /// Query only: the element around the result.
    pub result_wrapper: Option<&'static str>,
    /// The exceptions that the model lists for it.
    pub faults: &'static [&'static str],
    /// How it pages, for those that the model says so.
    pub pagination: Option<Pagination>,
    /// Whether it changes nothing.
    pub read_only: bool,
    /// Whether inputs, outputs and faults are generated, so that it can be served.
    pub served: bool,
}

/// The members by which an operation pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pagination {
    /// The input's member that continues.
    pub input_token: &'static str,
    /// The output's member to continue with.
    pub output_token: &'static str,
    /// The input's member that limits a page.
    pub limit_key: &'static str,
    /// The output's member that is paged.
    pub result_key: &'static str,
}
