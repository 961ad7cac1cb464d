//! Whether a certificate will be accepted by clients, as far as its own text says: its time, and the hosts that it names.

use std::path::Path;

use tokio_rustls::rustls::client::verify_server_name;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::server::ParsedCertificate;
use wharf_aws::Timestamp;
use wharf_node::Clock;
use wharf_sigv4::CLOCK_SKEW_SECONDS;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::TlsError;

/// What a certificate must be for clients to accept it.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Says when it must be valid.
    pub clock: Clock,
    /// The hosts that clients will surely call.
    pub hosts: Vec<String>,
    /// The zone above them.
    pub zone: String,
}

/// Refuses a leaf that has expired, is not valid yet, or names none of the hosts that clients call, nor the zone above them. Where it
/// names some, the others are warned of: clients may not call them. The beginning may be ahead by as much as a request's time may be:
/// clocks differ.
pub(super) fn check(file: &Path, leaf: &CertificateDer<'_>, wanted: &Wanted) -> Result<(), TlsError> {
    let (_, parsed) = X509Certificate::from_der(leaf).map_err(TlsError::other)?;
    let (from, until) = (parsed.validity().not_before, parsed.validity().not_after);
    let now = wanted.clock.now().micros() / 1_000_000;
    if until.timestamp() < now {
        return Err(TlsError::Expired {
            certificate: file.to_owned(),
            until: until.to_string(),
        });
    }
    let due = from.timestamp().saturating_sub(CLOCK_SKEW_SECONDS);
    if now < due {
        return Err(TlsError::NotYet {
            certificate: file.to_owned(),
            from: from.to_string(),
            due: Timestamp::from_micros(due.saturating_mul(1_000_000)),
        });
    }
    let Wanted { hosts, zone, .. } = wanted;
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

/// Shows in the metrics when a chain of certificates ends, with the first of them that does.
pub(super) fn show_end(chain: &[CertificateDer<'_>]) {
    let ends = chain.iter().filter_map(|certificate| {
        let (_, parsed) = X509Certificate::from_der(certificate).ok()?;
        Some(parsed.validity().not_after.timestamp())
    });
    if let Some(end) = ends.min() {
        metrics::gauge!("wharf_certificate_expiration_timestamp_seconds").set(end as f64);
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

#[cfg(test)]
mod tests {
    use metrics_exporter_prometheus::PrometheusBuilder;
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    use super::*;

    #[test]
    fn a_chain_ends_with_the_first_of_its_certificates_that_does() {
        let ending_in = |year: i32| {
            let mut parameters = CertificateParams::new(["registry.example".to_owned()]).unwrap();
            parameters.not_after = date_time_ymd(year, 1, 1);
            let signed = parameters.self_signed(&KeyPair::generate().unwrap()).unwrap();
            signed.der().clone()
        };
        let recorder = PrometheusBuilder::new().build_recorder();
        metrics::with_local_recorder(&recorder, || show_end(&[ending_in(2032), ending_in(2030)]));
        let shown = recorder.handle().render();
        // 2030-01-01T00:00:00Z.
        let expected = "wharf_certificate_expiration_timestamp_seconds 1893456000";
        assert!(shown.lines().any(|line| line == expected), "{shown}");
    }
}
