//! nginx with `sendfile`: what a file costs when nothing but the kernel moves it. Downloads cannot be cheaper.

use anyhow::Context as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bench::process::{Process, free_address};

pub struct Nginx {
    folder: PathBuf,
    address: SocketAddr,
    process: Process,
}

impl Nginx {
    /// Starts nginx over an empty folder.
    pub fn start(folder: &Path) -> anyhow::Result<Nginx> {
        let address = free_address()?;
        std::fs::create_dir_all(folder.join("www"))?;
        let configuration = folder.join("nginx.conf");
        let base = folder.display();
        // The workers must be able to read the folder, wherever it lies.
        let user = if crate::test::install::is_root() {
            "user root;"
        } else {
            ""
        };
        std::fs::write(
            &configuration,
            format!(
                "daemon off; worker_processes auto; pid {base}/pid; error_log {base}/error.log; {user}\n\
                 events {{ worker_connections 256; }}\n\
                 http {{ access_log off; sendfile on; tcp_nopush on; default_type application/octet-stream;\n\
                 client_body_temp_path {base}/t1; proxy_temp_path {base}/t2; fastcgi_temp_path {base}/t3;\n\
                 uwsgi_temp_path {base}/t4; scgi_temp_path {base}/t5;\n\
                 server {{ listen {address}; root {base}/www; }} }}\n"
            ),
        )?;
        std::fs::write(folder.join("www/ready"), "ready")?;
        let program = crate::test::install::find("nginx").context("nginx is not installed")?;
        let mut command = Command::new(program);
        command.arg("-p").arg(folder).arg("-c").arg(&configuration);
        let (process, _) = Process::start(command, &folder.join("log"), address, "/ready")?;
        Ok(Nginx {
            folder: folder.to_owned(),
            address,
            process,
        })
    }

    /// Puts bytes where `path` will find them.
    pub fn publish(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        Ok(std::fs::write(self.folder.join("www").join(name), bytes)?)
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn process(&self) -> &Process {
        &self.process
    }
}
