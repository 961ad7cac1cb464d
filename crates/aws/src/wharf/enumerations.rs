// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! The enumerations.

use crate::enumeration::enumeration;

enumeration! {
    /// Shape `AccessKeyStatus`.
    pub enum AccessKeyStatus {
        /// `ACTIVE`
        Active = "ACTIVE",
        /// `INACTIVE`
        Inactive = "INACTIVE",
    }
}
