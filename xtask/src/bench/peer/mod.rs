//! The contestants: what each is started with, where it listens, how to get in.

mod distribution;
mod nginx;
mod wharf;

pub use distribution::Distribution;
pub use nginx::Nginx;
pub use wharf::Wharf;

use std::net::SocketAddr;
use std::time::Duration;

use super::content::{CONFIG, MANIFEST_TYPE, tiny_manifest};
use super::http::{Body, Connection};
use super::process::Process;
use super::registry;

/// How many connections fill a store.
const WRITERS: usize = 16;

/// A registry under measurement. All of them keep their store between `stop` and `start`.
pub trait Peer {
    /// The column's title.
    fn name(&self) -> &'static str;
    /// Starts the server; the time from `exec` to ready.
    fn start(&mut self) -> anyhow::Result<Duration>;
    /// Ends it the polite way.
    fn stop(&mut self) -> anyhow::Result<()>;
    /// The running server.
    fn process(&self) -> anyhow::Result<&Process>;
    /// Where it listens; may change with every start.
    fn address(&self) -> SocketAddr;
    /// The value of the `Authorization` header, where one is needed.
    fn authorization(&self) -> Option<&str>;
    /// Makes a repository, where repositories have to be made.
    fn create_repository(&self, name: &str) -> anyhow::Result<()>;

    /// What a role of another account sends that may pull a repository by policies of every kind; `None` where there are
    /// no such things.
    fn pulling_account(&self, _repository: &str) -> anyhow::Result<Option<String>> {
        Ok(None)
    }

    /// The headers of a signed call of an ECR operation; `None` where there is no such API.
    fn signed(&self, _operation: &str, _input: &str) -> Option<Vec<(String, String)>> {
        None
    }

    /// A new connection without authorization.
    fn connect_unsigned(&self) -> anyhow::Result<Connection> {
        Connection::open(self.address(), None)
    }

    /// A new connection that carries the authorization.
    fn connect(&self) -> anyhow::Result<Connection> {
        Connection::open(self.address(), self.authorization())
    }

    /// Fills a repository with tags `t000000`…, each on an image of its own.
    fn fill(&self, repository: &str, tags: usize) -> anyhow::Result<()> {
        registry::push_sized(
            &mut self.connect()?,
            repository,
            CONFIG,
            &super::content::digest(CONFIG),
        )?;
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    let (address, authorization) = (self.address(), self.authorization());
                    scope.spawn(move || -> anyhow::Result<()> {
                        let mut connection = Connection::open(address, authorization)?;
                        for number in (writer..tags).step_by(WRITERS) {
                            let tag = tag(number);
                            let manifest = tiny_manifest(&format!("{repository}-{tag}"));
                            put_manifest(&mut connection, repository, &tag, &manifest)?;
                        }
                        Ok(())
                    })
                })
                .collect();
            writers
                .into_iter()
                .try_for_each(|writer| writer.join().expect("INVARIANT: writers do not panic"))
        })
    }
}

/// The name of the nth tag; they sort as they count.
pub fn tag(number: usize) -> String {
    format!("t{number:06}")
}

/// PUTs a manifest and checks that it was taken.
pub fn put_manifest(
    connection: &mut Connection,
    repository: &str,
    reference: &str,
    manifest: &str,
) -> anyhow::Result<()> {
    let path = format!("/v2/{repository}/manifests/{reference}");
    let headers = [("Content-Type", MANIFEST_TYPE)];
    connection
        .exchange("PUT", &path, &headers, Body::Sized(manifest.as_bytes()))?
        .expect(201)?;
    Ok(())
}
