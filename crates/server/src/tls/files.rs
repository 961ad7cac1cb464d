//! The operator's own certificate, from two PEM files that may be replaced while we serve.
//!
//! Connections take the pair that is current when they begin. A pair that does not load, or does not belong together
//! because only one of the files was replaced yet, changes nothing: the old one is served on, and the reason is logged.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use parking_lot::Mutex;
use tokio::signal::unix::{SignalKind, signal};
use tokio_rustls::rustls;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use wharf_aws::Timestamp;

use super::{TlsError, provider, server_config, valid};

/// A configuration that serves the certificate chain in `certificate` (the leaf first) with the private key in `key`,
/// and the handle that loads them again.
///
/// # Errors
/// A file cannot be read, is not PEM, or the two do not belong together.
pub fn from_files(certificate: &Path, key: &Path) -> Result<(Arc<ServerConfig>, Reload), TlsError> {
    let stamp = Stamp::of(certificate, key);
    let current = load(certificate, key)?;
    valid::show_end(&current.cert);
    let served = Arc::new(Served {
        current: ArcSwap::from_pointee(current),
        certificate: certificate.to_owned(),
        key: key.to_owned(),
        stamp: Mutex::new(stamp),
    });
    let resolver: Arc<dyn ResolvesServerCert> = Arc::clone(&served) as _;
    let config = server_config(resolver).map_err(TlsError::other)?;
    Ok((config, Reload { served }))
}

/// Loads the pair of files again.
#[derive(Clone, Debug)]
pub struct Reload {
    served: Arc<Served>,
}

impl Reload {
    /// Loads the files now.
    ///
    /// # Errors
    /// As [`from_files`]; the old pair is served on.
    pub fn now(&self) -> Result<(), TlsError> {
        *self.served.stamp.lock() = Stamp::of(&self.served.certificate, &self.served.key);
        let fresh = load(&self.served.certificate, &self.served.key)?;
        valid::show_end(&fresh.cert);
        self.served.current.store(Arc::new(fresh));
        Ok(())
    }

    /// Looks whether clients will accept the certificate that is served: its time, and the hosts that it must name.
    ///
    /// # Errors
    /// It has expired, or names none of the hosts, nor the zone above them.
    pub fn check(&self, now: Timestamp, hosts: &[String], zone: &str) -> Result<(), TlsError> {
        let current = self.served.current.load();
        match current.cert.first() {
            Some(leaf) => valid::check(&self.served.certificate, leaf, now, (hosts, zone)),
            None => Ok(()),
        }
    }

    /// Loads the files if one of them changed since they were last looked at; says whether.
    ///
    /// # Errors
    /// As [`Reload::now`].
    pub fn if_changed(&self) -> Result<bool, TlsError> {
        let stamp = Stamp::of(&self.served.certificate, &self.served.key);
        if *self.served.stamp.lock() == stamp {
            return Ok(false);
        }
        self.now().map(|()| true)
    }

    /// Loads the files on SIGHUP, and looks for changes `every` so often. Never ends; drop it to stop.
    pub async fn watch(self, every: Duration) {
        let mut hangup = signal(SignalKind::hangup())
            .inspect_err(|error| tracing::warn!(%error, "SIGHUP will not reload the certificate"))
            .ok();
        loop {
            let asked = match &mut hangup {
                Some(hangup) => tokio::time::timeout(every, hangup.recv()).await.is_ok(),
                None => {
                    tokio::time::sleep(every).await;
                    false
                }
            };
            let this = self.clone();
            let load = move || {
                if asked {
                    this.now().map(|()| true)
                } else {
                    this.if_changed()
                }
            };
            match tokio::task::spawn_blocking(load).await {
                Ok(Ok(true)) => {
                    tracing::info!(path = %self.served.certificate.display(), "certificate loaded")
                }
                Ok(Ok(false)) => {}
                Ok(Err(error)) => tracing::warn!(%error, "the old certificate is served on"),
                Err(error) => tracing::warn!(%error, "the old certificate is served on"),
            }
        }
    }
}

#[derive(Debug)]
struct Served {
    current: ArcSwap<CertifiedKey>,
    certificate: PathBuf,
    key: PathBuf,
    stamp: Mutex<Stamp>,
}

impl ResolvesServerCert for Served {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.current.load_full())
    }
}

fn load(certificate: &Path, key: &Path) -> Result<CertifiedKey, TlsError> {
    let pem = read(certificate)?;
    let chain: Vec<_> = CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<_, _>>()
        .map_err(|error| pem_error(certificate, "certificate", &error.to_string()))?;
    if chain.is_empty() {
        return Err(pem_error(certificate, "certificate", "there is none"));
    }
    let pem = read(key)?;
    let secret = PrivateKeyDer::from_pem_slice(&pem)
        .map_err(|error| pem_error(key, "private key", &error.to_string()))?;
    CertifiedKey::from_der(chain, secret, &provider()).map_err(|error: rustls::Error| TlsError::Mismatch {
        certificate: certificate.to_owned(),
        key: key.to_owned(),
        reason: error.to_string(),
    })
}

/// A file's bytes without the mark with which some editors begin every file.
fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    let bytes = fs::read(path).map_err(TlsError::read(path))?;
    match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(pem) => Ok(pem.to_vec()),
        None => Ok(bytes),
    }
}

fn pem_error(path: &Path, wanted: &'static str, reason: &str) -> TlsError {
    TlsError::Pem {
        path: path.to_owned(),
        wanted,
        reason: reason.to_owned(),
    }
}

/// What tells one state of the two files from another: time, length and inode, the latter because a replaced symbolic
/// link (Kubernetes) may keep the first two.
#[derive(Debug, PartialEq, Eq)]
struct Stamp([Option<(i64, i64, u64, u64)>; 2]);

impl Stamp {
    fn of(certificate: &Path, key: &Path) -> Stamp {
        Stamp([certificate, key].map(|path| {
            let metadata = fs::metadata(path).ok()?;
            Some((
                metadata.mtime(),
                metadata.mtime_nsec(),
                metadata.len(),
                metadata.ino(),
            ))
        }))
    }
}
