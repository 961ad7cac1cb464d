//! `Forwarded` and `X-Forwarded-*`: see `wharf_aws::testing::fuzz_forwarded`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wharf_aws::testing::fuzz_forwarded(data));
