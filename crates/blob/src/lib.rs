//! wharf-blob
