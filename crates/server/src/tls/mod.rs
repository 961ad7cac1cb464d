//! TLS: who we are to a client. Two sources of certificates, one way to serve them.
//!
//! - [`from_files`]: the operator's own certificate, reloaded when the files change ([`Reload`]), as long as clients will accept it
//!   ([`Wanted`]).
//! - [`development`]: a certificate authority of our own in the data folder, made on first use, and a certificate for
//!   each of our own names when a client asks for it ([`Names`] says which names are ours).
//!
//! TLS 1.2 and 1.3 by rustls with aws-lc-rs; ALPN offers HTTP/2, then HTTP/1.1. Not here: sockets, client
//! certificates, ACME.

mod development;
mod durable;
mod files;
mod valid;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio_rustls::rustls;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::server::ResolvesServerCert;
use wharf_aws::Timestamp;

pub use development::{Development, Names, development};
pub use files::{Reload, from_files};
pub use valid::Wanted;

/// Why there is no certificate to serve.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("{path} cannot be read: {source}")]
    Read {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("{path} cannot be written: {source}")]
    Write {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not the PEM text that it should be.
    #[error("{path} has no {wanted} in PEM: {reason}")]
    Pem {
        /// Which one.
        path: PathBuf,
        /// `certificate` or `private key`.
        wanted: &'static str,
        /// What the parser says.
        reason: String,
    },
    /// A certificate and a key that do not belong together.
    #[error("{certificate} and {key} do not belong together: {reason}")]
    Mismatch {
        /// The file of the certificate.
        certificate: PathBuf,
        /// The file of the key.
        key: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A certificate whose time is over.
    #[error("the certificate in {certificate} has expired: it was valid until {until}")]
    Expired {
        /// Its file.
        certificate: PathBuf,
        /// When it ended.
        until: String,
    },
    /// A certificate whose time has not come, by more than clocks may differ.
    #[error("the certificate in {certificate} is not valid yet: it begins {from}")]
    NotYet {
        /// Its file.
        certificate: PathBuf,
        /// When it begins.
        from: String,
        /// When it will be taken.
        due: Timestamp,
    },
    /// A certificate that is not for the hosts that are served.
    #[error(
        "the certificate in {certificate} does not name {}: clients will refuse it; it names {}",
        missing.join(", "), names.join(", ")
    )]
    Names {
        /// Its file.
        certificate: PathBuf,
        /// The hosts that it should name.
        missing: Vec<String>,
        /// What it names.
        names: Vec<String>,
    },
    /// Something that only a broken build or a full memory explains.
    #[error("TLS: {0}")]
    Other(String),
}

impl TlsError {
    fn read(path: &Path) -> impl FnOnce(io::Error) -> TlsError {
        move |source| TlsError::Read {
            path: path.to_owned(),
            source,
        }
    }

    fn write(path: &Path) -> impl FnOnce(io::Error) -> TlsError {
        move |source| TlsError::Write {
            path: path.to_owned(),
            source,
        }
    }

    fn other(reason: impl ToString) -> TlsError {
        TlsError::Other(reason.to_string())
    }
}

/// The one provider of cryptography, named rather than taken from the process, which may have none installed.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

fn server_config(resolver: Arc<dyn ResolvesServerCert>) -> Result<Arc<ServerConfig>, rustls::Error> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(resolver);
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
