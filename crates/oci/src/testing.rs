//! For tests, behind the feature `testing`: proptest strategies of valid values, and the bodies of the fuzz targets.
//!
//! A fuzz body takes any bytes and panics when a property does not hold. libFuzzer calls it from `fuzz/`; the ordinary
//! tests call it with seeds and mutations of them, so that the properties are checked where no fuzzer is installed.

mod fuzz;
mod strategies;

pub use fuzz::{fuzz_accept, fuzz_manifest, fuzz_name, fuzz_range};
pub use strategies::{digest, image_manifest_bytes, manifest_bytes, repository_name, tag};
