//! Repository names, tags, references and digests: see `wharf_oci::testing::fuzz_name`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wharf_oci::testing::fuzz_name(data));
