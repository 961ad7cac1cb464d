//! Signatures in headers and queries: see `wharf_sigv4::testing::fuzz_header`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wharf_sigv4::testing::fuzz_header(data));
