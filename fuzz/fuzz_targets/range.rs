//! `Range` and `Content-Range`: see `wharf_oci::testing::fuzz_range`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wharf_oci::testing::fuzz_range(data));
