//! Fail points: named places in the code where a test may kill, fail or delay the process.
//!
//! A crash test starts a second process, [`arm`]s one point in it, and looks at what is left on disk after it died
//! there. Production builds are made without the feature `enabled`: then [`fail_point!`] expands to nothing, and
//! arming anything panics, so that a test cannot pass because its fault was never there.
//!
//! Not here: which points exist (each crate documents its own) and where the specification comes from (an
//! environment variable is the caller's business).
#![forbid(unsafe_code)]

#[cfg(feature = "enabled")]
mod armed;

#[cfg(feature = "enabled")]
pub use armed::{Outcome, arm, names, pass, passes};

/// Arms fail points. Without the feature `enabled` there are none.
///
/// # Panics
/// Always: a build without fail points was asked for one.
#[cfg(not(feature = "enabled"))]
pub fn arm(spec: &str) {
    panic!("fail points are compiled out of this build, cannot arm {spec:?}");
}

/// Every fail point passed so far: none, they are compiled out of this build.
#[cfg(not(feature = "enabled"))]
#[must_use]
pub fn names() -> Vec<&'static str> {
    Vec::new()
}

/// How often a fail point was passed so far: never, they are compiled out of this build.
#[cfg(not(feature = "enabled"))]
#[must_use]
pub fn passes(_name: &str) -> u64 {
    0
}

/// Marks a fail point.
///
/// `fail_point!("room.action.moment")` may die, sleep or fill a disk there. `fail_point!("…", |message| expression)` may also
/// return `expression` from the surrounding function; `message: String` is the text that the test gave.
#[cfg(feature = "enabled")]
#[macro_export]
macro_rules! fail_point {
    ($name:literal) => {
        if let $crate::Outcome::Fail(_) = $crate::pass($name) {
            panic!("fail point {} cannot return an error", $name);
        }
    };
    ($name:literal, |$message:pat_param| $value:expr) => {
        if let $crate::Outcome::Fail($message) = $crate::pass($name) {
            return $value;
        }
    };
}

/// Marks a fail point: nothing in this build.
#[cfg(not(feature = "enabled"))]
#[macro_export]
macro_rules! fail_point {
    ($name:literal) => {};
    ($name:literal, |$message:pat_param| $value:expr) => {};
}
