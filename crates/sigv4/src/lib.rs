//! wharf-sigv4
