//! JSON 1.1 bodies: see `wharf_aws::testing::fuzz_json11`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wharf_aws::testing::fuzz_json11(data));
