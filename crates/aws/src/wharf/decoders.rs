// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! How values that are no structures are read, with the model's constraints.

use super::{AccessKeyStatus, JobState};
use crate::AccountId;
use crate::Timestamp;
use crate::decode::readers;
use crate::pattern;
use wharf_oci::name::RepositoryName;

readers! {
    access_key_id: String = string { min: 16, max: 128, pattern: &pattern::WORD };
    access_key_status: AccessKeyStatus = enumeration;
    account_id: AccountId = parsed { pattern: &pattern::ACCOUNT_ID };
    account_name: String = string { min: 1, max: 128 };
    boolean: bool = boolean;
    collection_position: String = string { min: 1, max: 4096 };
    day: String = string { min: 10, max: 10 };
    email: String = string { min: 3, max: 320 };
    event_position: String = string { min: 1, max: 4096 };
    grace_hours: i64 = integer { min: 0, max: 1000000 };
    image_digest: String = string { pattern: &pattern::DIGEST };
    job_id: String = string { min: 3, max: 2048 };
    job_name: String = string { min: 1, max: 64 };
    job_state: JobState = enumeration;
    layer_digest: String = string { min: 1, max: 256 };
    max_results: i64 = integer { min: 1, max: 1000 };
    next_token: String = string {};
    repository_filter: String = string { min: 1, max: 256 };
    repository_name: RepositoryName = parsed { min: 2, max: 256, pattern: &pattern::REPOSITORY_NAME };
    time: Timestamp = timestamp;
    verification_position: String = string { min: 1, max: 4096 };
    webhook_name: String = string { min: 1, max: 64 };
    webhook_url: String = string { min: 1, max: 2048 };
}
