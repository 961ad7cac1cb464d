//! Lifecycle policies: see `wharf_services::ecr::lifecycle::testing::fuzz_lifecycle`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wharf_services::ecr::lifecycle::testing::fuzz_lifecycle(data));
