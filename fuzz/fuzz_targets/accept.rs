//! `Accept`: see `wharf_oci::testing::fuzz_accept`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wharf_oci::testing::fuzz_accept(data));
