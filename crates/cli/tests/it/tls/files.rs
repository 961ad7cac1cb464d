//! Certificates of own files: what is taken at the start and at a reload, and what is refused.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConnection, StreamOwned};
use wharf_node::Clock;
use wharf_server::tls::{self, Wanted};

use super::{client, handshake};
use crate::program::{Node, eventually};

/// Any certificate that is valid now: it is not known what clients call.
fn any() -> Wanted {
    Wanted {
        clock: Clock::system(),
        hosts: Vec::new(),
        zone: "wharf.test".to_owned(),
    }
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
    let (server, reload) = tls::from_files(&certificate, &key, any()).unwrap();
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
    let (server, _) = tls::from_files(&files[0], &files[1], any()).unwrap();
    handshake(&server, &trusts, "own.test").unwrap();
}

#[test]
fn bad_files_are_explained_at_the_start() {
    let home = tempfile::tempdir().unwrap();
    let (certificate, key) = (home.path().join("crt.pem"), home.path().join("key.pem"));
    let said = || {
        tls::from_files(&certificate, &key, any())
            .err()
            .unwrap()
            .to_string()
    };
    assert!(said().contains("crt.pem cannot be read"), "{}", said());
    std::fs::write(&certificate, "").unwrap();
    assert!(said().contains("no certificate in PEM"), "{}", said());
}

#[test]
fn the_program_reloads_on_sighup() {
    let home = tempfile::tempdir().unwrap();
    write_pair(home.path(), "old.test");
    let flags = flags(home.path());
    let node = Node::start(&flags.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    let trusting = |authority: &str, name: &str| {
        let name = ServerName::try_from(name.to_owned()).unwrap();
        let mut config = client(&home.path().join(authority)).as_ref().clone();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let connection = ClientConnection::new(Arc::new(config), name).unwrap();
        let socket = TcpStream::connect(node.listen()).unwrap();
        let mut stream = StreamOwned::new(connection, socket);
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")?;
        let mut head = [0; 15];
        stream.read_exact(&mut head)?;
        Ok::<_, std::io::Error>(head)
    };
    let get = |name: &str| trusting("crt.pem", name);
    assert_eq!(&get("old.test").unwrap(), b"HTTP/1.1 200 OK");
    write_pair(home.path(), "new.test");
    assert!(get("new.test").is_err());
    node.signal("HUP");
    let reloaded = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(25));
        get("new.test").is_ok()
    });
    assert!(reloaded, "{}", node.stderr());

    // One that clients would refuse is not taken.
    std::fs::copy(home.path().join("crt.pem"), home.path().join("new.pem")).unwrap();
    pair_until(home.path(), &["new.test"], 2020);
    node.signal("HUP");
    eventually("the log says why", || {
        let said = node.stderr();
        said.contains("the old certificate is served on") && said.contains("crt.pem has expired")
    });
    assert_eq!(&trusting("new.pem", "new.test").unwrap(), b"HTTP/1.1 200 OK");
}

/// Writes a self-signed pair for names that ended with a year, and the flags that serve it.
fn pair_until(folder: &Path, names: &[&str], year: i32) -> Vec<String> {
    pair_of(folder, names, (1975, year))
}

/// The same for one that is valid from a year's first day to a year's last.
fn pair_of(folder: &Path, names: &[&str], (from, until): (i32, i32)) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut parameters = rcgen::CertificateParams::new(names).unwrap();
    parameters.not_before = rcgen::date_time_ymd(from, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(until, 12, 31);
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = parameters.self_signed(&key).unwrap();
    std::fs::write(folder.join("crt.pem"), certificate.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), key.serialize_pem()).unwrap();
    flags(folder)
}

/// The flags that serve the pair in a folder.
fn flags(folder: &Path) -> Vec<String> {
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

    let early = pair_of(home.path(), &["early.test"], (2080, 2090));
    let said = refused(&early, &[]);
    assert!(said.contains("crt.pem is not valid yet: it begins Jan"), "{said}");

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
