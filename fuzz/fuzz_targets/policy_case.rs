//! Cases: see `wharf_policy::testing::fuzz_policy_case`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wharf_policy::testing::fuzz_policy_case(data));
