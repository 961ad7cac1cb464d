//! A fresh database in a PostgreSQL server, dropped with its handle.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::OnceLock;

use super::cluster::{Cluster, administer, with_database};

/// The variable that names a server to share.
const SHARED: &str = "WHARF_TEST_POSTGRES";

pub(super) struct Fresh {
    server: String,
    name: String,
    url: String,
}

impl Fresh {
    pub(super) async fn make() -> Self {
        let server = tokio::task::spawn_blocking(server)
            .await
            .expect("a PostgreSQL server");
        let name = format!("test_{:016x}", RandomState::new().build_hasher().finish());
        // No connection uses template0, so that many may copy it at once.
        let create = format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"
        );
        administer(&server, &create).await.expect("a fresh database");
        let url = with_database(&server, &name);
        Self { server, name, url }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

/// Dropping happens in synchronous code, inside or outside of a runtime; the database is dropped by a thread with
/// a runtime of its own.
impl Drop for Fresh {
    fn drop(&mut self) {
        let (server, statement) = (
            self.server.clone(),
            format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name),
        );
        let work = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map(|runtime| runtime.block_on(administer(&server, &statement)))
        });
        // A database that is left behind goes with its server.
        let _ = work.join();
    }
}

/// The URL of the server that this process uses, started when first needed.
fn server() -> String {
    static OWN: OnceLock<Cluster> = OnceLock::new();
    #[expect(
        clippy::disallowed_methods,
        reason = "tests share a server through the environment"
    )]
    let shared = std::env::var(SHARED);
    shared.unwrap_or_else(|_| {
        OWN.get_or_init(|| Cluster::start().expect("PostgreSQL"))
            .url()
            .to_owned()
    })
}
