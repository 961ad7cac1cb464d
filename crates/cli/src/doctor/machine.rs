//! What the doctor looks at.

use std::fs;
use std::io;
use std::net::{IpAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::{Environment, files};

/// Where distributions keep the certificates that all programs trust, in one file.
const BUNDLES: &[&str] = &[
    "etc/ssl/certs/ca-certificates.crt",
    "etc/pki/tls/certs/ca-bundle.crt",
    "etc/ssl/ca-bundle.pem",
    "etc/ssl/cert.pem",
];

/// How long a resolver may take until a name counts as unknown: a client would wait as long, each time.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// The names that a resolver knows.
pub type Resolve = Box<dyn Fn(&str) -> io::Result<Vec<IpAddr>>>;

/// A machine, seen by one of its users.
pub struct Machine {
    /// What `/` is.
    pub root: PathBuf,
    /// The user's home folder.
    pub home: Option<PathBuf>,
    /// The user's environment.
    pub environment: Environment,
    /// The resolver that clients ask.
    pub resolve: Resolve,
}

impl Machine {
    /// This machine, this user.
    pub fn this(environment: &Environment) -> Machine {
        Machine {
            root: PathBuf::from("/"),
            home: environment.get("HOME").map(PathBuf::from),
            environment: environment.clone(),
            resolve: Box::new(|name| {
                let name = name.to_owned();
                within(PATIENCE, move || {
                    let found = (name.as_str(), 0).to_socket_addrs()?;
                    Ok(found.map(|address| address.ip()).collect())
                })
            }),
        }
    }

    /// The text of a file under the root, if it can be read.
    pub(super) fn system_file(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.root.join(path)).ok()
    }

    /// The user's folder of configurations.
    pub(super) fn user_config(&self) -> Option<PathBuf> {
        let named = self.environment.get("XDG_CONFIG_HOME").map(PathBuf::from);
        named.or_else(|| Some(self.home.as_ref()?.join(".config")))
    }

    /// The certificates that all programs on the machine trust.
    pub(super) fn trusted(&self) -> Vec<CertificateDer<'static>> {
        BUNDLES
            .iter()
            .map(|bundle| certificates(&self.root.join(bundle)))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }
}

/// The answer of a resolver that has so long. One that takes longer, as without a network, is asked on a thread for which the end of the
/// process does not wait.
fn within(
    patience: Duration,
    ask: impl FnOnce() -> io::Result<Vec<IpAddr>> + Send + 'static,
) -> io::Result<Vec<IpAddr>> {
    let (sender, answer) = mpsc::channel();
    std::thread::spawn(move || sender.send(ask()));
    let late = || io::Error::new(io::ErrorKind::TimedOut, format!("no answer within {patience:?}"));
    answer.recv_timeout(patience).unwrap_or_else(|_| Err(late()))
}

/// The certificates in a PEM file: none when there is no such file.
pub(super) fn certificates(path: &Path) -> Vec<CertificateDer<'static>> {
    let text = files::read_pem(path).unwrap_or_default();
    CertificateDer::pem_slice_iter(&text).flatten().collect()
}

/// Whether a PEM file has the first certificate of another.
pub(super) fn contains(bundle: &[CertificateDer<'_>], authority: &Path) -> bool {
    certificates(authority)
        .first()
        .is_some_and(|wanted| bundle.contains(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resolver_that_does_not_answer_is_not_waited_for() {
        let (answers, wait) = mpsc::channel();
        let late = within(Duration::from_millis(20), move || {
            wait.recv().map_err(io::Error::other)
        });
        assert_eq!(late.unwrap_err().kind(), io::ErrorKind::TimedOut);
        drop(answers);
        let address = IpAddr::from([127, 0, 0, 1]);
        let known = within(PATIENCE, move || Ok(vec![address]));
        assert_eq!(known.unwrap(), [address]);
    }
}
