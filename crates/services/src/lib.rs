//! wharf-services
