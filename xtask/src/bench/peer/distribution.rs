//! Debian's docker-registry, authentication off, as its package ships it apart from the folder and the port.

use anyhow::Context as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::{Peer, put_manifest, tag};
use crate::bench::content::{CONFIG, digest, tiny_manifest};
use crate::bench::process::{Process, free_address};
use crate::bench::registry::push_sized;

pub struct Distribution {
    name: &'static str,
    folder: PathBuf,
    address: SocketAddr,
    process: Option<Process>,
}

impl Distribution {
    /// A registry with an empty store in a folder of its own.
    pub fn new(name: &'static str, folder: &Path) -> anyhow::Result<Distribution> {
        std::fs::create_dir_all(folder.join("data"))?;
        Ok(Distribution {
            name,
            folder: folder.to_owned(),
            address: free_address()?,
            process: None,
        })
    }

    fn configuration(&self) -> String {
        format!(
            "version: 0.1\nlog: {{level: warn, accesslog: {{disabled: true}}}}\n\
             storage: {{filesystem: {{rootdirectory: '{}'}}, delete: {{enabled: true}}, \
             cache: {{blobdescriptor: inmemory}}}}\nhttp: {{addr: '{}'}}\n",
            self.folder.join("data").display(),
            self.address
        )
    }
}

impl Peer for Distribution {
    fn name(&self) -> &'static str {
        self.name
    }

    fn start(&mut self) -> anyhow::Result<Duration> {
        self.address = free_address()?;
        let configuration = self.folder.join("config.yml");
        std::fs::write(&configuration, self.configuration())?;
        let mut command = Command::new("docker-registry");
        command.arg("serve").arg(configuration);
        let (process, time) = Process::start(command, &self.folder.join("log"), self.address, "/v2/")?;
        self.process = Some(process);
        Ok(time)
    }

    fn stop(&mut self) -> anyhow::Result<()> {
        self.process.take().map_or(Ok(()), Process::stop)
    }

    fn process(&self) -> anyhow::Result<&Process> {
        self.process.as_ref().context("docker-registry is not running")
    }

    fn address(&self) -> SocketAddr {
        self.address
    }

    fn authorization(&self) -> Option<&str> {
        None
    }

    fn create_repository(&self, _name: &str) -> anyhow::Result<()> {
        Ok(())
    }

    /// Written straight into the store: at 300 PUTs a second the large repository would take minutes, and listing
    /// reads nothing but the folders' names.
    fn fill(&self, repository: &str, tags: usize) -> anyhow::Result<()> {
        let store = self
            .folder
            .join("data/docker/registry/v2/repositories")
            .join(repository);
        for number in 0..tags {
            let tag = tag(number);
            let folder = store.join("_manifests/tags").join(&tag).join("current");
            std::fs::create_dir_all(&folder)?;
            let manifest = tiny_manifest(&format!("{repository}-{tag}"));
            std::fs::write(folder.join("link"), digest(manifest.as_bytes()))?;
        }
        // One tag is pulled after a start, so its image has to be there.
        let mut connection = self.connect()?;
        push_sized(&mut connection, repository, CONFIG, &digest(CONFIG))?;
        let first = tag(0);
        put_manifest(
            &mut connection,
            repository,
            &first,
            &tiny_manifest(&format!("{repository}-{first}")),
        )
    }
}
