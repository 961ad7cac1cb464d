//! wharf-failpoint
