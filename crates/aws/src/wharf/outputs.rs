// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The outputs of the operations.

use super::{
    Account, CollectionFinding, DeadLetter, DeletedImage, IncompleteImage, Job, JobHealth, LayerHolder,
    RestoredImage, RootAccessKey, StorageUsage, StoreStanding, TrafficUsage, VerificationCounts,
    VerificationFinding, Webhook,
};
use crate::Timestamp;
use crate::structure::structures;

structures! {
    /// Output of `AdoptStore`.
    AdoptStoreResponse() {
        store_id: String = "storeId";
    }
    /// Output of `CancelJob`.
    CancelJobResponse() {
        job: Job = "job";
    }
    /// Output of `CollectBytes`.
    CollectBytesResponse() {
        findings: Vec<CollectionFinding> = secret "findings";
        kept_before: Option<Timestamp> = "keptBefore";
        restored_at: Option<Timestamp> = "restoredAt";
        restorable_images: Option<i64> = "restorableImages";
        position: Option<String> = secret "position";
    }
    /// Output of `CreateAccount`.
    CreateAccountResponse() {
        account: Account = "account";
        access_key_id: String = "accessKeyId";
        secret_access_key: String = secret "secretAccessKey";
    }
    /// Output of `CreateRootAccessKey`.
    CreateRootAccessKeyResponse() {
        access_key: RootAccessKey = "accessKey";
        secret_access_key: String = secret "secretAccessKey";
    }
    /// Output of `CreateWebhook`.
    CreateWebhookResponse() {
        webhook: Webhook = "webhook";
        secret: String = secret "secret";
    }
    /// Output of `DeleteRootAccessKey`.
    DeleteRootAccessKeyResponse() {
        access_key: RootAccessKey = "accessKey";
    }
    /// Output of `DeleteWebhook`.
    DeleteWebhookResponse(Default) {}
    /// Output of `GetJob`.
    GetJobResponse() {
        job: Job = "job";
    }
    /// Output of `GetJobHealth`.
    GetJobHealthResponse() {
        jobs: Vec<JobHealth> = "jobs";
        standing_still: Option<String> = "standingStill";
        standing_still_for_seconds: Option<i64> = "standingStillForSeconds";
        store: Option<StoreStanding> = "store";
        unreadable_records: Option<Vec<String>> = "unreadableRecords";
    }
    /// Output of `GetUsage`.
    GetUsageResponse() {
        storage: Vec<StorageUsage> = "storage";
        traffic: Vec<TrafficUsage> = "traffic";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `ListAccounts`.
    ListAccountsResponse() {
        accounts: Vec<Account> = "accounts";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `ListDeadLetters`.
    ListDeadLettersResponse() {
        dead_letters: Vec<DeadLetter> = "deadLetters";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `ListDeletedImages`.
    ListDeletedImagesResponse() {
        images: Vec<DeletedImage> = "images";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `ListEvents`.
    ListEventsResponse() {
        events: Vec<String> = "events";
        position: Option<String> = "position";
    }
    /// Output of `ListJobs`.
    ListJobsResponse() {
        jobs: Vec<Job> = "jobs";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `ListLayerHolders`.
    ListLayerHoldersResponse() {
        holders: Vec<LayerHolder> = "holders";
    }
    /// Output of `ListRegions`.
    ListRegionsResponse() {
        regions: Vec<String> = "regions";
        unserved_regions: Vec<String> = "unservedRegions";
    }
    /// Output of `ListRootAccessKeys`.
    ListRootAccessKeysResponse() {
        access_keys: Vec<RootAccessKey> = "accessKeys";
    }
    /// Output of `ListWebhooks`.
    ListWebhooksResponse() {
        webhooks: Vec<Webhook> = "webhooks";
    }
    /// Output of `MeasureUsage`.
    MeasureUsageResponse(Default) {}
    /// Output of `RedeliverDeadLetters`.
    RedeliverDeadLettersResponse() {
        queued_events: i64 = "queuedEvents";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `RestoreDeletedImages`.
    RestoreDeletedImagesResponse() {
        restored_images: Vec<RestoredImage> = "restoredImages";
        incomplete_images: Vec<IncompleteImage> = "incompleteImages";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `RestoreImage`.
    RestoreImageResponse() {
        image_digests: Vec<String> = "imageDigests";
        image_tags: Vec<String> = "imageTags";
        taken_image_tags: Vec<String> = "takenImageTags";
    }
    /// Output of `RetryJob`.
    RetryJobResponse() {
        job: Job = "job";
    }
    /// Output of `RevealRootAccessKey`.
    RevealRootAccessKeyResponse() {
        access_key: RootAccessKey = "accessKey";
        secret_access_key: String = secret "secretAccessKey";
    }
    /// Output of `UpdateRootAccessKey`.
    UpdateRootAccessKeyResponse() {
        access_key: RootAccessKey = "accessKey";
    }
    /// Output of `VerifyStore`.
    VerifyStoreResponse() {
        findings: Vec<VerificationFinding> = secret "findings";
        checked: VerificationCounts = "checked";
        position: Option<String> = secret "position";
    }
    /// Output of `WriteDown`.
    WriteDownResponse(Default) {
        lost_records: Option<String> = "lostRecords";
    }
}
