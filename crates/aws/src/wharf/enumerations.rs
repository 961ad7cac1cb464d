// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The enumerations.

use crate::enumeration::enumerations;

enumerations! {
    AccessKeyStatus {
        Active = "ACTIVE", Inactive = "INACTIVE",
    }
}
