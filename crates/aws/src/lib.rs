//! wharf-aws
