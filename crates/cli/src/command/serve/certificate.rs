//! The certificate that the settings ask for.

use std::path::PathBuf;
use std::sync::Arc;

use rustls::ServerConfig;
use wharf_node::{Clock, Entropy};
use wharf_server::tls::{self, Names, Reload, Wanted};

use crate::config::{Serve, Tls};
use crate::folder::Folder;

/// What is served, if it is not plain HTTP.
#[derive(Default)]
pub(super) struct Certificate {
    pub(super) config: Option<Arc<ServerConfig>>,
    /// What loads changed files.
    pub(super) reload: Option<Reload>,
    /// The development authority's certificate, absolute.
    pub(super) ca: Option<PathBuf>,
    /// Whether the authority was made just now.
    pub(super) is_new: bool,
}

pub(super) fn open(
    settings: &Serve,
    folder: &Folder,
    clock: &Clock,
    entropy: &Entropy,
) -> anyhow::Result<Certificate> {
    match &settings.tls {
        Tls::Off => {
            if !settings.listen.ip().is_loopback() && !settings.is_behind_proxy() {
                tracing::warn!(
                    listen = %settings.listen,
                    "plain HTTP beyond this machine: passwords are sent unencrypted; see --tls"
                );
            }
            Ok(Certificate::default())
        }
        Tls::Files { certificate, key } => {
            let wanted = Wanted {
                clock: clock.clone(),
                hosts: settings.known_hosts(),
                zone: settings.zone.clone(),
            };
            let (config, reload) = tls::from_files(certificate, key, wanted)?;
            Ok(Certificate {
                config: Some(config),
                reload: Some(reload),
                ..Certificate::default()
            })
        }
        Tls::Development => {
            let public = settings.public_url.as_ref().map(|url| url.host().to_owned());
            let aliases = settings.aliases.hosts().map(str::to_owned).chain(public);
            let names = Names::new(&settings.zone, aliases, &[settings.listen.ip()]);
            let made = tls::development(&folder.tls(), names, clock.clone(), entropy.clone())?;
            Ok(Certificate {
                config: Some(made.config),
                reload: None,
                ca: Some(std::path::absolute(&made.certificate)?),
                is_new: made.is_new,
            })
        }
    }
}
