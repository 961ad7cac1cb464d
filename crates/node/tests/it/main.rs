//! The rooms, asked through the one way in, over both databases.

#![allow(clippy::unwrap_used, reason = "tests")]

/// A test of a room: `room!(name, |bench| { … })` runs the body on a bench over SQLite and on one over PostgreSQL, and
/// afterwards looks whether rows and bytes still belong together.
macro_rules! room {
    ($(#[$meta:meta])* $name:ident, |$bench:ident| $body:block) => {
        room!($(#[$meta])* $name, |_settings| {}, |$bench| $body);
    };
    ($(#[$meta:meta])* $name:ident, $change:ident, |$bench:ident| $body:block) => {
        room!($(#[$meta])* $name, |settings| { $change(settings); }, |$bench| $body);
    };
    ($(#[$meta:meta])* $name:ident, |$settings:ident| $change:block, |$bench:ident| $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "not every test needs what its file imports")]
            use super::*;

            async fn check(engine: $crate::bench::Engine) {
                let bench = $crate::bench::Bench::with(engine, |$settings| $change).await;
                {
                    let $bench = &bench;
                    $body
                }
                bench.assert_consistent().await;
                bench.close().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                check($crate::bench::Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                check($crate::bench::Engine::Postgres).await;
            }
        }
    };
}

mod absent_accounts;
mod audit;
mod bench;
mod collection;
mod cross_account;
mod distribution;
mod ecr;
mod events;
mod faults;
mod iam;
mod jobs;
mod maintenance;
mod operator;
mod organizations;
mod other_accounts_bytes;
mod permission;
mod put_back;
mod restart;
mod scope;
mod simulation;
mod source;
mod statements;
mod store_identity;
mod sts;
mod tag_keys;
mod together;
mod usage;
mod verification;
