//! Jobs on both engines: claimed once, tried again, given up, fenced, bounded.

#![allow(clippy::unwrap_used, reason = "tests")]

mod asked_again;
mod bounds;
mod clock;
mod fence;
mod outage;
mod retry;
mod stage;
mod supervisor;
