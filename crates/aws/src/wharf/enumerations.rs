// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The enumerations.

use crate::enumeration::enumerations;

enumerations! {
    AccessKeyStatus {
        Active = "ACTIVE", Inactive = "INACTIVE",
    }
    FindingType {
        OrphanedLayer = "ORPHANED_LAYER", UnreferencedBlob = "UNREFERENCED_BLOB", Removed = "REMOVED",
        TakenBack = "TAKEN_BACK",
    }
    JobState {
        Dead = "DEAD", Failed = "FAILED", Running = "RUNNING", Waiting = "WAITING", Cancelled = "CANCELLED",
    }
}
