//! The certificate authority in a folder, and the certificates that it mints.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, SerialNumber,
};
use tokio_rustls::rustls::crypto::aws_lc_rs::sign::any_supported_type;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::sign::CertifiedKey;
use wharf_aws::Timestamp;
use wharf_node::Entropy;

use super::super::TlsError;
use super::super::durable::{make_folder, write};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long the authority is valid.
const AUTHORITY_LIFE: Duration = DAY.saturating_mul(3650);
/// How long a minted certificate is valid: shorter than what any client refuses (Apple's: 825 days).
pub(super) const LEAF_LIFE: Duration = DAY.saturating_mul(90);
/// Clients' clocks may be behind ours.
const EARLY: Duration = DAY;

/// The authority.
pub(super) struct Authority {
    /// The file that clients must trust.
    pub(super) certificate: PathBuf,
    issuer: Issuer<'static, KeyPair>,
    leaf_key: KeyPair,
    entropy: Entropy,
}

impl Authority {
    /// Opens the authority in a folder or makes it; says whether it was made.
    pub(super) fn open(
        folder: &Path,
        now: Timestamp,
        entropy: Entropy,
    ) -> Result<(Authority, bool), TlsError> {
        make_folder(folder).map_err(TlsError::write(folder))?;
        let (certificate, key_file) = (folder.join("ca.crt"), folder.join("ca.key"));
        let (pem, old_key) = (read_if_there(&certificate)?, read_if_there(&key_file)?);
        let key = match &old_key {
            Some(text) => KeyPair::from_pem(text).map_err(|error| TlsError::Pem {
                path: key_file.clone(),
                wanted: "private key",
                reason: error.to_string(),
            })?,
            None => KeyPair::generate().map_err(TlsError::other)?,
        };
        let is_new = match (&pem, &old_key) {
            (Some(pem), Some(_)) => {
                check(&certificate, pem, &key_file, &key)?;
                false
            }
            // Clients may trust the certificate whose key is gone: replacing it is the operator's decision.
            (Some(_), None) => {
                return Err(TlsError::Mismatch {
                    certificate,
                    key: key_file,
                    reason: "the key is missing; remove the certificate to have a new authority made"
                        .to_owned(),
                });
            }
            // The key goes first: without the certificate it is the beginning of an authority, and is used for one.
            (None, old) => {
                if old.is_none() {
                    write(&key_file, key.serialize_pem().as_bytes(), 0o600)
                        .map_err(TlsError::write(&key_file))?;
                }
                let signed = parameters(&key, now, &entropy)
                    .self_signed(&key)
                    .map_err(TlsError::other)?;
                write(&certificate, signed.pem().as_bytes(), 0o644).map_err(TlsError::write(&certificate))?;
                true
            }
        };
        let authority = Authority {
            certificate,
            issuer: Issuer::new(parameters(&key, now, &entropy), key),
            leaf_key: KeyPair::generate().map_err(TlsError::other)?,
            entropy,
        };
        Ok((authority, is_new))
    }

    /// A certificate for these names and addresses, with its key.
    pub(super) fn mint(&self, names: &[String], now: Timestamp) -> Result<CertifiedKey, TlsError> {
        let mut leaf = CertificateParams::new(names).map_err(TlsError::other)?;
        leaf.distinguished_name = rcgen::DistinguishedName::new();
        leaf.distinguished_name
            .push(DnType::CommonName, "Wharf development");
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        leaf.use_authority_key_identifier_extension = true;
        valid(&mut leaf, now, LEAF_LIFE);
        leaf.serial_number = Some(serial(&self.entropy));
        let certificate = leaf
            .signed_by(&self.leaf_key, &self.issuer)
            .map_err(TlsError::other)?;
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(self.leaf_key.serialize_der()));
        let signer = any_supported_type(&key).map_err(TlsError::other)?;
        Ok(CertifiedKey::new(vec![certificate.der().clone()], signer))
    }
}

/// The authority's own certificate. Its name is a function of its key, so that the certificate of another machine in
/// the same trust store has another name, and so that reading the key is enough to sign in its name.
fn parameters(key: &KeyPair, now: Timestamp, entropy: &Entropy) -> CertificateParams {
    let mut authority = CertificateParams::default();
    let number: String = authority.key_identifier(key)[..4]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    authority.distinguished_name = rcgen::DistinguishedName::new();
    authority.distinguished_name.push(
        DnType::CommonName,
        format!("Wharf development authority {number}"),
    );
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    authority.serial_number = Some(serial(entropy));
    valid(&mut authority, now, AUTHORITY_LIFE);
    authority
}

fn valid(certificate: &mut CertificateParams, now: Timestamp, life: Duration) {
    let now = UNIX_EPOCH + Duration::from_micros(u64::try_from(now.micros()).unwrap_or(0));
    certificate.not_before = now.checked_sub(EARLY).unwrap_or(UNIX_EPOCH).into();
    certificate.not_after = (now + life).into();
}

/// Certificates of one issuer must not share a number: browsers refuse the second.
fn serial(entropy: &Entropy) -> SerialNumber {
    let mut bytes: [u8; 16] = entropy.bytes();
    // Positive and of fixed length.
    bytes[0] = bytes[0] & 0x7f | 0x40;
    SerialNumber::from_slice(&bytes)
}

fn check(certificate: &Path, pem: &str, key_file: &Path, key: &KeyPair) -> Result<(), TlsError> {
    let der = CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|error| TlsError::Pem {
        path: certificate.to_owned(),
        wanted: "certificate",
        reason: error.to_string(),
    })?;
    let public = key.public_key_raw();
    if der.windows(public.len()).any(|window| window == public) {
        return Ok(());
    }
    Err(TlsError::Mismatch {
        certificate: certificate.to_owned(),
        key: key_file.to_owned(),
        reason: "the certificate is of another key; remove both to have a new authority made".to_owned(),
    })
}

fn read_if_there(path: &Path) -> Result<Option<String>, TlsError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(TlsError::read(path)(error)),
    }
}
