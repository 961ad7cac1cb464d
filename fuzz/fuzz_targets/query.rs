//! AWS Query forms: see `wharf_aws::testing::fuzz_query`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wharf_aws::testing::fuzz_query(data));
