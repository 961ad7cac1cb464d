// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The enumerations.

use crate::enumeration::enumerations;

enumerations! {
    AccessKeyStatus {
        Active = "ACTIVE", Inactive = "INACTIVE",
    }
    FindingType {
        OrphanedLayer = "ORPHANED_LAYER", UnreferencedBlob = "UNREFERENCED_BLOB", Removed = "REMOVED",
        TakenBack = "TAKEN_BACK", WaitingBlob = "WAITING_BLOB", UnrecordedBlob = "UNRECORDED_BLOB",
        GivenUpImage = "GIVEN_UP_IMAGE", LostReferences = "LOST_REFERENCES",
        UnreadManifest = "UNREAD_MANIFEST",
    }
    JobState {
        Dead = "DEAD", Failed = "FAILED", Running = "RUNNING", Waiting = "WAITING", Cancelled = "CANCELLED",
    }
    RootAccessKeyStatus {
        Active = "ACTIVE", Inactive = "INACTIVE", Unreadable = "UNREADABLE",
    }
    VerificationFindingType {
        Table = "TABLE", AlteredBlob = "ALTERED_BLOB", UnreadableBlob = "UNREADABLE_BLOB",
        MissingBytes = "MISSING_BYTES", ShortBytes = "SHORT_BYTES", AlteredManifest = "ALTERED_MANIFEST",
        MissingManifest = "MISSING_MANIFEST", MissingLayer = "MISSING_LAYER", MissingImage = "MISSING_IMAGE",
        WrongReferences = "WRONG_REFERENCES", WrongTag = "WRONG_TAG", WrongCount = "WRONG_COUNT",
    }
}
