//! Asking the node as the JSON front end does: text in, text out, so that tests read like the API's pages.
//!
//! Every fault that comes back is checked against the operation's own list in the model.

use serde_json::{Map, Value};
use wharf_aws::ecr as wire;
use wharf_aws::json11::{self, FromJson};
use wharf_aws::{Encode, ServiceFault as _};
use wharf_services::ecr::account_setting::{GetAccountSetting, PutAccountSetting};
use wharf_services::ecr::authorization_token::GetAuthorizationToken;
use wharf_services::ecr::creation_template::{
    CreateRepositoryCreationTemplate, DeleteRepositoryCreationTemplate, DescribeRepositoryCreationTemplates,
    UpdateRepositoryCreationTemplate,
};
use wharf_services::ecr::image::operations::{
    BatchDeleteImage, BatchGetImage, DescribeImages, ListImageReferrers, ListImages, PutImage,
    UpdateImageStorageClass,
};
use wharf_services::ecr::layer::{BatchCheckLayerAvailability, GetDownloadUrlForLayer};
use wharf_services::ecr::layer_upload::{CompleteLayerUpload, InitiateLayerUpload, UploadLayerPart};
use wharf_services::ecr::lifecycle::{
    DeleteLifecyclePolicy, GetLifecyclePolicy, GetLifecyclePolicyPreview, PutLifecyclePolicy,
    StartLifecyclePolicyPreview,
};
use wharf_services::ecr::pull_time_exclusion::{
    DeregisterPullTimeUpdateExclusion, ListPullTimeUpdateExclusions, RegisterPullTimeUpdateExclusion,
};
use wharf_services::ecr::registry::DescribeRegistry;
use wharf_services::ecr::registry_policy::{DeleteRegistryPolicy, GetRegistryPolicy, PutRegistryPolicy};
use wharf_services::ecr::repository::{
    CreateRepository, DeleteRepository, DescribeRepositories, PutImageTagMutability,
};
use wharf_services::ecr::repository_policy::{
    DeleteRepositoryPolicy, GetRepositoryPolicy, SetRepositoryPolicy,
};
use wharf_services::ecr::resource_tag::{ListTagsForResource, TagResource, UntagResource};
use wharf_services::{Call, Error, Operation, Unavailable, perform};

use super::{Bench, Tenant};

/// An operation of ECR's API.
pub(crate) trait Api: Operation<Fault = wire::Fault> {
    type Request: FromJson;
    type Response: Encode;

    fn input(request: Self::Request) -> Result<Self::Input, wire::Fault>;
    fn response(output: Self::Output) -> Self::Response;
}

/// Operations whose input and output are the wire's own, and, after the `;`, those that convert.
macro_rules! api {
    ($($plain:ident,)+ ; $($converted:ident,)+) => {
        $(impl Api for $plain {
            type Request = <$plain as Operation>::Input;
            type Response = <$plain as Operation>::Output;
            fn input(request: Self::Request) -> Result<Self::Input, wire::Fault> { Ok(request) }
            fn response(output: Self::Output) -> Self::Response { output }
        })+
        $(impl Api for $converted {
            type Request = converted::$converted::Request;
            type Response = converted::$converted::Response;
            fn input(request: Self::Request) -> Result<Self::Input, wire::Fault> { request.try_into() }
            fn response(output: Self::Output) -> Self::Response { output.into() }
        })+
        /// The operations of the API that tests can ask.
        pub(crate) const SERVED: &[&str] = &[$(<$plain as Operation>::NAME,)+ $(<$converted as Operation>::NAME,)+];
    };
}

#[expect(
    non_snake_case,
    reason = "modules named after the operations that they describe"
)]
mod converted {
    pub(super) mod PutImage {
        pub(crate) use wharf_aws::ecr::{PutImageRequest as Request, PutImageResponse as Response};
    }
    pub(super) mod ListImageReferrers {
        pub(crate) use wharf_aws::ecr::{
            ListImageReferrersRequest as Request, ListImageReferrersResponse as Response,
        };
    }
}

