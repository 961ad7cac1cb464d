//! Certificates, without a socket: two ends of a handshake in memory.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::client::Resumption;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use wharf_node::{Clock, Entropy};
use wharf_server::tls::{self, Names};

use crate::program::Node;

fn client(authority: &Path) -> Arc<ClientConfig> {
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

/// Writes a self-signed pair for a name.
fn write_pair(folder: &Path, name: &str) {
    let pair = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
    std::fs::write(folder.join("crt.pem"), pair.cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), pair.signing_key.serialize_pem()).unwrap();
}

#[test]
fn own_files_are_reloaded_and_a_bad_pair_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let (certificate, key) = (home.path().join("crt.pem"), home.path().join("key.pem"));
    write_pair(home.path(), "old.test");
    let (server, reload) = tls::from_files(&certificate, &key).unwrap();
    let trusts_old = client(&certificate);
    handshake(&server, &trusts_old, "old.test").unwrap();
    assert!(!reload.if_changed().unwrap());

    // Only one of the files was replaced yet; then one that is not PEM; then none.
    let old_key = std::fs::read(&key).unwrap();
    write_pair(home.path(), "new.test");
    let new_key = std::fs::read(&key).unwrap();
    std::fs::write(&key, &old_key).unwrap();
    let error = reload.if_changed().unwrap_err().to_string();
    assert!(error.contains("do not belong together"), "{error}");
    std::fs::write(&key, "no key").unwrap();
    assert!(
        reload
            .now()
            .unwrap_err()
            .to_string()
            .contains("no private key in PEM")
    );
    std::fs::remove_file(&key).unwrap();
    assert!(reload.now().is_err());
    handshake(&server, &trusts_old, "old.test").unwrap();

    std::fs::write(&key, &new_key).unwrap();
    assert!(reload.if_changed().unwrap());
    handshake(&server, &client(&certificate), "new.test").unwrap();
    assert!(handshake(&server, &trusts_old, "old.test").is_err());
}

#[test]
fn own_files_may_be_written_by_an_editor_of_windows() {
    let home = tempfile::tempdir().unwrap();
    let files = ["crt.pem", "key.pem"].map(|name| home.path().join(name));
    write_pair(home.path(), "own.test");
    let trusts = client(&files[0]);
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        std::fs::write(file, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    }
    let (server, _) = tls::from_files(&files[0], &files[1]).unwrap();
    handshake(&server, &trusts, "own.test").unwrap();
}

#[test]
fn bad_files_are_explained_at_the_start() {
    let home = tempfile::tempdir().unwrap();
    let (certificate, key) = (home.path().join("crt.pem"), home.path().join("key.pem"));
    let said = || tls::from_files(&certificate, &key).err().unwrap().to_string();
    assert!(said().contains("crt.pem cannot be read"), "{}", said());
    std::fs::write(&certificate, "").unwrap();
    assert!(said().contains("no certificate in PEM"), "{}", said());
}

#[test]
fn the_program_reloads_on_sighup() {
    let home = tempfile::tempdir().unwrap();
    write_pair(home.path(), "old.test");
    let file = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
    let node = Node::start(
        &[
            "--tls",
            "files",
            "--tls-certificate",
            &file("crt.pem"),
            "--tls-key",
            &file("key.pem"),
        ],
        &[],
    );
    let get = |name: &str| {
        let name = ServerName::try_from(name.to_owned()).unwrap();
        let mut config = client(&home.path().join("crt.pem")).as_ref().clone();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let connection = ClientConnection::new(Arc::new(config), name).unwrap();
        let socket = TcpStream::connect(node.listen()).unwrap();
        let mut stream = StreamOwned::new(connection, socket);
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")?;
        let mut head = [0; 15];
        stream.read_exact(&mut head)?;
        Ok::<_, std::io::Error>(head)
    };
    assert_eq!(&get("old.test").unwrap(), b"HTTP/1.1 200 OK");
    write_pair(home.path(), "new.test");
    assert!(get("new.test").is_err());
    node.signal("HUP");
    let reloaded = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(25));
        get("new.test").is_ok()
    });
    assert!(reloaded, "{}", node.stderr());
}

/// Writes a self-signed pair for names that ended with a year, and the flags that serve it.
fn pair_until(folder: &Path, names: &[&str], year: i32) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut parameters = rcgen::CertificateParams::new(names).unwrap();
    parameters.not_after = rcgen::date_time_ymd(year, 12, 31);
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = parameters.self_signed(&key).unwrap();
    std::fs::write(folder.join("crt.pem"), certificate.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), key.serialize_pem()).unwrap();
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let flags = [
        "--tls",
        "files",
        "--tls-certificate",
        &file("crt.pem"),
        "--tls-key",
        &file("key.pem"),
    ];
    flags.map(str::to_owned).to_vec()
}

#[test]
fn a_certificate_that_clients_will_refuse_is_refused_at_the_start() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let refused = |flags: &[String], more: &[&str]| {
        let mut serve = crate::program::wharf(&["serve", "--listen", "127.0.0.1:0"]);
        crate::program::failure(serve.args(flags).args(more).arg("--data").arg(&data))
    };
    let old = pair_until(home.path(), &["old.test"], 2020);
    let said = refused(&old, &[]);
    assert!(
        said.contains("crt.pem has expired: it was valid until Dec 31"),
        "{said}"
    );

    let other = pair_until(home.path(), &["other.test"], 2090);
    let said = refused(&other, &["--zone", "wharf.example"]);
    let missing =
        "does not name 111122223333.dkr.ecr.us-east-1.wharf.example, api.ecr.us-east-1.wharf.example: ";
    assert!(
        said.contains(missing) && said.contains("it names other.test"),
        "{said}"
    );
    let said = refused(&other, &["--alias", "registry.corp=111122223333/us-east-1"]);
    assert!(said.contains("does not name registry.corp: "), "{said}");

    // Where it is not known what clients will call, nothing is refused: without a zone, and behind a proxy.
    let start = |flags: &[String], more: &[&str]| {
        let flags: Vec<&str> = flags
            .iter()
            .map(String::as_str)
            .chain(more.iter().copied())
            .collect();
        drop(Node::start(&flags, &[]));
    };
    start(&other, &[]);
    start(
        &other,
        &["--zone", "wharf.example", "--public-url", "https://wharf.example"],
    );
    let names = [
        "*.dkr.ecr.us-east-1.wharf.example",
        "api.ecr.us-east-1.wharf.example",
    ];
    let right = pair_until(home.path(), &names, 2090);
    start(&right, &["--zone", "wharf.example"]);
    let zone = pair_until(home.path(), &["wharf.example"], 2090);
    start(&zone, &["--zone", "wharf.example"]);
    // It may be that no client calls the hosts of another Region: that is a warning.
    let right = pair_until(home.path(), &names, 2090);
    let mut flags: Vec<&str> = right.iter().map(String::as_str).collect();
    flags.extend(["--zone", "wharf.example", "--regions", "us-east-1,eu-west-1"]);
    let node = Node::start(&flags, &[]);
    let said = node.stderr();
    assert!(
        said.contains("111122223333.dkr.ecr.eu-west-1.wharf.example"),
        "{said}"
    );
}
