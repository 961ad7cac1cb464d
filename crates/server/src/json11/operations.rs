//! The table of ECR's operations: one line each. From it follow dispatch and what is "unknown".

use wharf_aws::Encode;
use wharf_aws::ecr::{
    Fault, ListImageReferrersRequest, ListImageReferrersResponse, PutImageRequest, PutImageResponse,
};
use wharf_aws::json11::FromJson;
use wharf_services::ecr::{
    account_setting, authorization_token, image::operations as image, layer, layer_upload, registry_policy,
    repository, repository_policy, resource_tag,
};
use wharf_services::{Call, Operation};

use super::run;
use crate::pipeline::Incomer;
use crate::response::Answer;

/// How an operation looks on the wire.
pub(super) trait JsonOperation: Operation<Fault = Fault> {
    type Request: FromJson;
    type Response: Encode;
    fn input(request: Self::Request) -> Result<Self::Input, Fault>;
    fn response(output: Self::Output) -> Self::Response;
}

/// An operation whose input and output are the wire's.
macro_rules! plain {
    ($operation:ty) => {
        impl JsonOperation for $operation {
            type Request = <$operation as Operation>::Input;
            type Response = <$operation as Operation>::Output;
            fn input(request: Self::Request) -> Result<Self::Input, Fault> {
                Ok(request)
            }
            fn response(output: Self::Output) -> Self::Response {
                output
            }
        }
    };
}

/// An operation that another protocol reaches too, with an input of its own.
macro_rules! shared {
    ($operation:ty, $request:ty, $response:ty) => {
        impl JsonOperation for $operation {
            type Request = $request;
            type Response = $response;
            fn input(request: Self::Request) -> Result<Self::Input, Fault> {
                request.try_into()
            }
            fn response(output: Self::Output) -> Self::Response {
                output.into()
            }
        }
    };
}

macro_rules! operations {
    ($($room:ident::$operation:ident $(as $request:ident => $response:ident)?;)*) => {
        /// The names of the operations that are served.
        pub(super) const SERVED: &[&str] = &[$(stringify!($operation)),*];

        /// Runs the operation of that name, which is one of [`SERVED`].
        pub(super) async fn dispatch(incomer: &Incomer<'_>, call: &Call, name: &str, body: &[u8]) -> Answer {
            match name {
                $(stringify!($operation) => run::<$room::$operation>(incomer, call, body).await,)*
                _ => unreachable!("INVARIANT: only served operations are dispatched"),
            }
        }

        $(operations!(@wire $room::$operation $(as $request => $response)?);)*
    };
    (@wire $room:ident::$operation:ident) => { plain!($room::$operation); };
    (@wire $room:ident::$operation:ident as $request:ident => $response:ident) => {
        shared!($room::$operation, $request, $response);
    };
}

operations! {
    authorization_token::GetAuthorizationToken;
    repository::CreateRepository;
    repository::DescribeRepositories;
    repository::DeleteRepository;
    repository::PutImageTagMutability;
    image::PutImage as PutImageRequest => PutImageResponse;
    image::BatchGetImage;
    image::BatchDeleteImage;
    image::ListImages;
    image::DescribeImages;
    image::ListImageReferrers as ListImageReferrersRequest => ListImageReferrersResponse;
    layer::BatchCheckLayerAvailability;
    layer::GetDownloadUrlForLayer;
    layer_upload::InitiateLayerUpload;
    layer_upload::UploadLayerPart;
    layer_upload::CompleteLayerUpload;
    resource_tag::TagResource;
    resource_tag::UntagResource;
    account_setting::GetAccountSetting;
    account_setting::PutAccountSetting;
    registry_policy::PutRegistryPolicy;
    registry_policy::GetRegistryPolicy;
    registry_policy::DeleteRegistryPolicy;
    repository_policy::SetRepositoryPolicy;
    repository_policy::GetRepositoryPolicy;
    repository_policy::DeleteRepositoryPolicy;
    resource_tag::ListTagsForResource;
}

#[cfg(test)]
mod tests {
    use super::SERVED;

    /// What is generated is served and the other way round: a new line in one list alone fails here.
    #[test]
    fn the_table_is_the_generated_one() {
        let generated = wharf_aws::ecr::OPERATIONS
            .iter()
            .filter(|operation| operation.served);
        let mut generated: Vec<&str> = generated.map(|operation| operation.name).collect();
        let mut served = SERVED.to_vec();
        generated.sort_unstable();
        served.sort_unstable();
        assert_eq!(served, generated);
    }
}
