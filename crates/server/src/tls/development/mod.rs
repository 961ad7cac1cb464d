//! Certificates for a machine that has none from an authority.
//!
//! A certificate authority is made in a folder on first use and kept; the operator makes clients trust it once. For
//! each of our own names a certificate is minted when a client first asks for it, because wildcards cover one label and
//! a registry's host has five that vary. A client that asks for a foreign name is turned away in the handshake.
//!
//! ```text
//! folder/ca.crt   the certificate that clients trust
//! folder/ca.key   its key: with it one can pretend to be any name to those clients (0600)
//! ```

mod authority;
mod names;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use wharf_aws::Timestamp;
use wharf_node::{Clock, Entropy};

use super::{TlsError, server_config, valid};
use authority::Authority;

pub use names::Names;

/// How many minted certificates are kept. All are forgotten when there would be more: minting is cheap.
const KEPT: usize = 512;
/// A minted certificate is replaced when it is this old; it is valid for longer ([`authority::LEAF_LIFE`]).
const RENEWED_AFTER: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A development certificate authority that is being served from.
pub struct Development {
    /// The configuration to serve with.
    pub config: Arc<ServerConfig>,
    /// The certificate that clients must trust.
    pub certificate: PathBuf,
    /// Whether it was made just now.
    pub is_new: bool,
}

/// Serves certificates for `names` by the authority in `folder`, which is made (readable by the owner only) if there is
/// none.
///
/// # Errors
/// The folder cannot be used, or its files do not belong together.
pub fn development(
    folder: &Path,
    names: Names,
    clock: Clock,
    entropy: Entropy,
) -> Result<Development, TlsError> {
    let (authority, is_new) = Authority::open(folder, clock.now(), entropy)?;
    let certificate = authority.certificate.clone();
    // What it signs is renewed by itself.
    if let Ok(own) = CertificateDer::from_pem_file(&certificate) {
        valid::show_end(&[own]);
    }
    let mint = Mint {
        authority,
        names,
        clock,
        minted: Mutex::default(),
    };
    Ok(Development {
        config: server_config(Arc::new(mint)).map_err(TlsError::other)?,
        certificate,
        is_new,
    })
}

struct Mint {
    authority: Authority,
    names: Names,
    clock: Clock,
    minted: Mutex<HashMap<String, Minted>>,
}

#[derive(Clone)]
struct Minted {
    at: Timestamp,
    key: Arc<CertifiedKey>,
}

impl std::fmt::Debug for Mint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mint").finish_non_exhaustive()
    }
}

impl ResolvesServerCert for Mint {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        // A client that calls an address sends no name.
        let name = hello
            .server_name()
            .unwrap_or_default()
            .trim_end_matches('.')
            .to_ascii_lowercase();
        if !name.is_empty() && !self.names.include(&name) {
            tracing::debug!(name, "a certificate for a foreign name was asked for");
            return None;
        }
        let now = self.clock.now();
        if let Some(minted) = self.minted.lock().get(&name)
            && now.micros() - minted.at.micros() < i64::try_from(RENEWED_AFTER.as_micros()).ok()?
        {
            return Some(Arc::clone(&minted.key));
        }
        let alternatives = if name.is_empty() {
            self.names.of_addresses()
        } else {
            vec![name.clone()]
        };
        let key = self
            .authority
            .mint(&alternatives, now)
            .inspect_err(|error| tracing::warn!(name, %error, "no certificate could be minted"))
            .ok()?;
        let minted = Minted {
            at: now,
            key: Arc::new(key),
        };
        let mut all = self.minted.lock();
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(name, minted.clone());
        Some(minted.key)
    }
}
