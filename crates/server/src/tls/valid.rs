//! Whether a certificate will be accepted by clients, as far as its own text says: its time, and the hosts that it names.

use std::path::Path;

use tokio_rustls::rustls::client::verify_server_name;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::server::ParsedCertificate;
use wharf_aws::Timestamp;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::TlsError;

/// Refuses a leaf that has expired, or names none of the hosts that clients call, nor the zone above them. Where it names some, the others
/// are warned of: clients may not call them.
pub(super) fn check(
    file: &Path,
    leaf: &CertificateDer<'_>,
    now: Timestamp,
    (hosts, zone): (&[String], &str),
) -> Result<(), TlsError> {
    let (_, parsed) = X509Certificate::from_der(leaf).map_err(TlsError::other)?;
    let until = parsed.validity().not_after;
    if until.timestamp() < now.micros() / 1_000_000 {
        return Err(TlsError::Expired {
            certificate: file.to_owned(),
            until: until.to_string(),
        });
    }
    let names = ParsedCertificate::try_from(leaf).map_err(TlsError::other)?;
    let is_named = |host: &str| {
        let name = ServerName::try_from(host);
        name.is_ok_and(|name| verify_server_name(&names, &name).is_ok())
    };
    let missing: Vec<String> = hosts.iter().filter(|host| !is_named(host)).cloned().collect();
    match missing.len() < hosts.len() || is_named(zone) {
        _ if missing.is_empty() => Ok(()),
        true => {
            let (certificate, missing) = (file.display(), missing.join(", "));
            tracing::warn!(%certificate, %missing, "the certificate does not name hosts that clients may call");
            Ok(())
        }
        false => Err(TlsError::Names {
            certificate: file.to_owned(),
            missing,
            names: alternatives(&parsed),
        }),
    }
}

/// The host names of a certificate.
fn alternatives(certificate: &X509Certificate<'_>) -> Vec<String> {
    let extension = certificate.subject_alternative_name().ok().flatten();
    let names = extension
        .iter()
        .flat_map(|extension| &extension.value.general_names);
    let names = names.filter_map(|name| match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        _ => None,
    });
    let names: Vec<String> = names.collect();
    match names.is_empty() {
        true => vec!["no host".to_owned()],
        false => names,
    }
}
