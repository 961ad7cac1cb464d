// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The faults.

use crate::Violation;
use crate::fault::faults;

impl Fault {
    /// The fault for an input that breaks constraints of the model: the first of them, in ECR's words.
    pub fn from_violations(violations: &[Violation]) -> Self {
        let message = violations.first().map(Violation::ecr_text).unwrap_or_default();
        Self::InvalidParameter { message }
    }
}

faults! {
    /// A fault that an operation of WHARF may raise.
    AccessKeyNotFound = "AccessKeyNotFoundException" 400;
    AccountAlreadyExists = "AccountAlreadyExistsException" 400;
    AccountClosed = "AccountClosedException" 400;
    AccountNotFound = "AccountNotFoundException" 400;
    ClockInDoubt = "ClockInDoubtException" 400;
    CollectionRunning = "CollectionRunningException" 400;
    CollectionStopped = "CollectionStoppedException" 400;
    ImageIncomplete = "ImageIncompleteException" 400;
    ImageNotKept = "ImageNotKeptException" 400;
    InvalidParameter = "InvalidParameterException" 400;
    JobNotFound = "JobNotFoundException" 400;
    JobRunning = "JobRunningException" 400;
    LimitExceeded = "LimitExceededException" 400;
    PushesAtRisk = "PushesAtRiskException" 400;
    RepositoryNotFound = "RepositoryNotFoundException" 400;
    Server = "ServerException" 500;
    StoreMismatch = "StoreMismatchException" 400;
    WebhookAlreadyExists = "WebhookAlreadyExistsException" 400;
    WebhookNotFound = "WebhookNotFoundException" 400;
}
