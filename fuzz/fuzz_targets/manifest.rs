//! Manifests, and their conversion: see `wharf_oci::testing::fuzz_manifest`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wharf_oci::testing::fuzz_manifest(data));
