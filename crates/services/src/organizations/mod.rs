//! The organization: which accounts belong together, and what they may do at most.

pub(crate) mod guardrail;
