//! The table of STS's operations.

use wharf_services::sts::caller_identity;

/// The operations that need no signature: what they are given proves who asks.
pub(super) const UNSIGNED: &[&str] = &[];

operations! { sts;
    caller_identity::GetCallerIdentity;
}
