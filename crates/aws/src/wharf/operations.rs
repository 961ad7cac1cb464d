// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The service and all its operations.

use crate::model::operations;
use crate::{Protocol, ServiceModel};

/// The service.
pub const SERVICE: ServiceModel = ServiceModel {
    name: "wharf",
    api_version: "2026-11-29",
    protocol: Protocol::Json11 {
        target_prefix: "Wharf_20261129",
    },
    signing_name: "wharf",
    endpoint_prefix: "wharf",
};

operations! {
    json11::FromJson::from_json([u8]);
    AdoptStore(AdoptStoreRequest) changes;
    CancelJob(CancelJobRequest) changes;
    CollectBytes(CollectBytesRequest) changes;
    CreateAccount(CreateAccountRequest) changes;
    CreateRootAccessKey(CreateRootAccessKeyRequest) changes;
    CreateWebhook(CreateWebhookRequest) changes;
    DeleteRootAccessKey(DeleteRootAccessKeyRequest) changes;
    DeleteWebhook(DeleteWebhookRequest) changes;
    GetJob(GetJobRequest) reads;
    GetJobHealth(GetJobHealthRequest) reads;
    GetUsage(GetUsageRequest) reads;
    ListAccounts(ListAccountsRequest) reads;
    ListDeadLetters(ListDeadLettersRequest) reads;
    ListDeletedImages(ListDeletedImagesRequest) reads;
    ListEvents(ListEventsRequest) reads;
    ListJobs(ListJobsRequest) reads;
    ListLayerHolders(ListLayerHoldersRequest) reads;
    ListRegions(ListRegionsRequest) reads;
    ListRootAccessKeys(ListRootAccessKeysRequest) reads;
    ListWebhooks(ListWebhooksRequest) reads;
    MeasureUsage(MeasureUsageRequest) changes;
    RedeliverDeadLetters(RedeliverDeadLettersRequest) changes;
    RestoreDeletedImages(RestoreDeletedImagesRequest) changes;
    RestoreImage(RestoreImageRequest) changes;
    RetryJob(RetryJobRequest) changes;
    RevealRootAccessKey(RevealRootAccessKeyRequest) changes;
    UpdateRootAccessKey(UpdateRootAccessKeyRequest) changes;
    VerifyStore(VerifyStoreRequest) changes;
    WriteDown(WriteDownRequest) changes;
}
