//! Certificates, without a socket: two ends of a handshake in memory. Those of own files are in `tls/files.rs`.

mod files;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::client::Resumption;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection};
use wharf_node::{Clock, Entropy};
use wharf_server::tls::{self, Names};

/// What a client trusts that speaks both versions of HTTP.
pub(crate) fn client(authority: &Path) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(authority).unwrap())
        .unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider);
    let mut config = builder
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    // A resumed session shows no certificate.
    config.resumption = Resumption::disabled();
    Arc::new(config)
}

/// Shakes hands; the protocol that both chose, and the certificate.
fn handshake(
    server: &Arc<ServerConfig>,
    client: &Arc<ClientConfig>,
    name: &str,
) -> Result<(Vec<u8>, Vec<u8>), rustls::Error> {
    let mut server = ServerConnection::new(Arc::clone(server))?;
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let mut client = ClientConnection::new(Arc::clone(client), name)?;
    while client.is_handshaking() || server.is_handshaking() {
        let mut bytes = Vec::new();
        while client.wants_write() {
            client.write_tls(&mut bytes).unwrap();
        }
        server.read_tls(&mut bytes.as_slice()).unwrap();
        server.process_new_packets()?;
        let mut bytes = Vec::new();
        while server.wants_write() {
            server.write_tls(&mut bytes).unwrap();
        }
        client.read_tls(&mut bytes.as_slice()).unwrap();
        client.process_new_packets()?;
    }
    let protocol = client.alpn_protocol().unwrap().to_vec();
    Ok((protocol, client.peer_certificates().unwrap()[0].to_vec()))
}

fn development(folder: &Path) -> tls::Development {
    let names = Names::new(
        "wharf.test",
        ["registry.corp".to_owned()],
        &[[192, 0, 2, 7].into()],
    );
    tls::development(folder, names, Clock::system(), Entropy::system()).unwrap()
}

#[test]
fn the_development_authority_mints_for_our_names_and_for_no_other() {
    let home = tempfile::tempdir().unwrap();
    let made = development(&home.path().join("tls"));
    assert!(made.is_new);
    let client = client(&made.certificate);
    for ours in [
        "111122223333.dkr.ecr.us-east-1.wharf.test",
        "111122223333.dkr-ecr.eu-west-1.on.aws",
        "api.ecr.us-east-1.amazonaws.com",
        "registry.corp",
        "localhost",
        "127.0.0.1",
        "::1",
        "192.0.2.7",
    ] {
        let (protocol, certificate) =
            handshake(&made.config, &client, ours).unwrap_or_else(|error| panic!("{ours}: {error}"));
        assert_eq!(protocol, b"h2");
        let again = handshake(&made.config, &client, ours).unwrap().1;
        assert_eq!(certificate, again, "{ours}: kept, not minted again");
    }
    for foreign in ["example.com", "registry.corp.example.com", "192.0.2.8"] {
        assert!(handshake(&made.config, &client, foreign).is_err(), "{foreign}");
    }
}

#[test]
fn the_authority_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("tls");
    let first = development(&folder);
    let client = client(&first.certificate);
    let again = development(&folder);
    assert!(!again.is_new);
    handshake(&again.config, &client, "localhost").unwrap();
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(folder.join("ca.key"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);

    // A start that died between the two files is completed by the next one.
    std::fs::remove_file(folder.join("ca.crt")).unwrap();
    assert!(development(&folder).is_new);
    // A certificate whose key is gone is not replaced behind the operator's back.
    std::fs::remove_file(folder.join("ca.key")).unwrap();
    let open = || {
        let names = Names::new("wharf.test", [], &[]);
        tls::development(&folder, names, Clock::system(), Entropy::system())
            .err()
            .unwrap()
            .to_string()
    };
    assert!(open().contains("the key is missing"), "{}", open());
    let other = rcgen::KeyPair::generate().unwrap();
    std::fs::write(folder.join("ca.key"), other.serialize_pem()).unwrap();
    assert!(open().contains("of another key"), "{}", open());
}

#[test]
fn old_certificates_are_minted_again() {
    let home = tempfile::tempdir().unwrap();
    let start = Clock::system().now();
    let clock = Clock::fixed(start);
    let names = Names::new("wharf.test", [], &[]);
    let made = tls::development(&home.path().join("tls"), names, clock.clone(), Entropy::system()).unwrap();
    let client = client(&made.certificate);
    let first = handshake(&made.config, &client, "wharf.test").unwrap().1;
    clock.advance(Duration::from_secs(31 * 24 * 60 * 60));
    let minted = handshake_ignoring_time(&made.config);
    assert_ne!(first, minted);
}

/// The certificate that is presented, also when the client would refuse it: the machine's clock did not move.
fn handshake_ignoring_time(server: &Arc<ServerConfig>) -> Vec<u8> {
    #[derive(Debug)]
    struct Keep(std::sync::Mutex<Vec<u8>>);
    impl rustls::client::danger::ServerCertVerifier for Keep {
        fn verify_server_cert(
            &self,
            leaf: &CertificateDer<'_>,
            _chain: &[CertificateDer<'_>],
            _name: &ServerName<'_>,
            _ocsp: &[u8],
            _now: rustls::pki_types::UnixTime,
        ) -> Result<rustls::client::danger::ServerCertVerified, rustls::Error> {
            *self.0.lock().unwrap() = leaf.to_vec();
            Err(rustls::Error::General("seen".to_owned()))
        }
        fn verify_tls12_signature(
            &self,
            _message: &[u8],
            _leaf: &CertificateDer<'_>,
            _signature: &rustls::DigitallySignedStruct,
        ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
            unreachable!("the certificate was refused")
        }
        fn verify_tls13_signature(
            &self,
            _message: &[u8],
            _leaf: &CertificateDer<'_>,
            _signature: &rustls::DigitallySignedStruct,
        ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
            unreachable!("the certificate was refused")
        }
        fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
            rustls::crypto::aws_lc_rs::default_provider()
                .signature_verification_algorithms
                .supported_schemes()
        }
    }
    let keep = Arc::new(Keep(std::sync::Mutex::default()));
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&keep) as _)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    assert!(handshake(server, &Arc::new(config), "wharf.test").is_err());
    keep.0.lock().unwrap().clone()
}
