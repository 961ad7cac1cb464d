//! A fresh database in a PostgreSQL server, dropped with its handle.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::OnceLock;

use tokio_postgres::NoTls;

use super::cluster::Cluster;

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

pub(super) async fn administer(server: &str, statement: &str) -> Result<(), tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(server, NoTls).await?;
    let connection = tokio::spawn(connection);
    let result = client.batch_execute(statement).await;
    drop(client);
    let _ = connection.await;
    result
}

/// `scheme://authority/database?parameters` with another database.
pub(super) fn with_database(url: &str, name: &str) -> String {
    let (address, parameters) = url.split_once('?').unwrap_or((url, ""));
    let authority = address.find("://").map_or(0, |at| at + 3);
    let end = address[authority..]
        .find('/')
        .map_or(address.len(), |at| authority + at);
    let separator = if parameters.is_empty() { "" } else { "?" };
    format!("{}/{name}{separator}{parameters}", &address[..end])
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_of_a_url_is_replaced() {
        let cases = [
            (
                "postgresql://u:p@h:1/old?host=%2Fx",
                "postgresql://u:p@h:1/new?host=%2Fx",
            ),
            (
                "postgresql:///old?host=/tmp/x&user=u",
                "postgresql:///new?host=/tmp/x&user=u",
            ),
            ("postgres://h", "postgres://h/new"),
        ];
        for (url, expected) in cases {
            assert_eq!(with_database(url, "new"), expected);
        }
    }
}
