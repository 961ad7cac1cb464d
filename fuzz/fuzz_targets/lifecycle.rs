//! Lifecycle policies: see `wharf_node::ecr::lifecycle::testing::fuzz_lifecycle`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wharf_node::ecr::lifecycle::testing::fuzz_lifecycle(data));
