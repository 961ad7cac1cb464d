//! wharf-sql
