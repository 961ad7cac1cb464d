//! Wildcards: see `wharf_policy::testing::fuzz_wildcard`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wharf_policy::testing::fuzz_wildcard(data));
