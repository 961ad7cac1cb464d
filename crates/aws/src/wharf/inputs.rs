// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The inputs of the operations.

use super::decoders;
use super::{AccessKeyStatus, JobState};
use crate::AccountId;
use crate::Timestamp;
use crate::structure::structures;
use wharf_oci::name::RepositoryName;

structures! {
    /// Input of `AdoptStore`.
    AdoptStoreRequest(Default, Decode, FromJson) {
        without_bytes: Option<bool> = "withoutBytes" optional decoders::boolean;
    }
    /// Input of `CancelJob`.
    CancelJobRequest(Decode, FromJson) {
        job_id: String = "jobId" required decoders::job_id;
    }
    /// Input of `CollectBytes`.
    CollectBytesRequest(Decode, FromJson) {
        grace_hours: i64 = "graceHours" required decoders::grace_hours;
        dry_run: Option<bool> = "dryRun" optional decoders::boolean;
        force: Option<bool> = "force" optional decoders::boolean;
        take_pushes: Option<bool> = "takePushes" optional decoders::boolean;
        take_restorable: Option<bool> = "takeRestorable" optional decoders::boolean;
        take_unrecorded: Option<bool> = "takeUnrecorded" optional decoders::boolean;
        position: Option<String> = secret "position" optional decoders::collection_position;
    }
    /// Input of `CreateAccount`.
    CreateAccountRequest(Decode, FromJson) {
        account_id: AccountId = "accountId" required decoders::account_id;
        name: Option<String> = "name" optional decoders::account_name;
        email: Option<String> = "email" optional decoders::email;
        with_repositories: Option<bool> = "withRepositories" optional decoders::boolean;
    }
    /// Input of `CreateRootAccessKey`.
    CreateRootAccessKeyRequest(Decode, FromJson) {
        account_id: AccountId = "accountId" required decoders::account_id;
    }
    /// Input of `CreateWebhook`.
    CreateWebhookRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::account_id;
        name: String = "name" required decoders::webhook_name;
        url: String = secret "url" required decoders::webhook_url;
        repository_filter: Option<String> = "repositoryFilter" optional decoders::repository_filter;
    }
    /// Input of `DeleteRootAccessKey`.
    DeleteRootAccessKeyRequest(Decode, FromJson) {
        access_key_id: String = "accessKeyId" required decoders::access_key_id;
    }
    /// Input of `DeleteWebhook`.
    DeleteWebhookRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::account_id;
        name: String = "name" required decoders::webhook_name;
    }
    /// Input of `GetJob`.
    GetJobRequest(Decode, FromJson) {
        job_id: String = "jobId" required decoders::job_id;
    }
    /// Input of `GetJobHealth`.
    GetJobHealthRequest(Default, Decode, FromJson) {}
    /// Input of `GetUsage`.
    GetUsageRequest(Decode, FromJson) {
        from: String = "from" required decoders::day;
        to: String = "to" required decoders::day;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
    }
    /// Input of `ListAccounts`.
    ListAccountsRequest(Default, Decode, FromJson) {
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
    }
    /// Input of `ListDeadLetters`.
    ListDeadLettersRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::account_id;
        name: String = "name" required decoders::webhook_name;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
    }
    /// Input of `ListDeletedImages`.
    ListDeletedImagesRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::account_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
    }
    /// Input of `ListEvents`.
    ListEventsRequest(Default, Decode, FromJson) {
        since: Option<Timestamp> = "since" optional decoders::time;
        position: Option<String> = "position" optional decoders::event_position;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
    }
    /// Input of `ListJobs`.
    ListJobsRequest(Default, Decode, FromJson) {
        name: Option<String> = "name" optional decoders::job_name;
        state: Option<JobState> = "state" optional decoders::job_state;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
    }
    /// Input of `ListLayerHolders`.
    ListLayerHoldersRequest(Decode, FromJson) {
        layer_digest: String = "layerDigest" required decoders::layer_digest;
    }
    /// Input of `ListRegions`.
    ListRegionsRequest(Default, Decode, FromJson) {}
    /// Input of `ListRootAccessKeys`.
    ListRootAccessKeysRequest(Decode, FromJson) {
        account_id: AccountId = "accountId" required decoders::account_id;
    }
    /// Input of `ListWebhooks`.
    ListWebhooksRequest(Default, Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::account_id;
    }
    /// Input of `MeasureUsage`.
    MeasureUsageRequest(Default, Decode, FromJson) {}
    /// Input of `RedeliverDeadLetters`.
    RedeliverDeadLettersRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::account_id;
        name: String = "name" required decoders::webhook_name;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
    }
    /// Input of `RestoreDeletedImages`.
    RestoreDeletedImagesRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::account_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        since: Option<Timestamp> = "since" optional decoders::time;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
    }
    /// Input of `RestoreImage`.
    RestoreImageRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::account_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        image_digest: String = "imageDigest" required decoders::image_digest;
    }
    /// Input of `RetryJob`.
    RetryJobRequest(Decode, FromJson) {
        job_id: String = "jobId" required decoders::job_id;
    }
    /// Input of `RevealRootAccessKey`.
    RevealRootAccessKeyRequest(Decode, FromJson) {
        account_id: AccountId = "accountId" required decoders::account_id;
    }
    /// Input of `UpdateRootAccessKey`.
    UpdateRootAccessKeyRequest(Decode, FromJson) {
        access_key_id: String = "accessKeyId" required decoders::access_key_id;
        status: AccessKeyStatus = "status" required decoders::access_key_status;
    }
    /// Input of `VerifyStore`.
    VerifyStoreRequest(Default, Decode, FromJson) {
        repair: Option<bool> = "repair" optional decoders::boolean;
        position: Option<String> = secret "position" optional decoders::verification_position;
    }
    /// Input of `WriteDown`.
    WriteDownRequest(Default, Decode, FromJson) {}
}
