//! The operator's own certificate, from two PEM files that may be replaced while we serve.
//!
//! Connections take the pair that is current when they begin. A pair that does not load, or does not belong together
//! because only one of the files was replaced yet, or that clients would refuse, changes nothing: the old one is served on, and the
//! reason is logged and counted.

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

use super::valid::{self, Wanted};
use super::{TlsError, provider, server_config};

/// A configuration that serves the certificate chain in `certificate` (the leaf first) with the private key in `key`,
/// and the handle that loads them again.
///
/// # Errors
/// A file cannot be read, is not PEM, or the two do not belong together; or clients will refuse the certificate: it has expired, is not
/// valid yet, or names none of the hosts that are wanted, nor the zone above them.
pub fn from_files(
    certificate: &Path,
    key: &Path,
    wanted: Wanted,
) -> Result<(Arc<ServerConfig>, Reload), TlsError> {
    let seen = Seen {
        stamp: Stamp::of(certificate, key),
        due: None,
    };
    let current = load(certificate, key, &wanted)?;
    let served = Arc::new(Served {
        current: ArcSwap::from_pointee(current),
        certificate: certificate.to_owned(),
        key: key.to_owned(),
        wanted,
        seen: Mutex::new(seen),
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
        let Served {
            certificate,
            key,
            wanted,
            ..
        } = &*self.served;
        let stamp = Stamp::of(certificate, key);
        let fresh = load(certificate, key, wanted);
        let due = match &fresh {
            Err(TlsError::NotYet { due, .. }) => Some(*due),
            _ => None,
        };
        *self.served.seen.lock() = Seen { stamp, due };
        if fresh.is_err() {
            metrics::counter!("wharf_refused_certificates_total").increment(1);
        }
        self.served.current.store(Arc::new(fresh?));
        Ok(())
    }

    /// Loads the files if one of them changed since they were last looked at, or if what was not valid yet is by now; says whether.
    ///
    /// # Errors
    /// As [`Reload::now`].
    pub fn if_changed(&self) -> Result<bool, TlsError> {
        let served = &self.served;
        let stamp = Stamp::of(&served.certificate, &served.key);
        let now = served.wanted.clock.now();
        let is_known = {
            let seen = served.seen.lock();
            seen.stamp == stamp && seen.due.is_none_or(|due| now < due)
        };
        match is_known {
            true => Ok(false),
            false => self.now().map(|()| true),
        }
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
    wanted: Wanted,
    seen: Mutex<Seen>,
}

/// What was found when the files were last looked at.
#[derive(Debug)]
struct Seen {
    stamp: Stamp,
    /// When a pair that was not valid yet will be.
    due: Option<Timestamp>,
}

impl ResolvesServerCert for Served {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.current.load_full())
    }
}

/// The pair, if clients will accept it.
fn load(certificate: &Path, key: &Path, wanted: &Wanted) -> Result<CertifiedKey, TlsError> {
    let pair = read_pair(certificate, key)?;
    if let Some(leaf) = pair.cert.first() {
        valid::check(certificate, leaf, wanted)?;
    }
    valid::show_end(&pair.cert);
    Ok(pair)
}

fn read_pair(certificate: &Path, key: &Path) -> Result<CertifiedKey, TlsError> {
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

#[cfg(test)]
mod tests {
    use metrics_exporter_prometheus::PrometheusBuilder;
    use wharf_node::Clock;

    use super::*;

    /// Writes a self-signed pair for a name that is valid from the first of January of one year to that of another.
    fn write(folder: &Path, name: &str, (from, until): (i32, i32)) {
        let mut parameters = rcgen::CertificateParams::new(vec![name.to_owned()]).unwrap();
        parameters.not_before = rcgen::date_time_ymd(from, 1, 1);
        parameters.not_after = rcgen::date_time_ymd(until, 1, 1);
        let key = rcgen::KeyPair::generate().unwrap();
        let certificate = parameters.self_signed(&key).unwrap();
        fs::write(folder.join("crt.pem"), certificate.pem()).unwrap();
        fs::write(folder.join("key.pem"), key.serialize_pem()).unwrap();
    }

    #[test]
    fn a_pair_that_clients_would_refuse_is_counted_and_the_old_one_served_on() {
        let home = tempfile::tempdir().unwrap();
        let files = ["crt.pem", "key.pem"].map(|name| home.path().join(name));
        let wanted = Wanted {
            // 2029-12-31T23:44:59Z: fifteen minutes and a second before the year ends.
            clock: Clock::fixed(Timestamp::from_micros(1_893_455_099_000_000)),
            hosts: vec!["registry.test".to_owned()],
            zone: "zone.test".to_owned(),
        };
        let clock = wanted.clock.clone();
        let recorder = PrometheusBuilder::new().build_recorder();
        let shown = |line: &str| recorder.handle().render().lines().any(|shown| shown == line);
        metrics::with_local_recorder(&recorder, || {
            write(home.path(), "registry.test", (2020, 2040));
            let (_, reload) = from_files(&files[0], &files[1], wanted).unwrap();
            let served = || reload.served.current.load_full();
            let first = served();
            let years = [("registry.test", (2010, 2020)), ("other.test", (2020, 2040))];
            for ((name, years), said) in years
                .into_iter()
                .zip(["has expired", "does not name registry.test"])
            {
                write(home.path(), name, years);
                let error = reload.now().unwrap_err().to_string();
                assert!(error.contains(said), "{error}");
            }
            // The same files are not looked at again, but for those whose time will come.
            assert!(!reload.if_changed().unwrap());
            write(home.path(), "registry.test", (2030, 2040));
            let error = reload.now().unwrap_err().to_string();
            assert!(error.contains("is not valid yet: it begins Jan"), "{error}");
            assert!(!reload.if_changed().unwrap());
            assert!(Arc::ptr_eq(&first, &served()));
            assert!(shown("wharf_refused_certificates_total 3"));
            // 2040-01-01T00:00:00Z: what was refused is not shown as what is served.
            assert!(shown("wharf_certificate_expiration_timestamp_seconds 2208988800"));
            clock.advance(Duration::from_secs(1));
            assert!(reload.if_changed().unwrap());
            assert!(!Arc::ptr_eq(&first, &served()));
        });
    }
}
