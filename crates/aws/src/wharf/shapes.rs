// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The structures inside inputs and outputs.

use super::{FindingType, JobState, RootAccessKeyStatus, VerificationFindingType};
use crate::AccountId;
use crate::Timestamp;
use crate::structure::structures;

structures! {
    /// Shape `Account`.
    Account() {
        account_id: AccountId = "accountId";
        name: String = "name";
        email: Option<String> = "email";
        created_at: Timestamp = "createdAt";
        closed_at: Option<Timestamp> = "closedAt";
    }
    /// Shape `CollectionFinding`.
    CollectionFinding() {
        what: FindingType = "what";
        account_id: Option<AccountId> = "accountId";
        repository_name: Option<String> = "repositoryName";
        digest: String = "digest";
        size_in_bytes: Option<i64> = "sizeInBytes";
        removed: Option<bool> = "removed";
        goes_at: Option<Timestamp> = "goesAt";
    }
    /// Shape `DamagedImage`.
    DamagedImage() {
        account_id: AccountId = "accountId";
        repository_name: String = "repositoryName";
        image_digest: String = "imageDigest";
        damage: String = "damage";
        found_at: Timestamp = "foundAt";
    }
    /// Shape `DamagedLayer`.
    DamagedLayer() {
        layer_digest: String = "layerDigest";
        damage: String = "damage";
        found_at: Timestamp = "foundAt";
    }
    /// Shape `DeadLetter`.
    DeadLetter() {
        event: String = "event";
        reason: String = "reason";
        failed_at: Timestamp = "failedAt";
    }
    /// Shape `DeletedImage`.
    DeletedImage() {
        image_digest: String = "imageDigest";
        image_tags: Vec<String> = "imageTags";
        image_size_in_bytes: i64 = "imageSizeInBytes";
        deleted_at: Timestamp = "deletedAt";
        kept_until: Timestamp = "keptUntil";
    }
    /// Shape `IncompleteImage`.
    IncompleteImage() {
        image_digest: String = "imageDigest";
        reason: String = "reason";
    }
    /// Shape `Job`.
    Job() {
        job_id: String = "jobId";
        name: String = "name";
        region: String = "region";
        account_id: Option<AccountId> = "accountId";
        key: Option<String> = "key";
        destination: Option<String> = "destination";
        state: JobState = "state";
        due_at: Option<Timestamp> = "dueAt";
        held_until: Option<Timestamp> = "heldUntil";
        attempts: i64 = "attempts";
        created_at: Timestamp = "createdAt";
        last_error: Option<String> = "lastError";
        progress: Option<String> = "progress";
    }
    /// Shape `JobHealth`.
    JobHealth() {
        name: String = "name";
        is_recurring: bool = "isRecurring";
        is_resting: Option<bool> = "isResting";
        due_since: Option<Timestamp> = "dueSince";
        running: i64 = "running";
        failed: i64 = "failed";
        dead: i64 = "dead";
        cancelled: i64 = "cancelled";
    }
    /// Shape `LayerHolder`.
    LayerHolder() {
        account_id: Option<AccountId> = "accountId";
        repository_name: Option<String> = "repositoryName";
        image_digest: Option<String> = "imageDigest";
        deleted: bool = "deleted";
    }
    /// Shape `RestoredImage`.
    RestoredImage() {
        image_digest: String = "imageDigest";
        image_tags: Vec<String> = "imageTags";
        taken_image_tags: Vec<String> = "takenImageTags";
    }
    /// Shape `RootAccessKey`.
    RootAccessKey() {
        access_key_id: String = "accessKeyId";
        account_id: AccountId = "accountId";
        status: RootAccessKeyStatus = "status";
        created_at: Timestamp = "createdAt";
    }
    /// Shape `StorageUsage`.
    StorageUsage() {
        day: String = "day";
        region: String = "region";
        owner: AccountId = "owner";
        logical_bytes: i64 = "logicalBytes";
        stored_bytes: i64 = "storedBytes";
        images: i64 = "images";
        repositories: i64 = "repositories";
    }
    /// Shape `StoreStanding`.
    StoreStanding() {
        store_id: String = "storeId";
        damaged_blobs: i64 = "damagedBlobs";
        damaged: Option<Vec<DamagedLayer>> = "damaged";
        damaged_manifests: Option<i64> = "damagedManifests";
        damaged_images: Option<Vec<DamagedImage>> = "damagedImages";
        database_doubts: Option<Vec<String>> = "databaseDoubts";
        restored_at: Option<Timestamp> = "restoredAt";
        collection_stopped_at: Option<Timestamp> = "collectionStoppedAt";
        unrecorded_blobs: Option<i64> = "unrecordedBlobs";
        counted_blobs: Option<i64> = "countedBlobs";
    }
    /// Shape `TrafficUsage`.
    TrafficUsage() {
        day: String = "day";
        region: String = "region";
        owner: String = "owner";
        account: AccountId = "account";
        requests: i64 = "requests";
        pulled_bytes: i64 = "pulledBytes";
    }
    /// Shape `VerificationCounts`.
    VerificationCounts() {
        blobs: i64 = "blobs";
        bytes: i64 = "bytes";
        locked_blobs: i64 = "lockedBlobs";
        locked_manifests: i64 = "lockedManifests";
        layers: i64 = "layers";
        images: i64 = "images";
        deleted_images: i64 = "deletedImages";
        referrers_without_subject: i64 = "referrersWithoutSubject";
        damaged: i64 = "damaged";
        mended: i64 = "mended";
    }
    /// Shape `VerificationFinding`.
    VerificationFinding() {
        what: VerificationFindingType = "what";
        account_id: Option<AccountId> = "accountId";
        repository_name: Option<String> = "repositoryName";
        digest: Option<String> = "digest";
        detail: String = "detail";
        mended: bool = "mended";
    }
    /// Shape `Webhook`.
    Webhook() {
        name: String = "name";
        url: String = secret "url";
        repository_filter: String = "repositoryFilter";
        created_at: Timestamp = "createdAt";
        pending_events: i64 = "pendingEvents";
    }
}