api!(
    BatchCheckLayerAvailability,
    BatchDeleteImage,
    BatchGetImage,
    CompleteLayerUpload,
    CreateRepository,
    DeleteRepository,
    DescribeImages,
    DescribeRepositories,
    GetAuthorizationToken,
    GetDownloadUrlForLayer,
    InitiateLayerUpload,
    ListImages,
    ListTagsForResource,
    PutImageTagMutability,
    TagResource,
    UntagResource,
    UploadLayerPart,
    SetRepositoryPolicy,
    GetRepositoryPolicy,
    DeleteRepositoryPolicy,
    PutRegistryPolicy,
    GetRegistryPolicy,
    DeleteRegistryPolicy,
    GetAccountSetting,
    PutAccountSetting,
    UpdateImageStorageClass,
    RegisterPullTimeUpdateExclusion,
    DeregisterPullTimeUpdateExclusion,
    ListPullTimeUpdateExclusions,
    DescribeRegistry,
    CreateRepositoryCreationTemplate,
    DescribeRepositoryCreationTemplates,
    UpdateRepositoryCreationTemplate,
    DeleteRepositoryCreationTemplate,
    PutLifecyclePolicy,
    GetLifecyclePolicy,
    DeleteLifecyclePolicy,
    StartLifecyclePolicyPreview,
    GetLifecyclePolicyPreview,
    ;
    ListImageReferrers,
    PutImage,
);

/// Why something was refused, as a client sees it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) members: Map<String, Value>,
}

impl Refusal {
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Refusal {
        Refusal {
            code: code.to_owned(),
            message: message.into(),
            members: Map::new(),
        }
    }
}

impl From<wire::Fault> for Refusal {
    fn from(fault: wire::Fault) -> Refusal {
        Refusal {
            members: fault.members(),
            ..Refusal::new(fault.code(), fault.message())
        }
    }
}

impl From<Error<wire::Fault>> for Refusal {
    fn from(error: Error<wire::Fault>) -> Refusal {
        match error {
            Error::Fault(fault) => fault.into(),
            Error::Denied(denial) => Refusal::new("AccessDeniedException", denial.to_string()),
            Error::Invalid(text) => Refusal::new("Invalid", text),
            Error::Throttled(_) => Refusal::new("Throttling", "Rate exceeded"),
            Error::Unavailable(Unavailable::Full) => Refusal::new("Full", ""),
            Error::Unavailable(Unavailable::Internal(text)) => Refusal::new("Internal", text),
        }
    }
}

impl Bench {
    /// Alice asks.
    pub(crate) async fn ask<O: Api>(&self, request: Value) -> Result<Value, Refusal> {
        self.ask_as::<O>(&self.alice, request).await
    }

    pub(crate) async fn ask_as<O: Api>(&self, who: &Tenant, request: Value) -> Result<Value, Refusal> {
        self.ask_call::<O>(&self.call(who), request).await
    }

    pub(crate) async fn ask_call<O: Api>(&self, call: &Call, request: Value) -> Result<Value, Refusal> {
        let read = O::Request::from_json(request.to_string().as_bytes());
        let read = read.unwrap_or_else(|fault| panic!("{}: {fault:?} in {request}", O::NAME));
        let answer = match O::input(read) {
            Ok(input) => perform::<O>(&self.node, call, input).await.map_err(Refusal::from),
            Err(fault) => Err(fault.into()),
        };
        answer
            .map(|output| serde_json::from_slice(&json11::encode(&O::response(output))).unwrap())
            .inspect_err(|refusal| {
                let listed = wire::operation(O::NAME).unwrap().faults;
                let ours = ["AccessDeniedException", "Full", "Internal"];
                let known = listed.contains(&&*refusal.code) || ours.contains(&&*refusal.code);
                assert!(known, "{} may not raise {refusal:?}", O::NAME);
            })
    }
}

/// Reading an answer without ceremony.
pub(crate) trait Take {
    /// The text at a JSON pointer.
    fn text(&self, pointer: &str) -> String;
    /// The elements of the list at a JSON pointer.
    fn list(&self, pointer: &str) -> Vec<Value>;
}

impl Take for Value {
    fn text(&self, pointer: &str) -> String {
        match self.pointer(pointer).and_then(Value::as_str) {
            Some(text) => text.to_owned(),
            None => panic!("no text at {pointer} in {self}"),
        }
    }

    fn list(&self, pointer: &str) -> Vec<Value> {
        match self.pointer(pointer).and_then(Value::as_array) {
            Some(list) => list.clone(),
            None => panic!("no list at {pointer} in {self}"),
        }
    }
}
